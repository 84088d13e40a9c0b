/** The playbook step that an alert names exists in the blueprint. */
import { error, warning } from "../problem.ts";
import { suggest } from "../schema.ts";
import type { Check } from "./check.ts";

const id = "alert/playbook";

export const alertPlaybook: Check = {
  id,
  check: ({ alerts, blueprint }) =>
    alerts.flatMap(({ name, playbook, at }) => {
      if (playbook === "" || /^https?:\/\//.test(playbook)) return [];
      const anchor = playbook.slice(playbook.indexOf("#") + 1);
      if (!blueprint) {
        const message = `\`${playbook}\` cannot be looked up: the contract has no docs/blueprints/ops.md.`;
        return [warning(id, at("playbook"), message, "Write the blueprint, or give an https address.")];
      }
      if (blueprint.anchors.includes(anchor)) return [];
      const message = `The alert \`${name}\` names the playbook step \`${anchor}\`, which ops.md does not have.`;
      return [error(id, at("playbook"), message, suggest(anchor, blueprint.anchors))];
    }),
};

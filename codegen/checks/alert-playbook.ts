/** The playbook step that an alert names exists in the blueprint. */

import { PLAYBOOK, playbookOf } from "../blueprint.ts";
import type { Alert, Blueprint } from "../model.ts";
import { error, type Problem, warning } from "../problem.ts";
import { suggest } from "../schema.ts";
import type { Check } from "./check.ts";

const id = "alert/playbook";

export const alertPlaybook: Check = {
  id,
  explain: {
    what: "An alert names a playbook step that the blueprint does not have.",
    why: "The link in the notification leads nowhere. Without a blueprint in the contract the step cannot be looked up: that is a warning.",
    wrong: "playbook: ops.md#queue-stuk",
    right: "playbook: ops.md#queue-stuck",
    severities: ["error", "warning"],
  },

  check: (model) =>
    model.alerts
      .filter(({ playbook }) => playbook !== "" && !/^https?:\/\/\S+$/.test(playbook))
      .flatMap((alert) => checkAlert(alert, playbookOf(model))),
};

function checkAlert({ name, playbook, at }: Alert, blueprint: Blueprint | undefined): Problem[] {
  const [file, anchor, ...rest] = playbook.split("#");
  if (anchor === undefined || rest.length > 0 || !["", PLAYBOOK].includes(file ?? "")) {
    const message = `The playbook of \`${name}\` is no step of the blueprint: \`${playbook}\`.`;
    return [error(id, at("playbook"), message, "Write ops.md# and the step's anchor, or an https address.")];
  }
  if (!blueprint) {
    const message = `\`${playbook}\` cannot be looked up: the contract has no docs/blueprints/ops.md.`;
    return [warning(id, at("playbook"), message, "Write the blueprint, or give an https address.")];
  }
  if (blueprint.anchors.includes(anchor)) return [];
  const message = `The alert \`${name}\` names the playbook step \`${anchor}\`, which ops.md does not have.`;
  return [error(id, at("playbook"), message, suggest(anchor, blueprint.anchors))];
}

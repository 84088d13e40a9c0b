/** The successor of what is deprecated is there, is of its kind, and stays. */
import { isRenamed, lastingName } from "../deprecated.ts";
import type { Model } from "../model.ts";
import { error, type Problem } from "../problem.ts";
import { suggest } from "../schema.ts";
import type { Check } from "./check.ts";
import { deprecables, type Leaving, leaving } from "./deprecated.ts";

const id = "deprecated/successor";

export const deprecatedSuccessor: Check = {
  id,
  explain: {
    what: "What is deprecated is renamed to nothing that exists, to something of another kind, to itself, or to what is deprecated, too.",
    why: "Both names are emitted until the sunset, and the old one shows what the new one does: without it there is nothing to show. Who follows the advice must not have to move again.",
    wrong:
      "- {name: queue_len, …, deprecated: {since: 1.4.0, renamed_to: queue_size, sunset: 2027-03-01}}\n- {name: queue_size, …, deprecated: {since: 1.5.0, renamed_to: queue_depth, sunset: 2027-06-01}}",
    right:
      "- {name: queue_len, …, deprecated: {since: 1.4.0, renamed_to: queue_depth, sunset: 2027-03-01}}\n- {name: queue_size, …, deprecated: {since: 1.5.0, renamed_to: queue_depth, sunset: 2027-06-01}}",
  },
  check: (model) => leaving(model).flatMap((item) => fault(model, item)),
};

function fault(model: Model, { kind, name, deprecated: { renamedTo, at } }: Leaving): Problem[] {
  if (renamedTo === undefined) return [];
  const report = (message: string, help: string) => [error(id, at("renamed_to"), message, help)];
  const orNothing = "leave `renamed_to` out where nothing takes its place";
  if (renamedTo === name)
    return report(`The ${kind} \`${name}\` is renamed to itself.`, `Name another, or ${orNothing}.`);
  const all = deprecables(model);
  const successor = all[kind].find((item) => item.name === renamedTo);
  if (!successor) {
    const other = Object.entries(all).find(([, list]) => list.some((item) => item.name === renamedTo));
    const instead = other === undefined ? "" : `; \`${renamedTo}\` is of another kind: ${other[0]}`;
    const staying = all[kind].filter((item) => item.deprecated === undefined).map((item) => item.name);
    return report(`There is no ${kind} \`${renamedTo}\`${instead}.`, suggest(renamedTo, staying));
  }
  if (successor.deprecated === undefined) return [];
  const further = isRenamed(successor)
    ? `Name what it is renamed to itself, \`${lastingName(successor)}\``
    : "Name another";
  return report(
    `\`${renamedTo}\`, which \`${name}\` is renamed to, is deprecated, too.`,
    `${further}, or ${orNothing}.`,
  );
}

/** What an alert mutes can be muted: it exists, has the labels that tell where, is no more urgent, and never mutes back. And the
 * alert itself says where it fires, so that it does not mute what fires elsewhere. */
import { inhibitionsOf, resultOf } from "../inhibitions.ts";
import type { Alert, Model } from "../model.ts";
import { error, type Problem } from "../problem.ts";
import { labelNames } from "../promql/shape.ts";
import { suggest } from "../schema.ts";
import type { Check } from "./check.ts";

const id = "alert/inhibits";

export const alertInhibits: Check = {
  id,
  explain: {
    what: "An alert mutes one that does not exist, that is more urgent, that lacks a label of its result, or that mutes it in turn; or its own result has no labels, or such as are not known.",
    why: "Alertmanager compares the labels of both results: where one is missing nothing is muted, and where there is none to compare everything is. Of alerts that mute each other nobody is told at all, and a ticket that mutes a page lets people sleep through it.",
    wrong: "- {name: QueueDeep, severity: ticket, inhibits: [QueueStuck], …}\n- {name: QueueStuck, severity: page, …}",
    right: "- {name: QueueStuck, severity: page, inhibits: [QueueDeep], …}\n- {name: QueueDeep, severity: ticket, …}",
  },
  check: (model) => [
    ...model.alerts.flatMap((alert) => alert.inhibits.flatMap((name, i) => unfit(alert, name, i, model))),
    ...inhibitionsOf(model).flatMap(({ source, equal, targets }) => [
      ...nowhere(source, model),
      ...targets.flatMap((target) => withoutLabels(source, equal, target, model)),
    ]),
    ...circles(model),
  ],
};

function unfit(alert: Alert, name: string, i: number, { alerts }: Model): Problem[] {
  const at = alert.at("inhibits", i);
  const target = alerts.find((other) => other.name === name);
  if (target === undefined) {
    const names = alerts.map((other) => other.name);
    return [error(id, at, `There is no alert \`${name}\`.`, suggest(name, names))];
  }
  if (alert.severity === "page" || target.severity === "ticket") return [];
  const message = `\`${alert.name}\` is a ticket and mutes \`${name}\`, which wakes somebody: that would be slept through.`;
  return [error(id, at, message, "Let the more urgent one mute the other.")];
}

/** Of a result that other alerts make, as ALERTS, not all labels are known; of one that is no PromQL none, which is told elsewhere. */
function nowhere(source: Alert, model: Model): Problem[] {
  const { open, labels } = resultOf(source, model);
  if (open ? labels.size === 0 : labels.size > 0) return [];
  const message = open
    ? `Not all labels of the result of \`${source.name}\` are known: it mutes these also where they differ in the others.`
    : `The result of \`${source.name}\` has no label that says where: it mutes these wherever they fire.`;
  return [error(id, source.at("inhibits"), message, "Keep the labels that say where: `sum by (job) (…)`.")];
}

function withoutLabels(source: Alert, equal: readonly string[], target: Alert, model: Model): Problem[] {
  const result = resultOf(target, model);
  const missing = equal.filter((label) => !labelNames(result).includes(label));
  if (result.open || missing.length === 0) return [];
  const names = missing.map((label) => `\`${label}\``).join(" and ");
  const message = `The result of \`${target.name}\` has no label ${names}, which that of \`${source.name}\` has: Alertmanager finds them unlike, and mutes nothing.`;
  return [error(id, source.at("inhibits", source.inhibits.indexOf(target.name)), message, "Leave it out.")];
}

/** A muted alert still mutes: of those in a circle nobody is told when all of them fire. */
function circles({ alerts }: Model): Problem[] {
  const muted = new Map(alerts.map(({ name, inhibits }) => [name, inhibits]));
  return alerts.flatMap((alert) =>
    alert.inhibits.flatMap((name, i) => {
      if (!reaches(name, alert.name, muted, new Set())) return [];
      const at = alert.at("inhibits", i);
      if (name === alert.name) {
        return [error(id, at, `\`${name}\` mutes itself: nobody is ever told of it.`, "Leave it out.")];
      }
      const message = `\`${name}\` mutes \`${alert.name}\` in turn: when both fire, nobody is told of either.`;
      return [error(id, at, message, "Let only the one mute the other that says more.")];
    }),
  );
}

function reaches(from: string, to: string, muted: ReadonlyMap<string, readonly string[]>, seen: Set<string>): boolean {
  if (from === to) return true;
  if (seen.has(from)) return false;
  seen.add(from);
  return (muted.get(from) ?? []).some((next) => reaches(next, to, muted, seen));
}

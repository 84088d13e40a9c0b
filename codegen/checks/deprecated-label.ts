/** Where a label is renamed, the series have it under both names. */
import { lastingName } from "../deprecated.ts";
import type { Metric } from "../model.ts";
import { error, type Problem } from "../problem.ts";
import type { Check } from "./check.ts";

const id = "deprecated/label";

export const deprecatedLabel: Check = {
  id,
  explain: {
    what: "A metric lists a label that was renamed, but not the name that it was renamed to.",
    why: "Expressions are to use the new name, which its series do not have, and the old one breaks at the sunset. A metric that is deprecated itself keeps its labels.",
    wrong: "labels: [queue]  # queue has deprecated: {renamed_to: queue_name, …}",
    right: "labels: [queue_name, queue]  # the same value under both names until the sunset",
  },
  check: ({ metrics }) => metrics.filter(({ deprecated }) => deprecated === undefined).flatMap(alone),
};

function alone({ name, labels, at }: Metric): Problem[] {
  const names = labels.map((label) => label.name);
  return labels.flatMap((label, i) => {
    const lasting = lastingName(label);
    if (names.includes(lasting)) return [];
    const message = `\`${name}\` has the deprecated label \`${label.name}\` without \`${lasting}\`, to which it is renamed.`;
    return [error(id, at("labels", i), message, `Add \`${lasting}\` beside it, or put it in its place.`)];
  });
}

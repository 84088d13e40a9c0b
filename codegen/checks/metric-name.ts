/** Metric and label names are written as Prometheus' tools expect: snake_case, no type, no abbreviated unit, no colon. */
import type { Metric } from "../model.ts";
import { error, type Problem } from "../problem.ts";
import type { Check } from "./check.ts";

const id = "metric/name";

const ABBREVIATIONS = ["s", "ms", "us", "ns", "sec", "b", "kb", "mb", "gb", "tb", "pb", "m", "h", "d"];
const TYPES = ["counter", "gauge", "histogram", "summary"];

export const metricName: Check = {
  id,
  code: "P18",
  explain: {
    what: "A name is not in snake_case, has a colon or the metric's type in it, or abbreviates its unit.",
    why: "Tools and people guess type and unit from the name; colons mark recording rules.",
    wrong: "- {name: taskDuration_ms, type: histogram}",
    right: "- {name: task_duration_seconds, type: histogram}",
  },

  check: ({ metrics, labels }) => [
    ...metrics.flatMap(checkMetric),
    ...labels
      .filter(({ name }) => !/^[a-z_][a-z0-9_]*$/.test(name))
      .map(({ name, at }) =>
        error(id, at(), `The label \`${name}\` is not in snake_case.`, `Call it \`${snakeCase(name)}\`.`, "P18"),
      ),
  ],
};

function checkMetric({ name, at }: Metric): Problem[] {
  const report = (message: string, help: string) => [error(id, at("name"), message, help, "P18")];
  if (name.includes(":"))
    return report(`The metric \`${name}\` contains a colon.`, "Colons are for recording rules; use an underscore.");
  if (!/^[a-z_][a-z0-9_]*$/.test(name))
    return report(`The metric \`${name}\` is not in snake_case.`, `Call it \`${snakeCase(name)}\`.`);
  const words = name.split("_");
  const type = words.find((word) => TYPES.includes(word));
  if (type)
    return report(`The metric \`${name}\` has its type in its name.`, `Leave out \`${type}\`; \`type\` says it.`);
  const short = words.slice(1).find((word) => ABBREVIATIONS.includes(word));
  if (short)
    return report(
      `The metric \`${name}\` abbreviates a unit: \`${short}\`.`,
      "Write the base unit out: seconds, bytes.",
    );
  return [];
}

function snakeCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/[^a-zA-Z0-9_]/g, "_")
    .toLowerCase();
}

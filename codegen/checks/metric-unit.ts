/** Every metric names its unit; a base unit ends its name, a derived one is not used. */
import type { Metric } from "../model.ts";
import { error, type Problem } from "../problem.ts";
import type { Check } from "./check.ts";

const id = "metric/unit";

/** Base units of Prometheus; a metric in one of them has it at the end of its name. */
const BASE_UNITS = [
  ...["seconds", "bytes", "ratio", "celsius", "kelvin", "meters", "metres", "grams", "joules", "volts", "amperes"],
  ...["candela", "moles", "info"],
];

/** Other units, with the base unit of each. */
const DERIVED = new Map([
  ...["minutes", "hours", "days", "weeks"].map((unit) => [unit, "seconds"] as const),
  ...["percent", "pct", "percentage"].map((unit) => [unit, "ratio"] as const),
  ...["fahrenheit", "rankine"].map((unit) => [unit, "celsius"] as const),
  ...["inches", "yards", "miles"].map((unit) => [unit, "meters"] as const),
  ...["pounds", "ounces"].map((unit) => [unit, "grams"] as const),
  ...([
    ["bits", "bytes"],
    ["kelvins", "kelvin"],
    ["calories", "joules"],
  ] as const),
]);

const PREFIXES = [
  ...["pico", "nano", "micro", "milli", "centi", "deci", "deca", "hecto", "kilo", "kibi", "mega", "mibi", "mebi"],
  ...["giga", "gibi", "tera", "tebi", "peta", "pebi"],
];

/** The base unit of a word that is a derived unit or one with a prefix; undefined of every other word. */
function baseOf(word: string): string | undefined {
  const prefix = PREFIXES.find((start) => word.startsWith(start) && isUnit(word.slice(start.length))) ?? "";
  const unit = word.slice(prefix.length);
  return DERIVED.get(unit) ?? (prefix !== "" && BASE_UNITS.includes(unit) ? unit : undefined);
}

function isUnit(word: string): boolean {
  return DERIVED.has(word) || BASE_UNITS.includes(word);
}

export const metricUnit: Check = {
  id,
  code: "P18",
  explain: {
    what: "A metric names no unit, or not its base unit, or its name does not end in it.",
    why: "Milliseconds compared with seconds make an alert a thousand times too early or too late.",
    wrong: "- {name: task_duration_ms, type: gauge, unit: milliseconds}",
    right: "- {name: task_duration_seconds, type: gauge, unit: seconds}",
  },
  check: ({ metrics }) => metrics.flatMap(checkMetric),
};

function checkMetric({ name, unit, at }: Metric): Problem[] {
  const stem = name.replace(/_total$/, "");
  const report = (key: string, message: string, help: string) => [error(id, at(key), message, help, "P18")];
  const derived = [unit, ...stem.split("_")].find((word) => baseOf(word) !== undefined);
  if (derived !== undefined) {
    return report(
      unit === derived ? "unit" : "name",
      `The metric \`${name}\` is in ${derived}, which is no base unit.`,
      `Measure it in ${baseOf(derived)}.`,
    );
  }
  const named = BASE_UNITS.find((base) => stem.endsWith(`_${base}`));
  if (unit === "") {
    const help = named
      ? `Add \`unit: ${named}\`.`
      : "Add `unit`: a base unit such as seconds, or what is counted, such as requests.";
    return report("name", `The metric \`${name}\` has no unit.`, help);
  }
  if (BASE_UNITS.includes(unit) && named !== unit) {
    return report(
      "name",
      `The metric \`${name}\` is in ${unit}, but its name does not say so.`,
      `Let the name end in _${unit}${name.endsWith("_total") ? "_total" : ""}.`,
    );
  }
  if (named && unit !== named)
    return report(
      "unit",
      `The metric \`${name}\` ends in _${named}, but its unit is ${unit}.`,
      `Write \`unit: ${named}\`, or rename it.`,
    );
  return [];
}

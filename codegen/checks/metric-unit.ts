/** Every metric names its unit; a base unit ends its name, a derived one is not used. */
import type { Metric } from "../model.ts";
import { error, type Problem } from "../problem.ts";
import type { Check } from "./check.ts";

const id = "metric/unit";

/** Base units of Prometheus; a metric in one of them has it at the end of its name. */
const BASE_UNITS = ["seconds", "bytes", "ratio", "celsius", "meters", "grams", "joules", "volts", "amperes", "info"];

const DERIVED: Readonly<Record<string, string>> = {
  nanoseconds: "seconds",
  microseconds: "seconds",
  milliseconds: "seconds",
  minutes: "seconds",
  hours: "seconds",
  days: "seconds",
  weeks: "seconds",
  bits: "bytes",
  kilobytes: "bytes",
  megabytes: "bytes",
  gigabytes: "bytes",
  terabytes: "bytes",
  kibibytes: "bytes",
  mebibytes: "bytes",
  gibibytes: "bytes",
  percent: "ratio",
  pct: "ratio",
  percentage: "ratio",
  fahrenheit: "celsius",
  kelvin: "celsius",
  kilometers: "meters",
  millimeters: "meters",
  kilograms: "grams",
  calories: "joules",
};

export const metricUnit: Check = { id, code: "P18", check: ({ metrics }) => metrics.flatMap(checkMetric) };

function checkMetric({ name, unit, at }: Metric): Problem[] {
  const stem = name.replace(/_total$/, "");
  const report = (key: string, message: string, help: string) => [error(id, at(key), message, help, "P18")];
  const derived = [unit, ...stem.split("_")].find((word) => DERIVED[word] !== undefined);
  if (derived) {
    const base = DERIVED[derived] ?? "";
    return report(
      unit === derived ? "unit" : "name",
      `The metric \`${name}\` is in ${derived}, which is no base unit.`,
      `Measure it in ${base}.`,
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

/** Every function of Prometheus 2.42 is known, or a Problem; what is not known is never guessed. */
import { describe, expect, it } from "vitest";
import { flagged } from "../../scripts/testkit/oracle/flagged.ts";
import { askPromtool, inputSeries } from "../../scripts/testkit/oracle/promtool.ts";
import { requireTool } from "../../scripts/testkit/tools.ts";
import { promqlKind } from "../checks/promql-kind.ts";
import { promqlSyntax } from "../checks/promql-syntax.ts";
import { functions } from "./functions.ts";

const promtool = requireTool("promtool");

/** Native histograms, which no contract declares, and what Prometheus 3 renamed. */
const REPORTED = ["histogram_count", "histogram_fraction", "histogram_sum", "holt_winters"];

const KNOWN = [
  ...["abs", "absent", "absent_over_time", "acos", "acosh", "asin", "asinh", "atan", "atanh", "avg_over_time"],
  ...["ceil", "changes", "clamp", "clamp_max", "clamp_min", "cos", "cosh", "count_over_time", "day_of_month"],
  ...["day_of_week", "day_of_year", "days_in_month", "deg", "delta", "deriv", "exp", "floor", "histogram_quantile"],
  ...["hour", "idelta", "increase", "irate", "label_join", "label_replace", "last_over_time", "ln", "log10", "log2"],
  ...["max_over_time", "min_over_time", "minute", "month", "pi", "predict_linear", "present_over_time"],
  ...["quantile_over_time", "rad", "rate", "resets", "round", "scalar", "sgn", "sin", "sinh", "sort", "sort_desc"],
  ...["sqrt", "stddev_over_time", "stdvar_over_time", "sum_over_time", "tan", "tanh", "time", "timestamp", "vector"],
  "year",
];

it("knows all others", () => {
  expect([...functions.keys()].sort()).toEqual(KNOWN);
});

it.each([...REPORTED, "median", "mad_over_time"])("reports %s", (name) => {
  const reports = [promqlKind, promqlSyntax].flatMap((check) => flagged(check, [`${name}(heap_bytes)`]));
  expect(reports.map(({ message }) => message).join()).toContain(name);
});

describe.skipIf(promtool === undefined)("promtool", () => {
  it("knows these functions, and those of the compiler", () => {
    const names = [...REPORTED, ...KNOWN];
    // More arguments than any function takes.
    const questions = [...names, "median"].map((name) => ({ expr: `${name}(1, 1, 1, 1, 1, 1, 1)`, timeSeconds: 0 }));
    const series = [inputSeries('up{job="worker"}', "1")];
    const answers = askPromtool(promtool ?? "", { series, intervalSeconds: 15, questions });
    const unknown = questions.filter((_, i) => /unknown function/.test(JSON.stringify(answers[i])));
    expect(unknown.map(({ expr }) => expr)).toEqual(["median(1, 1, 1, 1, 1, 1, 1)"]);
  });
});

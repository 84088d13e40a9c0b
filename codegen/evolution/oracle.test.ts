/** What the diff calls minor or patch leaves no old expression empty, by real promtool over the new contract's series. */
import { describe, expect, it } from "vitest";
import { askPromtool } from "../../scripts/testkit/oracle/promtool.ts";
import { requireTool } from "../../scripts/testkit/tools.ts";
import { filtersOf, overExpressions } from "../checks/promql.ts";
import { emit } from "../emitters/rules.ts";
import type { Metric, Model } from "../model.ts";
import type { InputSeries, Labels } from "../promql/evaluate/index.ts";
import { rows } from "./changes.fixture.ts";
import { modelOf, rawContract } from "./fixture.ts";
import { diff } from "./index.ts";

const promtool = requireTool("promtool");
const INTERVAL = 15;
const SAMPLES = 260;
const AT = 3600;

/** What alerts compare, and what SLAs and recording rules give: without the limits, which healthy series do not reach. */
function observed(model: Model): string[] {
  const texts = overExpressions(model, (subject) => {
    const { expr, purpose, slo } = subject;
    if (slo !== undefined || purpose === "events") return [];
    if (purpose !== "alert") return [expr.text];
    return filtersOf(subject).map(({ kept }) => expr.text.slice(kept.from, kept.to));
  });
  return [...new Set(texts)];
}

/** Series of every combination of labels, that rise steadily. */
function seriesOf({ metrics, endpoints }: Model): InputSeries[] {
  const [endpoint] = endpoints;
  const target = { job: endpoint?.job ?? "", instance: "a" };
  return metrics.filter(({ initial }) => initial !== "absent").flatMap((metric) => ofMetric(metric, target));
}

function ofMetric({ name, type, labels, buckets }: Metric, target: Labels): InputSeries[] {
  const combinations = labels.reduce<Labels[]>(
    (sets, label) => sets.flatMap((set) => label.values.map((value) => ({ ...set, [label.name]: value }))),
    [target],
  );
  const rising = (set: Labels, suffix: string, slope: number, more: Labels = {}): InputSeries => ({
    labels: { __name__: name + suffix, ...set, ...more },
    values: Array.from({ length: SAMPLES }, (_, i) => 1 + i * slope),
  });
  return combinations.flatMap((set) => {
    if (type !== "histogram") return [rising(set, "", 1)];
    const bounds = [...buckets.map(String), "+Inf"];
    return [
      ...bounds.map((le, i) => rising(set, "_bucket", i + 1, { le })),
      rising(set, "_sum", 9),
      rising(set, "_count", bounds.length),
    ];
  });
}

/** Those of the texts that give nothing over a contract's series, the old rules evaluated. */
function empty(texts: readonly string[], old: Model, fresh: Model): string[] {
  const [rules] = emit(old);
  const questions = texts.map((expr) => ({ expr, timeSeconds: AT }));
  const answers = askPromtool(promtool ?? "", {
    series: seriesOf(fresh),
    intervalSeconds: INTERVAL,
    questions,
    rules: rules?.text,
  });
  return texts.filter((_, i) => {
    const answer = answers[i];
    return !answer || !("samples" in answer) || answer.samples.length === 0;
  });
}

describe.skipIf(promtool === undefined)("over the series of a changed contract", () => {
  const base = modelOf(rawContract());
  const texts = observed(base);
  const targets = rows.flatMap(([what, edit]) => {
    const raw = rawContract();
    edit(raw);
    const model = modelOf(raw);
    // Where the series are the same, there is nothing to ask.
    return JSON.stringify(seriesOf(model)) === JSON.stringify(seriesOf(base)) ? [] : [{ what, model }];
  });

  it("old expressions give something as long as the change is minor", () => {
    expect(empty(texts, base, base)).toEqual([]);
    const harmless = targets.filter(({ model }) => diff(base, model).required !== "major");
    expect(harmless.length).toBeGreaterThan(4);
    for (const { what, model } of harmless) expect([what, empty(texts, base, model)]).toEqual([what, []]);
  });

  it("some give nothing where it is major, so that this would be seen", () => {
    const broken = targets.filter(({ model }) => diff(base, model).required === "major");
    const seen = broken.filter(({ model }) => empty(texts, base, model).length > 0).map(({ what }) => what);
    expect(seen).toEqual(expect.arrayContaining(["renamed metric", "start as absent"]));
  });
});

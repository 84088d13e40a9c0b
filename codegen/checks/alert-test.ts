/** Tests that are stated beside an alert are about its series, and say what it does over them. Without other errors only. */
import type { Alert, AlertTest, Model } from "../model.ts";
import { error, type Problem, type Span } from "../problem.ts";
import { nodesOf, type Selector } from "../promql/ast.ts";
import type { InputSeries, Sample } from "../promql/evaluate/index.ts";
import { parseExpr } from "../promql/parse.ts";
import { type Catalog, catalogOf } from "../promql/series.ts";
import { valuesOf } from "../rule-tests/notation.ts";
import { observer } from "../rule-tests/observe.ts";
import { type Subject, subjectOf } from "../rule-tests/subject.ts";
import { suggest } from "../schema.ts";
import type { Check } from "./check.ts";

const id = "alert/test";

export const alertTest: Check = {
  id,
  explain: {
    what: "A test that is stated beside an alert has a series that does not exist, values that are no notation, or is wrong about what the alert does.",
    why: "promtool would say so too, later and without the line; of a misspelt series it says nothing where the alert shall be silent.",
    wrong:
      'expr: changes(up[15m]) >= 4\ntests:\n  - {name: down once, series: {\'up{job="worker", instance="a"}\': 1x10 0x10 1x60}, fires_at: [15m], value: 4}',
    right:
      'expr: changes(up[15m]) >= 4\ntests:\n  - {name: down twice, series: {\'up{job="worker", instance="a"}\': 1x10 0x10 1x10 0x10 1x40}, fires_at: [16m], labels: {job: worker, instance: a}, value: 4}',
  },
  check: (model) =>
    model.alerts.flatMap((alert) => {
      const subject = alert.tests.length > 0 ? subjectOf(model, alert) : undefined;
      return subject ? alert.tests.flatMap((test) => faults(model, subject, test)) : [];
    }),
};

function faults(model: Model, subject: Subject, test: AlertTest): Problem[] {
  const catalog = catalogOf(model);
  const read = Object.entries(test.series).map(([selector, values]) => readSeries(catalog, test, selector, values));
  const problems = read.flatMap(({ problem }) => (problem ? [problem] : []));
  const recorded = nodesOf(subject.inlined, "selector").some(
    ({ metric }) => metric && catalog.get(metric.text)?.recordingRule,
  );
  // What reads a rule over time needs the rule's own history, which promtool makes.
  if (problems.length > 0 || recorded) return problems;
  return outcomes(
    model,
    subject,
    test,
    read.flatMap(({ series }) => (series ? [series] : [])),
  );
}

interface ReadSeries {
  readonly series?: InputSeries;
  readonly problem?: Problem;
}

function readSeries(catalog: Catalog, { at }: AlertTest, text: string, notation: string): ReadSeries {
  const place = at("series", text);
  const report = (message: string, help: string): ReadSeries => ({ problem: error(id, place, message, help) });
  const { expr } = parseExpr(text);
  if (expr?.type !== "selector" || !expr.metric || expr.matchers.some(({ op }) => op !== "="))
    return report(`\`${text}\` is no series: a name and labels with \`=\`.`, 'Write `up{job="worker", instance="a"}`.');
  const known = catalog.get(expr.metric.text);
  if (!known)
    return report(`No metric is called \`${expr.metric.text}\`.`, suggest(expr.metric.text, [...catalog.keys()]));
  const foreign = known.shape.open ? undefined : expr.matchers.find(({ label }) => !known.shape.labels.has(label.text));
  if (foreign) {
    const help = suggest(foreign.label.text, [...known.shape.labels.keys()]);
    return report(`\`${expr.metric.text}\` has no label \`${foreign.label.text}\`.`, help);
  }
  const values = valuesOf(notation);
  if (!values)
    return report(
      `\`${notation}\` is not how promtool writes values.`,
      "Write `1 2 3`, `0+5x20` for a run, `3x9`, `_x4` for a gap.",
    );
  return { series: { labels: labelsOf(expr), values } };
}

function labelsOf({ metric, matchers }: Selector): Readonly<Record<string, string>> {
  return {
    __name__: metric?.text ?? "",
    ...Object.fromEntries(matchers.map(({ label, value }) => [label.text, value.text])),
  };
}

function outcomes(model: Model, subject: Subject, test: AlertTest, series: readonly InputSeries[]): Problem[] {
  const { alert } = subject;
  const step = test.intervalSeconds === 0 ? model.prometheus.evaluationIntervalSeconds : test.intervalSeconds;
  const { firingAt } = observer(subject, series, step);
  const firing = (seconds: number) => firingAt(Math.floor(seconds / step) * step);
  const silent = test.silentAt.flatMap((seconds, i) =>
    firing(seconds).length > 0
      ? [wrong(test.at("silent_at", i), `\`${alert.name}\` fires at this time over these series.`)]
      : [],
  );
  const fires = test.firesAt.flatMap((seconds, i) => unlike(alert, test, firing(seconds), test.at("fires_at", i)));
  return [...fires, ...silent];
}

function wrong(at: Span, message: string): Problem {
  return error(id, at, message, "Change the series, the time or what is expected.");
}

function unlike(alert: Alert, test: AlertTest, samples: readonly Sample[], at: Span): Problem[] {
  const [sample, ...others] = samples;
  if (!sample) return [wrong(at, `\`${alert.name}\` does not fire at this time over these series.`)];
  if (others.length > 0)
    return [
      wrong(
        at,
        `\`${alert.name}\` fires ${samples.length} times here, and a test states one: leave the other series out.`,
      ),
    ];
  const { __name__: _, ...labels } = sample.labels;
  const text = (all: Readonly<Record<string, string>>) => JSON.stringify(Object.entries(all).sort());
  if (text(labels) !== text(test.labels))
    return [wrong(at, `\`${alert.name}\` fires with the labels ${JSON.stringify(labels)} here.`)];
  const printed = [alert.summary, alert.action].some((one) => /\$value|\.Value/.test(one));
  if (printed && Math.abs(sample.value - test.value) > 1e-9 * Math.abs(sample.value))
    return [wrong(test.at("value"), `The value is ${sample.value}, and the texts of \`${alert.name}\` print it.`)];
  return [];
}

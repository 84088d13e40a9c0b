/** The tests of every alert of a contract: constructed from its expression, and those that the contract states. */
import type { Alert, AlertTest, Model } from "../model.ts";
import { type Constructed, construct } from "./cases.ts";
import { notationOf } from "./notation.ts";
import { observer } from "./observe.ts";
import type { Expectation, RuleTest } from "./rule-test.ts";
import { subjectOf } from "./subject.ts";
import { expand, TemplateError } from "./template.ts";

/** A test as promtool takes it. */
export interface WrittenTest {
  readonly name: string;
  readonly stepSeconds: number;
  /** Selector with every label → values in promtool's notation. */
  readonly series: Readonly<Record<string, string>>;
  readonly expectations: readonly Expectation[];
}

export interface TestedAlert {
  readonly alert: Alert;
  readonly tests: readonly WrittenTest[];
  /** Why there are no constructed tests; undefined when there are some. */
  readonly reason: string | undefined;
}

const known = new WeakMap<Model, readonly TestedAlert[]>();

/** Made once a Model, which must have no errors. */
export function testedAlerts(model: Model): readonly TestedAlert[] {
  const made = known.get(model) ?? model.alerts.map((alert) => tested(model, alert));
  known.set(model, made);
  return made;
}

function tested(model: Model, alert: Alert): TestedAlert {
  const unknown = unknownTemplate(alert);
  if (unknown !== undefined)
    return { alert, tests: [], reason: `only Prometheus can expand \`${unknown}\` in its texts` };
  const constructed: Constructed = construct(model, alert) ?? { reason: "it is no PromQL" };
  const made = (constructed.tests ?? []).filter((test) => isSteady(model, alert, test));
  const stated = alert.tests.map((test) => statedTest(model, alert, test));
  return { alert, tests: [...made.map(written), ...stated], reason: constructed.reason };
}

/** A value printed to its last digit may depend on the order in which promtool adds series up, which is none. */
function isSteady(model: Model, alert: Alert, { series, stepSeconds, expectations }: RuleTest): boolean {
  const subject = printsAllDigits(alert) ? subjectOf(model, alert) : undefined;
  if (!subject) return true;
  const [first, ...rest] = series;
  const orders = [series.toReversed(), first ? [...rest, first] : []];
  return orders.every((order) => {
    const { at } = observer(subject, order, stepSeconds);
    return expectations.every(({ atSeconds, firing }) =>
      firing.every(({ value }) => at(atSeconds).some((sample) => sample.value === value)),
    );
  });
}

function printsAllDigits({ summary, action }: Alert): boolean {
  return [summary, action].some((text) => /\{\{-?\s*(\$value|\.Value)\s*-?\}\}/.test(text));
}

/** What in the texts of an alert is beyond this compiler: then nobody can say here what they will read. */
function unknownTemplate({ summary, action, labels }: Alert): string | undefined {
  try {
    for (const text of [summary, action, ...Object.values(labels)]) expand(text, { labels: {}, value: 1 });
    return undefined;
  } catch (cause) {
    if (cause instanceof TemplateError) return cause.message;
    throw cause;
  }
}

function written({ series, ...test }: RuleTest): WrittenTest {
  const entries = series.map(({ labels, values }) => [selectorText(labels), notationOf(values)]);
  return { ...test, series: Object.fromEntries(entries) };
}

/** A series as PromQL writes it. */
export function selectorText({ __name__: name = "", ...labels }: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}=${JSON.stringify(value)}`);
  return `${name}{${pairs.join(", ")}}`;
}

function statedTest({ prometheus }: Model, alert: Alert, test: AlertTest): WrittenTest {
  const firing = [{ labels: test.labels, value: test.value }];
  const expectations: Expectation[] = [
    ...test.firesAt.map((atSeconds) => ({ atSeconds, firing, pending: undefined, records: {} })),
    ...test.silentAt.map((atSeconds) => ({ atSeconds, firing: [], pending: undefined, records: {} })),
  ];
  const stepSeconds = test.intervalSeconds === 0 ? prometheus.evaluationIntervalSeconds : test.intervalSeconds;
  return { name: `${alert.name}: ${test.name}`, stepSeconds, series: test.series, expectations };
}

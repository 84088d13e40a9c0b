/** generated/prometheus/rules_test*.yml: what every alert does over constructed series, for `promtool test rules`. */
import { stringify } from "yaml";
import { formatDuration } from "../duration.ts";
import type { Alert, Model } from "../model.ts";
import { header, type OutputFile } from "../output.ts";
import { selectorText, testedAlerts, type WrittenTest } from "../rule-tests/index.ts";
import type { Expectation, Result } from "../rule-tests/rule-test.ts";
import { expand } from "../rule-tests/template.ts";
import { alertLabels, annotationsOf, groupsOf } from "./rules.ts";

const SOURCE = "spec/contracts/schemas/metrics.yaml";

/** One file for each interval, since promtool evaluates all tests of a file at one; the usual interval has no suffix. */
export function emit(model: Model): OutputFile[] {
  const usual = model.prometheus.evaluationIntervalSeconds;
  const tests = testedAlerts(model).flatMap(({ alert, tests }) => tests.map((test) => ({ alert, test })));
  const groups = groupsOf(model).map(({ name }) => name);
  const bySteps = Map.groupBy(tests, ({ test }) => test.stepSeconds);
  return [...bySteps].map(([stepSeconds, group]) => {
    const step = formatDuration(stepSeconds);
    const content = {
      rule_files: ["rules.yml"],
      evaluation_interval: step,
      // promtool evaluates groups in any order at one time, and slow ones read what others record.
      ...(groups.length > 1 ? { group_eval_order: groups } : {}),
      tests: group.map(({ alert, test }) => testGroup(alert, test)),
    };
    const text = stringify(content, { lineWidth: 0, aliasDuplicateObjects: false });
    const path = `generated/prometheus/rules_test${stepSeconds === usual ? "" : `_${step}`}.yml`;
    return { path, text: `${header("#", SOURCE, "rules-test")}\n${text}` };
  });
}

/** `promtool` 2.42 reads this, and 3 does. */
function testGroup(alert: Alert, { name, stepSeconds, series, expectations }: WrittenTest) {
  const expressions = expectations.flatMap((expectation) => [
    ...pendingTests(alert, expectation),
    ...recordTests(expectation),
  ]);
  return {
    name,
    interval: formatDuration(stepSeconds),
    input_series: Object.entries(series).map(([selector, values]) => ({ series: selector, values })),
    alert_rule_test: expectations.map((expectation) => alertTest(alert, expectation)),
    ...(expressions.length === 0 ? {} : { promql_expr_test: expressions }),
  };
}

function alertTest(alert: Alert, { atSeconds, firing }: Expectation) {
  return {
    eval_time: formatDuration(atSeconds),
    alertname: alert.name,
    exp_alerts: firing.map((one) => firingAlert(alert, one)),
  };
}

function firingAlert(alert: Alert, data: Result) {
  const texts = (list: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(list).map(([name, text]) => [name, expand(text, data)]));
  return {
    exp_labels: { ...data.labels, ...texts(alertLabels(alert)) },
    exp_annotations: texts(annotationsOf(alert)),
  };
}

/** That an alert which does not fire yet waits for its `for`, rather than has no result. */
function pendingTests({ name }: Alert, { atSeconds, pending = 0 }: Expectation) {
  if (pending === 0) return [];
  const expr = `count(ALERTS{alertname=${JSON.stringify(name)}, alertstate="pending"})`;
  return [{ expr, eval_time: formatDuration(atSeconds), exp_samples: [{ labels: "{}", value: pending }] }];
}

function recordTests({ atSeconds, records }: Expectation) {
  return Object.entries(records).map(([name, samples]) => ({
    expr: name,
    eval_time: formatDuration(atSeconds),
    exp_samples: samples.map(({ labels, value }) => ({ labels: selectorText({ __name__: name, ...labels }), value })),
  }));
}

/** Every alert has tests: constructed from its expression, or written beside it. Runs on contracts without other errors. */
import { error, type Problem } from "../problem.ts";
import { type TestedAlert, testedAlerts } from "../rule-tests/index.ts";
import type { Check } from "./check.ts";

const id = "alert/untested";

export const alertUntested: Check = {
  id,
  explain: {
    what: "No tests can be constructed for an alert that show it fire and stay silent, and the contract states none: its expression cannot be solved for series.",
    why: "Nobody has seen the alert fire, or stay silent. The first time would be at night.",
    wrong: "- name: WorkerFlaps\n  expr: changes(up[15m]) >= 4\n  for: 5m",
    right:
      '- name: WorkerFlaps\n  expr: changes(up[15m]) >= 4\n  for: 5m\n  tests:\n    - name: down and up again twice\n      series: {\'up{job="worker", instance="a"}\': 1x10 0x10 1x10 0x10 1x40}\n      fires_at: [16m]\n      silent_at: [5m]\n      labels: {job: worker, instance: a}\n      value: 4',
  },
  check: (model) => testedAlerts(model).flatMap(untested),
};

function untested({ alert, tests, reason = "its constructed tests do not show that" }: TestedAlert): Problem[] {
  const report = (message: string, help: string) => [error(id, alert.at("expr"), message, help)];
  const help =
    alert.tests.length > 0 && tests.length === 0
      ? "Print `$value` and labels, with humanize and the like or printf."
      : "State cases under `tests`: series, and when it fires over them and when not.";
  if (tests.length === 0) return report(`No tests can be constructed for \`${alert.name}\`: ${reason}.`, help);
  const shown = tests.flatMap(({ series, expectations }) => expectations.map(({ firing }) => ({ series, firing })));
  if (!shown.some(({ firing }) => firing.length > 0))
    return report(`No test of \`${alert.name}\` shows it fire: ${reason}.`, help);
  // That it is silent where there is nothing at all shows little; one that reads no series is meant to fire always.
  const overSeries = shown.filter(({ series }) => Object.keys(series).length > 0);
  const isSilent = overSeries.length === 0 || overSeries.some(({ firing }) => firing.length === 0);
  return isSilent ? [] : report(`No test of \`${alert.name}\` shows it silent over its series: ${reason}.`, help);
}

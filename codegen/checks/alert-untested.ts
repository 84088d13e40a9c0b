/** Every alert has tests: constructed from its expression, or written beside it. Runs on contracts without other errors. */
import { error } from "../problem.ts";
import { testedAlerts } from "../rule-tests/index.ts";
import type { Check } from "./check.ts";

const id = "alert/untested";

export const alertUntested: Check = {
  id,
  explain: {
    what: "No tests can be constructed for an alert, and the contract states none: its expression is of a shape that cannot be solved for series.",
    why: "Nobody has seen the alert fire, or stay silent. The first time would be at night.",
    wrong: "- name: WorkerFlaps\n  expr: changes(up[15m]) >= 4\n  for: 5m",
    right:
      '- name: WorkerFlaps\n  expr: changes(up[15m]) >= 4\n  for: 5m\n  tests:\n    - name: down and up again twice\n      series: {\'up{job="worker", instance="a"}\': 1x10 0x10 1x10 0x10 1x40}\n      fires_at: [16m]\n      silent_at: [5m]\n      labels: {job: worker, instance: a}\n      value: 4',
  },
  check: (model) =>
    testedAlerts(model)
      .filter(({ tests }) => tests.length === 0)
      .map(({ alert, reason = "" }) => {
        const message = `No tests can be constructed for \`${alert.name}\`: ${reason}.`;
        const help =
          alert.tests.length > 0
            ? "Print `$value` and labels, with humanize and the like or printf."
            : "State cases under `tests`: series, and when it fires over them and when not.";
        return error(id, alert.at("expr"), message, help);
      }),
};

/** Every alert tells the person it reaches what is wrong and what to do first. */
import type { Alert } from "../model.ts";
import { error } from "../problem.ts";
import type { Check } from "./check.ts";

const id = "alert/annotations";

const WANTED = {
  summary: "one sentence on what is wrong",
  action: "what to do first",
  playbook: "the step of the blueprint, such as ops.md#disk",
} as const satisfies Partial<Record<keyof Alert, string>>;

export const alertAnnotations: Check = {
  id,
  explain: {
    what: "An alert lacks its summary, its action or its playbook.",
    why: "Whoever is woken by it has to find out first what is wrong and what to do.",
    wrong:
      "alerts:\n  - name: QueueStuck\n    expr: queue_oldest_task_age_seconds > 600\n    for: 5m\n    severity: page",
    right:
      "alerts:\n  - name: QueueStuck\n    expr: queue_oldest_task_age_seconds > 600\n    for: 5m\n    severity: page\n    summary: A task on {{ $labels.instance }} has waited for {{ $value | humanizeDuration }}.\n    action: Restart the worker that holds its lease.\n    playbook: ops.md#queue-stuck",
  },

  check: ({ alerts }) =>
    alerts.flatMap((alert) =>
      (Object.keys(WANTED) as (keyof typeof WANTED)[])
        .filter((key) => alert[key].trim() === "")
        .map((key) =>
          error(id, alert.at("name"), `The alert \`${alert.name}\` has no ${key}.`, `Add \`${key}\`: ${WANTED[key]}.`),
        ),
    ),
};

/** generated/prometheus/rules.yml: the contract's recording rules and alerts as Prometheus reads them. */
import { Scalar, stringify } from "yaml";
import { formatDuration } from "../duration.ts";
import type { Alert, Expression, Model, RecordingRule } from "../model.ts";
import { header, type OutputFile } from "../output.ts";

const SOURCE = "spec/contracts/schemas/metrics.yaml";
const BLUEPRINTS = "spec/docs/blueprints/";
const LONGEST_PLAIN_EXPRESSION = 80;

/** One group, recording rules first: within a group Prometheus evaluates in order, so alerts see this round's records. */
export function emit(model: Model): OutputFile[] {
  const rules = [...model.recordingRules.map(recordingRule), ...model.alerts.map(alertRule)];
  if (rules.length === 0) return [];
  const group = { name: model.endpoints[0]?.job ?? "contract", rules };
  const text = `${header("#", SOURCE, "rules")}\n${stringify({ groups: [group] }, { lineWidth: 0 })}`;
  return [{ path: "generated/prometheus/rules.yml", text }];
}

function recordingRule({ record, expr }: RecordingRule) {
  return { record, expr: expression(expr) };
}

function alertRule(alert: Alert) {
  const { name, expr, forSeconds, severity, labels, summary, action } = alert;
  return {
    alert: name,
    expr: expression(expr),
    for: formatDuration(forSeconds),
    labels: { severity, ...labels },
    annotations: { summary, action, playbook: playbookPath(alert.playbook) },
  };
}

/** Long expressions keep their own lines in a block scalar, so that nothing is folded or quoted. */
function expression({ text }: Expression): string | Scalar<string> {
  const trimmed = text.trim();
  if (!trimmed.includes("\n") && trimmed.length <= LONGEST_PLAIN_EXPRESSION) return trimmed;
  const scalar = new Scalar(trimmed);
  scalar.type = Scalar.BLOCK_LITERAL;
  return scalar;
}

/** A playbook reference from the root of the repository: `ops.md#step` or `#step`, or a URL, which stays as it is. */
export function playbookPath(reference: string): string {
  if (/^https?:\/\//.test(reference)) return reference;
  return `${BLUEPRINTS}${reference.replace(/^#/, "ops.md#")}`;
}

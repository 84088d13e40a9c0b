/** generated/prometheus/rules.yml: the contract's recording rules and alerts as Prometheus reads them. */
import { Scalar, stringify } from "yaml";
import { formatDuration } from "../duration.ts";
import type { Alert, Expression, Model, RecordingRule } from "../model.ts";
import { header, type OutputFile } from "../output.ts";

const SOURCE = "spec/contracts/schemas/metrics.yaml";
const BLUEPRINTS = "spec/docs/blueprints/";
const LONGEST_PLAIN_EXPRESSION = 80;

export function emit(model: Model): OutputFile[] {
  const groups = ruleGroups(model);
  if (groups.length === 0) return [];
  const text = `${header("#", SOURCE, "rules")}\n${stringify({ groups }, { lineWidth: 0 })}`;
  return [{ path: "generated/prometheus/rules.yml", text }];
}

/**
 * One group a pace, recording rules first: within a group Prometheus evaluates in order, so alerts see this round's records.
 * Of another group they see the records of its last round.
 */
export function ruleGroups(model: Model) {
  return groupsOf(model).map(({ name, everySeconds, members }) => ({
    name,
    ...(everySeconds === undefined ? {} : { interval: formatDuration(everySeconds) }),
    rules: members.map((rule) => ("record" in rule ? recordingRule(rule) : alertRule(rule))),
  }));
}

interface Group {
  readonly name: string;
  /** undefined: as often as Prometheus does by itself. */
  readonly everySeconds: number | undefined;
  readonly members: readonly (RecordingRule | Alert)[];
}

/** Groups of rules, the usual pace first. */
export function groupsOf({ endpoints, recordingRules, alerts }: Model): Group[] {
  const usual = endpoints[0]?.job ?? "contract";
  const paces = Map.groupBy([...recordingRules, ...alerts], ({ everySeconds }) => everySeconds);
  return [...paces]
    .sort(([a = 0], [b = 0]) => a - b)
    .map(([everySeconds, members]) => {
      const name = everySeconds === undefined ? usual : `${usual}-every-${formatDuration(everySeconds)}`;
      return { name, everySeconds, members };
    });
}

function recordingRule({ record, expr }: RecordingRule) {
  return { record, expr: expression(expr) };
}

function alertRule(alert: Alert) {
  const { name, expr, forSeconds, keepFiringSeconds } = alert;
  return {
    alert: name,
    expr: expression(expr),
    for: formatDuration(forSeconds),
    ...(keepFiringSeconds === 0 ? {} : { keep_firing_for: formatDuration(keepFiringSeconds) }),
    labels: alertLabels(alert),
    annotations: annotationsOf(alert),
  };
}

/** What the rule adds to the labels of its result. */
export function alertLabels({ severity, labels }: Alert): Readonly<Record<string, string>> {
  return { severity, ...labels };
}

/** Texts of an alert, templates and all. */
export function annotationsOf({ summary, action, playbook }: Alert): Readonly<Record<string, string>> {
  return { summary, action, playbook: playbookPath(playbook) };
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

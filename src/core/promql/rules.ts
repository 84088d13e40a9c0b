/** Recording rules and alerts over samples in memory: what is recorded joins the samples, what alerts keeps its state. */
import type { AlertRule, Expression, Readable, RecordingRule } from "../../../generated/alerts.ts";
import { type ActiveAlert, type AlertState, createAlertState } from "./alert-state.ts";
import { type Evaluate, prepare } from "./evaluate.ts";
import { type LabelSet, METRIC_NAME, memo } from "./labels.ts";
import type { Samples, Series } from "./samples.ts";
import { EvaluationError, Unsupported } from "./value.ts";

/** One alert and what is known of it. */
export interface AlertView {
  readonly rule: AlertRule;
  readonly active: readonly ActiveAlert[];
  /** When it ceased to hold; undefined while it holds, and when it never did. */
  readonly quietSinceMs: number | undefined;
  /** Why it cannot be evaluated here at all. */
  readonly refusal: string | undefined;
  /** Why its last evaluation failed; what is active is then of the one before. */
  readonly failure: string | undefined;
}

export interface Rules {
  /** Evaluates all rules at a time not before the last one, one each step of the generator. */
  round(timeMs: number): Generator<void>;
  alerts(): readonly AlertView[];
}

export interface RulesOptions {
  readonly samples: Samples;
  readonly recordingRules: readonly RecordingRule[];
  readonly alertRules: readonly AlertRule[];
  /** What looks further back is not evaluated. */
  readonly rememberedMs: number;
}

interface OpenAlert {
  readonly rule: AlertRule;
  readonly refusal: string | undefined;
  readonly state: AlertState;
  readonly evaluate: Evaluate | undefined;
  failure: string | undefined;
}

/** Compiles the rules; one that cannot be evaluated, or reads what such a one records, is refused with the reason. */
export function createRules({ samples, recordingRules, alertRules, rememberedMs }: RulesOptions): Rules {
  const refused = new Map<string, string>();
  const compiled = (rule: Readable): { evaluate: Evaluate } | { refusal: string } => {
    const inherited = rule.reads.flatMap((name) => refused.get(name) ?? [])[0];
    if (inherited !== undefined) return { refusal: inherited };
    return compileRule(rule, samples, rememberedMs);
  };
  const recorders = recordingRules.flatMap((rule) => {
    const made = compiled(rule);
    if ("evaluate" in made) return [recorder(rule.name, made.evaluate, samples)];
    refused.set(rule.name, made.refusal);
    return [];
  });
  const alerts = alertRules.map((rule): OpenAlert => {
    const made = compiled(rule);
    const state = createAlertState(rule, { ...rule.labels, severity: rule.severity });
    const [evaluate, refusal] = "evaluate" in made ? [made.evaluate, undefined] : [undefined, made.refusal];
    return { rule, state, evaluate, refusal, failure: undefined };
  });
  return {
    *round(timeMs) {
      for (const record of recorders) yield record(timeMs);
      for (const alert of alerts) yield step(alert, timeMs);
    },
    alerts: () =>
      alerts.map(({ rule, refusal, failure, state }) => {
        return { rule, refusal, failure, active: state.active(), quietSinceMs: state.quietSinceMs() };
      }),
  };
}

function compileRule(
  rule: Readable,
  samples: Samples,
  rememberedMs: number,
): { evaluate: Evaluate } | { refusal: string } {
  if (!rule.evaluable) return { refusal: rule.reason };
  const longest = longestWindowMs(rule.expr);
  if (longest > rememberedMs)
    return { refusal: `window ${durationText(longest)} is longer than this process remembers` };
  try {
    return { evaluate: prepare(rule.expr, samples) };
  } catch (error) {
    if (error instanceof Unsupported) return { refusal: `this process does not evaluate ${error.message}` };
    throw error;
  }
}

/** The longest window of an expression in milliseconds, those of the rules whose records it reads not counted. */
function longestWindowMs(expr: Expression): number {
  return expr.type === "selector" ? (expr.rangeMs ?? 0) : Math.max(0, ...operands(expr).map(longestWindowMs));
}

/** The expressions directly below one. */
export function operands(expr: Expression): readonly Expression[] {
  switch (expr.type) {
    case "number":
    case "selector":
      return [];
    case "call":
      return expr.args;
    case "aggregation":
      return expr.param === undefined ? [expr.expr] : [expr.param, expr.expr];
    case "binary":
      return [expr.left, expr.right];
    case "unary":
      return [expr.expr];
  }
}

/** A length of time in its largest whole unit: 1d, 90m. */
function durationText(ms: number): string {
  const units = [
    ["d", 86_400_000],
    ["h", 3_600_000],
    ["m", 60_000],
    ["s", 1000],
  ] as const;
  const [unit, size] = units.find(([, size]) => ms % size === 0) ?? ["ms", 1];
  return `${ms / size}${unit}`;
}

/** Records the result of a rule; a series that it has no longer is marked as gone. After a failure all of them are. */
function recorder(name: string, evaluate: Evaluate, samples: Samples): (timeMs: number) => void {
  const seriesOf = memo(({ labels }: LabelSet) => samples.series({ ...labels, [METRIC_NAME]: name }));
  let shown = new Set<Series>();
  return (timeMs) => {
    const now = new Set<Series>();
    for (const { set, value } of orNothing(evaluate, timeMs)) {
      const series = seriesOf(set);
      samples.add(series, timeMs, value);
      now.add(series);
    }
    for (const series of shown) if (!now.has(series)) samples.add(series, timeMs, undefined);
    shown = now;
  };
}

function orNothing(evaluate: Evaluate, timeMs: number): ReturnType<Evaluate> {
  try {
    return evaluate(timeMs);
  } catch (error) {
    if (error instanceof EvaluationError) return [];
    throw error;
  }
}

function step(alert: OpenAlert, timeMs: number): void {
  try {
    if (alert.evaluate !== undefined) alert.state.take(timeMs, alert.evaluate(timeMs));
    alert.failure = undefined;
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error;
    alert.failure = error.message;
  }
}

/** The parts of metrics.yaml that are expressions: recording rules, SLAs, SLOs and alerts, with their placeholders filled. */
import { parseDuration } from "./duration.ts";
import { edit, expressionAt, placeholders, spanIn } from "./expression.ts";
import type { Document } from "./load.ts";
import type {
  Alert,
  AlertTest,
  Allow,
  Deprecation,
  Expression,
  Locate,
  Model,
  PathStep,
  RecordingRule,
  Sla,
  Slo,
} from "./model.ts";
import { error, type Problem } from "./problem.ts";
import { nodesOf } from "./promql/ast.ts";
import { scaleDurations } from "./promql/edit.ts";
import { parseExpr } from "./promql/parse.ts";
import type { RawAlert, RawAllow, RawDeprecation, RawMetrics } from "./raw.ts";
import { suggest } from "./schema.ts";
import { burnTiers } from "./slo-tiers.ts";

/** What placeholders stand for, by name. */
export type Values = ReadonlyMap<string, string>;

export interface Resolution {
  readonly values: Values;
  readonly timeScale: number;
  readonly problems: Problem[];
}

type RulesPart = Pick<Model, "recordingRules" | "slas" | "slos" | "alerts">;

export function resolveRules(
  document: Document,
  raw: RawMetrics,
  { values, timeScale, problems }: Resolution,
  plain: (text: string) => string,
): RulesPart {
  const expr = (text: string, ...path: PathStep[]): Expression => {
    const filled = fillExpression(expressionAt(document, text, ...path), raw, values, problems);
    return timeScale === 1 ? filled : edit(filled, scaleDurations(filled.text, timeScale));
  };
  problems.push(...unknownAlerts(document, raw), ...keptForNothing(document, raw));
  return {
    recordingRules: (raw.recording_rules ?? []).map(
      (rule, i): RecordingRule => ({
        record: rule.record,
        help: plain(rule.help),
        allow: allowed(document, rule.allow, "recording_rules", i),
        slo: undefined,
        everySeconds: undefined,
        expr: expr(rule.expr, "recording_rules", i, "expr"),
        at: below(document, "recording_rules", i),
      }),
    ),
    slas: (raw.slas ?? []).map(({ window, allow, ...sla }, i): Sla => {
      const windowSeconds = window === undefined ? undefined : parseDuration(window) / timeScale;
      return {
        ...sla,
        help: plain(sla.help),
        windowSeconds,
        expr: expr(sla.expr, "slas", i, "expr"),
        allow: allowed(document, allow, "slas", i),
        at: below(document, "slas", i),
      };
    }),
    slos: (raw.slos ?? []).map(({ period, min_events, bad, le, tiers, allow, ...slo }, i): Slo => {
      return {
        ...slo,
        bad: bad === undefined ? undefined : expr(bad, "slos", i, "bad"),
        total: expr(slo.total, "slos", i, "total"),
        le: le === undefined ? undefined : Number(plain(String(le))),
        help: plain(slo.help),
        playbook: slo.playbook ?? "",
        allow: allowed(document, allow, "slos", i),
        periodSeconds: parseDuration(period) / timeScale,
        minEvents: min_events,
        tiers: burnTiers(tiers, timeScale),
        at: below(document, "slos", i),
      };
    }),
    alerts: (raw.alerts ?? []).map((alert, i) => statedAlert(alert, i, document, { timeScale, expr, plain })),
  };
}

interface Reading {
  readonly timeScale: number;
  readonly expr: (text: string, ...path: PathStep[]) => Expression;
  readonly plain: (text: string) => string;
}

function statedAlert(raw: RawAlert, i: number, document: Document, { timeScale, expr, plain }: Reading): Alert {
  return {
    name: raw.name,
    labels: {},
    deprecated: deprecation(document, raw.deprecated, "alerts", i),
    allow: allowed(document, raw.allow, "alerts", i),
    tests: (raw.tests ?? []).map((test, j) => alertTest(document, test, timeScale, i, j)),
    slo: undefined,
    everySeconds: undefined,
    severity: raw.severity,
    inhibits: raw.inhibits ?? [],
    expr: expr(raw.expr, "alerts", i, "expr"),
    forSeconds: parseDuration(raw.for) / timeScale,
    keepFiringSeconds: parseDuration(raw.keep_firing_for ?? "0s") / timeScale,
    summary: plain(raw.summary ?? ""),
    action: plain(raw.action ?? ""),
    playbook: raw.playbook ?? "",
    at: below(document, "alerts", i),
  };
}

function unknownAlerts(document: Document, { alerts = [], slas = [] }: RawMetrics): Problem[] {
  const names = alerts.map(({ name }) => name);
  return slas.flatMap(({ alert }, i) => {
    if (names.includes(alert)) return [];
    const at = document.at("slas", i, "alert");
    return [error("reference/alert", at, `There is no alert \`${alert}\`.`, suggest(alert, names))];
  });
}

function keptForNothing(document: Document, { alerts = [] }: RawMetrics): Problem[] {
  return alerts.flatMap(({ name, keep_firing_for: kept }, i) => {
    if (kept === undefined || parseDuration(kept) > 0) return [];
    const message = `\`${name}\` goes on firing for ${kept} after it held last, which is not at all.`;
    const help = "Leave `keep_firing_for` out, or write how long.";
    return [error("alert/for", document.at("alerts", i, "keep_firing_for"), message, help, "P15")];
  });
}

/** The exceptions written at a path of a document. */
export function allowed(
  document: Document,
  list: readonly RawAllow[] | undefined,
  ...path: readonly PathStep[]
): readonly Allow[] {
  return (list ?? []).map(({ id, reason, until }, i) => ({
    id,
    reason,
    until,
    at: below(document, ...path, "allow", i),
  }));
}

/** What is written under `deprecated` of the node at a path of a document. */
export function deprecation(
  document: Document,
  raw: RawDeprecation | undefined,
  ...path: readonly PathStep[]
): Deprecation | undefined {
  if (raw === undefined) return undefined;
  const { since, renamed_to: renamedTo, sunset } = raw;
  return { since, renamedTo, sunset, at: below(document, ...path, "deprecated") };
}

type RawTest = NonNullable<RawAlert["tests"]>[number];

function alertTest(document: Document, test: RawTest, timeScale: number, alert: number, i: number): AlertTest {
  const seconds = (text: string) => parseDuration(text) / timeScale;
  return {
    name: test.name,
    intervalSeconds: test.interval === undefined ? 0 : seconds(test.interval),
    series: test.series,
    firesAt: test.fires_at.map(seconds),
    labels: test.labels ?? {},
    value: test.value,
    silentAt: (test.silent_at ?? []).map(seconds),
    at: below(document, "alerts", alert, "tests", i),
  };
}

/**
 * Fills in the placeholders. A param is a constant only as the bound of a bucket: operators change it at run time, and
 * then its gauge is right and the constant wrong.
 */
export function fillExpression(
  expression: Expression,
  raw: RawMetrics,
  values: Values,
  problems: Problem[],
): Expression {
  const found = placeholders(expression.text);
  if (found.length === 0) return expression;
  const edits = found.map(({ from, to, name }) => ({ from, to, text: values.get(name) ?? "" }));
  const filled = edit(expression, edits);
  const bounds = boundsIn(filled.text);
  let shift = 0;
  for (const [i, { from, to, name }] of found.entries()) {
    const text = edits[i]?.text ?? "";
    const start = from + shift;
    shift += text.length - (to - from);
    const gauge = raw.params?.[name.replace(/\.(min|max)$/, "")]?.metric;
    if (gauge === undefined || bounds.some((bound) => bound.from < start && start + text.length < bound.to)) continue;
    const message = `\`\${${name}}\` is a constant here, but operators change the param at run time.`;
    problems.push(
      error("param/constant", spanIn(expression, from, to), message, `Compare with its gauge \`${gauge}\`.`),
    );
  }
  return filled;
}

/** A text with its placeholders filled in; those that stand for nothing are reported. */
export function resolveText(
  document: Document,
  text: string,
  path: readonly PathStep[],
  values: Values,
  problems: Problem[],
): string {
  const expression = expressionAt(document, text, ...path);
  const edits = placeholders(text).map(({ from, to, name }) => {
    const value = values.get(name);
    if (value === undefined) {
      const message = `\`\${${name}}\` stands for nothing.`;
      problems.push(
        error("reference/placeholder", spanIn(expression, from, to), message, suggest(name, [...values.keys()])),
      );
    }
    return { from, to, text: value ?? "" };
  });
  return edit(expression, edits).text;
}

/** The strings that `le` is matched with. */
function boundsIn(text: string): readonly { readonly from: number; readonly to: number }[] {
  const { expr } = parseExpr(text);
  if (!expr) return [];
  return nodesOf(expr, "selector").flatMap(({ matchers }) =>
    matchers.filter(({ label }) => label.text === "le").map(({ value }) => value),
  );
}

/** The locator of a node below a path of a document. */
export function below(document: Document, ...root: readonly PathStep[]): Locate {
  return (...path) => document.at(...root, ...path);
}

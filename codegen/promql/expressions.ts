/** Every expression of a contract, parsed, with the name of what it belongs to. */
import type { Dashboard, Expression, Model } from "../model.ts";
import type { Expr } from "./ast.ts";
import { type ParsedText, parseExpr } from "./parse.ts";

/** What an expression is for: an alert's result is filtered, the events of an SLO are a bare selector, a panel is no rule. */
export type Purpose = "record" | "sla" | "events" | "alert" | "panel";

export interface OwnedExpression {
  /** For messages: `alert HighTimeoutRate`. */
  readonly owner: string;
  readonly name: string;
  readonly purpose: Purpose;
  readonly expr: Expression;
  /** The objective that the rule was made for; undefined when the contract states the expression. */
  readonly slo: string | undefined;
}

/** Events of objectives come first: what is wrong with them is told of them, not of the rules that repeat them. */
export function expressionsOf(model: Model): OwnedExpression[] {
  const owned = (
    purpose: Purpose,
    what: string,
    name: string,
    expr: Expression | undefined,
    slo?: string,
  ): OwnedExpression[] => (expr ? [{ purpose, owner: `${what} ${name}`, name, expr, slo }] : []);
  return [
    ...model.slos.flatMap(({ name, bad, total }) => [
      ...owned("events", "bad events of SLO", name, bad),
      ...owned("events", "total events of SLO", name, total),
    ]),
    ...model.recordingRules.flatMap(({ record, expr, slo }) => owned("record", "recording rule", record, expr, slo)),
    ...model.slas.flatMap(({ name, expr }) => owned("sla", "SLA", name, expr)),
    ...model.alerts.flatMap(({ name, expr, slo }) => owned("alert", "alert", name, expr, slo)),
    ...model.dashboards.flatMap(expressionsIn),
  ];
}

/** What a panel takes over from an SLA is told of the SLA. */
function expressionsIn({ name, rows }: Dashboard): OwnedExpression[] {
  const panels = rows.flatMap((row) => row.panels);
  return panels.flatMap(({ title, sla, queries }) =>
    queries
      .filter(({ expr }) => expr !== sla?.expr)
      .map(({ expr }) => {
        const owner = `panel ${JSON.stringify(title)} of dashboard ${name}`;
        return { owner, name: `${name}/${title}`, purpose: "panel" as const, expr, slo: undefined };
      }),
  );
}

export interface ParsedExpression extends OwnedExpression {
  readonly top: Expr;
}

const parsed = new WeakMap<Expression, ParsedText>();

/** The tree of an expression; made once. */
export function parse(expression: Expression): ParsedText {
  const known = parsed.get(expression);
  if (known) return known;
  const fresh = parseExpr(expression.text);
  parsed.set(expression, fresh);
  return fresh;
}

const lists = new WeakMap<Model, readonly ParsedExpression[]>();

/** The expressions that are PromQL, with their trees; what is wrong with the others, promql/syntax says. */
export function parsedExpressionsOf(model: Model): readonly ParsedExpression[] {
  const known = lists.get(model);
  if (known) return known;
  const list = expressionsOf(model).flatMap((owned) => {
    const { expr: top } = parse(owned.expr);
    return top ? [{ ...owned, top }] : [];
  });
  lists.set(model, list);
  return list;
}

/** Those that the contract itself holds: what a consumer of it shows decides nothing about it. */
export function contractExpressionsOf(model: Model): readonly ParsedExpression[] {
  return parsedExpressionsOf(model).filter(({ purpose }) => purpose !== "panel");
}

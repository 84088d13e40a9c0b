/** What the checks of PromQL share: where a node stands in the file, its text, and the way from it to the alert. */
import { spanIn } from "../expression.ts";
import type { Model } from "../model.ts";
import type { Span } from "../problem.ts";
import {
  type Binary,
  type Expr,
  isComparison,
  MIRRORED,
  nodesOf,
  operands,
  type Selector,
  unwrap,
  walk,
} from "../promql/ast.ts";
import { infer } from "../promql/infer.ts";
import { testOf } from "../promql/infer-selector.ts";
import { expand } from "../promql/part.ts";
import { type Catalog, catalogOf } from "../promql/series.ts";
import { type Shape, UNKNOWN } from "../promql/shape.ts";
import { type TypedExpression, typedExpressionsOf } from "../promql/typed.ts";

/** An expression under check, with the series of its contract. */
export interface Subject extends TypedExpression {
  readonly catalog: Catalog;
}

/** Runs a rule over every expression of the contract. */
export function overExpressions<T>(model: Model, rule: (subject: Subject) => readonly T[]): T[] {
  const catalog = catalogOf(model);
  return typedExpressionsOf(model).flatMap((typed) => rule({ ...typed, catalog }));
}

/** The source range of a node, or of anything else with a range of the text. */
export function spanOf({ expr }: Subject, { from, to }: { readonly from: number; readonly to: number }): Span {
  return spanIn(expr, from, to);
}

/** The shape of a node, also of one that stands in a recording rule. */
export function shapeIn({ shapes, catalog }: Subject, node: Expr): Shape {
  return shapes.get(node) ?? infer(node, catalog).get(node) ?? UNKNOWN;
}

/** A node as it is written, in one line, cut when it is long. */
export function textOf({ expr }: Subject, { from, to }: { readonly from: number; readonly to: number }): string {
  const text = expr.text.slice(from, to).replace(/\s+/g, " ").trim();
  return text.length <= 60 ? text : `${text.slice(0, 57)}…`;
}

/** Names of the series that a node reads, once each. */
export function seriesNames(node: Expr): string[] {
  return [...new Set(nodesOf(node, "selector").flatMap(({ metric }) => metric?.text ?? []))];
}

/** Names of the series that a selector reads, also one that only says what they look like. */
export function selectedNames({ metric, matchers }: Selector, catalog: Catalog): readonly string[] {
  if (metric) return [metric.text];
  const tests = matchers.filter(({ label }) => label.text === "__name__").map(testOf);
  return [...catalog.keys()].filter((name) => tests.every((test) => test?.(name) ?? true));
}

/** The series that a node is about, for messages: the first it reads. */
export function subjectName(node: Expr): string {
  return seriesNames(node)[0] ?? "the expression";
}

/** Comparisons that filter vectors, each with the side that is kept on the left. */
export interface Filter {
  readonly node: Binary;
  /** The comparison as read from the kept side: `5 < x` keeps x, which is `>` 5. */
  readonly op: Binary["op"];
  readonly kept: Expr;
  readonly limit: Expr;
}

export function filtersOf({ top, shapeOf }: Subject): Filter[] {
  return nodesOf(top, "binary").flatMap((node): Filter[] => {
    const { op, left, right, bool } = node;
    if (!isComparison(op) || bool || shapeOf(node).kind === "scalar") return [];
    const turned = shapeOf(left).kind === "scalar";
    return [turned ? { node, op: MIRRORED[op], kept: right, limit: left } : { node, op, kept: left, limit: right }];
  });
}

/** Nodes from the top down to this one, this one left out. */
export function ancestors(top: Expr, node: Expr): Expr[] {
  if (top === node) return [];
  const below = operands(top).find(
    (operand) => operand.from <= node.from && node.to <= operand.to && holds(operand, node),
  );
  return below ? [top, ...ancestors(below, node)] : [];
}

function holds(outer: Expr, node: Expr): boolean {
  return [...walk(outer)].includes(node);
}

/** The other sides of every `and` that the node stands in: what must hold as well. */
export function conditionsBeside({ top }: Subject, node: Expr): Expr[] {
  const path = [...ancestors(top, node), node];
  return path.flatMap((outer, i) => {
    const next = path[i + 1];
    if (outer.type !== "binary" || outer.op !== "and" || !next) return [];
    return [outer.left === next ? outer.right : outer.left];
  });
}

/** Divisions of vectors within a node, recording rules opened up, with the expression that each stands in. */
export function divisionsIn(subject: Subject, node: Expr): Binary[] {
  const open = expand(node, subject.catalog);
  if (open.type === "binary" && open.op === "/") return [open];
  const inner = unwrap(open);
  if (inner.type === "aggregation" || inner.type === "call" || inner.type === "selector") return [];
  return operands(inner).flatMap((operand) => divisionsIn(subject, operand));
}

/** It is made of rates or increases: events, which may stop, rather than a size or a level. Recording rules opened up. */
export function countsEvents(subject: Subject, node: Expr): boolean {
  const open = expand(node, subject.catalog);
  if (open.type === "call" && ["rate", "increase", "irate"].includes(open.name.text)) return true;
  return operands(open).some((operand) => countsEvents(subject, operand));
}

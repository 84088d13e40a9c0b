/** An expression with the recording rules that it reads opened up: what it computes from scraped series in the end. */
import { type Expr, operands } from "./ast.ts";
import { parse } from "./expressions.ts";
import type { Catalog } from "./series.ts";

/** A node and everything below it; below the first selector of each recording rule comes the rule's expression. */
export function walkOpened(node: Expr, catalog: Catalog): Iterable<Expr> {
  return walk(node, catalog, new Set());
}

/** `opened` also ends what leads back to itself. */
function* walk(node: Expr, catalog: Catalog, opened: Set<string>): Generator<Expr> {
  yield node;
  for (const operand of operands(node)) yield* walk(operand, catalog, opened);
  const name = node.type === "selector" ? node.metric?.text : undefined;
  if (name === undefined || opened.has(name)) return;
  opened.add(name);
  const rule = catalog.get(name)?.recordingRule;
  const inner = rule && parse(rule.expr).expr;
  if (inner) yield* walk(inner, catalog, opened);
}

/** What random expressions are made of: the names of a contract, and the label values that series really have. */
import type { InputSeries } from "../../../codegen/promql/evaluate/index.ts";
import { infer } from "../../../codegen/promql/infer.ts";
import { parseExpr } from "../../../codegen/promql/parse.ts";
import type { Catalog } from "../../../codegen/promql/series.ts";
import { type Shape, UNKNOWN } from "../../../codegen/promql/shape.ts";
import type { Random } from "./random.ts";

export interface Vocabulary {
  readonly random: Random;
  readonly catalog: Catalog;
  /** Values by label. */
  readonly values: ReadonlyMap<string, readonly string[]>;
}

export function vocabularyOf(random: Random, catalog: Catalog, series: readonly InputSeries[]): Vocabulary {
  const values = new Map<string, Set<string>>();
  for (const { labels } of series)
    for (const [name, value] of Object.entries(labels)) values.set(name, (values.get(name) ?? new Set()).add(value));
  return { random, catalog, values: new Map([...values].map(([name, set]) => [name, [...set].sort()])) };
}

/** What is inferred of a text; nothing of one that is no PromQL. */
export function shapeOfText(text: string, catalog: Catalog): Shape {
  const { expr } = parseExpr(text);
  return (expr && infer(expr, catalog).get(expr)) ?? UNKNOWN;
}

/** The text as an operand: in parentheses where an operator stands at its top. */
export function operand(text: string): string {
  const type = parseExpr(text).expr?.type;
  return type === "binary" || type === "unary" ? `(${text})` : text;
}

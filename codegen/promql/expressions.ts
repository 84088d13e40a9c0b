/** Every expression of a contract, with the name of what it belongs to. */
import type { Expression, Model } from "../model.ts";
import { parseExpression, type SyntaxNode, syntaxError } from "./parse.ts";

export interface OwnedExpression {
  /** For messages: `alert HighTimeoutRate`. */
  readonly owner: string;
  readonly expr: Expression;
}

export function expressionsOf(model: Model): OwnedExpression[] {
  return [
    ...model.recordingRules.map(({ record, expr }) => ({ owner: `recording rule ${record}`, expr })),
    ...model.slas.map(({ name, expr }) => ({ owner: `SLA ${name}`, expr })),
    ...model.slos.flatMap(({ name, bad, total }) => [
      { owner: `bad events of SLO ${name}`, expr: bad },
      { owner: `total events of SLO ${name}`, expr: total },
    ]),
    ...model.alerts.map(({ name, expr }) => ({ owner: `alert ${name}`, expr })),
  ];
}

export interface ParsedExpression extends OwnedExpression {
  readonly top: SyntaxNode;
}

const parsed = new WeakMap<Model, readonly ParsedExpression[]>();

/** The expressions that are PromQL, with their trees; what is wrong with the others, promql/syntax says. */
export function parsedExpressionsOf(model: Model): readonly ParsedExpression[] {
  const known = parsed.get(model);
  if (known) return known;
  const list = expressionsOf(model).flatMap((owned) => {
    const tree = parseExpression(owned.expr.text);
    return syntaxError(owned.expr.text, tree) ? [] : [{ ...owned, top: tree.topNode }];
  });
  parsed.set(model, list);
  return list;
}

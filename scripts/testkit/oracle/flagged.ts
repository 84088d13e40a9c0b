/** What a check reports of expressions that an alert of the small contract might have. */
import type { Check } from "../../../codegen/checks/check.ts";
import type { Alert, Model } from "../../../codegen/model.ts";
import { wholeFile } from "../../../codegen/problem.ts";
import { type Expr, type ExprOf, operands } from "../../../codegen/promql/ast.ts";
import { parseExpr } from "../../../codegen/promql/parse.ts";
import { oracleModel } from "./contract.ts";

/** A part of an expression that an error of a check is about. */
export interface Flagged {
  /** The whole expression. */
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly message: string;
}

/** The errors of the check, in the order of the expressions. */
export function flagged(check: Check, texts: readonly string[]): Flagged[] {
  const model = modelWith(texts);
  return check.check(model).flatMap(({ at, severity, message }) => {
    const text = texts[Number(at.source.path.replace(SOURCE, ""))];
    if (severity !== "error" || !at.source.path.startsWith(SOURCE) || text === undefined) return [];
    return [{ text, from: at.start, to: at.end, message }];
  });
}

const SOURCE = "expression ";

/** The contract with an alert for each of the expressions. */
function modelWith(texts: readonly string[]): Model {
  const model = oracleModel();
  const [sample] = model.alerts;
  if (!sample) throw new Error("the small contract has no alert");
  const alerts = texts.map((text, index): Alert => {
    const scalar = wholeFile(`${SOURCE}${index}`, text);
    return { ...sample, name: `Tried${index}`, expr: { text, toSource: (offset) => offset, scalar } };
  });
  return { ...model, alerts };
}

/** The innermost node of a kind around what is flagged. */
export function around<T extends Expr["type"]>({ text, from, to }: Flagged, type: T): ExprOf<T> | undefined {
  const { expr } = parseExpr(text);
  const find = (node: Expr): ExprOf<T> | undefined => {
    if (node.from > from || node.to < to) return undefined;
    for (const operand of operands(node)) {
      const inner = find(operand);
      if (inner) return inner;
    }
    return isOf(node, type) ? node : undefined;
  };
  return expr && find(expr);
}

function isOf<T extends Expr["type"]>(node: Expr, type: T): node is ExprOf<T> {
  return node.type === type;
}

export function textOf(text: string, { from, to }: { readonly from: number; readonly to: number }): string {
  return text.slice(from, to);
}

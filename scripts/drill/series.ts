/** What an alert looks at: the part of its expression that is compared with a limit, and its value from moment to moment. */
import type { Alert } from "../../codegen/model.ts";
import { isComparison, nodesOf } from "../../codegen/promql/ast.ts";
import { parse } from "../../codegen/promql/expressions.ts";
import type { RunningPrometheus } from "../testkit/prometheus.ts";

/** Longer ones are cut in the middle: what they begin with says what they are. */
const SHOWN_CHARACTERS = 70;

/** The left side of the first comparison; the whole expression where there is none. */
export function watchedOf({ expr }: Alert): string {
  const { expr: top } = parse(expr);
  const [first] = top === undefined ? [] : nodesOf(top, "binary").filter(({ op }) => isComparison(op));
  const text = first === undefined ? expr.text : expr.text.slice(first.left.from, first.left.to);
  return text.replaceAll(/\s+/g, " ").trim();
}

/** `series = value` as it is now; the largest value where there are several, `none` where there is none. */
export async function shownNow(series: string, prometheus: RunningPrometheus): Promise<string> {
  const values = (await prometheus.query(series)).map(({ value }) => value).filter((value) => !Number.isNaN(value));
  const value = values.length === 0 ? "none" : Number(Math.max(...values).toPrecision(3));
  const name = series.length <= SHOWN_CHARACTERS ? series : `${series.slice(0, SHOWN_CHARACTERS - 1)}…`;
  return `${name} = ${value}`;
}

/** Which expressions Prometheus cannot match over the series that a contract promises, and which of them a check reports. */
import { promqlJoin } from "../../../codegen/checks/promql-join.ts";
import { nodesOf } from "../../../codegen/promql/ast.ts";
import { parseExpr } from "../../../codegen/promql/parse.ts";
import { catalogOf } from "../../../codegen/promql/series.ts";
import { oracleModel } from "./contract.ts";
import { randomExpression } from "./expressions.ts";
import { flagged } from "./flagged.ts";
import { askPromtool } from "./promtool.ts";
import { createRandom } from "./random.ts";
import { STEP_SECONDS } from "./series.ts";
import { rising, steadySeries, TIMES } from "./steady.ts";
import { vocabularyOf } from "./vocabulary.ts";

export interface Collisions {
  /** How many expressions Prometheus refuses. */
  readonly refused: number;
  /** Those of them that the check lets pass. */
  readonly missed: readonly string[];
}

export function tryCollisions(promtool: string, seed: string, count: number): Collisions {
  const model = oracleModel();
  const series = steadySeries(model, rising);
  const random = createRandom(`${seed}/collisions`);
  const vocabulary = vocabularyOf(random, catalogOf(model), series);
  const made = Array.from({ length: count }, () => randomExpression(vocabulary, random.below(4)).text);
  const texts = [...new Set(made)].filter(isForeseeable);
  const reported = new Set(flagged(promqlJoin, texts).map(({ text }) => text));
  const questions = texts.flatMap((expr) => TIMES.map((timeSeconds) => ({ expr, timeSeconds })));
  const answers = askPromtool(promtool, { series, intervalSeconds: STEP_SECONDS, questions });
  const refused = new Map(
    questions.flatMap(({ expr }, i) => {
      const answer = answers[i];
      return answer && "error" in answer ? [[expr, answer.error] as const] : [];
    }),
  );
  const missed = [...refused].filter(([text]) => !reported.has(text));
  return { refused: refused.size, missed: missed.map(([text, error]) => `seed ${seed}: ${text}\n  ${error}`) };
}

/** It names the series it reads, and makes no labels of its own: of others nobody can tell. */
function isForeseeable(text: string): boolean {
  const { expr } = parseExpr(text);
  return (
    expr !== undefined &&
    nodesOf(expr, "selector").every(({ metric }) => metric !== undefined) &&
    nodesOf(expr, "call").every(({ name }) => !name.text.startsWith("label_")) &&
    nodesOf(expr, "aggregation").every(({ op }) => op.text !== "count_values")
  );
}

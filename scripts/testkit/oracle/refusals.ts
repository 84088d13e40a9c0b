/** Which damaged expressions Prometheus refuses to read, and which of them the compiler reports. */
import type { Check } from "../../../codegen/checks/check.ts";
import { promqlKind } from "../../../codegen/checks/promql-kind.ts";
import { promqlSyntax } from "../../../codegen/checks/promql-syntax.ts";
import { catalogOf } from "../../../codegen/promql/series.ts";
import { oracleModel } from "./contract.ts";
import { randomExpression } from "./expressions.ts";
import { flagged } from "./flagged.ts";
import { mangled } from "./mangle.ts";
import { askPromtool } from "./promtool.ts";
import { createRandom } from "./random.ts";
import { randomSeries, STEP_SECONDS } from "./series.ts";
import { isRefused } from "./trial.ts";
import { vocabularyOf } from "./vocabulary.ts";

/** What is no PromQL, or has operands of the wrong kind. */
const readable: Check = {
  ...promqlKind,
  check: (model) => [...promqlSyntax.check(model), ...promqlKind.check(model)],
};

export interface Refusals {
  /** Expressions that both refuse, and that both read. */
  readonly refused: number;
  readonly read: number;
  /** Refused by Prometheus alone: the compiler would let them pass. */
  readonly missed: readonly string[];
  /** Refused by the compiler alone. */
  readonly strict: readonly string[];
}

export function tryRefusals(promtool: string, seed: string, count: number): Refusals {
  const model = oracleModel();
  const random = createRandom(`${seed}/refusals`);
  const series = randomSeries(model, random).slice(0, 5);
  const vocabulary = vocabularyOf(random, catalogOf(model), series);
  const texts = Array.from({ length: count }, () =>
    mangled(random, randomExpression(vocabulary, random.below(3)).text),
  );
  const written = [...new Set(texts)].filter((text) => text.trim() !== "");
  const reported = new Map(flagged(readable, written).map(({ text, message }) => [text, message]));
  const questions = written.map((expr) => ({ expr, timeSeconds: 60 }));
  const answers = askPromtool(promtool, { series, intervalSeconds: STEP_SECONDS, questions });
  const all = written.map((text, i) => {
    const answer = answers[i];
    const theirs = answer && "error" in answer && isRefused(answer.error) ? answer.error : undefined;
    return { text, theirs, ours: reported.get(text) };
  });
  const told = (what: string, why: string | undefined) => `seed ${seed}: ${what}\n  ${why}`;
  return {
    refused: all.filter(({ theirs, ours }) => theirs !== undefined && ours !== undefined).length,
    read: all.filter(({ theirs, ours }) => theirs === undefined && ours === undefined).length,
    missed: all.flatMap(({ text, theirs, ours }) => (theirs && ours === undefined ? [told(text, theirs)] : [])),
    strict: all.flatMap(({ text, theirs, ours }) => (ours && theirs === undefined ? [told(text, ours)] : [])),
  };
}

/** Shows of what a check reports that Prometheus evaluates it to nonsense, in the sense that its offence states. */
import type { Check } from "../../../codegen/checks/check.ts";
import type { InputSeries, Sample } from "../../../codegen/promql/evaluate/index.ts";
import { catalogOf } from "../../../codegen/promql/series.ts";
import { sameSamples } from "./compare.ts";
import { oracleModel } from "./contract.ts";
import { type Flagged, flagged } from "./flagged.ts";
import { type Answer, askPromtool } from "./promtool.ts";
import { createRandom } from "./random.ts";
import { STEP_SECONDS } from "./series.ts";
import { TIMES } from "./steady.ts";
import { type Vocabulary, vocabularyOf } from "./vocabulary.ts";

/** What promtool gives at one time: for each of the series sets, for each text that the offence asks, in their order. */
export type Given = readonly (readonly Answer[])[];

/** Whether an answer is nonsense, or makes sense; undefined: it shows neither. */
export type Verdict = "nonsense" | "sense" | undefined;

export interface Offence {
  readonly name: string;
  readonly check: Check;
  /** What is nonsense here, as a sentence. */
  readonly shows: string;
  /** A random expression that the check reports, as a rule. */
  readonly make: (vocabulary: Vocabulary) => string;
  /** What is asked of promtool of a part that is flagged; undefined: this offence is not about it. */
  readonly ask: (part: Flagged) => readonly string[] | undefined;
  readonly worlds: readonly (readonly InputSeries[])[];
  readonly judge: (given: Given, part: Flagged) => Verdict;
}

export interface Shown {
  /** How many parts of how many expressions were flagged. */
  readonly parts: number;
  readonly texts: number;
  /** Parts that somewhere make sense, and parts that never show nonsense: both should be none. */
  readonly wrong: readonly string[];
}

/** Tries so many random expressions. */
export function tryOffence(promtool: string, offence: Offence, seed: string, count: number): Shown {
  const catalog = catalogOf(oracleModel());
  const random = createRandom(`${seed}/${offence.name}`);
  const vocabulary = vocabularyOf(random, catalog, offence.worlds[0] ?? []);
  const texts = Array.from({ length: count }, () => offence.make(vocabulary));
  const parts = flagged(offence.check, texts).flatMap((part) => {
    const asked = offence.ask(part);
    return asked ? [{ part, asked }] : [];
  });
  const wrong = verdicts(promtool, offence, parts).flatMap((all, i) => {
    const { part } = parts[i] ?? {};
    if (!part || (all.includes("nonsense") && !all.includes("sense"))) return [];
    const what = all.includes("sense") ? "makes sense" : "shows nothing";
    return [`seed ${seed}: ${part.text}\n  ${part.text.slice(part.from, part.to)} ${what}\n  ${part.message}`];
  });
  return { parts: parts.length, texts: new Set(parts.map(({ part }) => part.text)).size, wrong };
}

/** For each part, the verdicts at all times. */
function verdicts(
  promtool: string,
  { worlds, judge }: Offence,
  parts: readonly { readonly part: Flagged; readonly asked: readonly string[] }[],
): Verdict[][] {
  const questions = parts.flatMap(({ asked }) =>
    TIMES.flatMap((timeSeconds) => asked.map((expr) => ({ expr, timeSeconds }))),
  );
  const answers = worlds.map((series) => askPromtool(promtool, { series, intervalSeconds: STEP_SECONDS, questions }));
  let next = 0;
  return parts.map(({ part, asked }) =>
    TIMES.map(() => {
      const from = next;
      next += asked.length;
      return judge(
        answers.map((all) => all.slice(from, next)),
        part,
      );
    }),
  );
}

/** The samples of an answer; none of an error. */
export function samplesOf(answer: Answer | undefined): readonly Sample[] {
  return answer && "samples" in answer ? answer.samples : [];
}

export function isEmpty(answer: Answer | undefined): boolean {
  return samplesOf(answer).length === 0;
}

/** Both are refused, or have the same samples. */
export function isSame(a: Answer | undefined, b: Answer | undefined): boolean {
  if (!a || !b || "error" in a || "error" in b) return Boolean(a && b && "error" in a && "error" in b);
  return sameSamples(a.samples, b.samples);
}

/** Pairs of samples with the same labels, names aside. */
export function pairs(a: Answer | undefined, b: Answer | undefined): [number, number][] {
  const byKey = new Map(samplesOf(b).map(({ labels, value }) => [keyOf(labels), value]));
  return samplesOf(a).flatMap(({ labels, value }) => {
    const other = byKey.get(keyOf(labels));
    return other === undefined ? [] : [[value, other] satisfies [number, number]];
  });
}

function keyOf({ __name__: _, ...labels }: Sample["labels"]): string {
  return JSON.stringify(Object.entries(labels).sort());
}

/** The mutants of a rule: those of its expression, of its times, and the rule left out. */
import { formatDuration, parseDuration } from "../../codegen/duration.ts";
import type { Records } from "../../codegen/promql/fixed.ts";
import { mutantsOf } from "../../codegen/promql/mutate.ts";
import type { Raw, Rule } from "./rules.ts";

export interface RuleMutant {
  readonly rule: Rule;
  readonly id: string;
  readonly description: string;
  /** undefined: the rule is left out. */
  readonly raw: Raw | undefined;
}

/** @param interval seconds between two evaluations of the rule */
export function mutantsOfRule(rule: Rule, interval: number, records: Records): RuleMutant[] {
  const expressions = mutantsOf(rule.expr, showsValue(rule) ? "value" : "presence", records);
  return [
    ...expressions.map(({ id, description, text }) => ({ rule, id, description, raw: { ...rule.raw, expr: text } })),
    ...(rule.isAlert ? forMutants(rule, interval) : []),
    { rule, id: "deleted", description: "the rule deleted", raw: undefined },
  ];
}

/** The value of an alert is seen only in its templates. */
function showsValue({ isAlert, raw }: Rule): boolean {
  return !isAlert || /\$value|\.Value/.test(JSON.stringify([raw["labels"], raw["annotations"]]));
}

function forMutants(rule: Rule, interval: number): RuleMutant[] {
  return (["for", "keep_firing_for"] as const).flatMap((key) => {
    const written = key === "for" ? rule.holds : rule.keeps;
    // What is not kept at all could be kept for any time; that is no slip of a hand.
    if (key === "keep_firing_for" && written === undefined) return [];
    return otherTimes(written === undefined ? 0 : parseDuration(written), interval).map((seconds) => {
      const [before, after] = [written ?? "0s", formatDuration(seconds)];
      const description = `\`${key}: ${before}\` → \`${key}: ${after}\``;
      return { rule, id: `${key}-${before}-to-${after}`, description, raw: { ...rule.raw, [key]: after } };
    });
  });
}

/** Longer and shorter ones. An alert comes and goes at an evaluation: of what falls between the same two one is enough. */
function otherTimes(seconds: number, interval: number): number[] {
  const changed = [seconds + interval, seconds - interval, seconds * 2, seconds / 2];
  const evaluations = (one: number) => Math.ceil(one / interval);
  const different = changed.filter((one) => one >= 0 && evaluations(one) !== evaluations(seconds));
  return [...new Map(different.map((one) => [evaluations(one), one])).values()];
}

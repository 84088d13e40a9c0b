/** The mutants of a rule: those of its expression, of its `for`, and the rule left out. */
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
  const holds = rule.holds === undefined ? 0 : parseDuration(rule.holds);
  const changed = [holds + interval, holds - interval, holds * 2, holds / 2];
  // An alert fires at the first evaluation after its `for`: what falls between the same two is the same.
  const evaluations = (seconds: number) => Math.ceil(seconds / interval);
  const different = new Map(
    changed.filter((one) => one >= 0 && evaluations(one) !== evaluations(holds)).map((one) => [evaluations(one), one]),
  );
  return [...different.values()].map((seconds) => {
    const text = formatDuration(seconds);
    const description = `\`for: ${rule.holds ?? "0s"}\` → \`for: ${text}\``;
    return { rule, id: `for-${rule.holds ?? "0s"}-to-${text}`, description, raw: { ...rule.raw, for: text } };
  });
}

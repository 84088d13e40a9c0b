/** A matcher on `le` asks for declared buckets, in both ways in which Prometheus 2 and 3 write their bounds. */
import type { Metric } from "../model.ts";
import { error, type Problem } from "../problem.ts";
import { type Matcher, nodesOf } from "../promql/ast.ts";
import { boundMatcher, boundPattern, spellings } from "../promql/bounds.ts";
import { testOf } from "../promql/infer-selector.ts";
import type { Check } from "./check.ts";
import { overExpressions, type Subject, spanOf } from "./promql.ts";

const id = "promql/le-literal";
const code = "P13";

export const promqlLeLiteral: Check = {
  id,
  code,
  explain: {
    what: "A matcher on `le` names a bound that the histogram does not have, or a whole number in only one of its two spellings.",
    why: 'The selector is empty and the alert silent. Prometheus 2 stores le="30" as the client writes it, Prometheus 3 makes it "30.0": with one spelling the alert dies at the upgrade.',
    wrong: 'rate(task_duration_seconds_bucket{le="30"}[5m])',
    right: 'rate(task_duration_seconds_bucket{le=~"30(\\\\.0)?"}[5m])',
  },
  check: (model) =>
    overExpressions(model, (subject) =>
      nodesOf(subject.top, "selector").flatMap(({ metric, matchers }) => {
        const shape = metric && subject.catalog.get(metric.text)?.shape;
        const { histogram } = shape ?? {};
        if (!histogram || !shape?.labels.has("le")) return [];
        return matchers.filter(({ label }) => label.text === "le").flatMap((m) => checkMatcher(subject, m, histogram));
      }),
    ),
};

function checkMatcher(subject: Subject, matcher: Matcher, histogram: Metric): Problem[] {
  const { op, value } = matcher;
  if (value.text === "" || value.text === "+Inf") return [];
  const report = (message: string, help: string) => [error(id, spanOf(subject, value), message, help, code)];
  // Whether a bound is named does not depend on whether it is let through or kept out.
  const names = testOf({ ...matcher, op: op === "!=" ? "=" : op === "!~" ? "=~" : op });
  if (!names) return [];
  const named = histogram.buckets.filter((bound) => spellings(bound).some(names));
  const [literal, bound] = op.endsWith("~") ? [undefined, undefined] : [value.text, Number(value.text)];
  if (named.length === 0 && !names("+Inf") && !isOtherSpelling(histogram, literal, bound)) {
    const message = `\`${histogram.name}\` has no bucket \`le${op}"${value.text}"\`, so this selects nothing of it.`;
    return report(message.replace("selects", op.startsWith("!") ? "keeps out" : "selects"), helpFor(histogram, bound));
  }
  const half = named.find((known) => !spellings(known).every(names));
  if (half !== undefined) {
    const [two, three] = spellings(half);
    const message = `\`${histogram.name}\` has the bucket ${half} as le="${two}" in Prometheus 2 and as le="${three}" in Prometheus 3: this names one of the two.`;
    const bounds = [...named.map(boundPattern), ...(names("+Inf") ? ["[+]Inf"] : [])].join("|");
    const help = `Write \`le${op.startsWith("!") ? "!~" : "=~"}"${bounds}"\`.`;
    return [...report(message, help), ...deadAlternatives(subject, matcher, histogram)];
  }
  if (named.length === 0 && literal !== undefined && !names("+Inf"))
    return report(
      `\`${histogram.name}\` has this bucket as le="${String(bound)}", not as "${literal}".`,
      `Write \`le${op}"${bound}"\`.`,
    );
  return deadAlternatives(subject, matcher, histogram);
}

/** A bound that is declared, written with needless digits: 0.50. */
function isOtherSpelling({ buckets }: Metric, literal: string | undefined, bound: number | undefined): boolean {
  return literal?.trim() !== "" && bound !== undefined && buckets.includes(bound);
}

/** Of `5|7` each must be a bucket; what is more than a list of bounds is not taken apart. */
function deadAlternatives(subject: Subject, matcher: Matcher, histogram: Metric): Problem[] {
  const { op, value } = matcher;
  if (!op.endsWith("~") || /[()[\]{}*?^$]/.test(value.text.replaceAll(/\(\\\.0\)\?/g, ""))) return [];
  const dead = value.text.split("|").find((alternative) => {
    const test = testOf({ ...matcher, op: "=~", value: { ...value, text: alternative } });
    return test && ![...histogram.buckets.flatMap(spellings), "+Inf"].some(test);
  });
  if (dead === undefined) return [];
  const message = `\`${histogram.name}\` has no bucket \`${dead}\`, which is one of those asked for here.`;
  return [error(id, spanOf(subject, value), message, helpFor(histogram, Number.parseFloat(dead)), code)];
}

function helpFor({ buckets }: Metric, bound: number | undefined): string {
  if (bound === undefined || !Number.isFinite(bound)) return `Its bounds are ${buckets.join(", ")} and +Inf.`;
  const [nearest] = [...buckets].sort((a, b) => Math.abs(a - bound) - Math.abs(b - bound));
  return `Declare the bucket ${bound}, or use the nearest one: \`${boundMatcher(nearest ?? bound)}\`.`;
}

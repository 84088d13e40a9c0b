/** What can be wrong with an exposition: the one list of findings, and how one is made. */

/** What a finding is about; each is a step of the check of a running service. */
export const findingKinds = ["format", "families", "series", "values", "counters", "budget", "version"] as const;

export type FindingKind = (typeof findingKinds)[number];

/** Every finding: its kind, and what to do about it. */
const table = {
  "content-type": ["format", "Send `text/plain; version=0.0.4; charset=utf-8`: Prometheus 3 refuses a scrape without."],
  "content-type-differs": ["format", "Send the `format` that the contract states for the endpoint, or state another."],
  empty: ["format", "An answer without a series makes every alert on it silent: see why the registry is empty."],
  "final-newline": ["format", "End the text with a newline; without one it may have been cut off on its way."],
  "carriage-return": ["format", "End lines with \\n alone: Prometheus takes \\r as a part of the value."],
  "too-many": ["format", "Mend what comes before; the rest is read then."],
  syntax: ["format", 'Write a sample as `name{label="value"} value`, with a timestamp in milliseconds at most.'],
  "metric-name": ["format", "A name is made of letters, digits, `_` and `:`, and does not begin with a digit."],
  "label-name": ["format", "A label is made of letters, digits and `_`, does not begin with a digit nor with `__`."],
  "label-repeated": ["format", "Give each label once."],
  "value-syntax": ["format", "Write a decimal number, NaN, +Inf or -Inf."],
  "timestamp-syntax": ["format", "Write whole milliseconds, or leave the timestamp out."],
  escape: ["format", '`\\\\` and `\\n` are the escapes of HELP and of label values; label values have `\\"`, too.'],
  "type-unknown": ["format", "A type is counter, gauge, histogram, summary or untyped."],
  "type-missing": ["format", "Write `# TYPE name type` before the first sample of the family."],
  "type-repeated": ["format", "Write one TYPE line for a family."],
  "type-late": ["format", "Move TYPE before the first sample of its family."],
  "help-missing": ["format", "Write `# HELP name text` before the first sample of the family."],
  "help-repeated": ["format", "Write one HELP line for a family."],
  "help-late": ["format", "Move HELP before the first sample of its family."],
  "family-split": ["format", "Write all lines of a family in one group."],
  "series-repeated": ["format", "Show each series once; the order of labels makes no other series of it."],
  "sample-name": ["format", "Only a histogram or a summary has samples of other names than its own."],
  "le-misplaced": ["format", "Keep `le` for the buckets of histograms."],
  "le-missing": ["format", "Give each bucket its upper bound as the label `le`."],
  "le-syntax": ["format", "`le` is a number or +Inf."],
  "buckets-order": ["format", "Write the buckets of a series with rising `le`, each bound once."],
  "buckets-cumulative": ["format", "A bucket counts what the smaller ones count, and more."],
  "inf-missing": ["format", 'End each series of a histogram with its `le="+Inf"` bucket.'],
  "inf-differs": ["format", 'The `le="+Inf"` bucket counts everything, as `_count` does.'],
  "sum-missing": ["format", "Show `_sum` of each series of a histogram."],
  "count-missing": ["format", "Show `_count` of each series of a histogram."],
  "family-missing": ["families", "Register the metric, or remove it from the contract: alerts on it sleep."],
  "family-undeclared": ["families", "Declare the metric in the contract, or stop to show it."],
  "type-differs": ["families", "Rules are checked against the type that the contract states: mend one of them."],
  "help-differs": ["families", "Mend one of the two texts."],
  "labels-differ": ["series", "Record the metric with exactly the labels that the contract states."],
  "buckets-differ": [
    "series",
    "Make the histogram with the bounds of the contract: quantiles and `le` matchers need them.",
  ],
  "series-missing": ["series", "Show every series of the closed domains from the first scrape: a rate needs their 0."],
  "label-value": ["values", "Record values of the label's domain, or add the value to it."],
  "value-range": ["values", "The rules were checked for values within this range: mend the service or the contract."],
  "counter-negative": ["counters", "A counter starts at 0 and only rises."],
  "counter-not-finite": ["counters", "Never add NaN or an infinity: no later value takes it out again."],
  "counter-fell": [
    "counters",
    "A counter only rises. A restart between the two scrapes shows like this, too: run it again.",
  ],
  "over-budget": ["budget", "Look for a label whose values never end, or raise `series_budget` on purpose."],
  "other-version": [
    "version",
    "Deploy the service and its rules from the same version, or give that contract with --spec.",
  ],
  "other-digest": ["version", "Deploy the service and its rules from the same contract, or give that one with --spec."],
} as const satisfies Record<string, readonly [FindingKind, string]>;

export type FindingId = keyof typeof table;

export const findingIds: readonly string[] = Object.keys(table);

export interface Finding {
  readonly id: FindingId;
  /** The family that it is about; "" when it is about the text as a whole. */
  readonly metric: string;
  /** What was seen, and what should be there, in one line. */
  readonly message: string;
  /** 1-based line of the exposition; 0 when no line shows it. */
  readonly line: number;
}

export function kindOf({ id }: Finding): FindingKind {
  return table[id][0];
}

/** What to do about a finding, in one line. */
export function adviceOf(id: FindingId): string {
  return table[id][1];
}

/** How many examples a finding names. */
const EXAMPLES = 3;

interface Seen {
  readonly line: number;
}

/** One finding about all the lines that are wrong in the same way, at the first of them; none when there are none. */
export function gathered<T extends Seen>(
  id: FindingId,
  metric: string,
  seen: readonly T[],
  what: string,
  show: (item: T) => string,
): Finding[] {
  const [first, ...others] = seen;
  if (first === undefined) return [];
  const shown = [
    show(first),
    ...others.slice(0, EXAMPLES - 1).map((item) => `${show(item)} (line ${item.line})`),
    ...(seen.length > EXAMPLES ? [`and ${seen.length - EXAMPLES} more`] : []),
  ];
  return [{ id, metric, line: first.line, message: `${what}: ${shown.join(", ")}` }];
}

const LONGEST_QUOTE = 80;

/** Foreign text as one short line that no terminal takes for an order. */
export function quoted(text: string): string {
  const cut = text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text;
  const visible = (character: string) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
  return JSON.stringify(cut).replace(/\p{C}/gu, visible);
}

/** Which series a selector reads in a test: concrete labels that meet its matchers, and neighbours that just do not. */
import type { Matcher, Selector } from "../promql/ast.ts";
import type { Labels } from "../promql/evaluate/index.ts";
import { testOf } from "../promql/infer-selector.ts";
import type { Catalog } from "../promql/series.ts";
import { type LabelInfo, NO_LABELS, namesOfOne, type Shape } from "../promql/shape.ts";
import { Unsolvable } from "./unsolvable.ts";

export interface Scope {
  readonly catalog: Catalog;
  /** Labels of the alert: they have one value in all series of a group. */
  readonly shared: ReadonlySet<string>;
}

/** Values of labels that are decided already. */
export type Given = Readonly<Record<string, string>>;

/** Alternatives of a pattern are tried one by one, up to so many. */
const MOST_VARIANTS = 16;
const NAME = "__name__";

/**
 * Series that the selector reads: a first one, then for each label that the alert has not, one for every other value that
 * matters: each alternative of a pattern, else one more.
 */
export function cellsOf(selector: Selector, given: Given, scope: Scope): readonly Labels[] {
  const known = knownCells.get(scope) ?? new Map<Selector, Map<string, readonly Labels[]>>();
  knownCells.set(scope, known);
  const ofSelector = known.get(selector) ?? new Map<string, readonly Labels[]>();
  known.set(selector, ofSelector);
  const key = JSON.stringify(given);
  const cells = ofSelector.get(key) ?? makeCells(selector, given, scope);
  ofSelector.set(key, cells);
  return cells;
}

const knownCells = new WeakMap<Scope, Map<Selector, Map<string, readonly Labels[]>>>();

function makeCells(selector: Selector, given: Given, scope: Scope): Labels[] {
  const options = optionsOf(selector, given, scope);
  const name = selector.metric?.text ?? "";
  const first: Labels = {
    [NAME]: name,
    ...Object.fromEntries(options.flatMap(({ names, values: [one = ""] }) => names.map((name) => [name, one]))),
  };
  // Alternatives of patterns first: where there are few events, each of these has one.
  const byLength = [...options].sort((a, b) => b.values.length - a.values.length);
  const others = byLength.flatMap(({ names, values: [, ...more] }) =>
    more.map((value) => ({ ...first, ...sameFor(names, value) })),
  );
  return [first, ...others];
}

/** Values to try for a label; one with several names has the same under each of them. */
interface Option {
  readonly names: readonly string[];
  readonly values: readonly string[];
}

function optionsOf(selector: Selector, given: Given, scope: Scope): Option[] {
  const labels = labelsOf(selector, scope);
  return [...labels].flatMap(([label, info]): Option[] => {
    const names = namesOfOne(labels, label);
    const isFirst = [...labels.keys()].find((name) => names.includes(name)) === label;
    if (!isFirst) return [];
    const known = names.find((name) => Object.hasOwn(given, name));
    const values = known === undefined ? matchedValues(selector, names, info) : [given[known] ?? ""];
    if (values.length === 0) throw new Unsolvable(selector, `no value of \`${label}\` meets its matchers`);
    const varies = names.every((name) => !scope.shared.has(name)) && label !== "job" && label !== "le";
    return [{ names, values: varies ? values : values.slice(0, 1) }];
  });
}

/** One value under every name. */
export function sameFor(names: readonly string[], value: string): Labels {
  return Object.fromEntries(names.map((name) => [name, value]));
}

function labelsOf({ metric }: Selector, { catalog }: Scope): Shape["labels"] {
  const series = metric && catalog.get(metric.text);
  return series ? series.shape.labels : NO_LABELS;
}

function matchedValues({ matchers }: Selector, names: readonly string[], info: LabelInfo): readonly string[] {
  const own = matchers.filter((matcher) => names.includes(matcher.label.text));
  const tests = own.map(testOf);
  const [label = ""] = names;
  const matched = candidates(own, label, info).filter((value) => tests.every((test) => test?.(value) ?? true));
  const listed = own.some(({ op }) => op === "=~") || own.some(({ op }) => op === "!~");
  return matched.slice(0, listed ? MOST_VARIANTS : 2);
}

/** Values that a label may have: its domain, or what its matchers speak of and two more. */
function candidates(own: readonly Matcher[], label: string, info: LabelInfo): readonly string[] {
  if (info.values) return info.values;
  const named = own.flatMap(({ op, value }) => (op.endsWith("~") ? alternatives(value.text) : [value.text]));
  return [
    ...new Set([
      ...named,
      `${label === "instance" ? "" : `${label}-`}a`,
      `${label === "instance" ? "" : `${label}-`}b`,
    ]),
  ];
}

/** Plain texts that a pattern may mean. */
function alternatives(pattern: string): readonly string[] {
  const expanded = pattern.replaceAll("(\\.0)?", "").replaceAll(".+", "x").replaceAll(".*", "x");
  return expanded.split("|").map((text) => text.replaceAll(/\\(.)/g, "$1"));
}

const readers = new WeakMap<Selector, (labels: Labels) => boolean>();

/** Whether the selector reads the series. */
export function reads(selector: Selector, labels: Labels): boolean {
  const reader = readers.get(selector) ?? readerOf(selector);
  readers.set(selector, reader);
  return reader(labels);
}

function readerOf({ metric, matchers }: Selector): (labels: Labels) => boolean {
  const tests = matchers.map((matcher) => [matcher.label.text, testOf(matcher)] as const);
  return (labels) =>
    (!metric || metric.text === labels[NAME]) && tests.every(([label, test]) => test?.(labels[label] ?? "") ?? true);
}

/** A change of one label by which a series is no longer read. */
export interface Violation {
  readonly metric: string;
  /** The label, by all its names. */
  readonly names: readonly string[];
  readonly value: string;
}

/** For every matcher a value that it does not let through. */
export function violationsOf(selector: Selector, scope: Scope): Violation[] {
  const infos = labelsOf(selector, scope);
  return selector.matchers.flatMap((matcher) => {
    const label = matcher.label.text;
    const test = testOf(matcher);
    const info = infos.get(label);
    if (!test || !info || !selector.metric) return [];
    const others = [...(label === "job" ? [] : (info.values ?? [])), matcher.value.text, `other-${label}`, "a", "b"];
    const metric = selector.metric.text;
    const names = namesOfOne(infos, label);
    // Each value that a pattern keeps out is a matcher of its own.
    const refused = [...new Set(others.filter((value) => value !== "" && !test(value)))];
    return refused.slice(0, matcher.op === "!~" ? MOST_VARIANTS : 1).map((value) => ({ metric, names, value }));
  });
}

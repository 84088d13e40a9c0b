/** Random selectors: a name, matchers of every kind, offset and `@`. */
import type { Series } from "../../../codegen/promql/series.ts";
import type { Vocabulary } from "./vocabulary.ts";

export const WINDOWS = ["1m", "2m", "3m", "5m"];

/** The selector of a series for which the test holds, of any when there is none. */
export function selector(vocabulary: Vocabulary, wanted: (series: Series) => boolean = () => true): string {
  return `${unshifted(vocabulary, wanted)}${shift(vocabulary)}`;
}

/** A selector with a range, whose offset follows the range. */
export function rangeSelector(vocabulary: Vocabulary, wanted?: (series: Series) => boolean): string {
  return `${unshifted(vocabulary, wanted)}[${vocabulary.random.pick(WINDOWS)}]${shift(vocabulary)}`;
}

function unshifted(vocabulary: Vocabulary, wanted: (series: Series) => boolean = () => true): string {
  const { random, catalog } = vocabulary;
  if (random.chance(0.02)) return `nothing_known${matchers(vocabulary, ["job"])}`;
  if (random.chance(0.04)) return nameless(vocabulary);
  const all = [...catalog.values()];
  const fitting = all.filter(wanted);
  const { name, shape } = random.pick(fitting.length > 0 ? fitting : all);
  return `${name}${matchers(vocabulary, [...shape.labels.keys()])}`;
}

/** Inference knows nothing of what it means. */
function nameless(vocabulary: Vocabulary): string {
  const { random, catalog } = vocabulary;
  if (random.chance(0.6)) return `{__name__=~"${random.pick([...catalog.keys()])}"}`;
  const job = vocabulary.random.pick(vocabulary.values.get("job") ?? []);
  return `{job=${JSON.stringify(job)},${matcher(vocabulary, "__name__", ["=~", "=~", "=", "!~"])}}`;
}

export function shift({ random }: Vocabulary): string {
  const offset = () => ` offset ${random.pick(["15s", "1m", "4m", "-1m"])}`;
  const at = () => ` @ ${random.pick(["300", "601.5", "start()", "end()"])}`;
  return random.weighted([
    [40, () => ""],
    [3, offset],
    [1, at],
    [1, () => `${at()}${offset()}`],
  ])();
}

/** None to three matchers, most of them on labels that the series have. */
export function matchers(vocabulary: Vocabulary, labels: readonly string[]): string {
  const { random } = vocabulary;
  const count = random.weighted([
    [5, 0],
    [4, 1],
    [2, 2],
    [1, 3],
  ]);
  const list = Array.from({ length: count }, () => {
    const own = labels.length > 0 && random.chance(0.95);
    return matcher(vocabulary, own ? random.pick(labels) : "colour");
  });
  return list.length === 0 ? "" : `{${list.join(",")}}`;
}

export function matcher(
  vocabulary: Vocabulary,
  label: string,
  operators: readonly string[] = ["=", "=", "!=", "=~", "=~", "!~"],
): string {
  const { random } = vocabulary;
  const op = random.pick(operators);
  const value = op.endsWith("~") ? pattern(vocabulary, label) : plainValue(vocabulary, label);
  return `${label}${op}${JSON.stringify(value)}`;
}

function plainValue({ random, values, catalog }: Vocabulary, label: string): string {
  const seen = values.get(label) ?? [];
  const declared = [...catalog.values()].flatMap(({ shape }) => shape.labels.get(label)?.values ?? []);
  return random.weighted([
    [seen.length > 0 ? 12 : 0, () => random.pick(seen)],
    [declared.length > 0 ? 4 : 0, () => random.pick(declared)],
    [1, () => "nowhere"],
    [1, () => ""],
  ])();
}

function pattern(vocabulary: Vocabulary, label: string): string {
  const { random } = vocabulary;
  const literal = () => escaped(plainValue(vocabulary, label));
  return random.weighted([
    [4, () => `${literal()}|${literal()}`],
    [2, () => literal()],
    [2, () => ".+"],
    [2, () => ".*"],
    [1, () => ""],
    [1, () => `${escaped(plainValue(vocabulary, label).slice(0, 2))}.*`],
    [1, () => `(?i)${literal().toUpperCase()}`],
    [1, () => random.pick(PATTERNS)],
  ])();
}

/** Syntax that JavaScript and RE2 share, and where they differ in the details. */
const PATTERNS = [
  ...["|", "()", "orders|", "^orders$", "$", "[^x]*", "[a-m]+", "(or|ma).*", "o?rders|m[-a]il", ".{4,6}", "\\w+"],
  ...["\\d.*", "(?:mail|night)", "\\bmail\\b", "\\x6dail", "(?s).+", "mai\\-l|or\\_x|night", "[^\\d]+", "m{1}ail"],
  ...["(?i)(ORDERS|Mail)", "\\D+", ".*?", "(o|m)+.*", "[.]+|}|]", "(?i)[n]IGHT", "mail{", "\\.5|5"],
];

function escaped(text: string): string {
  return text.replaceAll(/[.+*?()[\]{}|\\^$]/g, "\\$&");
}

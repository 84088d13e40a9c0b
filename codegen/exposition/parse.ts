/** Reads the Prometheus text exposition format 0.0.4 strictly: families and samples, and every breach with its line. */
import { isTextFormat } from "./content-type.ts";
import { type Exposition, labelsKey, type Sample, type Stated, seriesText } from "./family.ts";
import { type Finding, type FindingId, gathered, quoted } from "./finding.ts";
import { histogramFindings } from "./histogram.ts";
import { type Fault, type Meta, readLine, type SampleLine } from "./line.ts";

/** What a service answered to a scrape. */
export interface Scrape {
  readonly text: string;
  /** As it was sent; undefined: not at all. */
  readonly contentType: string | undefined;
}

/** So many faults are told; what has more is no exposition. */
const MOST_FINDINGS = 1000;

interface Draft {
  readonly name: string;
  readonly line: number;
  help: Stated | undefined;
  type: Stated | undefined;
  readonly samples: Sample[];
  damaged: boolean;
}

/** What is known of the text so far. */
interface State {
  readonly families: Map<string, Draft>;
  readonly findings: Finding[];
  /** Line of each series. */
  readonly series: Map<string, number>;
  /** The family whose group of lines goes on. */
  current: Draft | undefined;
  line: number;
}

/** Reads a whole exposition. Never throws, whatever the text is. */
export function parseExposition({ text, contentType }: Scrape): Exposition {
  const state: State = { families: new Map(), findings: [], series: new Map(), current: undefined, line: 0 };
  if (contentType === undefined) tell(state, "content-type", "", "the answer has no Content-Type", 0);
  else if (!isTextFormat(contentType))
    tell(state, "content-type", "", `the Content-Type is ${quoted(contentType)}, not that of the text format 0.0.4`, 0);
  const complete = readLines(state, text);
  if (complete && state.series.size === 0 && ![...state.families.values()].some(({ damaged }) => damaged))
    tell(state, "empty", "", "the exposition holds no sample", 0);
  if (complete) for (const family of state.families.values()) state.findings.push(...familyFindings(family));
  return { families: state.families, findings: state.findings, complete };
}

/** Takes in every line; false when there were too many faults to go on. */
function readLines(state: State, text: string): boolean {
  let returns = 0;
  let firstReturn = 0;
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf("\n", start);
    const end = newline === -1 ? text.length : newline;
    state.line++;
    const cut = text[end - 1] === "\r" && end > start ? end - 1 : end;
    if (cut < end && returns++ === 0) firstReturn = state.line;
    takeLine(state, text.slice(start, cut));
    if (state.findings.length >= MOST_FINDINGS) {
      tell(state, "too-many", "", `${MOST_FINDINGS} faults up to here; the rest was not read`);
      return false;
    }
    if (newline === -1) tell(state, "final-newline", "", "the last line does not end with a newline");
    start = end + 1;
  }
  if (returns > 0) tell(state, "carriage-return", "", `${returns} lines end with \\r\\n, the first here`, firstReturn);
  return true;
}

function takeLine(state: State, text: string): void {
  const line = readLine(text);
  if (line.kind === "sample") takeSample(state, line);
  else if (line.kind === "fault") takeFault(state, line);
  else if (line.kind !== "nothing") takeMeta(state, line);
}

function takeFault(state: State, { of, id, name, message }: Fault): void {
  const begun = of !== "sample" && name !== "" && !state.families.has(name);
  const family = begun ? addFamily(state, name) : (knownFamily(state, name) ?? state.current);
  if (family) family.damaged = true;
  tell(state, id, family?.name ?? name, message);
}

function takeMeta(state: State, { kind, name, text }: Meta): void {
  const word = kind === "help" ? "HELP" : "TYPE";
  const family = state.families.get(name) ?? addFamily(state, name);
  const stated = family[kind];
  if (stated) tell(state, `${kind}-repeated`, name, `${word} of ${name} stands on line ${stated.line} already`);
  else if (family.samples.length > 0) tell(state, `${kind}-late`, name, `${word} of ${name} follows its samples`);
  else if (state.current !== family) tellSplit(state, family);
  family[kind] ??= { text, line: state.line };
  state.current = family;
}

function takeSample(state: State, { name, labels, value }: SampleLine): void {
  const family = knownFamily(state, name) ?? addFamily(state, name);
  if (state.current !== family) tellSplit(state, family);
  state.current = family;
  const sample = { name, labels, value, line: state.line, key: name + labelsKey(labels) };
  const known = state.series.get(sample.key);
  if (known === undefined) {
    state.series.set(sample.key, state.line);
    family.samples.push(sample);
  } else tell(state, "series-repeated", family.name, `${seriesText(sample)} stands on line ${known} already`);
}

/** Ends the names of series that a histogram or a summary has. */
const SUFFIX = /_(?:bucket|sum|count)$/;

/** The family that a sample belongs to, if there has been a line of it. */
function knownFamily({ families, current }: State, name: string): Draft | undefined {
  const own = families.get(name);
  if (own || !SUFFIX.test(name)) return own;
  const base = families.get(name.replace(SUFFIX, ""));
  // In the middle of a group, what looks like a part of it is one: its TYPE may be missing or wrong.
  return base && (base === current || hasParts(base)) ? base : undefined;
}

function hasParts({ type }: Draft): boolean {
  return type?.text === "histogram" || type?.text === "summary";
}

function addFamily(state: State, name: string): Draft {
  const family = { name, line: state.line, help: undefined, type: undefined, samples: [], damaged: false };
  state.families.set(name, family);
  state.current = family;
  return family;
}

function tellSplit(state: State, { name, line }: Draft): void {
  tell(state, "family-split", name, `${name} goes on here, after lines of ${state.current?.name}; it began on ${line}`);
}

function tell(state: State, id: FindingId, metric: string, message: string, line: number = state.line): void {
  state.findings.push({ id, metric, message, line });
}

/** What is wrong with a family as a whole. */
function familyFindings(family: Draft): Finding[] {
  const { name, line, type, samples } = family;
  const missing = (["help", "type"] as const).flatMap((kind): Finding[] => {
    if (family[kind] || family.damaged) return [];
    return [{ id: `${kind}-missing`, metric: name, line, message: `${name} has no ${kind.toUpperCase()}` }];
  });
  if (!type) return missing;
  const misnamed = samples.filter((sample) => !mayBeCalled(family, sample));
  const misplaced = samples.filter((sample) => sample.labels.has("le") && sample.name !== `${name}_bucket`);
  return [
    ...missing,
    ...gathered("sample-name", name, misnamed, `${name} is a ${type.text} and has the sample`, (sample) => sample.name),
    ...gathered("le-misplaced", name, misplaced, "a sample that is no bucket has the label le", seriesText),
    ...(type.text === "histogram" ? histogramFindings(family) : []),
  ];
}

function mayBeCalled({ name, type }: Draft, sample: Sample): boolean {
  const suffix = sample.name.slice(name.length);
  if (type?.text === "histogram") return SUFFIX.test(suffix);
  if (type?.text === "summary") return suffix !== "_bucket";
  return suffix === "";
}

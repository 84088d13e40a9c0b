/** Reads one line of the Prometheus text format 0.0.4: what it says, or what is wrong with it. Never throws. */
import { type FindingId, quoted } from "./finding.ts";

/** A comment or a blank line. */
interface Nothing {
  readonly kind: "nothing";
}

/** A HELP or TYPE line; `text` is unescaped. */
export interface Meta {
  readonly kind: "help" | "type";
  readonly name: string;
  readonly text: string;
}

export interface SampleLine {
  readonly kind: "sample";
  readonly name: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly value: number;
}

/** `name` is the metric that the line seems to be of, "" when it cannot be told. */
export interface Fault {
  readonly kind: "fault";
  readonly of: "help" | "type" | "sample";
  readonly id: FindingId;
  readonly name: string;
  readonly message: string;
}

export type Line = Nothing | Meta | SampleLine | Fault;

const TYPES = ["counter", "gauge", "histogram", "summary", "untyped"];

/** Reads a line without its end. */
export function readLine(line: string): Line {
  const text = line.replace(/^[ \t]+/, "");
  if (text === "") return { kind: "nothing" };
  return text.startsWith("#") ? readComment(text) : readSample(text);
}

/** A comment is HELP or TYPE when that is its first word. */
function readComment(text: string): Line {
  const [, word, rest = ""] = /^#[ \t]*(HELP|TYPE)(?:[ \t]+(.*))?$/s.exec(text) ?? [];
  if (word === undefined) return { kind: "nothing" };
  const kind = word === "HELP" ? "help" : "type";
  const [, name = "", said = ""] = /^([^ \t]*)[ \t]*(.*)$/s.exec(rest) ?? [];
  const faulty = (id: FindingId, metric: string, message: string): Fault => ({
    ...fault(id, metric, message),
    of: kind,
  });
  if (name === "") return faulty("syntax", "", `${word} names no metric`);
  if (!isMetricName(name)) return faulty("metric-name", "", `${word} of ${quoted(name)}, which is no name of a metric`);
  if (kind === "type") {
    const type = trimEnd(said);
    if (TYPES.includes(type)) return { kind, name, text: type };
    return faulty("type-unknown", name, `the TYPE of ${name} is ${quoted(type)}`);
  }
  const help = unescaped(said, HELP_ESCAPES);
  return help.ok
    ? { kind, name, text: help.text }
    : faulty("escape", name, `the HELP of ${name} holds the escape ${quoted(help.wrong)}`);
}

function readSample(text: string): Line {
  const name = upTo(text, 0, " \t{");
  if (name === "") return fault("syntax", "", `there is no name before ${quoted(text)}`);
  if (!isMetricName(name)) return fault("metric-name", "", `${quoted(name)} is no name of a metric`);
  const at = skipBlanks(text, name.length);
  const labels = text[at] === "{" ? readLabels(text, at + 1, name) : { labels: new Map<string, string>(), end: at };
  if ("kind" in labels) return labels;
  const said = trimEnd(text.slice(skipBlanks(text, labels.end)));
  const [value = "", timestamp, ...others] = said.split(/[ \t]+/, 4);
  if (value === "") return fault("syntax", name, `${name} has no value`);
  if (others.length > 0) return fault("syntax", name, `${name} goes on after value and timestamp: ${quoted(said)}`);
  const number = readFloat(value);
  if (number === undefined) return fault("value-syntax", name, `${name} has the value ${quoted(value)}`);
  if (timestamp !== undefined && !isTimestamp(timestamp)) {
    return fault("timestamp-syntax", name, `${name} has the timestamp ${quoted(timestamp)}`);
  }
  return { kind: "sample", name, labels: labels.labels, value: number };
}

interface Labels {
  readonly labels: ReadonlyMap<string, string>;
  /** Offset behind the closing brace. */
  readonly end: number;
}

/** Reads what follows an opening brace, up to the closing one. */
function readLabels(text: string, start: number, metric: string): Labels | Fault {
  const labels = new Map<string, string>();
  let at = skipBlanks(text, start);
  while (text[at] !== "}") {
    const label = readLabel(text, at, metric);
    if ("kind" in label) return label;
    if (labels.has(label.name)) return fault("label-repeated", metric, `a sample of ${metric} has ${label.name} twice`);
    labels.set(label.name, label.value);
    at = skipBlanks(text, label.end);
    if (text[at] === ",") at = skipBlanks(text, at + 1);
    else if (text[at] !== "}") return broken(text, at, metric, "a comma or the closing brace");
  }
  return { labels, end: at + 1 };
}

function readLabel(text: string, start: number, metric: string): { name: string; value: string; end: number } | Fault {
  const name = upTo(text, start, ' \t=,{}"');
  if (name === "") return broken(text, start, metric, "the name of a label");
  if (!/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name) || name.startsWith("__")) {
    return fault("label-name", metric, `a sample of ${metric} has the label ${quoted(name)}`);
  }
  const equals = skipBlanks(text, start + name.length);
  if (text[equals] !== "=") return broken(text, equals, metric, `= after ${name}`);
  const open = skipBlanks(text, equals + 1);
  if (text[open] !== '"') return broken(text, open, metric, `a quoted value of ${name}`);
  const close = closingQuote(text, open + 1);
  if (close === undefined) return fault("syntax", metric, `the value of ${name} in a sample of ${metric} does not end`);
  const value = unescaped(text.slice(open + 1, close), LABEL_ESCAPES);
  if (value.ok) return { name, value: value.text, end: close + 1 };
  return fault(
    "escape",
    metric,
    `the value of ${name} in a sample of ${metric} holds the escape ${quoted(value.wrong)}`,
  );
}

function closingQuote(text: string, start: number): number | undefined {
  for (let at = start; at < text.length; at++) {
    if (text[at] === '"') return at;
    if (text[at] === "\\") at++;
  }
  return undefined;
}

const HELP_ESCAPES: ReadonlyMap<string, string> = new Map([
  ["\\\\", "\\"],
  ["\\n", "\n"],
]);
const LABEL_ESCAPES: ReadonlyMap<string, string> = new Map([...HELP_ESCAPES, ['\\"', '"']]);

/** The text meant, or the first escape that there is not. */
function unescaped(
  text: string,
  escapes: ReadonlyMap<string, string>,
): { ok: true; text: string } | { ok: false; wrong: string } {
  if (!text.includes("\\")) return { ok: true, text };
  let wrong: string | undefined;
  const plain = text.replace(/\\.?/gsu, (pair) => {
    const meant = escapes.get(pair);
    if (meant === undefined) wrong ??= pair;
    return meant ?? "";
  });
  return wrong === undefined ? { ok: true, text: plain } : { ok: false, wrong };
}

/**
 * A value as Go's ParseFloat reads it, hexadecimal numbers and underscores aside, which Prometheus refuses. undefined: it
 * is none, or too large for 64 bits. NaN and infinities go by any case; prom-client writes `Nan`.
 */
export function readFloat(text: string): number | undefined {
  if (/^nan$/i.test(text)) return Number.NaN;
  if (/^[+-]?inf(?:inity)?$/i.test(text)) return text.startsWith("-") ? Number.NEGATIVE_INFINITY : Infinity;
  if (!/^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/.test(text)) return undefined;
  const number = Number(text);
  return Number.isFinite(number) ? number : undefined;
}

/** A signed integer of 64 bits. */
function isTimestamp(text: string): boolean {
  if (!/^[+-]?\d+$/.test(text)) return false;
  const digits = text.replace(/^[+-]?0*/, "");
  if (digits.length > 19) return false;
  const number = BigInt(digits === "" ? "0" : digits);
  return number <= (text.startsWith("-") ? 2n ** 63n : 2n ** 63n - 1n);
}

function isMetricName(text: string): boolean {
  return /^[a-zA-Z_:][a-zA-Z0-9_:]*$/.test(text);
}

function skipBlanks(text: string, start: number): number {
  let at = start;
  while (text[at] === " " || text[at] === "\t") at++;
  return at;
}

/** Without the blanks and tabs that end it. By hand: a pattern would look at each run of blanks again and again. */
function trimEnd(text: string): string {
  let end = text.length;
  while (text[end - 1] === " " || text[end - 1] === "\t") end--;
  return text.slice(0, end);
}

/** The text from `start` to the first of these characters, or to the end. */
function upTo(text: string, start: number, stops: string): string {
  let end = start;
  while (end < text.length && !stops.includes(text[end] ?? "")) end++;
  return text.slice(start, end);
}

function broken(text: string, at: number, metric: string, expected: string): Fault {
  const rest = text.slice(at);
  const found = rest === "" ? "the end of the line" : quoted(rest);
  return fault("syntax", metric, `a sample of ${metric} should have ${expected} before ${found}`);
}

function fault(id: FindingId, name: string, message: string): Fault {
  return { kind: "fault", of: "sample", id, name, message };
}

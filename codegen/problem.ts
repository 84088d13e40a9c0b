/** What a compiler run found: data with a source range, and the one place that prints it. */

/** A text that was read, and the path it is shown under. */
export interface Source {
  readonly path: string;
  readonly text: string;
}

/** A range of a source in UTF-16 offsets, end exclusive. */
export interface Span {
  readonly source: Source;
  readonly start: number;
  readonly end: number;
}

/** An info is worth knowing and fails nothing; people see it only when they ask for it. */
export type Severity = "error" | "warning" | "info";

/** One finding. `rule` is its slug, `code` the number that reference tables use; `help` says what to do. */
export interface Problem {
  readonly rule: string;
  readonly code?: string;
  readonly severity: Severity;
  readonly at: Span;
  readonly message: string;
  readonly help: string;
}

/** A Problem as machines read it: lines and columns are 1-based, columns in UTF-16 units, the end exclusive. */
export interface PlainProblem {
  readonly rule: string;
  readonly code?: string;
  readonly severity: Severity;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly message: string;
  readonly help: string;
}

/** text for people, json for programs, github for annotations at the lines of a pull request. */
export type ProblemFormat = "text" | "json" | "github";

export const PROBLEM_FORMATS: readonly ProblemFormat[] = ["text", "json", "github"];

/** An error at a range; the usual way to make a Problem. */
export function error(rule: string, at: Span, message: string, help: string, code?: string): Problem {
  return { rule, ...(code === undefined ? {} : { code }), severity: "error", at, message, help };
}

/** A warning at a range: reported, but the run still succeeds. */
export function warning(rule: string, at: Span, message: string, help: string, code?: string): Problem {
  return { ...error(rule, at, message, help, code), severity: "warning" };
}

/** Something worth knowing at a range: shown on demand, after the rest. */
export function info(rule: string, at: Span, message: string, help: string, code?: string): Problem {
  return { ...error(rule, at, message, help, code), severity: "info" };
}

/** The start of a file, for findings that concern all of it. */
export function wholeFile(path: string, text = ""): Span {
  return { source: { path, text }, start: 0, end: 0 };
}

/** 1-based line and column of an offset. */
export function position(source: Source, offset: number): { line: number; column: number } {
  const before = source.text.slice(0, offset);
  const lineStart = before.lastIndexOf("\n") + 1;
  let line = 1;
  for (let i = before.indexOf("\n"); i !== -1; i = before.indexOf("\n", i + 1)) line++;
  return { line, column: offset - lineStart + 1 };
}

export function toPlain(problem: Problem): PlainProblem {
  const { rule, code, severity, at, message, help } = problem;
  const start = position(at.source, at.start);
  const end = position(at.source, Math.max(at.start, at.end));
  return {
    rule,
    ...(code === undefined ? {} : { code }),
    severity,
    file: at.source.path,
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
    message,
    help,
  };
}

export interface FormatOptions {
  /** Text for people: with infos, after the rest. JSON always has them. */
  readonly verbose?: boolean;
}

/** All problems in one text: JSON array, workflow commands, or for people the place, the line, a caret and the help. */
export function formatProblems(
  problems: readonly Problem[],
  format: ProblemFormat,
  { verbose = false }: FormatOptions = {},
): string {
  const sorted = sortProblems(problems);
  if (format === "json") return `${JSON.stringify(sorted.map(toPlain), null, 2)}\n`;
  if (format === "github") return sorted.map(formatGithub).join("");
  const infos = sorted.filter(({ severity }) => severity === "info");
  const rest = sorted.filter(({ severity }) => severity !== "info");
  return [...rest, ...(verbose ? infos : [])].map(formatText).join("\n");
}

/** Each problem once: a place that several aliases lead to is read several times, and wrong only once. */
export function withoutTwins(problems: readonly Problem[]): Problem[] {
  const keyOf = ({ at, rule, message }: Problem) => JSON.stringify([at.source.path, at.start, at.end, rule, message]);
  return [...new Map(problems.toReversed().map((problem) => [keyOf(problem), problem])).values()].toReversed();
}

/** By file, then position, then rule, so that output does not depend on the order of checks. */
export function sortProblems(problems: readonly Problem[]): Problem[] {
  const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return [...problems].sort(
    (a, b) =>
      compare(a.at.source.path, b.at.source.path) ||
      a.at.start - b.at.start ||
      compare(a.rule, b.rule) ||
      compare(a.message, b.message),
  );
}

const GITHUB_LEVELS: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", info: "notice" };

/** A workflow command, which becomes an annotation. (docs.github.com, "Workflow commands for GitHub Actions") */
function formatGithub(problem: Problem): string {
  const { file, line, column, endLine, endColumn, rule, code, severity, message, help } = toPlain(problem);
  const data = (text: string) => text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
  const property = (value: string | number) => data(String(value)).replaceAll(":", "%3A").replaceAll(",", "%2C");
  const title = code === undefined ? rule : `${rule} (${code})`;
  const place = { file, line, col: column, endLine, endColumn, title };
  const properties = Object.entries(place).map(([name, value]) => `${name}=${property(value)}`);
  return `::${GITHUB_LEVELS[severity]} ${properties.join(",")}::${data(`${message}\n${help}`)}\n`;
}

function formatText(problem: Problem): string {
  const { file, line, column, rule, code, severity, message, help } = toPlain(problem);
  const id = code === undefined ? rule : `${rule} (${code})`;
  const head = `${file}:${line}:${column} ${severity} ${id}\n  ${message}\n`;
  return `${head}${excerpt(problem.at)}  help: ${help}\n`;
}

const MAX_EXCERPT = 160;

/** The first line of the range with carets below it; a long line is cut around the range. */
function excerpt({ source, start, end }: Span): string {
  if (source.text === "") return "";
  const lineStart = source.text.lastIndexOf("\n", start - 1) + 1;
  const newline = source.text.indexOf("\n", start);
  const lineEnd = newline === -1 ? source.text.length : newline;
  const from = Math.max(lineStart, Math.min(start - 40, lineEnd - MAX_EXCERPT));
  const cut = source.text.slice(from, Math.min(lineEnd, from + MAX_EXCERPT)).replace(/\r$/, "");
  const number = String(position(source, start).line);
  const indent = cut.slice(0, start - from).replace(/[^\t]/g, " ");
  const carets = "^".repeat(Math.max(1, Math.min(end, lineEnd, from + cut.length) - start));
  return `  ${number} | ${cut}\n  ${" ".repeat(number.length)} | ${indent}${carets}\n`;
}

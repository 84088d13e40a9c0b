/** .memory/PROGRESS.md: one dated line a version. */
import { join } from "node:path";
import { readIfExists } from "../../codegen/load.ts";
import { error, type Problem, type Source } from "../../codegen/problem.ts";
import { type PlainVersion, readVersion } from "./version.ts";
import { writeFilesWhole } from "./write-files.ts";

/** Where it lies below the root of a project. */
export const PROGRESS_FILE = ".memory/PROGRESS.md";

const ENTRY = /^- (\d{4}-\d{2}-\d{2}): (\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?)(?![\w.+-])/gm;

/** What is missing or wrong of the line of VERSION.json's version. Throws an Error when VERSION.json cannot be read. */
export async function checkProgress(root: string): Promise<Problem[]> {
  const wanted = await readVersion(root);
  const source: Source = { path: PROGRESS_FILE, text: (await readIfExists(join(root, PROGRESS_FILE))) ?? "" };
  const [entry, second] = entriesOf(source.text, wanted);
  const help = `Run \`npm run contract -- bump\`, or write: ${lineOf(wanted)}`;
  if (entry === undefined) {
    const end = source.text.length;
    const message = `${PROGRESS_FILE} has no line of ${wanted.version}.`;
    return [error("progress/missing", { source, start: end, end }, message, help)];
  }
  const twice = `${wanted.version} has a second line.`;
  if (second) return [error("progress/duplicate", { source, ...second }, twice, "Keep one of the two.")];
  if (entry.date === wanted.date) return [];
  const message = `The line of ${wanted.version} says ${entry.date}, but VERSION.json says ${wanted.date}.`;
  return [error("progress/date", { source, ...entry }, message, help)];
}

/**
 * Appends the line of VERSION.json's version. A line of that version that is there already keeps its words and gets the
 * version's day. Makes the file when there is none. Throws an Error when VERSION.json cannot be read.
 */
export async function addProgress(root: string): Promise<void> {
  const version = await readVersion(root);
  const text = (await readIfExists(join(root, PROGRESS_FILE))) || "# Progress\n\n";
  const [entry] = entriesOf(text, version);
  const next =
    entry === undefined
      ? `${text}${text.endsWith("\n") ? "" : "\n"}${lineOf(version)}\n`
      : `${text.slice(0, entry.start)}${lineStart(version)}${text.slice(entry.end)}`;
  await writeFilesWhole(root, new Map([[PROGRESS_FILE, next]]));
}

/** The begins of the lines of a version. */
function entriesOf(text: string, { version }: PlainVersion): { date: string; start: number; end: number }[] {
  return [...text.matchAll(ENTRY)]
    .filter((match) => match[2] === version)
    .map((match) => ({ date: match[1] ?? "", start: match.index, end: match.index + match[0].length }));
}

function lineStart({ version, date }: PlainVersion): string {
  return `- ${date}: ${version}`;
}

function lineOf(version: PlainVersion): string {
  return `${lineStart(version)}, ${version.summary.replace(/\s+/g, " ").trim()}`;
}

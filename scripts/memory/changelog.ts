/** CHANGELOG.md: a section a version, `## 1.2.0 – 2026-12-31`, the newest first. Text in, text out. */
import type { Change } from "../../codegen/model.ts";
import type { PlainVersion } from "./version.ts";

interface Section {
  readonly version: string;
  /** undefined when the heading has none. */
  readonly date: string | undefined;
  /** Offset of the heading. */
  readonly start: number;
}

const HEADING = /^## \[?v?(\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?)\]?(?:\s+[–—-]\s+(\d{4}-\d{2}-\d{2}))?\s*$/gm;
const EMPTY = "# Changelog\n\n";
const LINE_WIDTH = 120;

/** The day of each version that has a section with one. */
export function releaseDates(text: string): Map<string, string> {
  const dated = sectionsOf(text).flatMap(({ version, date }) => (date === undefined ? [] : [[version, date] as const]));
  return new Map(dated);
}

/**
 * The text with the section of a version: inserted above the newest one, with the changes in groups, breaking ones marked.
 * A section that is there already is kept as it was written. Throws an Error when that one has another day, or none.
 */
export function addRelease(text: string, release: PlainVersion): string {
  const sections = sectionsOf(text);
  const own = sections.find(({ version }) => version === release.version);
  if (own && own.date !== release.date) {
    const found = own.date === undefined ? "no date" : `the date ${own.date}`;
    throw new Error(
      `CHANGELOG.md: the section of ${release.version} has ${found}, but VERSION.json says ${release.date}. ` +
        `Write the heading: ${headingOf(release)}`,
    );
  }
  if (own) return text;
  const whole = text.trim() === "" ? EMPTY : text;
  const at = sections[0]?.start ?? whole.length;
  const before = whole.slice(0, at).trimEnd();
  const after = whole.slice(at);
  return `${before}\n\n${sectionText(release)}\n${after === "" ? "" : `\n${after}`}`;
}

/** Headings outside code blocks, in their order. */
function sectionsOf(text: string): Section[] {
  // Of the same length, so that offsets stay true.
  const prose = text.replace(/^(```|~~~)[\s\S]*?^\1/gm, (block) => block.replace(/#/g, " "));
  return [...prose.matchAll(HEADING)].map((match) => ({
    version: match[1] ?? "",
    date: match[2],
    start: match.index,
  }));
}

function headingOf({ version, date }: PlainVersion): string {
  return `## ${version} – ${date}`;
}

const GROUPS: readonly (readonly [Change["type"], string])[] = [
  ["added", "Added"],
  ["changed", "Changed"],
  ["deprecated", "Deprecated"],
  ["removed", "Removed"],
  ["fixed", "Fixed"],
];

function sectionText(release: PlainVersion): string {
  const groups = GROUPS.flatMap(([type, title]) => {
    const changes = release.changes.filter((change) => change.type === type);
    return changes.length === 0 ? [] : [`### ${title}\n\n${changes.map(entry).join("\n")}`];
  });
  return [headingOf(release), wrap(release.summary, "", ""), ...groups].join("\n\n");
}

function entry({ breaking, description }: PlainVersion["changes"][number]): string {
  return wrap(`${breaking ? "**Breaking:** " : ""}${description}`, "- ", "  ");
}

/** Words in lines of at most LINE_WIDTH characters, a longer word in a line of its own. */
function wrap(text: string, first: string, further: string): string {
  const lines: string[] = [];
  let line = first;
  let empty = true;
  for (const word of text.split(/\s+/).filter((part) => part !== "")) {
    if (!empty && line.length + 1 + word.length > LINE_WIDTH) {
      lines.push(line);
      line = further;
      empty = true;
    }
    line += `${empty ? "" : " "}${word}`;
    empty = false;
  }
  return [...lines, line].join("\n");
}

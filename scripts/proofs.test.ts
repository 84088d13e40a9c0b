/** The pages on threats and on promises name tests and faults that are there, and leave none of what they list without one. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { invariants } from "./faults/invariants.ts";
import { faults } from "./faults/registry.ts";
import { trackedFiles } from "./testkit/tracked-files.ts";

const ROOT = join(import.meta.dirname, "..");
const PAGES = ["spec/docs/reliability.md", "spec/docs/security.md"] as const;
/** Of the reference that both pages are made of; a page may have more. */
const PROMISES = 16;
const THREATS = 16;

const [reliability, security] = await Promise.all(PAGES.map((page) => readFile(join(ROOT, page), "utf8")));
const tracked = new Set(await trackedFiles(ROOT, "*.ts"));

const LINK = /`([^`\s]+\.test\.ts)` › "(.+)"$/gm;
const FAULT = /`npm run faults -- --only ([a-z-]+)`/g;

/** The sections of a page that are numbered with a letter, by their number. */
function sections(page = "", letter: string): Map<number, string> {
  const heads = new RegExp(`^### ${letter}(\\d+) · `, "m");
  const [, ...parts] = page.split(/^(?=##)/m);
  return new Map(parts.flatMap((part) => (heads.test(part) ? [[Number(heads.exec(part)?.[1]), part] as const] : [])));
}

function links(text = ""): string[] {
  return [...text.matchAll(LINK), ...text.matchAll(FAULT)].map(([link]) => link);
}

/** A title as source text has it: whole, and quotes of its own are written with a backslash there. */
function holds(source: string, title: string): boolean {
  return ['"', "`", "'"].some((quote) => source.includes(quote + title.replaceAll(quote, `\\${quote}`) + quote));
}

describe.each([
  ["promise", "P", PROMISES, reliability],
  ["threat", "T", THREATS, security],
] as const)("each %s", (_kind, letter, count, page) => {
  const found = sections(page, letter);

  it("is there, in order", () => {
    expect([...found.keys()]).toEqual(Array.from({ length: Math.max(count, found.size) }, (_, i) => i + 1));
  });

  it("names what shows it", () => {
    expect([...found].filter(([, text]) => links(text).length === 0).map(([number]) => `${letter}${number}`)).toEqual(
      [],
    );
  });
});

describe.each([
  [PAGES[0], reliability],
  [PAGES[1], security],
] as const)("%s", (_page, text = "") => {
  it("has no list item below a promise or a threat that is no link", () => {
    const items = [...sections(text, "[PT]").values()].flatMap((section) => section.match(/^- .*$/gm) ?? []);
    expect(items.filter((item) => links(item).length !== 1)).toEqual([]);
  });

  it("names tests that there are, by their very titles", async () => {
    const missing: string[] = [];
    for (const [, path = "", title = ""] of text.matchAll(LINK)) {
      const source = tracked.has(path) ? await readFile(join(ROOT, path), "utf8") : "";
      if (!holds(source, title)) missing.push(`${path} › ${title}`);
    }
    expect(missing).toEqual([]);
  });

  it("names faults that there are", () => {
    const names = faults.map(({ name }) => name);
    const named = [...text.matchAll(FAULT)].map(([, name = ""]) => name);
    expect(named.filter((name) => !names.includes(name))).toEqual([]);
  });
});

it("every fault is named by one of the pages", () => {
  const named = [reliability, security].flatMap((text = "") => [...text.matchAll(FAULT)].map(([, name]) => name));
  expect(faults.map(({ name }) => name).filter((name) => !named.includes(name))).toEqual([]);
});

it("every invariant has its row, in order, and no row is of none", () => {
  const rows = [...(reliability ?? "").matchAll(/^\| (\d+) \|/gm)].map(([, number]) => Number(number));
  expect(rows).toEqual(Array.from({ length: 16 }, (_, i) => i + 1));
  expect(invariants.map(({ number }) => number).filter((number) => !rows.includes(number))).toEqual([]);
});

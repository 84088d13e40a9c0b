/** A translation of the operators' blueprint has the same steps, commands and tables as the original, in the same order. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { originalOf } from "../codegen/blueprint.ts";

const FOLDER = join(import.meta.dirname, "../spec/docs/blueprints");
const CODE_BLOCK = /^( *)```[\s\S]*?^\1```$/gm;
const TABLE = /<!-- generated:([\w-]+) -->[\s\S]*?<!-- \/generated:\1 -->/g;

/** What both must have, in its order: headings by their level, anchors, numbers of steps, blocks of code, generated tables. */
function skeleton(text: string): string[] {
  const parts =
    /^( *)```[\s\S]*?^\1```$|<!-- generated:([\w-]+) -->[\s\S]*?<!-- \/generated:\2 -->|^#+ |<a id="[^"]+">|^ *(?:\d+\.|-) /gm;
  return [...text.matchAll(parts)].map(([part]) => part);
}

/** Text without blocks of code and tables. */
function prose(text: string): string {
  return text.replace(CODE_BLOCK, "").replace(TABLE, "");
}

/** What stands in backticks: commands, names and paths, which no language changes. */
function codes(text: string): string[] {
  const found = [...prose(text).matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code.replace(/\s+/g, " "));
  return found.sort();
}

/** Where the links of the words lead, those between the languages aside. */
function links(text: string, names: readonly string[]): string[] {
  const found = [...prose(text).matchAll(/\]\(([^)]+)\)/g)].map(([, target = ""]) => target);
  return found.filter((target) => !names.includes(target)).sort();
}

/** Paragraphs of several words none of which is of another alphabet: somebody has forgotten to translate them. */
function untranslated(text: string): string[] {
  const words = (paragraph: string) => paragraph.replace(/`[^`]*`|\]\([^)]*\)|<[^>]*>/g, " ");
  return prose(text)
    .split(/\n\s*\n/)
    .filter((paragraph) => /[A-Za-z]{3}/.test(words(paragraph)) && !/[^\p{Script=Latin}\P{L}]/u.test(words(paragraph)));
}

const names = (await readdir(FOLDER)).filter((name) => name.endsWith(".md"));
const translations = names.filter((name) => originalOf(name) !== name);
const read = (name: string) => readFile(join(FOLDER, name), "utf8");

/** What is the matter with a translation; nothing when it has everything. */
function faults(original: string, translated: string): string[] {
  const [had, has] = [skeleton(original), skeleton(translated)];
  const first = had.findIndex((part, i) => part !== has[i]);
  const at = first === -1 && has.length > had.length ? had.length : first;
  const same = (of: (text: string) => string[]) => JSON.stringify(of(original)) === JSON.stringify(of(translated));
  return [
    ...(at === -1 ? [] : [`not ${JSON.stringify(had[at])} but ${JSON.stringify(has[at])}, after ${had[at - 1]}`]),
    ...(same(codes) ? [] : [`other code: ${difference(codes(original), codes(translated))}`]),
    ...(same((text) => links(text, names)) ? [] : ["other links"]),
    ...untranslated(translated).map((paragraph) => `not translated: ${paragraph}`),
  ];
}

function difference(a: readonly string[], b: readonly string[]): string {
  return [...a.filter((code) => !b.includes(code)), ...b.filter((code) => !a.includes(code))].join(", ");
}

it("there is a translation, and each is of a document that is there", () => {
  expect(translations).toEqual(["ops.ru.md"]);
  expect(names).toEqual(expect.arrayContaining(translations.map(originalOf)));
});

describe.each(translations)("%s", (name) => {
  it("has the sections, anchors, steps, code and generated tables of the original, in their order", async () => {
    const [original, translated] = await Promise.all([read(originalOf(name)), read(name)]);
    expect(faults(original, translated)).toEqual([]);
    expect(translated).toContain(`(${originalOf(name)})`);
    expect(original).toContain(`(${name})`);
  });

  it.each<readonly [what: string, from: string | RegExp, to: string]>([
    ["a section", /<a id="stuck"><\/a>[\s\S]*?(?=<a id="slot-maintenance">)/, ""],
    ["a heading", /^### /m, "#### "],
    ["an anchor", '<a id="timeouts-load"></a>', ""],
    ["the name of an anchor", '<a id="timeouts-load">', '<a id="timeouts-loads">'],
    ["a step", /^2\. <a id="internal-errors-checks">[\s\S]*?\n(?=<a id="error-budget">)/m, ""],
    ["a command", "--window 60m", "--window 6m"],
    ["a block of code", /^```sh\n[\s\S]*?^```\n/m, ""],
    ["a table", /<!-- generated:kpis -->[\s\S]*?<!-- \/generated:kpis -->/, ""],
    ["a row of a table", /^\| `timeout_rate` .*\n/m, ""],
    ["a name in backticks", "`DATA_DIR`", "`DATADIR`"],
    ["a command in the words", "`npm run ops -- instances`", "`npm run ops -- instance`"],
    ["a link", "](#release-smoke)", "](#smoke)"],
    ["the language of a paragraph", /^(<a id="stuck-restart">)?$/m, "\nSome words that nobody has translated.\n"],
  ])("would be red for %s that differs", async (_, from, to) => {
    const [original, translated] = await Promise.all([read(originalOf(name)), read(name)]);
    const changed = translated.replace(from, to);
    expect(changed).not.toBe(translated);
    expect(faults(original, changed)).not.toEqual([]);
  });

  it("would be red for a section that only the translation has", async () => {
    const [original, translated] = await Promise.all([read(originalOf(name)), read(name)]);
    expect(faults(original, `${translated}\n## Ещё\n`)).toHaveLength(1);
  });
});

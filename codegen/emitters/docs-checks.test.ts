/** The document of the rules: an index whose links lead to sections, and every page in whole. */
import { expect, test } from "vitest";
import { pages } from "../explain.ts";
import { emit } from "./docs-checks.ts";

const [file] = emit();
const text = file?.text ?? "";
const [index = "", ...sections] = text.split(/^## /m);

test("is the same each time, and says where it comes from", () => {
  expect(emit()).toEqual([{ path: "generated/docs/checks.md", text }]);
  expect(text).toMatch(/^<!-- Generated from codegen\/checks\/ by codegen\/emitters\/docs-checks\.ts\. Do not edit/);
  expect(text).toMatch(/[^\n]\n$/);
});

test("has a row and a section for every rule, in one order, and the row leads to the section", () => {
  const ids = pages.map(({ id }) => id);
  const rows = [...index.matchAll(/^\| \[`([^`]+)`\]\(#([a-z-]+)\) \| (P\d\d|–) \| ([a-z, ]+) \|/gm)];
  expect(rows.map(([, id]) => id)).toEqual(ids);
  expect(sections.map((section) => /^`([^`]+)`\n/.exec(section)?.[1])).toEqual(ids);
  // GitHub makes an anchor of a heading by leaving out everything but letters, digits and hyphens.
  const anchors = ids.map((id) => id.replace(/[/*]/g, ""));
  expect(rows.map(([, , anchor]) => anchor)).toEqual(anchors);
  expect(new Set(anchors).size).toBe(ids.length);
});

test("a section has the number, the severities and both examples as they are", () => {
  const division = sections.find((section) => section.startsWith("`promql/division`")) ?? "";
  expect(division).toContain("\n\nNumber P09.\n\nSeverity: error or warning.\n\n");
  for (const [i, { explain }] of pages.entries()) {
    expect(sections[i]).toContain(`Wrong:\n\n\`\`\`text\n${explain.wrong.trimEnd()}\n\`\`\`\n\nRight:\n\n\`\`\`text\n`);
    expect(sections[i]).toContain(`\`\`\`text\n${explain.right.trimEnd()}\n\`\`\`\n`);
  }
});

test("no character reference stands in code, where it would be printed as it is", () => {
  expect(text.match(/`[^`\n]*&(lt|amp);[^`\n]*`/g)).toBeNull();
});

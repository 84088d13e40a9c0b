/** The pages of the rules: one for every id that the sources raise, none too many, and every check with an example that fails. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, it, test } from "vitest";
import { checks } from "./checks/index.ts";
import { otherRules } from "./checks/others.ts";
import { findPages, pageOf, pages, pagesAsText, suggestPage } from "./explain.ts";

const CODEGEN = fileURLToPath(new URL(".", import.meta.url));
const ERRORS = join(CODEGEN, "testdata/errors");

/** What a call takes its rule as, in all of the compiler; `report` are the wrappers within a file. */
const RAISING = ["error", "warning", "info", "report"];
const SLUG = /^[a-z]+\/[a-z-]+$/;

/** Ids that a source raises; `area/*` for one that is put together, beside the endings that the file has for it. */
function idsIn(file: string, text: string): string[] {
  const constants = new Map<string, string>();
  const areas: string[] = [];
  const arguments_: ts.Expression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && node.initializer && ts.isStringLiteral(node.initializer))
      constants.set(node.name.getText(), node.initializer.text);
    if (ts.isCallExpression(node) && RAISING.includes(node.expression.getText()) && node.arguments[0])
      arguments_.push(node.arguments[0]);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
  const words = arguments_.flatMap((argument) => {
    if (ts.isTemplateExpression(argument) && /^[a-z]+\/$/.test(argument.head.text)) areas.push(argument.head.text);
    if (ts.isStringLiteral(argument)) return [argument.text];
    return ts.isIdentifier(argument) ? (constants.get(argument.text) ?? []) : [];
  });
  const endings = words.filter((word) => /^[a-z-]+$/.test(word));
  const built = areas.flatMap((area) => (endings.length === 0 ? [`${area}*`] : endings.map((word) => area + word)));
  return [...words.filter((word) => SLUG.test(word)), ...built];
}

async function raisedIds(): Promise<ReadonlySet<string>> {
  const names = (await readdir(CODEGEN, { recursive: true })).filter(
    (name) => name.endsWith(".ts") && !name.endsWith(".test.ts") && !name.startsWith("testdata/"),
  );
  const ids = await Promise.all(names.map(async (name) => idsIn(name, await readFile(join(CODEGEN, name), "utf8"))));
  return new Set(ids.flat());
}

const raised = await raisedIds();
const unique = (list: readonly string[]) => [...new Set(list)].sort();

describe("every rule has its page", () => {
  it("finds the ids of the sources, however they are written", () => {
    const source = `
      const rule = "area/constant"; const other = "no/rule";
      error("area/plain", at); list.map((at) => warning(rule, at)); report("area/wrapped", "key");
      fetch("application/json"); error(\`family/\${word}\`, at);`;
    expect(idsIn("x.ts", source)).toEqual(["area/plain", "area/constant", "area/wrapped", "family/*"]);
    expect(idsIn("x.ts", `error(\`area/\${rule}\`, at); report("ending", at);`)).toEqual(["area/ending"]);
    expect(raised.size).toBeGreaterThan(60);
  });

  it("every id that is raised", () => {
    expect([...raised].filter((id) => findPages(id).length === 0)).toEqual([]);
  });

  it("no id twice, and none that nothing raises", () => {
    const ids = pages.map(({ id }) => id);
    expect(ids).toEqual(unique(ids));
    const reached = (id: string) => raised.has(id) || (id.endsWith("/*") && has(id.slice(0, -1)));
    const has = (area: string) => [...raised].some((id) => id.startsWith(area));
    expect(ids.filter((id) => !reached(id))).toEqual([]);
  });

  it("every number of the table of rules", () => {
    const numbers = Array.from({ length: 26 }, (_, i) => `P${String(i + 1).padStart(2, "0")}`);
    expect(unique(pages.flatMap(({ code = [] }) => code))).toEqual(numbers);
  });
});

describe.each([...checks, ...otherRules].map((rule) => [rule.id, rule] as const))("%s", (_, { explain }) => {
  it("says what, why, and shows both sides", () => {
    expect(explain?.what).toMatch(/^[\S\s]{20,220}\.$/);
    expect(explain?.why).toMatch(/^[\S\s]{20,360}\.$/);
    for (const example of [explain?.wrong, explain?.right]) expect(example).toMatch(/^\S[\S\s]*\S$/);
    expect(explain?.wrong).not.toBe(explain?.right);
  });
});

const expected = await Promise.all(
  (await readdir(ERRORS)).filter((name) => name.endsWith(".txt")).map((name) => readFile(join(ERRORS, name), "utf8")),
);
const printed = expected.flatMap((text) => [
  ...text.matchAll(/^\S+:\d+:\d+ (error|warning|info) (\S+)(?: \((P\d\d)\))?$/gm),
]);

describe("the contracts with faults", () => {
  const shown = new Set(printed.map(([, , rule]) => rule));
  const isNote = ({ explain }: (typeof checks)[number]) => explain?.severities?.join() === "info";

  it("has each check fail at least once", () => {
    const checked = checks.filter((check) => !isNote(check)).map(({ id }) => id);
    expect(checked.filter((id) => !shown.has(id))).toEqual([]);
  });

  it("shows no notes, so a check that finds nothing else has its test beside it", async () => {
    const tests = (await readdir(join(CODEGEN, "checks"))).filter((name) => name.endsWith(".test.ts"));
    const notes = checks.filter(isNote).map(({ id }) => `${id.replace("/", "-")}.test.ts`);
    expect(notes.length).toBeGreaterThan(0);
    expect(notes.filter((name) => !tests.includes(name))).toEqual([]);
  });

  it("has no Problem whose severity or number is not that of its page", () => {
    const strays = printed.flatMap(([, severity = "", rule = "", code]) => {
      const page = findPages(rule)[0];
      const { severities = ["error"] } = page?.explain ?? {};
      const fits = severities.some((one) => one === severity) && page?.code === code;
      return fits ? [] : [`${severity} ${rule} ${code ?? ""}`];
    });
    expect(unique(strays)).toEqual([]);
  });
});

describe("a page is found", () => {
  const ids = (asked: string) => findPages(asked).map(({ id }) => id);

  it("by slug and by number, in any case", () => {
    expect(ids("promql/division")).toEqual(["promql/division"]);
    expect(ids(" PromQL/Division ")).toEqual(["promql/division"]);
    expect(ids("p09")).toEqual(["promql/division"]);
  });

  it("for every rule that shares a number", () => {
    expect(ids("P18")).toEqual(expect.arrayContaining(["metric/help", "metric/name", "metric/total"]));
    expect(unique(findPages("P18").map(({ code = "" }) => code))).toEqual(["P18"]);
  });

  it("of the area where a rule has none to itself", () => {
    expect(ids("schema/additional-properties")).toEqual(["schema/*"]);
    expect(ids("schema")).toEqual([]);
    expect(ids("yaml/alias")).toEqual(["yaml/alias"]);
    expect(ids("yaml/nothing")).toEqual([]);
  });

  it("not for other words, and then the nearest is named", () => {
    expect(ids("P99")).toEqual([]);
    expect(suggestPage("promql/divison")).toBe("Did you mean `promql/division`?");
    expect(suggestPage("p9")).toBe("Did you mean `P09`?");
  });

  it("from a Problem by its number, unless others share it", () => {
    expect(pageOf({ rule: "promql/division", code: "P09" })).toBe("P09");
    expect(pageOf({ rule: "metric/help", code: "P18" })).toBe("metric/help");
    expect(pageOf({ rule: "schema/enum" })).toBe("schema/enum");
    expect(pageOf({ rule: "nothing/known" })).toBeUndefined();
  });
});

test("a page in the terminal", () => {
  const explain = {
    what: "It is so.",
    why: "It hurts.",
    wrong: "a:\n  - 1\n\n  - 2\n",
    right: "a: []",
    severities: ["error", "info"] as const,
  };
  const text = pagesAsText([
    { id: "some/rule", code: "P00", explain },
    { id: "some/other", explain: { ...explain, severities: ["warning"] } },
  ]);
  const page = (title: string, severity: string) =>
    `${title}\n\nSeverity: ${severity}.\n\nIt is so.\n\nIt hurts.\n\nWrong:\n  a:\n    - 1\n\n    - 2\n\nRight:\n  a: []\n`;
  expect(text).toBe(`${page("some/rule (P00)", "error or info")}\n\n${page("some/other", "warning")}`);
});

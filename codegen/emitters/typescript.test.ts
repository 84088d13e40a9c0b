/** Literals, unions and comments: what is quoted, and where lines break. */
import { expect, test } from "vitest";
import { braced, code, docComment, key, literal, pascalCase, union, uniqueName } from "./typescript.ts";

const many = Array.from({ length: 20 }, (_, i) => `value-${i}`);

test("a short literal stands on one line, quoted only where it must be", () => {
  const value = { a: 1, "b-c": ["x", true], d: undefined, e: { f: code("call()") } };
  expect(literal(value)).toBe('{ a: 1, "b-c": ["x", true], e: { f: call() } }');
  expect(literal({})).toBe("{}");
  expect(key("a\nb")).toBe('"a\\nb"');
});

test.each([
  literal(many),
  literal({ many }),
  literal([{ many }, { many }]),
  `x =${union(many)}`,
  braced(many.map((_, i) => `name${i}`)),
])("a long text is broken into lines of at most 120 columns: %s", (text) => {
  expect(text.split("\n").length).toBeGreaterThan(1);
  for (const line of text.split("\n")) expect(line.length).toBeLessThanOrEqual(120);
});

test("literals read back as the value they stand for", () => {
  const value = { text: 'quo"te \\ \u2028 `x`', list: many, nested: [{ a: many }, { b: -1.5 }], flag: false };
  expect(new Function(`return ${literal(value)}`)()).toEqual(value);
});

test("a union follows its colon; of nothing it is never", () => {
  expect(`type A =${union(["a", "b"])};`).toBe('type A = "a" | "b";');
  expect(`type A =${union([])};`).toBe("type A = never;");
  expect(`type A =${union(many)};`).toMatch(/^type A =\n {2}\| "value-0" \| "value-1" /);
});

test("a comment cannot end before its end", () => {
  expect(docComment("a */ b")).toBe("/** a *\\/ b */\n");
  expect(docComment("word ".repeat(40), "  ")).toMatch(
    /^ {2}\/\*\*\n {3}\* word [^\n]*\n {3}\* word [^\n]*\n {3}\*\/\n$/,
  );
  expect(docComment(" ")).toBe("");
});

test("names become type names, each of its own", () => {
  expect(["queue_id", "my-Task", "HTTPCode", "2nd"].map(pascalCase)).toEqual(["QueueId", "MyTask", "HTTPCode", "_2nd"]);
  const taken = new Set(["A"]);
  expect([uniqueName("A", taken), uniqueName("A", taken), uniqueName("B", taken)]).toEqual(["A2", "A3", "B"]);
});

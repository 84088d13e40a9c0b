/** Positions of values in every kind of YAML scalar. */
import { describe, expect, it } from "vitest";
import { expressionAt, spanIn } from "./expression.ts";
import { parseText } from "./load.ts";
import { position } from "./problem.ts";

function found(text: string, needle: string): string {
  const { document, problems } = parseText({ path: "x.yaml", text });
  expect(problems).toEqual([]);
  if (!document) throw new Error("no document");
  const value = (document.value as { expr: string }).expr;
  const from = value.indexOf(needle);
  expect(from).toBeGreaterThanOrEqual(0);
  const span = spanIn(expressionAt(document, value, "expr"), from, from + needle.length);
  const { line, column } = position(span.source, span.start);
  return `${line}:${column} ${text.slice(span.start, span.end)}`;
}

describe("a range inside a scalar", () => {
  it.each([
    ["plain", "expr: up == 0 and target", "1:19 target"],
    ["plain over two lines", "expr: up == 0\n  and target", "2:7 target"],
    ["single-quoted", "expr: 'up{a=''b''} and target'", "1:24 target"],
    ["double-quoted", 'expr: "up{a=\\"b\\"} and target"', "1:24 target"],
    ["double-quoted with escaped blanks", 'expr: "up\\n\\tand \\u0061 target"', "1:25 target"],
    ["double-quoted with an escaped line break", 'expr: "up \\\n  and target"', "2:7 target"],
    ["block", "expr: |\n  # why\n  up == 0\n    and target\n", "4:9 target"],
    ["block with a comment at its header", "expr: |- # note: target\n  up == 0\n\n  and target\n", "4:7 target"],
    ["folded", "expr: >\n  up == 0\n  and\n\n    target\n", "5:5 target"],
    ["folded with indentation indicator", "expr: >2\n    up and\n   target\n", "3:4 target"],
    ["after non-BMP characters", "expr: '😀 target'", "1:11 target"],
    ["with Windows line ends", "expr: |\r\n  up\r\n  and target\r\n", "3:7 target"],
  ])("%s", (_, text, expected) => {
    expect(found(text, "target")).toBe(expected);
  });
});

describe("problems of a file", () => {
  it("points at the second of two equal keys", () => {
    const text = "a: 1\nlonger_key: 2\nlonger_key: 3\n";
    const { problems } = parseText({ path: "x.yaml", text });
    expect(problems.map(({ rule, at }) => [rule, text.slice(at.start, at.end), position(at.source, at.start)])).toEqual(
      [["yaml/duplicate-key", "longer_key", { line: 3, column: 1 }]],
    );
  });

  it("follows aliases to where the value stands", () => {
    const text = "a: &x {b: 1}\nc: *x\n";
    const { document } = parseText({ path: "x.yaml", text });
    const at = document?.at("c", "b");
    expect(at && text.slice(at.start, at.end)).toBe("1");
  });

  it("takes an alias for the last node of its anchor that stands above it", () => {
    const text = "a: &x {b: 1}\nc: *x\nd: &x {b: 2}\ne: *x\nf: &x {b: 3}\n";
    const { document } = parseText({ path: "x.yaml", text });
    const found = ["c", "e"].map((key) => document?.at(key, "b")).map((at) => at && text.slice(at.start, at.end));
    expect(found).toEqual(["1", "2"]);
    expect(document?.value).toMatchObject({ c: { b: 1 }, e: { b: 2 } });
  });
});

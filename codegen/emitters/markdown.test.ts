/** Escapes and layout. */
import { expect, test } from "vitest";
import { code, codeBlock, markdownDocument, prose, table } from "./markdown.ts";

test("a table escapes pipes, keeps cells on one line and shows an empty cell", () => {
  expect(
    table(
      ["a", "b"],
      [
        ["x | `y|z`", "one\n  two"],
        ["", "3"],
      ],
    ),
  ).toBe("| a | b |\n| --- | --- |\n| x \\| `y\\|z` | one two |\n| – | 3 |");
});

test("code may hold backticks", () => {
  expect(code("a")).toBe("`a`");
  expect(code("a`b``c")).toBe("``` a`b``c ```");
  expect(code("")).toBe("");
});

test("prose is one line without markup", () => {
  expect(prose("  a <b>\n & c ")).toBe("a &lt;b> &amp; c");
});

test("a document has one empty line between blocks and one newline at its end", () => {
  expect(markdownDocument("<!-- h -->", "T", ["a", codeBlock("x", "b\n\n")])).toBe(
    "<!-- h -->\n\n# T\n\na\n\n```x\nb\n```\n",
  );
});

/** The tree of an expression, and what is refused with its range. */
import { describe, expect, it } from "vitest";
import { type Expr, nodesOf, walk } from "./ast.ts";
import { parseExpr } from "./parse.ts";

function tree(text: string): Expr {
  const { expr, faults } = parseExpr(text);
  if (!expr) throw new Error(JSON.stringify(faults));
  return expr;
}

/** The outline of a tree: every node's kind with its text. */
function outline(text: string): string[] {
  return [...walk(tree(text))].map(({ type, from, to }) => `${type} ${text.slice(from, to)}`);
}

describe("tree", () => {
  it("knows the range of every node", () => {
    expect(outline("sum by (a) (rate(x_total[5m])) / -2")).toEqual([
      "binary sum by (a) (rate(x_total[5m])) / -2",
      "aggregation sum by (a) (rate(x_total[5m]))",
      "call rate(x_total[5m])",
      "range x_total[5m]",
      "selector x_total",
      "number -2",
    ]);
  });

  it("follows precedence and associativity", () => {
    expect(outline("a - b - c * d ^ e ^ f")[1]).toBe("binary a - b");
    expect(outline("a or b and c unless d")[2]).toBe("binary b and c unless d");
    expect(outline("2 ^ 3 ^ 4")[2]).toBe("binary 3 ^ 4");
    expect(outline("-x ^ 2")[1]).toBe("binary x ^ 2");
    expect(outline("3 * - 1 ^ 2").slice(1)).toEqual([
      "number 3",
      "unary - 1 ^ 2",
      "binary 1 ^ 2",
      "number 1",
      "number 2",
    ]);
    expect(tree("-1 ^ 2")).toMatchObject({ type: "unary", op: "-", expr: { left: { value: 1 } } });
    expect(outline("2 ^ -1").slice(1)).toEqual(["number 2", "number -1"]);
  });

  it("reads matchers and __name__", () => {
    const [selector] = nodesOf(tree(`a:b{l!~'x|y', n="\\u00e9\\n"}`), "selector");
    expect(selector?.metric?.text).toBe("a:b");
    expect(selector?.matchers.map(({ label, op, value }) => [label.text, op, value.text])).toEqual([
      ["l", "!~", "x|y"],
      ["n", "=", "é\n"],
    ]);
    const [named] = nodesOf(tree('{__name__="up", job=`a\\b`}'), "selector");
    expect([named?.metric?.text, named?.matchers[0]?.value.text]).toEqual(["up", "a\\b"]);
  });

  it("gives offset and @ to what they shift", () => {
    expect(tree("x offset 5m @ 10")).toMatchObject({ type: "selector", offset: { seconds: 300 }, at: 10 });
    expect(tree("x[1h] offset -1m")).toMatchObject({ type: "range", selector: { offset: { seconds: -60 } } });
    expect(tree("x[1h:5m] @ end()")).toMatchObject({ type: "subquery", step: { seconds: 300 }, at: "end" });
    expect(outline("a / -b ^ c offset 5m @ 10").slice(-2)).toEqual(["selector b", "selector c offset 5m @ 10"]);
    expect(outline("a or b offset 5m * c").slice(1)).toEqual([
      ...["selector a", "binary b offset 5m * c", "selector b offset 5m", "selector c"],
    ]);
    expect(outline("a + b[1h:]")).toEqual(["binary a + b[1h:]", "selector a", "subquery b[1h:]", "selector b"]);
    expect(outline("a + b[1h] offset 5m").slice(2)).toEqual(["range b[1h] offset 5m", "selector b"]);
  });

  it("reads modifiers of operators and aggregations", () => {
    expect(tree("a == bool on (x, y) group_left (z) b")).toMatchObject({
      bool: true,
      matching: {
        kind: "on",
        labels: [{ text: "x" }, { text: "y" }],
        group: { side: "left", include: [{ text: "z" }] },
      },
    });
    expect(tree("sum(x) without (a)")).toMatchObject({ grouping: "without", labels: [{ text: "a" }] });
    expect(tree('count_values("v", x)')).toMatchObject({ op: { text: "count_values" }, param: { value: "v" } });
  });

  it.each([
    ["0x1F", 31],
    ["1e3", 1000],
    ["-Inf", Number.NEGATIVE_INFINITY],
    ["NaN", Number.NaN],
    [".5", 0.5],
  ])("reads the number %s", (text, value) => expect(tree(text)).toMatchObject({ type: "number", value }));

  it("skips comments wherever they stand", () => {
    expect(outline("# before\nsum( # inside\n  x\n) # after")).toContain("selector x");
  });
});

describe("faults", () => {
  it.each([
    ["sum(x", 5],
    ["", 0],
    ["sum(x)[5m]", 0],
    ["x[5]", 2],
    ["x[0s]", 2],
    ["x[5m + 1m]", 2],
    ["(x) offset 5m", 0],
    ["{}", 0],
    ['{a=""}', 0],
    ['{a=~".*"}', 0],
    ['x{a=~"["}', 5],
    ['x{a=~"(?=b)"}', 5],
    ["topk(x)", 4],
    ["sum(1, x)", 3],
    ["a and on (x) group_left () b", 2],
    ["a + bool b", 4],
    ["1_000", 0],
    ["5m + a", 0],
    ['{"a.b"}', 1],
    ['a{"l.m"="x"}', 2],
    ['a{__name__!="b"}', 2],
    ["a offset +5m", 9],
    ["a offset 5m offset 1m", 0],
    ["a @ 5 @ 6", 0],
    ["a @ Inf", 4],
    ["a @ 5m", 4],
    ["a[5m5m]", 4],
    ["a[12h1d]", 5],
    ["limitk(2, a)", 0],
    ["a[-5m]", 2],
    ["a @ 5offset 1m", 4],
    ["a offset 5mor b", 9],
    ["1atan2 a", 0],
    ["-atan2", 1],
    ["sum by (without) (a)", 8],
    ["sum by (NaN) (a)", 8],
    ['sum by ("b") (a)', 8],
    ['a * on (b, "c") d', 11],
    ["a + on (x) group_left (x) b", 23],
    ["b + a{c=~'(?<x>a)'}", 9],
    ["a{c=~'x{1001}'}", 5],
  ])("%s", (text, from) => {
    const { expr, faults } = parseExpr(text);
    expect(expr).toBeUndefined();
    expect(faults[0]?.from).toBe(from);
    expect(faults[0]?.message).toMatch(/\.$/);
  });

  it.each(['x{a=~"]b[]c]"}', 'x{a=~"b\\\\-{c"}', "x{a=~'y{1000}'}"])("%s is fine in RE2", (text) => {
    expect(parseExpr(text).faults).toEqual([]);
  });

  it.each(['{a=~".+"}', '{a!=""}', '{a!~""}', 'x{a=""}', 'x{a=~"(?i)b"}', 'x{a=~"[[:alpha:]]"}'])(
    "%s is fine",
    (text) => {
      expect(parseExpr(text).faults).toEqual([]);
    },
  );
});

/** Every way in which a bound may be stored is found, and no other one. */
import { expect, test } from "vitest";
import type { Matcher } from "./ast.ts";
import { boundMatcher, spellings } from "./bounds.ts";
import { testOf } from "./infer-selector.ts";
import { parseExpr } from "./parse.ts";

test.each([
  [48, ["48", "48.0"], 'le=~"48(\\\\.0)?"'],
  [1, ["1", "1.0"], 'le=~"1(\\\\.0)?"'],
  [100_000, ["100000", "100000.0"], 'le=~"100000(\\\\.0)?"'],
  [0.5, ["0.5"], 'le="0.5"'],
  [0.0001, ["0.0001"], 'le="0.0001"'],
  [0.00005, ["0.00005", "5e-05"], 'le=~"0[.]00005|5e-05"'],
  [1_048_576, ["1048576", "1.048576e+06"], 'le=~"1048576|1[.]048576e[+]06"'],
  [1e21, ["1e+21"], 'le="1e+21"'],
])("%s", (bound, stored, written) => {
  expect(spellings(bound)).toEqual(stored);
  expect(boundMatcher(bound)).toBe(written);
  const finds = testOf(matcherIn(`tasks_bucket{${written}}`));
  expect(stored.map((text) => finds?.(text))).toEqual(stored.map(() => true));
  expect([`${bound}0`, `${bound}x0`, `1${bound}`, "+Inf", ""].filter((text) => finds?.(text))).toEqual([]);
});

function matcherIn(text: string): Matcher {
  const { expr } = parseExpr(text);
  const [matcher] = expr?.type === "selector" ? expr.matchers : [];
  if (!matcher) throw new Error(text);
  return matcher;
}

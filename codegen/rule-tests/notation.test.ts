/** The notation stands for the same numbers, to the last bit, and is short. */
import { describe, expect, it } from "vitest";
import type { InputValue } from "../promql/evaluate/index.ts";
import { notationOf, valuesOf } from "./notation.ts";

const LINEAR = Array.from({ length: 40 }).reduce<number[]>((values) => [...values, (values.at(-1) ?? -0.1) + 0.1], []);

describe("notationOf", () => {
  it.each<[readonly InputValue[], string]>([
    [[1], "1"],
    [[1, 1, 1], "1x2"],
    [[0, 5, 10, 15], "0+5x3"],
    [[9, 6, 3], "9-3x2"],
    [[1, 2], "1 2"],
    [[1, undefined, undefined, 2], "1 _x2 2"],
    [[1, "stale", undefined, 1], "1 stale _ 1"],
    [[0, 1, 2, 2, 2], "0+1x2 2x1"],
  ])("%j", (values, text) => {
    expect(notationOf(values)).toBe(text);
    expect(valuesOf(text)).toEqual(values);
  });

  it("keeps the bits of fractions", () => {
    expect(valuesOf(notationOf(LINEAR))).toEqual(LINEAR);
    const thirds = Array.from({ length: 30 }, (_, i) => i / 3);
    expect(valuesOf(notationOf(thirds))).toEqual(thirds);
  });

  it("knows numbers that are none", () => {
    expect(notationOf([Number.NaN, Number.NaN, Number.POSITIVE_INFINITY])).toBe("NaN NaN Inf");
  });
});

describe("valuesOf", () => {
  it.each([
    ["-1.5 +2", [-1.5, 2]],
    ["1+0.5x2", [1, 1.5, 2]],
    ["_x2 stale 1e3", [undefined, undefined, "stale", 1000]],
    ["-Inf", [Number.NEGATIVE_INFINITY]],
  ])("%s", (text, values) => {
    expect(valuesOf(text)).toEqual(values);
  });

  it.each(["", "30y40", "1 2,3", "1xx2", "_y", "30x400000000", "0x60000 0x60000"])("is nothing for %j", (text) => {
    expect(valuesOf(text)).toBeUndefined();
  });
});

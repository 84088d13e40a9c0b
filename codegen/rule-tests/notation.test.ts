/** The notation stands for the same numbers, to the last bit, and is short. */
import { describe, expect, it } from "vitest";
import type { InputValue } from "../promql/evaluate/index.ts";
import { notationOf } from "./notation.ts";

/** As promtool reads it: `a+bxn` is a and n values more, each b above the one before. */
function expanded(text: string): InputValue[] {
  return text.split(" ").flatMap((part): InputValue[] => {
    const gap = /^_(?:x(\d+))?$/.exec(part);
    if (gap) return Array.from({ length: Number(gap[1] ?? 1) }, () => undefined);
    if (part === "stale") return ["stale"];
    const run = /^(-?[\d.e]+?)([+-][\d.]+)?x(\d+)$/.exec(part);
    if (!run) return [Number(part)];
    let value = Number(run[1]);
    return Array.from({ length: Number(run[3]) + 1 }, (_, i) => {
      if (i > 0) value += Number(run[2] ?? 0);
      return value;
    });
  });
}

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
    expect(expanded(text)).toEqual(values);
  });

  it("keeps the bits of fractions", () => {
    expect(expanded(notationOf(LINEAR))).toEqual(LINEAR);
    const thirds = Array.from({ length: 30 }, (_, i) => i / 3);
    expect(expanded(notationOf(thirds))).toEqual(thirds);
  });

  it("knows numbers that are none", () => {
    expect(notationOf([Number.NaN, Number.NaN, Number.POSITIVE_INFINITY])).toBe("NaN NaN Inf");
  });
});

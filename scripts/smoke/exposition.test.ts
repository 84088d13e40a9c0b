/** What is read of /metrics, and what is taken for no exposition. */
import { describe, expect, it } from "vitest";
import { readExposition, samplesOf, sumOf } from "./exposition.ts";

describe("readExposition", () => {
  it("reads types, labels with their escapes, values of every kind, and passes over times and comments", () => {
    const { types, samples } = readExposition(
      [
        "# HELP a_total Something.",
        "# TYPE a_total counter",
        String.raw`a_total{x="1, \"two\"",y="back\\slash\nline}"} 3 1700000000000`,
        "",
        "b NaN",
        "b Nan",
        "b{} -Inf",
        "b 1.5e+3",
        "",
      ].join("\n"),
    );
    expect([...types]).toEqual([["a_total", "counter"]]);
    expect(samples).toEqual([
      { name: "a_total", labels: { x: '1, "two"', y: "back\\slash\nline}" }, value: 3 },
      ...[Number.NaN, Number.NaN, Number.NEGATIVE_INFINITY, 1500].map((value) => ({ name: "b", labels: {}, value })),
    ]);
  });

  it.each(["<html>", "a", "a x", "a{x=1} 2", 'a{x="1"y="2" 3', 'a{x="1} 2', 'a{x="1",!} 2', "1a 2", "a 0x10"])(
    "says which line is no sample: %s",
    (line) => {
      expect(() => readExposition(`b 1\n${line}\n`)).toThrow(`line 2 is no sample: ${line}`);
    },
  );
});

describe("sumOf and samplesOf", () => {
  const scrape = readExposition(
    [
      "# TYPE h histogram",
      'h_bucket{le="+Inf"} 2',
      "h_sum 3",
      "h_count 2",
      'r{slot="a",how="good"} 1',
      'r{slot="a",how="bad"} 2',
      'r{slot="b",how="good"} 4',
    ].join("\n"),
  );

  it("adds up the series with these labels, whatever others they have", () => {
    expect(sumOf(scrape, "r", { slot: "a" })).toBe(3);
    expect(sumOf(scrape, "r", { how: "good" })).toBe(5);
    expect(sumOf(scrape, "r", {})).toBe(7);
    expect(sumOf(scrape, "r", { slot: "c" })).toBeUndefined();
  });

  it("takes the parts of a histogram for its samples", () => {
    expect(samplesOf(scrape, "h").map(({ name }) => name)).toEqual(["h_bucket", "h_sum", "h_count"]);
    expect(samplesOf(scrape, "r")).toHaveLength(3);
  });
});

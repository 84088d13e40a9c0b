/** Arithmetic on ranges holds for every value in them. */
import { describe, expect, it } from "vitest";
import {
  add,
  between,
  contains,
  divide,
  formatInterval,
  from,
  hull,
  type Interval,
  intersect,
  isEmpty,
  multiply,
  NOT_NEGATIVE,
  negate,
  point,
  REAL,
  subtract,
} from "./interval.ts";

const open = (low: number, high: number): Interval => ({ low, high, lowOpen: true, highOpen: true });

describe("by example", () => {
  it.each([
    [add(between(1, 2), open(3, 4)), "(4, 6)"],
    [subtract(between(0, 1), between(0, 1)), "[-1, 1]"],
    [subtract(NOT_NEGATIVE, NOT_NEGATIVE), "(-∞, ∞)"],
    [multiply(between(-1, 2), between(3, 4)), "[-4, 8]"],
    [multiply(between(0, 1), NOT_NEGATIVE), "[0, ∞)"],
    [multiply(point(0), REAL), "0"],
    [multiply(point(-2), NOT_NEGATIVE), "(-∞, 0]"],
    [divide(point(1), between(2, 4)), "[0.25, 0.5]"],
    [divide(between(1, 2), NOT_NEGATIVE), "[0, ∞]"],
    [divide(between(1, 2), open(0, 1)), "(1, ∞)"],
    [divide(between(-1, 1), between(-1, 1)), "[-∞, ∞]"],
    [negate(from(5)), "(-∞, -5]"],
    [intersect(between(0, 5), open(5, 9)), "empty"],
    [hull(point(1), open(3, 4)), "[1, 4)"],
  ])("%#", (interval, expected) => {
    expect(isEmpty(interval) ? "empty" : formatInterval(interval)).toBe(expected);
  });
});

describe("for values inside", () => {
  const ranges = [between(-2, 3), between(1, 4), open(0, 5), NOT_NEGATIVE, from(2), between(-6, -1), point(7), REAL];
  const samples = [-7, -6, -2, -1, -0.5, 0, 0.25, 1, 2, 3, 4, 4.5, 7, 100];
  const operators = { add, subtract, multiply, divide } as const;
  const compute = {
    add: (x: number, y: number) => x + y,
    subtract: (x: number, y: number) => x - y,
    multiply: (x: number, y: number) => x * y,
    divide: (x: number, y: number) => x / y,
  };

  it.each(Object.keys(operators) as (keyof typeof operators)[])("%s stays inside", (name) => {
    for (const a of ranges) {
      for (const b of ranges) {
        const result = operators[name](a, b);
        for (const x of samples.filter((value) => contains(a, value))) {
          for (const y of samples.filter((value) => contains(b, value))) {
            const value = compute[name](x, y);
            if (Number.isNaN(value) || contains(result, value)) continue;
            expect.unreachable(
              `${name} ${formatInterval(a)} ${formatInterval(b)}: ${x}, ${y} gives ${value}, not in ${formatInterval(result)}`,
            );
          }
        }
      }
    }
  });
});

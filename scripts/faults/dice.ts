/** Random numbers that come again: a fault's run is repeated by its seed. */
import { createHash } from "node:crypto";

/** A whole number from 0 to below `bound`. */
export type Dice = (bound: number) => number;

/** The same numbers for the same seed and words, whatever else runs beside: mulberry32. */
export function createDice(seed: number, ...words: readonly string[]): Dice {
  let state = createHash("sha256")
    .update([seed, ...words].join(" "))
    .digest()
    .readInt32BE();
  return (bound) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
  };
}

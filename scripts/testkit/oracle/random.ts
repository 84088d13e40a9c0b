/** Random choices that a seed repeats. */

export interface Random {
  /** [0, 1) */
  readonly next: () => number;
  /** A whole number from 0 up to, not including, the bound. */
  readonly below: (bound: number) => number;
  /** True with the given probability. */
  readonly chance: (probability: number) => boolean;
  /** One of them. Throws when there is none. */
  readonly pick: <T>(list: readonly T[]) => T;
  /** One of them, each as likely as its weight says. Throws when there is none. */
  readonly weighted: <T>(list: readonly (readonly [weight: number, value: T])[]) => T;
  /** Each with the given probability, in their order. */
  readonly some: <T>(list: readonly T[], probability: number) => T[];
  readonly shuffled: <T>(list: readonly T[]) => T[];
}

/** The same seed gives the same choices. The generator is mulberry32, after any text is hashed with FNV-1a. */
export function createRandom(seed: string): Random {
  let state = hash(seed);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (bound: number) => Math.floor(next() * bound);
  const chance = (probability: number) => next() < probability;
  const pick = <T>(list: readonly T[]): T => weighted(list.map((value) => [1, value] as const));
  const weighted = <T>(list: readonly (readonly [number, T])[]): T => {
    let left = next() * list.reduce((sum, [weight]) => sum + weight, 0);
    for (const [weight, value] of list) {
      left -= weight;
      if (left < 0) return value;
    }
    throw new Error("there is nothing to choose from");
  };
  return {
    next,
    below,
    chance,
    pick,
    weighted,
    some: (list, probability) => list.filter(() => chance(probability)),
    shuffled: (list) =>
      list
        .map((value) => ({ value, order: next() }))
        .sort((a, b) => a.order - b.order)
        .map(({ value }) => value),
  };
}

function hash(text: string): number {
  let state = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) state = Math.imul(state ^ text.charCodeAt(i), 0x01000193);
  return state;
}

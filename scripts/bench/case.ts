/** What a case of the bench gives, and how rivals are measured: in turn, in one run. */

export interface Measured {
  readonly name: string;
  readonly value: number;
  /** MB of 10^6 bytes; B is bytes a call; × is a ratio of two things measured side by side in this run. */
  readonly unit: "ns" | "ms" | "MB" | "MB/s" | "B" | "×";
  /** The least and the most of the rounds. */
  readonly range?: readonly [least: number, most: number];
}

/** The middle one of an odd number of values. */
export function medianOf(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** What `share` of the values are at most, 0.95 for the 95th percentile. */
export function percentileOf(values: readonly number[], share: number): number {
  return (
    [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN
  );
}

/** How a case is run: with its own size and rounds, or so that all cases together are done in ten minutes. */
export interface Extent {
  readonly brief: boolean;
  /** Rows of the large database, in cases that have one. */
  readonly rows?: number;
}

/** Measures every rival once a round, A B C, then B C A, and so on, so that no one has the quiet moments; by rival the rounds' figures. */
export async function inTurn<N extends string>(
  rivals: Readonly<Record<N, () => number | Promise<number>>>,
  rounds: number,
): Promise<Readonly<Record<N, readonly number[]>>> {
  const names = Object.keys(rivals) as N[];
  const figures = Object.fromEntries(names.map((name): [N, number[]] => [name, []])) as Record<N, number[]>;
  for (let round = 0; round < rounds; round++) {
    for (const [i] of names.entries()) {
      const name = names[(round + i) % names.length];
      if (name !== undefined) figures[name].push(await rivals[name]());
    }
  }
  return figures;
}

/** The median of what `values` came to, with their range. */
export function figure(name: string, unit: Measured["unit"], values: readonly number[]): Measured {
  return { name, unit, value: medianOf(values), range: [Math.min(...values), Math.max(...values)] };
}

/** How many times `under` goes into `over`, round by round. */
export function ratio(name: string, over: readonly number[], under: readonly number[]): Measured {
  return figure(
    name,
    "×",
    over.map((value, round) => value / (under[round] ?? Number.NaN)),
  );
}

/**
 * How many wrong passwords a network may try. A booth that goes on sending the same wrong one is no guesser: only
 * different ones are counted, so a hall whose password was changed gets in with its first right one. Kept in memory, in a
 * bounded space, and never for long.
 */

/** Different wrong passwords that a network may try at once: people mistype. */
const MOST_AT_ONCE = 20;
/** After this time it may try one more. */
const ONE_MORE_MS = 2_000;
/** Of either kind; the one that was seen the longest ago goes first. */
const MOST_NETWORKS = 10_000;

export interface Guesses {
  /** Milliseconds until a password of this network counts again, after all that were found wrong; 0 when it does now. */
  waitMs(network: string): number;
  /** An unknown password is about to be looked at, as many at once as in turn; or how long that must wait. */
  begin(network: string): Guess | { readonly waitMs: number };
  /** The right password came from there: a right one is never made to wait again. */
  trust(network: string): void;
  isTrusted(network: string): boolean;
  /** Networks that are remembered. */
  size(): number;
}

export interface Guess {
  /** To be called once: whether it was found wrong. One that was never looked at was not. */
  end(wasWrong: boolean): void;
}

/** `clock` gives milliseconds that never go back. */
export function createGuesses(clock: () => number = () => performance.now()): Guesses {
  /** When all that a network has tried is forgotten, by the clock. */
  const forgottenAt = new Map<string, number>();
  const looking = new Map<string, number>();
  const trusted = new Map<string, true>();
  const debtMs = (network: string) => Math.max(0, (forgottenAt.get(network) ?? 0) - clock());
  const waitMs = (network: string, more: number) =>
    Math.max(0, debtMs(network) + (more - MOST_AT_ONCE + 1) * ONE_MORE_MS);
  return {
    waitMs: (network) => waitMs(network, 0),
    begin(network) {
      const others = looking.get(network) ?? 0;
      const wait = waitMs(network, others);
      if (wait > 0) return { waitMs: wait };
      looking.set(network, others + 1);
      return {
        end(wasWrong) {
          const left = (looking.get(network) ?? 1) - 1;
          if (left > 0) looking.set(network, left);
          else looking.delete(network);
          if (wasWrong) keep(forgottenAt, network, clock() + debtMs(network) + ONE_MORE_MS);
        },
      };
    },
    trust: (network) => keep(trusted, network, true),
    isTrusted: (network) => trusted.has(network),
    size: () => forgottenAt.size + looking.size + trusted.size,
  };
}

/** The entry becomes the youngest; the oldest one makes room. */
function keep<V>(entries: Map<string, V>, network: string, value: V): void {
  entries.delete(network);
  const oldest = entries.size >= MOST_NETWORKS ? entries.keys().next().value : undefined;
  if (oldest !== undefined) entries.delete(oldest);
  entries.set(network, value);
}

/** Asks one dependency at a time, briefly, and remembers the answer for a moment, however many ask. */

export interface CheckOptions {
  /** How long an answer may take before it counts as a failure. */
  readonly limitMs: number;
  /** How long an answer is kept. */
  readonly cacheMs: number;
  /** Monotonic, in milliseconds. */
  readonly now: () => number;
  /** Told of each failure; the answer itself never says more than that there was one. */
  readonly failed: (error: unknown) => void;
}

export type Verdict<T> = { readonly ok: true; readonly value: T } | { readonly ok: false };

/**
 * A check that never rejects and answers within `limitMs`. While an earlier probe hangs no further one is started, so
 * that a dead dependency is not buried under probes.
 */
export function createCheck<T>(probe: () => Promise<T>, options: CheckOptions): () => Promise<Verdict<T>> {
  const { limitMs, cacheMs, now, failed } = options;
  let running: { readonly work: Promise<T>; readonly since: number } | undefined;
  let answer: Promise<Verdict<T>> | undefined;
  let validUntil = 0;

  function start(): { readonly work: Promise<T>; readonly since: number } {
    const work = callAsync(probe);
    const clear = () => {
      running = undefined;
    };
    work.then(clear, clear);
    running = { work, since: now() };
    return running;
  }

  async function ask(): Promise<Verdict<T>> {
    const { work, since } = running ?? start();
    try {
      return { ok: true, value: await within(work, limitMs - (now() - since)) };
    } catch (error) {
      failed(error);
      return { ok: false };
    } finally {
      validUntil = now() + cacheMs;
    }
  }

  return () => {
    if (answer === undefined || now() >= validUntil) {
      validUntil = Number.POSITIVE_INFINITY;
      answer = ask();
    }
    return answer;
  };
}

/** What `work` gives within `ms`; rejects when it is late. `work` goes on either way. */
export function within<T>(work: Promise<T>, ms: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`No answer within ${Math.round(ms)} ms.`)), Math.max(0, ms));
    void work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** A probe may throw before it gives its promise; that is a failure like any other. */
async function callAsync<T>(probe: () => Promise<T>): Promise<T> {
  return probe();
}

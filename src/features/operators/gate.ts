/** Lets few password checks run at once: each takes memory and a processor that photos need. */
import { refused } from "../../core/failure.ts";

/** At once. Strangers get one of them, so that they never hold up those who have signed in from there before. */
const RUNNING = { all: 2, strangers: 1 };
/** In each of the two queues. */
const WAITING = 8;
const RETRY_SECONDS = 2;

export interface Gate {
  /** Runs a check when it is its turn. Throws Refused (too_many_attempts) when too many wait already. */
  run<T>(trusted: boolean, check: () => Promise<T>): Promise<T>;
}

export function createGate(): Gate {
  const running = { trusted: 0, strangers: 0 };
  const queues: Readonly<Record<keyof typeof running, (() => void)[]>> = { trusted: [], strangers: [] };
  const isFree = (kind: keyof typeof running) =>
    running.trusted + running.strangers < RUNNING.all && (kind === "trusted" || running.strangers < RUNNING.strangers);
  const startNext = () => {
    for (const kind of ["trusted", "strangers"] as const) {
      const next = isFree(kind) ? queues[kind].shift() : undefined;
      if (next === undefined) continue;
      running[kind]++;
      next();
    }
  };
  return {
    async run(trusted, check) {
      const kind = trusted ? "trusted" : "strangers";
      if (queues[kind].length >= WAITING)
        throw refused("too_many_attempts", "Too many people sign in at this moment.", RETRY_SECONDS);
      await new Promise<void>((resolve) => {
        queues[kind].push(resolve);
        startNext();
      });
      try {
        return await check();
      } finally {
        running[kind]--;
        startNext();
      }
    },
  };
}

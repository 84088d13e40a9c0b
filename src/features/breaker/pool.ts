/**
 * What calls came to, from where they end to whoever decides. Where one instance works alone they never leave its memory;
 * where several share a database each writes its own, and the one that decides reads everybody's.
 */
import type { Logger } from "pino";
import { isShared, isUnavailable } from "../../storage/dialect.ts";
import type { Db } from "../../storage/schema.ts";
import {
  type Call,
  type Cursors,
  type HeardCall,
  type NumberedCall,
  putCalls,
  readCalls,
  readNewCalls,
} from "./repo.ts";

export interface CallPool {
  /** Costs nothing and never throws. */
  put(call: Call): void;
  /** Whether something was put that nobody has heard yet. */
  isWaiting(): boolean;
  /** Hands on what was put; throws when the database is away, and keeps it for the next time. */
  flush(): Promise<void>;
  /** From now on for one who begins to decide. */
  listen(): Ear;
}

export interface Ear {
  /** What came since the last time; at first, all that still counts. `living` are the instances that are there. */
  hear(living: readonly string[]): Promise<HeardCall[]>;
}

/** While the database is away, what calls came to is remembered up to this number; older ones say little by then. */
const MOST_WAITING = 10_000;
/** Rows of one statement. */
const BATCH = 500;

/** `spanMs` is how long a call counts. */
export function createPool(db: Db, instance: string, spanMs: number, log: Pick<Logger, "warn">): CallPool {
  const waiting: (Call & { readonly seq: number; readonly atMs: number })[] = [];
  let last = 0;
  const aged = () => waiting.map(({ atMs, ...call }) => ({ ...call, ageMs: performance.now() - atMs }));
  const pool = {
    put(call: Call) {
      if (waiting.length >= MOST_WAITING) waiting.shift();
      last += 1;
      waiting.push({ ...call, seq: last, atMs: performance.now() });
    },
    isWaiting: () => waiting.length > 0,
  };
  const done = (calls: readonly NumberedCall[]) => {
    const upTo = calls.at(-1)?.seq ?? 0;
    waiting.splice(0, waiting.filter(({ seq }) => seq <= upTo).length);
  };
  if (!isShared(db)) return { ...pool, flush: async () => undefined, listen: () => ({ hear: async () => own() }) };
  return {
    ...pool,
    async flush() {
      while (waiting.length > 0) {
        const calls = aged().slice(0, BATCH);
        try {
          await putCalls(db, instance, calls);
        } catch (error) {
          if (isUnavailable(error)) throw error;
          // One that the database cannot take must not hold up all that come after it.
          log.warn({ err: error, calls: calls.length }, "What calls came to could not be told to the other instances.");
        }
        done(calls);
      }
    },
    listen() {
      let cursors: Cursors | undefined;
      return {
        async hear(living) {
          if (cursors !== undefined) return await readNewCalls(db, living, cursors);
          const first: Cursors = new Map();
          const calls = await readCalls(db, spanMs, first);
          cursors = first;
          return calls;
        },
      };
    },
  };

  function own(): HeardCall[] {
    const calls = aged();
    done(calls);
    return calls.map(({ attempt, final, ageMs }) => ({ attempt, final, heard: { instance, ageMs } }));
  }
}

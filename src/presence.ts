/** Says that this instance is there, for as long as it is, where several share a database. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import type { Instance } from "./core/instance.ts";
import { isShared } from "./storage/dialect.ts";
import { beat, forgetInstance, registerInstance } from "./storage/repos/instances.ts";
import type { Db } from "./storage/schema.ts";

const BEAT_MS = 2_000;

/** Registers it and beats from now on. The returned function ends that, and takes it off the list. */
export async function startPresence(db: Db, instance: Instance, log: Logger): Promise<() => Promise<void>> {
  await registerInstance(db, instance);
  const stopping = new AbortController();
  const running = isShared(db) ? keepBeating(db, instance, log, stopping.signal) : Promise.resolve();
  return async () => {
    stopping.abort();
    await running;
    await forgetInstance(db, instance).catch((error) =>
      log.warn({ err: error }, "This instance could not be taken off the list; it counts as gone soon."),
    );
  };
}

async function keepBeating(db: Db, instance: Instance, log: Logger, stopping: AbortSignal): Promise<void> {
  let failing = false;
  for (;;) {
    await sleep(BEAT_MS, undefined, { signal: stopping, ref: false }).catch(() => undefined);
    if (stopping.aborted) return;
    try {
      await beat(db, instance);
      failing = false;
    } catch (error) {
      if (!failing) log.warn({ err: error }, "The other instances cannot be told that this one is there.");
      failing = true;
    }
  }
}

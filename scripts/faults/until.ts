/** Waits for what comes about elsewhere. */
import { setTimeout as sleep } from "node:timers/promises";

const LOOK_MS = 2;

/** Whether it has come about, as soon as it has or after so many milliseconds. */
export async function until(isSo: () => boolean | Promise<boolean>, patienceMs: number): Promise<boolean> {
  const giveUpAt = performance.now() + patienceMs;
  for (;;) {
    if (await isSo()) return true;
    if (performance.now() > giveUpAt) return false;
    await sleep(LOOK_MS);
  }
}

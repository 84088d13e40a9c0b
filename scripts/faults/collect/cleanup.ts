/** A cleanup, made when everything else has been looked at, and what it leaves. */
import { lstat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type CleanupDependencies, type CleanupOutcome, runCleanup } from "../../../src/features/cleanup/service.ts";
import type { StorageConfig } from "../../../src/storage/database.ts";
import { openDesk } from "../../cleanup_media/desk.ts";
import { testConfig } from "../../testkit/service.ts";
import type { CleanupFact } from "../evidence.ts";
import { filesBelow } from "./files.ts";

/** Of a cleanup of the few files of a stage. */
const TURN_WITHIN_MS = 10_000;

/** As `npm run cleanup_media` does it, beside the service. */
export async function cleanUp(storage: StorageConfig, mediaFolder: string): Promise<CleanupFact> {
  const config = testConfig(storage.DATA_DIR, { DATABASE_URL: storage.DATABASE_URL });
  const desk = await openDesk(config, { dryRun: false });
  try {
    const ran = await cleanInTurn(desk);
    const left = await leftToDelete(desk);
    // What came of age in between was not the first one's to delete; the next one does.
    const next = left.length === 0 ? ran : await cleanInTurn(desk);
    const leftAgain = left.length === 0 ? [] : await leftToDelete(desk);
    const stored = await Promise.all((await filesBelow(join(mediaFolder, "results"))).map((path) => lstat(path)));
    const totals = await desk.db.selectFrom("cleanup_totals").select(["scope", "stored_bytes"]).execute();
    const recorded = totals.filter(({ scope }) => scope !== "temp").map(({ stored_bytes }) => stored_bytes ?? 0);
    return {
      refused: [ran, next].flatMap((one) => (one.ran ? [] : [one.message]))[0],
      leftToDelete: left.filter((key) => leftAgain.includes(key)),
      recordedBytes: recorded.reduce((all, bytes) => all + bytes, 0),
      storedBytes: stored.reduce((all, { size }) => all + size, 0),
    };
  } finally {
    await desk.close();
  }
}

/** Keys. */
async function leftToDelete(desk: CleanupDependencies): Promise<string[]> {
  const dry = await runCleanup(desk, { dryRun: true });
  return dry.ran ? dry.report.items.map(({ key }) => key) : [];
}

/** The service that has just started may be at its own. */
async function cleanInTurn(desk: CleanupDependencies): Promise<CleanupOutcome> {
  for (const giveUpAt = performance.now() + TURN_WITHIN_MS; ; ) {
    const ran = await runCleanup(desk);
    if (ran.ran || ran.because !== "lease" || performance.now() > giveUpAt) return ran;
    await sleep(50);
  }
}

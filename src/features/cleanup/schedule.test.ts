/** The service's own cleanup. */
import { pino } from "pino";
import { expect, it } from "vitest";
import { describeWithDatabase } from "../../../scripts/testkit/databases.ts";
import { useTempFolder } from "../../../scripts/testkit/folders.ts";
import { testSettings } from "../../../scripts/testkit/settings.ts";
import { plantFile } from "../../../scripts/testkit/stored-pictures.ts";
import { systemClock } from "../../core/clock.ts";
import { openFileMedia } from "../../storage/media/files.ts";
import { acquireLease } from "../../storage/repos/leases.ts";
import { startCleanup } from "./schedule.ts";

const folder = useTempFolder();

describeWithDatabase("startCleanup", (db) => {
  async function run(lines: string[]) {
    const settings = testSettings();
    let report: () => void = () => undefined;
    const reported = new Promise<void>((resolve) => {
      report = resolve;
    });
    const write = (line: string) => {
      lines.push(line);
      report();
    };
    const log = pino({}, { write });
    const media = await openFileMedia(folder());
    const cleanup = startCleanup({ db: db(), media, clock: systemClock(), log, settings: { current: () => settings } });
    return { cleanup, reported, media };
  }

  it("cleans at once, says what it did, and stops", async () => {
    await plantFile(folder(), "tmp/stale", 60);
    const lines: string[] = [];
    const { cleanup, reported, media } = await run(lines);
    await reported;
    await cleanup.stop();
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({
      msg: "The cleanup is done.",
      totals: { temp: { files: 1, bytes: 5 } },
    });
    expect(lines).toHaveLength(1);
    expect((await media.usage()).tempBytes).toBe(0);
  });

  it("outlives a run that fails, and says why", async () => {
    await db().deleteFrom("cleanup_state").execute();
    const lines: string[] = [];
    const { cleanup, reported } = await run(lines);
    await reported;
    await cleanup.stop();
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({
      level: 50,
      msg: "The cleanup did not end.",
      err: { message: "no result" },
    });
  });

  it("works on nothing any more once it has stopped", async () => {
    const { cleanup } = await run([]);
    await cleanup.stop();
    await db().destroy();
  });

  it("hurries when the disk is nearly full: again at once, but once a minute, with uploads whose time is just up", async () => {
    const lines: string[] = [];
    const { cleanup, reported, media } = await run(lines);
    const done = (runs: number) => expect.poll(() => lines.length).toBe(runs);
    await reported;
    await plantFile(folder(), "tmp/abandoned", 2);
    await plantFile(folder(), "tmp/in-work", 1);
    cleanup.hurry();
    await done(2);
    expect(JSON.parse(lines[1] ?? "")).toMatchObject({ totals: { temp: { files: 1 } } });
    cleanup.hurry();
    // A run that began now would be over long before this.
    await new Promise((resolve) => setTimeout(resolve, 100));
    await cleanup.stop();
    expect(lines).toHaveLength(2);
    expect((await media.usage()).tempBytes).toBe(5);
  });

  it("hurries after the run that is going on, and waits for the lease of another one", async () => {
    const lines: string[] = [];
    const lease = await acquireLease(db(), "cleanup", "somebody else", 300);
    if ("heldBy" in lease) throw new Error("The lease was to be had.");
    await plantFile(folder(), "tmp/stale", 60);
    const { cleanup, media } = await run(lines);
    cleanup.hurry();
    await expect.poll(() => lines.length, { timeout: 5_000 }).toBeGreaterThanOrEqual(3);
    await cleanup.stop();
    expect(lines.slice(0, 3).map((line) => JSON.parse(line).because)).toEqual(["lease", "lease", undefined]);
    expect((await media.usage()).tempBytes).toBe(0);
  });
});

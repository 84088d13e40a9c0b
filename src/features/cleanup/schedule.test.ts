/** The service's own cleanup. */
import { pino } from "pino";
import { expect, it } from "vitest";
import { describeOnDatabases } from "../../../scripts/testkit/databases.ts";
import { useTempFolder } from "../../../scripts/testkit/folders.ts";
import { testSettings } from "../../../scripts/testkit/settings.ts";
import { plantFile } from "../../../scripts/testkit/stored-pictures.ts";
import { systemClock } from "../../core/clock.ts";
import { openFileMedia } from "../../storage/media/files.ts";
import { startCleanup } from "./schedule.ts";

const folder = useTempFolder();

describeOnDatabases("startCleanup", (db) => {
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
});

/** Cleanup of pictures on S3: orphans in both directions, and a server that confirms less than it is asked for. */
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { sqliteIn } from "../../../scripts/testkit/databases.ts";
import { useTempFolder } from "../../../scripts/testkit/folders.ts";
import { listedKeys, publishText } from "../../../scripts/testkit/media.ts";
import { type S3Server, startS3Server } from "../../../scripts/testkit/s3-server.ts";
import { testSettings } from "../../../scripts/testkit/settings.ts";
import { plantFile, storePicture } from "../../../scripts/testkit/stored-pictures.ts";
import { systemClock } from "../../core/clock.ts";
import { type MediaStore, MediaUnavailable } from "../../core/media.ts";
import { openDatabase } from "../../storage/database.ts";
import { openMedia } from "../../storage/media/index.ts";
import { findJob } from "../../storage/repos/jobs.ts";
import type { Db } from "../../storage/schema.ts";
import { readCleanupTotals } from "./repo.ts";
import { type CleanupReport, runCleanup } from "./service.ts";

const folder = useTempFolder();
let server: S3Server;
let db: Db;
let media: MediaStore;
beforeEach(async () => {
  server = await startS3Server();
  onTestFinished(() => server.remove());
  db = await openDatabase(sqliteIn(folder()), "service");
  onTestFinished(() => db.destroy());
  media = await openMedia({ DATA_DIR: folder(), ...server.config("hall/1") });
});

async function clean(store = media): Promise<CleanupReport> {
  const settings = { current: () => testSettings({ resultTtlHours: 168 }) };
  const outcome = await runCleanup({ db, media: store, settings, clock: systemClock() });
  if (!outcome.ran) throw new Error(outcome.message);
  return outcome.report;
}

const keysOf = (found: readonly { readonly key: string }[]) => found.map(({ key }) => key);

describe("runCleanup on S3", () => {
  it("deletes what is expired, what no job knows and what was left on this machine, and nothing else", async () => {
    const old = await storePicture(db, media, 200);
    const fresh = await storePicture(db, media, 1, { text: "123" });
    await server.plant("hall/1/results/loose", "12", 60);
    await server.plant("hall/1/results/young", "1", 1);
    await server.plant("hall/10/results/of-others", "1", 60);
    await plantFile(join(folder(), "media"), "tmp/stale", 60);
    const { items, totals } = await clean();
    expect(keysOf(items).sort()).toEqual([old.key, "results/loose", "tmp/stale"].sort());
    expect(totals.orphan).toEqual({ files: 1, bytes: 2 });
    expect((await listedKeys(media, "results")).sort()).toEqual([fresh.key, "results/young"].sort());
    expect(await readdir(join(folder(), "media", "tmp"))).toEqual([]);
    expect((await findJob(db, old.id))?.picture).toBeNull();
    const { scopes } = await readCleanupTotals(db);
    expect(scopes.map(({ scope, storedBytes }) => [scope, storedBytes])).toEqual([
      ["result", 4],
      ["temp", null],
      ["orphan", 0],
    ]);
    const others = await openMedia({ DATA_DIR: folder(), ...server.config("hall/10") });
    expect(await listedKeys(others, "results")).toEqual(["results/of-others"]);
  });

  it("marks a picture whose object is gone, and serves it again when it is back", async () => {
    const { id, key } = await storePicture(db, media, 1);
    await media.delete([key]);
    expect((await clean()).missing).toEqual([key]);
    expect((await findJob(db, id))?.removed).toMatchObject({ because: "missing" });
    await publishText(media, key);
    await clean();
    expect((await findJob(db, id))?.removed).toBeNull();
  });

  it("does not take for missing what a listing has left out", async () => {
    const { id } = await storePicture(db, media, 1);
    const forgetful: MediaStore = { ...media, list: async function* () {} };
    expect((await clean(forgetful)).missing).toEqual([]);
    expect((await findJob(db, id))?.removed).toBeNull();
  });

  it("marks nothing while the server is away, and goes on when it is back", async () => {
    const old = await storePicture(db, media, 200);
    const fresh = await storePicture(db, media, 1);
    await server.stop();
    await expect(clean()).rejects.toThrow(MediaUnavailable);
    expect((await findJob(db, fresh.id))?.removed).toBeNull();
    await server.start();
    expect(keysOf((await clean()).items)).toEqual([old.key]);
  });
});

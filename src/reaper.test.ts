/** Which jobs are taken for left over: those of the dead alone, also when the database's clock was set. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { describeOnDatabases } from "../scripts/testkit/databases.ts";
import { createPostgresDatabase, type PostgresDatabase } from "../scripts/testkit/postgres.ts";
import { makeClockSettable } from "../scripts/testkit/server-clock.ts";
import { newJobId } from "./core/job.ts";
import { startReaper } from "./reaper.ts";
import { openDatabase } from "./storage/database.ts";
import { livingInstances, registerInstance } from "./storage/repos/instances.ts";
import { findJob, insertJob, reapExpired } from "./storage/repos/jobs.ts";
import type { Db } from "./storage/schema.ts";

const [here, there] = [
  { id: "here", host: "hall" },
  { id: "there", host: "hall" },
];

/** A pending job whose deadline passed 6 s ago. */
async function begin(db: Db, owner?: string): Promise<string> {
  const job = { id: newJobId(), slotId: "slot-001", provider: "local", fence: 1, deadlineInMs: -6_000 } as const;
  const photo = { sha256: newJobId().repeat(2), uploadBytes: 1, slotVersion: 1 };
  await insertJob(db, { ...job, ...photo, ...(owner === undefined ? {} : { owner }) });
  return job.id;
}

async function outcomeOf(db: Db, id: string) {
  return (await findJob(db, id))?.outcome;
}

/** Reaps from now on; `looked` waits for the next time that it asks whether this process works on a job. */
function reapAs(db: Db, instance: typeof here, works: (id: string) => boolean) {
  const asked = vi.fn(works);
  const { stop } = startReaper({ db, log: { warn: () => undefined }, instance, works: asked });
  return {
    stop,
    async looked(): Promise<void> {
      const before = asked.mock.calls.length;
      await vi.waitFor(() => expect(asked.mock.calls.length).toBeGreaterThan(before), { timeout: 5_000, interval: 10 });
    },
  };
}

describeOnDatabases("the reaper", (db) => {
  it("ends what nobody works on: of this process, of one that is gone, and of nobody", async () => {
    await registerInstance(db(), here);
    const working = await begin(db(), "here");
    const left = [await begin(db(), "here"), await begin(db(), "gone"), await begin(db())];
    const { stop } = reapAs(db(), here, (id) => id === working);
    await vi.waitFor(async () => {
      const outcomes = await Promise.all(left.map((id) => outcomeOf(db(), id)));
      expect(new Set(outcomes)).toEqual(new Set(["internal_error"]));
    });
    await stop();
    expect(await outcomeOf(db(), working)).toBeNull();
  });
});

describe("the reaper beside another instance", () => {
  let database: PostgresDatabase;
  let db: Db;
  let setClock: (aheadMs: number) => Promise<void>;
  beforeEach(async () => {
    database = await createPostgresDatabase();
    setClock = await makeClockSettable(database.url);
    db = await openDatabase({ DATA_DIR: "", DATABASE_URL: database.url, DATABASE_MAX_CONNECTIONS: 4 }, "service");
  });
  afterEach(() => db.destroy().then(database.drop));

  it("leaves that one's jobs to it, and takes nobody for dead when the clock was just set", async () => {
    for (const instance of [here, there]) await registerInstance(db, instance);
    const own = await begin(db, "here");
    const theirs = await begin(db, "there");
    const { looked, stop } = reapAs(db, here, (id) => id === own);
    await looked();
    await setClock(86_400_000);
    // By that clock nobody was seen for a day.
    expect(await livingInstances(db)).toEqual([]);
    await looked();
    await stop();
    expect(await outcomeOf(db, theirs)).toBeNull();
    expect(await outcomeOf(db, own)).toBeNull();
    expect((await reapExpired(db, 5_000)).map(({ id }) => id).sort()).toEqual([own, theirs].sort());
  });
});

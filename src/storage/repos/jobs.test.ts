/** The jobs table: one terminal transition, replays, leftovers, removal. */
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { describeOnDatabases } from "../../../scripts/testkit/databases.ts";
import { startDeadline } from "../../core/deadline.ts";
import { newInstance } from "../../core/instance.ts";
import { type JobEnding, newJobId } from "../../core/job.ts";
import { isShared, isUniqueViolation } from "../dialect.ts";
import { beat, forgetInstance, registerInstance } from "./instances.ts";
import {
  countInARow,
  expiredBytes,
  expireOlder,
  findJob,
  findPending,
  findReplay,
  findTicket,
  finishJob,
  forgetPictures,
  insertJob,
  knownKeys,
  lookAtJob,
  markRemoved,
  type NewJob,
  newestPictures,
  pictureRows,
  reapExpired,
  reapJob,
  redateFuture,
  restoreMissing,
  saveTicket,
  withdrawJob,
} from "./jobs.ts";

const sha256 = "5e".repeat(32);

function newJob(changes: Partial<NewJob> = {}): NewJob {
  return {
    id: newJobId(),
    slotId: "slot-001",
    provider: "local",
    fence: 7,
    deadlineInMs: 48_000,
    sha256,
    uploadBytes: 1234,
    slotVersion: 3,
    ...changes,
  };
}

function success(key: string): Extract<JobEnding, { outcome: "success" }> {
  return { outcome: "success", picture: { key, type: "image/png", sizeBytes: 99, sha256: "ab".repeat(32) } };
}

const timeout: JobEnding = { outcome: "timeout", failureReason: "deadline_exceeded" };

const YEAR_MS = 365 * 86_400_000;

describeOnDatabases("jobs", (db) => {
  /** What is left of these jobs once the clock was set forward by so much; back when it is negative. */
  async function setClock(byMs: number, ...ids: readonly string[]): Promise<void> {
    await db()
      .updateTable("jobs")
      .set((eb) => ({
        created_at: eb("created_at", "-", byMs),
        deadline_at: eb("deadline_at", "-", byMs),
        finished_at: eb("finished_at", "-", byMs),
      }))
      .where("id", "in", ids)
      .execute();
  }

  /** A job that succeeded, with this key. */
  async function done(key: string, changes: Partial<NewJob> = {}): Promise<string> {
    const job = newJob(changes);
    await insertJob(db(), job);
    expect(await finishJob(db(), job.id, job.fence, success(key))).toBe(true);
    return job.id;
  }

  it("keeps a pending job with the database's times", async () => {
    const job = newJob();
    const times = await insertJob(db(), job);
    expect(Math.abs(times.createdAtMs - Date.now())).toBeLessThan(2000);
    expect(times.deadlineAtMs - times.createdAtMs).toBe(48_000);
    expect(await findJob(db(), job.id)).toEqual({
      readAtMs: expect.any(Number),
      id: job.id,
      slotId: "slot-001",
      provider: "local",
      fence: 7,
      ...times,
      finishedAtMs: null,
      outcome: null,
      failureReason: null,
      sha256,
      uploadBytes: 1234,
      slotVersion: 3,
      picture: null,
      removed: null,
      recovered: false,
      ledger: null,
      answeredBy: null,
      ticket: null,
    });
    expect(await findJob(db(), newJobId())).toBeUndefined();
  });

  it("takes a fraction of a millisecond for the deadline, as a monotonic clock gives it", async () => {
    const times = await insertJob(db(), newJob({ deadlineInMs: 1000.4 }));
    expect(times.deadlineAtMs - times.createdAtMs).toBe(1000);
  });

  it("ends a job once and keeps its first outcome", async () => {
    const id = await done("results/a");
    expect(await finishJob(db(), id, 7, timeout)).toBe(false);
    expect(await finishJob(db(), id, 7, success("results/b"))).toBe(false);
    const job = await findJob(db(), id);
    expect(job).toMatchObject({
      outcome: "success",
      failureReason: null,
      picture: { key: "results/a", type: "image/png", sizeBytes: 99, sha256: "ab".repeat(32) },
    });
    expect(job?.finishedAtMs).toBeGreaterThanOrEqual(job?.createdAtMs ?? Number.NaN);
  });

  it("gives exactly one of many simultaneous endings the job", async () => {
    const job = newJob();
    await insertJob(db(), job);
    const endings = [success("results/a"), timeout, success("results/b"), timeout];
    const changed = await Promise.all(endings.map((ending) => finishJob(db(), job.id, job.fence, ending)));
    expect(changed.filter(Boolean)).toHaveLength(1);
  });

  it("takes no success after the deadline, but a failure", async () => {
    const job = newJob({ deadlineInMs: -1 });
    await insertJob(db(), job);
    const deadline = startDeadline(0);
    expect(await finishJob(db(), job.id, job.fence, { ...success("results/late"), deadline })).toBe(false);
    expect((await findJob(db(), job.id))?.outcome).toBeNull();
    expect(await finishJob(db(), job.id, job.fence, { ...timeout, deadline })).toBe(true);
    expect(await findJob(db(), job.id)).toMatchObject({
      outcome: "timeout",
      failureReason: "deadline_exceeded",
      picture: null,
    });
  });

  it.each([10 * YEAR_MS, -10 * YEAR_MS])("takes a success in time when the clock was set by %i ms", async (stepMs) => {
    const deadline = startDeadline(48_000);
    const job = newJob({ deadlineInMs: deadline.remainingMs() });
    await insertJob(db(), job);
    await setClock(stepMs, job.id);
    expect(await finishJob(db(), job.id, job.fence, { ...success("results/a"), deadline })).toBe(true);
    deadline.stop();
    const ended = await findJob(db(), job.id);
    const tookMs = (ended?.finishedAtMs ?? 0) - (ended?.createdAtMs ?? 0);
    expect([ended?.outcome, tookMs >= 0, tookMs < 48_000]).toEqual(["success", true, true]);
  });

  it("does not reap what is in work, however far the clock was set", async () => {
    const [working, dead, fresh] = [newJob(), newJob(), newJob()];
    for (const job of [working, dead]) await insertJob(db(), job);
    const asked: (readonly string[])[] = [];
    const reap = async () =>
      await reapExpired(db(), 5_000, async (overdue) => {
        asked.push(overdue.map(({ id }) => id).sort());
        return overdue.filter(({ id }) => id !== working.id);
      });
    await setClock(10 * YEAR_MS, working.id, dead.id);
    await insertJob(db(), fresh);
    expect((await reap()).map(({ id }) => id)).toEqual([dead.id]);
    await setClock(-20 * YEAR_MS, working.id);
    expect(await reap()).toEqual([]);
    expect(asked).toEqual([[working.id, dead.id].sort(), [working.id]]);
  });

  it("reaps what was left over before the clock was set back, and it ends after it began", async () => {
    const job = newJob();
    await insertJob(db(), job);
    await setClock(-10 * YEAR_MS, job.id);
    const [reaped] = await reapExpired(db(), 5_000);
    expect(reaped?.id).toBe(job.id);
    expect(reaped?.finishedAtMs).toBeGreaterThanOrEqual(reaped?.createdAtMs ?? Number.NaN);
  });

  it("counts what was begun in a wrong future as begun now, with the time that it took", async () => {
    const [ahead, right] = [await done("results/ahead"), await done("results/right")];
    const before = await findJob(db(), right);
    await setClock(-10 * YEAR_MS, ahead);
    const nowMs = Date.now();
    expect(await redateFuture(db(), nowMs)).toBe(1);
    const redated = await findJob(db(), ahead);
    expect([redated?.createdAtMs, (redated?.deadlineAtMs ?? 0) - nowMs]).toEqual([nowMs, 48_000]);
    expect((redated?.finishedAtMs ?? 0) - nowMs).toBeLessThan(10_000);
    expect(await findJob(db(), right)).toMatchObject({ createdAtMs: before?.createdAtMs });
  });

  it("expires by a clock that the last cleanup has found right, and else by that cleanup's time", async () => {
    const [young, old] = [await done("results/young"), await done("results/old")];
    await setClock(26 * 3_600_000, old);
    await setClock(10 * YEAR_MS, young, old);
    await db()
      .updateTable("cleanup_state")
      .set({ last_wall_at: Date.now() - 10 * YEAR_MS })
      .execute();
    expect(await expireOlder(db(), 24, 10)).toBe(1);
    expect(await findJob(db(), young)).toMatchObject({ removed: null });
    await db().updateTable("cleanup_state").set({ last_wall_at: Date.now() }).execute();
    expect(await expireOlder(db(), 24, 10)).toBe(1);
  });

  it("takes nothing from the holder of another fence", async () => {
    const job = newJob();
    await insertJob(db(), job);
    expect(await finishJob(db(), job.id, job.fence - 1, timeout)).toBe(false);
    expect(await finishJob(db(), newJobId(), job.fence, timeout)).toBe(false);
  });

  it("reaps the jobs of dead processes, and only those", async () => {
    const dead = newJob({ deadlineInMs: -10_001 });
    const inGrace = newJob({ deadlineInMs: -5000 });
    const alive = newJob();
    for (const job of [dead, inGrace, alive]) await insertJob(db(), job);
    const ended = newJob({ deadlineInMs: -60_000 });
    await insertJob(db(), ended);
    await finishJob(db(), ended.id, ended.fence, timeout);
    const reaped = await reapExpired(db(), 10_000);
    expect(reaped.map((job) => job.id)).toEqual([dead.id]);
    expect(await findJob(db(), dead.id)).toMatchObject({
      outcome: "internal_error",
      failureReason: "internal_error",
      recovered: true,
    });
    expect(await findJob(db(), inGrace.id)).toMatchObject({ outcome: null, recovered: false });
    expect(await findJob(db(), ended.id)).toMatchObject({ outcome: "timeout", recovered: false });
    expect(await reapExpired(db(), 10_000)).toEqual([]);
  });

  it("keeps the account of a job and who made its picture with its outcome", async () => {
    const ledger = {
      uploadMs: 8,
      waitMs: 0,
      attempts: [{ provider: "gemini", result: "ok", startMs: 9, ms: 30 }],
      writeMs: 2,
    } as const;
    const job = newJob();
    await insertJob(db(), job);
    await finishJob(db(), job.id, job.fence, { ...success("results/a"), ledger, answeredBy: "gemini" });
    expect(await findJob(db(), job.id)).toMatchObject({ ledger, answeredBy: "gemini" });
    const failed = newJob();
    await insertJob(db(), failed);
    await finishJob(db(), failed.id, failed.fence, { ...timeout, ledger: { ...ledger, writeMs: null } });
    expect(await findJob(db(), failed.id)).toMatchObject({ ledger: { ...ledger, writeMs: null }, answeredBy: null });
  });

  describe("a ticket", () => {
    const ticket = { provider: "turbotext", ticket: "queue 4711" } as const;
    const photo = () => ({ slotId: "slot-001", sha256, slotVersion: 3, withinMs: 60_000 }) as const;

    async function withTicket(changes: Partial<NewJob> = {}): Promise<NewJob> {
      const job = newJob(changes);
      await insertJob(db(), job);
      await saveTicket(db(), job.id, job.fence, ticket);
      return job;
    }

    it("is found by the same photo alone, whether its job failed, waits, or was left over by a dead process", async () => {
      expect(await findTicket(db(), photo())).toBeUndefined();
      const job = await withTicket({ deadlineInMs: -60_000 });
      const found = { jobId: job.id, ...ticket };
      await sql`update jobs set created_at = created_at - 5 where id = ${job.id}`.execute(db());
      await insertJob(db(), newJob());
      expect(await findTicket(db(), photo())).toEqual(found);
      await reapExpired(db(), 10_000);
      expect((await findJob(db(), job.id))?.ticket).toEqual(ticket);
      expect(await findTicket(db(), photo())).toEqual(found);
      const others = [{ slotId: "slot-002" }, { sha256: "00" }, { slotVersion: 4 }, { withinMs: -60_000 }];
      for (const other of others) {
        expect(await findTicket(db(), { ...photo(), ...other } as ReturnType<typeof photo>)).toBeUndefined();
      }
    });

    it("is written only by the holder of the fence, replaced, and taken back", async () => {
      const job = await withTicket();
      await saveTicket(db(), job.id, job.fence - 1, null);
      await saveTicket(db(), newJobId(), job.fence, null);
      expect((await findJob(db(), job.id))?.ticket).toEqual(ticket);
      await saveTicket(db(), job.id, job.fence, { ...ticket, ticket: "queue 4712" });
      expect((await findJob(db(), job.id))?.ticket?.ticket).toBe("queue 4712");
      await saveTicket(db(), job.id, job.fence, null);
      expect(await findTicket(db(), photo())).toBeUndefined();
    });

    it("goes with the success, and comes to no job that has a picture", async () => {
      const job = await withTicket();
      await finishJob(db(), job.id, job.fence, success("results/a"));
      expect((await findJob(db(), job.id))?.ticket).toBeNull();
      await saveTicket(db(), job.id, job.fence, ticket);
      expect((await findJob(db(), job.id))?.ticket).toBeNull();
    });

    it("stays with a failure, and goes over to the next job of the photo", async () => {
      const first = await withTicket();
      await finishJob(db(), first.id, first.fence, timeout);
      const second = newJob({ ticket: await findTicket(db(), photo()) });
      await insertJob(db(), second);
      expect((await findJob(db(), first.id))?.ticket).toBeNull();
      expect((await findJob(db(), second.id))?.ticket).toEqual(ticket);
      expect(await findTicket(db(), photo())).toEqual({ jobId: second.id, ...ticket });
    });

    it("goes back when that job is not begun, once", async () => {
      const first = await withTicket();
      await finishJob(db(), first.id, first.fence, timeout);
      const second = newJob({ ticket: await findTicket(db(), photo()) });
      await withdrawJob(db(), second);
      expect((await findJob(db(), first.id))?.ticket).toEqual(ticket);
      await insertJob(db(), second);
      await withdrawJob(db(), second);
      expect(await findJob(db(), second.id)).toBeUndefined();
      expect(await findTicket(db(), photo())).toEqual({ jobId: first.id, ...ticket });
      await saveTicket(db(), first.id, first.fence, null);
      await withdrawJob(db(), second);
      expect(await findTicket(db(), photo())).toBeUndefined();
    });
  });

  describe("of an instance", () => {
    const photo = { slotId: "slot-001", sha256, slotVersion: 3 } as const;
    const refusal = (job: NewJob) =>
      insertJob(db(), job).then(
        () => undefined,
        (error) => isUniqueViolation(error),
      );

    it("is the only pending one of its photo, until it ends", async () => {
      const [one, other] = [newJob({ owner: "a" }), newJob({ owner: "b" })];
      await insertJob(db(), newJob());
      expect(await findPending(db(), photo)).toBeUndefined();
      await insertJob(db(), one);
      expect(await refusal(other)).toBe(true);
      expect(await findPending(db(), photo)).toMatchObject({ id: one.id, fence: 7, owner: "a", outcome: null });
      for (const change of [{ slotId: "slot-002" }, { sha256: "00" }, { slotVersion: 4 }] as const)
        await insertJob(db(), newJob({ owner: "b", ...change }));
      await insertJob(db(), newJob());
      await finishJob(db(), one.id, one.fence, timeout);
      expect(await findPending(db(), photo)).toBeUndefined();
      await insertJob(db(), other);
      await withdrawJob(db(), other);
      await withdrawJob(db(), one);
      expect(await findJob(db(), other.id)).toBeUndefined();
      expect((await findJob(db(), one.id))?.outcome).toBe("timeout");
    });

    it("is begun by one of many who try at once", async () => {
      const tries = Array.from({ length: 8 }, (_, i) => refusal(newJob({ owner: `instance ${i}` })));
      expect((await Promise.all(tries)).filter((refused) => refused === undefined)).toHaveLength(1);
    });

    it("takes no ticket away when it is not begun", async () => {
      const last = newJob({ owner: "a" });
      await insertJob(db(), last);
      await saveTicket(db(), last.id, last.fence, { provider: "turbotext", ticket: "queue 1" });
      const ticket = await findTicket(db(), { ...photo, withinMs: 60_000 });
      expect(await refusal(newJob({ owner: "b", ticket }))).toBe(true);
      expect((await findJob(db(), last.id))?.ticket).toEqual({ provider: "turbotext", ticket: "queue 1" });
    });

    it("says whether that instance is there", async () => {
      const instance = newInstance();
      const job = newJob({ owner: instance.id });
      await insertJob(db(), job);
      expect(await lookAtJob(db(), job.id)).toMatchObject({ isOwnerAlive: false });
      await registerInstance(db(), instance);
      expect(await lookAtJob(db(), job.id)).toMatchObject({ isOwnerAlive: true });
      await sql`update instances set seen_at = seen_at - 60000`.execute(db());
      const witness = newInstance();
      await registerInstance(db(), witness);
      // The database was away for all: nobody can know yet that one of them is not there any more.
      if (isShared(db())) expect(await findPending(db(), photo)).toMatchObject({ isOwnerAlive: true });
      const steadyFor = (ms: number) =>
        sql`update instances set started_at = started_at - ${ms} where id = ${witness.id}`.execute(db());
      await steadyFor(11_000);
      expect(await findPending(db(), photo)).toMatchObject({ isOwnerAlive: false });
      await sql`update instances set seen_at = seen_at - 6000 where id = ${witness.id}`.execute(db());
      await beat(db(), witness);
      expect(await findPending(db(), photo)).toMatchObject({ isOwnerAlive: isShared(db()) });
      await steadyFor(60_000);
      expect(await findPending(db(), photo)).toMatchObject({ isOwnerAlive: false });
      await steadyFor(-60_000);
      await sql`update instances set seen_at = seen_at - 60000 where id = ${instance.id}`.execute(db());
      await beat(db(), witness);
      expect(await findPending(db(), photo)).toMatchObject({ isOwnerAlive: false });
      await beat(db(), instance);
      expect(await findPending(db(), photo)).toMatchObject({ isOwnerAlive: true });
      await forgetInstance(db(), instance);
      expect(await findPending(db(), photo)).toMatchObject({ isOwnerAlive: false });
      expect(await lookAtJob(db(), newJobId())).toBeUndefined();
    });

    it("can be ended when that is gone, once, and a late write of the dead is refused by its fence", async () => {
      const job = newJob({ owner: "a" });
      await insertJob(db(), job);
      expect(await reapJob(db(), { id: job.id, fence: 6 })).toBeUndefined();
      const reaped = await Promise.all([1, 2, 3].map(() => reapJob(db(), job)));
      expect(reaped.filter(Boolean)).toMatchObject([{ id: job.id, outcome: "internal_error", recovered: true }]);
      await sql`update jobs set outcome = null where id = ${job.id}`.execute(db());
      expect(await finishJob(db(), job.id, job.fence, success("results/a"))).toBe(false);
      await saveTicket(db(), job.id, job.fence, { provider: "turbotext", ticket: "queue 1" });
      expect(await findJob(db(), job.id)).toMatchObject({ outcome: null, ticket: null, fence: 8, picture: null });
    });
  });

  it("reaps each of many jobs once, however many reap and finish at once, and lets nobody wait for another in a ring", async () => {
    const jobs = Array.from({ length: 40 }, (_, i) =>
      newJob({ slotId: `slot-0${10 + (i % 5)}` as NewJob["slotId"], deadlineInMs: i % 4 ? -60_000 : 60_000 }),
    );
    for (const job of jobs) await insertJob(db(), job);
    const ends = jobs.map((job) => finishJob(db(), job.id, job.fence, timeout));
    const reaped = await Promise.all([1, 2, 3, 4].map(() => reapExpired(db(), 5_000)));
    const finished = (await Promise.all(ends)).filter(Boolean).length;
    expect(reaped.flat().length + finished).toBe(40);
    const counted = await db()
      .selectFrom("outcome_counts")
      .select((eb) => eb.fn.sum<number>("jobs").as("jobs"))
      .executeTakeFirst();
    expect(Number(counted?.jobs)).toBe(80);
  });

  it("finds the newest picture of the same photo in the same version of the slot", async () => {
    const photo = { slotId: "slot-001", sha256, slotVersion: 3, withinMs: 60_000 } as const;
    expect(await findReplay(db(), photo)).toBeUndefined();
    await done("results/older");
    await new Promise((resolve) => setTimeout(resolve, 5));
    const newest = await done("results/newest");
    await done("results/slot", { slotId: "slot-002" });
    await done("results/version", { slotVersion: 4 });
    await done("results/photo", { sha256: "00".repeat(32) });
    await insertJob(db(), newJob());
    const failed = newJob();
    await insertJob(db(), failed);
    await finishJob(db(), failed.id, failed.fence, timeout);
    expect((await findReplay(db(), photo))?.id).toBe(newest);
    expect(await findReplay(db(), { ...photo, withinMs: -1000 })).toBeUndefined();
    await markRemoved(db(), [newest], "deleted");
    expect((await findReplay(db(), photo))?.picture?.key).toBe("results/older");
  });

  it("names the newest pictures of each slot that are served, whatever else there is", async () => {
    const jobs: Record<string, string> = {};
    const put = async (name: string, ageHours: number, ending: JobEnding | undefined, slotId: NewJob["slotId"]) => {
      const job = newJob({ slotId });
      await insertJob(db(), job);
      if (ending !== undefined) await finishJob(db(), job.id, 7, ending);
      const created_at = Date.now() - ageHours * 3_600_000;
      await db().updateTable("jobs").set({ created_at }).where("id", "=", job.id).execute();
      jobs[name] = job.id;
    };
    for (const age of [5, 1, 3, 2, 4]) await put(`one ${age}`, age, success(`key ${age}`), "slot-001");
    await put("failed", 0, timeout, "slot-001");
    await put("pending", 0, undefined, "slot-001");
    await put("expired", 11, success("old"), "slot-002");
    await put("deleted", 1, success("deleted"), "slot-002");
    await put("forgotten", 1, success("forgotten"), "slot-002");
    await put("kept", 9, success("kept"), "slot-002");
    await put("not asked for", 1, success("x"), "slot-004");
    await markRemoved(db(), [jobs["deleted"] ?? "", jobs["forgotten"] ?? ""], "deleted");
    await forgetPictures(db(), [jobs["forgotten"] ?? ""]);
    const found = await newestPictures(db(), ["slot-002", "slot-001", "slot-003"], 10, 3);
    expect(Object.fromEntries(found)).toEqual({
      "slot-001": [jobs["one 1"], jobs["one 2"], jobs["one 3"]],
      "slot-002": [jobs["kept"]],
    });
  });

  it("counts what worked since it last did not, slot by slot, and passes over what was refused", async () => {
    const put = async (slotId: NewJob["slotId"], endings: readonly (JobEnding | undefined)[]) => {
      for (const [i, ending] of endings.entries()) {
        const job = newJob({ slotId });
        await insertJob(db(), job);
        if (ending !== undefined) await finishJob(db(), job.id, 7, ending);
        const created_at = Date.now() - (i + 1) * 60_000;
        await db().updateTable("jobs").set({ created_at }).where("id", "=", job.id).execute();
      }
    };
    const refused: JobEnding = { outcome: "refused", failureReason: "photo_rejected", elapsedMs: 5 };
    await put("slot-001", [undefined, success("a"), refused, success("b"), timeout, success("c")]);
    await put("slot-002", [timeout, success("d"), success("e")]);
    await put("slot-003", ["f", "g", "h", "i"].map(success));
    await put("slot-004", [success("j")]);
    await put("slot-006", [success("k"), success("l")]);
    const yesterday = Date.now() - 25 * 3_600_000;
    await db().updateTable("jobs").set({ created_at: yesterday }).where("slot_id", "=", "slot-006").execute();
    const found = await countInARow(db(), ["slot-001", "slot-002", "slot-003", "slot-005", "slot-006"], 3);
    expect(Object.fromEntries(found)).toEqual({ "slot-001": 2, "slot-002": 0, "slot-003": 3 });
  });

  it("lists pictures page by page in the order of their keys", async () => {
    for (const key of ["results/c", "results/a", "results/b"]) await done(key);
    await insertJob(db(), newJob());
    const first = await pictureRows(db(), "", 2);
    expect(first.map((row) => row.key)).toEqual(["results/a", "results/b"]);
    expect((await pictureRows(db(), "results/b", 2)).map((row) => row.key)).toEqual(["results/c"]);
    expect(first[0]).toMatchObject({ removedBecause: null, createdAtMs: expect.any(Number) });
  });

  it("removes a picture once, then forgets its file", async () => {
    const id = await done("results/a");
    const other = await done("results/b");
    await forgetPictures(db(), [id]);
    expect((await findJob(db(), id))?.picture).not.toBeNull();
    expect(await markRemoved(db(), [id], "deleted")).toBe(1);
    expect(await markRemoved(db(), [id], "expired")).toBe(0);
    expect((await findJob(db(), id))?.removed).toEqual({ atMs: expect.any(Number), because: "deleted" });
    expect(await knownKeys(db(), ["results/a", "results/b", "results/c"])).toEqual(new Set(["results/a", "results/b"]));
    await forgetPictures(db(), [id, other]);
    expect(await knownKeys(db(), ["results/a", "results/b"])).toEqual(new Set(["results/b"]));
    expect(await findJob(db(), id)).toMatchObject({ picture: null, removed: { because: "deleted" } });
  });

  it("gives back a picture that was missing, and no other", async () => {
    const missing = await done("results/a");
    const deleted = await done("results/b");
    await markRemoved(db(), [missing], "missing");
    await markRemoved(db(), [deleted], "deleted");
    await restoreMissing(db(), [missing, deleted]);
    expect((await findJob(db(), missing))?.removed).toBeNull();
    expect((await findJob(db(), deleted))?.removed?.because).toBe("deleted");
  });

  it("adds up the bytes of pictures that have expired and are not removed yet", async () => {
    const kept = await done("results/a");
    const removed = await done("results/b");
    await insertJob(db(), newJob());
    await markRemoved(db(), [removed], "deleted");
    const { picture } = (await findJob(db(), kept)) ?? {};
    expect(picture?.sizeBytes).toBeGreaterThan(0);
    expect(await expiredBytes(db(), 0)).toBe(picture?.sizeBytes);
    expect(await expiredBytes(db(), 1)).toBe(0);
  });

  it("does nothing for no jobs", async () => {
    expect(await markRemoved(db(), [], "expired")).toBe(0);
    expect(await knownKeys(db(), [])).toEqual(new Set());
    await forgetPictures(db(), []);
    await restoreMissing(db(), []);
  });
});

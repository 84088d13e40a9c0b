/** The same photo sent to several instances that share a database and media: edited once, by whoever is alive. */
import { createHash } from "node:crypto";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { SlotId } from "../../../generated/contract.ts";
import { givePhoto, standIn } from "../../../scripts/testkit/drivers.ts";
import { type Answer, jsonOf, photoForm, post } from "../../../scripts/testkit/ingest.ts";
import { makePhoto, makeUnique } from "../../../scripts/testkit/photos.ts";
import { createPostgresDatabase, type PostgresDatabase } from "../../../scripts/testkit/postgres.ts";
import { startTestService, type TestService, testPassword } from "../../../scripts/testkit/service.ts";
import { type Instance, newInstance } from "../../core/instance.ts";
import { type JobFailure, newJobId } from "../../core/job.ts";
import { resultKey } from "../../core/media.ts";
import { forgetInstance, registerInstance } from "../../storage/repos/instances.ts";
import { findJob, finishJob, insertJob, listJobs, reapExpired, saveTicket } from "../../storage/repos/jobs.ts";

/** Calls wait until they are let go. */
function gate() {
  let calls: { readonly ticket: string | undefined; readonly go: () => void }[] = [];
  let isOpen = true;
  const driver = standIn("local", async (request, { signal }) => {
    await new Promise<void>((resolve) => {
      calls.push({ ticket: request.ticket, go: resolve });
      if (isOpen) resolve();
      signal.addEventListener("abort", () => resolve(), { once: true });
    });
    return await givePhoto(request);
  });
  return {
    driver,
    tickets: () => calls.map(({ ticket }) => ticket),
    close() {
      calls = [];
      isOpen = false;
    },
    open() {
      isOpen = true;
      for (const { go } of calls) go();
    },
  };
}

let database: PostgresDatabase;
let media: string;
let a: TestService;
let b: TestService;
let photo: Buffer;
const provider = gate();

const shared = () => ({ DATABASE_URL: database.url, MEDIA_URL: `file://${media}`, T_SYNC_RESPONSE_SECONDS: 10 });

beforeAll(async () => {
  database = await createPostgresDatabase();
  media = await mkdtemp(join(tmpdir(), "phc-media-"));
  a = await startTestService(shared(), [provider.driver]);
  b = await startTestService(shared(), [provider.driver]);
});
afterAll(async () => {
  provider.open();
  await Promise.all([a.stop(), b.stop()]);
  await database.drop();
  await rm(media, { recursive: true, force: true });
});
beforeEach(async () => {
  photo = makeUnique(await makePhoto());
  provider.open();
  provider.close();
});

const send = (service: TestService, slot: SlotId = "slot-001") =>
  post(`${service.url}/api/ingest/${slot}`, photoForm(photo, testPassword));
const idsOf = (answers: readonly Answer[]) => new Set(answers.map((answer) => answer.headers["x-job-id"]));
const calls = () => provider.tickets().length;
/** Of all instances: their media are the same. */
const tempFiles = () => readdir(join(media, "tmp"));

async function nothingLeft(): Promise<void> {
  const nothing = async () => {
    for (const service of [a, b]) {
      expect(service.app.permits.inUse()).toBe(0);
      expect(service.app.inflight.size()).toBe(0);
    }
    expect(await tempFiles()).toEqual([]);
    expect((await listJobs(a.db, { outcome: null }, 10)).map(({ id }) => id)).toEqual([]);
  };
  await vi.waitFor(nothing, { timeout: 8_000 });
}

/** Waits until so many instances wait for a job elsewhere: each has kept its photo, and no permit. */
async function waitElsewhere(instances: number): Promise<void> {
  const isSo = async () => {
    expect([a, b].map((service) => service.app.permits.inUse())).toEqual([0, 0]);
    expect(await tempFiles()).toHaveLength(instances);
  };
  await vi.waitFor(isSo);
}

describe("two instances that are sent the same photo", () => {
  it.each([-7_200_000, 7_200_000])(
    "one after the other edit it once, though their clocks are wrong by %i ms",
    async (ms) => {
      provider.open();
      const realNow = Date.now.bind(Date);
      const wrong = vi.spyOn(Date, "now").mockImplementation(() => realNow() + ms);
      const answers = [await send(a), await send(b)];
      wrong.mockRestore();
      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
      expect(answers[1]?.headers["idempotent-replayed"]).toBe("true");
      expect(calls()).toBe(1);
    },
  );

  it("at once edit it once, and all get the same bytes", async () => {
    const sent = [send(a), send(b), send(b), send(a), send(b)];
    await vi.waitFor(() => expect(calls()).toBe(1));
    // Who waits at the other instance has kept its photo, and no permit.
    await vi.waitFor(async () => {
      expect(await tempFiles()).toHaveLength(2);
      expect(a.app.permits.inUse() + b.app.permits.inUse()).toBe(1);
    });
    provider.open();
    const answers = await Promise.all(sent);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(idsOf(answers).size).toBe(1);
    for (const answer of answers) {
      expect(answer.body.equals(answers[0]?.body ?? Buffer.alloc(0))).toBe(true);
      expect(answer.headers["server-timing"]).toContain("local");
      expect(answer.headers["idempotent-replayed"]).toBeUndefined();
    }
    expect(calls()).toBe(1);
    await nothingLeft();
  });

  it("one after the other replay it", async () => {
    provider.open();
    const first = await send(a);
    const second = await send(b);
    expect(second.headers).toMatchObject({ "idempotent-replayed": "true", "x-job-id": first.headers["x-job-id"] });
    expect(second.body.equals(first.body)).toBe(true);
    expect(calls()).toBe(1);
  });
});

describe("a photo that an instance has begun which is not of these", () => {
  let other: Instance;
  let id: string;

  /** Its job, with the times and the slot's version of a real one. */
  async function begin(slotId: SlotId): Promise<{ createdAtMs: number }> {
    const { version } = await a.db
      .selectFrom("slots")
      .select("version")
      .where("id", "=", slotId)
      .executeTakeFirstOrThrow();
    const sha256 = createHash("sha256").update(photo).digest("hex");
    const row = { provider: "local", fence: 1, deadlineInMs: 60_000, sha256, uploadBytes: photo.length } as const;
    return await insertJob(a.db, { id, slotId, slotVersion: version, owner: other.id, ...row });
  }
  beforeEach(async () => {
    other = newInstance();
    id = newJobId();
    await registerInstance(a.db, other);
  });

  const ledger = { uploadMs: 1, waitMs: 2, attempts: [], writeMs: null };

  it("is answered with the picture of that one as soon as its row has it", async () => {
    const { createdAtMs } = await begin("slot-002");
    const answering = [send(a, "slot-002"), send(a, "slot-002"), send(b, "slot-002")];
    await waitElsewhere(2);
    const key = resultKey("slot-002", createdAtMs, id, "image/jpeg");
    await writeFile(a.media.tempPath("p"), "picture");
    await a.media.publish(a.media.tempPath("p"), key);
    const picture = { key, type: "image/jpeg", sizeBytes: 7, sha256: "ab".repeat(32) } as const;
    await finishJob(a.db, id, 1, { outcome: "success", picture, ledger });
    for (const answer of await Promise.all(answering)) {
      expect([answer.status, answer.body.toString()]).toEqual([200, "picture"]);
      expect(answer.headers).toMatchObject({ "x-job-id": id, "server-timing": "upload;dur=1, wait;dur=2" });
    }
    expect(calls()).toBe(0);
    await nothingLeft();
  });

  const failures: [JobFailure, number, number | undefined][] = [
    ["provider_error", 502, undefined],
    ["photo_rejected", 422, undefined],
    ["deadline_exceeded", 504, undefined],
    ["database_unavailable", 503, 5],
    ["storage_pressure", 503, 60],
  ];
  it.each(failures)("is answered with its %s", async (failureReason, status, retryAfter) => {
    await begin("slot-003");
    const answering = send(b, "slot-003");
    await waitElsewhere(1);
    await finishJob(a.db, id, 1, { outcome: "provider_error", failureReason, ledger });
    const answer = await answering;
    expect(jsonOf(answer)).toMatchObject({ status, failure_reason: failureReason });
    expect(jsonOf(answer)["retry_after"]).toBe(retryAfter);
    expect(answer.headers["x-job-id"]).toBe(id);
    await nothingLeft();
  });

  it("is edited here, with what is paid for already, when that one was gone before", async () => {
    await begin("slot-004");
    await saveTicket(a.db, id, 1, { provider: "local", ticket: "paid" });
    await forgetInstance(a.db, other);
    provider.open();
    const answer = await send(b, "slot-004");
    expect(answer.status).toBe(200);
    expect(answer.headers["x-job-id"]).not.toBe(id);
    expect(provider.tickets()).toEqual(["paid"]);
    expect(await findJob(a.db, id)).toMatchObject({
      outcome: "internal_error",
      recovered: true,
      fence: 2,
      ticket: null,
    });
    await nothingLeft();
  });

  it("is edited by one of those who wait when that one dies meanwhile", async () => {
    await begin("slot-005");
    const answering = [send(a, "slot-005"), send(b, "slot-005"), send(a, "slot-005")];
    await waitElsewhere(2);
    provider.open();
    await forgetInstance(a.db, other);
    const answers = await Promise.all(answering);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(idsOf(answers).size).toBe(1);
    expect(calls()).toBe(1);
    expect(await findJob(a.db, id)).toMatchObject({ outcome: "internal_error", recovered: true });
    await nothingLeft();
  });

  it("is edited here when that one was reaped, for nobody was told anything", async () => {
    await begin("slot-006");
    const answering = send(b, "slot-006");
    await waitElsewhere(1);
    provider.open();
    await a.db.updateTable("jobs").set({ deadline_at: 0 }).where("id", "=", id).execute();
    await reapExpired(a.db, 5_000);
    expect((await answering).status).toBe(200);
    expect(await findJob(a.db, id)).toMatchObject({ outcome: "internal_error", recovered: true });
    await nothingLeft();
  });

  it("is waited for no longer than the own deadline", async () => {
    const hasty = await startTestService({ ...shared(), T_SYNC_RESPONSE_SECONDS: 0.5 }, [provider.driver]);
    try {
      await begin("slot-008");
      const [answer, joined] = await Promise.all([send(hasty, "slot-008"), send(hasty, "slot-008")]);
      expect([answer.status, joined.status]).toEqual([504, 504]);
      expect([answer.headers["x-job-id"], joined.headers["x-job-id"]]).toEqual([id, id]);
      await finishJob(a.db, id, 1, { outcome: "timeout", failureReason: "deadline_exceeded", ledger });
      expect(calls()).toBe(0);
      await nothingLeft();
    } finally {
      await hasty.stop();
    }
  });
});

describe("an instance that was frozen while its job was reaped", () => {
  it("cannot publish: its picture goes, and the row stays as it is", async () => {
    const answering = send(a, "slot-007");
    await vi.waitFor(() => expect(calls()).toBe(1));
    const [pending] = await listJobs(a.db, { outcome: null }, 1);
    await a.db
      .updateTable("jobs")
      .set({ deadline_at: 0 })
      .where("id", "=", pending?.id ?? "")
      .execute();
    const reaped = await Promise.all([1, 2, 3].map(() => reapExpired(a.db, 5_000)));
    provider.open();
    const answer = await answering;
    expect(jsonOf(answer)).toMatchObject({ status: 500, failure_reason: "internal_error" });
    expect(reaped.flat().length).toBeLessThanOrEqual(1);
    expect(await findJob(a.db, String(answer.headers["x-job-id"]))).toMatchObject({ recovered: true, picture: null });
    expect((await a.resultFiles()).filter((key) => key.includes(pending?.id ?? "?"))).toEqual([]);
    await nothingLeft();
  });
});

/** Ingest jobs end to end over real sockets: outcomes, the deadline, duplicates, clients that go away. */
import { createHash } from "node:crypto";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import sharp from "sharp";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Outcome, SlotId } from "../../../generated/contract.ts";
import { type Answer, formHeaders, jsonOf, photoForm, post, startPost } from "../../../scripts/testkit/ingest.ts";
import { makePhoto, makeUnique } from "../../../scripts/testkit/photos.ts";
import { startTestService, type TestService, testPassword } from "../../../scripts/testkit/service.ts";
import { isOnPostgres } from "../../../scripts/testkit/service-database.ts";
import { newJobId } from "../../core/job.ts";
import { resultKey } from "../../core/media.ts";
import type { ProviderDriver } from "../../core/provider.ts";
import { databasePath } from "../../storage/database.ts";
import { livingInstances } from "../../storage/repos/instances.ts";
import { findJob, insertJob } from "../../storage/repos/jobs.ts";

const T_SECONDS = 1.2;

let service: TestService;
let base: Buffer;
let photo: Buffer;

beforeAll(async () => {
  service = await startTestService({ T_SYNC_RESPONSE_SECONDS: T_SECONDS });
  base = await makePhoto({ orientation: 6, gps: true });
});
afterAll(() => service.stop());
beforeEach(() => {
  photo = makeUnique(base);
});

const urlOf = (slot: SlotId) => `${service.url}/api/ingest/${slot}`;
const ingest = (slot: SlotId, ...others: Parameters<typeof photoForm>[2][]) =>
  post(urlOf(slot), photoForm(photo, testPassword, ...others));
/** One call a photo: what follows a failure is tested in attempts.test.ts. */
const fault = (slot: SlotId, settings: object) =>
  service.setSlot(slot, { provider: "fault", settings, maxAttempts: 1 });
const outcomes = (slot: SlotId, provider: string, outcome: Outcome) =>
  service.metric(`ingest_requests_total{slot_id="${slot}",provider="${provider}",outcome="${outcome}"}`);
const durations = (slot: SlotId) => service.metric(`ingest_duration_seconds_count{slot_id="${slot}"}`);

async function jobOf(answer: Answer) {
  const id = String(answer.headers["x-job-id"]);
  expect(id).toMatch(/^[0-9a-f]{32}$/);
  return await findJob(service.db, id);
}

async function expectNothingLeft(): Promise<void> {
  const nothing = async () => {
    expect(await service.tempFiles()).toEqual([]);
    expect(service.app.permits.inUse()).toBe(0);
    expect(service.app.inflight.size()).toBe(0);
  };
  await vi.waitFor(nothing, { timeout: 8_000 });
}

describe("a photo", () => {
  it("comes back edited, upright, without its camera's data, and can be fetched again", async () => {
    const answer = await ingest("slot-001", { name: "hash", text: createHash("md5").update(photo).digest("hex") });
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({ "content-type": "image/jpeg", "cache-control": "no-store" });
    expect(Number(answer.headers["content-length"])).toBe(answer.body.length);
    const { width, height, exif } = await sharp(answer.body).metadata();
    expect({ width, height, exif }).toEqual({ width: 480, height: 640, exif: undefined });

    const job = await jobOf(answer);
    expect(job).toMatchObject({ outcome: "success", failureReason: null, uploadBytes: photo.length });
    expect(job?.sha256).toBe(createHash("sha256").update(photo).digest("hex"));
    expect(job?.picture).toMatchObject({
      sizeBytes: answer.body.length,
      sha256: createHash("sha256").update(answer.body).digest("hex"),
    });
    const again = await fetch(`${service.url}/api/results/${job?.id}`);
    expect(Buffer.from(await again.arrayBuffer()).equals(answer.body)).toBe(true);

    expect(await outcomes("slot-001", "local", "success")).toBe(1);
    expect(await durations("slot-001")).toBe(1);
    expect(await service.metric('provider_attempts_total{slot_id="slot-001",provider="local",result="ok"}')).toBe(1);
    const line = service.logged.find((logged) => logged["job_id"] === job?.id && logged["message"] === "request");
    expect(line).toMatchObject({ slot_id: "slot-001", outcome: "success", status: 200, route: "/api/ingest/:slot_id" });
    await expectNothingLeft();
  });
});

describe("a provider that fails", () => {
  const rows = [
    ["error", 502, "provider_error", "provider_error", "transient"],
    ["no_image", 502, "provider_error", "provider_error", "no_image"],
    ["garbage", 502, "provider_error", "provider_error", "no_image"],
    ["reject", 422, "photo_rejected", "refused", "rejected"],
  ] as const;
  it.each(rows)("with %s is answered with %i %s", async (kind, status, reason, outcome, result) => {
    await fault("slot-002", { fault: kind });
    const attempts = `provider_attempts_total{slot_id="slot-002",provider="fault",result="${result}"}`;
    const before = [
      await outcomes("slot-002", "fault", outcome),
      await service.metric(attempts),
      await durations("slot-002"),
    ];
    const answer = await ingest("slot-002");
    expect(answer.status).toBe(status);
    expect(jsonOf(answer)["failure_reason"]).toBe(reason);
    expect(await jobOf(answer)).toMatchObject({ outcome, failureReason: reason, picture: null });
    const after = [
      await outcomes("slot-002", "fault", outcome),
      await service.metric(attempts),
      await durations("slot-002"),
    ];
    expect(after).toEqual(before.map((value) => Number(value) + 1));
    await expectNothingLeft();
  });
});

describe("the deadline", () => {
  it("is answered with 504 on time, the call aborted, the row timeout, nothing left", async () => {
    await fault("slot-003", { fault: "hang" });
    const answer = await ingest("slot-003");
    expect(answer.status).toBe(504);
    expect(answer.ms).toBeGreaterThan(T_SECONDS * 1000 - 100);
    expect(jsonOf(answer)["failure_reason"]).toBe("deadline_exceeded");
    expect(await jobOf(answer)).toMatchObject({
      outcome: "timeout",
      failureReason: "deadline_exceeded",
      picture: null,
    });
    await expectNothingLeft();
    expect(await service.metric('provider_attempts_total{slot_id="slot-003",provider="fault",result="deadline"}')).toBe(
      1,
    );
    expect(await outcomes("slot-003", "fault", "timeout")).toBe(1);
    expect(await service.metric('ingest_deadline_used_ratio_bucket{le="1",slot_id="slot-003"}')).toBe(0);
    expect(await service.metric('ingest_deadline_used_ratio_bucket{le="+Inf",slot_id="slot-003"}')).toBe(1);
  });

  it("drops what a provider gives after it", async () => {
    const late = lateProvider();
    const other = await startTestService({ T_SYNC_RESPONSE_SECONDS: 0.3 }, [late.driver]);
    try {
      const answer = await post(`${other.url}/api/ingest/slot-001`, photoForm(photo, testPassword));
      expect(answer.status).toBe(504);
      expect(other.app.permits.inUse()).toBe(1);
      late.answer();
      await vi.waitFor(() => expect(other.app.permits.inUse()).toBe(0));
      await other.app.inflight.idle();
      expect(await other.tempFiles()).toEqual([]);
      expect(await other.resultFiles()).toEqual([]);
      const job = await findJob(other.db, String(answer.headers["x-job-id"]));
      expect(job).toMatchObject({ outcome: "timeout", picture: null });
    } finally {
      late.answer();
      await other.stop();
    }
  });
});

/** A provider that does not care for its abort and gives a real picture when it is told to. */
function lateProvider() {
  let answer = () => {};
  const told = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const driver: ProviderDriver = {
    name: "local",
    configured: () => true,
    checkSettings: () => [],
    ping: async () => true,
    async process({ photo: { path, type, sizeBytes }, resultPath }) {
      const bytes = await readFile(path);
      await told;
      await writeFile(resultPath, bytes, { mode: 0o600 });
      return { ok: true, type, sizeBytes };
    },
  };
  return { driver, answer: () => answer() };
}

describe("the same photo again", () => {
  it("while the first is in work joins its job, and counts nowhere", async () => {
    await fault("slot-004", { fault: "delay", delay_ms: 400 });
    const [first, second, third] = await Promise.all([ingest("slot-004"), ingest("slot-004"), ingest("slot-004")]);
    expect([first.status, second.status, third.status]).toEqual([200, 200, 200]);
    expect(new Set([first, second, third].map((answer) => answer.headers["x-job-id"])).size).toBe(1);
    expect(second.body.equals(first.body)).toBe(true);
    expect(second.headers["idempotent-replayed"]).toBeUndefined();
    expect(await outcomes("slot-004", "fault", "success")).toBe(1);
    expect(await durations("slot-004")).toBe(1);
    await expectNothingLeft();
  });

  it("is none that differs in a byte: sent at once, each is a job of its own", async () => {
    const photos = [photo, makeUnique(photo), makeUnique(photo)];
    const answers = await Promise.all(photos.map((one) => post(urlOf("slot-004"), photoForm(one, testPassword))));
    expect(new Set(answers.map((answer) => answer.headers["x-job-id"])).size).toBe(3);
    for (const [i, answer] of answers.entries()) {
      const sha256 = createHash("sha256")
        .update(photos[i] ?? "")
        .digest("hex");
      expect(await jobOf(answer)).toMatchObject({ outcome: "success", sha256 });
    }
  });

  it("soon after gets the same bytes, marked as replayed, and counts nowhere", async () => {
    const first = await ingest("slot-005");
    const second = await ingest("slot-005");
    expect(second.status).toBe(200);
    expect(second.headers["idempotent-replayed"]).toBe("true");
    expect(second.headers["x-job-id"]).toBe(first.headers["x-job-id"]);
    expect(second.body.equals(first.body)).toBe(true);
    expect(await outcomes("slot-005", "local", "success")).toBe(1);
    await expectNothingLeft();
  });

  it.each(["a process of before", "this process"])(
    "is edited at once when %s has left its job behind",
    async (owner) => {
      const [self] = await livingInstances(service.db);
      const sha256 = createHash("sha256").update(photo).digest("hex");
      const { version: slotVersion } = await service.db
        .selectFrom("slots")
        .select("version")
        .where("id", "=", "slot-005")
        .executeTakeFirstOrThrow();
      const [unowned, id] = [newJobId(), newJobId()];
      const row = { slotId: "slot-005", provider: "local", fence: 1, deadlineInMs: 60_000 } as const;
      await insertJob(service.db, { id: unowned, ...row, sha256, uploadBytes: 1, slotVersion });
      await insertJob(service.db, {
        id,
        ...row,
        sha256,
        uploadBytes: 1,
        slotVersion,
        owner: owner === "this process" ? (self?.id ?? "") : owner,
      });
      expect((await ingest("slot-005")).status).toBe(200);
      expect(await findJob(service.db, id)).toMatchObject({ outcome: "internal_error", recovered: true });
      expect((await findJob(service.db, unowned))?.outcome).toBeNull();
      await service.db.deleteFrom("jobs").where("id", "=", unowned).execute();
    },
  );

  it("is edited anew when its picture is gone, when the slot was changed, and for another slot", async () => {
    const first = await ingest("slot-006");
    const job = await jobOf(first);
    await service.media.delete([job?.picture?.key ?? ""]);
    const anew = await ingest("slot-006");
    expect(anew.headers["idempotent-replayed"]).toBeUndefined();
    await service.setSlot("slot-006", { settings: { edit: "grayscale" } });
    const changed = await ingest("slot-006");
    const other = await ingest("slot-007");
    expect(new Set([first, anew, changed, other].map((answer) => answer.headers["x-job-id"])).size).toBe(4);
  });

  it("waits for the job that it joined no longer than its own deadline", async () => {
    await fault("slot-008", { fault: "hang" });
    const [first, second] = await Promise.all([ingest("slot-008"), ingest("slot-008")]);
    expect([first.status, second.status]).toEqual([504, 504]);
    expect(second.headers["x-job-id"]).toBe(first.headers["x-job-id"]);
    expect(await outcomes("slot-008", "fault", "timeout")).toBe(1);
    expect(await service.metric('ingest_rejected_total{reason="deadline_exceeded"}')).toBe(0);
  });
});

/** What the access log says of requests to this slot whose client went away. */
const goneLines = (slot: SlotId) =>
  service.logged.filter((line) => line["slot_id"] === slot && line["client_gone"] === true);

describe("a client that goes away during its upload", () => {
  it("leaves one line in the access log that says so", async () => {
    const { sending } = startPost(urlOf("slot-011"), { ...formHeaders, "Content-Length": "100000" });
    sending.write(photoForm(photo, testPassword).subarray(0, 1000));
    await vi.waitFor(() => expect(service.app.permits.inUse()).toBe(1));
    sending.destroy();
    await vi.waitFor(() =>
      expect(goneLines("slot-011")).toMatchObject([{ status: null, failure_reason: "upload_aborted" }]),
    );
    await expectNothingLeft();
  });
});

describe("a client that goes away during the provider's call", () => {
  it("does not stop the job; the same bytes sent again get its picture", async () => {
    await fault("slot-009", { fault: "delay", delay_ms: 300 });
    const body = photoForm(photo, testPassword);
    const { sending } = startPost(urlOf("slot-009"), { ...formHeaders, "Content-Length": String(body.length) });
    sending.end(body);
    await vi.waitFor(async () => expect(await service.metric('ingest_inflight{slot_id="slot-009"}')).toBe(1));
    sending.destroy();
    await vi.waitFor(async () => expect(await outcomes("slot-009", "fault", "success")).toBe(1));
    await vi.waitFor(async () => expect(await durations("slot-009")).toBe(1));
    await expectNothingLeft();
    const again = await ingest("slot-009");
    expect(again.headers["idempotent-replayed"]).toBe("true");
  });

  it("is logged once, with the outcome that nobody waited for", async () => {
    await fault("slot-009", { fault: "delay", delay_ms: 300 });
    const body = photoForm(photo, testPassword);
    const { sending } = startPost(urlOf("slot-009"), { ...formHeaders, "Content-Length": String(body.length) });
    sending.end(body);
    await vi.waitFor(async () => expect(await service.metric('ingest_inflight{slot_id="slot-009"}')).toBe(1));
    sending.socket?.resetAndDestroy();
    await vi.waitFor(() => expect(goneLines("slot-009")).toMatchObject([{ status: null, outcome: "success" }]));
    await expectNothingLeft();
  });

  it("but only closes its sending side still gets its answer", async () => {
    const body = photoForm(photo, testPassword);
    const socket = connect(service.port, "127.0.0.1");
    socket.end(
      Buffer.concat([
        Buffer.from(
          `POST /api/ingest/slot-010 HTTP/1.1\r\nHost: x\r\nContent-Type: ${formHeaders["Content-Type"]}\r\n`,
        ),
        Buffer.from(`Content-Length: ${body.length}\r\n\r\n`),
        body,
      ]),
    );
    const chunks: Buffer[] = [];
    for await (const chunk of socket) chunks.push(chunk);
    expect(Buffer.concat(chunks).toString("latin1")).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  });
});

describe.skipIf(isOnPostgres)("a file of SQLite that is locked", () => {
  /** As a script that forgot its transaction would do it. */
  function lockDatabase(): { release(): void } {
    const lock = new Sqlite(databasePath(service.config));
    lock.exec("begin immediate");
    return { release: () => lock.close() };
  }

  it("before the job is answered with 503, and no job", async () => {
    const before = await service.metric('ingest_rejected_total{reason="database_unavailable"}');
    const lock = lockDatabase();
    const answer = await ingest("slot-012").finally(lock.release);
    expect([answer.status, answer.headers["x-job-id"]]).toEqual([503, undefined]);
    expect(jsonOf(answer)).toMatchObject({ failure_reason: "database_unavailable", retry_after: 5 });
    expect(await service.metric('ingest_rejected_total{reason="database_unavailable"}')).toBe(Number(before) + 1);
    await expectNothingLeft();
  });

  it("for a moment at the success costs neither the picture nor the answer", async () => {
    await fault("slot-012", { fault: "delay", delay_ms: 100 });
    const answering = ingest("slot-012");
    await vi.waitFor(() => expect(service.app.inflight.size()).toBe(1));
    const lock = lockDatabase();
    const logged = () => service.logged.some(({ message }) => String(message).startsWith("The database is busy"));
    await vi.waitFor(() => expect(logged()).toBe(true)).finally(lock.release);
    const answer = await answering;
    expect(answer.status).toBe(200);
    expect(await jobOf(answer)).toMatchObject({ outcome: "success" });
    expect(await outcomes("slot-012", "fault", "success")).toBe(1);
    await expectNothingLeft();
  });

  it("at the success is answered with 503; the job is ended as that when the database is back", async () => {
    await fault("slot-013", { fault: "delay", delay_ms: 400 });
    const answering = ingest("slot-013");
    await vi.waitFor(() => expect(service.app.inflight.size()).toBe(1));
    const lock = lockDatabase();
    const answer = await answering.finally(lock.release);
    expect(answer.status).toBe(503);
    expect(jsonOf(answer)["failure_reason"]).toBe("database_unavailable");
    await expectNothingLeft();
    expect(await jobOf(answer)).toMatchObject({
      outcome: "internal_error",
      failureReason: "database_unavailable",
      picture: null,
    });
    expect(await outcomes("slot-013", "fault", "internal_error")).toBe(1);
    expect(await outcomes("slot-013", "fault", "success")).toBe(0);
    const { createdAtMs, id } = (await jobOf(answer)) ?? { createdAtMs: 0, id: "" };
    expect(await service.media.open(resultKey("slot-013", createdAtMs, id, "image/jpeg"))).toBeUndefined();
  });

  it("at the deadline does not hold up the 504; the row follows", async () => {
    await fault("slot-014", { fault: "hang" });
    const answering = ingest("slot-014");
    await vi.waitFor(() => expect(service.app.inflight.size()).toBe(1));
    const lock = lockDatabase();
    const answer = await answering;
    expect(answer.status).toBe(504);
    expect(await outcomes("slot-014", "fault", "timeout")).toBe(1);
    expect(service.app.inflight.size()).toBe(1);
    lock.release();
    await expectNothingLeft();
    expect(await jobOf(answer)).toMatchObject({ outcome: "timeout", failureReason: "deadline_exceeded" });
    expect(await outcomes("slot-014", "fault", "timeout")).toBe(1);
  });
});

describe("media that cannot be written", () => {
  const mediaPath = (name: string) => join(service.config.DATA_DIR, "media", name);

  it("before the job are answered with 503, and no job", async () => {
    await rename(mediaPath("tmp"), mediaPath("away"));
    const answer = await ingest("slot-015").finally(() => rename(mediaPath("away"), mediaPath("tmp")));
    expect([answer.status, answer.headers["x-job-id"]]).toEqual([503, undefined]);
    expect(jsonOf(answer)["failure_reason"]).toBe("media_unavailable");
    await expectNothingLeft();
  });

  it("when the picture is stored end the job as an error of the service", async () => {
    await rename(mediaPath("results"), mediaPath("away"));
    await writeFile(mediaPath("results"), "no folder");
    const answer = await ingest("slot-015");
    await rm(mediaPath("results"));
    await rename(mediaPath("away"), mediaPath("results"));
    expect(answer.status).toBe(503);
    expect(await jobOf(answer)).toMatchObject({
      outcome: "internal_error",
      failureReason: "media_unavailable",
      picture: null,
    });
    expect(await outcomes("slot-015", "local", "internal_error")).toBe(1);
    await expectNothingLeft();
  });
});

describe("a request that comes at the wrong time", () => {
  afterEach(() => expectNothingLeft());

  it("to a slot in maintenance, or tripped, is sent away before its body", async () => {
    await service.setSlot("slot-011", { state: "maintenance" });
    const maintenance = await startPost(urlOf("slot-011"), { ...formHeaders, "Content-Length": "5000000" }).answer;
    expect(maintenance.status).toBe(503);
    expect(jsonOf(maintenance)).toMatchObject({ failure_reason: "slot_maintenance", retry_after: 60 });
    expect(maintenance.headers["retry-after"]).toBe("60");
    await service.setSlot("slot-011", { state: "tripped" });
    expect(jsonOf(await ingest("slot-011"))["failure_reason"]).toBe("slot_tripped");
  });

  it("for a provider without a driver is answered with 502, and no job", async () => {
    await service.setSlot("slot-011", { state: "active", provider: "gemini", settings: {} });
    const answer = await ingest("slot-011");
    expect([answer.status, answer.headers["x-job-id"]]).toEqual([502, undefined]);
    expect(jsonOf(answer)["failure_reason"]).toBe("provider_error");
  });

  it("above the limit is answered with 429 while there would still be time to work", async () => {
    const one = await startTestService({ INGEST_MAX_PARALLEL: 1, T_SYNC_RESPONSE_SECONDS: 1 });
    try {
      await one.setSlot("slot-001", { provider: "fault", settings: { fault: "hang" } });
      const url = `${one.url}/api/ingest/slot-001`;
      const first = post(url, photoForm(photo, testPassword));
      await vi.waitFor(() => expect(one.app.inflight.size()).toBe(1));
      const second = await post(url, photoForm(photo, testPassword));
      expect(second.status).toBe(429);
      // The first one still holds the permit: nobody waited for it to end.
      expect(one.app.inflight.size()).toBe(1);
      expect(jsonOf(second)).toMatchObject({ failure_reason: "busy", retry_after: 1 });
      expect((await first).status).toBe(504);
    } finally {
      await one.stop();
    }
  });

  it("with a hash that differs is accepted and logged under INGEST_HASH_POLICY=warn", async () => {
    const lenient = await startTestService({ INGEST_HASH_POLICY: "warn" });
    try {
      const form = photoForm(photo, testPassword, { name: "hash", text: "0".repeat(40) });
      expect((await post(`${lenient.url}/api/ingest/slot-001`, form)).status).toBe(200);
      expect(JSON.stringify(lenient.logged)).toContain("INGEST_HASH_POLICY=warn");
      expect(await lenient.metric('ingest_hash_mismatch_total{slot_id="slot-001"}')).toBe(1);
    } finally {
      await lenient.stop();
    }
  });
});

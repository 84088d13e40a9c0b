/** The database's connection dies at the worst moments of a job: what was asked of it may have been done, or not. */
import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import type { SlotId } from "../../../generated/contract.ts";
import { type Cut, type CuttingProxy, startCuttingProxy } from "../../../scripts/testkit/cutting-proxy.ts";
import { givePhoto, scriptedDriver, standIn } from "../../../scripts/testkit/drivers.ts";
import { type Answer, jsonOf, photoForm, post } from "../../../scripts/testkit/ingest.ts";
import { makePhoto, makeUnique } from "../../../scripts/testkit/photos.ts";
import { createPostgresDatabase, type PostgresDatabase } from "../../../scripts/testkit/postgres.ts";
import { startTestService, type TestService, testPassword } from "../../../scripts/testkit/service.ts";
import { findJob, listJobs } from "../../storage/repos/jobs.ts";

let database: PostgresDatabase;
let proxy: CuttingProxy;
let service: TestService;
let photo: Buffer;
const { driver, calls } = scriptedDriver("local");
/** Gives a ticket for work that is paid for, then its picture. */
const queue = standIn("http", async (request, { saveTicket }) => {
  await saveTicket("paid");
  return await givePhoto(request);
});

beforeAll(async () => {
  database = await createPostgresDatabase();
  proxy = await startCuttingProxy(database.url);
  service = await startTestService({ DATABASE_URL: proxy.url, T_SYNC_RESPONSE_SECONDS: 2 }, [driver, queue]);
  await service.setSlot("slot-001", { settings: { answers: ["ok"] } });
  await service.setSlot("slot-002", { provider: "http", settings: {}, maxAttempts: 1 });
});
afterAll(async () => {
  await service.stop();
  await proxy.stop();
  await database.drop();
});
beforeEach(async () => {
  photo = makeUnique(await makePhoto());
  calls.length = 0;
});

const send = (slot: SlotId = "slot-001") => post(`${service.url}/api/ingest/${slot}`, photoForm(photo, testPassword));
const counted = (outcome: string) =>
  service.metric(`ingest_requests_total{slot_id="slot-001",provider="local",outcome="${outcome}"}`);
const success = { text: '"result_sha256" = ', at: "commit" } as const;
const jobOf = async (answer: Answer) => await findJob(service.db, String(answer.headers["x-job-id"]));

/** Sends the photo into the cut. */
async function sendInto(cut: Cut, slot?: SlotId): Promise<Answer> {
  const happened = proxy.cut(cut);
  const answer = await send(slot);
  await happened;
  return answer;
}

async function allSettled(): Promise<void> {
  await vi.waitFor(() => expect(service.app.inflight.size()).toBe(0), { timeout: 10_000 });
  await service.app.inflight.idle();
  expect(service.app.permits.inUse()).toBe(0);
  expect(await service.tempFiles()).toEqual([]);
}

/** Each success has its file, and each file its success. */
async function expectFilesOfRows(): Promise<void> {
  const jobs = await listJobs(service.db, {}, 100);
  expect(jobs.filter((job) => job.outcome === null)).toEqual([]);
  const keys = jobs.flatMap(({ picture }) => picture?.key ?? []);
  expect(await service.resultFiles()).toEqual(keys.sort());
}

it.each(["answer", "request"] as const)("a commit whose %s is lost costs neither picture nor answer", async (lost) => {
  const before = Number(await counted("success"));
  const answer = await sendInto({ ...success, lost, closes: false });
  expect(answer.status).toBe(200);
  expect(await jobOf(answer)).toMatchObject({ outcome: "success", recovered: false });
  expect(await counted("success")).toBe(before + 1);
  expect(calls).toHaveLength(1);
  await allSettled();
  await expectFilesOfRows();
});

it("a success that nobody knew of keeps its file, and the photo is answered with it when it comes again", async () => {
  const before = Number(await counted("success"));
  const answer = await sendInto({ ...success, lost: "answer", closes: true });
  expect(jsonOf(answer)).toMatchObject({ status: 503, failure_reason: "database_unavailable", retry_after: 5 });
  expect(await service.resultFiles()).toContainEqual(expect.stringContaining(String(answer.headers["x-job-id"])));
  proxy.open();
  await allSettled();
  expect(await jobOf(answer)).toMatchObject({ outcome: "success" });
  expect(await counted("success")).toBe(before + 1);
  await expectFilesOfRows();
  const again = await send();
  expect([again.status, again.headers["x-job-id"]]).toEqual([200, answer.headers["x-job-id"]]);
  expect(calls).toHaveLength(1);
});

it("a success that was not written is a failure once the database is back, and its file goes then", async () => {
  const answer = await sendInto({ ...success, lost: "request", closes: true });
  expect(answer.status).toBe(503);
  proxy.open();
  await allSettled();
  expect(await jobOf(answer)).toMatchObject({ outcome: "internal_error", failureReason: "database_unavailable" });
  await expectFilesOfRows();
});

it("a job whose row was perhaps written is taken back, and does not hold up the photo when it comes again", async () => {
  const before = (await listJobs(service.db, {}, 100)).length;
  const begun = { text: 'insert into "jobs"', at: "statement" } as const;
  const answer = await sendInto({ ...begun, lost: "answer", closes: false });
  expect([answer.status, answer.headers["x-job-id"]]).toEqual([503, undefined]);
  expect(jsonOf(answer)["failure_reason"]).toBe("database_unavailable");
  expect(calls).toHaveLength(0);
  const again = await send();
  expect(again.status).toBe(200);
  await allSettled();
  expect((await listJobs(service.db, {}, 100)).length).toBeLessThanOrEqual(before + 2);
  await expectFilesOfRows();
});

it("a call that is paid for goes on when its ticket cannot be kept", async () => {
  const kept = { text: 'update "jobs" set "ticket"', at: "statement", lost: "request", closes: false } as const;
  expect((await sendInto(kept, "slot-002")).status).toBe(200);
  await allSettled();
  await expectFilesOfRows();
});

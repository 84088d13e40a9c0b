/** PostgreSQL crashes under load and comes back: what is answered meanwhile, and that everything goes on by itself. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { jsonOf, photoForm, post } from "../scripts/testkit/ingest.ts";
import { makePhoto, makeUnique } from "../scripts/testkit/photos.ts";
import { type PostgresServer, startPostgres } from "../scripts/testkit/postgres.ts";
import {
  serviceVariables,
  spawnService,
  startTestService,
  type TestService,
  testPassword,
} from "../scripts/testkit/service.ts";
import { newJobId } from "./core/job.ts";
import { writeSetting } from "./features/settings/repo.ts";
import { livingInstances } from "./storage/repos/instances.ts";
import { findJob, insertJob, listJobs } from "./storage/repos/jobs.ts";

let postgres: PostgresServer;
let media: string;
let services: readonly [TestService, TestService];
let base: Buffer;

beforeAll(async () => {
  base = await makePhoto();
  postgres = await startPostgres({ fsync: true });
  media = await mkdtemp(join(tmpdir(), "phc-media-"));
  const shared = { DATABASE_URL: postgres.url, MEDIA_URL: `file://${media}`, T_SYNC_RESPONSE_SECONDS: 10 };
  services = [await startTestService(shared), await startTestService(shared)];
  await services[0].setSlot("slot-001", { provider: "fault", settings: { fault: "delay", delay_ms: 150 } });
});
afterAll(async () => {
  await postgres.start().catch(() => undefined);
  await Promise.all(services.map((service) => service.stop()));
  await postgres.remove();
  await rm(media, { recursive: true, force: true });
});

interface Told {
  readonly jobId: string | undefined;
  readonly status: number;
  readonly reason: unknown;
}

/** Sends photos one after the other until it is told to end. */
async function sendSteadily(service: TestService, told: Told[], ended: AbortSignal): Promise<void> {
  while (!ended.aborted) {
    const body = photoForm(makeUnique(base), testPassword);
    const answer = await post(`${service.url}/api/ingest/slot-001`, body);
    const reason = answer.status === 200 ? undefined : jsonOf(answer)["failure_reason"];
    told.push({ jobId: answer.headers["x-job-id"]?.toString(), status: answer.status, reason });
    if (answer.status !== 200) await sleep(50);
  }
}

const healthOf = async (service: TestService) => (await fetch(`${service.url}/healthz`)).status;

it("answers 503 while it is gone, never 200 without a row, and goes on by itself within 10 s", async () => {
  const [a, b] = services;
  const told: Told[] = [];
  const ended = new AbortController();
  const senders = [a, b, a, b, a, b].map((service) => sendSteadily(service, told, ended.signal));
  const successes = () => told.filter(({ status }) => status === 200).length;
  for (let round = 0; round < 3; round += 1) {
    const before = successes();
    await vi.waitFor(() => expect(successes()).toBeGreaterThan(before + 12), { timeout: 20_000 });
    await postgres.stop("immediate");
    const lost = told.length;
    await vi.waitFor(() => expect(told.length).toBeGreaterThan(lost + 20), { timeout: 20_000 });
    // What a check of the health has found stands for a second.
    const isGone = async () => expect(await Promise.all(services.map(healthOf))).toEqual([503, 503]);
    await vi.waitFor(isGone, { timeout: 5_000, interval: 100 });
    await postgres.start();
    const isBack = async () => expect(await Promise.all(services.map(healthOf))).toEqual([200, 200]);
    await vi.waitFor(isBack, { timeout: 10_000, interval: 100 });
  }
  const last = successes();
  await vi.waitFor(() => expect(successes()).toBeGreaterThan(last + 12), { timeout: 20_000 });
  ended.abort();
  await Promise.all(senders);
  await Promise.all(services.map((service) => service.app.inflight.idle()));

  const failed = told.filter(({ status }) => status !== 200);
  expect(new Set(failed.map(({ status, reason }) => `${status} ${reason}`))).toEqual(
    new Set(["503 database_unavailable"]),
  );
  for (const { jobId } of told.filter(({ status }) => status === 200))
    expect(await findJob(a.db, jobId ?? "")).toMatchObject({ outcome: "success", recovered: false });
  const jobs = await listJobs(a.db, {}, 10_000);
  expect(jobs.filter(({ outcome }) => outcome === null)).toEqual([]);
  expect(await a.resultFiles()).toEqual(jobs.flatMap(({ picture }) => picture?.key ?? []).sort());
  const { counted } = await a.db
    .selectFrom("outcome_counts")
    .select((eb) => eb.fn.sum<number>("jobs").as("counted"))
    .where("span_minutes", "=", 60)
    .executeTakeFirstOrThrow();
  expect(Number(counted)).toBe(jobs.length);
});

it("presence, settings and reaper have gone on", async () => {
  const [a, b] = services;
  expect(await livingInstances(a.db)).toHaveLength(2);
  await writeSetting(a.db, "T_SYNC_RESPONSE_SECONDS", 11);
  const inForce = () => Promise.all(services.map((service) => service.metric("ingest_sync_response_seconds")));
  await vi.waitFor(async () => expect(await inForce()).toEqual([11, 11]), { timeout: 4_000, interval: 100 });
  const id = newJobId();
  const row = { id, slotId: "slot-002", provider: "local", fence: 1, deadlineInMs: -4_000 } as const;
  await insertJob(a.db, { ...row, sha256: "00", uploadBytes: 1, slotVersion: 1, owner: "dead" });
  const isReaped = async () => expect(await findJob(b.db, id)).toMatchObject({ recovered: true, fence: 2 });
  await vi.waitFor(isReaped, { timeout: 6_000, interval: 100 });
});

it("a service that finds no database says so in one line, and ends", async () => {
  await postgres.stop("fast");
  const folder = await mkdtemp(join(tmpdir(), "phc-test-"));
  const started = spawnService({ ...serviceVariables(folder), DATABASE_URL: postgres.url });
  expect(await started.ended).toBe(4);
  expect(started.output()).toMatch(
    /^DATABASE_URL: the database PostgreSQL 127\.0\.0\.1:\d+\/postgres cannot be used .*\n$/,
  );
  await rm(folder, { recursive: true, force: true });
  await postgres.start();
});

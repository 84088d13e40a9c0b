/** GET /api/jobs and GET /api/jobs/{job_id} through the whole service: filters, pages, one job, and what they refuse. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { components } from "../../../generated/api.ts";
import type { SlotId } from "../../../generated/contract.ts";
import { photoForm, post } from "../../../scripts/testkit/ingest.ts";
import { operatorHeaders } from "../../../scripts/testkit/operator-token.ts";
import { makePhoto, makeUnique } from "../../../scripts/testkit/photos.ts";
import { startTestService, type TestService, testPassword } from "../../../scripts/testkit/service.ts";
import { type JobEnding, newJobId } from "../../core/job.ts";
import { finishJob, insertJob, markRemoved } from "../../storage/repos/jobs.ts";

type Job = components["schemas"]["Job"];
type JobList = components["schemas"]["JobList"];

let service: TestService;
let headers: Record<string, string>;

beforeAll(async () => {
  service = await startTestService();
  headers = await operatorHeaders(service.db);
});
afterAll(() => service.stop());

const ask = (path: string, sent: Record<string, string> = headers) => fetch(`${service.url}${path}`, { headers: sent });
const list = async (query: string): Promise<JobList> => JSON.parse(await (await ask(`/api/jobs${query}`)).text());
const one = async (id: string): Promise<Job> => JSON.parse(await (await ask(`/api/jobs/${id}`)).text());

const base = Date.parse("2026-01-01T00:00:00Z");
const timeout: JobEnding = { outcome: "timeout", failureReason: "deadline_exceeded" };

/** A job that was created `at` milliseconds after `base`. */
async function jobAt(at: number, slotId: SlotId, ending?: JobEnding): Promise<string> {
  const id = newJobId();
  const job = {
    provider: "gemini",
    fence: 1,
    deadlineInMs: 48_000,
    sha256: "00",
    uploadBytes: 7,
    slotVersion: 2,
  } as const;
  await insertJob(service.db, { id, slotId, ...job });
  if (ending !== undefined) await finishJob(service.db, id, 1, ending);
  await service.db
    .updateTable("jobs")
    .set({ created_at: base + at })
    .where("id", "=", id)
    .execute();
  return id;
}

async function pages(query: string): Promise<string[][]> {
  const found: string[][] = [];
  for (let next: string | null = ""; next !== null; ) {
    const page: JobList = await list(`${query}${next === "" ? "" : `&before=${next}`}`);
    found.push(page.jobs.map((job) => job.job_id));
    next = page.next;
  }
  return found;
}

describe("the list of jobs", () => {
  const ids: { id: string; at: number; slot: SlotId; ended: boolean }[] = [];
  beforeAll(async () => {
    // Three at each time, so that pages end between jobs of one time.
    for (let index = 0; index < 24; index += 1) {
      const [at, slot] = [Math.floor(index / 3) * 1000, index % 2 === 0 ? "slot-001" : "slot-002"] as const;
      const ended = index % 4 < 2;
      ids.push({ id: await jobAt(at, slot, ended ? timeout : undefined), at, slot, ended });
    }
    ids.sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1));
  });
  const expected = (wanted: (job: (typeof ids)[number]) => boolean) => ids.filter(wanted).map(({ id }) => id);

  it("has each job once, the newest first, however small its pages are", async () => {
    for (const limit of [1, 4, 8, 24, 200]) {
      const found = await pages(`?limit=${limit}`);
      expect(found.flat()).toEqual(expected(() => true));
      expect(found.map((page) => page.length).slice(0, -1)).toEqual(Array(Math.ceil(24 / limit) - 1).fill(limit));
    }
    expect((await list("")).jobs).toHaveLength(24);
  });

  it("keeps its pages when jobs come in between", async () => {
    const first = await list("?limit=5");
    const newer = await jobAt(60_000, "slot-001");
    const rest = await list(`?limit=200&before=${first.next}`);
    expect([...first.jobs, ...rest.jobs].map((job) => job.job_id)).toEqual(expected(() => true));
    await service.db.deleteFrom("jobs").where("id", "=", newer).execute();
  });

  it("filters by slot, outcome and time, alone and together, over several pages", async () => {
    const time = (ms: number) => new Date(base + ms).toISOString();
    const filters: [string, (job: (typeof ids)[number]) => boolean][] = [
      ["&slot_id=slot-002", ({ slot }) => slot === "slot-002"],
      ["&slot_id=slot-003", () => false],
      ["&outcome=timeout", ({ ended }) => ended],
      ["&outcome=success", () => false],
      ["&pending=true", ({ ended }) => !ended],
      ["&slot_id=slot-001&outcome=timeout", ({ slot, ended }) => slot === "slot-001" && ended],
      [`&since=${time(3000)}`, ({ at }) => at >= 3000],
      [`&until=${time(3000)}`, ({ at }) => at < 3000],
      [`&since=${time(2000)}&until=${time(6000)}`, ({ at }) => at >= 2000 && at < 6000],
      ["&since=2026-01-01T03:00:02%2B03:00&pending=true", ({ at, ended }) => at >= 2000 && !ended],
      [
        `&slot_id=slot-002&pending=true&since=${time(1000)}&until=${time(7000)}`,
        ({ at, slot, ended }) => slot === "slot-002" && !ended && at >= 1000 && at < 7000,
      ],
    ];
    for (const [query, wanted] of filters) {
      expect([query, (await pages(`?limit=2${query}`)).flat()]).toEqual([query, expected(wanted)]);
    }
  });

  it("refuses what it does not understand, and strangers", async () => {
    const wrong: [string, string][] = [
      ["?slot_id=slot-099", "slot_id"],
      ["?outcome=lost", "outcome"],
      ["?pending=false", "pending"],
      ["?pending=true&outcome=timeout", "leave one of the two out"],
      ["?since=yesterday", "since"],
      ["?since=2026-01-01", "since"],
      ["?since=2026-12-31T23:59:60Z", "since or until is no time that there is"],
      ["?until=9999-12-31T23:59:59-01:00", "since or until is no time that there is"],
      ["?until=1767225600", "until"],
      ["?since=2026-01-02T00:00:00Z&until=2026-01-01T00:00:00Z", "since must be before until"],
      ["?since=2026-01-01T00:00:00Z&until=2026-01-01T00:00:00Z", "since must be before until"],
      ["?limit=0", "limit"],
      ["?limit=201", "limit"],
      ["?limit=ten", "limit"],
      ["?limit=1&limit=2", "more than once"],
      ["?before=1", "before"],
      [`?before=${"0".repeat(32)}`, "there is no job 0000"],
      ["?slot=slot-001", "known: slot_id, outcome, pending, since, until, before, limit"],
    ];
    for (const [query, details] of wrong) {
      const answer = await ask(`/api/jobs${query}`);
      const body = JSON.parse(await answer.text());
      expect([query, answer.status, body.failure_reason]).toEqual([query, 400, "invalid_request"]);
      expect(body.details).toContain(details);
    }
    for (const path of ["/api/jobs", `/api/jobs/${ids[0]?.id}`]) {
      for (const sent of [{}, { Authorization: "Bearer phc_nothing" }, { Cookie: "phc_session=forged" }]) {
        const answer = await ask(path, sent as Record<string, string>);
        expect([answer.status, JSON.parse(await answer.text()).failure_reason]).toEqual([401, "not_signed_in"]);
      }
    }
  });
});

describe("a job", () => {
  it("is shown with its picture, its provider and where its time went", async () => {
    const photo = makeUnique(await makePhoto({ width: 64, height: 48 }));
    const answer = await post(`${service.url}/api/ingest/slot-005`, photoForm(photo, testPassword));
    const id = String(answer.headers["x-job-id"]);
    const job = await one(id);
    expect(job).toMatchObject({
      ...{ job_id: id, slot_id: "slot-005", slot_version: 1, provider: "local", answered_by: null },
      ...{ outcome: "success", failure_reason: null, upload_bytes: photo.length, has_picture: true, removed: null },
      ledger: { wait_ms: expect.any(Number), attempts: [{ provider: "local", result: "ok", reason: null }] },
    });
    expect((await list("?slot_id=slot-005")).jobs).toEqual([job]);
    await markRemoved(service.db, [id], "deleted");
    expect(await one(id)).toMatchObject({ has_picture: false, removed: { because: "deleted" } });
  });

  it("that failed, or is not there yet, says so", async () => {
    await service.setSlot("slot-006", { provider: "fault", settings: { fault: "error" }, maxAttempts: 1 });
    const photo = makeUnique(await makePhoto({ width: 64, height: 48 }));
    const answer = await post(`${service.url}/api/ingest/slot-006`, photoForm(photo, testPassword));
    expect(await one(String(answer.headers["x-job-id"]))).toMatchObject({
      ...{ outcome: "provider_error", failure_reason: "provider_error", has_picture: false },
      ledger: { write_ms: null, attempts: [{ provider: "fault", result: "transient", reason: expect.any(String) }] },
    });
    const pending = await jobAt(0, "slot-008");
    expect(await one(pending)).toMatchObject({ outcome: null, finished_at: null, ledger: null, failure_reason: null });
  });

  it("that does not exist is not found", async () => {
    for (const id of ["0".repeat(32), "nonsense", "A".repeat(32)]) {
      const answer = await ask(`/api/jobs/${id}`);
      expect([id, answer.status, JSON.parse(await answer.text()).failure_reason]).toEqual([id, 404, "not_found"]);
    }
    expect((await ask(`/api/jobs/${"0".repeat(32)}?verbose=1`)).status).toBe(400);
  });
});

/** What follows a failing call: retries, the standby, deadlines of attempts, tickets, and what a job tells of itself. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Provider, SlotId } from "../../../generated/contract.ts";
import {
  givePhoto,
  type ScriptedAnswer,
  type ScriptedCall,
  scriptedDriver,
  standIn,
} from "../../../scripts/testkit/drivers.ts";
import { type Answer, jsonOf, photoForm, post } from "../../../scripts/testkit/ingest.ts";
import { makePhoto, makeUnique } from "../../../scripts/testkit/photos.ts";
import { startTestService, type TestService, testPassword } from "../../../scripts/testkit/service.ts";
import type { Job } from "../../core/job.ts";
import { serverTiming } from "../../core/ledger.ts";
import { findJob } from "../../storage/repos/jobs.ts";
import { listProviderStatus } from "../../storage/repos/provider-reports.ts";
import type { SlotChange } from "../../storage/repos/slots.ts";

/** The slots' own provider and the standby: of quick providers, so that their times fit a short deadline. */
const own = scriptedDriver("local");
const other = scriptedDriver("fault");

/** Has time for every retry. */
let service: TestService;
/** Is soon at its deadline. */
let hasty: TestService;
let base: Buffer;

beforeAll(async () => {
  base = await makePhoto();
  const drivers = [own.driver, other.driver];
  service = await startTestService({ T_SYNC_RESPONSE_SECONDS: 30 }, drivers);
  hasty = await startTestService({ T_SYNC_RESPONSE_SECONDS: 2.5 }, drivers);
});
afterAll(async () => {
  await Promise.all([service.stop(), hasty.stop()]);
});

/** Ignores its abort until it is told to end. */
function stuckDriver() {
  const told = Promise.withResolvers<void>();
  const driver = standIn("http", async (request) => {
    await told.promise;
    await writeFile(`${request.resultPath}`, "late");
    return { ok: true, type: "image/jpeg", sizeBytes: 4 };
  });
  return { driver, end: () => told.resolve() };
}

type Answers = readonly [ScriptedAnswer, ...ScriptedAnswer[]];

/** Sets a slot up: what its own provider answers, and its standby if it has one. */
async function setSlot(slot: SlotId, answers: Answers, standby?: Answers, change: SlotChange = {}): Promise<void> {
  for (const { setSlot: set } of [service, hasty]) {
    await set(slot, {
      provider: "local",
      settings: { answers },
      standby: standby ? { provider: "fault", settings: { answers: standby } } : null,
      ...change,
    });
  }
}

interface Ended {
  readonly answer: Answer;
  readonly job: Job;
  readonly calls: readonly ScriptedCall[];
}

/** Posts a new photo. Holds what the answer tells of the job against its row, and the log against both. */
async function ingest(slot: SlotId, at: TestService = service): Promise<Ended> {
  const answer = await post(`${at.url}/api/ingest/${slot}`, photoForm(makeUnique(base), testPassword));
  const job = await findJob(at.db, String(answer.headers["x-job-id"]));
  if (job?.ledger == null) throw new Error(`No account of a job: ${answer.status} ${answer.body}`);
  expect(answer.headers["server-timing"]).toBe(serverTiming(job.ledger));
  expect(job.failureReason).toBe(answer.status === 200 ? null : jsonOf(answer)["failure_reason"]);
  const { attempts } = job.ledger;
  const expected = attempts.map(({ provider, result }) => ({ provider, result, slot_id: slot }));
  const lines = () => at.logged.filter((line) => line["job_id"] === job.id && "result" in line);
  // The call that the deadline cuts off ends after the answer.
  await vi.waitFor(() => expect(lines()).toHaveLength(attempts.length));
  expect(lines()).toMatchObject(expected);
  const calls = [...own.calls, ...other.calls].filter(({ jobId }) => jobId === job.id);
  return { answer, job, calls };
}

const results = ({ job }: Ended) => job.ledger?.attempts.map(({ provider, result }) => `${provider} ${result}`);
const count = (slot: SlotId, provider: Provider, outcome: string) =>
  service.metric(`ingest_requests_total{slot_id="${slot}",provider="${provider}",outcome="${outcome}"}`);
const attempted = (slot: SlotId, provider: Provider, result: string, at: TestService = service) =>
  at.metric(`provider_attempts_total{slot_id="${slot}",provider="${provider}",result="${result}"}`);

describe.concurrent("a slot without a standby", () => {
  it("gives a picture when the second call does, and tells how its time went", async () => {
    const said = { status: 200, requestId: "req-7", limits: { "x-ratelimit-remaining": "3" } };
    await setSlot("slot-001", [{ kind: "no_image", ...said }, "ok"]);
    const ended = await ingest("slot-001");
    expect(ended.answer.status).toBe(200);
    expect(results(ended)).toEqual(["local no_image", "local ok"]);
    expect(ended.job).toMatchObject({ outcome: "success", answeredBy: null, provider: "local" });
    expect(ended.job.ledger?.attempts[0]?.reason).toBe("call 1 was told to fail");
    expect([await attempted("slot-001", "local", "no_image"), await attempted("slot-001", "local", "ok")]).toEqual([
      1, 1,
    ]);
    expect(await count("slot-001", "local", "success")).toBe(1);
    const lines = service.logged.filter((line) => line["job_id"] === ended.job.id && "result" in line);
    const { status, limits, requestId: provider_request_id } = said;
    expect(lines).toMatchObject([
      { level: "warn", status, limits, provider_request_id, reason: "call 1 was told to fail", ms: expect.any(Number) },
      { level: "info", ms: expect.any(Number) },
    ]);
  });

  it("answers 502 after three calls without a picture", async () => {
    await setSlot("slot-002", ["no_image"]);
    const ended = await ingest("slot-002");
    expect([ended.answer.status, ended.job.outcome]).toEqual([502, "provider_error"]);
    expect(results(ended)).toEqual(["local no_image", "local no_image", "local no_image"]);
    expect(jsonOf(ended.answer)["details"]).toBe("The provider local gave no picture (no_image).");
    expect(await count("slot-002", "local", "provider_error")).toBe(1);
  });

  it("answers 502 at the first call without a picture when its photos may cost one call", async () => {
    await setSlot("slot-003", ["no_image", "ok"], ["ok"], { maxAttempts: 1 });
    const ended = await ingest("slot-003");
    expect(ended.answer.status).toBe(502);
    expect(results(ended)).toEqual(["local no_image"]);
  });

  it("answers 504 when its provider hangs: there is nobody to keep time for", async () => {
    await setSlot("slot-004", ["hang"]);
    const ended = await ingest("slot-004", hasty);
    expect([ended.answer.status, ended.job.outcome]).toEqual([504, "timeout"]);
    expect(results(ended)).toEqual(["local deadline"]);
    expect(ended.calls).toHaveLength(1);
    await vi.waitFor(async () => expect(await attempted("slot-004", "local", "deadline", hasty)).toBe(1));
  });

  it("answers 504 when its provider gives up because the time will not do", async () => {
    await setSlot("slot-014", ["deadline"]);
    const ended = await ingest("slot-014");
    expect([ended.answer.status, ended.job.outcome]).toEqual([504, "timeout"]);
    expect(await count("slot-014", "local", "timeout")).toBe(1);
  });

  it("answers 503 while it is tripped or probing", async () => {
    for (const state of ["tripped", "probing"] as const) {
      await setSlot("slot-005", ["ok"], undefined, { state });
      const answer = await post(`${service.url}/api/ingest/slot-005`, photoForm(makeUnique(base), testPassword));
      expect(jsonOf(answer)).toMatchObject({ status: 503, failure_reason: "slot_tripped", retry_after: 30 });
      expect(answer.headers["server-timing"]).toBeUndefined();
    }
  });
});

describe.concurrent("a slot with a standby", () => {
  it("asks it at once when its own provider is not set up right", async () => {
    await setSlot("slot-006", ["configuration"], ["ok"]);
    const ended = await ingest("slot-006");
    expect(ended.answer.status).toBe(200);
    expect(results(ended)).toEqual(["local configuration", "fault ok"]);
    expect(ended.job).toMatchObject({ provider: "local", answeredBy: "fault" });
    expect(await count("slot-006", "fault", "success")).toBe(1);
    expect(await count("slot-006", "local", "success")).toBe(0);
  });

  it("asks it at once when its own provider has no key here, and says so each time", async () => {
    await setSlot("slot-007", ["ok"], ["ok"], { provider: "gemini", maxAttempts: 1 });
    const ended = await ingest("slot-007");
    expect(ended.answer.status).toBe(200);
    expect(results(ended)).toEqual(["gemini configuration", "fault ok"]);
    expect(await attempted("slot-007", "gemini", "configuration")).toBe(1);
  });

  it("asks it when its own provider hangs, in time for a picture", async () => {
    await setSlot("slot-008", ["hang"], ["ok"]);
    const ended = await ingest("slot-008", hasty);
    expect(ended.answer.status).toBe(200);
    expect(results(ended)).toEqual(["local deadline", "fault ok"]);
    const [first, second] = ended.calls;
    expect(first?.remainingMs).toBeLessThan(1_600);
    expect(second?.remainingMs).toBeGreaterThan(200);
  });

  it("asks it when the first call ignores its abort, whose picture goes nowhere", async () => {
    const stuck = stuckDriver();
    const target = await startTestService({ T_SYNC_RESPONSE_SECONDS: 4 }, [stuck.driver, other.driver]);
    try {
      const standby = { provider: "fault", settings: { answers: ["ok"] } } as const;
      await target.setSlot("slot-001", { provider: "http", standby });
      const ended = await ingest("slot-001", target);
      expect(ended.answer.status).toBe(200);
      expect(results(ended)).toEqual(["http deadline", "fault ok"]);
      expect(target.app.permits.inUse()).toBe(1);
      stuck.end();
      await vi.waitFor(() => expect(target.app.permits.inUse()).toBe(0));
      await target.app.inflight.idle();
      expect(await target.tempFiles()).toEqual([]);
      const again = await fetch(`${target.url}/api/results/${ended.job.id}`);
      expect(Buffer.from(await again.arrayBuffer()).equals(ended.answer.body)).toBe(true);
    } finally {
      stuck.end();
      await target.stop();
    }
  });

  it("asks it at once when its own provider is overloaded for too long", async () => {
    await setSlot("slot-010", [{ kind: "overload", retryAfterMs: 60_000 }], ["ok"]);
    const ended = await ingest("slot-010");
    expect(ended.answer.status).toBe(200);
    expect(results(ended)).toEqual(["local overload", "fault ok"]);
  });

  it("asks nobody else about a photo that its provider refuses", async () => {
    await setSlot("slot-011", ["rejected"], ["ok"]);
    const ended = await ingest("slot-011");
    expect([ended.answer.status, ended.job.outcome]).toEqual([422, "refused"]);
    expect(ended.calls).toHaveLength(1);
  });

  it("keeps the last call for it, and its last word counts", async () => {
    await setSlot("slot-012", ["no_image"], ["transient"]);
    const ended = await ingest("slot-012");
    expect([ended.answer.status, ended.job.outcome]).toEqual([502, "provider_error"]);
    expect(results(ended)).toEqual(["local no_image", "local no_image", "fault transient"]);
    expect(await count("slot-012", "fault", "provider_error")).toBe(1);
  });

  it("asks it alone while the slot is tripped", async () => {
    await setSlot("slot-013", ["ok"], ["ok"], { state: "tripped" });
    const ended = await ingest("slot-013");
    expect(ended.answer.status).toBe(200);
    expect(results(ended)).toEqual(["fault ok"]);
    expect(ended.job).toMatchObject({ provider: "local", answeredBy: "fault" });
  });
});

describe.concurrent("a provider that goes on with what it was paid for", () => {
  /** Gives a ticket at its first call, or comes back with the one that it is given. */
  function queue(atTicket: (tickets: readonly (string | undefined)[]) => "hang" | "no_image" | "gone" | "ok") {
    const tickets: (string | undefined)[] = [];
    const driver = standIn("local", async (request, context) => {
      tickets.push(request.ticket);
      if (request.ticket === undefined) await context.saveTicket(`ticket ${tickets.length}`);
      const next = atTicket(tickets);
      if (next === "ok") return await givePhoto(request);
      if (next === "no_image") return { ok: false, kind: "no_image", reason: "polling failed" };
      if (next === "gone") return { ok: false, kind: "no_image", reason: "no such ticket", ticketGone: true };
      await new Promise((resolve) => context.signal.addEventListener("abort", resolve, { once: true }));
      return { ok: false, kind: "deadline", reason: "still in the queue" };
    });
    return { driver, tickets };
  }

  async function postTo(target: TestService, photo: Buffer) {
    const answer = await post(`${target.url}/api/ingest/slot-001`, photoForm(photo, testPassword));
    return { answer, job: await findJob(target.db, String(answer.headers["x-job-id"])) };
  }

  it("is asked for it by the same photo after a restart of the service, and not paid again", async () => {
    const DATA_DIR = await mkdtemp(join(tmpdir(), "phc-test-"));
    const photo = makeUnique(base);
    try {
      const { driver, tickets } = queue((given) => (given.length === 1 ? "hang" : "ok"));
      const before = await startTestService({ DATA_DIR, T_SYNC_RESPONSE_SECONDS: 0.4 }, [driver]);
      const first = await postTo(before, photo);
      await before.drain();
      expect(first.answer.status).toBe(504);
      expect(first.job?.ticket).toEqual({ provider: "local", ticket: "ticket 1" });

      const after = await startTestService({ DATA_DIR }, [driver]);
      // What the first service was still to write of its provider is written.
      const status = (await listProviderStatus(after.db)).find(({ provider }) => provider === "local");
      expect(status).toMatchObject({ configured: true, lastOk: null, lastFailure: { result: "deadline" } });
      const second = await postTo(after, photo);
      expect(second.answer.status).toBe(200);
      expect(tickets).toEqual([undefined, "ticket 1"]);
      expect(second.job?.ticket).toBeNull();
      expect((await findJob(after.db, first.job?.id ?? ""))?.ticket).toBeNull();
      await postTo(after, makeUnique(base));
      expect(tickets).toEqual([undefined, "ticket 1", undefined]);
      await after.drain();
    } finally {
      await rm(DATA_DIR, { recursive: true, force: true });
    }
  });

  it("is asked for it by the next attempt of the job, until it does not know it any more", async () => {
    const { driver, tickets } = queue((given) => (["no_image", "gone", "ok"] as const)[given.length - 1] ?? "ok");
    const target = await startTestService({ T_SYNC_RESPONSE_SECONDS: 8 }, [driver]);
    try {
      const { answer } = await postTo(target, makeUnique(base));
      expect(answer.status).toBe(200);
      expect(tickets).toEqual([undefined, "ticket 1", undefined]);
    } finally {
      await target.stop();
    }
  });
});

describe.concurrent("a driver that is broken", () => {
  it("is passed over for the standby; alone it is an error of the service, and its stack is in the log only", async () => {
    const broken = standIn("local", () => {
      throw new TypeError("a defect with a stack");
    });
    const target = await startTestService({ T_SYNC_RESPONSE_SECONDS: 3 }, [broken, other.driver]);
    try {
      const standby = { provider: "fault", settings: { answers: ["ok"] } } as const;
      await target.setSlot("slot-001", { standby, maxAttempts: 2 });
      const send = () => post(`${target.url}/api/ingest/slot-001`, photoForm(makeUnique(base), testPassword));
      expect((await send()).status).toBe(200);
      await target.setSlot("slot-001", { standby: null, maxAttempts: 1 });
      const alone = await send();
      expect(alone.status).toBe(500);
      expect(alone.body.toString()).not.toContain("defect");
      expect(
        await target.metric('provider_attempts_total{slot_id="slot-001",provider="local",result="transient"}'),
      ).toBe(2);
      expect(JSON.stringify(target.logged)).toContain("a defect with a stack");
    } finally {
      await target.stop();
    }
  });
});

describe.concurrent("the phases of all jobs", () => {
  it("are summed in metrics, each once a job", async () => {
    const target = await startTestService({}, [own.driver]);
    try {
      await target.setSlot("slot-001", { settings: { answers: ["ok"] } });
      const photo = makeUnique(base);
      for (let i = 0; i < 2; i += 1) await post(`${target.url}/api/ingest/slot-001`, photoForm(photo, testPassword));
      await target.setSlot("slot-001", { settings: { answers: ["rejected"] } });
      await post(`${target.url}/api/ingest/slot-001`, photoForm(makeUnique(base), testPassword));
      const phase = (name: string) => target.metric(`ingest_phase_duration_seconds_count{phase="${name}"}`);
      expect([await phase("upload"), await phase("wait"), await phase("attempts"), await phase("write")]).toEqual([
        2, 2, 2, 1,
      ]);
    } finally {
      await target.stop();
    }
  });
});

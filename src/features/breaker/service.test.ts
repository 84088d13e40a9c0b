/** The breaker between real slots, audit, outbox and a stand-in provider. */
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { IsolationLevel, TransactionBuilder } from "kysely";
import { Registry } from "prom-client";
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from "vitest";
import type { Provider, Result, SlotId } from "../../../generated/contract.ts";
import { createMetrics } from "../../../generated/metrics.ts";
import { describeWithDatabase } from "../../../scripts/testkit/databases.ts";
import { makePhoto } from "../../../scripts/testkit/photos.ts";
import { readSeries, testConfig } from "../../../scripts/testkit/service.ts";
import { testSettings } from "../../../scripts/testkit/settings.ts";
import { type BreakerRules, breakerRules } from "../../core/breaker.ts";
import { startDeadline } from "../../core/deadline.ts";
import { newInstance } from "../../core/instance.ts";
import { createPermits } from "../../core/permits.ts";
import type { ProviderDriver, ProviderRequest, ProviderResult } from "../../core/provider.ts";
import { createLog } from "../../log.ts";
import { ConnectionLost } from "../../storage/dialect.ts";
import { openFileMedia } from "../../storage/media/files.ts";
import { listAudit } from "../../storage/repos/audit.ts";
import { listOutbox } from "../../storage/repos/outbox.ts";
import { ensureSlots, findSlot, listSlots, type SlotChange, saveSlot } from "../../storage/repos/slots.ts";
import type { Database, Db } from "../../storage/schema.ts";
import { cleanResult } from "../ingest/inspect.ts";
import { type RunningBreaker, startBreaker } from "./service.ts";

const soon = (check: () => unknown) => vi.waitFor(check, { timeout: 10_000, interval: 10 });

/** Windows of half a minute, looks every ten milliseconds, messages that gather for half a second. */
const fast: BreakerRules = { ...breakerRules, windowMs: 30_000, coolDownMs: { first: 20, most: 40 } };
const never: BreakerRules = { ...fast, coolDownMs: { first: 600_000, most: 600_000 } };

type Behaviour = (request: ProviderRequest) => Promise<ProviderResult> | ProviderResult;

const fails =
  (kind: Exclude<Result, "ok">): Behaviour =>
  () => ({ ok: false, kind, reason: `told to fail as ${kind}` });
const edits: Behaviour = async ({ resultPath }) => {
  const picture = await makePhoto({ width: 64, height: 48 });
  await writeFile(resultPath, picture);
  return { ok: true, type: "image/jpeg", sizeBytes: picture.length };
};
const writesRubbish: Behaviour = async ({ resultPath }) => {
  await writeFile(resultPath, "this is no picture");
  return { ok: true, type: "image/jpeg", sizeBytes: 18 };
};

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "phc-test-"));
});
const running: RunningBreaker[] = [];
afterEach(async () => {
  for (const breaker of running.splice(0)) await breaker.stop();
  await rm(folder, { recursive: true, force: true });
});

async function start(db: Db, rules: BreakerRules, behaviour: Behaviour = edits) {
  const given: { behaviour: Behaviour; readonly asked: ProviderRequest[] } = { behaviour, asked: [] };
  const driver: ProviderDriver = {
    name: "gemini",
    configured: () => true,
    checkSettings: () => [],
    async process(request) {
      given.asked.push(request);
      return await given.behaviour(request);
    },
    ping: async () => true,
  };
  await mkdir(join(folder, "media"), { recursive: true });
  const media = await openFileMedia(join(folder, "media"));
  const registry = new Registry();
  const two = () => 2;
  const permits = createPermits({
    limits: { global: two, provider: two, unauthenticatedPerAddress: two },
    typicalMs: () => 1,
    expired: () => undefined,
  });
  const changes = { count: 0 };
  const settings = { current: () => testSettings({ tSyncResponseSeconds: 10, maxParallel: 2 }) };
  const breaker = startBreaker(
    {
      ...{ db, media, permits, settings, metrics: createMetrics(registry), configNow: () => testConfig(folder) },
      ...{ instance: newInstance(), log: createLog("silent") },
      driverFor: (provider: Provider) => (provider === "gemini" ? driver : undefined),
      checkPicture: (path, signal) => cleanResult(path, { maxPixels: 1_000_000, signal }),
      changed: () => {
        changes.count += 1;
      },
    },
    rules,
  );
  running.push(breaker);
  const series = async (name: string) => readSeries(await registry.metrics(), name);
  const tempFiles = () => readdir(join(folder, "media", "tmp"));
  return { breaker, given, permits, changes, series, tempFiles };
}

async function setSlot(db: Db, id: SlotId, change: SlotChange): Promise<void> {
  const slot = await findSlot(db, id);
  const saved = slot && (await saveSlot(db, id, slot.version, { stateBy: "operator", ...change }));
  if (!saved?.ok) throw new Error(`${id} was changed by somebody else`);
}

/** The same database, where `before` has its turn before each transaction begins. */
function interposing(db: Db, before: () => Promise<void>): Db {
  const begin = (transaction: TransactionBuilder<Database>) => ({
    setIsolationLevel: (level: IsolationLevel) => begin(transaction.setIsolationLevel(level)),
    execute: async (work: (trx: Db) => Promise<unknown>): Promise<unknown> => {
      await before();
      return await transaction.execute(work);
    },
  });
  return new Proxy(db, {
    get(target, name) {
      if (name === "transaction") return () => begin(target.transaction());
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

const stateOf = async (db: Db, id: SlotId) => (await findSlot(db, id))?.state;

describeWithDatabase("the breaker", (db) => {
  beforeEach(async () => {
    await ensureSlots(db());
    for (const id of ["slot-001", "slot-002", "slot-003"] as const) await setSlot(db(), id, { provider: "gemini" });
  });

  const report = async (breaker: RunningBreaker, id: SlotId, result: Result, count = 1, final = true) => {
    const slotVersion = (await findSlot(db(), id))?.version ?? 0;
    for (let i = 0; i < count; i += 1) {
      const attempt = { slotId: id, slotVersion, provider: "gemini", result, requestId: `request-${i}` } as const;
      breaker.attempted(attempt);
      if (final) breaker.concluded(attempt);
    }
  };

  it("tells operators once of a degraded provider, with all its slots, and writes each change down", async () => {
    const { breaker, changes } = await start(db(), never);
    await report(breaker, "slot-001", "ok", 7);
    await report(breaker, "slot-002", "no_image", 3, false);
    await soon(async () => expect(await stateOf(db(), "slot-003")).toBe("degraded"));
    await report(breaker, "slot-003", "no_image", 2, false);
    await breaker.stop();
    expect(await listOutbox(db(), 9)).toMatchObject([
      {
        audience: "operators",
        event: "provider.degraded",
        payload: {
          text: expect.stringContaining("3 of 10 calls to gemini gave no picture"),
          ...{ provider: "gemini", slots: ["slot-001", "slot-002", "slot-003"], state: "degraded" },
          ...{ playbook: "ops.md#provider-errors", request_ids: ["request-0", "request-1", "request-2"] },
        },
      },
    ]);
    const audit = await listAudit(db(), { actor: "rule:breaker", limit: 9 });
    expect(audit.map(({ subject }) => subject).sort()).toEqual(["slot:slot-001", "slot:slot-002", "slot:slot-003"]);
    expect(audit[0]).toMatchObject({
      action: "provider.degraded",
      reason: "3 of 10 calls to gemini gave no picture",
      before: { state: "active", state_by: "operator", version: 2 },
      after: { state: "degraded", state_by: "rule", version: 3 },
    });
    expect(await findSlot(db(), "slot-001")).toMatchObject({ stateBy: "rule", stateReason: audit[0]?.reason });
    expect(changes.count).toBe(1);
    expect(await stateOf(db(), "slot-004")).toBe("active");
  });

  it("makes one change of a hundred failures at the same moment", async () => {
    const { breaker } = await start(db(), never);
    await Promise.all(
      Array.from({ length: 100 }, (_, i) => report(breaker, i % 2 ? "slot-001" : "slot-002", "transient")),
    );
    await soon(async () => expect(await stateOf(db(), "slot-003")).toBe("tripped"));
    await breaker.stop();
    expect((await listSlots(db())).filter(({ version }) => version === 3)).toHaveLength(3);
    expect(await listOutbox(db(), 9)).toHaveLength(1);
    expect(await listAudit(db(), { actor: "rule:breaker", limit: 9 })).toHaveLength(3);
  });

  it("gathers slots that trip one after the other into one message", async () => {
    await setSlot(db(), "slot-001", { standby: { provider: "local", settings: {} } });
    const { breaker } = await start(db(), never);
    await report(breaker, "slot-001", "configuration");
    await soon(async () => expect(await stateOf(db(), "slot-001")).toBe("tripped"));
    await report(breaker, "slot-002", "configuration");
    await soon(async () => expect(await stateOf(db(), "slot-002")).toBe("tripped"));
    const [message, ...more] = await listOutbox(db(), 9);
    expect(message?.payload).toMatchObject({ slots: ["slot-001", "slot-002"], state: "tripped" });
    expect(message?.payload.text).toMatch(/^gemini edits no more photos of slot-001, slot-002: /);
    expect(message?.payload.text).toContain(
      ". slot-002 has no standby: answered 503; the other standbys edit; canary photos bring it back.",
    );
    expect(message?.nextAttemptAtMs).toBeGreaterThan(message?.createdAtMs ?? 0);
    expect(more).toEqual([]);
  });

  it("brings a slot back after three canaries, which are real photos and no one's photos", async () => {
    // Longer than a slow machine needs to draw its first photo: meanwhile the lease is to last, or all begins anew.
    const { breaker, given, series, tempFiles, permits } = await start(db(), { ...fast, windowMs: 240_000 });
    const seen: { bytes: number; slots: number }[] = [];
    given.behaviour = async (request) => {
      seen.push({ bytes: request.photo.sizeBytes, slots: permits.inUse() });
      return seen.length === 2 ? { ok: false, kind: "rejected", reason: "no face" } : await edits(request);
    };
    await setSlot(db(), "slot-001", { settings: { prompt: "x" } });
    await report(breaker, "slot-001", "configuration");
    await soon(async () => expect((await listOutbox(db(), 9))[0]?.event).toBe("slot.recovered"));
    await breaker.stop();
    expect(given.asked).toHaveLength(3);
    expect(new Set(given.asked.map(({ jobId }) => jobId)).size).toBe(3);
    expect(given.asked[0]).toMatchObject({ settings: { prompt: "x" }, photo: { type: "image/jpeg", height: 1024 } });
    expect(seen.every(({ bytes, slots }) => bytes > 5_000 && slots === 1)).toBe(true);
    expect(permits.inUse()).toBe(0);
    expect(await tempFiles()).toEqual([]);
    const attempts = (slot: string, result: Result) =>
      series(`provider_attempts_total{slot_id="${slot}",provider="gemini",result="${result}"}`);
    expect([await attempts("slot-test", "ok"), await attempts("slot-test", "rejected")]).toEqual([2, 1]);
    expect(await series('provider_attempt_duration_seconds_count{provider="gemini"}')).toBe(3);
    const audit = await listAudit(db(), { subject: "slot:slot-001", limit: 9 });
    expect(audit.map(({ action }) => action)).toEqual(["slot.recovered", "slot.probing", "slot.tripped"]);
    expect((await listOutbox(db(), 9)).map(({ event }) => event)).toEqual(["slot.recovered", "slot.tripped"]);
    expect(await findSlot(db(), "slot-001")).toMatchObject({ stateReason: "", stateBy: "rule" });
  });

  it.each([
    ["gives none", fails("no_image")],
    ["writes rubbish", writesRubbish],
    ["throws", () => Promise.reject(new Error("a defect"))],
  ])("keeps a slot from a provider that %s, without telling it each time", async (_, behaviour) => {
    const { breaker, given, tempFiles } = await start(db(), fast, behaviour);
    await report(breaker, "slot-001", "configuration");
    const tried = () => listAudit(db(), { subject: "slot:slot-001", limit: 99 });
    await soon(async () => {
      const failures = (await tried()).filter(({ action }) => action === "slot.still_tripped");
      expect(failures.length).toBeGreaterThanOrEqual(2);
    });
    expect((await listOutbox(db(), 9)).map(({ event }) => event)).toEqual(["slot.tripped"]);
    given.behaviour = edits;
    await soon(async () => expect(await stateOf(db(), "slot-001")).toBe("active"));
    expect(await tempFiles()).toEqual([]);
  });

  it("goes on after a restart where it was: with a slot that is tripped, and with one that is probing", async () => {
    const gate = Promise.withResolvers<void>();
    await setSlot(db(), "slot-001", { state: "tripped", stateBy: "rule" });
    await setSlot(db(), "slot-002", { state: "probing", stateBy: "rule" });
    const { given } = await start(db(), fast, async (request) => {
      if (given.asked.length === 5) await gate.promise;
      return await edits(request);
    });
    await soon(async () => expect(await stateOf(db(), "slot-002")).toBe("active"));
    await soon(async () => expect(await stateOf(db(), "slot-001")).toBe("probing"));
    await soon(() => expect(given.asked).toHaveLength(5));
    gate.resolve();
    await soon(async () => expect(await stateOf(db(), "slot-001")).toBe("active"));
  });

  it("stops in the middle of a canary, and leaves nothing of it", async () => {
    const { breaker, given, tempFiles, permits } = await start(db(), fast);
    const stopped = Promise.withResolvers<ProviderResult>();
    given.behaviour = () => stopped.promise;
    await setSlot(db(), "slot-001", { state: "probing", stateBy: "rule" });
    await soon(() => expect(given.asked).toHaveLength(1));
    const stopping = breaker.stop();
    stopped.resolve({ ok: false, kind: "aborted", reason: "stopped" });
    await stopping;
    expect(await stateOf(db(), "slot-001")).toBe("probing");
    expect([await tempFiles(), permits.inUse()]).toEqual([[], 0]);
  });

  it("waits for a permit like a photo", async () => {
    const { given, permits } = await start(db(), fast);
    const { signal } = new AbortController();
    const request = { slot: "slot-002", provider: "gemini", slotLimit: null, address: "", signal } as const;
    const deadline = startDeadline(10_000);
    onTestFinished(deadline.stop);
    const [first] = await Promise.all([1, 2].map(() => permits.acquire({ ...request, deadline })));
    await setSlot(db(), "slot-001", { state: "probing", stateBy: "rule" });
    await soon(async () => expect(await stateOf(db(), "slot-001")).toBe("probing"));
    expect(given.asked).toEqual([]);
    if (first === undefined || !("release" in first)) throw new Error("There was to be a permit.");
    first.release();
    await soon(async () => expect(await stateOf(db(), "slot-001")).toBe("active"));
  });

  it("waits while the database cannot give it a permit, and holds nothing against the provider", async () => {
    const { permits } = await start(db(), fast);
    vi.spyOn(permits, "acquire").mockRejectedValueOnce(new ConnectionLost("of the test"));
    await setSlot(db(), "slot-001", { state: "probing", stateBy: "rule" });
    await soon(async () => expect(await stateOf(db(), "slot-001")).toBe("active"));
    const audit = await listAudit(db(), { subject: "slot:slot-001", limit: 9 });
    expect(audit.map(({ action }) => action)).toEqual(["slot.recovered"]);
  });

  it("holds its permit for as long as a canary may hang", async () => {
    const { given, permits } = await start(db(), fast);
    const acquire = vi.spyOn(permits, "acquire");
    await setSlot(db(), "slot-001", { state: "probing", stateBy: "rule" });
    await soon(() => expect(given.asked).not.toHaveLength(0));
    // A permit expires by the deadline that it was asked for with; the canary's is T.
    expect(acquire.mock.calls[0]?.[0].deadline.totalMs).toBe(10_000);
  });

  it("is beaten by a maintenance that an operator sets, whatever the rules were about to do", async () => {
    const { breaker, given } = await start(db(), fast);
    const gate = Promise.withResolvers<void>();
    given.behaviour = async (request) => {
      await gate.promise;
      return await edits(request);
    };
    const maintain = (id: SlotId) => setSlot(db(), id, { state: "maintenance", stateReason: "lens" });
    // Before the evidence, between evidence and canaries, and during a canary.
    await maintain("slot-001");
    await report(breaker, "slot-001", "configuration", 30);
    await report(breaker, "slot-002", "configuration");
    await soon(async () => expect(await stateOf(db(), "slot-002")).toBe("probing"));
    await soon(() => expect(given.asked).toHaveLength(1));
    await maintain("slot-002");
    gate.resolve();
    await soon(() => expect(given.asked.length).toBeGreaterThanOrEqual(3));
    await report(breaker, "slot-003", "ok", 5);
    await breaker.stop();
    for (const id of ["slot-001", "slot-002"] as const) {
      expect(await findSlot(db(), id)).toMatchObject({
        state: "maintenance",
        stateBy: "operator",
        stateReason: "lens",
      });
    }
  });

  it("loses a race against an operator without a trace of it, and decides anew", async () => {
    let raced = false;
    const { breaker } = await start(
      interposing(db(), async () => {
        if (raced) return;
        raced = true;
        await setSlot(db(), "slot-001", { state: "maintenance", stateReason: "lens" });
      }),
      never,
    );
    // In one look: both slots are to go together.
    for (const slotId of ["slot-001", "slot-002"] as const) {
      breaker.attempted({ slotId, slotVersion: 2, provider: "gemini", result: "configuration" });
    }
    await soon(async () => expect(await stateOf(db(), "slot-002")).toBe("tripped"));
    await breaker.stop();
    expect(raced).toBe(true);
    expect(await findSlot(db(), "slot-001")).toMatchObject({ state: "maintenance", version: 3, stateBy: "operator" });
    const audit = await listAudit(db(), { actor: "rule:breaker", limit: 9 });
    expect(audit.map(({ subject }) => subject)).toEqual(["slot:slot-002"]);
    expect(await listOutbox(db(), 9)).toMatchObject([{ payload: { slots: ["slot-002"] } }]);
  });

  it("keeps what it knows while the database is busy, and acts when it is free", async () => {
    const { breaker } = await start(db(), never);
    const release = Promise.withResolvers<void>();
    const holding = db()
      .transaction()
      .execute(async () => await release.promise);
    for (let i = 0; i < 30; i += 1) {
      const attempt = { slotId: "slot-001", slotVersion: 2, provider: "gemini", result: "transient" } as const;
      breaker.attempted(attempt);
      breaker.concluded(attempt);
    }
    release.resolve();
    await holding;
    await soon(async () => expect(await stateOf(db(), "slot-003")).toBe("tripped"));
  });
});

/** The service at its limits: more photos than permits, a disk that fills, clients that wait, leave, or never finish. */
import { copyFile } from "node:fs/promises";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { Provider, SlotId } from "../../../generated/contract.ts";
import { formHeaders, jsonOf, photoForm, post, startPost } from "../../../scripts/testkit/ingest.ts";
import { makePhoto, makeUnique } from "../../../scripts/testkit/photos.ts";
import { startTestService, type TestService, testPassword } from "../../../scripts/testkit/service.ts";
import { plantFile, storePicture } from "../../../scripts/testkit/stored-pictures.ts";
import type { ProviderDriver } from "../../core/provider.ts";
import { listProviderStatus } from "../../storage/repos/provider-reports.ts";
import { changeSetting } from "../settings/service.ts";

const GIB = 1024 ** 3;
const mandate = { actor: "operator:anna", reason: "the provider is slow" } as const;

/** Who is at the providers now, and the most that ever were, by provider and slot settings and in all. */
const calls = { now: new Map<string, number>(), most: new Map<string, number>() };
let gate: Promise<void> | undefined;
/** Jobs whose first call was told to fail. */
const failed = new Set<string>();
let open = () => {};

/** From now on calls last until `open` is called. */
function closeGate(): void {
  gate = new Promise((resolve) => {
    open = () => {
      gate = undefined;
      resolve();
    };
  });
}

function count(keys: readonly string[], by: 1 | -1): void {
  for (const key of keys) {
    const now = (calls.now.get(key) ?? 0) + by;
    calls.now.set(key, now);
    calls.most.set(key, Math.max(now, calls.most.get(key) ?? 0));
  }
}

/** Gives the photo back after a moment, and counts who is with it meanwhile. */
const countingDriver = (name: Provider): ProviderDriver => ({
  name,
  configured: () => true,
  checkSettings: () => [],
  ping: async () => true,
  async process({ jobId, photo, resultPath, settings }, { signal }) {
    if (Object(settings).fails === "once" && !failed.has(jobId)) {
      failed.add(jobId);
      return { ok: false, kind: "no_image", reason: "of the test" };
    }
    const keys = ["all", name, JSON.stringify(settings)];
    count(keys, 1);
    try {
      const aborted = new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
      await Promise.race([gate ?? new Promise((resolve) => setTimeout(resolve, 100)), aborted]);
      await copyFile(photo.path, resultPath);
      return { ok: true, type: photo.type, sizeBytes: photo.sizeBytes };
    } finally {
      count(keys, -1);
    }
  },
});

const brokenDriver: ProviderDriver = {
  ...countingDriver("fault"),
  process: async () => ({ ok: false, kind: "configuration", reason: "of the test" }),
};

let service: TestService;
let base: Buffer;

beforeAll(async () => {
  base = await makePhoto();
  service = await startTestService({ T_SYNC_RESPONSE_SECONDS: 14, INGEST_MAX_PARALLEL: 6, LOCAL_MAX_PARALLEL: 4 }, [
    countingDriver("local"),
    countingDriver("http"),
    brokenDriver,
  ]);
  await service.setSlot("slot-001", { provider: "local", maxParallel: 2, settings: { slot: 1 } });
  await service.setSlot("slot-002", { provider: "local", settings: { slot: 2 } });
  await service.setSlot("slot-003", { provider: "http", settings: { slot: 3 } });
});
afterAll(async () => {
  open();
  await service.stop();
});
afterEach(async () => {
  open();
  await vi.waitFor(expectNothingLeft, { timeout: 8_000 });
});

async function expectNothingLeft(): Promise<void> {
  expect(await service.tempFiles()).toEqual([]);
  expect([service.app.permits.inUse(), service.app.permits.waiting(), service.app.inflight.size()]).toEqual([0, 0, 0]);
  expect(service.app.permits.usage().map(({ inUse }) => inUse)).toEqual([0, 0, 0, 0, 0, 0, 0]);
  expect(await service.metric("media_reserved_bytes")).toBe(0);
  const pending = await service.db.selectFrom("jobs").select("id").where("outcome", "is", null).execute();
  expect(pending).toEqual([]);
}

const urlOf = (slot: SlotId) => `${service.url}/api/ingest/${slot}`;
const form = () => photoForm(makeUnique(base), testPassword);
const ingest = (slot: SlotId) => post(urlOf(slot), form());

describe("ten times as many photos as permits", () => {
  it("never are more at a provider than each limit allows; the others are told to come back", async () => {
    calls.most.clear();
    const slots: readonly SlotId[] = ["slot-001", "slot-002", "slot-003"];
    const answers = await Promise.all(Array.from({ length: 60 }, (_, i) => ingest(slots[i % 3] ?? "slot-001")));
    expect(Object.fromEntries(calls.most)).toEqual({
      all: expect.toSatisfy((most) => most <= 6),
      local: expect.toSatisfy((most) => most <= 4),
      http: expect.toSatisfy((most) => most <= 6),
      '{"slot":1}': expect.toSatisfy((most) => most <= 2),
      '{"slot":2}': expect.toSatisfy((most) => most <= 4),
      '{"slot":3}': expect.toSatisfy((most) => most <= 6),
    });
    const refused = answers.filter(({ status }) => status !== 200);
    expect(answers.length - refused.length).toBeGreaterThanOrEqual(6);
    expect(refused.length).toBeGreaterThan(0);
    for (const answer of refused) {
      expect([answer.status, jsonOf(answer)["failure_reason"]]).toEqual([429, "busy"]);
      expect(Number(answer.headers["retry-after"])).toBeGreaterThanOrEqual(1);
    }
    expect(await service.metric('ingest_permits_limit{pool="local"}')).toBe(4);
  });
});

describe("a photo that waits for a permit", () => {
  it("is edited when one is given back, and its body is not read before", async () => {
    closeGate();
    const first = [ingest("slot-001"), ingest("slot-001")];
    await vi.waitFor(() => expect(calls.now.get('{"slot":1}')).toBe(2));
    let wanted = false;
    const body = form();
    const expecting = { ...formHeaders, "Content-Length": String(body.length), Expect: "100-continue" };
    const { sending, answer } = startPost(urlOf("slot-001"), expecting);
    sending.once("continue", () => {
      wanted = true;
      sending.end(body);
    });
    await vi.waitFor(() => expect(service.app.permits.waiting()).toBe(1));
    expect(wanted).toBe(false);
    open();
    expect((await answer).status).toBe(200);
    expect((await Promise.all(first)).map(({ status }) => status)).toEqual([200, 200]);
  });

  it("leaves the line when its client goes", async () => {
    closeGate();
    const first = [ingest("slot-001"), ingest("slot-001")];
    await vi.waitFor(() => expect(calls.now.get('{"slot":1}')).toBe(2));
    const before = await service.metric('ingest_rejected_total{reason="upload_aborted"}');
    const { sending } = startPost(urlOf("slot-001"), { ...formHeaders, "Content-Length": "100000" });
    await vi.waitFor(() => expect(service.app.permits.waiting()).toBe(1));
    sending.destroy();
    await vi.waitFor(() => expect(service.app.permits.waiting()).toBe(0));
    // The first two still hold the slot: nothing else has ended the wait.
    expect(calls.now.get('{"slot":1}')).toBe(2);
    await vi.waitFor(async () =>
      expect(await service.metric('ingest_rejected_total{reason="upload_aborted"}')).toBe(Number(before) + 1),
    );
    open();
    await Promise.all(first);
  });
});

describe("the same photo again", () => {
  /** An upload of which half is sent; `finish` sends the rest. */
  async function begin(slot: SlotId, body: Buffer) {
    const before = service.app.permits.inUse();
    const { sending, answer } = startPost(urlOf(slot), { ...formHeaders, "Content-Length": String(body.length) });
    sending.write(body.subarray(0, body.length / 2));
    await vi.waitFor(() => expect(service.app.permits.inUse()).toBe(before + 1));
    return { answer, finish: () => sending.end(body.subarray(body.length / 2)) };
  }
  const reserved = () => service.metric("media_reserved_bytes");

  it("gives its permit and its room back before it waits for its twin", async () => {
    closeGate();
    const body = form();
    const first = post(urlOf("slot-003"), body);
    await vi.waitFor(() => expect(calls.now.get("http")).toBe(1));
    const reservedByOne = await reserved();
    const second = await begin("slot-003", body);
    expect(await reserved()).toBe(2 * Number(reservedByOne));
    second.finish();
    await vi.waitFor(() => expect(service.app.permits.inUse()).toBe(1));
    expect(await reserved()).toBe(reservedByOne);
    expect(calls.now.get("http")).toBe(1);
    open();
    const [one, two] = [await first, await second.answer];
    expect([two.status, two.headers["x-job-id"]]).toEqual([200, one.headers["x-job-id"]]);
    const third = await begin("slot-003", body);
    third.finish();
    expect((await third.answer).headers["idempotent-replayed"]).toBe("true");
  });
});

describe("a limit that an operator lowers", () => {
  it("lets those in work go on, and nobody in before enough have left; taken back, it wakes who waits", async () => {
    closeGate();
    const first = [ingest("slot-003"), ingest("slot-003"), ingest("slot-003")];
    await vi.waitFor(() => expect(calls.now.get("http")).toBe(3));
    await changeSetting(service.db, service.config, "HTTP_MAX_PARALLEL", 2, mandate);
    await vi.waitFor(async () => expect(await service.metric('ingest_permits_limit{pool="http"}')).toBe(2), 3_000);
    const waiting = ingest("slot-003");
    await vi.waitFor(() => expect(service.app.permits.waiting()).toBe(1));
    expect(calls.now.get("http")).toBe(3);
    await changeSetting(service.db, service.config, "HTTP_MAX_PARALLEL", null, mandate);
    await vi.waitFor(() => expect(calls.now.get("http")).toBe(4), 3_000);
    open();
    expect((await Promise.all([...first, waiting])).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  });
});

const statusOf = async (name: Provider) =>
  (await listProviderStatus(service.db)).find(({ provider }) => provider === name);

describe("a standby", () => {
  it("takes no more photos than its own limit, whoever comes from elsewhere; the others end as they are", async () => {
    await service.setSlot("slot-004", { provider: "fault", standby: { provider: "local", settings: { slot: 4 } } });
    closeGate();
    const answers = [1, 2, 3, 4, 5].map(() => ingest("slot-004"));
    await vi.waitFor(() => expect(calls.now.get('{"slot":4}')).toBe(4));
    expect(service.app.permits.usage().find(({ pool }) => pool === "local")).toMatchObject({ inUse: 4, limit: 4 });
    // The fifth tries once more after the pause that it was told, and finds the standby full still.
    const turnedAway = () =>
      service.logged.filter(({ slot_id, result }) => slot_id === "slot-004" && result === "overload");
    await vi.waitFor(() => expect(turnedAway()).toHaveLength(2), { timeout: 6_000 });
    open();
    const statuses = (await Promise.all(answers)).map(({ status }) => status);
    expect(statuses.toSorted()).toEqual([200, 200, 200, 200, 502]);
    expect(calls.now.get("local")).toBe(0);
    // Who was turned away by a limit of ours has learned nothing of the provider: no call is counted, and none reported.
    expect(await service.metric('provider_attempts_total{slot_id="slot-004",provider="local",result="overload"}')).toBe(
      0,
    );
    await vi.waitFor(async () => expect((await statusOf("local"))?.lastOk).not.toBeNull(), 3_000);
    expect((await statusOf("local"))?.lastFailure?.result).not.toBe("overload");
  });
});

describe("a job that tries its standby twice", () => {
  it("has one place there at a time", async () => {
    const standby = { provider: "local", settings: { slot: 5, fails: "once" } } as const;
    await service.setSlot("slot-005", { provider: "fault", standby });
    closeGate();
    const answer = ingest("slot-005");
    await vi.waitFor(() => expect(calls.now.get("local")).toBe(1), 5_000);
    expect(failed.size).toBe(1);
    expect(service.app.permits.usage().find(({ pool }) => pool === "local")).toMatchObject({ inUse: 1 });
    open();
    expect((await answer).status).toBe(200);
  });
});

describe("uploads that show no password", () => {
  it("take no more of one address than three of four permits, and none from others", async () => {
    const slow = Array.from({ length: 6 }, () =>
      startPost(urlOf("slot-003"), { ...formHeaders, "Content-Length": "100000" }),
    );
    await vi.waitFor(() => expect([service.app.permits.inUse(), service.app.permits.waiting()]).toEqual([4, 2]));
    const body = form();
    const other = startPost(urlOf("slot-002"), { ...formHeaders, "Content-Length": String(body.length) }, "127.0.0.2");
    other.sending.end(body);
    expect((await other.answer).status).toBe(200);
    // With the password of one of them there is room for the next of the same address.
    slow[0]?.sending.write(form().subarray(0, 500));
    await vi.waitFor(() => expect([service.app.permits.inUse(), service.app.permits.waiting()]).toEqual([5, 1]));
    for (const { sending } of slow) sending.destroy();
  });
});

describe("a disk that fills", () => {
  const volume = { sizeBytes: 100 * GIB, availableBytes: 50 * GIB };
  const fill = async (availableBytes: number) => {
    Object.assign(volume, { availableBytes });
    await service.app.sample();
  };
  beforeAll(() => Object.assign(service.media, { volume: async () => ({ ...volume }) }));
  afterEach(() => fill(50 * GIB));

  it("is cleaned up at once from 90 % on", async () => {
    const runs = () => service.logged.filter(({ message }) => message === "The cleanup is done.").length;
    await vi.waitFor(() => expect(runs()).toBe(1));
    await plantFile(`${service.config.DATA_DIR}/media`, "tmp/abandoned", 2);
    const old = await storePicture(service.db, service.media, 200);
    await fill(11 * GIB);
    expect(await service.tempFiles()).toEqual(["abandoned"]);
    await fill(10 * GIB);
    await vi.waitFor(() => expect(runs()).toBe(2));
    expect(await service.tempFiles()).toEqual([]);
    expect(await service.media.open(old.key)).toBeUndefined();
  });

  it("refuses photos from 95 % on before it reads them, and does everything else", async () => {
    const first = await ingest("slot-002");
    const smoke = await storePicture(service.db, service.media, 1, { slotId: "slot-test" });
    closeGate();
    const running = ingest("slot-002");
    await vi.waitFor(() => expect(calls.now.get("local")).toBe(1));
    await fill(5 * GIB);
    const expecting = { ...formHeaders, "Content-Length": "5000000", Expect: "100-continue" };
    const { sending, answer } = startPost(urlOf("slot-002"), expecting);
    const wanted = vi.fn();
    sending.once("continue", wanted);
    const refused = await answer;
    expect(jsonOf(refused)).toMatchObject({ status: 503, failure_reason: "storage_pressure", retry_after: 60 });
    expect(wanted).not.toHaveBeenCalled();
    // A client that has its answer and keeps its photo, as curl does, is not one that went away.
    sending.destroy();
    const line = () => service.logged.find((one) => one["failure_reason"] === "storage_pressure");
    await vi.waitFor(() => expect(line()).toBeDefined());
    expect(line()).not.toHaveProperty("client_gone");
    open();
    expect((await running).status).toBe(200);
    const result = await fetch(`${service.url}/api/results/${first.headers["x-job-id"]}`);
    expect([result.status, Buffer.from(await result.arrayBuffer()).equals(first.body)]).toEqual([200, true]);
    const headers = { "X-Ingest-Password": testPassword };
    const removed = await fetch(`${service.url}/api/results/${smoke.id}`, { method: "DELETE", headers });
    expect(removed.status).toBe(204);
    expect((await fetch(`${service.url}/healthz`)).status).toBe(200);
    await fill(50 * GIB);
    expect((await ingest("slot-002")).status).toBe(200);
  });
});

/** Slots, settings, providers and the status over HTTP: what is shown, saved, refused and recorded. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { labelValues } from "../../../generated/contract.ts";
import { dump, type SignedIn, startDesk } from "../../../scripts/testkit/operator.ts";
import type { TestService } from "../../../scripts/testkit/service.ts";
import { listAudit } from "../../storage/repos/audit.ts";
import { saveReports } from "../../storage/repos/provider-reports.ts";

let service: TestService;
let anna: SignedIn;
beforeAll(async () => {
  ({ service, anna } = await startDesk());
});
afterAll(() => service.stop());

const reason = "a test";
const save = (id: string, order: object, tag?: unknown) =>
  anna.send("PUT", `/api/slots/${id}`, { reason, ...order }, tag === undefined ? {} : { "If-Match": String(tag) });
const tagOf = async (id: string) => (await anna.get(`/api/slots/${id}`)).headers["etag"];

describe("a slot", () => {
  it("is shown with its settings and version, and saved by whoever has seen the version", async () => {
    const seen = await anna.get("/api/slots/slot-001");
    expect([seen.status, seen.headers["etag"], seen.body]).toMatchObject([200, '"1"', { version: 1, settings: {} }]);
    const standby = { provider: "fault", settings: { fault: "none" } };
    const order = { settings: { edit: "frame" }, standby, max_parallel: 2, max_attempts: 1 };
    const saved = await save("slot-001", order, '"1"');
    expect([saved.status, saved.headers["etag"], saved.body]).toMatchObject([200, '"2"', { ...order, version: 2 }]);
    expect(await listAudit(service.db, { limit: 1 })).toMatchObject([
      { actor: "operator:anna", action: "slot.saved", subject: "slot:slot-001", reason },
    ]);
    const again = await save("slot-001", order, '"2"');
    expect([again.status, again.headers["etag"]]).toEqual([200, '"2"']);
    const other = await save("slot-001", { provider: "fault", standby: null, max_parallel: null }, '"2"');
    expect(other.body).toMatchObject({ provider: "fault", settings: {}, standby: null, max_parallel: null });
  });

  it.each([
    ["no version", {}, undefined, 428, "version_required"],
    ["an older version", { max_parallel: 2 }, '"0"', 412, "stale_version"],
    ["a version that is none", {}, '"x"', 400, "invalid_request"],
    ["settings that cannot be used", { settings: { edit: "sepia" } }, "ETag", 422, "invalid_settings"],
    [
      "a standby that cannot be used",
      { standby: { provider: "local", settings: { x: 1 } } },
      "ETag",
      422,
      "invalid_settings",
    ],
    ["an unknown provider", { provider: "magic" }, "ETag", 400, "invalid_request"],
    ["a limit out of bounds", { max_parallel: 0 }, "ETag", 400, "invalid_request"],
    ["too many attempts", { max_attempts: 11 }, "ETag", 400, "invalid_request"],
    ["a state", { state: "active" }, "ETag", 400, "invalid_request"],
  ])("is not saved with %s", async (_what, order, tag, status, failure) => {
    const before = await dump(service.db);
    const answer = await save("slot-002", order, tag === "ETag" ? await tagOf("slot-002") : tag);
    expect([answer.status, answer.body.failure_reason]).toEqual([status, failure]);
    expect(await dump(service.db)).toEqual(before);
  });

  it("goes into maintenance until a time and back, in metrics and /status at once", async () => {
    const path = "/api/slots/slot-003/maintenance";
    const set = (order: object) => anna.send("POST", path, { reason, ...order });
    const off = await set({ on: true, expected_end: "2199-01-01T00:00:00Z" });
    expect(off.body).toMatchObject({
      state: "maintenance",
      state_reason: reason,
      state_until: "2199-01-01T00:00:00.000Z",
    });
    const series = 'slot_state{slot_id="slot-003",state="maintenance"}';
    await expect.poll(() => service.metric(series)).toBe(1);
    expect((await anna.get("/status")).body).toEqual({ status: "degraded", notice: null });
    expect((await set({ on: false })).body).toMatchObject({ state: "active", state_until: null });
    expect((await anna.get("/status")).body).toEqual({ status: "ok", notice: null });
    expect((await set({ on: true, expected_end: "2020-01-01T00:00:00Z" })).body.failure_reason).toBe(
      "invalid_settings",
    );
    const onWithEnd = await set({ on: false, expected_end: "2199-01-01T00:00:00Z" });
    expect(onWithEnd.body.failure_reason).toBe("invalid_settings");
    const nowhere = await anna.send("POST", "/api/slots/slot-099/maintenance", { on: true, reason });
    expect([nowhere.status, nowhere.body.failure_reason]).toEqual([404, "slot_not_found"]);
  });
});

describe("a setting", () => {
  const put = (name: string, value: unknown, tag?: string) =>
    anna.send("PUT", `/api/settings/${name}`, { value, reason }, tag === undefined ? {} : { "If-Match": tag });

  it("is changed by whoever has seen its version, and taken back", async () => {
    const changed = await put("T_SYNC_RESPONSE_SECONDS", 55, '"0"');
    const shown = {
      name: "T_SYNC_RESPONSE_SECONDS",
      value: 55,
      configured: 48,
      version: 1,
      changed_at: expect.any(String),
    };
    expect([changed.status, changed.body["settings"]]).toEqual([200, expect.arrayContaining([shown])]);
    expect(await service.metric("ingest_sync_response_seconds")).toBe(55);
    const stale = await put("T_SYNC_RESPONSE_SECONDS", 50, '"0"');
    expect([stale.status, stale.body.failure_reason]).toEqual([412, "stale_version"]);
    const back = await put("T_SYNC_RESPONSE_SECONDS", null, '"1"');
    expect(back.body["settings"]).toContainEqual(expect.objectContaining({ value: 48, version: 2 }));
    expect(await listAudit(service.db, { limit: 2 })).toMatchObject([
      { action: "setting.unset", before: 55, after: 48 },
      { action: "setting.changed", before: 48, after: 55 },
    ]);
  });

  it.each([
    ["INGEST_MAX_PARALLEL", 0, '"0"', "invalid_settings"],
    ["INGEST_MAX_PARALLEL", 1.5, '"0"', "invalid_settings"],
    ["INGEST_MAX_PARALLEL", "4", '"0"', "invalid_request"],
    ["INGEST_MAX_PARALLEL", 4, undefined, "version_required"],
    ["INGEST_PASSWORD", 4, '"0"', "not_found"],
    ["toString", 4, '"0"', "not_found"],
  ])("%s is not set to %j", async (name, value, tag, failure) => {
    const before = await dump(service.db);
    expect((await put(name, value, tag)).body.failure_reason).toBe(failure);
    expect(await dump(service.db)).toEqual(before);
  });
});

it("providers are shown with what they last answered, whether they answer now, and for whom they edit", async () => {
  const report = { slotId: "slot-001", slotVersion: 1, provider: "local", standby: false, ms: 900 } as const;
  const ok = { ...report, result: "ok", atMs: 0, limits: { remaining: "9" } } as const;
  const failure = {
    ...report,
    result: "overload",
    atMs: 1000,
    status: 429,
    requestId: "r-1",
    reason: "too many",
  } as const;
  await saveReports(service.db, "local", { ok, failure });
  const providers = (await anna.get("/api/providers")).body["providers"] as Record<string, unknown>[];
  expect(providers.map(({ provider }) => provider)).toEqual(labelValues.provider);
  expect(providers.find(({ provider }) => provider === "local")).toEqual({
    ...{ provider: "local", configured: true, up: true, slots: expect.arrayContaining(["slot-002", "slot-test"]) },
    last_ok_at: "1970-01-01T00:00:00.000Z",
    last_failure: {
      at: "1970-01-01T00:00:01.000Z",
      result: "overload",
      reason: "too many",
      status: 429,
      request_id: "r-1",
    },
    limits: { remaining: "9" },
  });
  expect(providers.find(({ provider }) => provider === "gemini")).toEqual({
    ...{ provider: "gemini", configured: false, up: null, slots: [], last_ok_at: null, last_failure: null, limits: {} },
  });
});

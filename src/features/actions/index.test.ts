/** The playbook's actions over HTTP in the whole service: dry runs, what they do, their records, undo and revert. */
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { validateAction } from "../../../generated/validators.js";
import { dump, type SignedIn, startDesk } from "../../../scripts/testkit/operator.ts";
import type { TestService } from "../../../scripts/testkit/service.ts";
import { storePicture } from "../../../scripts/testkit/stored-pictures.ts";
import { startWebhookReceiver, type WebhookReceiver } from "../../../scripts/testkit/webhooks.ts";
import { actionTools } from "../../desk.ts";
import { listAudit } from "../../storage/repos/audit.ts";
import { findSlot } from "../../storage/repos/slots.ts";
import { startReverter } from "./revert.ts";

let service: TestService;
let anna: SignedIn;
let customer: WebhookReceiver;
let operators: WebhookReceiver;

beforeAll(async () => {
  [customer, operators] = [await startWebhookReceiver(), await startWebhookReceiver()];
  const urls = { CUSTOMER_WEBHOOK_URL: customer.url, OPERATOR_WEBHOOK_URL: operators.url };
  ({ service, anna } = await startDesk({ ...urls, WEBHOOK_SECRET: "a secret" }));
});
afterAll(async () => {
  await service.stop();
  await Promise.all([customer.stop(), operators.stop()]);
});

let reason = "";
let tests = 0;
beforeEach(() => {
  reason = `reason ${++tests}`;
});

interface Action {
  readonly id: number;
  readonly effect: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly undoable: boolean;
  readonly undone_by: string | null;
  readonly revert_at: string | null;
}

const order = (type: string, params: object, more: object = {}) =>
  anna.send("POST", "/api/actions", { type, params, reason, ...more });

function asAction(body: unknown): Action {
  if (validateAction(body) && body.id !== null) return { ...body, id: body.id };
  throw new Error(`This is no action: ${JSON.stringify(body)}`);
}

/** An action that is done. */
async function act(type: string, params: object, more: object = {}): Promise<Action> {
  const { status, body } = await order(type, params, more);
  expect([status, body]).toEqual([200, expect.anything()]);
  return asAction(body);
}
const undo = ({ id }: Action) => anna.send("POST", `/api/actions/${id}/undo`, { reason: `undo of ${reason}` });
async function undone(action: Action): Promise<void> {
  const { status, body } = await undo(action);
  expect([status, body["details"] ?? body["undone_by"]]).toEqual([200, "operator:anna"]);
}
const setting = async (name: string) =>
  ((await anna.get("/api/settings")).body["settings"] as { name: string; value: number; version: number }[]).find(
    (found) => found.name === name,
  );
const put = async (name: string, value: number | null) => {
  const headers = { "If-Match": `"${(await setting(name))?.version}"` };
  const { status } = await anna.send("PUT", `/api/settings/${name}`, { value, reason: "somebody else" }, headers);
  expect(status).toBe(200);
};
const slot = async (id: string) => (await anna.get(`/api/slots/${id}`)).body;
/** What this test changed, the newest first, as the audit has it. */
const trail = async () =>
  (await listAudit(service.db, { limit: 100 }))
    .filter((entry) => entry.reason.endsWith(reason))
    .map(({ actor, action, subject, reason: why }) => `${actor} ${action} ${subject}: ${why}`);
/** Takes back by itself what is due, as the running service does every second. */
const revertNow = async () => {
  const reverter = startReverter(
    actionTools(service.config, service.db, async () => service.media),
    service.db,
    quiet,
    async () => {},
  );
  await reverter.round();
  await reverter.stop();
};
const quiet = { info: () => undefined, warn: () => undefined };
const makeDue = ({ id }: Action) =>
  service.db.updateTable("actions").set({ revert_at: 1 }).where("id", "=", id).execute();

/** Each type of action with params that change something in a fresh service. */
const examples: [type: string, params: object][] = [
  ["t_sync_response.set", { seconds: 55 }],
  ["parallelism.set", { limit: 4 }],
  ["parallelism.set", { limit: 3, provider: "gemini" }],
  ["parallelism.set", { limit: 2, slot_id: "slot-001" }],
  ["ttl.set", { hours: 72 }],
  ["slot.maintenance", { slot_id: "slot-002", expected_end: "2199-01-01T00:00:00Z" }],
  ["notice.set", { text: "Pictures take longer." }],
];

describe("a dry run", () => {
  it.each([...examples, ["cleanup.run", { ttl_hours: 1 }], ["operators.notify", { text: "Hello" }]] as const)(
    "of %s %j says what would change, and changes nothing",
    async (type, params) => {
      const before = await dump(service.db);
      const { status, body } = await order(type, params, { dry_run: true });
      expect([status, body]).toMatchObject([200, { id: null, dry_run: true, type, after: null, undoable: false }]);
      expect(body["effect"]).toMatch(/\S/);
      expect(await dump(service.db)).toEqual(before);
    },
  );

  it("of a cleanup counts what another TTL would free", async () => {
    await storePicture(service.db, service.media, 30, { text: "thirty hours" });
    const { body } = await order("cleanup.run", { ttl_hours: 24 }, { dry_run: true });
    expect(body["effect"]).toBe("RESULT_TTL_HOURS=24 would free 1 files, 12 bytes.");
  });
});

describe("an action", () => {
  it.each(examples)("%s %j is done, recorded once, listed, and taken back", async (type, params) => {
    const before = await Promise.all([setting("T_SYNC_RESPONSE_SECONDS"), slot("slot-001"), slot("slot-002")]);
    const done = await act(type, params);
    expect(done).toMatchObject({ effect: expect.stringMatching(/\S/), undoable: true, undone_by: null });
    expect(await trail()).toHaveLength(1);
    const { body } = await anna.get("/api/actions?limit=1");
    expect(body["actions"]).toEqual([done]);
    await undone(done);
    expect(await trail()).toEqual([
      expect.stringMatching(new RegExp(`^operator:anna .*: undo of ${reason}$`)),
      expect.stringMatching(new RegExp(`^operator:anna .*: ${reason}$`)),
    ]);
    const after = await Promise.all([setting("T_SYNC_RESPONSE_SECONDS"), slot("slot-001"), slot("slot-002")]);
    const told = ({ version: _, state_since: __, changed_at: ___, ...rest }: Record<string, unknown>) => rest;
    expect(after.map((now) => told({ ...now }))).toEqual(before.map((then) => told({ ...then })));
    expect((await undo(done)).body).toMatchObject({ failure_reason: "conflict", status: 409 });
  });

  it("counts in the running service at once", async () => {
    const done = await act("t_sync_response.set", { seconds: 55 });
    expect(done.effect).toBe("T_SYNC_RESPONSE_SECONDS: 48 → 55 s for new photos.");
    expect(await service.metric("ingest_sync_response_seconds")).toBe(55);
    await undone(done);
    expect(await service.metric("ingest_sync_response_seconds")).toBe(48);
  });

  it.each([
    ["t_sync_response.set", { seconds: 61 }, "invalid_settings", "must be ≤ 60"],
    ["t_sync_response.set", {}, "invalid_settings", "params must have required property 'seconds'"],
    ["t_sync_response.set", { seconds: "55" }, "invalid_settings", "params.seconds must be number"],
    ["ttl.set", { hours: 0 }, "invalid_settings", "RESULT_TTL_HOURS"],
    ["parallelism.set", { limit: 4, provider: "gemini", slot_id: "slot-001" }, "invalid_settings", "not both"],
    ["parallelism.set", { limit: 4, provider: "magic" }, "invalid_settings", "params.provider"],
    ["slot.maintenance", { slot_id: "slot-099" }, "invalid_settings", "params.slot_id"],
    ["slot.maintenance", { slot_id: "slot-001", expected_end: "2020-01-01T00:00:00Z" }, "invalid_settings", "past"],
    ["slot.maintenance", { slot_id: "slot-001", expected_end: "2199-12-31T23:59:60Z" }, "invalid_settings", "no time"],
    ["slot.activate", { slot_id: "slot-001" }, "conflict", "active already"],
    ["provider.failover", { provider: "openai" }, "conflict", "no slot's photos are edited by openai"],
    ["provider.failover", { provider: "local" }, "conflict", "no slot of local has a standby"],
    ["notice.clear", {}, "conflict", "told nothing"],
    ["notice.set", { text: " " }, "invalid_settings", "params.text"],
    ["cleanup.run", { ttl_hours: 1 }, "invalid_settings", "goes with dry_run"],
    ["cleanup.run", { ttl_hours: -1 }, "invalid_settings", "RESULT_TTL_HOURS"],
    ["dance", {}, "invalid_request", "/type"],
  ])("%s %j is refused as %s", async (type, params, failure, details) => {
    const before = await dump(service.db);
    const { body } = await order(type, params);
    expect([body.failure_reason, body["details"]]).toEqual([failure, expect.stringContaining(details)]);
    expect(await dump(service.db)).toEqual(before);
  });

  it("is not taken back over somebody's newer decision, and not when it is not there", async () => {
    const done = await act("t_sync_response.set", { seconds: 55 });
    await put("T_SYNC_RESPONSE_SECONDS", 50);
    const before = await dump(service.db);
    expect((await undo(done)).body).toMatchObject({ failure_reason: "conflict", status: 409 });
    expect((await undo({ ...done, id: 99_999 })).body).toMatchObject({ failure_reason: "not_found" });
    expect(await dump(service.db)).toEqual(before);
    await put("T_SYNC_RESPONSE_SECONDS", null);
  });

  it.each([
    ["t_sync_response.set", { seconds: 55 }],
    ["parallelism.set", { limit: 2, slot_id: "slot-001" }],
    ["notice.set", { text: "Pictures take longer." }],
    ["slot.maintenance", { slot_id: "slot-002" }],
  ])(
    "%s %j that is sent many times at once is done once, and taken back when its time is over",
    async (type, params) => {
      const before = (await listAudit(service.db, { limit: 1 }))[0]?.id ?? 0;
      const sent = Array.from({ length: 20 }, () => order(type, params, { revert_after_minutes: 30 }));
      const answers = (await Promise.all(sent)).map(({ body }) => body);
      const done = answers.filter(({ failure_reason }) => failure_reason !== "conflict").map(asAction);
      expect(done).toMatchObject([{ undoable: true }]);
      expect((await listAudit(service.db, { limit: 100 })).filter(({ id }) => id > before)).toHaveLength(1);
      for (const action of done) await makeDue(action);
      await revertNow();
      const [last] = await listAudit(service.db, { limit: 1 });
      expect(last).toMatchObject({ actor: "rule:revert", action: expect.not.stringContaining("kept") });
    },
  );

  it("can be taken back once what came after it was taken back", async () => {
    const first = await act("t_sync_response.set", { seconds: 55 });
    const second = await act("t_sync_response.set", { seconds: 60 });
    expect((await undo(first)).status).toBe(409);
    await undone(second);
    await undone(first);
    expect(await setting("T_SYNC_RESPONSE_SECONDS")).toMatchObject({ value: 48 });
    const [one, other] = [await act("notice.set", { text: "One." }), await act("notice.set", { text: "Other." })];
    await undone(other);
    await undone(one);
    expect((await anna.get("/status")).body["notice"]).toBeNull();
  });
});

describe("an action with an end", () => {
  it("is taken back by itself when its time is over, by a rule, once", async () => {
    const done = await act("t_sync_response.set", { seconds: 55 }, { revert_after_minutes: 30 });
    expect(Date.parse(done.revert_at ?? "") / 60_000).toBeCloseTo(Date.now() / 60_000 + 30, 0);
    await revertNow();
    expect(await setting("T_SYNC_RESPONSE_SECONDS")).toMatchObject({ value: 55 });
    await makeDue(done);
    await Promise.all([revertNow(), revertNow()]);
    expect(await setting("T_SYNC_RESPONSE_SECONDS")).toMatchObject({ value: 48 });
    expect(await listAudit(service.db, { limit: 1, actor: "rule:revert" })).toMatchObject([
      { action: "setting.unset", reason: `the time that was set for action ${done.id} is over` },
    ]);
    expect((await anna.get("/api/actions?limit=1")).body["actions"]).toMatchObject([
      { id: done.id, undone_by: "rule:revert", revert_at: null, undoable: false },
    ]);
  });

  it("is left as it is, with a record, when somebody has changed it since", async () => {
    const done = await act("parallelism.set", { limit: 4 }, { revert_after_minutes: 1 });
    await put("INGEST_MAX_PARALLEL", 6);
    await makeDue(done);
    await Promise.all([revertNow(), revertNow()]);
    expect(await setting("INGEST_MAX_PARALLEL")).toMatchObject({ value: 6 });
    const kept = await listAudit(service.db, { limit: 9, subject: `action:${done.id}` });
    expect(kept).toMatchObject([{ actor: "rule:revert", action: "action.kept" }]);
  });

  it("leaves what somebody decided anew, be it the same as before", async () => {
    const done = await act("slot.maintenance", { slot_id: "slot-004" }, { revert_after_minutes: 30 });
    await act("slot.activate", { slot_id: "slot-004" });
    const again = await act("slot.maintenance", { slot_id: "slot-004" });
    await makeDue(done);
    await revertNow();
    expect(await slot("slot-004")).toMatchObject({ state: "maintenance", state_reason: reason });
    const kept = await listAudit(service.db, { limit: 9, subject: `action:${done.id}` });
    expect(kept).toMatchObject([{ actor: "rule:revert", action: "action.kept" }]);
    await undone(again);
  });

  it("that replaced another one with an end goes back to before both, when both are over", async () => {
    const first = await act("t_sync_response.set", { seconds: 55 }, { revert_after_minutes: 30 });
    const second = await act("t_sync_response.set", { seconds: 60 }, { revert_after_minutes: 30 });
    await makeDue(first);
    await revertNow();
    expect(await setting("T_SYNC_RESPONSE_SECONDS")).toMatchObject({ value: 60 });
    await makeDue(second);
    await revertNow();
    expect(await setting("T_SYNC_RESPONSE_SECONDS")).toMatchObject({ value: 48 });
  });

  it("does not wait for another one that cannot be taken back", async () => {
    const broken = await act("ttl.set", { hours: 72 }, { revert_after_minutes: 30 });
    const done = await act("parallelism.set", { limit: 4, provider: "openai" }, { revert_after_minutes: 30 });
    await service.db.updateTable("actions").set({ before: null }).where("id", "=", broken.id).execute();
    await makeDue(broken);
    await makeDue(done);
    await revertNow();
    expect(await setting("OPENAI_MAX_PARALLEL")).toMatchObject({ value: 1000 });
    await service.db.updateTable("actions").set({ revert_at: null }).where("id", "=", broken.id).execute();
    await put("RESULT_TTL_HOURS", null);
  });

  it("is refused where nothing can be taken back", async () => {
    const { body } = await order("operators.notify", { text: "x" }, { revert_after_minutes: 5 });
    expect(body).toMatchObject({ failure_reason: "invalid_settings" });
  });
});

describe("slots", () => {
  it("go into maintenance and back, and the operators are told of both", async () => {
    const off = await act("slot.maintenance", { slot_id: "slot-003", expected_end: "2199-01-01T00:00:00Z" });
    expect(await slot("slot-003")).toMatchObject({ state: "maintenance", state_reason: reason, state_by: "operator" });
    expect((await order("slot.maintenance", { slot_id: "slot-003" })).body).toMatchObject({
      failure_reason: "conflict",
    });
    const on = await act("slot.activate", { slot_id: "slot-003" });
    expect(await slot("slot-003")).toMatchObject({ state: "active", state_reason: "" });
    expect((await undo(off)).status).toBe(409);
    await undone(on);
    expect(await slot("slot-003")).toMatchObject({
      state: "maintenance",
      state_reason: reason,
      state_until: expect.stringMatching(/^2199/),
    });
    await undone(off);
    expect(await slot("slot-003")).toMatchObject({ state: "active" });
    const told = () => operators.received.filter(({ message }) => message["text"]?.toString().includes("slot-003"));
    await expect.poll(told, { timeout: 10_000 }).toHaveLength(4);
    // They are sent several at a time.
    const first = told().find(({ message }) => message["event"] === "slot.maintenance");
    expect(first?.message).toMatchObject({
      event: "slot.maintenance",
      audience: "operators",
      text: expect.stringMatching(
        /^slot-003 is in maintenance until 2199-01-01T00:00:00.000Z, by operator:anna: .*reason/,
      ),
      data: { slots: ["slot-003"], by: "operator:anna" },
    });
  });

  it.each([
    ["2199-12-31T23:59:60Z", "no time that there is"],
    ["9999-12-31T23:59:59-23:00", "no time that there is"],
    ["2020-01-01T00:00:00Z", "in the past"],
  ])("take no maintenance until %s, by which nobody could read them again", async (end, details) => {
    const before = await dump(service.db);
    const body = { on: true, expected_end: end, reason };
    const refusal = await anna.send("POST", "/api/slots/slot-005/maintenance", body);
    expect([refusal.body.failure_reason, refusal.body["details"]]).toEqual([
      "invalid_settings",
      expect.stringContaining(details),
    ]);
    expect(await dump(service.db)).toEqual(before);
  });

  it("fail over to their standbys, those that have one, and back with their settings", async () => {
    const standby = { provider: "fault", settings: { fault: "none" } } as const;
    await service.setSlot("slot-004", { settings: { edit: "frame" }, standby, state: "tripped", stateBy: "rule" });
    await service.setSlot("slot-005", { standby, state: "maintenance", stateReason: "lens" });
    await service.setSlot("slot-006", { standby: { provider: "gemini", settings: {} } });
    const done = await act("provider.failover", { provider: "local" });
    expect(done.effect).toMatch(
      /^slot-004 → fault, slot-005 → fault\. Without a standby that could: slot-001, .*slot-006/,
    );
    expect(await slot("slot-004")).toMatchObject({
      ...{ provider: "fault", settings: { fault: "none" }, state: "active" },
      standby: { provider: "local", settings: { edit: "frame" } },
    });
    expect(await slot("slot-005")).toMatchObject({ provider: "fault", state: "maintenance", state_reason: "lens" });
    expect(await slot("slot-006")).toMatchObject({ provider: "local" });
    expect(await trail()).toHaveLength(2);
    await undone(done);
    expect(await slot("slot-004")).toMatchObject({ provider: "local", settings: { edit: "frame" }, standby });
    const again = await act("provider.failover", { provider: "local" });
    await service.setSlot("slot-005", { settings: { fault: "error" } });
    expect((await undo(again)).body).toMatchObject({ failure_reason: "conflict" });
    expect(await findSlot(service.db, "slot-004")).toMatchObject({ provider: "fault" });
  });
});

describe("messages", () => {
  it("to customers stand on /status, which anybody may read, and come by webhook", async () => {
    const text = "Bilder dauern länger: <b>bitte warten</b>.";
    const on = await act("notice.set", { text });
    const status = await (await fetch(`${service.url}/status`)).json();
    expect(status).toMatchObject({ notice: { text, since: expect.any(String) } });
    const off = await act("notice.clear", {});
    expect(await (await fetch(`${service.url}/status`)).json()).toMatchObject({ notice: null });
    await undone(off);
    expect((await anna.get("/status")).body).toMatchObject({ notice: { text } });
    await undone(on);
    const told = () => customer.received.filter(({ message }) => String(message["text"]).includes("Bilder"));
    await expect.poll(told, { timeout: 10_000 }).toHaveLength(4);
    // They are sent several at a time.
    expect(
      told()
        .map(({ message: { event, audience, text: says } }) => `${event} ${audience} ${says}`)
        .sort(),
    ).toEqual([
      `customer.notice customer ${text}`,
      `customer.notice customer ${text}`,
      `customer.notice_ended customer This is over: ${text}`,
      `customer.notice_ended customer This is over: ${text}`,
    ]);
  });

  it("to operators come by their webhook, and nothing takes them back", async () => {
    const text = `The fair opens at ten (${reason}).`;
    const sent = await act("operators.notify", { text });
    expect(sent.undoable).toBe(false);
    expect((await undo(sent)).body).toMatchObject({ failure_reason: "conflict" });
    const told = () => operators.received.filter(({ message }) => message["text"] === text);
    await expect.poll(told, { timeout: 10_000 }).toHaveLength(1);
    expect(told()[0]?.message).toMatchObject({ event: "operators.message", data: { reason, by: "operator:anna" } });
    expect(await trail()).toEqual([`operator:anna operators.notified operators: ${reason}`]);
  });
});

it("a cleanup deletes what has expired and says how much", async () => {
  await storePicture(service.db, service.media, 1000, { text: "old" });
  const done = await act("cleanup.run", {});
  expect(done).toMatchObject({ effect: "Deletes 1 files, 3 bytes.", after: { files: 1, bytes: 3 }, undoable: false });
  expect(await trail()).toEqual([`operator:anna cleanup.run media: ${reason}`]);
});

it("pages of actions and of the audit go on where the one before ended", async () => {
  for (let i = 0; i < 3; i++) await act("operators.notify", { text: `page ${i}` });
  const ids = async (path: string, of: string) =>
    ((await anna.get(path)).body[of] as { id: number }[]).map(({ id }) => id);
  for (const [path, of] of [
    ["/api/actions", "actions"],
    ["/api/audit", "entries"],
  ] as const) {
    const [a, b, c] = await ids(`${path}?limit=3`, of);
    expect(await ids(`${path}?limit=2&before=${a}`, of)).toEqual([b, c]);
  }
  const mine = await anna.get("/api/audit?subject=operators&actor=operator:anna&limit=1");
  expect(mine.body["entries"]).toMatchObject([{ action: "operators.notified", after: "page 2", reason }]);
  expect((await anna.get("/api/audit?actor=operator:bert")).body["entries"]).toEqual([]);
});

it("shows no action of a type that this version does not know as another one, and takes none back", async () => {
  const { id } = await act("notice.set", { text: "Pictures are late." });
  await sql`update actions set type = 'notice.shout' where id = ${id}`.execute(service.db);
  const { status, body } = await anna.get("/api/actions");
  expect(status).toBe(200);
  expect(JSON.stringify(body)).not.toMatch(/notice\.shout|Pictures are late/);
  expect(await anna.send("POST", `/api/actions/${id}/undo`, { reason })).toMatchObject({ status: 404 });
  await sql`update actions set type = 'notice.set' where id = ${id}`.execute(service.db);
  expect(await anna.send("POST", `/api/actions/${id}/undo`, { reason })).toMatchObject({ status: 200 });
});

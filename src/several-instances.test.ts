/** Two whole services on one PostgreSQL: what is changed on one holds on the other, and what is due is done once. */
import { hostname } from "node:os";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { useTempFolder } from "../scripts/testkit/folders.ts";
import { jsonOf, photoForm, post } from "../scripts/testkit/ingest.ts";
import { type SignedIn, startDesk } from "../scripts/testkit/operator.ts";
import { makePhoto } from "../scripts/testkit/photos.ts";
import { createPostgresDatabase, type PostgresDatabase } from "../scripts/testkit/postgres.ts";
import { startTestService, type TestService, testPassword } from "../scripts/testkit/service.ts";
import { actionTools } from "./desk.ts";
import { startReverter } from "./features/actions/revert.ts";
import { runAction } from "./features/actions/service.ts";
import { listAudit } from "./storage/repos/audit.ts";
import { forgetInstance, livingInstances, registerInstance } from "./storage/repos/instances.ts";
import { findSlot } from "./storage/repos/slots.ts";

/** Within this every instance follows a change; the test allows a busy machine more. */
const soon = (check: () => unknown) => vi.waitFor(check, { timeout: 10_000, interval: 20 });

const folder = useTempFolder();
let postgres: PostgresDatabase;
let a: TestService;
let anna: SignedIn;
let b: TestService;

beforeAll(async () => {
  postgres = await createPostgresDatabase();
  const config = { DATABASE_URL: postgres.url, DATABASE_MAX_CONNECTIONS: 5 };
  ({ service: a, anna } = await startDesk(config));
  b = await startTestService(config);
});
afterAll(async () => {
  await Promise.all([a.stop(), b.stop()]);
  await postgres.drop();
});

const order = async (method: "PUT" | "POST", path: string, body: object, headers: Record<string, string> = {}) => {
  const { status } = await anna.send(method, path, { reason: "a test", ...body }, headers);
  expect(status).toBe(200);
};
const send = async ({ url }: TestService) =>
  await post(`${url}/api/ingest/slot-001`, photoForm(await makePhoto({ width: 64, height: 48 }), testPassword));

describe("two services on one database", () => {
  it("follow a setting that was changed on the other", async () => {
    await order("PUT", "/api/settings/T_SYNC_RESPONSE_SECONDS", { value: 55 }, { "If-Match": '"0"' });
    await order("PUT", "/api/settings/INGEST_MAX_PARALLEL", { value: 7 }, { "If-Match": '"0"' });
    await soon(async () => expect(await b.metric("ingest_sync_response_seconds")).toBe(55));
    await soon(async () => expect(await b.metric('ingest_permits_limit{pool="global"}')).toBe(7));
  });

  it("refuse photos of a slot at once that was closed on the other, and show it soon", async () => {
    await order("POST", "/api/slots/slot-001/maintenance", { on: true });
    const answer = await send(b);
    expect([answer.status, jsonOf(answer)["failure_reason"]]).toEqual([503, "slot_maintenance"]);
    await soon(async () => {
      expect(await b.metric('slot_state{slot_id="slot-001",state="maintenance"}')).toBe(1);
    });
    await order("POST", "/api/slots/slot-001/maintenance", { on: false });
    expect((await send(b)).status).toBe(200);
  });

  it("take an action back once, however many of them see that its time is over", async () => {
    const { db } = a;
    const instances = [a, b, a].map(({ config, db: own, media }) => ({
      db: own,
      tools: actionTools(config, own, async () => media),
    }));
    const tools = actionTools(a.config, db, async () => a.media);
    const mandate = { actor: "operator:anna", reason: "a test of reverts" } as const;
    const revertInMs = 60_000;
    const orders = ["slot-002", "slot-003", "slot-004"].map((id) => ({
      ...({ type: "slot.maintenance", params: { slot_id: id } } as const),
      ...{ dryRun: false, revertInMs },
    }));
    for (const one of orders) expect(await runAction(tools, db, one, mandate)).toMatchObject({ ok: true });
    await db.updateTable("actions").set({ revert_at: 1 }).execute();
    const quiet = { info: () => undefined, warn: () => undefined };
    const reverters = instances.map((one) => startReverter(one.tools, one.db, quiet, async () => undefined));
    await Promise.all(reverters.map((one) => one.round()));
    await Promise.all(reverters.map((one) => one.stop()));
    for (const id of ["slot-002", "slot-003", "slot-004"] as const) {
      await soon(async () => expect((await findSlot(db, id))?.state).toBe("active"));
      const undone = await listAudit(db, { subject: `slot:${id}`, actor: "rule:revert", limit: 9 });
      expect(undone.map(({ action }) => action)).toEqual(["slot.activated"]);
    }
    expect((await listAudit(db, { actor: "rule:revert", limit: 99 })).map(({ action }) => action)).not.toContain(
      "action.kept",
    );
  });
});

it("warns the one that comes second when each keeps pictures in a folder of its own, and then only", async () => {
  const warned = ({ logged }: TestService) => logged.filter(({ message }) => /^MEDIA_URL is empty/.test(`${message}`));
  expect([warned(a), warned(b)]).toEqual([
    [],
    [expect.objectContaining({ level: "warn", message: expect.stringContaining(hostname()) })],
  ]);
  const config = { ...b.config, MEDIA_URL: `file://${b.config.DATA_DIR}/media` };
  const { DATA_DIR: _own, ...shared } = config;
  const c = await startTestService(shared);
  expect(warned(c)).toEqual([]);
  await c.stop();
});

it("refuses to keep pictures in a folder of its own beside an instance on another machine, and leaves no trace", async () => {
  const there = { id: "there", host: "hall-2.example" };
  await registerInstance(a.db, there);
  const before = await livingInstances(a.db);
  await expect(startTestService({ ...b.config, DATA_DIR: folder() })).rejects.toThrow(
    /^MEDIA_URL is empty, .*on .*hall-2\.example/,
  );
  expect(await livingInstances(a.db)).toEqual(before);
  await forgetInstance(a.db, there);
});

/** Notifiers of several instances on one outbox: each message goes out once, and one that dies with it is followed. */
import { Registry } from "prom-client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createMetrics } from "../../../generated/metrics.ts";
import { createPostgresDatabase, type PostgresDatabase } from "../../../scripts/testkit/postgres.ts";
import { startWebhookReceiver, type WebhookReceiver } from "../../../scripts/testkit/webhooks.ts";
import { createLog } from "../../log.ts";
import { openDatabase } from "../../storage/database.ts";
import { dueMessages, enqueue, listOutbox } from "../../storage/repos/outbox.ts";
import type { Db } from "../../storage/schema.ts";
import { startNotifier } from "./service.ts";

const soon = (check: () => unknown) => vi.waitFor(check, { timeout: 20_000, interval: 20 });

let postgres: PostgresDatabase;
let receiver: WebhookReceiver;
const dbs: Db[] = [];
const ending: { stop(): Promise<void> }[] = [];
const open = async () => {
  const config = { DATA_DIR: "", DATABASE_URL: postgres.url, DATABASE_MAX_CONNECTIONS: 3 };
  const db = await openDatabase(config, "service");
  dbs.push(db);
  return db;
};

beforeEach(async () => {
  postgres = await createPostgresDatabase();
  receiver = await startWebhookReceiver();
});
afterEach(async () => {
  for (const one of ending.splice(0)) await one.stop();
  for (const db of dbs.splice(0)) await db.destroy();
  await receiver.stop();
  await postgres.drop();
});

async function startOne(): Promise<void> {
  const config = { OPERATOR_WEBHOOK_URL: receiver.url, CUSTOMER_WEBHOOK_URL: "", WEBHOOK_SECRET: "a secret" };
  const metrics = createMetrics(new Registry());
  ending.push(startNotifier({ db: await open(), secrets: () => config, metrics, log: createLog("silent") }));
}

async function putIn(db: Db, count: number): Promise<void> {
  for (let i = 0; i < count; i += 1) {
    const key = `message ${i}`;
    await enqueue(db, { audience: "operators", event: "slot.tripped", dedupeKey: key, payload: { text: key } });
  }
}

const texts = () => receiver.received.map(({ message }) => message["text"]);

describe("notifiers of several instances", () => {
  it("deliver each of two hundred messages once", async () => {
    const db = await open();
    await putIn(db, 200);
    await Promise.all([startOne(), startOne(), startOne()]);
    await soon(async () => {
      expect((await listOutbox(db, 300)).filter(({ deliveredAtMs }) => deliveredAtMs === null)).toEqual([]);
    });
    expect(texts().sort()).toEqual(Array.from({ length: 200 }, (_, i) => `message ${i}`).sort());
  });

  it("claim as many as they can send, each its own, in their order", async () => {
    const db = await open();
    await putIn(db, 60);
    const claims = await Promise.all(Array.from({ length: 8 }, () => dueMessages(db, 10, 60_000)));
    const ids = claims.flat().map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const claim of claims) {
      expect(claim.length).toBeLessThanOrEqual(10);
      const places = claim.map(({ payload }) => Number(payload.text.split(" ")[1]));
      expect(places).toEqual([...places].sort((a, b) => a - b));
    }
  });

  it("deliver what one died with when its claim is over, under the same id", async () => {
    const db = await open();
    await putIn(db, 3);
    const claimed = await dueMessages(db, 2, 1_000);
    expect(claimed).toHaveLength(2);
    await Promise.all([startOne(), startOne()]);
    await soon(() => expect(texts()).toHaveLength(1));
    await soon(() => expect(texts()).toHaveLength(3));
    const keys = receiver.received.map(({ headers }) => headers["idempotency-key"]);
    expect(keys).toEqual(expect.arrayContaining(claimed.map(({ id }) => id)));
    expect(texts()[0]).toBe("message 2");
  });
});

/** Delivery from the outbox to receivers on loopback. */
import { sql } from "kysely";
import { Registry } from "prom-client";
import { afterEach, expect, it, vi } from "vitest";
import { createMetrics } from "../../../generated/metrics.ts";
import { describeWithDatabase } from "../../../scripts/testkit/databases.ts";
import { freePort } from "../../../scripts/testkit/ports.ts";
import { readSeries } from "../../../scripts/testkit/service.ts";
import { isSigned, startWebhookReceiver, type WebhookReceiver } from "../../../scripts/testkit/webhooks.ts";
import { createLog } from "../../log.ts";
import { enqueue, listOutbox } from "../../storage/repos/outbox.ts";
import type { Db } from "../../storage/schema.ts";
import { type Notifier, startNotifier, webhookProblem } from "./service.ts";

const SECRET = "a secret of webhooks";

/** Waits for what is to become true, as long as a busy machine may take. */
const soon = (check: () => unknown) => vi.waitFor(check, { timeout: 10_000, interval: 20 });

const receivers: WebhookReceiver[] = [];
const notifiers: Notifier[] = [];
afterEach(async () => {
  // First the notifiers: whoever waits for an answer would try again.
  for (const one of [...notifiers.splice(0), ...receivers.splice(0)]) await one.stop();
});

async function receiver(...options: Parameters<typeof startWebhookReceiver>): Promise<WebhookReceiver> {
  const started = await startWebhookReceiver(...options);
  receivers.push(started);
  return started;
}

function start(db: Db, urls: { operators?: string; customer?: string }) {
  const registry = new Registry();
  const logged: Record<string, unknown>[] = [];
  const log = createLog("info", { write: (line) => void logged.push(JSON.parse(line)) });
  const { operators = "", customer = "" } = urls;
  const config = { OPERATOR_WEBHOOK_URL: operators, CUSTOMER_WEBHOOK_URL: customer, WEBHOOK_SECRET: SECRET };
  const notifier = startNotifier({ db, secrets: () => config, log, metrics: createMetrics(registry) });
  notifiers.push(notifier);
  const count = async (audience: string, delivery: string) =>
    readSeries(await registry.metrics(), `notifications_total{audience="${audience}",delivery="${delivery}"}`);
  return { notifier, logged, count };
}

const message = (key: string, audience: "operators" | "customer" = "operators") => ({
  ...{ audience, event: "slot.tripped", dedupeKey: key },
  payload: { text: `It is ${key}: “ß” & <b>`, slots: ["slot-001"], reason: "why" },
});

/** What failed is due now. */
const hurry = (db: Db) => sql`update outbox set next_attempt_at = 0 where next_attempt_at is not null`.execute(db);

describeWithDatabase("notifications", (db) => {
  it("are signed JSON, under the message's id, and delivered once each", async () => {
    const operators = await receiver();
    const customer = await receiver();
    for (const key of ["a", "b"]) await enqueue(db(), message(key));
    await enqueue(db(), message("c", "customer"));
    const { count } = start(db(), { operators: operators.url, customer: customer.url });
    await soon(async () => expect((await listOutbox(db(), 9)).every((row) => row.deliveredAtMs)).toBe(true));
    const [row] = await listOutbox(db(), 9, "customer");
    expect(customer.received.map(({ message }) => message)).toEqual([
      {
        id: row?.id,
        event: "slot.tripped",
        at: new Date(row?.createdAtMs ?? 0).toISOString(),
        audience: "customer",
        text: "It is c: “ß” & <b>",
        data: { slots: ["slot-001"], reason: "why" },
      },
    ]);
    expect(customer.received[0]?.headers).toMatchObject({
      "content-type": "application/json",
      "idempotency-key": row?.id,
    });
    expect([...operators.received, ...customer.received].every((webhook) => isSigned(webhook, SECRET))).toBe(true);
    expect(operators.received.map(({ message }) => message["text"]).sort()).toEqual([
      "It is a: “ß” & <b>",
      "It is b: “ß” & <b>",
    ]);
    expect(await count("operators", "delivered")).toBe(2);
    expect(await count("customer", "delivered")).toBe(1);
  });

  it("are kept, and said to have no receiver, where no webhook is configured", async () => {
    await enqueue(db(), message("a", "customer"));
    const { count } = start(db(), {});
    await soon(async () =>
      expect(await listOutbox(db(), 9)).toMatchObject([
        {
          nextAttemptAtMs: null,
          deliveredAtMs: null,
          lastError: "there is no receiver: CUSTOMER_WEBHOOK_URL is empty",
        },
      ]),
    );
    expect(await count("customer", "given_up")).toBe(0);
  });

  it("wait for a receiver that is down, and come under the same key when it is up", async () => {
    const port = await freePort();
    await enqueue(db(), message("a"));
    const { count, logged } = start(db(), { operators: `http://127.0.0.1:${port}/hook?token=hidden` });
    const row = async () => (await listOutbox(db(), 1))[0];
    await soon(async () => expect((await row())?.lastError).toContain("ECONNREFUSED"));
    const up = await receiver((response, attempt) => response.writeHead(attempt === 1 ? 503 : 200).end("x"), port);
    await hurry(db());
    await soon(() => expect(up.received).toHaveLength(1));
    await soon(async () => expect((await row())?.lastError).toContain("503"));
    await hurry(db());
    await soon(async () => expect((await row())?.deliveredAtMs).toEqual(expect.any(Number)));
    expect(new Set(up.received.map(({ headers }) => headers["idempotency-key"]))).toEqual(new Set([(await row())?.id]));
    expect(up.received).toHaveLength(2);
    expect((await count("operators", "failed")) ?? 0).toBeGreaterThanOrEqual(2);
    expect(JSON.stringify(logged)).not.toMatch(/hidden|a secret/);
  });

  it("are given up, with an error in the log, by a receiver that is gone", async () => {
    const gone = await receiver((response) => response.writeHead(410).end());
    await enqueue(db(), message("a"));
    const { count, logged } = start(db(), { operators: gone.url });
    await soon(async () => expect(await listOutbox(db(), 1)).toMatchObject([{ nextAttemptAtMs: null }]));
    expect(await listOutbox(db(), 1)).toMatchObject([{ deliveredAtMs: null, lastError: "the receiver answered 410" }]);
    await soon(async () => expect(await count("operators", "given_up")).toBe(1));
    expect(logged).toContainEqual(expect.objectContaining({ level: "error", event: "slot.tripped" }));
  });

  it("do not follow a redirect", async () => {
    const elsewhere = await receiver();
    const turning = await receiver((response) => response.writeHead(307, { location: elsewhere.url }).end());
    await enqueue(db(), message("a"));
    start(db(), { operators: turning.url });
    await soon(async () => expect((await listOutbox(db(), 1))[0]?.lastError).toBe("the receiver answered 307"));
    expect(elsewhere.received).toEqual([]);
  });

  it("do not read what a receiver has to say, and go on while one of them hangs", async () => {
    const endless = await receiver((response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write("x".repeat(1000)), 5);
      response.on("close", () => clearInterval(drip));
    });
    const hanging = await receiver(() => {});
    await enqueue(db(), message("a", "customer"));
    await enqueue(db(), message("b", "operators"));
    const { notifier } = start(db(), { operators: hanging.url, customer: endless.url });
    await soon(async () => expect((await listOutbox(db(), 9, "customer"))[0]?.deliveredAtMs).not.toBeNull());
    await soon(() => expect(hanging.received).toHaveLength(1));
    // Stopped with a message in hand: it is due at once, for the next process.
    await notifier.stop();
    const [row] = await listOutbox(db(), 9, "operators");
    expect(row).toMatchObject({ deliveredAtMs: null, lastError: "the service stopped" });
    expect(row?.nextAttemptAtMs).toBeLessThanOrEqual(Date.now() + 1000);
    const up = await receiver();
    start(db(), { operators: up.url });
    await soon(() => expect(up.received).toHaveLength(1));
    expect(up.received[0]?.headers["idempotency-key"]).toBe(row?.id);
  });
});

it("refuses webhooks without a secret, and addresses that are none", () => {
  const config = { OPERATOR_WEBHOOK_URL: "", CUSTOMER_WEBHOOK_URL: "", WEBHOOK_SECRET: "" };
  expect(webhookProblem(config)).toBeUndefined();
  expect(webhookProblem({ ...config, CUSTOMER_WEBHOOK_URL: "https://host/x" })).toContain(
    "CUSTOMER_WEBHOOK_URL is set and WEBHOOK_SECRET is not",
  );
  const signed = { ...config, WEBHOOK_SECRET: SECRET };
  expect(webhookProblem({ ...signed, OPERATOR_WEBHOOK_URL: "https://" })).toContain("OPERATOR_WEBHOOK_URL is no URL");
  const named = webhookProblem({ ...signed, OPERATOR_WEBHOOK_URL: "https://anna:hunter2@host/x" });
  expect(named).toContain("OPERATOR_WEBHOOK_URL has a name or password");
  expect(named).not.toContain("hunter2");
  expect(webhookProblem({ ...signed, OPERATOR_WEBHOOK_URL: "https://host/x" })).toBeUndefined();
});

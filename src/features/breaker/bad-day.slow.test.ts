/** A provider's bad day through the whole service: photos, states, answers, webhooks, a restart, and the way back. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Config } from "../../../generated/config.ts";
import type { SlotId } from "../../../generated/contract.ts";
import { jsonOf, photoForm, post } from "../../../scripts/testkit/ingest.ts";
import { makePhoto, makeUnique } from "../../../scripts/testkit/photos.ts";
import { startTestService, type TestService, testPassword } from "../../../scripts/testkit/service.ts";
import { isSigned, startWebhookReceiver, type WebhookReceiver } from "../../../scripts/testkit/webhooks.ts";
import { type BreakerRules, breakerRules } from "../../core/breaker.ts";
import type { ProviderDriver } from "../../core/provider.ts";
import { local } from "../../providers/local.ts";
import { listAudit } from "../../storage/repos/audit.ts";

const SECRET = "a secret of webhooks";
const soon = (check: () => unknown) => vi.waitFor(check, { timeout: 15_000, interval: 25 });

const slots = ["slot-001", "slot-002", "slot-003"] as const;
/** Half a minute's window; a slot that trips stays so until the service is started anew with `probing`. */
const patient: BreakerRules = { ...breakerRules, windowMs: 30_000, coolDownMs: { first: 600_000, most: 600_000 } };
const probing: BreakerRules = { ...patient, coolDownMs: { first: 50, most: 200 } };

let dataDir: string;
let receiver: WebhookReceiver;
let service: TestService;
/** What the stand-in for gemini does: edits as local does, or fails. */
let well = true;

const gemini: ProviderDriver = {
  ...local,
  name: "gemini",
  configured: () => true,
  async process(request, context) {
    if (well) return await local.process(request, context);
    return { ok: false, kind: "overload", reason: "told to fail", requestId: "gemini-request-1" };
  },
};

const start = async (rules: BreakerRules) => {
  const config: Partial<Config> = { DATA_DIR: dataDir, OPERATOR_WEBHOOK_URL: receiver.url, WEBHOOK_SECRET: SECRET };
  return await startTestService(config, [local, gemini], rules);
};

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "phc-test-"));
  receiver = await startWebhookReceiver();
  well = true;
});
afterEach(async () => {
  await service.drain();
  await receiver.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const photo = makePhoto({ width: 64, height: 48 });
async function send(id: SlotId) {
  // A photo of its own each time: the picture of the same photo would be given again, without a call.
  const body = photoForm(makeUnique(await photo), testPassword);
  return await post(`${service.url}/api/ingest/${id}`, body);
}

const state = (id: SlotId, name: string) => service.metric(`slot_state{slot_id="${id}",state="${name}"}`);
const events = () => receiver.received.map(({ message }) => message["event"]);

it("is told once, cut off, survived by a restart, probed, and over", async () => {
  service = await start(patient);
  for (const id of slots) await service.setSlot(id, { provider: "gemini", maxAttempts: 1 });
  await service.setSlot("slot-001", { standby: { provider: "local", settings: {} }, maxAttempts: 2 });

  for (let i = 0; i < 8; i += 1) expect((await send("slot-002")).status).toBe(200);
  well = false;
  for (const id of ["slot-002", "slot-003"] as const) expect((await send(id)).status).toBe(502);
  await soon(async () => expect(await state("slot-003", "degraded")).toBe(1));
  await soon(() => expect(events()).toEqual(["provider.degraded"]));
  expect(receiver.received[0]?.message.data).toMatchObject({
    ...{ provider: "gemini", slots, state: "degraded", playbook: "ops.md#provider-errors" },
    request_ids: ["gemini-request-1", "gemini-request-1"],
  });

  // Nobody is there to be told when it gets worse.
  const { port } = receiver;
  await receiver.stop();
  for (let i = 0; i < 8; i += 1) await Promise.all(slots.map(send));
  await soon(async () => {
    for (const id of slots) expect(await state(id, "tripped")).toBe(1);
  });
  expect((await send("slot-001")).status).toBe(200);
  const refused = await send("slot-002");
  expect([refused.status, refused.headers["retry-after"]]).toEqual([503, "30"]);
  expect(jsonOf(refused)).toMatchObject({ failure_reason: "slot_tripped" });
  await service.drain();

  receiver = await startWebhookReceiver(undefined, port);
  well = true;
  service = await start(probing);
  await soon(async () => {
    for (const id of slots) expect(await state(id, "active")).toBe(1);
  });
  await soon(() => expect(events()).toContain("slot.tripped"));
  await soon(() => expect(events()).toContain("slot.recovered"));
  const told = receiver.received.filter(({ message }) => message["event"] === "slot.tripped");
  expect(new Set(told.map(({ headers }) => headers["idempotency-key"])).size).toBe(1);
  expect(told[0]?.message.data).toMatchObject({ slots, state: "tripped" });
  expect(receiver.received.every((webhook) => isSigned(webhook, SECRET))).toBe(true);

  expect((await send("slot-002")).status).toBe(200);
  const attempts = 'provider_attempts_total{slot_id="slot-test",provider="gemini",result="ok"}';
  expect(await service.metric(attempts)).toBe(9);
  expect(
    await service.metric('ingest_requests_total{slot_id="slot-test",provider="gemini",outcome="success"}'),
  ).toBeOneOf([0, undefined]);
  expect(await service.tempFiles()).toEqual([]);
  const audit = await listAudit(service.db, { subject: "slot:slot-002", limit: 9 });
  expect(audit.map(({ action }) => action)).toEqual([
    "slot.recovered",
    "slot.probing",
    "slot.tripped",
    "provider.degraded",
  ]);
});

/** The incident of 2026-01-08: for 3.5 hours a provider answered 200 without an image to three calls in ten. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { SlotId } from "../generated/contract.ts";
import { providerDrivers } from "../src/providers/index.ts";
import { listSlots, type SlotChange } from "../src/storage/repos/slots.ts";
import { alertsFired, compressedRules, type Day, evenly, liveThrough, type Shot } from "./testkit/compressed-day.ts";
import { jsonOf } from "./testkit/ingest.ts";
import { createRandom } from "./testkit/oracle/random.ts";
import { makePhoto } from "./testkit/photos.ts";
import { json, type ProviderServer, startProviderServer } from "./testkit/provider-server.ts";
import { startTestService, type TestService } from "./testkit/service.ts";
import { requireTool } from "./testkit/tools.ts";
import { startWebhookReceiver, type WebhookReceiver } from "./testkit/webhooks.ts";

const promtool = requireTool("promtool") ?? "";
/** Those of the incident. */
const slots: readonly SlotId[] = ["slot-001", "slot-003", "slot-004", "slot-005"];
const T_SYNC_MS = 48_000;

let provider: ProviderServer;
let operators: WebhookReceiver;
let service: TestService;
let photo: Buffer;

beforeEach(async () => {
  photo = await makePhoto({ width: 160, height: 120 });
  provider = await startProviderServer();
  operators = await startWebhookReceiver();
  const config = {
    ...{ GEMINI_API_KEY: "a key of nobody", GEMINI_BASE_URL: provider.url, INGEST_MAX_PARALLEL: 1000 },
    ...{ OPERATOR_WEBHOOK_URL: operators.url, WEBHOOK_SECRET: "a secret of webhooks" },
  };
  service = await startTestService(config, providerDrivers, compressedRules);
});
afterEach(async () => {
  await service.stop();
  await operators.stop();
  await provider.stop();
});

/** What Gemini answers, as its documentation and the log of the incident have it. */
const usage = { promptTokenCount: 268, promptTokensDetails: [{ modality: "IMAGE", tokenCount: 258 }] };
const noImage = (number: number) =>
  json(200, {
    candidates: [{ finishReason: "NO_IMAGE", index: 0 }],
    usageMetadata: usage,
    ...{ modelVersion: "gemini-3.1-flash-image", responseId: `response-${number}` },
  });
const image = (number: number) =>
  json(200, {
    candidates: [
      {
        content: { role: "model", parts: [{ inlineData: { mimeType: "image/jpeg", data: photo.toString("base64") } }] },
        ...{ finishReason: "STOP", index: 0 },
      },
    ],
    usageMetadata: usage,
    ...{ modelVersion: "gemini-3.1-flash-image", responseId: `response-${number}` },
  });

/** The share of the calls that get no image from now on; pings are none. The same draws in every run. */
function failing(share: number): void {
  const random = createRandom("NO_IMAGE 2026-01-08");
  provider.answer(({ method }, number) => {
    if (method === "GET") return json(200, { models: [] });
    return random.chance(share) ? noImage(number) : image(number);
  });
}

const withStandby: SlotChange = { standby: { provider: "local", settings: {} }, maxAttempts: 3 };
const withoutRetries: SlotChange = { standby: null, maxAttempts: 1 };

async function setSlots(change: SlotChange): Promise<void> {
  const settings = { prompt: "Make it a winter's day." };
  for (const id of slots) await service.setSlot(id, { provider: "gemini", settings, ...change });
}

const lived = (minutes: number, shots: readonly Shot[], atMinute?: (minute: number) => void) =>
  liveThrough(service, minutes, shots, photo, atMinute);
const rules = await readFile(join(import.meta.dirname, "../generated/prometheus/rules.yml"), "utf8");
const fired = (day: Day) => alertsFired(promtool, rules, day);
const told = () => operators.received.map(({ message }) => message["event"]);
const calls = () => provider.received.filter(({ method }) => method === "POST").length;
const withStatus = ({ answers }: Day, status: number) => answers.filter((answer) => answer.status === status);
const states = async () =>
  (await listSlots(service.db)).filter(({ id }) => slots.includes(id)).map(({ state }) => state);
const soon = (check: () => unknown) => vi.waitFor(check, { timeout: 30_000, interval: 25 });

describe.skipIf(promtool === "")("a provider that gives no image for three calls in ten", () => {
  /** 22 photos of the incident failed, which at three in ten are 73. */
  const incident = evenly(73, 210, slots);

  it("costs no booth its picture, and the operators are told once", async () => {
    failing(0.3);
    await setSlots(withStandby);
    const day = await lived(210, incident);
    const inTime = withStatus(day, 200).filter(({ ms }) => ms < T_SYNC_MS);
    expect(inTime.length / day.answers.length).toBeGreaterThan(0.99);
    expect(calls()).toBeGreaterThan(73 + 20);
    // The service itself refuses nobody, no time limit is near, no error budget burns.
    expect(fired(day)).toEqual(["ProviderErrorsHigh gemini"]);
    expect(told()).toEqual(["provider.degraded"]);
    expect(operators.received[0]?.message).toMatchObject({
      text: expect.stringMatching(
        /^gemini is degraded: \d+ of \d+ calls to gemini gave no picture\. It still edits the photos of slot-001, slot-003, slot-004, slot-005; their standbys cover for it\.$/,
      ),
      data: { playbook: "ops.md#provider-errors" },
    });
    expect(await service.tempFiles()).toEqual([]);
  });

  it("is the incident where nothing is tried again: 22 errors, with nearly all of the time left", async () => {
    failing(0.3);
    await setSlots(withoutRetries);
    const day = await lived(210, incident);
    const lost = withStatus(day, 502);
    expect([lost.length, withStatus(day, 200).length, calls()]).toEqual([22, 51, 73]);
    for (const answer of lost) {
      expect(answer.ms).toBeLessThan(T_SYNC_MS / 4);
      expect(jsonOf(answer)).toMatchObject({ failure_reason: "provider_error" });
    }
    // A share of three in ten trips no slot: half of the booths would lose the pictures that they still get.
    expect(await states()).toEqual(slots.map(() => "degraded"));
    expect(told()).toEqual(["provider.degraded"]);
    expect(operators.received[0]?.message["text"]).toContain(
      "; slot-001, slot-003, slot-004, slot-005 have no standby that covers for it.",
    );
    const alerts = fired(day);
    expect(alerts).toContain("ProviderErrorsHigh gemini");
    for (const silent of ["HighTimeoutRate", "SlowP95", "IngestRejectedHigh"]) expect(alerts).not.toContain(silent);
  });
});

describe.skipIf(promtool === "")("a provider that gives no image at all for a while", () => {
  const busy = evenly(240, 60, slots);

  it("is left for the standby, and comes back by canaries, at the cost of no booth", async () => {
    failing(0);
    await setSlots(withStandby);
    const day = await lived(60, busy, (minute) => {
      if (minute === 10) failing(1);
      if (minute === 35) failing(0);
    });
    expect(withStatus(day, 200)).toHaveLength(240);
    await soon(async () => expect(await states()).not.toContain("tripped"));
    await soon(async () => expect(await states()).not.toContain("probing"));
    await soon(() => expect(told()).toContain("slot.recovered"));
    expect(told().slice(0, 2)).toEqual(["provider.degraded", "slot.tripped"]);
    expect(fired(day)).toEqual(["ProviderErrorsHigh gemini"]);
  });

  it("is said to booths without a standby at once, with a time to come back", async () => {
    failing(0);
    await setSlots({ ...withStandby, standby: null });
    const day = await lived(60, busy, (minute) => {
      if (minute === 10) failing(1);
    });
    const refused = withStatus(day, 503);
    expect(refused.length).toBeGreaterThan(100);
    for (const answer of refused) {
      expect(jsonOf(answer)).toMatchObject({ failure_reason: "slot_tripped" });
      expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
    }
    expect(withStatus(day, 200).length + withStatus(day, 502).length + refused.length).toBe(240);
    const alerts = fired(day);
    expect(alerts).toEqual(expect.arrayContaining(["IngestRejectedHigh", "ProviderErrorsHigh gemini"]));
    for (const silent of ["HighTimeoutRate", "SlowP95"]) expect(alerts).not.toContain(silent);
  });
});

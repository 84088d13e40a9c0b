/** Plays provider answers through a whole service, and tells what each came to wherever it can be seen. */
import type { ServerResponse } from "node:http";
import { expect, vi } from "vitest";
import { labelValues, type Provider, type SlotId } from "../../../generated/contract.ts";
import type { BreakerRules } from "../../../src/core/breaker.ts";
import { findJob } from "../../../src/storage/repos/jobs.ts";
import { listSlots, type SlotChange } from "../../../src/storage/repos/slots.ts";
import { jsonOf, photoForm, post } from "../ingest.ts";
import { hang, type ProviderServer, type Received, type Reply, startProviderServer } from "../provider-server.ts";
import { startTestService, type TestService, testPassword } from "../service.ts";
import { type AnswerRow, key, picture, type Script } from "./row.ts";
import { type SeveralRow, standbyScript } from "./several.ts";

/** What the breaker made of a call: it takes the slot out at once, counts it against the provider, or as an answer. */
export type BreakerEffect = "trips the slot" | "no picture" | "an answer";

/** Everything that one answer has led to. */
export interface Played {
  readonly client: { readonly status: number; readonly reason: unknown };
  readonly job: Readonly<Record<string, unknown>>;
  /** Series of the slot that rose, and by how much. */
  readonly rose: Readonly<Record<string, number>>;
  /** The log's line of the call, without its time. */
  readonly line: Readonly<Record<string, unknown>>;
  readonly breaker: BreakerEffect;
  /** What lay about when the last answer of its wave was out; [] as it should be. */
  readonly left: readonly string[];
}

/** What several calls have led to. */
export interface Several extends Pick<SeveralRow, "status" | "first"> {
  readonly calls: readonly string[];
  readonly answeredBy: Provider | null;
}

/** One photo without a picture is enough to trip its slot, so that what a call counts for is seen at once. */
const touchy: BreakerRules = {
  windowMs: 60_000,
  degraded: { share: 2, attempts: 1, windowMs: 60_000 },
  recoveredBelow: 0,
  tripped: { share: 1, attempts: 1 },
  allTripped: { share: 2, attempts: 1 },
  minimumVolume: 0,
  coolDownMs: { first: 3_600_000, most: 3_600_000 },
  canaries: 1,
};

const slots = labelValues.slot_id.filter((id) => id !== "slot-test" && id !== "slot-015");
/** Of the provider that the breaker looks at last: when it is tripped, all calls before its own have been judged. */
const lastJudged = { slot: "slot-015", provider: "fault" } as const;

/** A service whose providers lead to one server that plays rows. */
export interface Stage {
  /** The rows, each by itself; those that are played together are of one effect on the breaker. */
  play(rows: readonly AnswerRow[]): Promise<Map<AnswerRow, Played>>;
  /** One photo that may cost three calls, on a slot of its own. */
  playSeveral(row: SeveralRow): Promise<Several>;
  /** What lies about when nothing is in work any more; [] as it should be. */
  left(): Promise<string[]>;
  stop(): Promise<void>;
}

export async function startStage(tSeconds: number): Promise<Stage> {
  const server = await startProviderServer();
  const open = new Set<ServerResponse>();
  const scripts = new Map<string, (received: Received) => Reply>();
  server.answer((received) => {
    const reply = scripts.get(rowOf(received))?.(received) ?? hang;
    return (response) => {
      open.add(response);
      response.once("close", () => open.delete(response));
      return reply(response);
    };
  });
  const service = await startTestService(
    {
      ...{ T_SYNC_RESPONSE_SECONDS: tSeconds, PROVIDER_PRIVATE_ADDRESSES: "allow" },
      ...{ GEMINI_BASE_URL: server.url, OPENAI_BASE_URL: server.url, TURBOTEXT_BASE_URL: server.url },
      ...{ GEMINI_API_KEY: key, OPENAI_API_KEY: key, TURBOTEXT_API_KEY: key, HTTP_PROVIDER_SECRET: key },
    },
    undefined,
    touchy,
  );
  const begun = new Map<string, number>();
  const settingsFor: Wave["settingsFor"] = (provider, script) => {
    const id = String(1001 + scripts.size);
    scripts.set(
      id,
      byStep(script(id), () => begun.set(id, (begun.get(id) ?? 0) + 1)),
    );
    return { id, settings: settingsOf(provider, id, server) };
  };
  const wave: Wave = { service, open, settingsFor };
  let taken = 0;
  return {
    async play(rows) {
      const all = new Map<AnswerRow, Played>();
      for (let from = 0; from < rows.length; from += slots.length) {
        for (const [row, played] of await playWave(wave, rows.slice(from, from + slots.length))) all.set(row, played);
      }
      return all;
    },
    async playSeveral(row) {
      const slot = slots[taken++ % slots.length] ?? "slot-001";
      const { id, settings } = settingsFor(row.provider, row.script);
      const standby = row.standby
        ? { provider: "http" as const, settings: settingsFor("http", standbyScript).settings }
        : null;
      await setUp(service, slot, { provider: row.provider, settings, standby, maxAttempts: 3 });
      const { client, id: jobId } = await playOne(service, slot);
      const job = await findJob(service.db, jobId);
      const calls = (job?.ledger?.attempts ?? []).map(({ provider, result }) => `${provider} ${result}`);
      return { status: client.status, calls, answeredBy: job?.answeredBy ?? null, first: begun.get(id) ?? 0 };
    },
    async left() {
      await service.app.inflight.idle();
      return await leftBehind(wave);
    },
    async stop() {
      await service.stop();
      await server.stop();
    },
  };
}

/** The row that a request belongs to: each provider's requests name it where they can name anything. */
function rowOf({ path, body }: Received): string {
  const text = `${path}\n${body.toString("latin1", 0, 2_000)}`;
  return /row-(\d+)/.exec(text)?.[1] ?? /queueid=(\d+)/.exec(text)?.[1] ?? "";
}

/** Answers each kind of request by its own list, whose last entry goes on for ever. */
function byStep(script: Script, begins: () => void): (received: Received) => Reply {
  const counts = { first: 0, ask: 0, picture: 0 };
  return ({ method, path, body }) => {
    const asks = path.endsWith("/ask") || body.subarray(0, 100).includes("get_result");
    const step = asks ? "ask" : method === "GET" ? "picture" : "first";
    if (step === "first") begins();
    const list = script[step] ?? [];
    return list[Math.min(counts[step]++, list.length - 1)] ?? hang;
  };
}

function settingsOf(provider: Provider, id: string, { url }: ProviderServer): Readonly<Record<string, unknown>> {
  const name = `row-${id}`;
  if (provider === "turbotext") return { operation: "image2image", content: name, poll_ms: 500 };
  return provider === "http" ? { url: `${url}/${name}` } : { prompt: "x", model: name };
}

interface Wave {
  readonly service: TestService;
  /** The settings with which a slot plays this script. */
  settingsFor(provider: Provider, script: (id: string) => Script): { readonly id: string; readonly settings: unknown };
  readonly open: ReadonlySet<ServerResponse>;
}

async function playWave(wave: Wave, rows: readonly AnswerRow[]): Promise<(readonly [AnswerRow, Played])[]> {
  const { service } = wave;
  const placed = rows.map((row, place) => ({ row, slot: slots[place] ?? "slot-001" }));
  for (const { row, slot } of placed) {
    const { settings } = wave.settingsFor(row.provider, row.script);
    await setUp(service, slot, { provider: row.provider, settings });
  }
  await setUp(service, lastJudged.slot, { provider: lastJudged.provider, settings: { fault: "no such fault" } });
  const before = await countersOf(service);
  const jobs = await Promise.all(placed.map(({ slot }) => playOne(service, slot)));
  await playOne(service, lastJudged.slot);
  await service.app.inflight.idle();
  await vi.waitFor(async () => expect(await stateOf(service, lastJudged.slot)).toMatch(/^tripped/), {
    timeout: 10_000,
    interval: 5,
  });
  const after = await countersOf(service);
  const left = await leftBehind(wave);
  return await Promise.all(
    placed.map(async ({ row, slot }, place) => {
      const { client, id } = jobs[place] ?? { client: { status: 0, reason: "" }, id: "" };
      const seen = { job: await jobOf(service, id), line: lineOf(service, id), breaker: await effectOn(service, slot) };
      return [row, { client, ...seen, rose: rise(before, after, slot), left }] as const;
    }),
  );
}

function setUp(service: TestService, slot: SlotId, change: SlotChange): Promise<void> {
  const fresh = { standby: null, maxAttempts: 1, state: "active", stateReason: "", stateBy: "operator" } as const;
  return service.setSlot(slot, { ...fresh, ...change });
}

async function playOne(service: TestService, slot: SlotId) {
  const answer = await post(`${service.url}/api/ingest/${slot}`, photoForm(picture, testPassword));
  const reason = answer.status === 200 ? answer.headers["content-type"] : jsonOf(answer)["failure_reason"];
  const id = String(answer.headers["x-job-id"]);
  // The call that the deadline cuts off ends after the answer.
  await vi.waitFor(() => expect(lineOf(service, id)).not.toEqual({}), { timeout: 5_000, interval: 5 });
  return { id, client: { status: answer.status, reason } };
}

function lineOf(service: TestService, jobId: string): Record<string, unknown> {
  const lines = service.logged.filter((line) => line["job_id"] === jobId && "result" in line);
  return lines.length > 1 ? { lines } : (lines[0] ?? {});
}

async function jobOf(service: TestService, id: string): Promise<Record<string, unknown>> {
  const job = await findJob(service.db, id);
  if (job === undefined) return {};
  const { outcome, failureReason, provider, answeredBy, ticket, ledger, picture: made } = job;
  const attempts = ledger?.attempts.map((attempt) => ({ provider: attempt.provider, result: attempt.result }));
  return {
    outcome,
    failureReason,
    provider,
    answeredBy,
    attempts,
    ticket: ticket?.ticket ?? null,
    picture: made?.type ?? null,
  };
}

async function countersOf({ url }: TestService): Promise<Map<string, number>> {
  const lines = (await (await fetch(`${url}/metrics`)).text()).split("\n");
  const counters = lines.filter((line) => /^(ingest_requests|provider_attempts)_total\{/.test(line));
  return new Map(
    counters.map((line) => [line.slice(0, line.lastIndexOf(" ")), Number(line.slice(line.lastIndexOf(" ")))]),
  );
}

function rise(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>, slot: SlotId) {
  const ofSlot = [...after].filter(([series]) => series.includes(`slot_id="${slot}"`));
  const rises = ofSlot.map(([series, value]) => [withoutSlot(series), value - (before.get(series) ?? 0)] as const);
  return Object.fromEntries(rises.filter(([, by]) => by !== 0));
}

function withoutSlot(series: string): string {
  return series.replace(/slot_id="[^"]*",/, "");
}

async function stateOf({ db }: TestService, slot: SlotId): Promise<string> {
  const found = (await listSlots(db)).find(({ id }) => id === slot);
  return `${found?.state}: ${found?.stateReason}`;
}

async function effectOn(service: TestService, slot: SlotId): Promise<BreakerEffect> {
  const state = await stateOf(service, slot);
  if (/^tripped: .* are wrong$/.test(state)) return "trips the slot";
  if (/^tripped: .* gave no picture$/.test(state)) return "no picture";
  expect(state).toBe("active: ");
  return "an answer";
}

/** Temp files, permits, jobs, pending rows and answers that nobody reads any more. */
async function leftBehind({ service, open }: Wave): Promise<string[]> {
  await vi.waitFor(() => expect(open.size).toBe(0), 2_000).catch(() => undefined);
  const pending = await service.db.selectFrom("jobs").select("id").where("outcome", "is", null).execute();
  const succeeded = await service.db.selectFrom("jobs").select("id").where("outcome", "=", "success").execute();
  const counts = {
    "temp files": (await service.tempFiles()).length,
    "pictures of no job": (await service.resultFiles()).length - succeeded.length,
    permits: service.app.permits.inUse() + service.app.permits.usage().reduce((sum, { inUse }) => sum + inUse, 0),
    "jobs in flight": service.app.inflight.size(),
    "pending rows": pending.length,
    "open answers": open.size,
    "lines of the log with the key": service.logged.filter((line) => JSON.stringify(line).includes(key)).length,
  };
  return Object.entries(counts).flatMap(([what, count]) => (count === 0 ? [] : [`${count} ${what}`]));
}

/** The registry of a service in this process against the contract: what is declared is recorded, and under its own labels. */
import { cp, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { Counter, Registry } from "prom-client";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { examine } from "../codegen/exposition/examine.ts";
import { seriesText } from "../codegen/exposition/family.ts";
import { parse, resolve as resolveContract } from "../codegen/index.ts";
import type { Model } from "../codegen/model.ts";
import {
  endpoints,
  type LabelValue,
  labelValues,
  type Outcome,
  type Provider,
  type SlotId,
} from "../generated/contract.ts";
import { createMetrics } from "../generated/metrics.ts";
import type { FailureReason } from "../generated/routes.ts";
import { systemClock } from "../src/core/clock.ts";
import { startDeadline } from "../src/core/deadline.ts";
import { abortFailure, type FailureKind, type ProviderDriver } from "../src/core/provider.ts";
import { runCleanup } from "../src/features/cleanup/service.ts";
import { providerDrivers } from "../src/providers/index.ts";
import { enqueue } from "../src/storage/repos/outbox.ts";
import { useTempFolder } from "./testkit/folders.ts";
import { formBody, jsonOf, photoForm, post } from "./testkit/ingest.ts";
import { makePhoto, makeUnique, notAPicture } from "./testkit/photos.ts";
import { startTestService, type TestService, testPassword } from "./testkit/service.ts";
import { testSettings } from "./testkit/settings.ts";
import { plantFile, storePicture } from "./testkit/stored-pictures.ts";

interface Recorded {
  readonly metric: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** What the handles of every service of this file were told, and the registries behind them. */
const seen = vi.hoisted(() => ({ records: [] as Recorded[], registries: [] as Registry[] }));

/** The real metrics; their handles note each record that they took. */
vi.mock("../generated/metrics.ts", async (load) => {
  const real = await load<typeof import("../generated/metrics.ts")>();
  /** The object, with the results of its methods, or of what it holds, seen first by `look`. */
  const through = <T extends object>(target: T, look: (key: string, value: unknown) => unknown): T =>
    new Proxy(target, { get: (object, key) => look(String(key), Reflect.get(object, key)) });
  const isMethod = (value: unknown): value is (...given: unknown[]) => unknown => typeof value === "function";
  return {
    ...real,
    createMetrics(registry: Registry) {
      seen.registries.push(registry);
      return through(real.createMetrics(registry), (metric, family) =>
        through(Object(family), (_with, find) => (labels: Recorded["labels"]) => {
          const handle = isMethod(find) ? find(labels) : undefined;
          return through(Object(handle), (_method, record) => (...given: unknown[]) => {
            if (isMethod(record)) record.apply(handle, given);
            seen.records.push({ metric, labels });
          });
        }),
      );
    },
  };
});

const SPEC = resolve(import.meta.dirname, "../spec");

async function modelOf(spec: string): Promise<Model> {
  const { contract } = await parse(spec);
  const model = contract && resolveContract(contract).model;
  if (!model) throw new Error("The contract does not compile.");
  return model;
}

/** In what a registry differs from a contract, before and after a run. */
async function differences(model: Model, before: string, registry: Registry): Promise<string[]> {
  const contentType = endpoints[0].format;
  const scrapes = [before, await registry.metrics()].map((text) => ({ text, contentType }));
  const { sightings } = examine(model, [scrapes[0] ?? never(), scrapes[1] ?? never()], endpoints[0].path);
  return sightings.map(({ id, metric }) => `${id} ${metric}`);
}

function never(): never {
  throw new Error("There are two scrapes.");
}

/** Metrics that nothing was ever recorded of. One that is 1 for ever is made so, and has its value compared. */
function unrecorded({ metrics }: Model, records: readonly Recorded[]): string[] {
  const recorded = new Set(records.map(({ metric }) => metric));
  return metrics.filter(({ name, unit }) => !recorded.has(name) && unit !== "info").map(({ name }) => name);
}

const folder = useTempFolder();
let model: Model;
beforeAll(async () => {
  model = await modelOf(SPEC);
});

/** A provider that ends its calls as the settings of its slot say. */
const actor: ProviderDriver = {
  name: "gemini",
  configured: () => true,
  checkSettings: () => [],
  ping: async () => true,
  async process({ settings }, context) {
    const { end } = Object(settings);
    if (end === "throws") throw new Error("a defect of the driver");
    if (end !== "hangs") return { ok: false, kind: end, reason: "the test says so" };
    return await new Promise((ended) => {
      context.signal.addEventListener("abort", () => ended(abortFailure(context)), { once: true });
    });
  },
};

/** A job by the labels that it must be counted under. */
interface Job {
  readonly slot: SlotId;
  readonly end?: FailureKind | "throws" | "hangs";
  readonly outcome: Outcome;
  readonly result: LabelValue<"result">;
}

const JOBS: readonly Job[] = [
  { slot: "slot-001", outcome: "success", result: "ok" },
  { slot: "slot-test", outcome: "success", result: "ok" },
  { slot: "slot-002", end: "rejected", outcome: "refused", result: "rejected" },
  { slot: "slot-003", end: "no_image", outcome: "provider_error", result: "no_image" },
  { slot: "slot-004", end: "transient", outcome: "provider_error", result: "transient" },
  { slot: "slot-005", end: "overload", outcome: "provider_error", result: "overload" },
  { slot: "slot-006", end: "configuration", outcome: "provider_error", result: "configuration" },
  { slot: "slot-007", end: "aborted", outcome: "provider_error", result: "aborted" },
  { slot: "slot-008", end: "throws", outcome: "internal_error", result: "transient" },
  { slot: "slot-009", end: "hangs", outcome: "timeout", result: "deadline" },
];

/** Series that count a refusal beside that of refusals. */
const COUNTED_TOO: Partial<Record<FailureReason, readonly string[]>> = {
  hash_mismatch: ['ingest_hash_mismatch_total{slot_id="slot-014"}'],
};

const REFUSALS: readonly (readonly [FailureReason, SlotId | "slot-999", (photo: Buffer) => Buffer])[] = [
  ["invalid_password", "slot-010", (photo) => photoForm(photo, "wrong")],
  ["slot_not_found", "slot-999", (photo) => photoForm(photo, testPassword)],
  ["slot_maintenance", "slot-011", (photo) => photoForm(photo, testPassword)],
  ["unsupported_media_type", "slot-012", () => photoForm(notAPicture, testPassword)],
  ["invalid_request", "slot-013", () => formBody([{ name: "password", text: testPassword }])],
  ["hash_mismatch", "slot-014", (photo) => photoForm(photo, testPassword, { name: "hash", text: "0".repeat(64) })],
];

/** The longest that a job may take. Photos are edited in far less, also on a busy machine; one job waits for all of it. */
const T_SECONDS = 4;

/** A service that has been through everything, and what was recorded on the way. */
interface Run {
  readonly before: string;
  readonly registry: Registry;
  readonly records: readonly Recorded[];
  readonly ofJob: ReadonlyMap<Job, readonly Recorded[]>;
  readonly ofRefusal: ReadonlyMap<string, readonly Recorded[]>;
  readonly ofCleanup: readonly Recorded[];
}

let service: TestService;
let run: Run;
beforeAll(async () => {
  const startedAt = seen.records.length;
  // Nobody listens at port 1: a notification is tried, and that counts.
  const webhook = { OPERATOR_WEBHOOK_URL: "http://127.0.0.1:1/", WEBHOOK_SECRET: "a secret of webhooks" };
  service = await startTestService({ T_SYNC_RESPONSE_SECONDS: T_SECONDS, ...webhook }, [
    ...providerDrivers.filter(({ name }) => name !== actor.name),
    actor,
  ]);
  const registry = seen.registries.at(-1) ?? new Registry();
  const before = await registry.metrics();
  const ofJob = new Map<Job, readonly Recorded[]>();
  const photo = await makePhoto();
  for (const job of JOBS) ofJob.set(job, await recordsOf(() => work(job, photo)));
  const ofRefusal = new Map<string, readonly Recorded[]>();
  await service.setSlot("slot-011", { state: "maintenance", stateReason: "of the test" });
  for (const [reason, slot, form] of REFUSALS) {
    ofRefusal.set(reason, await recordsOf(() => expectRefusal(reason, slot, form(makeUnique(photo)))));
  }
  const ofCleanup = await recordsOf(clean);
  await leakPermit();
  expect((await fetch(`${service.url}/healthz`)).status).toBe(200);
  expect((await fetch(`${service.url}/metrics`)).status).toBe(200);
  const told = { audience: "operators", event: "slot.active", dedupeKey: "told", payload: { text: "Told." } } as const;
  await enqueue(service.db, told);
  const records = () => seen.records.slice(startedAt);
  await vi.waitFor(() => expect(records().some(({ metric }) => metric === "notifications_total")).toBe(true), 10_000);
  await vi.waitFor(() => expect(records().some(({ metric }) => metric === "provider_up")).toBe(true));
  run = { before, registry, ofJob, ofRefusal, ofCleanup, records: records() };
}, 60_000);
afterAll(() => service.stop());

/** What is recorded while something is done, up to the end of all that it leaves behind. */
async function recordsOf(action: () => Promise<void>): Promise<readonly Recorded[]> {
  const first = seen.records.length;
  await action();
  await service.app.inflight.idle();
  return seen.records.slice(first);
}

const providerOf = ({ end }: Job): Provider => (end === undefined ? "local" : actor.name);

async function work(job: Job, photo: Buffer): Promise<void> {
  if (job.end !== undefined) {
    await service.setSlot(job.slot, { provider: actor.name, settings: { end: job.end }, maxAttempts: 1 });
  }
  const answer = await post(`${service.url}/api/ingest/${job.slot}`, photoForm(makeUnique(photo), testPassword));
  expect(answer.status === 200).toBe(job.outcome === "success");
}

async function expectRefusal(reason: FailureReason, slot: string, form: Buffer): Promise<void> {
  expect(jsonOf(await post(`${service.url}/api/ingest/${slot}`, form))["failure_reason"]).toBe(reason);
}

/** A permit that nobody gives back, and whose time is up at once. */
async function leakPermit(): Promise<void> {
  const deadline = { ...startDeadline(0), remainingMs: () => -15_000 };
  const standby = await service.app.permits.acquireProvider("http", deadline);
  expect(standby).toHaveProperty("release");
  await vi.waitFor(async () => expect(await service.metric("ingest_permits_expired_total")).toBe(1));
}

/** A cleanup of a picture, an upload and a file of nobody, one of which cannot be deleted. */
async function clean(): Promise<void> {
  // That of the start has its turn first.
  await vi.waitFor(() => expect(service.logged.map(({ message }) => message)).toContain("The cleanup is done."));
  const media = join(service.config.DATA_DIR, "media");
  await storePicture(service.db, service.media, 200);
  await plantFile(media, "tmp/stale", 60);
  await plantFile(media, "results/orphan", 60);
  const stubborn = {
    ...service.media,
    delete: (keys: readonly string[]) => service.media.delete(keys.filter((key) => key !== "results/orphan")),
  };
  const settings = { current: () => testSettings({ resultTtlHours: 1 }) };
  const outcome = await runCleanup({ db: service.db, media: stubborn, settings, clock: systemClock() });
  expect(outcome).toMatchObject({ ran: true, report: { failed: [{ key: "results/orphan" }] } });
  await service.app.sample();
}

/** Counters and histograms that requests move, as series; what others keep and every instance shows is not among them. */
function moved(records: readonly Recorded[] | undefined): string[] {
  const names = model.metrics.filter(({ type, additive }) => type !== "gauge" && additive).map(({ name }) => name);
  return (records ?? [])
    .filter(({ metric }) => names.includes(metric))
    .map(textOf)
    .sort();
}

const textOf = ({ metric, labels }: Recorded) => seriesText({ name: metric, labels: new Map(Object.entries(labels)) });

describe("the registry", () => {
  it("has, fresh, exactly what the contract declares", async () => {
    const registry = new Registry();
    createMetrics(registry);
    expect(await differences(model, await registry.metrics(), registry)).toEqual([]);
    expect(registry.getMetricsAsArray().map(({ name }) => name)).toEqual(model.metrics.map(({ name }) => name));
  });

  it("has it still after a run of the service through every path", async () => {
    // The bounds of T_sync_response are those of real photos; the test has no time for them.
    expect(await differences(model, run.before, run.registry)).toEqual(["value-range ingest_sync_response_seconds"]);
  });

  it("that records under a wrong label differs", async () => {
    const registry = new Registry();
    createMetrics(registry);
    const before = await registry.metrics();
    // The handles have no such series: whoever records it has to go past them.
    const { help } = registry.getSingleMetric("ingest_rejected_total") as unknown as { readonly help: string };
    registry.removeSingleMetric("ingest_rejected_total");
    const name = "ingest_rejected_total";
    const counter = new Counter({ name, help, labelNames: ["reason"], registers: [registry] });
    for (const reason of labelValues.reason) counter.inc({ reason }, 0);
    counter.inc({ reason: "rain" });
    expect(await differences(model, before, registry)).toEqual(["label-value ingest_rejected_total"]);
    counter.inc({});
    expect(await differences(model, before, registry)).toContain("labels-differ ingest_rejected_total");
  });
});

describe("what is declared", () => {
  it("is recorded on some path of the service, metric by metric", () => {
    expect(unrecorded(model, run.records)).toEqual([]);
  });

  it("is missed when no code records it", async () => {
    await cp(SPEC, folder(), { recursive: true });
    const file = join(folder(), "contracts/schemas/metrics.yaml");
    const added = "metrics:\n  - {name: forgotten_total, type: counter, unit: things, help: Things.}\n";
    await writeFile(file, (await readFile(file, "utf8")).replace("metrics:\n", added));
    const longer = await modelOf(folder());
    expect(unrecorded(longer, run.records)).toEqual(["forgotten_total"]);
    expect(await differences(longer, run.before, run.registry)).toContain("family-missing forgotten_total");
  });

  it("is a series for each record", () => {
    const declared = new Map(model.metrics.map(({ name, labels }) => [name, labels]));
    const strange = run.records.filter(({ metric, labels }) => {
      const domains = declared.get(metric);
      const names = Object.keys(labels).sort().join();
      return (
        names !==
          domains
            ?.map(({ name }) => name)
            .sort()
            .join() || !domains.every(({ name, values }) => values.includes(labels[name] ?? ""))
      );
    });
    expect(strange.map(textOf)).toEqual([]);
  });
});

describe("a job is recorded under its own labels, once", () => {
  it.each(JOBS)("$slot: $outcome, $result", (job) => {
    const { slot, outcome, result } = job;
    const provider = providerOf(job);
    const records = run.ofJob.get(job);
    expect(moved(records)).toEqual(
      [
        `ingest_requests_total{slot_id="${slot}",provider="${provider}",outcome="${outcome}"}`,
        `ingest_duration_seconds{slot_id="${slot}"}`,
        `ingest_deadline_used_ratio{slot_id="${slot}"}`,
        `provider_attempts_total{slot_id="${slot}",provider="${provider}",result="${result}"}`,
        `provider_attempt_duration_seconds{provider="${provider}"}`,
        ...["upload", "wait", "attempts", ...(outcome === "success" ? ["write"] : [])].map(
          (phase) => `ingest_phase_duration_seconds{phase="${phase}"}`,
        ),
      ].sort(),
    );
    const inflight = records
      ?.filter(({ metric }) => metric === "ingest_inflight")
      .map(({ labels }) => labels["slot_id"]);
    expect(new Set(inflight)).toEqual(new Set([slot]));
  });

  it("whatever its outcome and the result of its call", () => {
    expect(new Set(JOBS.map(({ outcome }) => outcome))).toEqual(new Set(labelValues.outcome));
    expect(new Set(JOBS.map(({ result }) => result))).toEqual(new Set(labelValues.result));
  });
});

describe("other records", () => {
  it.each(REFUSALS)("a refusal counts as %s and nowhere else", (reason) => {
    const others = COUNTED_TOO[reason] ?? [];
    expect(moved(run.ofRefusal.get(reason))).toEqual([...others, `ingest_rejected_total{reason="${reason}"}`]);
  });

  it("a cleanup counts what it deleted and what it could not, by scope", () => {
    const counted = run.ofCleanup.map(textOf).filter((series) => /^cleanup_.*_total/.test(series));
    expect([...new Set(counted)].sort()).toEqual([
      'cleanup_deleted_total{scope="result"}',
      'cleanup_deleted_total{scope="temp"}',
      'cleanup_failed_total{scope="orphan"}',
    ]);
  });
});

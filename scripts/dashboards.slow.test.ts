/** Every panel of both dashboards has something to show: a real Prometheus scrapes a real service under a little load. */
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { emit as emitDashboards } from "../codegen/emitters/grafana.ts";
import { emit as emitRules } from "../codegen/emitters/rules.ts";
import { parse, resolve as resolveContract } from "../codegen/index.ts";
import type { Model } from "../codegen/model.ts";
import type { SlotId } from "../generated/contract.ts";
import { abortFailure, type ProviderDriver } from "../src/core/provider.ts";
import { providerDrivers } from "../src/providers/index.ts";
import { photoForm, post } from "./testkit/ingest.ts";
import { makePhoto, makeUnique } from "./testkit/photos.ts";
import { type RunningPrometheus, startPrometheus } from "./testkit/prometheus.ts";
import { startTestService, type TestService, testPassword } from "./testkit/service.ts";
import { requireTool } from "./testkit/tools.ts";

const ROOT = resolve(import.meta.dirname, "..");
const program = requireTool("prometheus");
const TOKEN = "a-token-of-the-test";
/** A minute of the windows is a second here, and there is a scrape in each. */
const TIME_SCALE = 60;

/** Hangs or fails, as the settings of its slot say. */
const faulty: ProviderDriver = {
  name: "gemini",
  configured: () => true,
  checkSettings: () => [],
  ping: async () => true,
  async process({ settings }, context) {
    if (Object(settings).end !== "hangs") return { ok: false, kind: "transient", reason: "the test says so" };
    return await new Promise((ended) => {
      context.signal.addEventListener("abort", () => ended(abortFailure(context)), { once: true });
    });
  },
};

/** What a booth is answered: success, time-out, provider_error, and a refusal before there is a job. */
const BOOTHS: readonly (readonly [SlotId, string, number])[] = [
  ["slot-001", testPassword, 200],
  ["slot-002", testPassword, 504],
  ["slot-003", testPassword, 502],
  ["slot-004", "wrong", 401],
];

let model: Model;
let service: TestService;
let prometheus: RunningPrometheus;
let folder = "";
const load = new AbortController();
const booths: Promise<readonly number[]>[] = [];

beforeAll(async () => {
  if (program === undefined) return;
  const { contract } = await parse(join(ROOT, "spec"));
  const scaled = contract && resolveContract(contract, { timeScale: TIME_SCALE }).model;
  if (!scaled) throw new Error("The contract does not compile.");
  model = scaled;
  service = await startTestService({ METRICS_TOKEN: TOKEN, T_SYNC_RESPONSE_SECONDS: 2 }, [
    ...providerDrivers.filter(({ name }) => name !== faulty.name),
    faulty,
  ]);
  await service.setSlot("slot-002", { provider: "gemini", settings: { end: "hangs" } });
  await service.setSlot("slot-003", { provider: "gemini", settings: { end: "fails" } });
  folder = await mkdtemp(join(tmpdir(), "phc-dashboards-"));
  await cp(join(ROOT, "generated/prometheus"), folder, { recursive: true });
  await writeFile(join(folder, "rules.yml"), emitRules(model)[0]?.text ?? "");
  const targets = [new URL(service.url).host];
  const scrape = { metricsToken: TOKEN, intervalSeconds: 1 };
  prometheus = await startPrometheus({ program, configDir: folder, targets, ...scrape });
  const photo = await makePhoto();
  for (const [slot, password] of BOOTHS) booths.push(photograph(slot, password, photo));
});

afterAll(async () => {
  load.abort();
  await Promise.all(booths);
  await prometheus?.stop();
  await service?.stop();
  if (folder !== "") await rm(folder, { recursive: true, force: true });
});

/** Photo after photo until the load ends; the statuses of the answers. */
async function photograph(slot: SlotId, password: string, photo: Buffer): Promise<readonly number[]> {
  const statuses: number[] = [];
  while (!load.signal.aborted) {
    const answer = await post(`${service.url}/api/ingest/${slot}`, photoForm(makeUnique(photo), password));
    statuses.push(answer.status);
    // As a booth does; the time of a test is not measured by it.
    await sleep(200);
  }
  return statuses;
}

interface Query {
  readonly panel: string;
  readonly expr: string;
}

/** Every expression of a generated dashboard, as Grafana sends it. */
function queriesOf(text: string): Query[] {
  const { title, panels } = JSON.parse(text) as {
    title: string;
    panels: readonly { type: string; title: string; targets?: readonly { refId: string; expr: string }[] }[];
  };
  return panels.flatMap((panel) =>
    (panel.targets ?? []).map(({ refId, expr }) => ({ panel: `${title} / ${panel.title} ${refId}`, expr })),
  );
}

/** Those without a number that could be drawn. */
async function empty(queries: readonly Query[]): Promise<Query[]> {
  const drawn = await Promise.all(
    queries.map(async ({ expr }) => (await prometheus.query(expr)).some(({ value }) => !Number.isNaN(value))),
  );
  return queries.filter((_, i) => !drawn[i]);
}

describe.skipIf(program === undefined)("with photos that succeed, time out, fail and are turned away", () => {
  it("every panel shows something, and one that shows nothing would be seen", async () => {
    const dashboards = emitDashboards(model).filter(({ path }) => path.endsWith(".json"));
    expect(dashboards.map(({ path }) => path)).toEqual([
      "generated/grafana/contract.json",
      "generated/grafana/hall.json",
    ]);
    const nothing = { panel: "nothing", expr: "up > 1" };
    let left = [...dashboards.flatMap(({ text }) => queriesOf(text)), nothing];
    expect(left.length).toBeGreaterThan(45);
    const names = async () => {
      left = await empty(left);
      return left.map(({ panel, expr }) => `${panel}: ${expr}`);
    };
    await expect.poll(names, { timeout: 120_000, interval: 1000 }).toEqual(["nothing: up > 1"]);
  });

  it("the load was what it should be", async () => {
    load.abort();
    const statuses = await Promise.all(booths);
    BOOTHS.forEach(([, , status], i) => {
      expect(statuses[i]).toContain(status);
    });
  });
});

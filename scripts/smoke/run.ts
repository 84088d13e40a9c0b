/** The smoke test as steps: what each of them needs of those before it, and what is removed at the end. */
import { params, type SlotId } from "../../generated/contract.ts";
import { metricNames } from "../../generated/metrics.ts";
import type { runCleanup } from "../../src/features/cleanup/service.ts";
import { type RunOptions, runSteps, type Step, StepFailed, type StepReport } from "../steps.ts";
import { checkDryRun, checkSameData, WAIVER } from "./cleanup.ts";
import { checkCounters, type Tally, tally } from "./counters.ts";
import type { Environment } from "./environment.ts";
import { type Scrape, sumOf } from "./exposition.ts";
import { checkHealth } from "./healthz.ts";
import { addressOf, DEFAULT_LIMIT_MS } from "./http.ts";
import { checkResult, checkWrongPassword, type Edited, ingest, remove } from "./ingest.ts";
import { scrape, scrapeFaults } from "./metrics.ts";
import { makePhoto } from "./photo.ts";

export interface SmokeOptions {
  /** Of the service, or of the load balancer before its instances; without a slash at the end. */
  readonly url: string;
  /** Of /metrics of each instance; that of `url` when there are none. */
  readonly metricsUrls: readonly string[];
  readonly slot: SlotId;
  readonly withoutCleanup: boolean;
  /** A JPEG with bytes that no run before has sent; a picture of noise unless given. */
  readonly photo?: Buffer;
  readonly environment: Environment;
  /** The service's own cleanup unless given. */
  readonly cleanup?: typeof runCleanup;
  /** From its abort on no step begins but the one that removes what the run has left. */
  readonly interrupted?: AbortSignal;
}

/** What the steps know of each other. */
interface Run {
  readonly options: SmokeOptions;
  readonly environment: Environment;
  readonly metricsUrls: readonly string[];
  readonly passed: Set<StepId>;
  /** Every job that came into being, wanted or not. */
  readonly jobIds: Set<string>;
  tSyncResponseSeconds: number;
  before?: Tally;
  edited?: Edited;
}

type StepId = "healthz" | "metrics" | "cleanup" | "wrong-password" | "ingest" | "result" | "counters" | "deleted";

interface SmokeStep {
  readonly id: StepId;
  readonly needs: readonly StepId[];
  readonly command?: (run: Run) => string;
  readonly check: (run: Run) => Promise<string>;
}

/** The slowest way of a photo and its picture through the network. */
const NETWORK_MS = 10_000;

const smokeSteps: readonly SmokeStep[] = [
  {
    id: "healthz",
    needs: [],
    command: ({ options }) => `curl -sS ${addressOf(options.url, "getHealth")}`,
    check: ({ options }) => checkHealth(options.url),
  },
  {
    id: "metrics",
    needs: [],
    command: ({ metricsUrls }) => `curl -sS ${metricsUrls.join(" ")}`,
    check: checkMetrics,
  },
  { id: "cleanup", needs: [], command: () => "npm run cleanup_media -- --dry-run", check: checkCleanup },
  { id: "wrong-password", needs: [], check: sendWrongPassword },
  { id: "ingest", needs: [], check: sendPhoto },
  { id: "result", needs: ["ingest"], check: fetchResult },
  { id: "counters", needs: ["metrics", "wrong-password", "ingest"], check: compareCounters },
  { id: "deleted", needs: [], check: removeAll },
];

/** Runs every step, and removes what the run has made whatever else failed. No secret stands in any message. */
export async function runSmoke(
  options: SmokeOptions,
  { onResult }: Pick<RunOptions, "onResult"> = {},
): Promise<StepReport> {
  const run: Run = {
    options,
    environment: options.environment,
    metricsUrls: options.metricsUrls.length > 0 ? options.metricsUrls : [addressOf(options.url, "getMetrics")],
    passed: new Set(),
    jobIds: new Set(),
    tSyncResponseSeconds: params.t_sync_response.max,
  };
  const steps = smokeSteps.map((step) => toStep(step, run));
  return await runSteps(steps, onResult === undefined ? {} : { onResult });
}

function toStep({ id, needs, command, check }: SmokeStep, run: Run): Step {
  const { withoutSecrets } = run.environment;
  return {
    id,
    ...(command === undefined ? {} : { command: command(run) }),
    async run() {
      try {
        const missing = needs.filter((needed) => !run.passed.has(needed));
        if (missing.length > 0) throw new StepFailed(`not tried: it needs ${missing.join(" and ")}`);
        if (run.options.interrupted?.aborted === true && id !== "deleted")
          throw new StepFailed("not tried: interrupted");
        const message = await check(run);
        run.passed.add(id);
        return withoutSecrets(message);
      } catch (error) {
        throw new StepFailed(withoutSecrets(messageOf(error)));
      }
    },
  };
}

async function checkMetrics(run: Run): Promise<string> {
  const scrapes = await scrapeAll(run);
  const faults: string[] = [];
  for (const [index, found] of scrapes.entries()) {
    faults.push(...(await scrapeFaults(found)).map((fault) => `${run.metricsUrls[index]}: ${fault}`));
  }
  if (faults.length > 0) throw new StepFailed(faults.join("\n"));
  const longest = Math.max(...scrapes.map((found) => sumOf(found, "ingest_sync_response_seconds", {}) ?? Number.NaN));
  if (longest > 0) run.tSyncResponseSeconds = longest;
  const samples = scrapes.reduce((sum, found) => sum + found.samples.length, 0);
  const instances = scrapes.length === 1 ? "1 instance" : `${scrapes.length} instances`;
  return `${metricNames.length} metrics, ${samples} samples of ${instances}; T_sync_response is ${longest} s`;
}

/** One scrape of each instance, in the order of their addresses. Throws StepFailed with what is wrong with any. */
async function scrapeAll({ metricsUrls, environment }: Run): Promise<Scrape[]> {
  const token = environment.secret("METRICS_TOKEN");
  const scrapes = await Promise.allSettled(metricsUrls.map((url) => scrape(url, token)));
  const faults = scrapes.flatMap((found) => (found.status === "rejected" ? messageOf(found.reason) : []));
  if (faults.length > 0) throw new StepFailed(faults.join("\n"));
  return scrapes.flatMap((found) => (found.status === "fulfilled" ? found.value : []));
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function checkCleanup({ options, environment }: Run): Promise<string> {
  if (options.withoutCleanup) return `WAIVED by ${WAIVER}: no dry run was made`;
  return await checkDryRun(environment.storage(), options.cleanup);
}

/** The counters are read here, as late as it goes: what others do meanwhile is not this run's. */
async function sendWrongPassword(run: Run): Promise<string> {
  if (run.passed.has("metrics")) {
    run.before = tally(await scrapeAll(run), run.options.slot);
  }
  return await checkWrongPassword(targetOf(run));
}

async function sendPhoto(run: Run): Promise<string> {
  const password = run.environment.secret("INGEST_PASSWORD");
  const photo = run.options.photo ?? (await makePhoto(1024, 768));
  const edited = await ingest(targetOf(run), photo, password);
  run.edited = edited;
  return `${run.options.slot}: ${photo.length} bytes in, ${edited.type} of ${edited.picture.length} bytes out, job ${edited.jobId}`;
}

function targetOf({ options: { url, slot }, tSyncResponseSeconds, jobIds }: Run) {
  const limitMs = Math.max(DEFAULT_LIMIT_MS, tSyncResponseSeconds * 1000 + NETWORK_MS);
  return { url, slot, limitMs, onJob: (jobId: string) => void jobIds.add(jobId) };
}

async function fetchResult(run: Run): Promise<string> {
  const { options, edited, passed, environment } = run;
  if (edited === undefined) throw new StepFailed("there is no picture");
  const message = await checkResult(options.url, edited);
  if (!options.withoutCleanup && passed.has("cleanup")) await checkSameData(environment.storage(), edited.jobId);
  return message;
}

async function compareCounters(run: Run): Promise<string> {
  if (run.before === undefined) throw new StepFailed("the counters were not read before the ingest");
  return await checkCounters(run.before, () => scrapeAll(run), run.options.slot);
}

async function removeAll({ options, environment, jobIds }: Run): Promise<string> {
  if (jobIds.size === 0) throw new StepFailed("not tried: no job is known, so there is nothing to remove");
  const password = environment.secret("INGEST_PASSWORD");
  const faults: string[] = [];
  for (const jobId of jobIds) {
    await remove(options.url, jobId, password).catch((error: unknown) => {
      faults.push(messageOf(error));
    });
  }
  if (faults.length > 0) throw new StepFailed(faults.join("\n"));
  return `204, then 410: ${[...jobIds].join(", ")}`;
}

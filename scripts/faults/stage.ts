/** A service with everything around it: a provider that counts, clients that keep a journal, and the evidence afterwards. */
import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { Agent } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { SlotId } from "../../generated/contract.ts";
import type { StorageConfig } from "../../src/storage/database.ts";
import type { SlotChange } from "../../src/storage/repos/slots.ts";
import { postOnce, sha256 } from "../testkit/balancer.ts";
import { type CountingProvider, startCountingProvider } from "../testkit/counting-provider.ts";
import { photoForm } from "../testkit/ingest.ts";
import { makePhoto, makeUnique, type PhotoOptions } from "../testkit/photos.ts";
import { freePort } from "../testkit/ports.ts";
import { type ServiceProcess, spawnService } from "../testkit/service.ts";
import { prepareSlots } from "../testkit/slots.ts";
import { collect, type ToCollect } from "./collect.ts";
import type { Evidence, FileFact, JobFact, Limits, Sent, StartFact } from "./evidence.ts";
import { violations } from "./invariants.ts";
import { waitedMs } from "./waited.ts";

export interface StageOptions {
  /** Variables of the service beside those of every stage. */
  readonly variables?: Readonly<Record<string, string>>;
  /** How slots differ from new ones; without it, slot-001 and slot-002 have the provider `http`. */
  readonly slots?: (provider: CountingProvider) => Readonly<Partial<Record<SlotId, SlotChange>>>;
  /** What the provider gives back; a plain JPEG otherwise. */
  readonly picture?: PhotoOptions;
  /** Where the data lie; a folder of its own otherwise, which goes with the stage. */
  readonly folder?: string;
}

export interface StartOptions {
  /** Variables of this start alone. */
  readonly variables?: Readonly<Record<string, string>>;
  /** A program with its arguments that starts the service, as strace. */
  readonly under?: readonly string[];
  /** Where its sources are; those of this checkout otherwise. */
  readonly project?: string;
}

export interface Stage {
  readonly provider: CountingProvider;
  /** The data folder of the service: the embedded database and the pictures are in it. */
  readonly folder: string;
  readonly storage: StorageConfig;
  readonly url: string;
  readonly limits: Limits;
  /** The client's journal so far. */
  readonly sent: readonly Sent[];
  /** Starts the service and waits until it is ready. Throws with its output when it ends before that. */
  start(options?: StartOptions): Promise<ServiceProcess>;
  /** The service that was started last. */
  service(): ServiceProcess;
  /** Sends a signal and waits for the end: the exit code, or the signal. */
  end(signal: "SIGKILL" | "SIGTERM" | "SIGINT"): Promise<number | NodeJS.Signals>;
  /** A photo that nobody has sent before. */
  photo(): Buffer;
  /** The form that posts this photo with the right password. */
  form(photo: Buffer): Buffer;
  /** Puts into the journal what was sent by hand. */
  note(one: Sent): void;
  /** Posts a photo, and puts what came into the journal. Never rejects. */
  post(slot: SlotId, photo: Buffer): Promise<Sent>;
  /** So many clients, each of whom posts its next photo when it has an answer, until the returned function is called. */
  load(clients: number, slots?: readonly SlotId[]): () => Promise<void>;
  /**
   * Waits until nothing is in work, and looks at everything; `new` reads no picture again that an earlier look has read
   * and that has not changed since. The service must run.
   */
  evidence(look?: "all" | "new"): Promise<Evidence>;
  /** Takes the evidence and judges it: each violation in one line. */
  verdict(): Promise<string[]>;
}

/** The secrets of every stage; they are looked for wherever they must not be. */
export interface StageSecrets {
  readonly INGEST_PASSWORD: string;
  readonly HTTP_PROVIDER_SECRET: string;
  readonly METRICS_TOKEN: string;
}

const READY_WITHIN_MS = 60_000;
const READY_LOOK_MS = 20;
/** How long a client leaves it after a refusal. */
const REFUSED_PAUSE_MS = 20;
const USED_SLOTS: readonly SlotId[] = ["slot-001", "slot-002"];
const LIMITS: Limits = { tSeconds: 10, resultTtlHours: 168, permits: 8, attempts: 1 };

/** Nothing runs yet but the provider. `onEnd` is given what is to be done at the end of the round. */
export async function createStage(
  databaseUrl: string,
  options: StageOptions,
  onEnd: (work: () => Promise<void>) => void,
): Promise<Stage> {
  const { slots = onHttp, variables = {} } = options;
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), "phc-fault-")));
  if (options.folder === undefined) onEnd(() => rm(folder, { recursive: true, force: true }));
  const picture = await makePhoto({ width: 160, height: 120, ...options.picture });
  const provider = await startCountingProvider(picture);
  onEnd(provider.stop);
  const secrets = makeSecrets();
  const storage: StorageConfig = { DATA_DIR: folder, DATABASE_URL: databaseUrl, DATABASE_MAX_CONNECTIONS: 4 };
  await prepareSlots(storage, slots(provider));
  const port = await freePort();
  const all = {
    ...{ NODE_ENV: "test", HOST: "127.0.0.1", PORT: String(port), DATA_DIR: folder, DATABASE_URL: databaseUrl },
    ...{ T_SYNC_RESPONSE_SECONDS: String(LIMITS.tSeconds), PROVIDER_PRIVATE_ADDRESSES: "allow", LOG_LEVEL: "info" },
    ...{ UPLOADS_PER_ADDRESS: "1000", INGEST_MAX_PARALLEL: "100" },
    HTTP_MAX_PARALLEL: String(LIMITS.permits),
    ...(await asFiles(secrets, onEnd)),
    ...variables,
  };
  // With anything to strip, the service makes its own bytes of it.
  const { gps = false, orientation = 1 } = options.picture ?? {};
  const keepsBytes = !gps && orientation === 1;
  return stageOf({ provider, folder, storage, secrets, port, picture, keepsBytes, variables: all, onEnd });
}

interface Built {
  readonly provider: CountingProvider;
  readonly folder: string;
  readonly storage: StorageConfig;
  readonly secrets: StageSecrets;
  readonly port: number;
  readonly picture: Buffer;
  readonly keepsBytes: boolean;
  readonly variables: Readonly<Record<string, string>>;
  readonly onEnd: (work: () => Promise<void>) => void;
}

function stageOf({ provider, folder, storage, secrets, port, picture, keepsBytes, variables, onEnd }: Built): Stage {
  const url = `http://127.0.0.1:${port}`;
  const limits = { ...LIMITS, permits: Number(variables["HTTP_MAX_PARALLEL"]) };
  const sent: Sent[] = [];
  const outputs: ServiceProcess[] = [];
  const starts: StartFact[] = [];
  const readBefore = new Set<string>();
  const filesBefore = new Map<string, FileFact>();
  let jobsBefore: readonly JobFact[] = [];
  const agent = new Agent({ keepAlive: false });
  const service = () => {
    const last = outputs.at(-1);
    if (last === undefined) throw new Error("The service of this stage was not started.");
    return last;
  };
  onEnd(async () => {
    for (const { child } of outputs) child.kill("SIGKILL");
    await Promise.all(outputs.map(({ ended }) => ended));
  });

  const stage: Stage = {
    ...{ provider, folder, storage, url, limits, sent, service },
    async start({ variables: own = {}, under = [], project } = {}) {
      const [startedAtMs, startedAt] = [Date.now(), performance.now()];
      const where = { folder, under, ...(project === undefined ? {} : { project }) };
      const started = spawnService({ ...variables, ...own }, where);
      outputs.push(started);
      await started.listening;
      await untilReady(url, started);
      const readyMs = performance.now() - startedAt - (await waitedMs(started));
      starts.push({ startedAtMs, readyMs });
      return started;
    },
    async end(signal) {
      const { child, ended } = service();
      child.kill(signal);
      return await ended;
    },
    photo: () => makeUnique(picture),
    form: (photo) => photoForm(photo, secrets.INGEST_PASSWORD),
    note: (one) => void sent.push(one),
    async post(slot, photo) {
      const came = await postOnce(agent, `${url}/api/ingest/${slot}`, stage.form(photo));
      const one: Sent = { slot, photoSha256: sha256(photo), came };
      sent.push(one);
      return one;
    },
    load: (clients, slots = USED_SLOTS) => load(stage, clients, slots),
    async evidence(look = "all") {
      if (look === "all") {
        readBefore.clear();
        filesBefore.clear();
      }
      const facts: ToCollect = {
        ...{ url, folder, storage, secrets, provider, sent, jobsBefore, readBefore, filesBefore, starts },
        ...{ limits, keepsBytes },
      };
      const found = await collect(facts, service(), outputs);
      jobsBefore = found.jobs;
      return found;
    },
    async verdict() {
      const found = violations(await stage.evidence());
      const isAnswered = sent.some(({ came }) => "status" in came && came.status === 200);
      return isAnswered ? found : [...found, "no photo was answered with its picture: this shows nothing"];
    },
  };
  return stage;
}

function onHttp(provider: CountingProvider): Readonly<Partial<Record<SlotId, SlotChange>>> {
  const change = (slot: SlotId) => ({
    provider: "http" as const,
    settings: provider.httpSettings(slot),
    maxAttempts: LIMITS.attempts,
  });
  return { "slot-001": change("slot-001"), "slot-002": change("slot-002") };
}

function makeSecrets(): StageSecrets {
  const secret = () => `canary-${randomBytes(16).toString("hex")}`;
  return { INGEST_PASSWORD: secret(), HTTP_PROVIDER_SECRET: secret(), METRICS_TOKEN: secret() };
}

/** As files, so that they are in no environment. */
async function asFiles(
  secrets: StageSecrets,
  onEnd: (work: () => Promise<void>) => void,
): Promise<Record<string, string>> {
  const folder = await mkdtemp(join(tmpdir(), "phc-secrets-"));
  onEnd(() => rm(folder, { recursive: true, force: true }));
  const variables: Record<string, string> = {};
  for (const [name, value] of Object.entries(secrets)) {
    const path = join(folder, name);
    await writeFile(path, value, { mode: 0o600 });
    variables[`${name}_FILE`] = path;
  }
  return variables;
}

function load(stage: Stage, clients: number, slots: readonly SlotId[]): () => Promise<void> {
  let going = true;
  const client = async (number: number) => {
    for (let round = number; going; round += 1) {
      const { came } = await stage.post(slots[round % slots.length] ?? "slot-001", stage.photo());
      if ("error" in came || came.status !== 200) await sleep(REFUSED_PAUSE_MS);
    }
  };
  const running = Promise.all(Array.from({ length: clients }, (_, number) => client(number)));
  return async () => {
    going = false;
    await running;
  };
}

async function untilReady(url: string, { output, child }: ServiceProcess): Promise<void> {
  const giveUpAt = performance.now() + READY_WITHIN_MS;
  while (!(await isOk(`${url}/healthz`))) {
    if (performance.now() > giveUpAt)
      throw new Error(`The service was not ready in ${READY_WITHIN_MS} ms:\n${output()}`);
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`The service ended before it was ready:\n${output()}`);
    await sleep(READY_LOOK_MS);
  }
}

async function isOk(url: string): Promise<boolean> {
  const answer = await fetch(url).catch(() => undefined);
  await answer?.arrayBuffer().catch(() => undefined);
  return answer?.ok ?? false;
}

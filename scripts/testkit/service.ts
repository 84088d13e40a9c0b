/** Runs the service for tests: in this process with its parts in view, or as a real child process. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type Config, parseConfig } from "../../generated/config.ts";
import type { SlotId } from "../../generated/contract.ts";
import { type BreakerRules, breakerRules } from "../../src/core/breaker.ts";
import type { ProviderDriver } from "../../src/core/provider.ts";
import { createLog } from "../../src/log.ts";
import { providerDrivers } from "../../src/providers/index.ts";
import { type Service, startService } from "../../src/service.ts";
import { findSlot, type SlotChange, saveSlot } from "../../src/storage/repos/slots.ts";
import { databaseVariables, dropDatabase, prepareDatabase } from "./service-database.ts";

export const testPassword = "test-password-1";

/** A configuration on a data folder, listening on a free port. `overrides` need not keep the contract's bounds. */
export function testConfig(dataDir: string, overrides: Partial<Config> = {}): Config {
  const config = parseConfig({ NODE_ENV: "test", PORT: "0", DATA_DIR: dataDir, INGEST_PASSWORD: testPassword });
  if (Array.isArray(config)) throw new Error(config.map((problem) => problem.message).join("\n"));
  return { ...config, ...(overrides.DATABASE_URL === undefined ? databaseVariables(dataDir) : {}), ...overrides };
}

/** A service in this process. */
export interface TestService extends Service {
  readonly config: Config;
  /** The lines logged so far, parsed. */
  readonly logged: Record<string, unknown>[];
  /** Changes a slot as an operator would. */
  setSlot(id: SlotId, change: SlotChange): Promise<void>;
  /** The value of one series in a scrape of now: `name{label="value"}` to the letter. */
  metric(series: string): Promise<number | undefined>;
  /** Names of the files in the media's temp folder. */
  tempFiles(): Promise<string[]>;
  /** Keys of the pictures on the disk. */
  resultFiles(): Promise<string[]>;
  /** Ends it as fast as it can and removes its data. */
  stop(): Promise<void>;
}

/**
 * Starts a service on a data folder of its own; `drivers` stand in for the providers' own, `rules` for the breaker's, and
 * what lies in `pageFolder` for the operators' page.
 */
export async function startTestService(
  overrides: Partial<Config> = {},
  drivers: readonly ProviderDriver[] = providerDrivers,
  rules: BreakerRules = breakerRules,
  pageFolder?: string,
): Promise<TestService> {
  const dataDir = overrides.DATA_DIR ?? (await mkdtemp(join(tmpdir(), "phc-test-")));
  if (overrides.DATABASE_URL === undefined) await prepareDatabase(dataDir);
  const config = testConfig(dataDir, overrides);
  const logged: Record<string, unknown>[] = [];
  const log = createLog("info", { write: (line) => void logged.push(JSON.parse(line)) });
  const service = await startService(config, log, drivers, rules, pageFolder);
  return {
    ...service,
    config,
    logged,
    async setSlot(id, change) {
      for (;;) {
        const slot = await findSlot(service.db, id);
        if (slot === undefined) throw new Error(`There is no ${id}.`);
        // The breaker may be quicker.
        if ((await saveSlot(service.db, id, slot.version, change)).ok) return;
      }
    },
    metric: async (series) => readSeries(await (await fetch(`${service.url}/metrics`)).text(), series),
    tempFiles: () => readdir(join(dataDir, "media", "tmp")),
    async resultFiles() {
      const keys: string[] = [];
      for await (const { key } of service.media.list("results")) keys.push(key);
      return keys;
    },
    async stop() {
      await service.drain();
      await dropDatabase(dataDir);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** The value of one series in a scrape's text. */
export function readSeries(scrape: string, series: string): number | undefined {
  const line = scrape.split("\n").find((text) => text.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length + 1));
}

/** A service in a process of its own. */
export interface ServiceProcess {
  readonly child: ChildProcess;
  /** What it wrote to both outputs so far. */
  output(): string;
  /** Its URL; rejects with its output when it ends before it listens. */
  readonly listening: Promise<string>;
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
}

const ROOT = resolve(import.meta.dirname, "../..");

export interface SpawnOptions {
  /** Where it is started: a folder without .env files. */
  readonly folder?: string;
  /** A descriptor that its lines go to. */
  readonly stdout?: "pipe" | number;
  /** Where the sources are. */
  readonly project?: string;
  /** A program with its arguments that starts it: what follows them is the command. */
  readonly under?: readonly string[];
}

/** Starts `node src/main.ts` with exactly these variables. */
export function spawnService(
  variables: Readonly<Record<string, string>>,
  { folder = tmpdir(), stdout = "pipe", project = ROOT, under = [] }: SpawnOptions = {},
): ServiceProcess {
  const [program, ...args] = [...under, process.execPath, join(project, "src/main.ts")];
  const { PATH = "" } = process.env;
  const child = spawn(program ?? "", args, {
    cwd: folder,
    env: { PATH, ...variables },
    stdio: ["ignore", stdout, "pipe"],
  });
  let output = "";
  const ended = new Promise<number | NodeJS.Signals>((resolveEnd) => {
    child.once("close", (code, signal) => resolveEnd(signal ?? code ?? 0));
  });
  const listening = new Promise<string>((resolveUrl, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      const url = /"url":"([^"]+)"/.exec(output)?.[1];
      if (url !== undefined) resolveUrl(url);
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    void ended.then((end) => reject(new Error(`The service ended with ${end}:\n${output}`)));
  });
  // Whoever waits for the end alone need not look at the URL.
  listening.catch(() => undefined);
  return { child, output: () => output, listening, ended };
}

/** The variables of a service process on a data folder. */
export function serviceVariables(dataDir: string): Record<string, string> {
  const own = { NODE_ENV: "test", PORT: "0", DATA_DIR: dataDir, INGEST_PASSWORD: testPassword };
  return { ...own, ...databaseVariables(dataDir) };
}

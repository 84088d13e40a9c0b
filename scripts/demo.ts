/**
 * Usage: npm run demo [-- --once]: starts the service in data/demo, posts scripts/demo/photo.jpg through slot-test and
 * shows what came of it. Stays up until Ctrl-C; with --once it ends by itself.
 */
import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import sharp from "sharp";
import type { Config } from "../generated/config.ts";
import { readConfig } from "../src/env.ts";
import { accountLine } from "../src/features/operators/accounts.ts";
import { changeSlot } from "../src/features/slots/service.ts";
import { createLog, logTo } from "../src/log.ts";
import { checkSettings } from "../src/providers/index.ts";
import { type Service, startService } from "../src/service.ts";
import { findSlot } from "../src/storage/repos/slots.ts";
import { makeUnique } from "./smoke/photo.ts";

const FIRST_PORT = 8080;
const folder = resolve("data", "demo");
const OPERATOR = "demo";
const operatorPassword = join(folder, "operator_password");
const photoPath = join(import.meta.dirname, "demo", "photo.jpg");
const settings = { edit: "frame", caption: "PHC demo", max_edge: 1600 };

/** The series that this one photo has changed. */
const keySeries = [
  'ingest_requests_total{slot_id="slot-test",provider="local",outcome="success"}',
  'ingest_duration_seconds_count{slot_id="slot-test"}',
  'ingest_duration_seconds_sum{slot_id="slot-test"}',
  'ingest_deadline_used_ratio_sum{slot_id="slot-test"}',
  'provider_attempts_total{slot_id="slot-test",provider="local",result="ok"}',
  "ingest_sync_response_seconds",
];

const say = (text = "") => void process.stdout.write(`${text}\n`);
const step = (name: string, text: string) => say(`  ${name.padEnd(9)} ${text}`);
const shown = (path: string) => relative(process.cwd(), path);

try {
  const { values } = parseArgs({ options: { once: { type: "boolean", default: false } } });
  await demo(values.once);
  process.exit(0);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

async function demo(once: boolean): Promise<void> {
  say("\nPHC demo: a photo goes through the whole service.\n");
  const config = await makeConfig();
  const service = await startService(config, createLog("info", logTo(logPath())));
  try {
    await tour(service, config, once);
  } finally {
    await service.drain();
  }
  step("End", "the picture is removed from the service, nothing is left in work");
}

async function tour(service: Service, config: Config, once: boolean): Promise<void> {
  const interrupted = untilInterrupted();
  step("Service", `listens on ${service.url}; its log is in ${shown(logPath())}`);
  const jobId = await ingest(service, config);
  await showMetrics(service);
  showUrls(service, jobId);
  say(once ? "" : "\nThe service stays up. Ctrl-C ends it.");
  if (!once) await interrupted;
  await removeResult(service, config, jobId);
}

function logPath(): string {
  return join(folder, "service.log");
}

/** The embedded defaults in a folder of the demo's own, with secrets that are made on the first run. */
async function makeConfig(): Promise<Config> {
  const secrets = join(folder, "secrets");
  await mkdir(secrets, { recursive: true, mode: 0o700 });
  const passwordFile = await makeSecret(join(secrets, "ingest_password"));
  const tokenFile = await makeSecret(join(secrets, "metrics_token"));
  const operatorsFile = await makeOperator(secrets);
  const env = {
    ...{ NODE_ENV: "development", DATA_DIR: folder, PORT: String(await findPort()) },
    ...{ INGEST_PASSWORD_FILE: passwordFile, METRICS_TOKEN_FILE: tokenFile, OPERATORS_FILE: operatorsFile },
  };
  const found = readConfig({ env, folder });
  if ("config" in found) return found.config;
  throw new Error(found.map((problem) => problem.message).join("\n"));
}

/** An account for the console. Its password lies beside it, which nobody would do but a demonstration. */
async function makeOperator(secrets: string): Promise<string> {
  const password = await readFile(await makeSecret(operatorPassword), "utf8");
  const path = join(secrets, "operators");
  // Anew each time, so that the two files always belong together.
  await writeFile(path, `${await accountLine(OPERATOR, password)}\n`, { mode: 0o600 });
  return path;
}

async function makeSecret(path: string): Promise<string> {
  try {
    await writeFile(path, randomBytes(24).toString("base64url"), { flag: "wx", mode: 0o600 });
    step("Secret", `made ${shown(path)} (mode 0600)`);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  return path;
}

async function findPort(): Promise<number> {
  for (let port = FIRST_PORT; port < FIRST_PORT + 100; port += 1) {
    if (!(await isFree(port))) continue;
    if (port !== FIRST_PORT) step("Port", `${FIRST_PORT} is in use, so the demo takes ${port}`);
    return port;
  }
  throw new Error(`No port from ${FIRST_PORT} to ${FIRST_PORT + 99} is free.`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((tell) => {
    const server = createServer();
    server.once("error", () => tell(false));
    server.listen(port, "127.0.0.1", () => server.close(() => tell(true)));
  });
}

/** Posts the photo and saves what comes back. Returns the job's id. */
async function ingest(service: Service, config: Config): Promise<string> {
  await setSlot(service);
  const photo = makeUnique(await readFile(photoPath));
  step("Photo", `${shown(photoPath)}: ${await describe(photo)}`);
  const form = new FormData();
  form.set("password", config.INGEST_PASSWORD);
  form.set("fileToUpload", new Blob([photo]), "photo.jpg");
  const startedAt = performance.now();
  const answer = await fetch(`${service.url}/api/ingest/slot-test`, { method: "POST", body: form });
  const picture = Buffer.from(await answer.arrayBuffer());
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(2);
  const jobId = answer.headers.get("x-job-id") ?? "";
  if (answer.status !== 200) throw new Error(`The ingest was answered with ${answer.status}: ${picture.toString()}`);
  step("Ingest", `POST /api/ingest/slot-test: 200 in ${seconds} s, job ${jobId}`);
  const path = join(folder, "edited.jpg");
  await writeFile(path, picture);
  step("Picture", `${shown(path)}: ${await describe(picture)}`);
  return jobId;
}

/** slot-test edits on this machine, and visibly so. */
async function setSlot({ db }: Service): Promise<void> {
  const slot = await findSlot(db, "slot-test");
  if (slot?.provider !== "local" || JSON.stringify(slot.settings) !== JSON.stringify(settings)) {
    const order = { provider: "local", settings, state: { is: "active" } } as const;
    const mandate = { actor: "rule:demo", reason: "the demonstration edits on this machine" } as const;
    const changed = await changeSlot(db, "slot-test", order, mandate, { checkSettings, faultAllowed: false });
    if (!changed.ok) throw new Error(changed.problem);
  }
  step("Slot", `slot-test: provider local, ${JSON.stringify(settings)}`);
}

async function describe(picture: Buffer): Promise<string> {
  const { width, height, format, orientation = 1, exif } = await sharp(picture).metadata();
  const turned = orientation === 1 ? "upright" : `to be turned (EXIF orientation ${orientation})`;
  const camera = exif === undefined ? "no camera data, no position" : "with the camera's data and its position";
  return `${format.toUpperCase()}, ${width} × ${height}, ${(picture.length / 1e6).toFixed(1)} MB, ${turned}, ${camera}`;
}

async function showMetrics(service: Service): Promise<void> {
  const lines = (await (await fetch(`${service.url}/metrics`)).text()).split("\n");
  say("\nWhat it left in /metrics:");
  for (const series of keySeries)
    say(`  ${lines.find((line) => line.startsWith(`${series} `)) ?? `${series} is missing`}`);
}

function showUrls({ url }: Service, jobId: string): void {
  say("\nWhere to look:");
  say(`  ${url}/console as ${OPERATOR}, with the password in ${shown(operatorPassword)}`);
  say(`  ${url}/healthz`);
  say(`  ${url}/api/slots`);
  say(`  ${url}/api/results/${jobId}`);
  say(`  ${url}/metrics`);
}

/** The demo cleans up after itself, as any tool of slot-test can. */
async function removeResult(service: Service, config: Config, jobId: string): Promise<void> {
  const headers = { "X-Ingest-Password": config.INGEST_PASSWORD };
  const answer = await fetch(`${service.url}/api/results/${jobId}`, { method: "DELETE", headers });
  // A person may have removed it, or lowered RESULT_TTL_HOURS, while the demo stayed up.
  if (answer.status === 204 || answer.status === 410) return;
  throw new Error(`DELETE /api/results/${jobId} was answered with ${answer.status}: ${await answer.text()}`);
}

function untilInterrupted(): Promise<void> {
  return new Promise((interrupt) => {
    // Not once: under npm a Ctrl-C comes twice, and the second one must not end the process midway.
    process.on("SIGINT", interrupt);
    process.on("SIGTERM", interrupt);
  });
}

/** env -- rotate: other secrets for a running service, tried before and proven after, with the way back held open. */
import { readFile, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import type { Config } from "../../generated/config.ts";
import type { Mandate } from "../../src/core/audit.ts";
import { readConfig } from "../../src/env.ts";
import { needRestart } from "../../src/reload.ts";
import { openDatabase } from "../../src/storage/database.ts";
import { codeOf, syncFolder } from "../../src/storage/folders.ts";
import { recordAudit } from "../../src/storage/repos/audit.ts";
import { CannotRun, exitCodes } from "../command.ts";
import type { EnvCommand } from "./command.ts";
import { type EnvContents, readContents } from "./contents.ts";
import {
  fingerprintOf,
  type Manifest,
  nextManifest,
  readManifest,
  shortFingerprint,
  writeManifest,
} from "./manifest.ts";
import { replaceFile } from "./replace.ts";
import { lookAtBooths, refuseOverlap } from "./rotate/booths.ts";
import { type NewSecrets, readNewSecrets, refuseKnown } from "./rotate/new-secrets.ts";
import { type RotateOptions, readRotateOptions, rotateHelp } from "./rotate/options.ts";
import { type Rewritten, rewrite } from "./rotate/rewrite.ts";
import { accepts, isReady, type Reading, readReading, tell, waitForOther } from "./rotate/running.ts";
import { tryOld, trySet } from "./rotate/try-set.ts";

export const rotateCommand: EnvCommand = {
  verb: "rotate",
  does: "puts other secrets into force, tried before and proven after",
  help: rotateHelp,
  async run(args) {
    const options = readRotateOptions(args);
    const stop = new AbortController();
    const interrupt = () => stop.abort(new CannotRun("Interrupted."));
    const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
    for (const signal of signals) process.on(signal, interrupt);
    try {
      return await rotate(options, stop.signal);
    } finally {
      for (const signal of signals) process.off(signal, interrupt);
    }
  },
};

/** All that is known before anything is written. */
interface Plan {
  readonly contents: EnvContents;
  readonly before: Config;
  readonly fresh: NewSecrets;
  readonly names: readonly string[];
  readonly rewritten: Rewritten;
  readonly manifest: Manifest;
  readonly url: string;
}

type Own = keyof typeof accepts;

const say = (line: string) => void process.stdout.write(`${line}\n`);

function makePlan(options: RotateOptions): Plan {
  const contents = readContents(options.envFile);
  const before = configOf(contents.path, "The file in force is not sound; correct it first");
  const fresh = readNewSecrets(options.values, options.generate);
  const names = [...fresh.keys()];
  const hidden = names.filter((name) => process.env[name] || process.env[`${name}_FILE`]);
  if (hidden.length > 0) {
    throw new CannotRun(
      `${hidden.join(", ")}: set in the environment of this process, which wins over the file in a service that is started from here; unset it.`,
    );
  }
  refuseKnown(fresh, contents);
  const rewritten = rewrite(contents, fresh);
  const manifest = readManifest(contents.path)?.manifest ?? nextManifest(undefined, contents, { now: Date.now() });
  const url = options.url ?? `http://127.0.0.1:${before.PORT}`;
  return { contents, before, fresh, names, rewritten, manifest, url };
}

/**
 * The configuration of this file and nothing else, as `check --env-file` reads it: what this shell has exported is not the
 * service's. Judged as its NODE_ENV says, or with `strict` as in production. Throws CannotRun.
 */
function configOf(envFile: string, trouble: string, strict = false): Config {
  const { CREDENTIALS_DIRECTORY } = process.env;
  const result = readConfig({ env: { CREDENTIALS_DIRECTORY }, envFile, ...(strict && { strict }) });
  if ("config" in result) return result.config;
  throw new CannotRun([`${trouble}:`, ...result.map(({ message }) => message)].join("\n"));
}

async function rotate(options: RotateOptions, signal: AbortSignal): Promise<number> {
  const plan = makePlan(options);
  for (const name of plan.names) say(`${name.padEnd(24)}  ${changeOf(plan, name)}`);
  const previous = `${plan.contents.path}.previous`;
  const written: string[] = [];
  let running: Reading | undefined;
  let replaced = false;
  try {
    for (const { path, value, instead } of plan.rewritten.files) {
      await replaceFile(path, Buffer.from(`${value}\n`), { overwrite: false, ownerLike: instead });
      written.push(path);
    }
    await replaceFile(plan.contents.path, Buffer.from(plan.rewritten.text), {
      overwrite: true,
      async prove(candidate) {
        await proveSet(plan, options, candidate, signal);
        if (options.dryRun) throw new DryRunEnded("Nothing was changed: --dry-run ends here.");
        if (options.telling.by !== "none") running = await lookBefore(plan);
        await refuseChanged(plan.contents);
        await replaceFile(previous, plan.contents.bytes, { overwrite: true, ownerLike: plan.contents.path });
        // Once more, next to the replacing: another rotation keeps the same file, which stays for it.
        await refuseChanged(plan.contents);
        written.push(previous);
        signal.throwIfAborted();
      },
    });
    replaced = true;
    say(`${plan.contents.path} is replaced; the old one is kept in ${previous} until the end.`);
    if (running !== undefined) await putIntoForce(plan, options, running, signal);
  } catch (error) {
    return await goBack(plan, options, { written, running, replaced }, error);
  }
  return await conclude(plan, options, previous);
}

/** The end of a --dry-run: all was tried, and nothing changed. */
class DryRunEnded extends CannotRun {}

function changeOf({ contents, fresh, manifest }: Plan, name: string): string {
  const shown = (value: string | undefined) =>
    value === undefined ? "(none)" : shortFingerprint(fingerprintOf(manifest, value));
  return `${shown(contents.secrets.get(name))} → ${shown(fresh.get(name)?.value)}`;
}

/** Everything that can be known of the new set while the old one is in force. Throws CannotRun and DatabaseRefused. */
async function proveSet(
  { before, names }: Plan,
  { telling }: RotateOptions,
  candidate: string,
  signal: AbortSignal,
): Promise<void> {
  const next = configOf(candidate, "The new set is not sound", true);
  const fixed = telling.by === "signal" ? needRestart(before, next) : [];
  if (fixed.length > 0)
    throw new CannotRun(`${fixed.join(", ")}: counts after a restart only; give --restart "COMMAND".`);
  for (const line of await trySet(next, before, names, signal)) say(line);
  if (names.includes("INGEST_PASSWORD")) {
    // With the new login: the old one may be refused already.
    for (const line of await refuseOverlap(next, telling)) process.stderr.write(`${line}\n`);
  }
  say("The new set is sound.");
}

/** Another rotation at the same time, or an editor: what they wrote would be lost. Throws CannotRun. */
async function refuseChanged({ path, bytes }: EnvContents): Promise<void> {
  if ((await readFile(path)).equals(bytes)) return;
  throw new CannotRun(`${path}: somebody else has changed it meanwhile. Nothing was replaced; start again.`);
}

/** What the service shows of its set now. Throws CannotRun when it is not well, or does not show it. */
async function lookBefore({ url, before }: Plan): Promise<Reading> {
  if (!(await isReady(url)))
    throw new CannotRun(`${url}/healthz does not say that the service is ready: see to that first.`);
  const reading = await readReading(url, ["", before.METRICS_TOKEN]);
  if (reading !== undefined) return reading;
  throw new CannotRun(
    `${url}/metrics does not show when its secrets were read: give --url of the service on this machine.`,
  );
}

/** Tells the service, and waits until it shows that the new set counts and the old one does not. Throws CannotRun. */
async function putIntoForce(plan: Plan, options: RotateOptions, running: Reading, signal: AbortSignal): Promise<void> {
  const { url, before, contents, names } = plan;
  const next = configOf(contents.path, "The new set is not sound");
  await tell(options.telling, options.withinMs);
  const tokens = ["", next.METRICS_TOKEN];
  await waitForOther({ url, withinMs: options.withinMs, tokens, set: "new" }, running, signal);
  say(`The service at ${url} is ready and has read the new set.`);
  for (const name of await ownNames(names, next)) {
    await proveOwn(url, name, next, before);
    say(`${name}: the service takes the new one and refuses the old one.`);
  }
  signal.throwIfAborted();
}

/** Of these secrets, those that the service itself checks. */
async function ownNames(names: readonly string[], config: Config): Promise<Own[]> {
  const own: Own[] = [];
  if (names.includes("METRICS_TOKEN")) own.push("METRICS_TOKEN");
  if (names.includes("INGEST_PASSWORD") && (await ingestPasswordCounts(config))) own.push("INGEST_PASSWORD");
  return own;
}

/** Throws CannotRun unless the service takes the secret of one set, and not that of the other. */
async function proveOwn(url: string, name: Own, inForce: Config, replaced: Config): Promise<void> {
  if ((await accepts[name](url, inForce)) !== true) throw new CannotRun(`${name}: the service does not take it.`);
  if (replaced[name] === "" || (await accepts[name](url, replaced)) === false) return;
  throw new CannotRun(`${name}: the service still takes the one that was replaced.`);
}

/** Whether the service takes INGEST_PASSWORD from booths, so that it can be asked. */
async function ingestPasswordCounts(config: Config): Promise<boolean> {
  const { counts } = await lookAtBooths(config);
  if (!counts) {
    say(
      "INGEST_PASSWORD: does not count now, because an operator has set another one (npm run ops -- password): booths " +
        "go on with that. The new one counts after: npm run ops -- password unset",
    );
  }
  return counts;
}

/** What a rotation has done and seen so far. */
interface SoFar {
  /** Files that go when it comes to nothing. */
  readonly written: readonly string[];
  /** The service before the file was replaced; undefined when nobody looked. */
  readonly running: Reading | undefined;
  /** Whether the file of variables has got the new text for certain; it may since have got another. */
  readonly replaced: boolean;
}

/** The old file again, and the service on it. The exit code: 1 when something had been replaced; else throws `error`. */
async function goBack(plan: Plan, options: RotateOptions, soFar: SoFar, error: unknown): Promise<number> {
  const { contents, rewritten } = plan;
  const drop = async () => {
    for (const path of soFar.written) await rm(path, { force: true });
  };
  const now = await readFile(contents.path).catch(() => undefined);
  if (now?.equals(Buffer.from(rewritten.text)) === false) {
    if (soFar.replaced) return leaveChanged(plan, soFar.written, error);
    await drop();
    if (!(error instanceof DryRunEnded)) throw error;
    say(error.message);
    return exitCodes.good;
  }
  const cause = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${cause}\nThe old set is put back.\n`);
  const { METRICS_TOKEN } = plan.before;
  const tokens = ["", plan.fresh.get("METRICS_TOKEN")?.value ?? METRICS_TOKEN, METRICS_TOKEN];
  const failed = await readReading(plan.url, tokens);
  try {
    await putBack(contents);
  } catch (stuck) {
    const why = stuck instanceof Error ? stuck.message : String(stuck);
    process.stderr.write(
      `${why}\nTHE NEW SET IS STILL IN THE FILE. The old one is ${contents.path}.previous: move it there.\n`,
    );
    return exitCodes.found;
  }
  const trouble = await tellOfOld(plan, options, soFar.running, failed);
  process.stderr.write(
    trouble === undefined
      ? `${contents.path} is the old one again, and the service is ready with it.\n`
      : `${contents.path} is the old one again, BUT THE SERVICE IS NOT WELL WITH IT: ${trouble}\n`,
  );
  await drop();
  await audit(plan, "secrets.rotation_undone", { ...options.mandate, reason: `${options.mandate.reason} (${cause})` });
  return exitCodes.found;
}

/** The new set was in the file, and somebody has changed that: what they want is not known here. The exit code. */
function leaveChanged({ contents: { path } }: Plan, written: readonly string[], error: unknown): number {
  const fresh = written.filter((one) => one !== `${path}.previous`);
  const lines = [
    error instanceof Error ? error.message : String(error),
    `${path} had been replaced, and somebody has changed it since: it was left as it is, AND THE OLD SET IS NOT PUT BACK.`,
    `Nothing was deleted. The old file: ${path}.previous`,
    ...(fresh.length > 0 ? [`New files, which ${path} may name: ${fresh.join(", ")}`] : []),
    `To go back, move ${path}.previous to ${path}; to go on, see to what the first line says. Then tell the service, by SIGHUP or a restart, and remove the files that ${path} does not need.`,
  ];
  process.stderr.write(`${lines.join("\n")}\n`);
  return exitCodes.found;
}

/** The file that was kept gets its name again, which works on a full disk too. Throws CannotRun. */
async function putBack({ path, bytes }: EnvContents): Promise<void> {
  const previous = `${path}.previous`;
  try {
    if (!(await readFile(previous)).equals(bytes)) throw new Error("it is not the file that was read");
    await rename(previous, path);
    await syncFolder(dirname(path));
  } catch (error) {
    const why = codeOf(error) ?? (error instanceof Error ? error.message : String(error));
    process.stderr.write(`${previous}: cannot take its name again (${why}); the old set is written anew.\n`);
    await replaceFile(path, bytes, { overwrite: true });
  }
}

/** Tells the service that the old file is back, and waits for it; `failed` is its reading of now. What is wrong then. */
async function tellOfOld(
  { url, before }: Plan,
  { telling, withinMs }: RotateOptions,
  running: Reading | undefined,
  failed: Reading | undefined,
): Promise<string | undefined> {
  if (running === undefined) return undefined;
  try {
    await tell(telling, withinMs);
    // It never left the old set, and what it reads from now on is the old file.
    if (failed?.readAt === running.readAt) {
      return (await isReady(url)) ? undefined : `${url}/healthz does not say that it is ready.`;
    }
    const never = new AbortController().signal;
    const tokens = ["", before.METRICS_TOKEN];
    await waitForOther({ url, withinMs, tokens, set: "old" }, failed ?? { readAt: 0, successful: false }, never);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** After the new set is in force: what others still accept, the manifest, the audit. */
async function conclude(plan: Plan, options: RotateOptions, previous: string): Promise<number> {
  const { contents, before, names, rewritten } = plan;
  const next = configOf(contents.path, "The new set is not sound");
  const isRecorded = await record(plan);
  await audit(plan, "secrets.rotated", options.mandate);
  const exitCode = isRecorded ? exitCodes.good : exitCodes.found;
  if (options.telling.by === "none") {
    say(
      `The service was not told: the old set is in force until it is restarted or gets a SIGHUP. The old file: ${previous}`,
    );
    return exitCode;
  }
  for (const line of await tryOld(before, next, names)) say(line);
  await rm(previous, { force: true });
  for (const { instead } of rewritten.files) say(`${instead} is not read any more: remove it.`);
  say("The rotation is complete.");
  return exitCode;
}

/** The days of issue, for verify. Whether they could be written; the new set is in force either way. */
async function record({ contents, manifest }: Plan): Promise<boolean> {
  try {
    await writeManifest(contents.path, nextManifest(manifest, readContents(contents.path), { now: Date.now() }));
    return true;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    process.stderr.write(`The manifest could not be written (${why}): npm run env -- verify --record\n`);
    return false;
  }
}

/** One entry with fingerprints, never values. Without a database that can be written, it is said and nothing else. */
async function audit(plan: Plan, action: string, mandate: Mandate): Promise<void> {
  const fingerprints = (of: (name: string) => string | undefined) =>
    Object.fromEntries(
      plan.names.map((name) => {
        const value = of(name);
        return [name, value === undefined ? null : shortFingerprint(fingerprintOf(plan.manifest, value))];
      }),
    );
  const entry = {
    ...{ ...mandate, action, subject: "config:secrets" },
    before: fingerprints((name) => plan.contents.secrets.get(name)),
    after: fingerprints((name) => plan.fresh.get(name)?.value),
  };
  try {
    const config = configOf(plan.contents.path, "The file in force is not sound");
    const db = await openDatabase({ ...config, DATABASE_MAX_CONNECTIONS: 2 }, "script");
    await recordAudit(db, entry).finally(() => db.destroy());
  } catch (error) {
    process.stderr.write(`The audit has no entry of it: ${error instanceof Error ? error.message : String(error)}\n`);
  }
}

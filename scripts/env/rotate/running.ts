/** The running service as a rotation sees it: how it is told of another set, and what shows which set is in force. */
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Config } from "../../../generated/config.ts";
import { CannotRun } from "../../command.ts";

/** How the service is told; `none` leaves that to somebody else. */
export type Telling =
  | { readonly by: "restart"; readonly command: string }
  | { readonly by: "signal"; readonly pid: number }
  | { readonly by: "none" };

type Secrets = Pick<Config, "INGEST_PASSWORD" | "METRICS_TOKEN">;

const LOOK_MS = 250;
const ANSWER_MS = 5_000;

/** Tells it. Throws CannotRun when the command fails or there is no such process. */
export async function tell(telling: Telling, withinMs: number): Promise<void> {
  if (telling.by === "signal") {
    try {
      process.kill(telling.pid, "SIGHUP");
    } catch {
      throw new CannotRun(`Process ${telling.pid} cannot be signalled: it has ended, or is another user's.`);
    }
  } else if (telling.by === "restart") {
    const child = spawn("sh", ["-c", telling.command], { stdio: ["ignore", "inherit", "inherit"], timeout: withinMs });
    const end = await new Promise<number | string>((resolve) => {
      child.once("error", (error) => resolve(error.message));
      child.once("exit", (code, signal) => resolve(code ?? signal ?? ""));
    });
    if (end !== 0) throw new CannotRun(`The command of --restart has ended with ${end}.`);
  }
}

/** The set in force, by what the service itself says: when it was read, and whether the last reload was good. */
export interface Reading {
  readonly readAt: number;
  readonly successful: boolean;
}

/** Undefined when /metrics cannot be read, or the service does not say. */
export async function readReading(url: string, tokens: readonly string[]): Promise<Reading | undefined> {
  for (const token of tokens) {
    const { status, text } = await ask(`${url}/metrics`, token === "" ? {} : { Authorization: `Bearer ${token}` });
    if (status !== 200) continue;
    const value = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, "m").exec(text)?.[1]);
    const readAt = value("config_last_reload_success_timestamp_seconds");
    return Number.isNaN(readAt) ? undefined : { readAt, successful: value("config_last_reload_successful") === 1 };
  }
  return undefined;
}

/** Whether /healthz says that it takes photos. */
export async function isReady(url: string): Promise<boolean> {
  return (await ask(`${url}/healthz`, {})).status === 200;
}

/** What is waited for. */
export interface Awaited {
  readonly url: string;
  readonly withinMs: number;
  /** What /metrics may ask for; "" for none. */
  readonly tokens: readonly string[];
  /** What people call the set. */
  readonly set: "new" | "old";
}

/** Waits until the service is ready with another set than that of `before`. Throws CannotRun, and the signal's reason. */
export async function waitForOther(
  { url, withinMs, tokens, set }: Awaited,
  before: Reading,
  signal: AbortSignal,
): Promise<void> {
  const until = performance.now() + withinMs;
  while (performance.now() < until) {
    signal.throwIfAborted();
    const reading = await readReading(url, tokens);
    if (reading !== undefined && before.successful && !reading.successful) {
      throw new CannotRun(`The service has refused the ${set} set; its log says why.`);
    }
    if (reading !== undefined && reading.readAt !== before.readAt && reading.successful && (await isReady(url))) return;
    await sleep(LOOK_MS, undefined, { signal });
  }
  throw new CannotRun(`The service at ${url} was not ready with the ${set} set within ${withinMs / 1000} s.`);
}

/** Which of our own secrets a running service takes: asked in ways that begin no job and change nothing. */
export const accepts = {
  /** As from beyond this machine, where the token is asked for. */
  async METRICS_TOKEN(url: string, { METRICS_TOKEN }: Secrets): Promise<boolean | undefined> {
    const headers = { Authorization: `Bearer ${METRICS_TOKEN}`, "X-Forwarded-For": "192.0.2.1" };
    return verdict((await ask(`${url}/metrics`, headers)).status, 200);
  },
  /** For a result that nobody has. */
  async INGEST_PASSWORD(url: string, { INGEST_PASSWORD }: Secrets): Promise<boolean | undefined> {
    const target = `${url}/api/results/${randomBytes(16).toString("hex")}`;
    return verdict((await ask(target, { "X-Ingest-Password": INGEST_PASSWORD }, "DELETE")).status, 404);
  },
} as const;

/** Undefined for an answer that says neither. */
function verdict(status: number, accepted: number): boolean | undefined {
  return status === accepted ? true : status === 401 || status === 403 ? false : undefined;
}

/** Status 0 when there was no answer. No body or header is ever shown. */
async function ask(
  url: string,
  headers: Readonly<Record<string, string>>,
  method = "GET",
): Promise<{ readonly status: number; readonly text: string }> {
  try {
    const answer = await fetch(url, { method, headers, redirect: "manual", signal: AbortSignal.timeout(ANSWER_MS) });
    return { status: answer.status, text: await answer.text() };
  } catch {
    return { status: 0, text: "" };
  }
}

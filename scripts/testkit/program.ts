/** Starts a server of another project and ends it: what Prometheus and Alertmanager share. */
import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";

export interface ProgramOptions {
  readonly program: string;
  readonly args: readonly string[];
  /** Answers 200 as soon as it is ready. */
  readonly readyUrl: string;
}

export interface RunningProgram {
  /** Ends the process, then tidies up. */
  stop(): Promise<void>;
}

/**
 * Waits until it is ready. Throws with what it wrote when it ends instead; `tidy` is called at its end, however it comes.
 * `name` is for messages.
 */
export async function startProgram(
  name: string,
  { program, args, readyUrl }: ProgramOptions,
  tidy: () => Promise<void>,
): Promise<RunningProgram> {
  const child = spawn(program, args, { stdio: ["ignore", "ignore", "pipe"] });
  const log = collect(child);
  const stop = async () => {
    await end(child);
    await tidy();
  };
  try {
    await ready(name, readyUrl, log);
  } catch (error) {
    await stop();
    throw error;
  }
  return { stop };
}

/** The end of what a process has written to its error output, and whether there will be more. */
interface Log {
  text: string;
  closed: boolean;
}

function collect(child: ChildProcess): Log {
  const log = { text: "", closed: false };
  child.stderr?.on("data", (part: Buffer) => {
    log.text = (log.text + part.toString()).slice(-4_000);
  });
  child.on("error", (error) => {
    log.text += error.message;
  });
  child.on("close", () => {
    log.closed = true;
  });
  return log;
}

const readyWithinMs = 20_000;

async function ready(name: string, url: string, log: Log): Promise<void> {
  const giveUpAt = performance.now() + readyWithinMs;
  while (performance.now() < giveUpAt) {
    if (log.closed) throw new Error(`${name} ended before it was ready: ${log.text}`);
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    await wait(100);
  }
  throw new Error(`${name} was not ready within ${readyWithinMs / 1000} s: ${log.text}`);
}

async function end(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  const killer = setTimeout(() => child.kill("SIGKILL"), 10_000);
  await ended;
  clearTimeout(killer);
}

/** A process that could not even be started has no id. */
function hasEnded(child: ChildProcess): boolean {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
}

/** Processes that a bench measures from outside: started, asked what they cost, ended. Linux only, as /proc is read. */
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const ROOT = join(import.meta.dirname, "../..");
export const PASSWORD = "a-password-of-the-bench";
/** Of /proc; the same on every Linux that Node runs on. */
const TICK_MS = 10;

export interface Process {
  readonly child: ChildProcess;
  readonly url: string;
}

/** Starts a node program and waits for the line in which it says where it listens. `started` ends it. */
export async function startProgram(
  args: readonly string[],
  options: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
  started: (child: ChildProcess) => void,
): Promise<Process> {
  const child = spawn(process.execPath, [...args], { ...options, stdio: ["ignore", "pipe", "inherit"] });
  started(child);
  const url = await new Promise<string>((resolve, reject) => {
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      const found = /"url":"([^"]+)"/.exec(output)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once("close", (status) => reject(new Error(`${args[0]} ended with ${status}.`)));
  });
  return { child, url };
}

/** A service of this checkout on its embedded defaults, as a new data folder or the one given has them. */
export async function startBareService(
  folder: string,
  started: (child: ChildProcess) => void,
  nodeOptions: readonly string[] = [],
  program = join(ROOT, "src/main.ts"),
): Promise<Process> {
  return await startProgram([...nodeOptions, program], { cwd: folder, env: variables(folder) }, started);
}

/** The same with two slots set: slot-001 is of the provider at `edit`, slot-002 is edited here. */
export async function startService(
  folder: string,
  edit: string,
  started: (child: ChildProcess) => void,
  nodeOptions: readonly string[] = [],
): Promise<Process> {
  const service = await startBareService(folder, started, nodeOptions);
  const set = async (...args: string[]) => {
    const ops = [join(ROOT, "scripts/run.js"), "ops", "slot", ...args, "--reason", "bench"];
    await promisify(execFile)(process.execPath, ops, { cwd: folder, env: variables(folder) });
  };
  await Promise.all([
    set("slot-001", "--provider", "http", "--settings", JSON.stringify({ url: edit })),
    set("slot-002", "--provider", "local"),
  ]);
  return service;
}

function variables(folder: string): Record<string, string> {
  return {
    PATH: process.env["PATH"] ?? "",
    ...{ NODE_ENV: "test", PORT: "0", DATA_DIR: folder, INGEST_PASSWORD: PASSWORD, REPLAY_WINDOW_SECONDS: "0" },
    INGEST_MAX_PARALLEL: "64",
    ...{ HTTP_PROVIDER_SECRET: "a-secret-of-the-bench", PROVIDER_PRIVATE_ADDRESSES: "allow" },
  };
}

/** Starts a program of the rivals' folder; see rivals/server.mjs for their names. */
export async function startRival(
  name: string,
  folder: string,
  edit: string,
  started: (child: ChildProcess) => void,
): Promise<Process> {
  const program = join(import.meta.dirname, "rivals/server.mjs");
  return await startProgram([program, name, folder, edit], { cwd: folder, env: { PATH: "" } }, started);
}

/** Gives `work` a scratch folder and a place to note processes in; ends them and removes it, whatever happens. */
export async function withProcesses<T>(
  work: (folder: string, started: (child: ChildProcess) => void) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "bench-"));
  const children: ChildProcess[] = [];
  try {
    return await work(folder, (child) => void children.push(child));
  } finally {
    for (const child of children) await ended(child);
    await rm(folder, { recursive: true, force: true });
  }
}

/** Kills a process, and resolves when it is gone. */
export async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGKILL");
  await once(child, "close");
}

/** Processor time in milliseconds of a process with all its threads. */
export async function cpuMsOf({ child }: Process): Promise<number> {
  const fields = (await readFile(`/proc/${child.pid}/stat`, "utf8")).split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

/** VmRSS is the memory of now, VmHWM the most since `forgetPeak`; in bytes. */
export async function memoryOf({ child }: Process, field: "VmRSS" | "VmHWM"): Promise<number> {
  const lines = (await readFile(`/proc/${child.pid}/status`, "utf8")).split("\n");
  return Number(/\d+/.exec(lines.find((text) => text.startsWith(`${field}:`)) ?? "")?.[0]) * 1024;
}

export async function forgetPeak({ child }: Process): Promise<void> {
  await writeFile(`/proc/${child.pid}/clear_refs`, "5");
}

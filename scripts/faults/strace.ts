/** Runs strace on a service: sees its system calls in their order, and makes some of them fail. */
import { spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Tracer {
  /** Lets the process go, and gives what was written of it. */
  end(): Promise<string>;
}

/** Traces a process that runs already, with all its threads, or one thread of it alone. `args` choose what and how. */
export async function attach(
  id: number,
  { threads, args }: { readonly threads: "all" | "this one"; readonly args: readonly string[] },
): Promise<Tracer> {
  const folder = await mkdtemp(join(tmpdir(), "phc-trace-"));
  const file = join(folder, "trace");
  const whom = threads === "all" ? ["-f", "-p", String(id)] : ["-p", String(id)];
  const child = spawn("strace", [...FORM, "-o", file, ...args, ...whom], { stdio: ["ignore", "ignore", "pipe"] });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  let said = "";
  await new Promise<void>((resolve, reject) => {
    child.once("error", reject);
    child.stderr.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes(" attached")) resolve();
    });
    void ended.then(() => reject(new Error(`strace ended: ${said}`)));
  });
  return {
    async end() {
      child.kill("SIGINT");
      await ended;
      const text = await readFile(file, "utf8");
      await rm(folder, { recursive: true, force: true });
      return text;
    },
  };
}

/**
 * The arguments for Stage.start's `under`: strace is the grandchild, so that signals reach the service itself. Not with its
 * --seccomp-bpf, with which now and then a call is seen and not made to fail.
 */
export function startedUnder(args: readonly string[], file = "/dev/null"): string[] {
  return ["strace", "-D", "-f", ...FORM, "-o", file, ...args];
}

/** The ids of a process's threads with this name. */
export async function threadsNamed(pid: number, name: string): Promise<number[]> {
  const folder = `/proc/${pid}/task`;
  const ids = await readdir(folder);
  const names = await Promise.all(ids.map((id) => readFile(join(folder, id, "comm"), "utf8").catch(() => "")));
  return ids.filter((_, at) => names[at]?.trim() === name).map(Number);
}

/** Descriptors with their paths and addresses, no signals, and enough of each text to know a message by. */
const FORM = ["-yy", "-s", "2000", "-e", "signal=none"];

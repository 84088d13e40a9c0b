/** Cold starts as a person waits for them: the compiler as a command, and the service until it answers. */
import { type ChildProcess, execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { figure, inTurn, type Measured } from "./case.ts";
import { PASSWORD, startProgram } from "./processes.ts";

const ROOT = join(import.meta.dirname, "../..");
const ROUNDS = 5;
const run = promisify(execFile);

/** Milliseconds from the command to its end, and from the process to its first answer; an empty Node beside them. */
export async function coldStarts(): Promise<Measured[]> {
  const times = await inTurn(
    {
      node: () => timed(() => run(process.execPath, ["-e", "0"])),
      codegen: () => timed(() => run(process.execPath, ["codegen/main.ts", "--check"], { cwd: ROOT })),
      service: startService,
    },
    ROUNDS,
  );
  return [
    figure("an empty Node", "ms", times.node),
    figure("npm run codegen -- --check: the own contract, every check and emitter", "ms", times.codegen),
    figure("the service on a new data folder, to its first /healthz 200", "ms", times.service),
  ];
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function startService(): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), "bench-cold-"));
  const started: ChildProcess[] = [];
  const env = {
    PATH: process.env["PATH"] ?? "",
    ...{ NODE_ENV: "test", PORT: "0", DATA_DIR: folder, INGEST_PASSWORD: PASSWORD, LOG_LEVEL: "info" },
  };
  try {
    return await timed(async () => {
      const service = await startProgram([join(ROOT, "src/main.ts")], { cwd: folder, env }, (child) =>
        started.push(child),
      );
      while ((await fetch(`${service.url}/healthz`)).status !== 200);
    });
  } finally {
    for (const child of started) child.kill("SIGKILL");
    await rm(folder, { recursive: true, force: true });
  }
}

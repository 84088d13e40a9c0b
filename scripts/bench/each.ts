/**
 * Runs several cases of the bench one after the other, each in a process of its own: none finds what another left behind,
 * but the large database that they begin with.
 */
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Measured } from "./case.ts";
import { HISTORIES_VARIABLE } from "./history.ts";

export interface Result {
  readonly name: string;
  readonly seconds: number;
  readonly measured: readonly Measured[];
  /** Why there is nothing measured. */
  readonly error?: string;
}

const PROGRAM = join(import.meta.dirname, "../bench.ts");

/** All results; `tell` has each as soon as it is there. Never rejects: a case that fails is a result. */
export async function runEach(names: readonly string[], tell: (result: Result) => void): Promise<Result[]> {
  const results: Result[] = [];
  const histories = await mkdtemp(join(tmpdir(), "bench-histories-"));
  try {
    for (const name of names) {
      const begun = performance.now();
      const outcome = await run(name, { ...process.env, [HISTORIES_VARIABLE]: histories });
      const result = { name, seconds: (performance.now() - begun) / 1000, ...outcome };
      results.push(result);
      tell(result);
    }
    return results;
  } finally {
    await rm(histories, { recursive: true, force: true });
  }
}

function run(name: string, env: NodeJS.ProcessEnv): Promise<Pick<Result, "measured" | "error">> {
  const args = [...process.execArgv, PROGRAM, name, "--brief", "--json"];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { env, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      const said = stderr.trim();
      if (error === null) resolve({ measured: JSON.parse(stdout) });
      else resolve({ measured: [], error: said === "" ? error.message : said });
    });
  });
}

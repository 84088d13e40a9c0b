/** Cold starts as a person waits for them: the compiler as a command, and the service until it answers. */
import { execFile } from "node:child_process";
import { mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Extent, figure, inTurn, type Measured } from "./case.ts";
import { plantJobs } from "./history.ts";
import { ended, startBareService, withProcesses } from "./processes.ts";

const ROOT = join(import.meta.dirname, "../..");
const ROUNDS = 5;
const JOBS = 100_000;
const BUILT = join(ROOT, "dist/src/main.js");
const SOURCES = join(ROOT, "src/main.ts");
const run = promisify(execFile);

/** At its end a process says what it has used of the processors, in microseconds with all its threads. */
const TELL = `data:text/javascript,${encodeURIComponent(
  'process.on("exit", () => { const used = process.cpuUsage(); console.error("cpu", used.user + used.system); });',
)}`;

/** Of each a process of its own, to its end: what it is called, and what node is given. */
const COMMANDS = {
  node: ["an empty Node", ["-e", "0"]],
  codegen: ["npm run codegen -- --check: the own contract, every check and emitter", ["codegen/main.ts", "--check"]],
  withoutApi: ["the same without the emitter of the API's types", ["scripts/bench/cold/without-api.ts"]],
} as const;
type Command = keyof typeof COMMANDS;

/**
 * Commands from their start to their end, by the clock and by the processors; the service from its start to its first
 * answer that it is ready, on a new data folder, and on one in which it has worked before. It is built first, into
 * `dist`, as `npm start` has it; `npm run dev` has the sources.
 */
export async function coldStarts({ brief }: Extent): Promise<Measured[]> {
  return await withProcesses(async (scratch, started) => {
    const cpuMs: Record<Command, number[]> = { node: [], codegen: [], withoutApi: [] };
    const command = (name: Command) => async () => {
      const begun = performance.now();
      const { stderr } = await run(process.execPath, ["--import", TELL, ...COMMANDS[name][1]], { cwd: ROOT });
      const ms = performance.now() - begun;
      cpuMs[name].push(Number(/^cpu (\d+)$/m.exec(stderr)?.[1]) / 1000);
      return ms;
    };
    const used = await mkdtemp(join(scratch, "used-"));
    await run("npm", ["run", "-s", "build"], { cwd: ROOT });
    await plantJobs(used, { recent: 0, older: JOBS });
    const ready = async (folder: string, program = BUILT) => {
      const begun = performance.now();
      const { child, url } = await startBareService(folder, started, [], program);
      while ((await fetch(`${url}/healthz`)).status !== 200);
      const ms = performance.now() - begun;
      await ended(child);
      return ms;
    };
    const works = {
      ...{ node: command("node"), codegen: command("codegen"), withoutApi: command("withoutApi") },
      fresh: async () => await ready(await mkdtemp(join(scratch, "fresh-"))),
      used: () => ready(used),
      sources: async () => await ready(await mkdtemp(join(scratch, "sources-")), SOURCES),
    };
    const times = await inTurn(works, brief ? 3 : ROUNDS);
    return [
      ...(["node", "codegen", "withoutApi"] as const).flatMap((name) => [
        figure(COMMANDS[name][0], "ms", times[name]),
        figure(`${COMMANDS[name][0]}: processor time`, "ms", cpuMs[name]),
      ]),
      figure("the service on a new data folder, to its first /healthz 200", "ms", times.fresh),
      figure(`the same with ${JOBS.toLocaleString("en")} ended jobs in its database`, "ms", times.used),
      figure("the same from its sources, on a new data folder", "ms", times.sources),
    ];
  });
}

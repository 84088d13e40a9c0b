/** `npm run release -- --self-test`: a check that has never failed is no evidence, so each is shown to fail. */
import { createHash } from "node:crypto";
import { rmSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, stat } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { exitCodes } from "../command.ts";
import { runSteps, type Step, StepFailed, type StepReport, type StepResult } from "../steps.ts";
import { type ReleaseStep, releaseSteps } from "./checklist.ts";
import type { Release } from "./release.ts";
import { RULES } from "./rules.ts";
import { contractFaults } from "./self-test/contract-faults.ts";
import { type Copy, copyProject } from "./self-test/copy.ts";
import type { Fault } from "./self-test/fault.ts";
import { lastFaults, recordFaults } from "./self-test/record-faults.ts";
import { type Installation, install, writeVariables } from "./self-test/service.ts";
import { supplyFaults } from "./self-test/supply-faults.ts";
import { targetFaults } from "./self-test/target-faults.ts";

/** In the order of the steps that catch them. */
export const faults: readonly Fault[] = [
  ...contractFaults,
  ...recordFaults,
  ...supplyFaults,
  ...targetFaults,
  ...lastFaults,
];

/** The first row: without a fault every step passes. Otherwise what follows would prove nothing. */
const NOTHING = "nothing is planted";

/** Results of steps by what they depend on: a fault that lies elsewhere does not change them. */
type Known = Map<string, Promise<string>>;

interface Laboratory {
  readonly base: Copy;
  readonly installation: Installation;
  /** Holds everything that is made. */
  readonly folder: string;
  readonly known: Known;
  /** One smoke test at a time: it counts what the service has done. */
  readonly atService: Lane;
  /** The rule tests that are run: what is tested here is the step, and the smallest file shows it in a second. */
  readonly smallest: string;
}

/** Prints a row for each fault; 0 when every one is caught by its step. */
export async function selfTest(project: string, json: boolean): Promise<number> {
  // So that the copies and the service end with this process.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(exitCodes.couldNotRun));
  const print = (result: StepResult) => {
    if (!json) process.stdout.write(`${row(result)}\n`);
  };
  const report = await plantAll(project, faults, print);
  const caught = report.steps.filter(({ id, ok }) => ok && id !== NOTHING).length;
  const last = report.ok
    ? `\n${caught} faults planted, each caught by its step. Of the rule tests the smallest file alone was run.`
    : `\n${caught} of ${faults.length} faults caught.`;
  process.stdout.write(`${json ? JSON.stringify(report) : last}\n`);
  return report.ok ? exitCodes.good : exitCodes.found;
}

/** Git ignores it, and what lies below the project finds its packages. */
const BELOW = "data";

/**
 * Plants each of the faults in a copy of its own, and takes everything away again. When not even the copy without a fault
 * passes, that is all.
 */
export async function plantAll(
  project: string,
  planted: readonly Fault[],
  onResult: (result: StepResult) => void = () => undefined,
): Promise<StepReport> {
  await mkdir(join(project, BELOW), { recursive: true });
  const folder = await mkdtemp(join(project, BELOW, "self-test-"));
  const tidy = () => rmSync(folder, { recursive: true, force: true });
  process.once("exit", tidy);
  try {
    const base = await copyProject(project, folder);
    const installation = await install(project, folder);
    try {
      return await plantInto(base, installation, folder, planted, onResult);
    } finally {
      await installation.end();
    }
  } finally {
    process.off("exit", tidy);
    tidy();
  }
}

async function plantInto(
  base: Copy,
  installation: Installation,
  folder: string,
  planted: readonly Fault[],
  onResult: (result: StepResult) => void,
): Promise<StepReport> {
  const smallest = await smallestTests(base);
  const laboratory: Laboratory = { base, installation, folder, known: new Map(), atService: newLane(), smallest };
  const nothing = await runSteps([{ id: NOTHING, run: () => tryNothing(laboratory) }], { onResult });
  if (!nothing.ok) return nothing;
  const rest = await tryAll(laboratory, planted, onResult);
  return { ok: rest.every(({ ok }) => ok), steps: [...nothing.steps, ...rest] };
}

/** Work that is done one after another. */
type Lane = <T>(work: () => Promise<T>) => Promise<T>;

function newLane(): Lane {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const done = last.then(work);
    last = done.catch(() => undefined);
    return done;
  };
}

/** As many at once as there are processors; their results in the order of the faults. */
async function tryAll(
  laboratory: Laboratory,
  planted: readonly Fault[],
  onResult: (result: StepResult) => void,
): Promise<StepResult[]> {
  const lanes = Array.from({ length: availableParallelism() }, newLane);
  const trials = planted.map((fault, i) => {
    const trial: Step = { id: fault.name, run: () => tryFault(laboratory, fault) };
    return lanes[i % lanes.length]?.(() => runSteps([trial]));
  });
  const results: StepResult[] = [];
  for (const trial of trials) {
    for (const result of (await trial)?.steps ?? []) {
      results.push(result);
      onResult(result);
    }
  }
  return results;
}

function row({ id, ok, message }: StepResult): string {
  const [first = "", ...rest] = message.split("\n");
  return [`${ok ? "ok    " : "FAILED"} ${id.padEnd(58)} ${first}`, ...(ok ? [] : rest)].join("\n       ");
}

/** A good release of a copy: what is tried, and what the checklist says of it. */
async function walk(
  { installation, folder: below, known, atService, smallest, base }: Laboratory,
  fault: Pick<Fault, "plant" | "waived">,
): Promise<StepReport> {
  const copy = await base.again();
  const folder = await mkdtemp(join(below, "target-"));
  try {
    const path = join(folder, "good.env");
    await writeVariables(path, installation.variables);
    const good: Release = {
      root: copy.root,
      url: installation.url,
      metricsUrls: [],
      target: { kind: "env-file", path },
      dryRun: false,
      promtool: "promtool",
      registry: installation.registry,
      ruleTests: (name) => name === smallest,
    };
    const changed = await fault.plant({ copy, installation, folder });
    const steps = releaseSteps({ ...good, ...changed }, new Set(fault.waived));
    const salt = JSON.stringify([changed?.promtool, changed?.registry]);
    const shared = (step: ReleaseStep) =>
      step.id === "smoke" ? { ...step, run: () => atService(step.run) } : remembered(step, copy.root, salt, known);
    return await runSteps(steps.map(shared), { stopAtFailure: true });
  } finally {
    await copy.end();
  }
}

async function tryNothing(laboratory: Laboratory): Promise<string> {
  const { ok, steps } = await walk(laboratory, { plant: async () => undefined });
  const last = steps.at(-1);
  if (!ok) throw new StepFailed(`step ${last?.id} fails without a fault:\n${last?.message}`);
  return `all ${steps.length} steps pass`;
}

async function tryFault(laboratory: Laboratory, fault: Fault): Promise<string> {
  const { ok, steps } = await walk(laboratory, fault);
  const last = steps.at(-1);
  if (ok || last === undefined) throw new StepFailed("no step catches it");
  if (last.id !== fault.step) throw new StepFailed(`caught by ${last.id}, not by ${fault.step}:\n${last.message}`);
  if (!fault.says.test(last.message)) {
    throw new StepFailed(`${last.id} fails, but does not say ${fault.says}:\n${last.message}`);
  }
  return `caught by ${last.id}`;
}

/** A step that takes long is run once for each content of the files that its result depends on. */
function remembered(step: ReleaseStep, root: string, salt: string, known: Known): Step {
  const { id, inputs, run } = step;
  if (inputs === undefined) return step;
  return {
    ...step,
    async run() {
      const key = `${id} ${salt} ${await hashOf(root, inputs)}`;
      const result = known.get(key) ?? run();
      known.set(key, result);
      return await result;
    },
  };
}

/** Of the names and contents of everything at or below the paths. */
async function hashOf(root: string, paths: readonly string[]): Promise<string> {
  const hash = createHash("sha256");
  for (const path of paths) {
    const found = await stat(join(root, path)).catch(() => undefined);
    const below = found?.isDirectory() ? await readdir(join(root, path), { recursive: true, withFileTypes: true }) : [];
    const files = below.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    for (const file of found?.isFile() ? [join(root, path)] : files.sort()) {
      hash
        .update(`${file.slice(root.length)}\0`)
        .update(await readFile(file))
        .update("\0");
    }
  }
  return hash.digest("hex");
}

async function smallestTests({ root }: Copy): Promise<string> {
  const names = (await readdir(join(root, RULES))).filter((name) => name.startsWith("rules_test"));
  const sizes = await Promise.all(
    names.map(async (name) => ({ name, size: (await stat(join(root, RULES, name))).size })),
  );
  return sizes.sort((a, b) => a.size - b.size)[0]?.name ?? "";
}

/** What a fault is, and what is needed to plant one. */
import { syncIndex } from "../../memory/index-file.ts";
import { addProgress } from "../../memory/progress.ts";
import { readVersion, VERSION_FILE } from "../../memory/version.ts";
import type { StepId } from "../checklist.ts";
import { freeze } from "../freeze.ts";
import type { Release } from "../release.ts";
import type { Copy } from "./copy.ts";
import type { Installation } from "./service.ts";

export interface Planting {
  readonly copy: Copy;
  readonly installation: Installation;
  /** Empty and outside the copy, for files of the target. */
  readonly folder: string;
}

/** What the release is called with instead of what a good one is called with. */
export type Changed = Partial<Pick<Release, "url" | "target" | "promtool" | "registry">>;

export interface Fault {
  readonly name: string;
  /** The step that must catch it. */
  readonly step: StepId;
  /** What that step must say, so that nothing else made it fail. */
  readonly says: RegExp;
  /** Earlier steps that would catch it as well. */
  readonly waived?: readonly StepId[];
  plant(planting: Planting): Promise<Changed | undefined>;
}

/** A fault that lies in the files of the project. */
export function inFiles(
  name: string,
  step: StepId,
  says: RegExp,
  plant: (copy: Copy) => Promise<unknown>,
  waived: readonly StepId[] = [],
): Fault {
  return { name, step, says, waived, plant: ({ copy }) => plant(copy).then(() => undefined) };
}

/** A fault that lies in what the release is called with. */
export function inCall(
  name: string,
  step: StepId,
  says: RegExp,
  change: (planting: Planting) => Promise<Changed> | Changed,
): Fault {
  return { name, step, says, plant: async (planting) => await change(planting) };
}

/** Brings the index and PROGRESS.md in line, so that a fault in the contract's files is the only one. */
export async function syncRecords({ root }: Copy): Promise<void> {
  await syncIndex(root);
  await addProgress(root);
}

/** Freezes the contract of the copy as a release, so that there is something to compare with. */
export async function releaseCopy({ root }: Copy): Promise<void> {
  await freeze({ root, dryRun: false });
}

export interface NewVersion {
  readonly version: string;
  readonly breaking?: boolean;
  readonly date?: string;
}

/** Writes a version wherever a version stands. */
export async function setVersion(copy: Copy, { version, breaking = false, date }: NewVersion): Promise<void> {
  const old = await readVersion(copy.root);
  const change = { type: "changed", breaking, description: "A metric has another name.", artifacts: [METRICS] };
  const next = { version, date: date ?? old.date, summary: "Another name.", changes: [change] };
  await copy.write(VERSION_FILE, `${JSON.stringify(next, null, 2)}\n`);
  await copy.edit("spec/contracts/openapi.yaml", /^( {2}version:) .*$/m, `  version: ${version}`);
  await copy.edit("package.json", `"version": "${old.version}"`, `"version": "${version}"`);
  const lock = await copy.read("package-lock.json");
  await copy.write("package-lock.json", lock.replaceAll(/(?<="name": "phc",\s+"version": ")[^"]+/g, version));
  await syncRecords(copy);
}

export const METRICS = "spec/contracts/schemas/metrics.yaml";
export const OPS = "spec/docs/blueprints/ops.md";
const OPS_TRANSLATED = "spec/docs/blueprints/ops.ru.md";

/** Breaks whoever reads the metric. */
export async function renameMetric(copy: Copy): Promise<void> {
  for (const path of [METRICS, OPS, OPS_TRANSLATED]) {
    await copy.write(path, (await copy.read(path)).replaceAll(/\bingest_inflight\b/g, "ingest_open"));
  }
}

/** The versions that follow one: with a fix, and with a break. */
export async function nextVersions({ root }: Copy): Promise<{ readonly fix: string; readonly breaking: string }> {
  const [major = 0, minor = 0, patch = 0] = (await readVersion(root)).version.split(/[.-]/).map(Number);
  return {
    fix: `${major}.${minor}.${patch + 1}`,
    breaking: major === 0 ? `0.${minor + 1}.0` : `${major + 1}.0.0`,
  };
}

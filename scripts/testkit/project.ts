/** The files of a project that the records of a release are made of, as small as they can be. */
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Release, Target } from "../release/release.ts";

/** VERSION.json of the small project. */
export const smallVersion = {
  version: "1.2.0",
  date: "2026-03-04",
  summary: "A second queue.",
  changes: [
    { type: "added", breaking: false, description: "The queue b.", artifacts: ["spec/contracts/openapi.yaml"] },
  ],
} as const;

/** Writes files below a folder, path → text. */
export async function writeProject(root: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
}

/** A contract of three files, without records. */
export function smallProject(root: string): Promise<void> {
  return writeProject(root, {
    "spec/contracts/VERSION.json": JSON.stringify(smallVersion),
    "spec/contracts/schemas/metrics.yaml": "version: 1\n",
    "spec/docs/blueprints/ops.md": "# Ops\n",
  });
}

/** A release of a project that is checked and not made: no service, no target. */
export function releaseOf(root: string, target?: Target): Release {
  return {
    root,
    url: undefined,
    metricsUrls: [],
    target,
    dryRun: true,
    promtool: "promtool",
    registry: undefined,
    ruleTests: () => true,
  };
}

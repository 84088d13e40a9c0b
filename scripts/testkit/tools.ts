/** Finds the programs of other projects that some tests need. */
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";

/** What to install for each, as Debian calls it. */
const packages = {
  promtool: "prometheus",
  prometheus: "prometheus",
  alertmanager: "prometheus-alertmanager",
  amtool: "prometheus-alertmanager",
  chromium: "chromium",
  pgbouncer: "pgbouncer",
  strace: "strace",
  haproxy: "haproxy",
  script: "bsdutils",
  "systemd-analyze": "systemd",
} as const;

/** Names that the same program has elsewhere. */
const otherNames: Partial<Record<Tool, readonly string[]>> = {
  alertmanager: ["prometheus-alertmanager"],
  chromium: ["chromium-browser", "google-chrome"],
};

export type Tool = keyof typeof packages;

const missing = new Set<Tool>();

/**
 * The path of a program, or undefined after saying why its tests are skipped. Throws when CI=true: there a skipped test
 * would be taken for a passed one.
 *
 *     const promtool = requireTool("promtool");
 *     it.skipIf(promtool === undefined)("…", () => { … });
 */
export function requireTool(tool: Tool, environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const found = findOnPath([tool, ...(otherNames[tool] ?? [])], environment["PATH"] ?? "");
  if (found !== undefined) return found;
  const advice = `${tool} is not on the PATH; install the package ${packages[tool]}.`;
  if (environment["CI"] === "true") throw new Error(`${advice} With CI=true no test is skipped.`);
  if (!missing.has(tool)) console.warn(`Tests that need ${tool} are skipped: ${advice}`);
  missing.add(tool);
  return undefined;
}

function findOnPath(names: readonly string[], path: string): string | undefined {
  const folders = path.split(delimiter).filter((folder) => folder !== "");
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** The step on known weaknesses: what the registry's advisories say of the packages of the lockfile. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { StepFailed } from "../steps.ts";
import { runCommand } from "./command.ts";
import type { Release } from "./release.ts";

export const AUDIT = ["audit", "--audit-level=high"];

interface Weakness {
  readonly name: string;
  readonly severity: string;
  /** Advisories, or the names of packages that have one. */
  readonly via: readonly (string | { readonly title?: string; readonly url?: string })[];
}

/** What `npm audit --json` prints: of its work, or of why it could not do it. */
interface AuditReport {
  readonly vulnerabilities?: Readonly<Record<string, Weakness>>;
  readonly message?: string;
  readonly error?: { readonly summary?: string };
}

const GRAVE = ["high", "critical"];

/**
 * No package of the lockfile, those for development among them, has an advisory that is high or critical. A registry that
 * cannot be asked is a failure, which whoever releases waives by its name.
 */
export async function checkAdvisories({ root, registry }: Release): Promise<string> {
  const address = registry === undefined ? [] : [`--registry=${registry}`];
  const report = parseReport(await audit(root, address));
  if (report.vulnerabilities === undefined) {
    const reason = report.message ?? report.error?.summary ?? "npm audit says nothing";
    throw new StepFailed(
      `not checked: the registry gives no advisories (${reason.trim()}). Run it where the registry can be asked, or waive this step by its name`,
    );
  }
  const all = Object.values(report.vulnerabilities);
  const grave = all.filter(({ severity }) => GRAVE.includes(severity));
  if (grave.length > 0)
    throw new StepFailed([...grave.map(told), "Run `npm audit`, and raise what it names."].join("\n"));
  return `no advisory that is high or critical, ${all.length} packages with a lower one`;
}

/** With an empty cache: what npm remembers of an advisory beats what the registry says of it now. */
async function audit(folder: string, options: readonly string[]): Promise<string> {
  const cache = await mkdtemp(join(tmpdir(), "phc-audit-"));
  try {
    const args = [...AUDIT, "--json", "--fetch-retries=0", `--cache=${cache}`, ...options];
    return (await runCommand("npm", args, { folder })).output;
  } finally {
    await rm(cache, { recursive: true, force: true });
  }
}

function parseReport(output: string): AuditReport {
  try {
    return JSON.parse(output);
  } catch {
    return {};
  }
}

function told({ name, severity, via }: Weakness): string {
  const reasons = via.map((one) => (typeof one === "string" ? one : `${one.title} ${one.url}`));
  return `${name} (${severity}): ${reasons.join("; ")}`;
}

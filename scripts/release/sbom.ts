/** The step on the bill of materials: which packages the service runs with, written down beside the release. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { readVersion } from "../memory/version.ts";
import { StepFailed } from "../steps.ts";
import { runCommand } from "./command.ts";
import { LOCKFILE, lockedPackages, PACKAGE, packageName } from "./lockfile.ts";
import type { Release } from "./release.ts";

export const SBOM = ["sbom", "--package-lock-only", "--sbom-format=cyclonedx"];

interface Component {
  readonly name: string;
  readonly version: string;
  readonly "bom-ref": string;
  readonly properties?: readonly { readonly name: string }[];
  readonly hashes?: readonly { readonly alg: string; readonly content: string }[];
}

interface Bill {
  readonly metadata?: { readonly component?: Component };
  readonly components?: readonly Component[];
  readonly dependencies?: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

/** Where the bill of a version is written. It names the day that it was made, so git does not keep it. */
export function billPath(version: string): string {
  return `data/release/phc-${version}.cdx.json`;
}

/**
 * A bill without what is for development. npm is not asked for that: with `--omit=dev` it leaves out what both need, too.
 * The project has its own name, not that of the folder that it lies in.
 */
function forProduction(bill: Bill, name: string): Bill {
  const isDev = ({ properties = [] }: Component) =>
    properties.some((one) => one.name === "cdx:npm:package:development");
  const gone = new Set((bill.components ?? []).filter(isDev).map((component) => component["bom-ref"]));
  const project = bill.metadata?.component;
  return {
    ...bill,
    ...(project === undefined ? {} : { metadata: { ...bill.metadata, component: { ...project, name } } }),
    components: (bill.components ?? []).filter((component) => !isDev(component)),
    dependencies: (bill.dependencies ?? [])
      .filter(({ ref }) => !gone.has(ref))
      .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((other) => !gone.has(other)) })),
  };
}

async function projectName(root: string): Promise<string> {
  const { name }: { readonly name: string } = JSON.parse(await readFile(join(root, PACKAGE), "utf8"));
  return name;
}

/** What a bill lacks of a lockfile's packages for production, or says of one with another hash; one line each. */
export function billProblems(bill: Bill, lockText: string): string[] {
  const listed = new Map<string, Component>((bill.components ?? []).map((one) => [`${one.name}@${one.version}`, one]));
  return lockedPackages(lockText).flatMap(([path, { dev = false, version = "", integrity = "" }]) => {
    if (dev) return [];
    const id = `${packageName(path)}@${version}`;
    const hash = Buffer.from(integrity.replace(/^sha512-/, ""), "base64").toString("hex");
    const component = listed.get(id);
    if (component === undefined) return [`The bill of materials does not list ${id}, which the service runs with.`];
    const same = component.hashes?.some(({ alg, content }) => alg === "SHA-512" && content === hash);
    return same === true ? [] : [`The bill of materials has another hash of ${id} than ${LOCKFILE}.`];
  });
}

/** The bill of what the service runs with lists every package of the lockfile for it, with its hash, and is written. */
export async function writeBill({ root, dryRun }: Release): Promise<string> {
  const { exitCode, output, printed } = await runCommand("npm", SBOM, { folder: root });
  if (exitCode !== 0) throw new StepFailed(`npm sbom: exit ${exitCode}\n${printed}`);
  const { version } = await readVersion(root);
  const bill = forProduction(JSON.parse(output), await projectName(root));
  const problems = billProblems(bill, await readFile(join(root, LOCKFILE), "utf8"));
  if (problems.length > 0) throw new StepFailed(problems.join("\n"));
  const path = billPath(version);
  const told = `${bill.components?.length} packages of the service, in CycloneDX: ${path}`;
  if (dryRun) return `${told}, not written`;
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), `${JSON.stringify(bill, null, 2)}\n`);
  return `${told}; put it beside the release`;
}

/** The step on the lockfile: every package is one of the public registry, held to its bytes, and runs no script unasked. */
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { StepFailed } from "../steps.ts";
import type { Release } from "./release.ts";

export const LOCKFILE = "package-lock.json";
export const PACKAGE = "package.json";
const SETTINGS = ".npmrc";

/** The one registry that packages may come from. A machine with a mirror of it says so in its own npm configuration. */
const REGISTRY = "https://registry.npmjs.org/";

/** What npm remembers of the packages that it has installed, whose bytes it has compared. */
const INSTALLED = "node_modules/.package-lock.json";

const GROUPS = ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"] as const;

/** Run by npm without being asked, wherever the project itself is installed. */
const LIFECYCLE = ["preinstall", "install", "postinstall", "prepare", "preprepare", "postprepare"];

const EXACT = /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/;
const SHA512 = /^sha512-[A-Za-z0-9+/]{86}==$/;

type Versions = Readonly<Record<string, string>>;

interface Package {
  readonly scripts?: Versions;
  readonly allowScripts?: Readonly<Record<string, unknown>>;
  readonly dependencies?: Versions;
  readonly devDependencies?: Versions;
  readonly optionalDependencies?: Versions;
  readonly peerDependencies?: Versions;
}

/** One package of a lockfile. */
export interface Locked extends Package {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
}

interface Lockfile {
  readonly lockfileVersion?: number;
  readonly packages?: Readonly<Record<string, Locked>>;
}

/** The name of the package at a path of the lockfile: `node_modules/a/node_modules/@b/c` is `@b/c`. */
export function packageName(path: string): string {
  return path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
}

/** The packages of a lockfile by their paths, without the project itself. Throws SyntaxError for what is no JSON. */
export function lockedPackages(lockText: string): (readonly [path: string, locked: Locked])[] {
  const { packages = {} }: Lockfile = JSON.parse(lockText);
  return Object.entries(packages).filter(([path]) => path !== "");
}

/** Texts of the files that say which packages a project has. */
export interface PackageFiles {
  /** package.json. */
  readonly project: string;
  /** package-lock.json. */
  readonly lock: string;
  /** .npmrc. */
  readonly settings: string;
  /** What npm wrote when it compared each package with its integrity; undefined where none is installed. */
  readonly installed?: string | undefined;
}

/** Everything wrong with them, one line each, with what to do. Throws SyntaxError for what is no JSON. */
export function lockfileProblems(files: PackageFiles): string[] {
  const project: Package = JSON.parse(files.project);
  const { lockfileVersion, packages = {} }: Lockfile = JSON.parse(files.lock);
  if (lockfileVersion !== 3) return [`${LOCKFILE}: lockfileVersion is ${lockfileVersion}, not 3. Run \`npm install\`.`];
  return [
    ...settingsProblems(files.settings),
    ...projectProblems(project, packages[""] ?? {}),
    ...lockedPackages(files.lock).flatMap(([path, locked]) => entryProblems(path, locked, project.allowScripts ?? {})),
    ...(files.installed === undefined ? [] : changedSince(files.installed, packages)),
  ];
}

/** A registry, or the right to use one, is of a machine: its address in the repository would send everybody there. */
function settingsProblems(settings: string): string[] {
  const names = settings.split("\n").map((line) => line.split("=")[0]?.trim() ?? "");
  return names
    .filter((name) => /(^|:)(registry|_\w+)$/.test(name))
    .map((name) => `${SETTINGS}: ${name} belongs to a machine. Put it into ~/.npmrc there.`);
}

function projectProblems(project: Package, locked: Locked): string[] {
  const scripts = LIFECYCLE.filter((name) => project.scripts?.[name] !== undefined);
  const versions = GROUPS.flatMap((group) => Object.entries(project[group] ?? {}));
  const differing = GROUPS.filter((group) => sorted(project[group]) !== sorted(locked[group]));
  return [
    ...scripts.map((name) => `${PACKAGE}: npm runs the script ${name} by itself. Give it a name that is called.`),
    ...versions
      .filter(([, version]) => !EXACT.test(version))
      .map(([name, version]) => `${PACKAGE}: ${name} is ${version}, no exact version of the registry. Write one.`),
    ...differing.map((group) => `${LOCKFILE}: its ${group} are not those of ${PACKAGE}. Run \`npm install\`.`),
  ];
}

function sorted(versions: Versions = {}): string {
  return JSON.stringify(Object.entries(versions).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function entryProblems(path: string, locked: Locked, allowed: Readonly<Record<string, unknown>>): string[] {
  const { version = "", resolved, integrity, link = false, hasInstallScript = false } = locked;
  const name = packageName(path);
  const foreign = (text: string) => `${LOCKFILE}: ${path} ${text}. Take a version of the registry ${REGISTRY}`;
  const problems: string[] = [];
  if (link || !path.startsWith("node_modules/")) problems.push(foreign("is a folder or a link, no package"));
  // Without an address npm asks the registry that it is configured with; the integrity says which bytes it may give.
  if (resolved !== undefined && !resolved.startsWith(REGISTRY))
    problems.push(foreign(`comes from ${origin(resolved)}`));
  if (!EXACT.test(version.replace(/\+.*$/, ""))) problems.push(foreign("has no version"));
  if (!SHA512.test(integrity ?? "")) {
    problems.push(`${LOCKFILE}: ${path} has no sha512 integrity. Remove its entry and run \`npm install\`.`);
  }
  for (const group of GROUPS) {
    for (const [needed, range] of Object.entries(locked[group] ?? {})) {
      if (isForeign(range)) problems.push(foreign(`needs ${needed} from ${origin(range)}`));
    }
  }
  if (hasInstallScript && !isDecided(allowed, name, version)) {
    problems.push(
      `${LOCKFILE}: ${path} has an install script. Read it, and say true or false of ${name} in allowScripts of ${PACKAGE}.`,
    );
  }
  return problems;
}

/** A range that names a place and not versions; an alias stays in the registry. */
function isForeign(range: string): boolean {
  return /^[a-z+]+:|\//i.test(range) && !/^npm:[^:]+$/.test(range);
}

/** Without user and password, which an address may hold. */
function origin(address: string): string {
  return address.replace(/\/\/[^/]*@/, "//").replace(/[?#].*$/, "");
}

function isDecided(allowed: Readonly<Record<string, unknown>>, name: string, version: string): boolean {
  return typeof (allowed[`${name}@${version}`] ?? allowed[name]) === "boolean";
}

function changedSince(installedText: string, packages: Readonly<Record<string, Locked>>): string[] {
  return lockedPackages(installedText).flatMap(([path, installed]) => {
    const { version, integrity } = packages[path] ?? {};
    const same = version !== installed.version || integrity === installed.integrity;
    return same
      ? []
      : [`${LOCKFILE}: ${path} ${version} has another integrity than the package that is installed here.`];
  });
}

/** Every package comes from the public registry, is held to its bytes, and has an install script only where it may. */
export async function checkLockfile({ root }: Release): Promise<string> {
  const read = (path: string) => readFile(join(root, path), "utf8");
  const [project, lock, settings] = await Promise.all([read(PACKAGE), read(LOCKFILE), read(SETTINGS)]);
  const installed = await installedAbove(root);
  const problems = lockfileProblems({ project, lock, settings, installed });
  if (problems.length > 0) throw new StepFailed(problems.join("\n"));
  const compared = installed === undefined ? "none is installed here to compare with" : "as they are installed here";
  return `${lockedPackages(lock).length} packages of ${REGISTRY}, each with its sha512, ${compared}`;
}

/** Where node finds the packages of a folder: in it, or in one of those above. */
async function installedAbove(folder: string): Promise<string | undefined> {
  const text = await readFile(join(folder, INSTALLED), "utf8").catch(() => undefined);
  return text ?? (dirname(folder) === folder ? undefined : await installedAbove(dirname(folder)));
}

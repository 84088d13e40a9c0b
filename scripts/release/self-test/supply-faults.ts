/** Faults in where the packages come from, what they are, and what they may do. */
import { LOCKFILE, PACKAGE } from "../lockfile.ts";
import type { Copy } from "./copy.ts";
import { type Fault, inCall, inFiles } from "./fault.ts";

const EXPRESS = /("node_modules\/express": \{\n)(\s+"version": "[^"]+",\n)(\s+"integrity": "sha512-)/;

/** Puts lines into the lockfile's entry of express, behind its version. */
async function atExpress(copy: Copy, line: string): Promise<void> {
  const text = await copy.read(LOCKFILE);
  await copy.write(
    LOCKFILE,
    text.replace(EXPRESS, (_, head, version, rest) => `${head}${version}${line},\n${rest}`),
  );
  if ((await copy.read(LOCKFILE)) === text) throw new Error(`The fault cannot be planted: ${LOCKFILE} has no express.`);
}

/** Changes a version in package.json and in what the lockfile has of the project. */
async function dependOn(copy: Copy, name: string, version: string): Promise<void> {
  for (const path of [PACKAGE, LOCKFILE]) {
    await copy.edit(path, new RegExp(`"${name}": "[^"]+"`), `"${name}": "${version}"`);
  }
}

const inLockfile = (name: string, says: RegExp, plant: (copy: Copy) => Promise<unknown>): Fault =>
  inFiles(name, "lockfile", says, plant, ["contract"]);

const lockfileFaults: readonly Fault[] = [
  inLockfile("a package has another integrity", /express 5.* has another integrity/, (copy) =>
    copy.edit(LOCKFILE, /(?<="node_modules\/express": \{[^}]*"sha512-)..../, "AAAA"),
  ),
  inLockfile("a package has no integrity", /node_modules\/express has no sha512 integrity/, (copy) =>
    copy.edit(LOCKFILE, /(?<="node_modules\/express": \{[^}]*)"integrity": "[^"]+",\n/, ""),
  ),
  inLockfile("a package has a weak integrity", /node_modules\/express has no sha512 integrity/, (copy) =>
    copy.edit(LOCKFILE, /(?<="node_modules\/express": \{[^}]*)"sha512-[^"]+"/, '"sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk="'),
  ),
  inLockfile("a package of another host", /comes from https:\/\/packages\.example\.org/, (copy) =>
    atExpress(copy, '"resolved": "https://packages.example.org/express/-/express-5.3.0.tgz"'),
  ),
  inLockfile("a package over plain http", /comes from http:\/\/registry\.npmjs\.org/, (copy) =>
    atExpress(copy, '"resolved": "http://registry.npmjs.org/express/-/express-5.3.0.tgz"'),
  ),
  inLockfile("a package that git gives", /comes from git\+ssh:/, (copy) =>
    atExpress(copy, '"resolved": "git+ssh://git@github.com/expressjs/express.git#0123456"'),
  ),
  inLockfile("a package that is a folder", /is a folder or a link/, (copy) => atExpress(copy, '"link": true')),
  inLockfile("package.json asks git for a package", /express is git\+https:.* no exact version/, (copy) =>
    dependOn(copy, "express", "git+https://github.com/expressjs/express.git"),
  ),
  inLockfile("package.json leaves a version open", /express is \^5\.3\.0, no exact version/, (copy) =>
    dependOn(copy, "express", "^5.3.0"),
  ),
  inLockfile("a package of the lockfile asks git for another", /needs evil from github:/, (copy) =>
    atExpress(copy, '"optionalDependencies": {"evil": "github:evil/evil"}'),
  ),
  inLockfile(
    "a package has an install script that nobody allowed",
    /node_modules\/express has an install script/,
    (copy) => atExpress(copy, '"hasInstallScript": true'),
  ),
  inLockfile("the project has a postinstall script", /npm runs the script postinstall by itself/, (copy) =>
    copy.edit(PACKAGE, '"codegen": "node', '"postinstall": "node -e 0", "codegen": "node'),
  ),
  inLockfile("package.json and the lockfile differ", /its dependencies are not those of package\.json/, (copy) =>
    copy.edit(PACKAGE, /"express": "[^"]+"/, '"express": "5.2.0"'),
  ),
];

const settingsFaults: readonly Fault[] = [
  inFiles("the repository names a mirror of the registry", "lockfile", /registry belongs to a machine/, async (copy) =>
    copy.write(".npmrc", `${await copy.read(".npmrc")}registry=https://mirror.example.org/\n`),
  ),
];

const advisoryFaults: readonly Fault[] = [
  inCall("a package has a high advisory", "audit", /express \(high\): A made-up weakness/, ({ installation }) => ({
    registry: installation.warningRegistry,
  })),
  inCall(
    "the registry cannot be asked",
    "audit",
    /not checked: .* waive this step by its name/,
    ({ installation }) => ({
      registry: installation.deadUrl,
    }),
  ),
];

const billFaults: readonly Fault[] = [
  inFiles(
    "the lockfile lacks a package that another needs",
    "sbom",
    /missing: body-parser/,
    async (copy) => {
      const text = await copy.read(LOCKFILE);
      const lock: { packages: Record<string, unknown> } = JSON.parse(text);
      delete lock.packages["node_modules/body-parser"];
      await copy.write(LOCKFILE, JSON.stringify(lock, null, 2));
    },
    ["contract"],
  ),
];

export const supplyFaults = [...lockfileFaults, ...settingsFaults, ...advisoryFaults, ...billFaults];

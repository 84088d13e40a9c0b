/** What the lockfile and its neighbours may say, and each fault that must not pass. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Locked, lockfileProblems } from "./lockfile.ts";

const ROOT = join(import.meta.dirname, "../..");

const sha512 = (letter: string) => `sha512-${letter.repeat(86)}==`;
const express: Locked = { version: "5.3.0", integrity: sha512("e") };

/** A small project with one package; what is given replaces what is right. */
function problems(
  entry: object = {},
  change: { readonly project?: object; readonly settings?: string; at?: string } = {},
) {
  const dependencies = { express: "5.3.0" };
  const { project = {}, settings = "save-exact=true\n", at = "node_modules/express" } = change;
  const packages = { "": { dependencies }, [at]: { ...express, ...entry } };
  return lockfileProblems({
    project: JSON.stringify({ dependencies, allowScripts: { esbuild: true }, ...project }),
    lock: JSON.stringify({ lockfileVersion: 3, packages }),
    settings,
    installed: JSON.stringify({ packages: { "node_modules/express": express } }),
  });
}

describe("the packages of this project", () => {
  it("are those of the public registry, each with its sha512, whoever installed them", async () => {
    const read = (path: string) => readFile(join(ROOT, path), "utf8");
    const [project, lock, settings] = await Promise.all([
      read("package.json"),
      read("package-lock.json"),
      read(".npmrc"),
    ]);
    expect(lockfileProblems({ project, lock, settings })).toEqual([]);
  });

  it("that run a script of theirs when they are installed are named, or nothing is installed", async () => {
    expect(await readFile(join(ROOT, ".npmrc"), "utf8")).toContain("strict-allow-scripts=true");
  });
});

describe("a package", () => {
  it("may name the registry, be needed by an alias, and have a script that somebody decided on", () => {
    expect(problems()).toEqual([]);
    expect(problems({ resolved: "https://registry.npmjs.org/express/-/express-5.3.0.tgz" })).toEqual([]);
    expect(problems({ dependencies: { a: "^1", b: "npm:c@^2", d: "1.x || >=2" } })).toEqual([]);
    expect(problems({ hasInstallScript: true }, { project: { allowScripts: { express: false } } })).toEqual([]);
  });

  it.each<[string, object, RegExp]>([
    ["another integrity than what is installed", { integrity: sha512("x") }, /express 5\.3\.0 has another integrity/],
    ["no integrity", { integrity: undefined }, /has no sha512 integrity/],
    ["a weak integrity", { integrity: "sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=" }, /has no sha512 integrity/],
    ["two integrities, one of them weak", { integrity: `sha1-x ${sha512("e")}` }, /has no sha512 integrity/],
    ["another host", { resolved: "https://registry.npmjs.org.evil.example/e.tgz" }, /comes from https:.*evil/],
    ["plain http", { resolved: "http://registry.npmjs.org/express/-/express-5.3.0.tgz" }, /comes from http:/],
    ["a folder", { resolved: "file:../express" }, /comes from file:/],
    ["git", { resolved: "git+ssh://git@github.com/expressjs/express.git#01" }, /comes from git\+ssh:\/\/github\.com/],
    ["a link", { link: true }, /is a folder or a link/],
    ["no version", { version: undefined }, /has no version/],
    ["a dependency from git", { dependencies: { evil: "git+https://h/evil.git" } }, /needs evil from git\+https:/],
    ["a dependency from GitHub", { optionalDependencies: { evil: "evil/evil" } }, /needs evil from evil\/evil/],
    ["a dependency from an address", { dependencies: { evil: "https://h/evil.tgz" } }, /needs evil from https:/],
    ["an install script", { hasInstallScript: true }, /has an install script.*allowScripts/],
  ])("may not have %s", (_what, entry, message) => {
    expect(problems(entry)).toContainEqual(expect.stringMatching(message));
  });

  it("shows no password of an address", () => {
    expect(problems({ resolved: "https://me:k7Jq2@mirror.example/e.tgz?token=k7Jq2" }).join()).not.toContain("k7Jq2");
  });

  it("lies in node_modules", () => {
    expect(problems({}, { at: "packages/express" })).toEqual([expect.stringMatching(/is a folder or a link/)]);
  });
});

describe("the project", () => {
  it.each(["^5.3.0", "5", "latest", "*", "git+https://h/e.git", "file:../e", "expressjs/express", "npm:evil@1.0.0"])(
    "may not depend on %s",
    (version) => {
      const found = problems({}, { project: { dependencies: { express: version } } });
      expect(found).toContain(`package.json: express is ${version}, no exact version of the registry. Write one.`);
    },
  );

  it("may not run a script when it is installed", () => {
    expect(problems({}, { project: { scripts: { postinstall: "node -e 0" } } })).toEqual([
      expect.stringContaining("npm runs the script postinstall by itself"),
    ]);
  });

  it("may not differ from its lockfile", () => {
    expect(problems({}, { project: { dependencies: { express: "5.2.0" } } })).toEqual([
      expect.stringContaining("its dependencies are not those of package.json"),
    ]);
  });

  it.each(["registry=https://mirror.example/", "@a:registry = https://h/", "//h/:_authToken=k7Jq2"])(
    "may not send everybody to a registry of its own: %s",
    (line) => {
      const found = problems({}, { settings: `save-exact=true\n${line}\n` });
      expect(found).toEqual([expect.stringContaining("belongs to a machine")]);
      expect(found.join()).not.toContain("k7Jq2");
    },
  );

  it("may not have a lockfile of another kind", () => {
    const files = { project: "{}", lock: '{"lockfileVersion":1}', settings: "" };
    expect(lockfileProblems(files)).toEqual([expect.stringContaining("lockfileVersion is 1, not 3")]);
  });
});

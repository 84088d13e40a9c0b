/** npm run contract, as people and CI call it, on a project of its own: some of it in a process of its own, too. */
import { execFile } from "node:child_process";
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { beforeEach, describe, expect, it } from "vitest";
import { type CommandResult, callCommandLine, runCommandLine } from "../testkit/commands.ts";
import { treeHash, useTempFolder } from "../testkit/folders.ts";
import { compile } from "./sides.ts";

const run = promisify(execFile);
const folder = useTempFolder();
const METRICS = "spec/contracts/schemas/metrics.yaml";
const VERSION = "spec/contracts/VERSION.json";

const read = (path: string) => readFile(join(folder(), path), "utf8");
const write = async (path: string, text: string) => {
  await mkdir(join(folder(), path, ".."), { recursive: true });
  await writeFile(join(folder(), path), text);
};
const replace = async (path: string, from: string, to: string) => {
  const text = await read(path);
  expect(text).toContain(from);
  await write(path, text.replace(from, to));
};
const contract = (...args: string[]): Promise<CommandResult> =>
  callCommandLine(folder(), {}, "contract", [...args, "--spec", "spec"]);
const npmRunContract = (...args: string[]): Promise<CommandResult> =>
  runCommandLine(folder(), {}, "contract", [...args, "--spec", "spec"]);

/** A project whose version 2.3.1 is committed. */
beforeEach(async () => {
  await cp(fileURLToPath(new URL("../../codegen/testdata/worker/spec", import.meta.url)), join(folder(), "spec"), {
    recursive: true,
  });
  const lock = {
    name: "worker",
    version: "2.3.1",
    lockfileVersion: 3,
    packages: { "": { name: "worker", version: "2.3.1" } },
  };
  await write("package.json", '{\n  "name": "worker",\n  "version": "2.3.1"\n}\n');
  await write("package-lock.json", `${JSON.stringify(lock, null, 2)}\n`);
  // The golden contract names its files from its own folder.
  await replace(VERSION, '"contracts/schemas', '"spec/contracts/schemas');
  const git = (...args: string[]) =>
    run("git", ["-c", "user.name=x", "-c", "user.email=x@example.org", ...args], { cwd: folder() });
  await git("init", "-q");
  await git("add", "-A");
  await git("commit", "-qm", "2.3.1");
});

async function freeze(): Promise<void> {
  const { snapshot } = await compile(join(folder(), "spec"), "spec");
  await write("spec/contracts/releases/2.3.1.json", snapshot);
}

const help = () => replace(METRICS, "help: ", "help: Now ");
const unit = () => replace(METRICS, "unit: tasks", "unit: items");

describe("contract check", () => {
  it("passes without a release, and says so", async () => {
    const { exitCode, stdout, stderr } = await contract("check");
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: expect.not.stringContaining(" error ") });
    expect(stderr).toContain("2.3.1: nothing is released yet, so there is nothing to compare with");
  });

  it("passes what is as it was released, and refuses what is not, with the right version at the line", async () => {
    await freeze();
    expect((await contract("check")).stderr).toContain("2.3.1 is as it was released");
    await unit();
    const { exitCode, stdout, stderr } = await npmRunContract("check");
    expect(exitCode).toBe(1);
    expect(stderr).toContain("`npm run codegen -- --explain M05` says more");
    expect(stdout).toContain("2.3.1 is released with another content (1 major change); the right version is 3.0.0.");
    expect(stdout).toMatch(/metrics\.yaml:\d+:\d+ error change\/major \(M05\)[\s\S]*unit: items.*\n +\| +\^{5}\n/);
  });

  it("tells the same to programs and to a pull request", async () => {
    await freeze();
    await unit();
    const json = await contract("check", "--json");
    expect(json.exitCode).toBe(1);
    expect(JSON.parse(json.stdout)).toMatchObject({
      ok: false,
      version: "2.3.1",
      released: "2.3.1",
      required: "major",
      right_version: "3.0.0",
    });
    const github = await contract("check", "--format", "github");
    expect(github.stdout).toMatch(
      /^::error file=spec\/contracts\/VERSION\.json,line=2,col=14,.*title=version\/reused::2\.3\.1 is released.*%0AWrite 3\.0\.0/m,
    );
    expect(github.stdout).toMatch(
      /^::error file=spec\/contracts\/schemas\/metrics\.yaml,line=\d+,.*title=change\/major \(M05\)::/m,
    );
  });

  it("refuses a release that was renamed, versions that differ, and files that are not there", async () => {
    await freeze();
    await replace("package.json", "2.3.1", "2.3.0");
    await replace("spec/contracts/openapi.yaml", "version: 2.3.1", "version: 2.3.9");
    await replace(VERSION, "schemas/metrics.yaml", "schemas/gone.yaml");
    const { exitCode, stdout } = await contract("check");
    expect(exitCode).toBe(1);
    expect(stdout).toContain("package.json says 2.3.0; VERSION.json says 2.3.1.");
    expect(stdout).toContain("spec/contracts/openapi.yaml says 2.3.9; VERSION.json says 2.3.1.");
    expect(stdout).toContain("spec/contracts/schemas/gone.yaml does not exist.");
    await write("spec/contracts/releases/2.4.0.json", await read("spec/contracts/releases/2.3.1.json"));
    expect((await contract("check")).stdout).toContain("2.4.0.json holds the contract of 2.3.1.");
  });

  it("is not earlier than the changelog's last release", async () => {
    await freeze();
    await help();
    await write("CHANGELOG.md", "# Changelog\n\n## 2.3.1 – 2026-03-15\n\nX.\n");
    await replace(VERSION, '"2.3.1"', '"2.3.2"');
    expect((await contract("check")).stdout).toContain("2026-02-28 is earlier than 2026-03-15, the day of 2.3.1.");
  });

  it("exits 2 for wrong usage and 3 for what does not compile", async () => {
    expect((await contract("check", "--format", "xml")).exitCode).toBe(2);
    expect((await contract("chekc")).exitCode).toBe(2);
    await write(METRICS, "version: [");
    const broken = await npmRunContract("check");
    expect(broken.exitCode).toBe(3);
    expect(broken.stderr).toContain("The contract of spec does not compile.");
    expect(broken.stderr).not.toContain("    at ");
  });
});

describe("contract diff", () => {
  it("takes a release, a folder and a revision, and needs two", async () => {
    await freeze();
    await unit();
    for (const base of ["2.3.1", "HEAD"]) {
      const { exitCode, stdout } = await contract("diff", base, "spec");
      expect(exitCode).toBe(0);
      expect(stdout).toMatch(/^major M05 .* counts in another unit/m);
      expect(stdout).toContain("breaks: query");
      expect(stdout).toContain(`1 change from ${base} to spec: major.`);
    }
    expect((await contract("diff", "2.3.1", "HEAD")).stdout).toBe(
      "Nothing that anybody can tell apart changed from 2.3.1 to HEAD.\n",
    );
    expect((await contract("diff", "2.3.1")).exitCode).toBe(2);
    const unknown = await npmRunContract("diff", "9.9.9", "spec");
    expect(unknown.exitCode).toBe(2);
    expect(unknown.stderr).toContain(
      "9.9.9 is no released version (2.3.1), no folder laid out like spec/, and no git revision.",
    );
  });

  it("gives programs everything", async () => {
    await freeze();
    await unit();
    const { required, changes } = JSON.parse((await contract("diff", "2.3.1", "spec", "--json")).stdout);
    expect(required).toBe("major");
    expect(changes).toEqual([
      expect.objectContaining({
        id: "M05",
        class: "major",
        breaks: ["query"],
        path: expect.stringMatching(/^metrics\/\w+\/unit$/),
        file: "spec/contracts/schemas/metrics.yaml",
      }),
    ]);
    expect(changes[0].impact.length).toBeGreaterThan(0);
  });
});

describe("contract bump", () => {
  it("writes nothing unasked", async () => {
    await freeze();
    await help();
    const before = await treeHash(folder());
    const { exitCode, stdout, stderr } = await contract("bump");
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      version: "2.3.2",
      changes: [{ type: "changed", breaking: false, artifacts: [METRICS] }],
    });
    expect(stderr).toContain("--yes writes it");
    expect(await treeHash(folder())).toBe(before);
  });

  it("writes the right version everywhere, after which check passes", async () => {
    await freeze();
    await unit();
    const { exitCode, stderr } = await npmRunContract("bump", "--yes", "--summary", "Items, not tasks.");
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: expect.stringContaining("3.0.0 is written") });
    expect(JSON.parse(await read(VERSION))).toMatchObject({
      version: "3.0.0",
      summary: "Items, not tasks.",
      changes: [{ type: "changed", breaking: true }],
    });
    expect(JSON.parse(await read("package.json")).version).toBe("3.0.0");
    const lock = JSON.parse(await read("package-lock.json"));
    expect([lock.version, lock.packages[""].version]).toEqual(["3.0.0", "3.0.0"]);
    expect(await read("spec/contracts/openapi.yaml")).toContain("version: 3.0.0");
    expect(await read(".memory/INDEX.yaml")).toContain("version: 3.0.0");
    expect(await read(".memory/PROGRESS.md")).toContain(": 3.0.0, Items, not tasks.");
    expect(await read("generated/contract.ts")).toContain('"3.0.0"');
    const check = await contract("check");
    expect({ exitCode: check.exitCode, stdout: check.stdout }).toEqual({
      exitCode: 0,
      stdout: expect.not.stringContaining(" error "),
    });
    expect(check.stderr).toContain("3.0.0 is right after 2.3.1: 1 change, major");
    // What is right already stays, words and all.
    const before = await read(VERSION);
    expect((await contract("bump", "--yes")).exitCode).toBe(0);
    expect(await read(VERSION)).toBe(before);
  });

  it("keeps a higher version and good words that somebody chose", async () => {
    await freeze();
    await help();
    await replace(VERSION, '"2.3.1"', '"2.4.0"');
    await replace(VERSION, '"type": "added"', '"type": "changed"');
    await contract("bump", "--yes");
    expect(JSON.parse(await read(VERSION))).toMatchObject({
      version: "2.4.0",
      summary: "Retried tasks are told from failed ones.",
      changes: [{ description: "The result retried." }],
    });
  });

  it("keeps the entries that are right, and adds what they do not tell", async () => {
    await freeze();
    await unit();
    await replace("spec/contracts/openapi.yaml", "operationId: addTask", "operationId: queueTask");
    const mine = { type: "changed", breaking: true, description: "Mine.", artifacts: [METRICS] };
    const wrong = { type: "removed", breaking: true, description: "Not so.", artifacts: [METRICS] };
    const fixed = { type: "fixed", breaking: false, description: "A crash.", artifacts: ["package.json"] };
    await write(
      VERSION,
      JSON.stringify({ version: "3.0.0", date: "2026-02-28", summary: "Words.", changes: [mine, wrong, fixed] }),
    );
    // Its version in openapi.yaml is written, too.
    expect((await contract("bump", "--yes")).exitCode).toBe(0);
    const { summary, changes } = JSON.parse(await read(VERSION));
    expect({ summary, changes }).toEqual({
      summary: "Words.",
      changes: [mine, fixed, expect.objectContaining({ artifacts: ["spec/contracts/openapi.yaml"] })],
    });
    expect((await contract("check")).exitCode).toBe(0);
  });

  it("proposes another summary when more is changed than it once proposed one for", async () => {
    await freeze();
    await help();
    await contract("bump", "--yes");
    await unit();
    await contract("bump", "--yes");
    const { version, summary } = JSON.parse(await read(VERSION));
    expect({ version, summary }).toEqual({ version: "3.0.0", summary: expect.stringContaining("another unit") });
  });

  it("names what nobody can tell so that check passes", async () => {
    await freeze();
    await replace(METRICS, "values: [orders, mail-out", "values: [mail-out, orders");
    expect((await contract("bump", "--yes")).exitCode).toBe(0);
    expect(JSON.parse(await read(VERSION)).version).toBe("2.3.2");
    const { exitCode, stdout } = await contract("check");
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: expect.not.stringContaining(" error ") });
  });

  it("writes no page that comes later without a word for it, and no summary that is none", async () => {
    await freeze();
    await replace(METRICS, "for: 1h30m", "for: 2h");
    const before = await treeHash(folder());
    const silent = await contract("bump", "--yes");
    const [, name = ""] = /--acknowledge (\w+)/.exec(silent.stderr) ?? [];
    expect({ code: silent.exitCode, name }).toEqual({ code: 1, name: expect.stringMatching(/^[A-Z]/) });
    expect((await contract("bump", "--yes", "--acknowledge", "Nobody")).exitCode).toBe(2);
    expect((await contract("bump", "--yes", "--summary", " ")).exitCode).toBe(2);
    expect(await treeHash(folder())).toBe(before);
    const mine = { type: "changed", breaking: false, description: "Mine.", artifacts: [METRICS] };
    await write(VERSION, JSON.stringify({ version: "2.4.0", date: "2026-02-28", summary: "Words.", changes: [mine] }));
    await replace("spec/contracts/openapi.yaml", "version: 2.3.1", "version: 2.4.0");
    expect((await contract("bump", "--yes", "--acknowledge", name)).exitCode).toBe(0);
    expect(JSON.parse(await read(VERSION)).changes).toEqual([{ ...mine, acknowledges: [name] }]);
    expect((await contract("check")).exitCode).toBe(0);
  });

  it("takes a deprecation that is of the version which it writes", async () => {
    await freeze();
    const config = "spec/contracts/schemas/config.yaml";
    await replace(
      config,
      "help: Take tasks without doing them.",
      "help: Idle., deprecated: {since: 3.0.0, sunset: 2999-12-31}",
    );
    await unit();
    const { exitCode, stderr } = await contract("bump", "--yes");
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: expect.stringContaining("3.0.0 is written") });
    expect((await contract("check")).exitCode).toBe(0);
  });

  it("says of a contract that is as it was released that only its records were brought up to date", async () => {
    await freeze();
    await contract("bump", "--yes");
    const { exitCode, stderr } = await contract("bump", "--yes");
    expect({ exitCode, stderr }).toEqual({
      exitCode: 0,
      stderr: expect.stringContaining("2.3.1 is as it was released"),
    });
    expect(await read(".memory/INDEX.yaml")).toContain("releases/2.3.1.json");
  });

  it("does not touch a contract with errors", async () => {
    await replace(METRICS, "unit: tasks", 'unit: ""');
    const { exitCode, stderr } = await contract("bump", "--yes");
    expect(exitCode).toBe(1);
    expect(stderr).toContain("Mend the contract first.");
  });
});

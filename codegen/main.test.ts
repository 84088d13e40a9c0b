/** The command line of the compiler: exit codes, drift, determinism, machine output. Runs the real program. */
import { execFile } from "node:child_process";
import { cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PlainProblem } from "./problem.ts";

const MAIN = fileURLToPath(new URL("main.ts", import.meta.url));
const WORKER = fileURLToPath(new URL("testdata/worker/", import.meta.url));
const run = promisify(execFile);

let scratch = "";
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), "codegen-"));
});
afterAll(() => rm(scratch, { recursive: true }));

interface Run {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function codegen(args: readonly string[], options: { cwd?: string; env?: NodeJS.ProcessEnv } = {}): Promise<Run> {
  try {
    const { stdout, stderr } = await run(process.execPath, [MAIN, ...args], {
      ...options,
      env: { ...process.env, ...options.env },
    });
    return { status: 0, stdout, stderr };
  } catch (cause) {
    const { code, stdout, stderr } = cause as { code: number; stdout: string; stderr: string };
    return { status: code, stdout, stderr };
  }
}

/** A project of its own: the worker's contract and what it generates. */
async function project(name: string): Promise<string> {
  const folder = join(scratch, name);
  await cp(join(WORKER, "spec"), join(folder, "spec"), { recursive: true });
  await cp(join(WORKER, "expected"), folder, { recursive: true });
  return folder;
}

async function treeOf(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder, { recursive: true })).sort();
  const files: Record<string, string> = {};
  for (const name of names) {
    if ((await stat(join(folder, name))).isFile()) files[name] = await readFile(join(folder, name), "utf8");
  }
  return files;
}

describe("--check", () => {
  const check = async (folder: string) => {
    const { status, stdout } = await codegen(["--check", "--spec", join(folder, "spec"), "--format", "json"]);
    return {
      status,
      found: (JSON.parse(stdout) as PlainProblem[]).map(
        ({ rule, file, line, column }) => `${file}:${line}:${column} ${rule}`,
      ),
    };
  };

  it("exits 0 when everything is as generated", async () => {
    expect(await check(await project("clean"))).toEqual({ status: 0, found: [] });
  });

  it.each([
    [
      "changed",
      "generated/contract.ts:1:1 drift/changed",
      (folder: string) => writeFile(join(folder, "generated/contract.ts"), "x"),
    ],
    [
      "changed at its last byte",
      "generated/contract.ts:1:1 drift/changed",
      (folder: string) => append(folder, "generated/contract.ts"),
    ],
    ["missing", "generated/metrics.ts:1:1 drift/missing", (folder: string) => rm(join(folder, "generated/metrics.ts"))],
    [
      "extra",
      "generated/docs/old.md:1:1 drift/extra",
      (folder: string) => writeFile(join(folder, "generated/docs/old.md"), ""),
    ],
    ["outside generated/", ".env.example:1:1 drift/changed", (folder: string) => append(folder, ".env.example")],
    ["in a marked table", "spec/docs/blueprints/ops.md:1:1 drift/changed", (folder: string) => breakTable(folder)],
  ])("exits 1 when a file is %s, and codegen mends it", async (name, expected, spoil) => {
    const folder = await project(name.replaceAll(/\W/g, "-"));
    const before = await treeOf(folder);
    await spoil(folder);
    expect(await check(folder)).toEqual({ status: 1, found: [expected] });
    expect((await codegen(["--spec", join(folder, "spec")])).status).toBe(0);
    expect(await treeOf(folder)).toEqual(before);
    expect(await check(folder)).toEqual({ status: 0, found: [] });
  });

  it("reports all of several differences in one run", async () => {
    const folder = await project("several");
    await append(folder, "generated/api.ts");
    await rm(join(folder, "generated/config.ts"));
    expect((await check(folder)).found).toHaveLength(2);
  });
});

async function append(folder: string, file: string): Promise<void> {
  await writeFile(join(folder, file), `${await readFile(join(folder, file), "utf8")}#`);
}

async function breakTable(folder: string): Promise<void> {
  const file = join(folder, "spec/docs/blueprints/ops.md");
  await writeFile(file, (await readFile(file, "utf8")).replace("WorkerIdle", "WorkerIdler"));
}

describe("--out", () => {
  it("writes below that folder only, the same bytes from anywhere", async () => {
    const spec = join(WORKER, "spec");
    const before = await treeOf(spec);
    const first = await codegen(["--spec", spec, "--out", join(scratch, "first")]);
    const env = { TZ: "Pacific/Kiritimati", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8" };
    const second = await codegen(["--spec", spec, "--out", join(scratch, "second")], { cwd: tmpdir(), env });
    expect([first.status, second.status]).toEqual([0, 0]);
    const files = await treeOf(join(scratch, "first"));
    expect(await treeOf(join(scratch, "second"))).toEqual(files);
    expect(files).toEqual(await treeOf(join(WORKER, "expected")));
    expect(await treeOf(spec)).toEqual(before);
  });
});

describe("the command line", () => {
  it("exits 2 with the usage when it is not understood", async () => {
    for (const args of [["--chek"], ["--format", "xml"], ["extra"]]) {
      const { status, stderr } = await codegen(args);
      expect([args, status]).toEqual([args, 2]);
      expect(stderr).toContain("usage: npm run codegen");
    }
  });

  it("prints its usage on --help", async () => {
    expect(await codegen(["--help"])).toMatchObject({ status: 0, stdout: expect.stringContaining("--check") });
  });

  it("names a folder without a contract", async () => {
    const { status, stderr } = await codegen(["--spec", join(scratch, "nowhere"), "--out", join(scratch, "never")]);
    expect(status).toBe(1);
    expect(stderr).toContain("nowhere/contracts/VERSION.json does not exist");
    expect(stderr).toContain("nowhere/contracts/schemas/metrics.yaml does not exist");
  });

  it("writes nothing when the contract has an error, and prints it with its place", async () => {
    const folder = join(scratch, "broken");
    await cp(join(WORKER, "spec"), join(folder, "spec"), { recursive: true });
    const file = join(folder, "spec/contracts/schemas/metrics.yaml");
    await writeFile(
      file,
      (await readFile(file, "utf8")).replace("job:worker_tasks:rate10m <", "job:worker_task:rate10m <"),
    );
    const text = await codegen(["--spec", "broken/spec"], { cwd: scratch });
    expect(text.status).toBe(1);
    expect(text.stderr).toContain("broken/spec/contracts/schemas/metrics.yaml:47:11 error promql/unknown-metric (P01)");
    expect(await readdir(folder)).toEqual(["spec"]);
    const json = await codegen(["--spec", "broken/spec", "--format", "json"], { cwd: scratch });
    expect(JSON.parse(json.stdout)).toEqual([
      {
        rule: "promql/unknown-metric",
        code: "P01",
        severity: "error",
        file: "broken/spec/contracts/schemas/metrics.yaml",
        line: 47,
        column: 11,
        endLine: 47,
        endColumn: 34,
        message: expect.stringContaining("job:worker_task:rate10m"),
        help: "Did you mean `job:worker_tasks:rate10m`?",
      },
    ]);
  });

  it("exits 0 with warnings alone", async () => {
    const folder = join(scratch, "warned");
    await cp(join(WORKER, "spec/contracts"), join(folder, "spec/contracts"), { recursive: true });
    const { status, stderr } = await codegen(["--spec", join(folder, "spec")]);
    expect(stderr).toContain("warning alert/playbook");
    expect(status).toBe(0);
  });
});

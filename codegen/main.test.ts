/**
 * The command line of the compiler: exit codes, drift, determinism, machine output. In this process; what a process of
 * its own adds (exit status, outputs, working directory, environment) is shown with the real program.
 */
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commandLine } from "./command-line.ts";
import { emitOfCompiler } from "./emitters/of-compiler.ts";
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

/** The real program, in a process of its own. */
async function program(args: readonly string[], options: { cwd?: string; env?: NodeJS.ProcessEnv } = {}): Promise<Run> {
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

/** The same command line in this process. */
async function codegen(args: readonly string[]): Promise<Run> {
  const written = { stdout: "", stderr: "" };
  const output = (name: keyof typeof written) => ({
    write(text: string) {
      written[name] += text;
    },
  });
  const status = await commandLine(args, { stdout: output("stdout"), stderr: output("stderr") });
  return { status, ...written };
}

/** What the command line writes beside the files of the contract. */
const ofTheCompiler = Object.fromEntries(emitOfCompiler().map(({ path, text }) => [path, text]));

/** A project of its own: the worker's contract and what is generated for it. */
async function project(name: string): Promise<string> {
  const folder = join(scratch, name);
  await cp(join(WORKER, "spec"), join(folder, "spec"), { recursive: true });
  await cp(join(WORKER, "expected"), folder, { recursive: true });
  for (const [path, text] of Object.entries(ofTheCompiler)) await writeFile(join(folder, path), text);
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
      found: (JSON.parse(stdout) as PlainProblem[])
        .filter(({ severity }) => severity !== "info")
        .map(({ rule, file, line, column }) => `${file}:${line}:${column} ${rule}`),
    };
  };

  it("exits 0 when everything is as generated", async () => {
    expect(await check(await project("clean"))).toEqual({ status: 0, found: [] });
  });

  const spoilt: readonly (readonly [name: string, expected: string, spoil: (folder: string) => Promise<void>])[] = [
    [
      "changed",
      "generated/contract.ts:1:1 drift/changed",
      (folder: string) => writeFile(join(folder, "generated/contract.ts"), "x"),
    ],
    [
      "changed at its last byte",
      "generated/routes.ts:1:1 drift/changed",
      (folder: string) => append(folder, "generated/routes.ts"),
    ],
    ["missing", "generated/metrics.ts:1:1 drift/missing", (folder: string) => rm(join(folder, "generated/metrics.ts"))],
    [
      "extra",
      "generated/docs/old.md:1:1 drift/extra",
      (folder: string) => writeFile(join(folder, "generated/docs/old.md"), ""),
    ],
    ["outside generated/", ".env.example:1:1 drift/changed", (folder: string) => append(folder, ".env.example")],
    ["in a marked table", "spec/docs/blueprints/ops.md:1:1 drift/changed", (folder: string) => breakTable(folder)],
  ];

  it.each(spoilt)("exits 1 when a file is %s", async (name, expected, spoil) => {
    const folder = await project(name.replaceAll(/\W/g, "-"));
    await spoil(folder);
    expect(await check(folder)).toEqual({ status: 1, found: [expected] });
  });

  it("reports all differences in one run, and codegen mends them", async () => {
    const folder = await project("several");
    const before = await treeOf(folder);
    for (const [, , spoil] of spoilt) await spoil(folder);
    expect((await check(folder)).found.sort()).toEqual(spoilt.map(([, expected]) => expected).sort());
    expect((await codegen(["--spec", join(folder, "spec")])).status).toBe(0);
    expect(await treeOf(folder)).toEqual(before);
    expect(await check(folder)).toEqual({ status: 0, found: [] });
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
    const second = await program(["--spec", spec, "--out", join(scratch, "second")], { cwd: tmpdir(), env });
    expect([first.status, second.status]).toEqual([0, 0]);
    const files = await treeOf(join(scratch, "first"));
    expect(await treeOf(join(scratch, "second"))).toEqual(files);
    expect(files).toEqual({ ...(await treeOf(join(WORKER, "expected"))), ...ofTheCompiler });
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
    const text = await program(["--spec", "broken/spec"], { cwd: scratch });
    expect(text.status).toBe(1);
    expect(text.stderr).toContain("broken/spec/contracts/schemas/metrics.yaml:77:11 error promql/unknown-metric (P01)");
    expect(await readdir(folder)).toEqual(["spec"]);
    const json = await program(["--spec", "broken/spec", "--format", "json"], { cwd: scratch });
    const found = JSON.parse(json.stdout) as PlainProblem[];
    expect(found.filter(({ severity }) => severity !== "info")).toEqual([
      {
        rule: "promql/unknown-metric",
        code: "P01",
        severity: "error",
        file: "broken/spec/contracts/schemas/metrics.yaml",
        line: 77,
        column: 11,
        endLine: 77,
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

describe("--explain", () => {
  it("prints the page of a rule, by slug or number", async () => {
    const [slug, number] = await Promise.all(["PromQL/Division", "p09"].map((id) => codegen(["--explain", id])));
    expect(slug).toEqual(number);
    expect(slug).toMatchObject({ status: 0, stderr: "" });
    expect(slug?.stdout).toMatch(
      /^promql\/division \(P09\)\n\nSeverity: error or warning\.\n[\s\S]*\nWrong:\n {2}\S[\s\S]*\nRight:\n {2}\S/,
    );
  });

  it("prints every rule that shares a number", async () => {
    const { status, stdout } = await codegen(["--explain", "P18"]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^metric\/name \(P18\)$/m);
    expect(stdout).toMatch(/^metric\/total \(P18\)$/m);
  });

  it("exits 2 for a rule that does not exist, and names the nearest", async () => {
    expect(await program(["--explain", "promql/divison"])).toEqual({
      status: 2,
      stdout: "",
      stderr: "No rule is called promql/divison. Did you mean `promql/division`?\n",
    });
  });
});

describe("what is printed for people", () => {
  const idle = (expr: string) => `  - name: Extra
    expr: ${expr}
    for: 45s
    severity: ticket
    summary: Extra.
    action: Look.
    playbook: "#idle"
`;
  /** A contract with one alert more, whose `for` is rounded up: a note. */
  const spoilt = async (name: string, expr: string) => {
    const folder = await project(name);
    const file = join(folder, "spec/contracts/schemas/metrics.yaml");
    await writeFile(file, (await readFile(file, "utf8")).replace(/^alerts:\n/m, `$&${idle(expr)}`));
    return join(folder, "spec");
  };

  it("counts notes, and has them with --verbose or as JSON", async () => {
    const spec = await spoilt("notes", "worker_heap_bytes > 1e9");
    const [short, long, json] = await Promise.all(
      [[], ["--verbose"], ["--format", "json"]].map((more) => codegen(["--spec", spec, ...more])),
    );
    expect([short?.status, long?.status, json?.status]).toEqual([0, 0, 0]);
    expect(short?.stderr).toMatch(/^\d+ notes?; --verbose shows them$/m);
    expect(short?.stderr).not.toContain(" info ");
    expect(long?.stderr).toMatch(/ info alert\/for \(P15\)$/m);
    expect(long?.stderr).not.toContain("--verbose");
    const notes = (JSON.parse(json?.stdout ?? "") as PlainProblem[]).filter(({ severity }) => severity === "info");
    expect(notes.map(({ rule }) => rule)).toContain("alert/for");
    expect(short?.stderr).toContain(`${notes.length} note`);
  });

  it("leads to the page of the first error, once", async () => {
    const spec = await spoilt("page", "rate(worker_heap_bytes[5m]) > rate(worker_queue_depth[5m])");
    const { status, stderr } = await codegen(["--spec", spec]);
    expect(status).toBe(1);
    expect(stderr.match(/ error promql\/rate-on-gauge \(P02\)$/gm)).toHaveLength(2);
    expect(stderr.match(/--explain/g)).toHaveLength(1);
    expect(stderr).toContain("\n`npm run codegen -- --explain P02` says more\n");
  });

  it("tells once what is wrong at a place that an alias leads to again", async () => {
    const folder = await project("alias");
    const file = join(folder, "spec/contracts/openapi.yaml");
    const gone = /"404":\n {10}description: No such task\.\n {10}x-failure-reasons: \[not_found\]\n.*\n/g;
    let first = true;
    const text = (await readFile(file, "utf8")).replace(gone, (found) => {
      const aliased = first ? found.replace('"404":', '"404": &gone').replace("not_found", "lost") : '"404": *gone\n';
      first = false;
      return aliased;
    });
    await writeFile(file, text);
    const { status, stderr } = await codegen(["--spec", join(folder, "spec")]);
    expect(status).toBe(1);
    expect(stderr.match(/There is no failure reason `lost`/g)).toHaveLength(1);
    expect(stderr).toContain("1 problem(s) found");
  });

  it("names no page of a note that is not shown", async () => {
    const { stderr } = await codegen(["--check", "--spec", join(await project("silent"), "spec")]);
    expect(stderr).toMatch(/^(\d+ notes?; --verbose shows them\n)?\d+ generated files match the contract\n$/);
  });
});

describe("--code", () => {
  it("warns of metrics that no source below the folder records", async () => {
    const folder = await project("sources");
    const code = join(folder, "src");
    await mkdir(code);
    await writeFile(join(code, "main.ts"), "metrics.worker_tasks_total.with({}).inc();\n");
    const args = ["--check", "--spec", "sources/spec", "--code", "sources/src"];
    const { status, stderr } = await program(args, { cwd: scratch });
    expect(status).toBe(0);
    expect(stderr).toMatch(/^sources\/spec\/\S+:\d+:\d+ warning metric\/unrecorded \(P26\)$/m);
    expect(stderr).toContain("No source file below sources/src uses the metric `worker_queue_depth`");
    expect(stderr).not.toContain("`worker_tasks_total`, so");
    expect(stderr).toContain("--explain metric/unrecorded");
  });

  it("exits 3 when there is no such folder", async () => {
    const { status, stderr } = await program([
      ...["--check", "--spec", join(WORKER, "spec")],
      ...["--code", join(scratch, "no-sources")],
    ]);
    expect(status).toBe(3);
    expect(stderr).toContain("no-sources");
  });
});

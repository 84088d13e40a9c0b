/** The launcher of the operators' commands: in a checkout, after a build, and where neither is there. */
import { spawnSync } from "node:child_process";
import { copyFile, mkdir, symlink, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { beforeEach, expect, it } from "vitest";
import { useTempFolder } from "./testkit/folders.ts";

const folder = useTempFolder();
const run = (...args: string[]) => {
  const result = spawnSync(process.execPath, [join(folder(), "scripts", "run.js"), ...args], { encoding: "utf8" });
  return { exitCode: result.status, signal: result.signal, stdout: result.stdout, stderr: result.stderr };
};

beforeEach(async () => {
  await mkdir(join(folder(), "scripts"));
  await mkdir(join(folder(), "dist", "scripts"), { recursive: true });
  await writeFile(join(folder(), "package.json"), '{ "type": "module" }');
  await copyFile(resolve(import.meta.dirname, "run.js"), join(folder(), "scripts", "run.js"));
});

const source = (label: string) =>
  `process.stdout.write(["${label}", ...process.argv.slice(2)].join(" ")); process.exitCode = 7;`;
const addSource = () =>
  writeFile(join(folder(), "scripts", "some_job.ts"), `const typed: string = "";\n${source("source")}`);
const addBuilt = () => writeFile(join(folder(), "dist", "scripts", "some_job.js"), source("built"));
const addTsx = () => symlink(resolve(import.meta.dirname, "..", "node_modules"), join(folder(), "node_modules"));

it("runs the source where tsx is installed, with its arguments and its exit code", async () => {
  await Promise.all([addSource(), addBuilt(), addTsx()]);
  expect(run("some_job", "--dry-run", "a b")).toMatchObject({
    exitCode: 7,
    stdout: "source --dry-run a b",
    stderr: "",
  });
});

it("runs what was built where only the production packages are", async () => {
  await Promise.all([addSource(), addBuilt()]);
  expect(run("some_job", "--json")).toMatchObject({ exitCode: 7, stdout: "built --json", stderr: "" });
});

it("says what to do where there is neither", async () => {
  await addSource();
  const result = run("some_job");
  expect(result).toMatchObject({ exitCode: 3, stdout: "" });
  expect(result.stderr).toMatch(/^some_job is not built: run "npm ci".*"npm run build"/);
});

it("exits 2 for a script that does not exist, and leaves its folder for none", async () => {
  await writeFile(join(folder(), "outside.ts"), source("outside"));
  for (const name of ["nothing", "../outside", "", "Run"]) expect(run(name)).toMatchObject({ exitCode: 2, stdout: "" });
  expect(run("nothing").stderr).toBe('There is no script "nothing".\n');
});

it("does not hide how a script dies", async () => {
  await writeFile(
    join(folder(), "dist", "scripts", "some_job.js"),
    "process.kill(process.pid, 'SIGTERM'); setInterval(() => {}, 10);",
  );
  expect(run("some_job")).toMatchObject({ exitCode: null, signal: "SIGTERM" });
});

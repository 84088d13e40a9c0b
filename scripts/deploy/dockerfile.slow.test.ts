/**
 * The Dockerfile without Docker: its steps, as they stand there, in clean folders that hold what .dockerignore lets pass;
 * then its CMD as its user in a tree that nobody can write, asked by its HEALTHCHECK.
 */
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { chmod, chown, cp, mkdir, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Instruction, readDeployed, readDockerfile } from "../testkit/deployment.ts";
import { freePort } from "../testkit/ports.ts";
import { trackedFiles } from "../testkit/tracked-files.ts";

const run = promisify(execFile);
const ROOT = resolve(import.meta.dirname, "../..");
const isRoot = process.geteuid?.() === 0;

/** Paths of the build context: the last rule that fits a path, or a folder above it, decides. */
async function contextFiles(): Promise<string[]> {
  const rules = (await readDeployed(".dockerignore"))
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));
  const fits = (path: string, pattern: string): boolean =>
    expressionOf(pattern).test(path) || (dirname(path) !== "." && fits(dirname(path), pattern));
  return (await trackedFiles(ROOT)).filter((path) =>
    rules.reduce((passes, rule) => {
      const pattern = rule.replace(/^!/, "");
      return fits(path, pattern) ? rule.startsWith("!") : passes;
    }, true),
  );
}

/** A pattern as Docker reads it: its stars take names that begin with a dot, too. */
function expressionOf(pattern: string): RegExp {
  const parts = pattern.split(/(\*\*\/|\*\*|\*)/).map((part) => {
    if (part === "**/") return "(?:.*/)?";
    if (part === "**") return ".*";
    return part === "*" ? "[^/]*" : part.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&");
  });
  return new RegExp(`^${parts.join("")}$`);
}

/** A stage that has been run: its file system is a folder. */
interface Stage {
  readonly root: string;
  readonly env: Readonly<Record<string, string>>;
  readonly workdir: string;
  /** The instructions that say how a container runs. */
  readonly says: ReadonlyMap<string, string>;
}

let scratch = "";
let context = "";
const stages = new Map<string, Stage>();

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), "phc-image-"));
  context = join(scratch, "context");
  for (const file of await contextFiles()) await copy(join(ROOT, file), join(context, file));
  for (const [at, instructions] of (await readDockerfile()).entries()) {
    const [from] = instructions;
    const name = / AS (\w+)$/.exec(from?.rest ?? "")?.[1] ?? "last";
    stages.set(name, await runStage(join(scratch, `stage-${at}`), instructions.slice(1)));
  }
}, 600_000);
afterAll(async () => {
  await run("chmod", ["-R", "u+w", scratch]);
  await rm(scratch, { recursive: true, force: true });
});

async function runStage(root: string, instructions: readonly Instruction[]): Promise<Stage> {
  const env: Record<string, string> = {};
  const says = new Map<string, string>();
  let workdir = "/";
  await mkdir(root);
  for (const { word, rest } of instructions) {
    if (word === "WORKDIR") {
      workdir = rest;
      await mkdir(join(root, workdir), { recursive: true });
    } else if (word === "ENV") {
      for (const pair of rest.split(" ")) env[pair.slice(0, pair.indexOf("="))] = pair.slice(pair.indexOf("=") + 1);
    } else if (word === "COPY") await copyStep(rest, join(root, workdir));
    else if (word === "RUN") await runStep(rest, root, workdir);
    else says.set(word, rest);
  }
  return { root, env, workdir, says };
}

/** `COPY [--from=STAGE] SOURCE… TARGET`; a folder's content goes into the target, a file beside others below it. */
async function copyStep(rest: string, workdir: string): Promise<void> {
  const words = rest.split(" ").filter((word) => !word.startsWith("--"));
  const from = /--from=(\w+)/.exec(rest)?.[1];
  const source = from === undefined ? context : stages.get(from)?.root;
  if (source === undefined) throw new Error(`COPY ${rest}: there is no stage ${from} above it.`);
  const target = words.pop() ?? "";
  for (const word of words) {
    const path = join(source, word);
    const into =
      target.endsWith("/") && !(await stat(path)).isDirectory() ? join(target, word.split("/").at(-1) ?? "") : target;
    await copy(path, join(workdir, into));
  }
}

async function copy(source: string, target: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  await cp(source, target, { recursive: true, verbatimSymlinks: true });
}

/** The command to the letter; only paths at the root of the file system are those of the stage. */
async function runStep(command: string, root: string, workdir: string): Promise<void> {
  const here = command.replaceAll(/(^| )(\/[\w/]+)/g, (_, space: string, path: string) => `${space}${root}${path}`);
  // Giving files away is for root alone.
  const mine = isRoot ? here : here.replaceAll(/ -[og] \d+/g, "");
  if (mine.includes("npm cache clean")) return;
  await run("sh", ["-c", mine], {
    cwd: join(root, workdir),
    env: { ...process.env, PATH: path() },
    maxBuffer: 1 << 26,
  });
}

/** The image has a Node of its own; here it is the one that runs the tests. */
function path(): string {
  return `${dirname(process.execPath)}${delimiter}${process.env["PATH"] ?? ""}`;
}

function last(): Stage {
  const stage = stages.get("last");
  if (stage === undefined) throw new Error("The Dockerfile has no last stage.");
  return stage;
}

describe("the build context", () => {
  it("holds what the build reads and nothing else", async () => {
    const files = await contextFiles();
    expect(files).toEqual(expect.arrayContaining(["package-lock.json", "src/main.ts", "generated/validators.js"]));
    // The operators' page has the playbook, and forms made of the contract's schemas.
    const notBuilt =
      /\.test\.ts$|testdata|testkit|^spec\/(?!contracts\/|docs\/blueprints\/)|contracts\/releases|^data|^\.(?!npmrc)/;
    expect(files.filter((path) => notBuilt.test(path))).toEqual([]);
  });
});

describe("the image", () => {
  it("has no development package, no source, no test and no secret", async () => {
    const app = join(last().root, "app");
    expect((await readdir(app)).sort()).toEqual(["dist", "node_modules", "package.json", "scripts"]);
    await expect(stat(join(app, "node_modules/typescript"))).rejects.toThrow("ENOENT");
    const { stdout } = await run("find", [
      join(app, "dist"),
      join(app, "scripts"),
      "-name",
      "*.ts",
      "-o",
      "-name",
      ".env*",
    ]);
    expect(stdout.split("\n").filter((path) => path !== "" && !path.endsWith(".d.ts"))).toEqual([]);
  });

  it("runs as its user where nothing but /data can be written, and its health check sees it; SIGTERM ends it", async () => {
    const { root, env, says } = last();
    const [uid = 0, gid = 0] = (says.get("USER") ?? "").split(":").map(Number);
    const who = isRoot ? { uid, gid } : {};
    const data = join(root, "data");
    if (isRoot) expect(await stat(data)).toMatchObject({ uid, gid });
    expect((await stat(data)).mode & 0o777).toBe(0o700);
    const secret = join(scratch, "ingest_password");
    await writeFile(secret, "a-password-of-the-test\n", { mode: 0o400 });
    if (isRoot) await chown(secret, uid, gid);
    await run("chmod", ["-R", "a-w,a+rX", join(root, "app")]);
    await chmod(scratch, 0o755);
    await chmod(root, 0o555);
    const port = String(await freePort());
    const environment = {
      PATH: path(),
      ...env,
      HOME: "/tmp",
      PORT: port,
      DATA_DIR: data,
      INGEST_PASSWORD_FILE: secret,
    };
    const child = start(says.get("CMD") ?? "", environment, who);
    const output = collect(child);
    const ended = new Promise<number | null>((done) => child.once("close", done));
    await healthy(says.get("HEALTHCHECK") ?? "", environment, who, output);
    expect(output()).toContain("The service listens");
    expect((await fetch(`http://127.0.0.1:${port}/console`)).status).toBe(200);
    const { stdout: written } = await run("find", [root, "-newer", secret, "-type", "f"]);
    expect(written.split("\n").filter((path) => path !== "" && !path.startsWith(`${data}/`))).toEqual([]);
    const listed = await run("npm", ["run", "-s", "ops", "--", "slots"], {
      cwd: join(root, "app"),
      env: environment,
      ...who,
    });
    expect(listed.stdout).toContain("slot-015");
    child.kill(says.get("STOPSIGNAL") === "SIGTERM" ? "SIGTERM" : "SIGKILL");
    expect(await ended, output()).toBe(0);
    const gone = start(healthCommand(says.get("HEALTHCHECK") ?? ""), environment, who);
    expect(await new Promise((done) => gone.once("close", done))).toBe(1);
  });
});

type Who = { readonly uid?: number; readonly gid?: number };

/** A command in its exec form, in the folder of the last WORKDIR. */
function start(exec: string, env: Readonly<Record<string, string>>, who: Who): ChildProcess {
  const [program = "", ...args]: string[] = JSON.parse(exec);
  return spawn(program, args, {
    cwd: join(last().root, last().workdir),
    env,
    ...who,
    stdio: ["ignore", "pipe", "pipe"],
  });
}

function collect(child: ChildProcess): () => string {
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      text += chunk.toString();
    });
  }
  return () => text;
}

function healthCommand(healthcheck: string): string {
  return healthcheck.slice(healthcheck.indexOf("["));
}

/** Runs the health check as Docker does, until it is content. */
async function healthy(
  check: string,
  env: Readonly<Record<string, string>>,
  who: Who,
  output: () => string,
): Promise<void> {
  for (let tries = 0; tries < 60; tries++) {
    const child = start(healthCommand(check), env, who);
    if ((await new Promise((done) => child.once("close", done))) === 0) return;
    await wait(500);
  }
  throw new Error(`The health check was never content:\n${output()}`);
}

/** `npm run smoke` by its command line, some of it in a process of its own: options, exit codes, table and JSON, secrets, and an interrupt. */
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callCommandLine, runCommandLine } from "./testkit/commands.ts";
import { useTempFolder } from "./testkit/folders.ts";
import { startLiar } from "./testkit/liar.ts";
import { makePhoto, saveFile } from "./testkit/photos.ts";
import { serviceVariables, spawnService } from "./testkit/service.ts";

const folder = useTempFolder();
const token = "a-token-of-the-test";
/** Not the one that all tests know: production refuses it. */
const password = randomBytes(12).toString("hex");
let dataDir = "";
let service: ReturnType<typeof spawnService>;
let url = "";

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "phc-smoke-"));
  service = spawnService({ ...variables(), METRICS_TOKEN: token }, { folder: dataDir });
  url = await service.listening;
});
afterAll(async () => {
  service.child.kill("SIGTERM");
  await service.ended;
  await rm(dataDir, { recursive: true, force: true });
});

const smoke = (variables: Readonly<Record<string, string>>, ...args: string[]) =>
  callCommandLine(folder(), variables, "smoke", args);
const npmRunSmoke = (variables: Readonly<Record<string, string>>, ...args: string[]) =>
  runCommandLine(folder(), variables, "smoke", args);
const variables = () => ({ ...serviceVariables(dataDir), INGEST_PASSWORD: password });
const lines = (env: Readonly<Record<string, string>>) =>
  Object.entries(env)
    .map(([name, value]) => `${name}=${value}\n`)
    .join("");

async function pictures(): Promise<string[]> {
  const entries = await readdir(join(dataDir, "media", "results"), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
}

describe("npm run smoke", () => {
  it("exits 0 with a row for each step", async () => {
    const { exitCode, stdout, stderr } = await npmRunSmoke(variables(), "--url", `${url}/`);
    expect(stderr).toBe("");
    expect(stdout.match(/^ok +\S+/gm)).toHaveLength(8);
    expect(exitCode).toBe(0);
    expect(await pictures()).toEqual([]);
  });

  it("takes the variables of a file, the password of another, and a photo; prints one JSON object", async () => {
    const { INGEST_PASSWORD, ...others } = variables();
    const passwordFile = await saveFile(folder(), "password", `${INGEST_PASSWORD}\n`);
    const envFile = await saveFile(folder(), "service.env", lines({ ...others, INGEST_PASSWORD_FILE: passwordFile }));
    const tokenFile = await saveFile(folder(), "token", token);
    const photo = await saveFile(folder(), "photo.jpg", await makePhoto({ orientation: 6 }));
    const options = ["--env-file", envFile, "--metrics-token-file", tokenFile, "--photo", photo, "--json"];
    const tokens = new Set<string | undefined>();
    const liar = await startLiar(url, ({ path, headers }, truth) => {
      if (path === "/metrics") tokens.add(headers["authorization"]);
      return truth();
    });
    const { exitCode, stdout, stderr } = await npmRunSmoke({}, "--url", liar.url, ...options);
    await liar.stop();
    expect([...tokens]).toEqual([`Bearer ${token}`]);
    expect(stderr).toBe("");
    const report: { ok: boolean; steps: { id: string; ok: boolean; message: string; ms: number }[] } =
      JSON.parse(stdout);
    expect(report.steps.filter(({ ok }) => !ok)).toEqual([]);
    expect(report.ok).toBe(true);
    expect(report.steps[4]).toMatchObject({ id: "ingest", ms: expect.any(Number), message: expect.any(String) });
    expect(exitCode).toBe(0);
  });

  it("exits 1 where there are no data, and tells the waiver; exits 0 with it, told as such", async () => {
    const elsewhere = { ...variables(), DATA_DIR: join(folder(), "none") };
    const without = await smoke(elsewhere, "--url", url);
    expect(without.exitCode).toBe(1);
    expect(without.stdout).toMatch(
      /^FAILED cleanup .*(There is no database at|The media cannot be listed).*\n.*--without-cleanup/m,
    );
    expect(without.stdout.match(/^FAILED/gm)).toHaveLength(1);
    const waived = await smoke(elsewhere, "--url", url, "--without-cleanup");
    expect(waived.stdout).toMatch(/^ok +cleanup +\S+ s WAIVED by --without-cleanup/m);
    expect(waived.exitCode).toBe(0);
  });

  it("exits 1 with an env file that others can read, in production, and uses nothing of it", async () => {
    const env = { ...variables(), NODE_ENV: "production" };
    const envFile = await saveFile(folder(), "service.env", lines(env));
    await chmod(envFile, 0o644);
    const { exitCode, stdout, stderr } = await smoke({}, "--url", url, "--env-file", envFile);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^FAILED ingest .*service\.env: mode 0644 lets others in; run: chmod 600/m);
    expect(stdout).toMatch(/^FAILED cleanup .*mode 0644/m);
    expect(stdout + stderr).not.toContain(password);
    await chmod(envFile, 0o600);
    expect((await smoke({}, "--url", url, "--env-file", envFile)).exitCode).toBe(0);
  });

  it("exits 1 with an env file that is not there", async () => {
    const { exitCode, stdout } = await npmRunSmoke({}, "--url", url, "--env-file", join(folder(), "none.env"));
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^FAILED ingest .*none\.env: does not exist/m);
  });

  it("never shows a secret, and gives none away in its arguments", async () => {
    const wrong = { ...variables(), INGEST_PASSWORD: "another-password", METRICS_TOKEN: token };
    const { exitCode, stdout, stderr } = await npmRunSmoke(wrong, "--url", url);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^FAILED ingest .*401 invalid_password/m);
    expect(stdout + stderr).not.toMatch(/another-password|a-token-of-the-test/);
    expect((await npmRunSmoke(variables(), "--url", url, "--password", "x")).exitCode).toBe(2);
    expect(await readFile(resolve(import.meta.dirname, "smoke.ts"), "utf8")).not.toContain('"password"');
  });

  it.each([
    [[], "--url is missing"],
    [["--url", "nonsense"], "--url: this is no http address"],
    [["--url", "ftp://somebody:secret@127.0.0.1"], "this is no http address"],
    [["--url", "http://somebody:secret@127.0.0.1"], "no user and no password"],
    [["--url", "http://127.0.0.1/?token=secret"], "an address ends with its path"],
    [["--url", "http://127.0.0.1", "--metrics-url", "x"], "--metrics-url: this is no http address"],
    [["--url", "http://h", "--metrics-url", "http://h/m", "--metrics-url", "http://h/m/"], "http://h/m is there twice"],
    [["--url", "http://127.0.0.1", "--slot", "slot-999"], "there is no such slot"],
    [["--url", "http://127.0.0.1", "--photo", "/nowhere.jpg"], "--photo /nowhere.jpg: ENOENT"],
    [["--url", "http://127.0.0.1", "--photo", import.meta.filename], "takes a JPEG"],
    [["--nothing"], "--nothing"],
  ])("exits 2 for %j", async (args, message) => {
    const { exitCode, stdout, stderr } = await smoke({}, ...args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain(message);
    expect(stderr).not.toContain("secret");
    expect(stderr).toContain("Usage: npm run smoke");
  });

  it("goes on to its end when nobody reads what it prints", async () => {
    const launcher = resolve(import.meta.dirname, "run.js");
    const { PATH = "" } = process.env;
    const child = spawn(process.execPath, [launcher, "smoke", "--url", url], {
      cwd: folder(),
      env: { PATH, ...variables() },
      stdio: ["ignore", "pipe", "pipe"],
    });
    child.stdout.destroy();
    const ended = new Promise<number | null>((done) => child.once("close", done));
    expect({ stderr: await text(child.stderr), exitCode: await ended }).toEqual({ stderr: "", exitCode: 0 });
    expect(await pictures()).toEqual([]);
  });

  it("removes its picture after an interrupt, however often that comes", async () => {
    let interrupt: () => unknown = () => undefined;
    const liar = await startLiar(url, async ({ method }, truth) => {
      if (method === "DELETE") interrupt();
      const said = await truth();
      if (method !== "POST" || said.status !== 200) return said;
      expect(await pictures()).toHaveLength(1);
      interrupt();
      return said;
    });
    const launcher = resolve(import.meta.dirname, "run.js");
    const { PATH = "" } = process.env;
    const child = spawn(process.execPath, [launcher, "smoke", "--url", liar.url], {
      cwd: folder(),
      env: { PATH, ...variables() },
      stdio: ["ignore", "pipe", "inherit"],
    });
    interrupt = () => child.kill("SIGINT");
    const ended = new Promise<number | null>((done) => child.once("close", done));
    const [stdout, exitCode] = await Promise.all([text(child.stdout), ended]);
    await liar.stop();
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^FAILED result .*not tried: interrupted/m);
    expect(stdout).toMatch(/^ok +deleted/m);
    expect(await pictures()).toEqual([]);
  });
});

/** `npm run env -- verify` and the manifest: what has changed, what is too old, and what a new manifest keeps. */
import { chmod, lstat, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { callCommandLine } from "../testkit/commands.ts";
import { useTempFolder } from "../testkit/folders.ts";
import { readContents } from "./contents.ts";
import { examineManifest, type Manifest, nextManifest, readManifest, writeManifest } from "./manifest.ts";

const folder = useTempFolder();
const PASSWORD = "k7Jq2-vm9T";
const TOKEN = "b7f1c09a5de84432960a4df1";
const DAY_MS = 86_400_000;
const NOW = Date.UTC(2026, 10, 27, 12);
const path = (name: string) => join(folder(), name);
const envFile = () => path(".env");

async function file(name: string, text: string): Promise<string> {
  await writeFile(path(name), text);
  await chmod(path(name), 0o600);
  return path(name);
}
const write = async (text = "") =>
  await file(".env", `INGEST_PASSWORD=${PASSWORD}\nMETRICS_TOKEN_FILE=${path("token")}\n${text}`);

async function verify(...args: readonly string[]) {
  const result = await callCommandLine(folder(), {}, "env", ["verify", ...args]);
  for (const secret of [PASSWORD, TOKEN]) expect(result.stdout + result.stderr).not.toContain(secret);
  return { ...result, lines: result.stdout.trimEnd().split("\n") };
}

beforeEach(async () => {
  await file("token", `${TOKEN}\n`);
  await write();
});

describe("the command", () => {
  it("records fingerprints of all secrets, mode 0600, and finds them again", async () => {
    const recorded = await verify("--record", "--ttl-days", "30");
    expect(recorded.exitCode).toBe(0);
    const today = new Date().toISOString().slice(0, 10);
    const line = (name: string) => expect.stringMatching(new RegExp(`^${name} +[0-9a-f]{12}  issued ${today}`));
    expect(recorded.lines.slice(0, 2)).toEqual([line("INGEST_PASSWORD"), line("METRICS_TOKEN")]);
    expect((await lstat(path(".env.manifest.json"))).mode & 0o777).toBe(0o600);
    const text = await readFile(path(".env.manifest.json"), "utf8");
    for (const secret of [PASSWORD, TOKEN]) expect(text).not.toContain(secret);
    const good = await verify("--env-file", envFile());
    expect([good.exitCode, good.lines.at(-1)]).toEqual([0, `${envFile()} is as it was recorded.`]);
    expect(good.lines[0]).toMatch(/, 30 of 30 days left$/);
    expect((await readdir(folder())).sort()).toEqual([".env", ".env.manifest.json", "token"]);
  });

  it("finds a secret that is another, new, or gone, in a file of its own, too; exits 1", async () => {
    await verify("--record");
    await file("token", `${TOKEN}x\n`);
    const other = await verify();
    expect([other.exitCode, other.lines.at(-1)]).toEqual([
      1,
      expect.stringMatching(/^METRICS_TOKEN: is [0-9a-f]{12}, recorded as [0-9a-f]{12}; if that was meant: /),
    ]);
    await file(".env", `INGEST_PASSWORD=${PASSWORD}\nWEBHOOK_SECRET=${TOKEN}\n`);
    const { exitCode, lines } = await verify();
    expect(exitCode).toBe(1);
    expect(lines.slice(-2)).toEqual([
      expect.stringMatching(/^WEBHOOK_SECRET: is new, not in the manifest;/),
      expect.stringMatching(/^METRICS_TOKEN: is gone, and in the manifest;/),
    ]);
  });

  it("finds a file of which only something else has changed", async () => {
    await verify("--record");
    await write("LOG_LEVEL=debug\n");
    const { exitCode, lines } = await verify();
    expect([exitCode, lines.at(-1)]).toEqual([
      1,
      expect.stringMatching(/\.env: has changed .*, though no secret has;/),
    ]);
  });

  it("cannot run without a manifest, with a damaged one, or for a file that is not there", async () => {
    expect(await verify()).toMatchObject({ exitCode: 3, stderr: expect.stringContaining("is not there. Make it: ") });
    expect(await verify("--env-file", "none")).toMatchObject({
      exitCode: 3,
      stderr: expect.stringContaining("does not"),
    });
    const good = nextManifest(undefined, readContents(envFile()), { now: NOW });
    const damaged = [
      "",
      "{}",
      "null",
      JSON.stringify({ ...good, format: "x" }),
      JSON.stringify({ ...good, ttlDays: 0 }),
      JSON.stringify({ ...good, hmacKey: "c2hvcnQ=" }),
      JSON.stringify({ ...good, file: "12" }),
      JSON.stringify({
        ...good,
        secrets: { INGEST_PASSWORD: { ...good.secrets["INGEST_PASSWORD"], issuedAt: "soon" } },
      }),
      JSON.stringify({ ...good, secrets: { INGEST_PASSWORD: { issuedAt: "2026-01-01" } } }),
    ];
    for (const text of damaged) {
      await file(".env.manifest.json", text);
      expect(await verify()).toMatchObject({
        exitCode: 3,
        stderr: expect.stringContaining("is no manifest, or damaged"),
      });
      expect((await verify("--record")).exitCode).toBe(3);
      expect(await readFile(path(".env.manifest.json"), "utf8")).toBe(text);
    }
  });

  it("finds a manifest that others can read", async () => {
    await verify("--record");
    await chmod(path(".env.manifest.json"), 0o644);
    expect(await verify()).toMatchObject({ exitCode: 1, stdout: expect.stringContaining("mode 0644 lets others in") });
    await verify("--record");
    expect((await verify()).exitCode).toBe(0);
  });

  it("takes a TTL of 1 to 3650 whole days, at its making alone", async () => {
    for (const days of ["0", "3651", "1.5", "-1", "x", "1e2"]) {
      expect((await verify("--record", `--ttl-days=${days}`)).exitCode).toBe(2);
    }
    expect(await verify("--ttl-days", "30")).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining("--record"),
    });
    expect((await readdir(folder())).sort()).toEqual([".env", "token"]);
  });

  it("tells its exit codes of too old, soon too old, and from the future", async () => {
    const made = (days: number) =>
      nextManifest(undefined, readContents(envFile()), { now: Date.now() + days * DAY_MS });
    await writeManifest(envFile(), made(-91));
    expect(await verify()).toMatchObject({
      exitCode: 1,
      stdout: expect.stringContaining("more than 90 days ago; rotate it"),
    });
    await writeManifest(envFile(), made(-80));
    expect(await verify()).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/^warning: .* has 10 days left of 90/m),
    });
    await writeManifest(envFile(), made(1));
    expect(await verify()).toMatchObject({ exitCode: 1, stdout: expect.stringContaining("which is to come") });
  });
});

describe("a manifest", () => {
  const contents = () => readContents(envFile());
  const at = (days: number) => NOW + days * DAY_MS;
  const told = (manifest: Manifest, days: number) => {
    const { findings, warnings } = examineManifest(manifest, contents(), at(days));
    return [findings.length, warnings.length];
  };

  it("lets a secret stay for its TTL to the millisecond, and warns in its last 14 days", () => {
    const manifest = nextManifest(undefined, contents(), { now: NOW, ttlDays: 20 });
    expect([told(manifest, 0), told(manifest, 6), told(manifest, 7)]).toEqual([
      [0, 0],
      [0, 0],
      [0, 2],
    ]);
    expect([told(manifest, 20), told(manifest, 20 + 1 / DAY_MS), told(manifest, -1 / DAY_MS)]).toEqual([
      [0, 2],
      [2, 0],
      [2, 0],
    ]);
  });

  it("keeps key, TTL and the days of secrets that stay, so that a new one makes nothing young", async () => {
    const first = nextManifest(undefined, contents(), { now: NOW, ttlDays: 30 });
    await file("token", `${TOKEN}x\n`);
    const second = nextManifest(first, contents(), { now: at(29) });
    expect(second).toMatchObject({ hmacKey: first.hmacKey, ttlDays: 30 });
    expect(second.secrets["INGEST_PASSWORD"]).toEqual(first.secrets["INGEST_PASSWORD"]);
    expect(second.secrets["METRICS_TOKEN"]?.issuedAt).toBe(new Date(at(29)).toISOString());
    expect(examineManifest(second, contents(), at(31)).findings).toEqual([
      expect.stringMatching(/^INGEST_PASSWORD: was issued/),
    ]);
    expect(nextManifest(first, contents(), { now: at(29), ttlDays: 60 }).ttlDays).toBe(60);
  });

  it("corrects a day that is to come", () => {
    const first = nextManifest(undefined, contents(), { now: at(5) });
    expect(told(nextManifest(first, contents(), { now: NOW }), 0)).toEqual([0, 0]);
  });

  it("has a key of its own, so that two installations with one secret have two fingerprints", () => {
    const [one, two] = [1, 2].map(() => nextManifest(undefined, contents(), { now: NOW }).secrets["INGEST_PASSWORD"]);
    expect(one?.fingerprint).not.toBe(two?.fingerprint);
  });

  it("asks no TTL of people's accounts and of an address without a password", async () => {
    await file("accounts", "anna:hash\nbert:hash\n");
    await write(`OPERATORS_FILE=${path("accounts")}\nDATABASE_URL=sqlite:phc.db\n`);
    const manifest = nextManifest(undefined, contents(), { now: NOW });
    const { findings, lines } = examineManifest(manifest, contents(), at(400));
    expect(findings.map((line) => line.split(":")[0])).toEqual(["INGEST_PASSWORD", "METRICS_TOKEN"].sort());
    expect(lines.filter((line) => line.endsWith(", no TTL"))).toHaveLength(2);
  });

  it("is read as it was written", async () => {
    const manifest = nextManifest(undefined, contents(), { now: NOW });
    await writeManifest(envFile(), manifest);
    expect(readManifest(envFile())).toEqual({ manifest, faults: [] });
  });
});

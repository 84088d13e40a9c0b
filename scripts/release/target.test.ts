/** Names and secrets of a target. What the self-test plants stands there. */

import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmod, cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { useTempFolder } from "../testkit/folders.ts";
import { releaseOf } from "../testkit/project.ts";
import type { Release, Target } from "./release.ts";
import { checkNames, checkSecrets } from "./target.ts";

const ROOT = join(import.meta.dirname, "../..");
const folder = useTempFolder();
/** Made up anew, because one that stands in a file of the repository is refused. */
const SECRET = randomBytes(12).toString("hex");

/** This project's contract and example in a repository with one commit: a secret is looked for in the whole history. */
let project = "";
beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), "release-target-"));
  for (const path of ["spec", ".env.example"]) await cp(join(ROOT, path), join(project, path), { recursive: true });
  const git = (...args: readonly string[]) =>
    promisify(execFile)("git", ["-c", "user.name=x", "-c", "user.email=x@example.org", ...args], { cwd: project });
  await git("init", "-q");
  await git("add", "-A");
  await git("commit", "-qm", "The contract.");
});
afterAll(() => rm(project, { recursive: true }));

const against = (target: Target) => releaseOf(project, target);

async function envFile(text: string, mode = 0o600): Promise<Release> {
  const path = join(folder(), "target");
  await writeFile(path, text);
  await chmod(path, mode);
  return against({ kind: "env-file", path });
}

async function secretsFolder(files: Readonly<Record<string, string>>, mode = 0o400): Promise<Release> {
  const path = join(folder(), "secrets");
  await mkdir(path);
  for (const [name, text] of Object.entries(files)) {
    await writeFile(join(path, name), text);
    await chmod(join(path, name), mode);
  }
  return against({ kind: "secrets-dir", path });
}

beforeEach(() => void vi.unstubAllEnvs());

describe("a file of variables", () => {
  it("passes with the required names alone, or a secret in a file of its own", async () => {
    const release = await envFile(`NODE_ENV=production\nINGEST_PASSWORD=${SECRET}\n`);
    expect(await checkNames(release)).toContain("2 names");
    expect(await checkSecrets(release)).toMatch(/^INGEST_PASSWORD: there/);
    const { target } = await secretsFolder({ password: `${SECRET}\n` });
    const other = await envFile(`INGEST_PASSWORD_FILE=${target?.path}/password\n`, 0o400);
    await checkNames(other);
    await checkSecrets(other);
  });

  it("is not helped out by the environment of the person who runs it", async () => {
    vi.stubEnv("INGEST_PASSWORD", SECRET);
    const release = await envFile("PORT=80\n");
    await expect(checkNames(release)).rejects.toThrow("INGEST_PASSWORD is missing");
    await expect(checkSecrets(release)).rejects.toThrow("INGEST_PASSWORD: must be set");
  });

  it("gets the checks of production even when it says that it is none", async () => {
    const { target } = await secretsFolder({ password: SECRET }, 0o644);
    for (const kind of ["", "NODE_ENV=development\n", "NODE_ENV=test\n", "NODE_ENV=staging\n"]) {
      const release = await envFile(`${kind}INGEST_PASSWORD_FILE=${target?.path}/password\n`);
      await expect(checkSecrets(release), kind).rejects.toThrow("mode 0644 lets others in");
    }
  });

  it("is refused with a value out of bounds, and no message holds a secret", async () => {
    const release = await envFile(`PORT=99999\nINGEST_PASSWORD=${SECRET}\nDATABASE_URL=${SECRET}\n`, 0o640);
    const message = await checkSecrets(release).catch((cause: Error) => cause.message);
    expect(message).toMatch(/PORT=99999: must be ≤ 65535/);
    expect(message).toMatch(/DATABASE_URL: must match/);
    expect(message).toMatch(/mode 0640/);
    expect(message).not.toContain(SECRET);
  });

  it.each([
    "changeme",
    "CHANGE_ME",
    "your-password-here",
    "<password>",
    "$PASSWORD",
    "xxxxxxxx",
    "ingest_password",
    "password123",
  ])("does not have a stand-in for a secret: %s", async (text) => {
    await expect(checkNames(await envFile(`INGEST_PASSWORD=${text}\n`))).rejects.toThrow(
      "INGEST_PASSWORD is a stand-in",
    );
  });

  it("says which names it lacks, has too many, or has twice, and what was meant", async () => {
    const release = await envFile(`METRICS_TOKN=${SECRET}\nOPENAI_API_KEY=a\nOPENAI_API_KEY_FILE=b\nPORT_FILE=c\n`);
    const message = await checkNames(release).catch((cause: Error) => cause.message);
    expect(message).toContain("METRICS_TOKN is no name of .env.example. Did you mean `METRICS_TOKEN`?");
    expect(message).toContain("PORT_FILE is no name");
    expect(message).toContain("OPENAI_API_KEY and OPENAI_API_KEY_FILE are both set");
    expect(message).toContain("INGEST_PASSWORD is missing");
  });

  it("that is not there is a failure of both steps", async () => {
    const release = against({ kind: "env-file", path: join(folder(), "none") });
    await expect(checkNames(release)).rejects.toThrow("none: does not exist");
    await expect(checkSecrets(release)).rejects.toThrow("none: does not exist");
  });

  it("holds no secret that stands in the repository", async () => {
    // The password of a sample that everybody can read, as the tests of env.ts have it.
    const release = { ...(await envFile("INGEST_PASSWORD=s3cret-value\n")), root: ROOT };
    await expect(checkSecrets(release)).rejects.toThrow("src/env.test.ts holds the value of a secret");
  });
});

describe("a folder of secrets", () => {
  it("passes with files in small letters or capitals, mode 0400 or 0600", async () => {
    const release = await secretsFolder({ ingest_password: `${SECRET}\n`, METRICS_TOKEN: `${SECRET}-2` });
    await checkNames(release);
    expect(await checkSecrets(release)).toMatch(/^INGEST_PASSWORD, METRICS_TOKEN: there/);
  });

  it("is refused with a file twice, an unknown one, an empty one or a folder", async () => {
    const release = await secretsFolder({ ingest_password: "", INGEST_PASSWORD: SECRET, port: "80" });
    await mkdir(join(release.target?.path ?? "", "metrics_token"));
    const names = await checkNames(release).catch((cause: Error) => cause.message);
    expect(names).toContain("The file ingest_password is there in capitals and in small letters");
    expect(names).toContain("The file port is no name");
    await expect(checkSecrets(release)).rejects.toThrow("metrics_token: is not a regular file");
  });

  it.each(["changeme", "password987"])("does not have a stand-in in a file: %s", async (text) => {
    const release = await secretsFolder({ ingest_password: `${text}\n` });
    await expect(checkSecrets(release)).rejects.toThrow("INGEST_PASSWORD: it is a stand-in");
  });

  it("that is not there is a failure", async () => {
    await expect(checkNames(against({ kind: "secrets-dir", path: join(folder(), "none") }))).rejects.toThrow("ENOENT");
  });
});

describe("a required variable that was renamed", () => {
  /** The worker's contract, whose API_KEY is an old name of API_TOKEN, with both of them required. */
  async function worker(variables: string): Promise<Release> {
    const { target } = await envFile(`QUEUE_URL=amqp://localhost\n${variables}`);
    const root = join(folder(), "worker");
    const data = join(ROOT, "codegen/testdata/worker");
    await cp(join(data, "spec"), join(root, "spec"), { recursive: true });
    await cp(join(data, "expected/.env.example"), join(root, ".env.example"));
    const config = join(root, "spec/contracts/schemas/config.yaml");
    const text = await readFile(config, "utf8");
    await writeFile(config, text.replace(/secret: true([,\n]\s*)(?=min_length)/g, "secret: true$1required: true$1"));
    return releaseOf(root, target);
  }

  it.each(["API_KEY", "API_KEY_FILE", "API_TOKEN", "API_TOKEN_FILE"])("is there as %s", async (name) => {
    expect(await checkNames(await worker(`${name}=${SECRET}\n`))).toContain("2 names");
  });

  it("is asked for once, under its new name", async () => {
    const message = await checkNames(await worker("")).catch((cause: Error) => cause.message);
    expect(message).toContain("API_TOKEN is missing: set it, or API_TOKEN_FILE.");
    expect(message).not.toContain("API_KEY");
  });
});

/** What git ignores and holds, in small repositories. What the self-test plants stands there. */
import { execFile } from "node:child_process";
import { cp, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { useTempFolder } from "../testkit/folders.ts";
import { releaseOf, writeProject } from "../testkit/project.ts";
import { checkIgnored, checkTracked, filesWith } from "./git.ts";

const ROOT = join(import.meta.dirname, "../..");
const folder = useTempFolder();
const run = promisify(execFile);

const write = (files: Readonly<Record<string, string>>) => writeProject(folder(), files);
const git = (...args: readonly string[]) =>
  run("git", ["-c", "user.name=test", "-c", "user.email=test@example.org", ...args], { cwd: folder() });
async function commit(): Promise<void> {
  await git("add", "-A", "-f");
  await git("commit", "-q", "--allow-empty", "-m", "x");
}
const tracked = () => checkTracked(releaseOf(folder())).catch((cause: Error) => cause.message);

beforeEach(async () => {
  await git("init", "-q", "-b", "main");
  await write({ ".gitignore": ".env*\n!.env.example\n", ".env.example": "INGEST_PASSWORD=\n" });
});

describe("what is ignored", () => {
  beforeEach(async () => {
    await mkdir(join(folder(), "spec"));
    await cp(join(ROOT, "spec/contracts"), join(folder(), "spec/contracts"), { recursive: true });
  });
  const ignored = () => checkIgnored(releaseOf(folder())).catch((cause: Error) => cause.message);

  it("is .env* but the example", async () => {
    expect(await ignored()).toBe(".env* is ignored but .env.example, which holds no value of a secret");
  });

  it("is judged by the project's own .gitignore, though a file is tracked", async () => {
    await write({ ".env": "" });
    await commit();
    expect(await ignored()).toMatch(/^\.env\* is ignored/);
    await write({ ".gitignore": "" });
    expect(await ignored()).toMatch(/^\.env is not ignored/);
    await write({ "home/.gitignore": ".env*\n" });
    await git("config", "core.excludesFile", join(folder(), "home/.gitignore"));
    expect(await ignored()).toMatch(/^\.env is not ignored/);
  });

  it("is not what a later line, or a folder's own, lets in again", async () => {
    await write({ ".gitignore": ".env*\n!.env.*\n" });
    expect(await ignored()).toMatch(/^\.env\.local is not ignored/);
    await write({ ".gitignore": ".env*\n!.env.example\n", "spec/.gitignore": "!.env\n" });
    expect(await ignored()).toMatch(/^spec\/\.env is not ignored/);
  });

  it.each(["INGEST_PASSWORD=x", "# INGEST_PASSWORD=x", "METRICS_TOKEN='x'", "#OPENAI_API_KEY=x"])(
    "does not hold a secret in the example: %s",
    async (line) => {
      await write({ ".env.example": `PORT=8080\n${line}\n` });
      expect(await ignored()).toMatch(/^\.env\.example holds a value of the secret/);
    },
  );
});

describe("what git holds", () => {
  it("may be examples, wherever they lie", async () => {
    await write({ "a/.env.example": "", "environment.ts": "", "a.env": "" });
    await git("add", "-A");
    await git("commit", "-q", "-m", "x");
    expect(await tracked()).toContain("in the work tree and in 1 commits");
  });

  it.each([".env", ".env.local", "deep/down/.env.production", ".envrc", ".env.d/key", "a/.env.d/.env.example"])(
    "is not %s",
    async (path) => {
      await write({ [path]: "" });
      await commit();
      expect(await tracked()).toContain(`${path} is in the index.`);
    },
  );

  it("is looked for in what a merge alone brought", async () => {
    await commit();
    await write({ "file.txt": "a" });
    await git("checkout", "-q", "-b", "side");
    await commit();
    await git("checkout", "-q", "main");
    await commit();
    await git("merge", "-q", "--no-ff", "--no-commit", "side");
    await write({ ".env": "A=1\n" });
    await git("add", "-f", ".env");
    await git("commit", "-q", "-m", "merge");
    await git("checkout", "-q", "side");
    expect(await tracked()).toMatch(/^\.env is in the history\./);
  });

  it("is looked for under a tag alone", async () => {
    await commit();
    await git("checkout", "-q", "--detach");
    await write({ ".env.production": "A=1\n" });
    await commit();
    await git("tag", "v1");
    await git("checkout", "-q", "main");
    expect(await tracked()).toMatch(/^\.env\.production is in the history\./);
  });

  it("cannot be said of a clone without its history", async () => {
    await commit();
    await commit();
    const shallow = join(folder(), "shallow");
    await run("git", ["clone", "-q", "--depth", "1", `file://${folder()}`, shallow]);
    await expect(checkTracked(releaseOf(shallow))).rejects.toThrow("git fetch --unshallow");
  });

  it("is not a key of a service that gives them out, nor a private key", async () => {
    const keys = [
      `AIza${"b".repeat(35)}`,
      ["sk", "proj", "c".repeat(30)].join("-"),
      ["-----BEGIN", "RSA PRIVATE KEY-----"].join(" "),
    ];
    for (const key of keys) {
      await write({ "notes.txt": `key: ${key}\n` });
      expect(await tracked(), key).toMatch(/^notes\.txt holds what looks like a key/);
    }
    await write({ "notes.txt": "disk-aaaaaaaaaaaaaaaaaaaaaaaaaaaa AIza\n" });
    await commit();
    expect(await tracked()).toMatch(/^no \.env/);
  });

  it("is not a key that is staged alone", async () => {
    await write({ "notes.txt": `AIza${"b".repeat(35)}\n` });
    await git("add", "-A");
    await write({ "notes.txt": "\n" });
    expect(await tracked()).toMatch(/^notes\.txt holds what looks like a key/);
  });

  it("is that of the folder, even within a hook of another repository", async () => {
    await commit();
    vi.stubEnv("GIT_DIR", join(ROOT, "no-such-repository"));
    expect(await tracked()).toMatch(/^no \.env/);
    vi.unstubAllEnvs();
  });
});

describe("a text", () => {
  const TEXT = "correct horse";
  const found = () => filesWith(folder(), [TEXT, "another"]);

  it("is found in the work tree and in the index", async () => {
    await commit();
    expect(await found()).toEqual([]);
    await write({ "new.txt": `a ${TEXT}\n` });
    expect(await found()).toEqual(["new.txt"]);
    await git("add", "-A");
    await write({ "new.txt": "" });
    expect(await found()).toEqual(["new.txt"]);
  });

  it("is found in what was taken out, in a file of bytes, and in a message", async () => {
    await write({ "dir/ä b.txt": `a ${TEXT}\n`, "bytes.bin": `\0\n${TEXT}\n` });
    await commit();
    await write({ "dir/ä b.txt": "", "bytes.bin": "" });
    await commit();
    expect((await found()).sort()).toEqual(["bytes.bin", "dir/ä b.txt"]);
    await git("commit", "-q", "--allow-empty", "-m", `x\n\nuses ${TEXT}`);
    expect(await found()).toContain("the message of a commit");
  });
});

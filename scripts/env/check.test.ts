/** `npm run env -- check`: each thing that is wrong, planted alone, is named in one line that says what to do. */
import { execFile } from "node:child_process";
import { chmod, chown, mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { beforeEach, describe, expect, it } from "vitest";
import { callCommandLine } from "../testkit/commands.ts";
import { useTempFolder } from "../testkit/folders.ts";

const folder = useTempFolder();
const PASSWORD = "k7Jq2-vm9T";
const TOKEN = "b7f1c09a5de84432960a4df1";
const path = (name: string) => join(folder(), name);
const run = promisify(execFile);

async function file(name: string, text: string, mode = 0o600): Promise<string> {
  await mkdir(dirname(path(name)), { recursive: true, mode: 0o700 });
  await writeFile(path(name), text);
  await chmod(path(name), mode);
  return path(name);
}

/** What is found, without the last line, which counts it. */
async function findings(env: Record<string, string> = {}, ...args: readonly string[]): Promise<readonly string[]> {
  const { exitCode, stdout, stderr } = await callCommandLine(folder(), env, "env", ["check", ...args]);
  expect(stderr).toBe("");
  const lines = stdout.trimEnd().split("\n");
  for (const secret of [PASSWORD, TOKEN]) expect(stdout).not.toContain(secret);
  const last = lines.pop() ?? "";
  expect([exitCode, last]).toEqual(
    lines.some((line) => !line.startsWith("warning: "))
      ? [1, `${lines.filter((line) => !line.startsWith("warning: ")).length} to mend.`]
      : [0, expect.stringMatching(/^Good: /)],
  );
  return lines;
}
const ofFile = (name = ".env") => findings({}, "--env-file", path(name));

beforeEach(() => file(".env", `INGEST_PASSWORD=${PASSWORD}\nMETRICS_TOKEN=${TOKEN}\n`));

describe("a file that is in order", () => {
  it.each([0o600, 0o400])("is good with mode %o, and says what was looked at", async (mode) => {
    await chmod(path(".env"), mode);
    expect(await ofFile()).toEqual([]);
    const { stdout } = await callCommandLine(folder(), {}, "env", ["check"]);
    expect(stdout).toBe(`Good: ${path(".env")}, with INGEST_PASSWORD, METRICS_TOKEN; no git repository.\n`);
  });

  it("is judged without the environment of who looks, and the other way round where none is given", async () => {
    expect(await findings({ PORT: "x" }, "--env-file", path(".env"))).toEqual([]);
    expect(await findings({ PORT: "x" })).toEqual([expect.stringMatching(/^PORT=x: must be an integer/)]);
    await rm(path(".env"));
    expect(await findings({ INGEST_PASSWORD: PASSWORD })).toEqual([]);
  });
});

describe("files and folders", () => {
  it.each([0o640, 0o604, 0o644, 0o660])("mode %o of the file lets others in", async (mode) => {
    await chmod(path(".env"), mode);
    const text = `0${mode.toString(8)}`;
    expect(await ofFile()).toEqual([`${path(".env")}: mode ${text} lets others in; run: chmod 600 ${path(".env")}`]);
  });

  it.runIf(process.geteuid?.() === 0)("another owner", async () => {
    await chown(path(".env"), 12_345, 12_345);
    expect(await ofFile()).toEqual([expect.stringMatching(/\.env: belongs to user 12345, .* else: chown 0 /)]);
  });

  it("a link, a folder, and nothing", async () => {
    await symlink(path(".env"), path("link"));
    expect(await ofFile("link")).toEqual([
      expect.stringMatching(/link: is a symbolic link; put the file itself there$/),
    ]);
    await mkdir(path("folder"));
    expect(await ofFile("folder")).toContainEqual(expect.stringMatching(/folder: is not a regular file$/));
    expect(await ofFile("none")).toContainEqual(expect.stringMatching(/none: does not exist$/));
  });

  it("a folder in which others may write", async () => {
    await chmod(folder(), 0o770);
    expect(await ofFile()).toEqual([
      expect.stringMatching(/others may write in its folder \(mode 0770\); run: chmod go-w/),
    ]);
  });

  it("a manifest that others can read", async () => {
    await file(".env.manifest.json", "{}", 0o644);
    expect(await ofFile()).toEqual([expect.stringMatching(/\.env\.manifest\.json: mode 0644 lets others in/)]);
  });

  it("0444 is right where Docker and systemd put secrets, and only there", async () => {
    const secret = await file("credentials/ingest_password", `${PASSWORD}\n`, 0o444);
    await chmod(path("credentials"), 0o755);
    await file(".env", `INGEST_PASSWORD_FILE=${secret}\n`);
    const args = ["--env-file", path(".env")];
    expect(await findings({ CREDENTIALS_DIRECTORY: path("credentials") }, ...args)).toEqual([]);
    expect(await findings({ CREDENTIALS_DIRECTORY: folder() }, ...args)).toEqual([
      `INGEST_PASSWORD_FILE=${secret}: mode 0444 lets others in; run: chmod 600 ${secret}`,
    ]);
  });
});

describe("names", () => {
  it("that are required and missing, and those that nobody knows, with the nearest", async () => {
    await file(".env", `INGEST_PASWORD=${PASSWORD}\nPORT_FILE=x\n`);
    expect(await ofFile()).toEqual([
      expect.stringMatching(/^INGEST_PASSWORD: must be set \(spec\/contracts\/schemas\/config\.yaml:\d+\)$/),
      `${path(".env")}: INGEST_PASWORD is no variable of this service. Did you mean \`INGEST_PASSWORD\`?`,
      expect.stringMatching(/\.env: PORT_FILE is no variable of this service\. /),
    ]);
  });

  it("given twice, as NAME and NAME_FILE", async () => {
    const secret = await file("secret", `${PASSWORD}\n`);
    await file(".env", `INGEST_PASSWORD=${PASSWORD}\nINGEST_PASSWORD_FILE=${secret}\n`);
    expect(await ofFile()).toEqual(["INGEST_PASSWORD: INGEST_PASSWORD_FILE is set as well; set one of them"]);
  });
});

describe("values", () => {
  it.each([
    ["changeme-now", /^INGEST_PASSWORD: it is a stand-in/],
    ["test-password-1", /^INGEST_PASSWORD: it is a stand-in/],
    ["12345678", /^INGEST_PASSWORD: it is easy to guess/],
    ["k7Jq2", /^INGEST_PASSWORD: must have at least 8 characters/],
    [TOKEN, /^METRICS_TOKEN: it is the secret of INGEST_PASSWORD as well/],
  ])("%s is no password here", async (value, said) => {
    await file(".env", `INGEST_PASSWORD=${value}\nMETRICS_TOKEN=${TOKEN}\n`);
    expect(await ofFile()).toEqual([expect.stringMatching(said)]);
  });

  it.each([
    ["", /secret: is empty$/],
    ["\n", /secret: is empty$/],
    [`${PASSWORD}\n\n`, /secret: must hold one line of text$/],
    ["a-first-line\nand another\n", /secret: must hold one line of text$/],
    ["k7Jq2\0vm9T", /secret: must hold text in UTF-8$/],
  ])("a file of a secret is one line of text and not %j", async (text, said) => {
    await file(".env", `INGEST_PASSWORD_FILE=${await file("secret", text)}\n`);
    expect(await ofFile()).toEqual([expect.stringMatching(said)]);
  });

  it("all of it is told at once", async () => {
    await file(".env", "INGEST_PASSWORD=changeme\nPORT=x\nNOTHING=1\n", 0o644);
    expect(await ofFile()).toHaveLength(4);
  });
});

describe("git", () => {
  const git = (...args: readonly string[]) =>
    run("git", ["-c", "user.name=test", "-c", "user.email=test@example.org", ...args], { cwd: folder() });
  const commit = () => git("commit", "-q", "--allow-empty", "-m", "x");

  beforeEach(async () => {
    await git("init", "-q", "-b", "main");
    await file(".gitignore", ".env*\n!.env.example\n");
    await file(".env.example", "INGEST_PASSWORD=\n");
  });

  it("may have the example and no more, before the first commit and after", async () => {
    expect(await ofFile()).toEqual([]);
    await git("add", "-A");
    await commit();
    expect(await ofFile()).toEqual([]);
  });

  it("has the file in its index", async () => {
    await git("add", "-f", ".env");
    expect(await ofFile()).toEqual([
      `${path(".env")}: is in the index; run: git rm --cached .env, and change the secrets in it if it was ever committed`,
    ]);
  });

  it("would take a file that is not ignored, of any name", async () => {
    await file(".gitignore", "!.env\n");
    expect(await ofFile()).toEqual([
      expect.stringMatching(/\.env: is in the work tree, not ignored; the next `git add`/),
    ]);
    await file(".gitignore", ".env*\n!.env.example\n");
    const secret = await file("deep/password", PASSWORD);
    await file(".env", `INGEST_PASSWORD_FILE=${secret}\n`);
    expect(await ofFile()).toEqual([expect.stringMatching(/deep\/password: is in the work tree, not ignored/)]);
    await file("production.conf", `INGEST_PASSWORD=${PASSWORD}\n`);
    expect(await ofFile("production.conf")).toContainEqual(
      expect.stringMatching(/production\.conf: is in the work tree/),
    );
  });

  it("had one in its history, on any branch, also of another name than today's", async () => {
    await commit();
    await git("checkout", "-q", "-b", "side");
    await file("old/.env.production", "x");
    await git("add", "-f", "old");
    await commit();
    await git("rm", "-q", "-r", "old");
    await commit();
    await git("checkout", "-q", "main");
    expect(await ofFile()).toEqual([
      expect.stringMatching(
        /old\/\.env\.production: is in the history; .* change every secret in it, then .*filter-repo$/,
      ),
    ]);
  });

  it("is that of the folder where this runs, too, and of a folder below", async () => {
    await git("add", "-f", ".env");
    const other = join(folder(), "ignored");
    await file(".gitignore", "ignored/\n.env*\n!.env.example\n");
    const envFile = await file("ignored/.env", `INGEST_PASSWORD=${PASSWORD}\n`);
    const { stdout } = await callCommandLine(other, {}, "env", ["check", "--env-file", envFile]);
    expect(stdout).toContain(`${path(".env")}: is in the index`);
  });

  it("with half of its history, or none that can be read, is no good sign", async () => {
    await git("add", "-A");
    await commit();
    await commit();
    await git("clone", "-q", "--depth", "1", `file://${folder()}`, "copy");
    await chmod(path("copy"), 0o700);
    await file("copy/.env", `INGEST_PASSWORD=${PASSWORD}\n`);
    expect((await callCommandLine(path("copy"), {}, "env", ["check"])).stdout).toContain("has not the whole history");
    await writeFile(path(".git/HEAD"), "nonsense");
    expect(await ofFile()).toEqual([expect.stringContaining("is a git repository that cannot be looked into")]);
  });
});

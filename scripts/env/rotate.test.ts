/** What a rotation takes, how it rewrites the file, and what it refuses before anything is touched. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { describe, expect, it, onTestFinished } from "vitest";
import { readConfig } from "../../src/env.ts";
import { readPasswords, setIngestPassword } from "../../src/features/settings/ingest-password.ts";
import { createLog } from "../../src/log.ts";
import { createReload } from "../../src/reload.ts";
import { openDatabase } from "../../src/storage/database.ts";
import { listAudit } from "../../src/storage/repos/audit.ts";
import { callCommandLine } from "../testkit/commands.ts";
import { useTempFolder } from "../testkit/folders.ts";
import { startTestService } from "../testkit/service.ts";
import { readNewSecrets } from "./rotate/new-secrets.ts";
import { rewrite } from "./rotate/rewrite.ts";

const folder = useTempFolder();
const old = { INGEST_PASSWORD: "gull-harbour-41-lantern", METRICS_TOKEN: "Zq8vTn3LwX6rJd0cHs5B" };
const fresh = "Xk4sPw9bGt2nVj7mRc1y";
const env = () => join(folder(), ".env");

async function file(name: string, text: string, mode = 0o600): Promise<string> {
  const path = join(folder(), name);
  await writeFile(path, text, { mode });
  return path;
}

const install = (more = "") =>
  file(
    ".env",
    `INGEST_PASSWORD=${old.INGEST_PASSWORD}\nMETRICS_TOKEN=${old.METRICS_TOKEN}\nDATA_DIR=${folder()}/data\n${more}`,
  );

const rotate = (...args: string[]) =>
  callCommandLine(folder(), {}, "env", ["rotate", "--reason", "seen by others", ...args]);

describe("the new file", () => {
  const written = (
    text: string,
    values: Record<string, string>,
    secretFiles: { secret: string; path: string }[] = [],
  ) =>
    rewrite(
      {
        path: ".env",
        bytes: Buffer.from(text),
        secrets: new Map(),
        secretFiles: secretFiles.map((one) => ({ ...one, bytes: Buffer.alloc(0) })),
      },
      new Map(Object.entries(values).map(([name, value]) => [name, { value }])),
    );

  it.each([
    ["a line in its place", "A=1\nMETRICS_TOKEN=old # why\n# end", "A=1\nMETRICS_TOKEN=new\n# end"],
    ["an exported one", "export METRICS_TOKEN = 'old'\n", "METRICS_TOKEN=new\n"],
    ["several, of which the last would count", "METRICS_TOKEN=a\nB=2\nMETRICS_TOKEN=b\n", "METRICS_TOKEN=new\nB=2\n"],
    ["an empty one", "METRICS_TOKEN=\nB=2\n", "METRICS_TOKEN=new\nB=2\n"],
    ["one of several lines", 'METRICS_TOKEN="a\nb"\nB=2\n', "METRICS_TOKEN=new\nB=2\n"],
    ["none at all", "B=2", "B=2\nMETRICS_TOKEN=new\n"],
    [
      "a comment of its name",
      "#METRICS_TOKEN=x\nMETRICS_TOKEN_X=1\n",
      "#METRICS_TOKEN=x\nMETRICS_TOKEN_X=1\nMETRICS_TOKEN=new\n",
    ],
  ])("replaces %s", (_what, before, after) => {
    expect(written(before, { METRICS_TOKEN: "new" }).text).toBe(after);
  });

  it.each(["a b#c", "it's", 'say "x"', "a\\nb", "$HOME", "line\nbreak", " edges "])("holds %j as it is", (value) => {
    expect(parseEnv(written("B=2\n", { METRICS_TOKEN: value }).text)).toEqual({ B: "2", METRICS_TOKEN: value });
  });

  it("keeps a secret in a file of its own where it was in one, beside the old, and names no file twice", () => {
    const at = [{ secret: "METRICS_TOKEN", path: "/etc/phc/token-20260101-0a1b2c" }];
    const { text, files } = written(
      "METRICS_TOKEN_FILE=/etc/phc/token-20260101-0a1b2c\n",
      { METRICS_TOKEN: "new" },
      at,
    );
    expect(files).toMatchObject([{ value: "new", instead: "/etc/phc/token-20260101-0a1b2c" }]);
    expect(files[0]?.path).toMatch(/^\/etc\/phc\/token-\d{8}-[0-9a-f]{6}$/);
    expect(text).toBe(`METRICS_TOKEN_FILE=${files[0]?.path}\n`);
  });

  it("is not written where another line is in another encoding, and would not stay as it is", () => {
    const bytes = Buffer.from("# Schl\u00fcssel\nMETRICS_TOKEN=old\n", "latin1");
    const fresh = new Map([["METRICS_TOKEN", { value: "new" }]]);
    expect(() => rewrite({ path: ".env", bytes, secrets: new Map(), secretFiles: [] }, fresh)).toThrow(
      ".env: is not UTF-8",
    );
  });

  it("is not written where a value cannot be", () => {
    expect(() => written("B=2\n", { METRICS_TOKEN: "a #'\"` b" })).toThrow("use METRICS_TOKEN_FILE");
  });
});

describe("refuses, with nothing changed,", () => {
  const how = "--no-restart";
  it.each<readonly [string, () => Promise<readonly string[]>, number, string]>([
    ["no new secret", async () => [how], 2, "Nothing is to change"],
    ["no way to tell the service", async () => ["--generate", "METRICS_TOKEN"], 2, "how the service is told"],
    ["two ways", async () => [how, "--pid", "1", "--generate", "METRICS_TOKEN"], 2, "how the service is told"],
    ["a process that is not there", async () => ["--pid", "4194303", "--generate", "METRICS_TOKEN"], 3, "is not there"],
    ["a key that others issue", async () => [how, "--generate", "OPENAI_API_KEY"], 2, "its issuer makes it"],
    [
      "the value in force",
      async () => [how, "--values", await file("v", `METRICS_TOKEN=${old.METRICS_TOKEN}`)],
      3,
      "no rotation",
    ],
    [
      "another's value",
      async () => [how, "--values", await file("v", `METRICS_TOKEN=${old.INGEST_PASSWORD}`)],
      3,
      "that of INGEST_PASSWORD",
    ],
    [
      "one for two",
      async () => [how, "--values", await file("v", `METRICS_TOKEN=${fresh}\nWEBHOOK_SECRET=${fresh}`)],
      3,
      "as well",
    ],
    [
      "values that others can read",
      async () => [how, "--values", await file("v", `METRICS_TOKEN=${fresh}`, 0o644)],
      3,
      "lets others in",
    ],
    ["an empty value", async () => [how, "--values", await file("v", "METRICS_TOKEN=")], 3, "METRICS_TOKEN is empty"],
    ["what is no secret", async () => [how, "--values", await file("v", "PORT=1")], 3, "is no secret"],
    ["a weak one", async () => [how, "--values", await file("v", "METRICS_TOKEN=changeme")], 3, "stand-in"],
    [
      "accounts that cannot be read",
      async () => [how, "--values", await file("v", "OPERATORS=anna")],
      3,
      "OPERATORS, line 1",
    ],
    [
      "webhooks without their key",
      async () => [how, "--values", await file("v", "OPERATOR_WEBHOOK_URL=https://host/x")],
      3,
      "WEBHOOK_SECRET is not",
    ],
    [
      "a service that does not answer",
      async () => ["--restart", "true", "--url", "http://127.0.0.1:1", "--generate", "METRICS_TOKEN"],
      3,
      "ready",
    ],
    ["a value typed for a file", async () => [how, "--values", `METRICS_TOKEN=${fresh}`], 2, "can be seen by others"],
    ["a value typed alone", async () => [how, `METRICS_TOKEN=${fresh}`], 2, "can be seen by others"],
    [
      "a process that SIGHUP would end, as npm",
      async () => {
        const other = spawn("sleep", ["60"]);
        onTestFinished(() => void other.kill());
        await once(other, "spawn");
        return ["--pid", String(other.pid), "--generate", "METRICS_TOKEN"];
      },
      3,
      "would be ended by a SIGHUP",
    ],
    [
      "what a signal cannot change",
      async () => {
        const obey = () => undefined;
        process.on("SIGHUP", obey);
        onTestFinished(() => void process.off("SIGHUP", obey));
        const values = await file("v", "S3_SECRET_ACCESS_KEY=Lr5vNq8xWb2kTs9cYf3h\nS3_ACCESS_KEY_ID=AKhall");
        return ["--pid", String(process.pid), "--values", values];
      },
      3,
      "after a restart only",
    ],
  ])("%s", async (_what, args, exitCode, said) => {
    await install();
    const before = await readFile(env());
    const result = await rotate(...(await args()));
    expect(result.stderr).toContain(said);
    expect(result.exitCode).toBe(exitCode);
    expect(JSON.stringify(result)).not.toMatch(new RegExp([...Object.values(old), fresh].join("|")));
    expect(await readFile(env())).toEqual(before);
    expect((await readdir(folder())).filter((name) => name !== "v")).toEqual([".env"]);
  });

  it("a secret that this process's own environment sets", async () => {
    await install();
    const args = ["rotate", "--reason", "x", how, "--generate", "METRICS_TOKEN"];
    const result = await callCommandLine(folder(), { METRICS_TOKEN: "of the process" }, "env", args);
    expect(result).toMatchObject({
      exitCode: 3,
      stderr: expect.stringContaining("METRICS_TOKEN: set in the environment"),
    });
  });
});

it("made secrets differ from each other", () => {
  const made = readNewSecrets(undefined, ["INGEST_PASSWORD", "METRICS_TOKEN"]);
  expect(new Set([...made.values()].map(({ value }) => value)).size).toBe(2);
  for (const { value } of made.values()) expect(value).toMatch(/^[\w-]{32}$/);
});

it("without a restart replaces the file, keeps the old one, records both, and says that the old set is in force", async () => {
  await install();
  const before = await readFile(env());
  const result = await rotate("--no-restart", "--generate", "METRICS_TOKEN");
  expect(result.stdout).toMatch(/METRICS_TOKEN +[0-9a-f]{12} → [0-9a-f]{12}\n/);
  expect(result.stdout).toContain("the old set is in force until it is restarted");
  expect(result.exitCode).toBe(0);
  expect(result.stderr).toContain("The audit has no entry of it");
  expect(await readFile(join(folder(), ".env.previous"))).toEqual(before);
  expect((await readdir(folder())).sort()).toEqual([".env", ".env.manifest.json", ".env.previous"]);
  const found = parseEnv(await readFile(env(), "utf8"));
  expect(found["METRICS_TOKEN"]).not.toBe(old.METRICS_TOKEN);
  expect(found["INGEST_PASSWORD"]).toBe(old.INGEST_PASSWORD);
});

it("a secret in a file of its own gets a new file, which a try does not leave behind", async () => {
  const token = await file("token", `${old.METRICS_TOKEN}\n`);
  await file(
    ".env",
    `INGEST_PASSWORD=${old.INGEST_PASSWORD}\nMETRICS_TOKEN_FILE=${token}\nDATA_DIR=${folder()}/data\n`,
  );
  const tried = await rotate("--no-restart", "--generate", "METRICS_TOKEN", "--dry-run");
  expect(tried).toMatchObject({ exitCode: 0, stderr: "", stdout: expect.stringContaining("Nothing was changed") });
  expect((await readdir(folder())).sort()).toEqual([".env", "token"]);
  expect((await rotate("--no-restart", "--generate", "METRICS_TOKEN")).exitCode).toBe(0);
  const { METRICS_TOKEN_FILE: path = "" } = parseEnv(await readFile(env(), "utf8"));
  expect(path.startsWith(`${token}-`)).toBe(true);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await readFile(path, "utf8")).toMatch(/^[\w-]{32}\n$/);
  expect(await readFile(token, "utf8")).toBe(`${old.METRICS_TOKEN}\n`);
});

it("says that INGEST_PASSWORD does not count while an operator's password does", async () => {
  await install();
  const service = await startTestService({ DATA_DIR: join(folder(), "data"), DATABASE_URL: "", ...old });
  // As main.ts has it for SIGHUP; the port that the file asks for is not the one that a test gets.
  const reload = createReload(service, createLog("silent"), () => {
    const found = readConfig({ env: {}, envFile: env() });
    if (!("config" in found)) return found;
    const { INGEST_PASSWORD, METRICS_TOKEN } = found.config;
    return { ...found, config: { ...service.config, INGEST_PASSWORD, METRICS_TOKEN } };
  });
  const obey = () => void reload();
  process.on("SIGUSR2", obey);
  try {
    const mandate = { actor: "cli:x", reason: "x" } as const;
    await setIngestPassword(service.db, { password: "of the booths 17", overlapMinutes: 0 }, mandate);
    const how = ["--restart", `kill -USR2 ${process.pid}`, "--url", service.url];
    const result = await rotate(...how, "--generate", "INGEST_PASSWORD");
    expect(result).toMatchObject({ exitCode: 0, stderr: "" });
    expect(result.stdout).toContain("INGEST_PASSWORD: does not count now");
    const [entry] = await listAudit(service.db, { limit: 1 });
    expect(entry).toMatchObject({ action: "secrets.rotated", actor: expect.stringMatching(/^cli:/) });
  } finally {
    process.off("SIGUSR2", obey);
    await service.stop();
  }
});

it("refuses while booths may still send INGEST_PASSWORD beside an operator's password, and says how long", async () => {
  await install();
  const before = await readFile(env());
  const at = { DATA_DIR: join(folder(), "data"), DATABASE_URL: "", DATABASE_MAX_CONNECTIONS: 2 };
  const db = await openDatabase(at, "service");
  onTestFinished(() => db.destroy());
  const cost = { N: 1024, r: 8, p: 1 };
  const mandate = { actor: "cli:x", reason: "x" } as const;
  await setIngestPassword(db, { password: "of the booths 17", overlapMinutes: 60 }, mandate, cost);
  // A second one, whose overlap is no matter here.
  const { oldWorksUntilMs } = await setIngestPassword(
    db,
    { password: "of the booths 18", overlapMinutes: 90 },
    mandate,
    cost,
  );
  const stored = await readPasswords(db);
  const until = new Date(stored.old.find(({ hash }) => hash === null)?.untilMs ?? 0).toISOString();
  expect(until).not.toBe(new Date(oldWorksUntilMs ?? 0).toISOString());
  const refused = await rotate("--no-restart", "--generate", "INGEST_PASSWORD");
  expect(refused).toMatchObject({ exitCode: 3, stderr: expect.stringContaining(`until ${until}`) });
  expect(refused.stderr).toContain("npm run ops -- password set --overlap-minutes 0");
  expect(await readFile(env())).toEqual(before);
  expect((await readdir(folder())).sort()).toEqual([".env", "data"]);
  await setIngestPassword(db, { password: "of the booths 19", overlapMinutes: 0 }, mandate, cost);
  expect((await rotate("--no-restart", "--generate", "INGEST_PASSWORD")).exitCode).toBe(0);
});

it("without a restart and without a database, INGEST_PASSWORD is replaced all the same", async () => {
  await install();
  const result = await rotate("--no-restart", "--generate", "INGEST_PASSWORD");
  expect(result.stderr).toContain("INGEST_PASSWORD: whether an operator has set another one cannot be seen");
  expect(result.exitCode).toBe(0);
});

it("reads the file and not what the shell has exported", async () => {
  await install();
  const db = await openDatabase(
    { DATA_DIR: join(folder(), "data"), DATABASE_URL: "", DATABASE_MAX_CONNECTIONS: 2 },
    "service",
  );
  onTestFinished(() => db.destroy());
  const exported = {
    DATA_DIR: join(folder(), "other"),
    DATABASE_URL: "postgres://nobody@127.0.0.1:1/none",
    PORT: "none",
  };
  const args = ["rotate", "--reason", "x", "--no-restart", "--generate", "METRICS_TOKEN"];
  const result = await callCommandLine(folder(), exported, "env", args);
  expect(result).toMatchObject({ exitCode: 0, stderr: "" });
  expect(await listAudit(db, { limit: 1 })).toMatchObject([{ action: "secrets.rotated" }]);
});

/** Something that is ready and has read its secrets, as long ago as at its start; `onMetrics` sees each look at it. */
async function startStandIn(onMetrics: () => unknown): Promise<string> {
  const server = createServer(async ({ url }, response) => {
    if (url === "/metrics") await onMetrics();
    response.end("config_last_reload_successful 1\nconfig_last_reload_success_timestamp_seconds 1\n");
  });
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
}

it("deletes nothing when somebody has changed the file after it was replaced: the new file may be named in it", async () => {
  const token = await file("token", `${old.METRICS_TOKEN}\n`);
  await file(
    ".env",
    `INGEST_PASSWORD=${old.INGEST_PASSWORD}\nMETRICS_TOKEN_FILE=${token}\nDATA_DIR=${folder()}/data\n`,
  );
  const before = await readFile(env(), "utf8");
  const url = await startStandIn(() => undefined);
  const edit = `echo '# an editor has been here' >> ${env()}; false`;
  const result = await rotate("--restart", edit, "--url", url, "--generate", "METRICS_TOKEN");
  const now = await readFile(env(), "utf8");
  expect(now).toMatch(/# an editor has been here\n$/);
  const { METRICS_TOKEN_FILE: named = "" } = parseEnv(now);
  expect(named).not.toBe(token);
  expect(await readFile(named, "utf8")).toMatch(/^[\w-]{32}\n$/);
  expect(await readFile(`${env()}.previous`, "utf8")).toBe(before);
  expect(result.exitCode).toBe(1);
  for (const said of ["has ended with 1", "changed it since", `${env()}.previous`, named, "Nothing was deleted"])
    expect(result.stderr).toContain(said);
});

it("takes nothing from whoever changes the file at the same time", async () => {
  await install();
  const edited = `${await readFile(env(), "utf8")}# an editor's\n`;
  const url = await startStandIn(() => writeFile(env(), edited));
  const result = await rotate("--restart", "false", "--url", url, "--generate", "METRICS_TOKEN");
  expect(result).toMatchObject({ exitCode: 3, stderr: expect.stringContaining("somebody else has changed it") });
  expect([await readFile(env(), "utf8"), await readdir(folder())]).toEqual([edited, [".env"]]);
});

it("comes back by the old file's name alone, which a full disk does not keep from", async () => {
  await install();
  const before = await readFile(env());
  const url = await startStandIn(() => undefined);
  const kept = `stat -c %i ${env()}.previous >> ${folder()}/kept 2> /dev/null; false`;
  const result = await rotate("--restart", kept, "--url", url, "--generate", "METRICS_TOKEN");
  expect(result).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("The old set is put back.") });
  expect(await readFile(env())).toEqual(before);
  expect(String((await stat(env())).ino)).toBe((await readFile(join(folder(), "kept"), "utf8")).trim());
});

/** ops migrate with a hundred thousand jobs: killed in the middle, run again, and the service goes on on the target. */
import { spawn } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { sql } from "kysely";
import { expect, it, onTestFinished } from "vitest";
import { openDatabase } from "../../src/storage/database.ts";
import type { Db } from "../../src/storage/schema.ts";
import { runCommandLine } from "../testkit/commands.ts";
import { sqliteIn } from "../testkit/databases.ts";
import { useTempFolder } from "../testkit/folders.ts";
import { photoForm, post } from "../testkit/ingest.ts";
import { operatorHeaders } from "../testkit/operator-token.ts";
import { makePhoto } from "../testkit/photos.ts";
import { createEmptyPostgresDatabase } from "../testkit/postgres.ts";
import { serviceVariables, spawnService, testPassword } from "../testkit/service.ts";

type Variables = Readonly<Record<string, string>>;

const JOBS = 100_000;
const PENDING = 3;
const folder = useTempFolder();
const dataDir = () => join(folder(), "data");

/** Jobs of the last days with their counts, as many rows of the audit, and half as many messages. */
async function fill(db: Db): Promise<void> {
  const now = Date.now();
  await sql`
    with recursive numbers(i) as (select 1 union all select i + 1 from numbers where i < ${JOBS})
    insert into jobs (id, slot_id, provider, fence, created_at, deadline_at, finished_at, outcome, failure_reason, sha256,
      upload_bytes, slot_version, media_key, result_type, result_bytes, result_sha256, recovered, ledger)
    select lower(hex(randomblob(16))), 'slot-00' || (i % 9 + 1), 'gemini', i, ${now} - 7200000 - i * 2000,
      ${now} - 7152000 - i * 2000, case when i > ${PENDING} then ${now} - 7190000 - i * 2000 end,
      case when i > ${PENDING} then iif(i % 10 = 0, 'timeout', 'success') end,
      case when i > ${PENDING} and i % 10 = 0 then 'deadline_exceeded' end, lower(hex(randomblob(32))), 1000000 + i, 1,
      null, null, null, null, 0,
      '{"uploadMs":' || i || ',"waitMs":1,"attempts":[{"provider":"gemini","startMs":12,"ms":900,"result":"ok"}],"writeMs":5}'
    from numbers`.execute(db);
  for (const minutes of [1, 60]) {
    const span = sql.lit(minutes * 60_000);
    await sql`
      insert into outcome_counts (span_minutes, since, slot_id, provider, outcome, le, jobs)
      select ${sql.lit(minutes)}, finished_at / ${span} * ${span}, slot_id, provider, outcome, '10', count(*)
      from jobs where upload_bytes > 1000000 and outcome is not null
      group by finished_at / ${span}, slot_id, provider, outcome`.execute(db);
  }
  await sql`
    insert into audit (at, actor, action, subject, reason, before, after)
    select created_at, 'cli:test', 'slot.saved', 'slot:' || slot_id, ${'it\'s "why" \u{1F4F7}'}, null, '{"i":' || fence || '}'
    from jobs`.execute(db);
  await sql`
    insert into outbox (id, audience, event, dedupe_key, payload, created_at, attempts, delivered_at)
    select id, 'customer', 'job.failed', id, ledger, created_at, 1, created_at from jobs where fence % 2 = 0`.execute(
    db,
  );
}

/** Runs the command as a process of its own, and kills it when it has told this much. Returns what it told. */
async function cutOff(variables: Variables, args: readonly string[], at: string): Promise<string> {
  const launcher = resolve(import.meta.dirname, "../run.js");
  const { PATH = "" } = process.env;
  const env = { PATH, ...variables };
  const child = spawn(process.execPath, ["--", launcher, "ops", ...args], { cwd: folder(), env, stdio: "pipe" });
  let told = "";
  child.stdout.on("data", (chunk: Buffer) => {
    told += chunk;
  });
  child.stderr.on("data", (chunk: Buffer) => {
    told += chunk;
    if (told.includes(at)) child.kill("SIGKILL");
  });
  const signal = await new Promise((ended) => child.once("close", (_code, by) => ended(by)));
  expect([signal, told]).toEqual(["SIGKILL", expect.stringContaining(at)]);
  return told;
}

/** What the two databases have to agree on, as an operator sees it; the ends of the window move on. */
async function seenByOperators(variables: Variables) {
  const ask = async (...args: string[]) => {
    const { stdout, stderr } = await runCommandLine(folder(), variables, "ops", [...args, "--json"]);
    expect(stderr).toBe("");
    return JSON.parse(stdout);
  };
  const { since: _since, until: _until, ...stats } = await ask("stats", "--window", "7d");
  const [jobs, audit] = [await ask("jobs", "--limit", "200"), await ask("audit", "--limit", "50")];
  expect([stats.total.jobs, jobs.jobs.length]).toEqual([JOBS + 1 - PENDING, 200]);
  return { stats, jobs, audit };
}

it("of 100,000 jobs is killed in the middle, goes on and ends equal; the service goes on where the other ended", async () => {
  const database = await createEmptyPostgresDatabase();
  onTestFinished(() => database.drop());
  const urlFile = join(folder(), "url");
  await writeFile(urlFile, database.url, { mode: 0o600 });
  const before = serviceVariables(dataDir());
  const after = { ...before, DATABASE_URL_FILE: urlFile };
  const moving = ["migrate", "--from", `sqlite:${join(dataDir(), "phc.sqlite")}`, "--to-file", urlFile];
  const run = (...more: string[]) => runCommandLine(folder(), before, "ops", [...moving, ...more]);

  const first = spawnService(before, { folder: folder() });
  const photo = photoForm(await makePhoto(), testPassword);
  const answer = await post(`${await first.listening}/api/ingest/slot-001`, photo);
  const jobId = String(answer.headers["x-job-id"]);
  const resultOf = async (url: string) => (await fetch(`${url}/api/results/${jobId}`)).bytes();
  const picture = await resultOf(await first.listening);
  expect([answer.status, picture.length > 1_000]).toEqual([200, true]);
  expect(await run()).toMatchObject({ exitCode: 3, stderr: expect.stringMatching(/^--from: Another service process/) });
  first.child.kill("SIGTERM");
  await first.ended;

  const source = await openDatabase(sqliteIn(dataDir()), "script");
  await fill(source);
  const headers = await operatorHeaders(source);
  await source.destroy();
  const ofSource = await seenByOperators(before);

  expect(await cutOff(before, moving, `copying jobs: 40000 of ${JOBS + 1}`)).not.toContain("copying audit");
  const early = spawnService(after, { folder: folder() });
  expect([await early.ended, early.output()]).toEqual([3, expect.stringContaining("a move to it has not ended")]);
  const again = await run("--json");
  expect(again).toMatchObject({ exitCode: 0, stderr: expect.stringMatching(/^Going on with the move/) });
  const goesOnAt = Number(/copying jobs: (\d+) of/.exec(again.stderr)?.[1]);
  expect(goesOnAt).toBeGreaterThanOrEqual(40_000);
  expect(goesOnAt).toBeLessThan(JOBS);
  const { found, pending, tables } = JSON.parse(again.stdout);
  expect([found, pending]).toEqual([0, PENDING]);
  const counts = Object.fromEntries(tables.map((table: { table: string; rows: number }) => [table.table, table.rows]));
  expect(counts).toMatchObject({ jobs: JOBS + 1, outbox: JOBS / 2 });
  expect(counts.audit).toBeGreaterThan(JOBS);
  expect(await run("--verify-only")).toMatchObject({
    exitCode: 0,
    stdout: expect.stringContaining("databases are equal"),
  });
  expect(await seenByOperators(after)).toEqual(ofSource);

  const second = spawnService(after, { folder: folder() });
  onTestFinished(async () => {
    second.child.kill("SIGKILL");
    await second.ended;
  });
  const url = await second.listening;
  expect(await resultOf(url)).toEqual(picture);
  const ask = async (path: string) => JSON.parse(await (await fetch(`${url}${path}`, { headers })).text());
  await expect.poll(() => ask("/api/jobs?pending=true"), { timeout: 30_000 }).toMatchObject({ jobs: [] });
  expect((await ask("/api/stats?window_minutes=10080")).total.jobs).toBe(JOBS + 1);
  expect((await post(`${url}/api/ingest/slot-002`, photo)).status).toBe(200);
});

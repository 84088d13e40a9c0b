/** A long history in a database file, made by SQL: ended jobs of the last weeks, with their counts. */
import { copyFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { labelValues } from "../../generated/contract.ts";
import { bucketBounds } from "../../generated/metrics.ts";
import { databasePath, openDatabase } from "../../src/storage/database.ts";
import { sqliteIn } from "../testkit/databases.ts";

export const DAY_MS = 86_400_000;
/** Jobs of these days are in the widest window of stats, and have their pictures. */
export const RECENT_DAYS = 7;
export const DAYS = 30;

export interface History {
  /** Jobs of the last week. */
  readonly recent: number;
  /** Jobs of the weeks before. */
  readonly older: number;
}

/** Names a folder in which the cases of a run leave long histories for each other; each works with a copy. */
export const HISTORIES_VARIABLE = "BENCH_HISTORIES";
/** Fewer jobs are made about as fast as they are copied. */
const LONG = 500_000;

/** Makes the database of a data folder that has none, with these jobs. No picture is more than its row. */
export async function plantJobs(folder: string, { recent, older }: History): Promise<void> {
  const config = sqliteIn(folder);
  await (await openDatabase(config, "service")).destroy();
  const path = databasePath(config);
  const { [HISTORIES_VARIABLE]: histories = "" } = process.env;
  const kept = histories === "" || older < LONG ? undefined : join(histories, `${older}.sqlite`);
  if (kept !== undefined && existsSync(kept)) copyFileSync(kept, path);
  else {
    add(path, older, DAYS, RECENT_DAYS);
    if (kept !== undefined) copyFileSync(path, kept);
  }
  add(path, recent, RECENT_DAYS, 0);
}

/** Adds so many jobs, evenly over the days from the first to the second number of days ago. */
function add(path: string, rows: number, fromDays: number, toDays: number): void {
  if (rows === 0) return;
  const sqlite = new Sqlite(path);
  sqlite.pragma("synchronous = off");
  sqlite.pragma("journal_mode = memory");
  sqlite.pragma("cache_size = -400000");
  sqlite.transaction(() => {
    const last = sqlite.prepare<[], number>("select coalesce(max(rowid), 0) from jobs").pluck().get() ?? 0;
    const indexes = last === 0 ? takeIndexes(sqlite) : [];
    sqlite.exec(jobsSql(rows, fromDays, toDays));
    for (const minutes of [1, 60]) sqlite.exec(countsSql(minutes, last));
    for (const sql of indexes) sqlite.exec(sql);
  })();
  sqlite.pragma("journal_mode = wal");
  sqlite.close();
}

/** Drops the indexes of jobs, as it takes half the time to make them over all rows at once; how they are made. */
function takeIndexes(sqlite: Sqlite.Database): string[] {
  const indexes = sqlite
    .prepare<[], { name: string; sql: string }>(
      "select name, sql from sqlite_master where type = 'index' and tbl_name = 'jobs' and sql is not null",
    )
    .all();
  for (const { name } of indexes) sqlite.exec(`drop index ${name}`);
  return indexes.map(({ sql }) => sql);
}

/** One in 50 ran into its deadline, one in 50 failed; pictures older than a week have expired. */
function jobsSql(rows: number, fromDays: number, toDays: number): string {
  const now = Date.now();
  const expiry = now - RECENT_DAYS * DAY_MS;
  const slots = labelValues.slot_id.map((id, i) => `when ${i} then '${id}'`).join(" ");
  const ledger = JSON.stringify({ uploadMs: 290, waitMs: 0, attempts: [], writeMs: 20 });
  return `
    with recursive
      n(i) as (select 0 union all select i + 1 from n where i + 1 < ${rows}),
      job as (
        select lower(hex(randomblob(16))) as id, case abs(random()) % ${labelValues.slot_id.length} ${slots} end as slot_id,
          ${now - fromDays * DAY_MS} + cast(i * ${((fromDays - toDays) * DAY_MS) / rows} as integer) as created_at,
          case abs(random()) % 50 when 0 then 'timeout' when 1 then 'provider_error' else 'success' end as outcome,
          500 + abs(random()) % 60000 as ms
        from n
      )
    insert into jobs (id, slot_id, provider, fence, created_at, deadline_at, finished_at, outcome, failure_reason, sha256,
      upload_bytes, slot_version, media_key, result_type, result_bytes, result_sha256, removed_at, removed_because, recovered,
      ledger)
    select id, slot_id, 'local', 1, created_at, created_at + 48000, created_at + ms, outcome,
      case outcome when 'success' then null when 'timeout' then 'deadline_exceeded' else outcome end,
      lower(hex(randomblob(32))), 2000000, 1,
      case when outcome = 'success' and created_at > ${expiry} then 'results/' || id end,
      case outcome when 'success' then 'image/jpeg' end, case outcome when 'success' then 900000 end,
      case outcome when 'success' then lower(hex(randomblob(32))) end,
      case when outcome = 'success' and created_at <= ${expiry} then created_at + ${RECENT_DAYS * DAY_MS} end,
      case when outcome = 'success' and created_at <= ${expiry} then 'expired' end, 0, '${ledger}'
    from job`;
}

/** Counts the jobs that were added after this row. */
function countsSql(minutes: number, last: number): string {
  const span = minutes * 60_000;
  const le = bucketBounds.ingest_duration_seconds
    .map((bound) => `when finished_at - created_at <= ${bound * 1000} then '${bound}'`)
    .join(" ");
  return `
    insert into outcome_counts (span_minutes, since, slot_id, provider, outcome, le, jobs)
    select ${minutes}, finished_at / ${span} * ${span}, slot_id, provider, outcome, case ${le} else '+Inf' end, count(*)
    from jobs where rowid > ${last} group by 2, 3, 4, 5, 6
    on conflict do update set jobs = jobs + excluded.jobs`;
}

/** What the database itself shows: its own checks, its schema, its sessions, and its counts against its rows. */
import { sql } from "kysely";
import { isShared } from "../../../src/storage/dialect.ts";
import { migrations } from "../../../src/storage/migrations/index.ts";
import type { Db } from "../../../src/storage/schema.ts";
import type { DatabaseFact, EndedFact } from "../evidence.ts";

/** Everything but its jobs. */
export async function checkDatabase(db: Db): Promise<DatabaseFact> {
  const done = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  return {
    faults: isShared(db) ? [] : await fileFaults(db),
    migrations: done.rows.map(({ name }) => name),
    knownMigrations: Object.keys(migrations),
    strandedSessions: isShared(db) ? await strandedSessions(db) : [],
    ended: await endedJobs(db),
  };
}

async function endedJobs(db: Db): Promise<EndedFact[]> {
  const { rows } = await sql<EndedFact>`
    select 'rows' as "by", slot_id as slot, outcome, count(*) as jobs from jobs where outcome is not null
      group by slot_id, outcome
    union all select case span_minutes when 1 then 'minutes' else 'hours' end, slot_id, outcome, sum(jobs)
      from outcome_counts group by span_minutes, slot_id, outcome`.execute(db);
  return rows;
}

async function fileFaults(db: Db): Promise<string[]> {
  const integrity = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(db);
  const foreign = await sql`pragma foreign_key_check`.execute(db);
  return [
    ...integrity.rows.map(({ integrity_check }) => integrity_check).filter((line) => line !== "ok"),
    ...foreign.rows.map((row) => `foreign key: ${JSON.stringify(row)}`),
  ];
}

/** Seconds that a session may hold a transaction open without working. */
const IDLE_IN_TRANSACTION_SECONDS = 30;

async function strandedSessions(db: Db): Promise<string[]> {
  const idle = await sql<{ pid: number }>`
    select pid from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'
      and now() - state_change > make_interval(secs => ${sql.lit(IDLE_IN_TRANSACTION_SECONDS)})`.execute(db);
  const locks = await sql<{ pid: number }>`
    select pid from pg_locks where locktype = 'advisory' and pid is not null
      and database = (select oid from pg_database where datname = current_database())`.execute(db);
  return [
    ...idle.rows.map(({ pid }) => `session ${pid} holds a transaction open`),
    ...locks.rows.map(({ pid }) => `session ${pid} holds an advisory lock`),
  ];
}

/** The outcome_counts table, the only place that writes it: how many jobs ended how, by minute and by hour. */
import type { Outcome, Provider, SlotId } from "../../../generated/contract.ts";
import { bucketBounds } from "../../../generated/metrics.ts";
import { now } from "../dialect.ts";
import type { Db, OutcomeCountsTable } from "../schema.ts";

/** A job that has just ended. */
export interface Ending {
  readonly slotId: SlotId;
  /** Of the last attempt. */
  readonly provider: Provider;
  readonly outcome: Outcome;
  readonly endedAtMs: number;
  /** From the request's headers; null when nobody was answered. */
  readonly elapsedMs: number | null;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Counts older than this are of no window. */
const KEPT_MS = 35 * 24 * HOUR_MS;
/** A job in no bucket. */
const NO_BUCKET = "none";

/** Counts the job. Call it in the transaction that ends it: then it is counted once, like it ends once. */
export async function countEnding(db: Db, ending: Ending): Promise<void> {
  await countEndings(db, [ending]);
}

/** The same for several jobs that end in one transaction. */
export async function countEndings(db: Db, endings: readonly Ending[]): Promise<void> {
  const rows = [...rowsOf(endings, 1), ...rowsOf(endings, 60)];
  if (rows.length === 0) return;
  await db
    .insertInto("outcome_counts")
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(["span_minutes", "since", "slot_id", "provider", "outcome", "le"])
        .doUpdateSet((eb) => ({ jobs: eb("outcome_counts.jobs", "+", eb.ref("excluded.jobs")) })),
    )
    .execute();
}

/**
 * One row for jobs that are alike, and all rows in one order for everybody: two who count the same rows wait for each
 * other's locks then, and never each for the other.
 */
function rowsOf(endings: readonly Ending[], spanMinutes: 1 | 60): OutcomeCountsTable[] {
  const rows = new Map<string, OutcomeCountsTable>();
  for (const { slotId, provider, outcome, endedAtMs, elapsedMs } of endings) {
    const since = endedAtMs - (endedAtMs % (spanMinutes * MINUTE_MS));
    const le = bucketOf(elapsedMs);
    const key = [String(since).padStart(16), slotId, provider, outcome, le].join(" ");
    const jobs = (rows.get(key)?.jobs ?? 0) + 1;
    rows.set(key, { span_minutes: spanMinutes, since, slot_id: slotId, provider, outcome, le, jobs });
  }
  return [...rows].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, row]) => row);
}

/** The same buckets as those of ingest_duration_seconds. */
function bucketOf(elapsedMs: number | null): string {
  if (elapsedMs === null) return NO_BUCKET;
  return String(bucketBounds.ingest_duration_seconds.find((bound) => elapsedMs <= bound * 1000) ?? "+Inf");
}

/** Jobs that are alike in all of this. */
export interface OutcomeCount {
  readonly slotId: SlotId;
  readonly provider: Provider;
  readonly outcome: Outcome;
  /** Upper bound of the bucket in seconds, Infinity for the last one; null for jobs in no bucket. */
  readonly le: number | null;
  readonly jobs: number;
}

export interface CountedWindow {
  /** The window begins with a full minute. */
  readonly sinceMs: number;
  readonly untilMs: number;
  readonly counts: readonly OutcomeCount[];
}

/**
 * The jobs that ended in the last `minutes` full minutes and since then. Reads the minutes up to the first full hour and
 * hours from there on, so that a week costs hardly more than an hour.
 */
export async function readOutcomeCounts(db: Db, minutes: number): Promise<CountedWindow> {
  const { untilMs } = await db.selectNoFrom(now().as("untilMs")).executeTakeFirstOrThrow();
  const sinceMs = untilMs - (untilMs % MINUTE_MS) - minutes * MINUTE_MS;
  const firstHourMs = Math.ceil(sinceMs / HOUR_MS) * HOUR_MS;
  const rows = await db
    .selectFrom("outcome_counts")
    .select(["slot_id as slotId", "provider", "outcome", "le"])
    .select((eb) => eb.fn.sum<number>("jobs").as("jobs"))
    .where(({ eb, or, and }) =>
      or([
        and([eb("span_minutes", "=", 1), eb("since", ">=", sinceMs), eb("since", "<", firstHourMs)]),
        and([eb("span_minutes", "=", 60), eb("since", ">=", firstHourMs)]),
      ]),
    )
    // What ended while the clock was ahead would be in every window until that time has come.
    .where("since", "<=", untilMs)
    .groupBy(["slot_id", "provider", "outcome", "le"])
    .execute();
  return { sinceMs, untilMs, counts: rows.map((row) => ({ ...row, le: boundOf(row.le) })) };
}

function boundOf(le: string): number | null {
  return le === NO_BUCKET ? null : Number(le.replace("+Inf", "Infinity"));
}

/**
 * Deletes an hour's worth of the oldest counts that are too old for any window at `nowMs`, a time that can be trusted;
 * whether there was one. Call it until there is none.
 */
export async function purgeOutcomeCounts(db: Db, nowMs: number): Promise<boolean> {
  for (const span of [1, 60] as const) {
    const oldest = await db
      .selectFrom("outcome_counts")
      .select("since")
      .where("span_minutes", "=", span)
      .where("since", "<", nowMs - KEPT_MS)
      .orderBy("since")
      .limit(1)
      .executeTakeFirst();
    if (oldest === undefined) continue;
    await db
      .deleteFrom("outcome_counts")
      .where("span_minutes", "=", span)
      .where("since", "<", oldest.since - (oldest.since % HOUR_MS) + HOUR_MS)
      .where("since", "<", nowMs - KEPT_MS)
      .execute();
    return true;
  }
  return false;
}

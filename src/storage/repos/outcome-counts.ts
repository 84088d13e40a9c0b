/** The outcome_counts table, the only place that writes it: how many jobs ended how, by minute and by hour. */
import type { Outcome, Provider, SlotId } from "../../../generated/contract.ts";
import { bucketBounds } from "../../../generated/metrics.ts";
import { now } from "../dialect.ts";
import type { Db } from "../schema.ts";

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
export async function countEnding(db: Db, { slotId, provider, outcome, endedAtMs, elapsedMs }: Ending): Promise<void> {
  const key = { slot_id: slotId, provider, outcome, le: bucketOf(elapsedMs) };
  await db
    .insertInto("outcome_counts")
    .values([
      { span_minutes: 1, since: endedAtMs - (endedAtMs % MINUTE_MS), ...key, jobs: 1 },
      { span_minutes: 60, since: endedAtMs - (endedAtMs % HOUR_MS), ...key, jobs: 1 },
    ])
    .onConflict((conflict) =>
      conflict
        .columns(["span_minutes", "since", "slot_id", "provider", "outcome", "le"])
        .doUpdateSet((eb) => ({ jobs: eb("outcome_counts.jobs", "+", 1) })),
    )
    .execute();
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
    .groupBy(["slot_id", "provider", "outcome", "le"])
    .execute();
  return { sinceMs, untilMs, counts: rows.map((row) => ({ ...row, le: boundOf(row.le) })) };
}

function boundOf(le: string): number | null {
  return le === NO_BUCKET ? null : Number(le.replace("+Inf", "Infinity"));
}

/**
 * Deletes an hour's worth of the oldest counts that are too old for any window; whether there was one. Call it until
 * there is none.
 */
export async function purgeOutcomeCounts(db: Db): Promise<boolean> {
  for (const span of [1, 60] as const) {
    const oldest = await db
      .selectFrom("outcome_counts")
      .select("since")
      .where("span_minutes", "=", span)
      .where("since", "<", (eb) => eb(now(), "-", KEPT_MS))
      .orderBy("since")
      .limit(1)
      .executeTakeFirst();
    if (oldest === undefined) continue;
    await db
      .deleteFrom("outcome_counts")
      .where("span_minutes", "=", span)
      .where("since", "<", oldest.since - (oldest.since % HOUR_MS) + HOUR_MS)
      .where("since", "<", (eb) => eb(now(), "-", KEPT_MS))
      .execute();
    return true;
  }
  return false;
}

/** How the database runs the queries that a large history must not slow down: ranges of indexes, nothing sorted or walked. */
import { CompiledQuery, type RootOperationNode, sql } from "kysely";
import { beforeEach, expect, it } from "vitest";
import { describeOnDatabase } from "../../../scripts/testkit/databases.ts";
import { isShared } from "../dialect.ts";
import type { Db } from "../schema.ts";
import {
  countInARow,
  countPending,
  expireOlder,
  findPending,
  findReplay,
  findTicket,
  finishJob,
  type JobFilter,
  listJobs,
  lookAtJob,
  newestPictures,
  reapExpired,
} from "./jobs.ts";
import { countEnding, purgeOutcomeCounts, readOutcomeCounts } from "./outcome-counts.ts";

/** What the database says of each query that `run` makes. */
async function plansOf(db: Db, run: (db: Db) => Promise<unknown>): Promise<string[]> {
  const nodes: RootOperationNode[] = [];
  const watched = db.withPlugin({
    transformQuery({ node }) {
      nodes.push(node);
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  await run(watched);
  const plans: string[] = [];
  for (const node of nodes) {
    const { sql: text, parameters } = db.getExecutor().compileQuery(node, { queryId: "plan" });
    const explain = isShared(db) ? "explain (format json, costs off)" : "explain query plan";
    const { rows } = await db.executeQuery<Explained>(CompiledQuery.raw(`${explain} ${text}`, [...parameters]));
    plans.push(rows.flatMap((row) => row.detail ?? row["QUERY PLAN"]?.flatMap(({ Plan }) => linesOf(Plan))).join("; "));
  }
  return plans;
}

/** A row of an answer: SQLite's, or the only one of PostgreSQL. */
interface Explained {
  readonly detail?: string;
  readonly "QUERY PLAN"?: readonly { readonly Plan: PostgresPlan }[];
}

interface PostgresPlan {
  readonly "Node Type": string;
  readonly "Index Name"?: string;
  readonly "Index Cond"?: string;
  readonly Filter?: string;
  readonly Plans?: readonly PostgresPlan[];
}

/** `Limit; Index Scan jobs_by_time (created_at >= 5)`; what is read and thrown away is a `filter`. */
function linesOf(plan: PostgresPlan): string[] {
  const { "Node Type": type, "Index Name": index, "Index Cond": range, Filter: filter, Plans: inner = [] } = plan;
  const line = [type, index, range, filter && `filter ${filter}`].filter(Boolean).join(" ");
  return [line, ...inner.flatMap(linesOf)];
}

const slots: JobFilter[] = [{}, { slotId: "slot-001" }];
const outcomes: JobFilter[] = [{}, { outcome: "timeout" }, { outcome: null }];
const begins: JobFilter[] = [{}, { sinceMs: 5 }];
const ends: JobFilter[] = [
  {},
  { untilMs: 9 },
  { after: { id: "a", createdAtMs: 7 } },
  { untilMs: 9, after: { id: "a", createdAtMs: 7 } },
];
const filters = slots.flatMap((slot) =>
  outcomes.flatMap((outcome) =>
    begins.flatMap((begin) => ends.map((end) => ({ ...slot, ...outcome, ...begin, ...end }))),
  ),
);

/** Every condition of the filter narrows the range of the index that the page is read from. */
function expectedPlan({ slotId, outcome, sinceMs, untilMs, after }: JobFilter): string {
  const name = [slotId === undefined ? "" : "_slot", outcome === undefined ? "" : "_outcome"].join("") || "_time";
  const range = [
    ...(slotId === undefined ? [] : ["slot_id=?"]),
    ...(outcome === undefined ? [] : ["outcome=?"]),
    ...(sinceMs === undefined ? [] : ["created_at>?"]),
    ...(after !== undefined ? ["(created_at,id)<(?,?)"] : untilMs !== undefined ? ["created_at<?"] : []),
  ].join(" AND ");
  // The list without a filter walks its index from the end, and stops when the page is full.
  return range === "" ? "SCAN jobs USING INDEX jobs_by_time" : `SEARCH jobs USING INDEX jobs_by${name} (${range})`;
}

describeOnDatabase("SQLite", "the plan of", (db) => {
  it("each list of jobs is one range of the index for its filter, in its order", async () => {
    expect(filters).toHaveLength(48);
    for (const filter of filters) {
      const plans = await plansOf(db(), (watched) => listJobs(watched, filter, 50));
      expect([filter, plans]).toEqual([filter, [expectedPlan(filter)]]);
    }
  });

  it("what an ingest and the background ask of jobs is a range of an index", async () => {
    const photo = { slotId: "slot-001", sha256: "00", slotVersion: 1, withinMs: 1e13 } as const;
    const samePhoto = "SEARCH jobs USING INDEX jobs_same_photo (slot_id=? AND sha256=? AND created_at>?)";
    expect(await plansOf(db(), (watched) => findReplay(watched, photo))).toEqual([samePhoto]);
    expect(await plansOf(db(), (watched) => findTicket(watched, photo))).toEqual([samePhoto]);
    const end = { outcome: "timeout", failureReason: "deadline_exceeded" } as const;
    const byId = "SEARCH jobs USING INDEX sqlite_autoindex_jobs_1 (id=?)";
    expect(await plansOf(db(), (watched) => finishJob(watched, "a", 1, end))).toEqual([byId]);
    // The first is the list of instances, asked by itself.
    const [, found] = await plansOf(db(), (watched) => findPending(watched, photo));
    const onePending = "SEARCH jobs USING INDEX jobs_one_pending (slot_id=? AND sha256=? AND slot_version=?)";
    expect(found).toMatch(new RegExp(`^${onePending.replace(/[()?]/g, "\\$&")}; SEARCH instances USING .*INDEX`));
    const [, looked] = await plansOf(db(), (watched) => lookAtJob(watched, "a"));
    expect(looked).toMatch(
      /^SEARCH jobs USING INDEX sqlite_autoindex_jobs_1 \(id=\?\); SEARCH instances USING .*INDEX/,
    );
    const [reaped] = await plansOf(db(), (watched) => reapExpired(watched, 1));
    expect(reaped).toMatch(/SEARCH jobs USING INDEX jobs_by_outcome \(outcome=\?\)$/);
    const [, expired] = await plansOf(db(), (watched) => expireOlder(watched, 1, 200));
    expect(expired).toMatch(/SEARCH jobs USING INDEX jobs_removed \(removed_at=\? AND created_at<\?\)$/);
    const [pending] = await plansOf(db(), countPending);
    expect(pending).toMatch(/^SEARCH jobs USING INDEX jobs_by_(slot_)?outcome \(outcome=\?\)/);
  });

  it("the newest pictures are of each slot a range of the index in its order", async () => {
    // The parts of the query come before the whole.
    const plan = (await plansOf(db(), (watched) => newestPictures(watched, ["slot-001", "slot-002"], 1, 3))).at(-1);
    const range = "SEARCH jobs USING INDEX jobs_by_slot_outcome (slot_id=? AND outcome=? AND created_at>?)";
    expect(plan?.split(range)).toHaveLength(3);
    expect(plan).not.toMatch(/SCAN jobs|TEMP B-TREE/);
  });

  it("what worked in a row is of each slot a range of the index in its order", async () => {
    const plan = (await plansOf(db(), (watched) => countInARow(watched, ["slot-001", "slot-002"], 3))).at(-1);
    expect(plan?.split("SEARCH jobs USING INDEX jobs_by_slot (slot_id=? AND created_at>?)")).toHaveLength(3);
    expect(plan).not.toMatch(/SCAN jobs|TEMP B-TREE/);
  });

  it("stats are two ranges of the counts, and counting one row", async () => {
    const [, read] = await plansOf(db(), (watched) => readOutcomeCounts(watched, 60));
    const key = "SEARCH outcome_counts USING INDEX sqlite_autoindex_outcome_counts_1";
    expect(read?.split(`${key} (span_minutes=? AND since>? AND since<?)`)).toHaveLength(3);
    expect(read).not.toContain("SCAN");
    const ending = { slotId: "slot-001", provider: "local", outcome: "success", endedAtMs: 5, elapsedMs: 5 } as const;
    await countEnding(db(), ending);
    const purged = await plansOf(db(), (watched) => purgeOutcomeCounts(watched, Date.now()));
    expect(purged.flatMap((plan) => plan.split("; "))).toEqual(
      Array.from({ length: purged.length }, () => expect.stringMatching(/^SEARCH outcome_counts USING .*INDEX/)),
    );
  });
});

/** The same words for PostgreSQL, which writes the values where SQLite has a question mark. */
function expectedLine(filter: JobFilter): string {
  const { slotId, outcome, sinceMs, untilMs, after } = filter;
  const [, name] = /INDEX (\w+)/.exec(expectedPlan(filter)) ?? [];
  const range = [
    ...(slotId === undefined ? [] : ["(slot_id = 'slot-001'::text)"]),
    ...(outcome === undefined ? [] : ["(outcome = 'timeout'::text)"]),
    ...(sinceMs === undefined ? [] : ["(created_at >= '5'::bigint)"]),
    ...(after !== undefined
      ? ["(ROW(created_at, id) < ROW('7'::bigint, 'a'::text))"]
      : untilMs !== undefined
        ? ["(created_at < '9'::bigint)"]
        : []),
  ];
  const conditions = range.length > 1 ? `(${range.join(" AND ")})` : range.join("");
  return ["Limit; Index Scan", name, conditions].filter(Boolean).join(" ");
}

describeOnDatabase("PostgreSQL", "the plan of", (db) => {
  // Of a small table PostgreSQL reads all, and what it knows of a large one comes from looking at it.
  beforeEach(async () => {
    await sql`insert into jobs
      (id, slot_id, provider, fence, created_at, deadline_at, finished_at, outcome, sha256, upload_bytes, slot_version,
        media_key, removed_at)
      select md5(n::text), 'slot-' || lpad((1 + n % 15)::text, 3, '0'), 'local', 1, n / 2000, n, n,
        case when n % 400 = 0 then null when n % 30 = 2 then 'timeout' else 'success' end, md5(n::text), 9, 1,
        case when n % 10 = 1 then 'results/' || n end, case when n % 10 > 2 then n end
      from generate_series(1, 20000) as n order by md5(n::text)`.execute(db());
    await sql`insert into outcome_counts (span_minutes, since, slot_id, provider, outcome, le, jobs)
      select case n % 60 when 0 then 60 else 1 end, n * 60000::bigint, 'slot-001', 'local', 'success', '10', 1
      from generate_series(1, 20000) as n`.execute(db());
    await sql`analyze jobs, outcome_counts`.execute(db());
  });

  it("each list of jobs is one range of the index for its filter, in its order", async () => {
    for (const filter of filters) {
      const [plan] = await plansOf(db(), (watched) => listJobs(watched, filter, 3));
      // It sorts what is pending, which is never much.
      const pending = expect.stringMatching(/^Limit; Sort; .*jobs_by_(slot_)?outcome \(.*outcome IS NULL/);
      expect([filter, plan]).toEqual([filter, filter.outcome === null ? pending : expectedLine(filter)]);
    }
  });

  it("what an ingest and the background ask of jobs is a range of an index", async () => {
    const photo = { slotId: "slot-001", sha256: "00", slotVersion: 1, withinMs: 1e13 } as const;
    const key = "(slot_id = 'slot-001'::text) AND (sha256 = '00'::text) AND (created_at >= ((";
    const samePhoto = expect.stringContaining(`Index Scan jobs_same_photo (${key}`);
    expect(await plansOf(db(), (watched) => findReplay(watched, photo))).toEqual([samePhoto]);
    expect(await plansOf(db(), (watched) => findTicket(watched, photo))).toEqual([samePhoto]);
    const end = { outcome: "timeout", failureReason: "deadline_exceeded" } as const;
    const [finished] = await plansOf(db(), (watched) => finishJob(watched, "a", 1, end));
    expect(finished).toMatch(/^ModifyTable; Index Scan jobs_pkey \(id = 'a'::text\)/);
    const reaping = (await plansOf(db(), (watched) => reapExpired(watched, 1))).filter(
      (plan) => !plan.includes("seen_at"),
    );
    const reads = reaping.filter((plan) => plan.includes("jobs_by_outcome (outcome IS NULL)"));
    expect(reads.length).toBeGreaterThan(0);
    const [, expired] = await plansOf(db(), (watched) => expireOlder(watched, 1, 200));
    // Both hold little more than the pictures that are there.
    expect(expired).toMatch(
      /jobs_removed \(\(removed_at IS NULL\) AND \(created_at <=|jobs_media_key \(media_key IS NOT/,
    );
    const [pending] = await plansOf(db(), countPending);
    expect(pending).toMatch(/^Aggregate; .*jobs_by_(slot_)?outcome \(outcome IS NULL\)/);
    expect([...reaping, expired, pending].join("; ")).not.toContain("Seq Scan");
  });

  it("the newest pictures are of each slot a range of the index in its order", async () => {
    // The parts of the query come before the whole.
    const plan = (await plansOf(db(), (watched) => newestPictures(watched, ["slot-001", "slot-002"], 1e6, 3))).at(-1);
    // Where nearly all succeed, the index without the outcome is as good.
    const ranges = plan?.match(/Limit; Index Scan jobs_by_slot(_outcome)? \(\(slot_id = 'slot-00\d'::text\) AND \(/g);
    expect(ranges).toHaveLength(2);
    expect(plan).not.toMatch(/Seq Scan|Sort/);
  });

  it("what worked in a row is of each slot a range of the index in its order", async () => {
    const plan = (await plansOf(db(), (watched) => countInARow(watched, ["slot-001", "slot-002"], 3))).at(-1);
    expect(
      plan?.match(/Limit; Index Scan jobs_by_slot \(\(slot_id = 'slot-00\d'::text\) AND \(created_at > .*?filter/g),
    ).toHaveLength(2);
    expect(plan).not.toMatch(/Seq Scan|Sort/);
  });

  it("stats are two ranges of the counts, and counting one row", async () => {
    const [, read] = await plansOf(db(), (watched) => readOutcomeCounts(watched, 60));
    // In the first minute of an hour both ends of the minutes are the same.
    expect(read).toMatch(/outcome_counts_key \(\(span_minutes = 1\) AND \(since (>=|<) .*\) AND \(since (<|>=) /);
    expect(read).toMatch(/outcome_counts_key \(\(span_minutes = 60\) AND \(since >= /);
    const ending = { slotId: "slot-001", provider: "local", outcome: "success", endedAtMs: 5, elapsedMs: 5 } as const;
    await countEnding(db(), ending);
    const purged = await plansOf(db(), (watched) => purgeOutcomeCounts(watched, Date.now()));
    expect([read, ...purged].join("; ")).not.toContain("Seq Scan");
    expect(purged).toEqual(purged.map(() => expect.stringMatching(/ outcome_counts_key \(\(span_minutes = /)));
  });
});

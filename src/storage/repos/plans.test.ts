/** How the database runs the queries that a large history must not slow down: ranges of indexes, nothing sorted or walked. */
import { CompiledQuery, type RootOperationNode } from "kysely";
import { expect, it } from "vitest";
import { describeOnDatabases } from "../../../scripts/testkit/databases.ts";
import type { Db } from "../schema.ts";
import {
  countPending,
  expireOlder,
  findPending,
  findReplay,
  findTicket,
  finishJob,
  type JobFilter,
  listJobs,
  lookAtJob,
  reapExpired,
} from "./jobs.ts";
import { countEnding, purgeOutcomeCounts, readOutcomeCounts } from "./outcome-counts.ts";

/** What SQLite says of each query that `run` makes. */
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
    const { sql, parameters } = db.getExecutor().compileQuery(node, { queryId: "plan" });
    const { rows } = await db.executeQuery<{ detail: string }>(
      CompiledQuery.raw(`explain query plan ${sql}`, [...parameters]),
    );
    plans.push(rows.map(({ detail }) => detail).join("; "));
  }
  return plans;
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

describeOnDatabases("the plan of", (db) => {
  it("each list of jobs is one range of the index for its filter, in its order", async () => {
    expect(filters).toHaveLength(48);
    for (const filter of filters) {
      const plans = await plansOf(db(), (watched) => listJobs(watched, filter, 50));
      expect([filter, plans]).toEqual([filter, [expectedPlan(filter)]]);
    }
  });

  it("what an ingest and the background ask of jobs is a range of an index", async () => {
    const photo = { slotId: "slot-001", sha256: "00", slotVersion: 1, sinceMs: 5 } as const;
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
    const [expired] = await plansOf(db(), (watched) => expireOlder(watched, 1, 200));
    expect(expired).toMatch(/SEARCH jobs USING INDEX jobs_removed \(removed_at=\? AND created_at<\?\)$/);
    const [pending] = await plansOf(db(), countPending);
    expect(pending).toMatch(/^SEARCH jobs USING INDEX jobs_by_(slot_)?outcome \(outcome=\?\)/);
  });

  it("stats are two ranges of the counts, and counting one row", async () => {
    const [, read] = await plansOf(db(), (watched) => readOutcomeCounts(watched, 60));
    const key = "SEARCH outcome_counts USING INDEX sqlite_autoindex_outcome_counts_1";
    expect(read).toContain(`${key} (span_minutes=? AND since>? AND since<?)`);
    expect(read).toContain(`${key} (span_minutes=? AND since>?)`);
    expect(read).not.toContain("SCAN");
    const ending = { slotId: "slot-001", provider: "local", outcome: "success", endedAtMs: 5, elapsedMs: 5 } as const;
    await countEnding(db(), ending);
    const purged = await plansOf(db(), purgeOutcomeCounts);
    expect(purged.flatMap((plan) => plan.split("; "))).toEqual(
      Array.from({ length: purged.length }, () => expect.stringMatching(/^SEARCH outcome_counts USING .*INDEX/)),
    );
  });
});

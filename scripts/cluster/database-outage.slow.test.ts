/** PostgreSQL goes away under load and comes back: nobody is promised what is not kept, and nobody has to be restarted. */
import { describe, expect, it, onTestFinished } from "vitest";
import { answerOf, type Entry, statusOf } from "../testkit/balancer.ts";
import { brokenPromises, until } from "../testkit/cluster.ts";
import { type Hall, startHall, tally } from "../testkit/hall.ts";
import { type PostgresServer, startPostgres } from "../testkit/postgres.ts";

const names = ["a", "b"];
/** From the moment the database listens again to the first picture of each instance. */
const RECOVERY_MS = 10_000;
/** Each time other jobs are at other points of their lives. */
const OUTAGES = 3;

const isAnswer = (name: string, status: number) => (entry: Entry) =>
  entry.tries[0].instance === name && statusOf(entry) === status;

/**
 * Gone until both instances have refused photos for it, then there again until both have made pictures. Returns what was
 * begun and answered while it was gone.
 */
async function outage({ balancer: { journal } }: Hall, server: PostgresServer, mode: "fast" | "immediate") {
  await server.stop(mode);
  const goneAt = performance.now();
  const gone = journal.length;
  const refusals = (name: string) => journal.slice(gone).filter(isAnswer(name, 503)).length;
  await until("refusals of both", 20_000, () => names.every((name) => refusals(name) > 10));
  const meanwhile = journal.slice(gone).filter(({ tries }) => tries[0].startedAt > goneAt);
  await server.start();
  const back = journal.length;
  const servedBy = (name: string) => journal.slice(back).some(isAnswer(name, 200));
  await until("pictures of both", RECOVERY_MS, () => names.every(servedBy));
  return meanwhile;
}

/** Of those whom no provider was called for; those whom one was called for all come again. */
const COME_AGAIN = 20;

/** Whoever got no picture comes again and gets it; whoever has one gets the same again without another call. */
async function comeAgain({ balancer, provider }: Hall): Promise<void> {
  const before = [...balancer.journal];
  const callsOf = (entry: Entry) => provider.callsOf(entry.photoSha256);
  const refused = before.filter((one) => statusOf(one) !== 200);
  for (const entry of [...refused.filter(callsOf), ...refused.filter((one) => callsOf(one) === 0).slice(-COME_AGAIN)]) {
    const calls = callsOf(entry);
    expect(calls).toBeLessThanOrEqual(1);
    expect(statusOf(await balancer.again(entry))).toBe(200);
    expect(callsOf(entry)).toBeLessThanOrEqual(calls + 1);
  }
  for (const entry of before.filter((one) => statusOf(one) === 200).slice(-COME_AGAIN)) {
    const [first, again] = [answerOf(entry), answerOf(await balancer.again(entry))];
    expect(again).toMatchObject({ ...first, replayed: true });
    expect(callsOf(entry)).toBe(1);
  }
}

describe("PostgreSQL that is stopped under load and started again", () => {
  it.each(["fast", "immediate"] as const)("(%s): 503 while it is gone, and no promise broken", async (mode) => {
    const server = await startPostgres({ fsync: true });
    onTestFinished(server.remove);
    const hall = await startHall({ names, databaseUrl: server.url });
    const { provider, cluster, balancer, load } = hall;
    const { journal } = balancer;
    provider.answerAfter(100);
    const stopLoad = load(12, ["slot-001", "slot-002"]);
    await until("the load", 10_000, () => (tally(journal)["200"] ?? 0) > 20);
    const meanwhile: Entry[] = [];
    for (let i = 0; i < OUTAGES; i += 1) meanwhile.push(...(await outage(hall, server, mode)));
    await stopLoad();

    expect(Object.keys(tally(meanwhile))).toEqual(["503 database_unavailable"]);
    // A picture that is made already waits for the database as long as its client may; at the deadline that is a 504.
    const others = journal.filter((entry) => statusOf(entry) !== 504 || provider.callsOf(entry.photoSha256) === 0);
    expect(Object.keys(tally(others)).sort()).toEqual(["200", "503 database_unavailable"]);
    const refused = others.filter((entry) => statusOf(entry) !== 200).map(answerOf);
    expect(refused.filter((came) => "error" in came || !(Number(came.retryAfter) > 0))).toEqual([]);
    expect(await brokenPromises(cluster, journal, names)).toEqual([]);
    await comeAgain(hall);
    expect(await brokenPromises(cluster, journal, names)).toEqual([]);
    await until("no pending row", 30_000, async () => (await cluster.jobs()).every(({ outcome }) => outcome !== null));
  });
});

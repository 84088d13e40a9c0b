/** PostgreSQL or S3 goes away under load and comes back: nobody is promised what is not kept, and nobody is restarted. */
import { describe, expect, it, onTestFinished } from "vitest";
import { answerOf, type Entry, statusOf } from "../testkit/balancer.ts";
import { brokenPromises, until } from "../testkit/cluster.ts";
import { type Hall, startHall, tally } from "../testkit/hall.ts";
import { startPostgres } from "../testkit/postgres.ts";
import { startS3Server } from "../testkit/s3-server.ts";

const names = ["a", "b"];
/** From the moment it listens again to the first picture of each instance. */
const RECOVERY_MS = 10_000;
/** Each time other jobs are at other points of their lives. */
const OUTAGES = 3;
/** Of those whom no provider was called for; those whom one was called for all come again. */
const COME_AGAIN = 20;

/** What goes away and comes back. */
interface Server {
  stop(): Promise<void>;
  start(): Promise<void>;
}

const isAnswer = (name: string, status: number) => (entry: Entry) =>
  entry.tries[0].instance === name && statusOf(entry) === status;

/**
 * Gone until both instances have refused photos for it, then there again until both have made pictures. Returns what was
 * begun and answered while it was gone.
 */
async function outage({ balancer: { journal } }: Hall, server: Server): Promise<Entry[]> {
  await server.stop();
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

/** Several outages under load. Returns what was begun and answered while the server was gone. */
async function outages(hall: Hall, server: Server): Promise<Entry[]> {
  const { provider, balancer, load } = hall;
  provider.answerAfter(100);
  const stopLoad = load(12, ["slot-001", "slot-002"]);
  await until("the load", 10_000, () => (tally(balancer.journal)["200"] ?? 0) > 20);
  const meanwhile: Entry[] = [];
  for (let i = 0; i < OUTAGES; i += 1) meanwhile.push(...(await outage(hall, server)));
  await stopLoad();
  return meanwhile;
}

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

/** Every refusal says when to come again, every picture is there, and no job is left over. */
async function expectPromisesKept(hall: Hall): Promise<void> {
  const { cluster, balancer } = hall;
  const refused = balancer.journal.map(answerOf).filter((came) => "error" in came || came.status === 503);
  expect(refused.filter((came) => "error" in came || !(Number(came.retryAfter) > 0))).toEqual([]);
  expect(await brokenPromises(cluster, balancer.journal, names)).toEqual([]);
  await comeAgain(hall);
  expect(await brokenPromises(cluster, balancer.journal, names)).toEqual([]);
  await until("no pending row", 30_000, async () => (await cluster.jobs()).every(({ outcome }) => outcome !== null));
}

describe("PostgreSQL that is stopped under load and started again", () => {
  it.each(["fast", "immediate"] as const)("(%s): 503 while it is gone, and no promise broken", async (mode) => {
    const server = await startPostgres({ fsync: true });
    onTestFinished(server.remove);
    const hall = await startHall({ names, databaseUrl: server.url });
    const { provider, balancer } = hall;
    const meanwhile = await outages(hall, { stop: () => server.stop(mode), start: server.start });
    expect(Object.keys(tally(meanwhile))).toEqual(["503 database_unavailable"]);
    // A picture that is made already waits for the database as long as its client may; at the deadline that is a 504.
    const unpaid = (entry: Entry) => provider.callsOf(entry.photoSha256) === 0;
    const others = balancer.journal.filter((entry) => statusOf(entry) !== 504 || unpaid(entry));
    expect(Object.keys(tally(others)).sort()).toEqual(["200", "503 database_unavailable"]);
    await expectPromisesKept(hall);
  });
});

describe("an S3 server that is stopped under load and started again", () => {
  it("503 while it is gone, and no promise broken", async () => {
    const server = await startS3Server();
    onTestFinished(server.remove);
    const hall = await startHall({ names, variables: server.variables() });
    const meanwhile = await outages(hall, server);
    expect(Object.keys(tally(meanwhile))).toEqual(["503 media_unavailable"]);
    expect(Object.keys(tally(hall.balancer.journal)).sort()).toEqual(["200", "503 media_unavailable"]);
    await expectPromisesKept(hall);
  });
});

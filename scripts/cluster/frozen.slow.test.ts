/** PostgreSQL that hangs under load, as on a machine that is paused: every request ends, and all goes on by itself. */
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it, onTestFinished } from "vitest";
import { type Entry, statusOf } from "../testkit/balancer.ts";
import { brokenPromises, rowsOf, until } from "../testkit/cluster.ts";
import { startHall, tally } from "../testkit/hall.ts";
import { startPostgres } from "../testkit/postgres.ts";

const names = ["a", "b"];
/** T of the hall, and what the last query before an answer may take beyond it. */
const LONGEST_ANSWER_MS = 13_000;

const PROCESSES = `select split_part(pg_read_file('postmaster.pid'), chr(10), 1)::int as pid
  union all select pid from pg_stat_activity where pid <> pg_backend_pid()`;

/** Stops the server and the processes of its connections. Returns how to let them go on. */
async function freeze(url: string): Promise<() => void> {
  const pids = (await rowsOf<{ pid: number }>(url, PROCESSES)).map(({ pid }) => pid);
  for (const pid of pids) process.kill(pid, "SIGSTOP");
  return () => {
    for (const pid of pids) process.kill(pid, "SIGCONT");
  };
}

it("a server that hangs keeps nobody waiting, costs no promise, and is used again within 10 s", async () => {
  const server = await startPostgres({ fsync: true });
  onTestFinished(server.remove);
  const hall = await startHall({ names, databaseUrl: server.url, variables: { DATABASE_MAX_CONNECTIONS: "2" } });
  const { provider, balancer, cluster } = hall;
  provider.answerAfter(300);
  const stopLoad = hall.load(12, ["slot-001", "slot-002"]);
  await until("the load", 20_000, () => (tally(balancer.journal)["200"] ?? 0) > 20);
  // Shorter than a query waits for its answer, and longer than an instance may be silent.
  for (const hangsMs of [4_000, 12_000]) {
    const thaw = await freeze(server.url);
    await sleep(hangsMs);
    thaw();
    const backAt = performance.now();
    const isServedBy = (name: string) => (entry: Entry) =>
      entry.tries[0].instance === name && entry.tries[0].startedAt > backAt && statusOf(entry) === 200;
    await until("pictures of both", 10_000, () => names.every((name) => balancer.journal.some(isServedBy(name))));
  }
  await stopLoad();
  const answers = Object.keys(tally(balancer.journal));
  expect(answers.filter((one) => !/^(200|503 database_unavailable|504 deadline_exceeded)$/.test(one))).toEqual([]);
  const longest = Math.max(...balancer.journal.flatMap(({ tries }) => tries.map((one) => one.endedAt - one.startedAt)));
  expect(longest).toBeLessThan(LONGEST_ANSWER_MS);
  expect(balancer.journal.filter(({ photoSha256 }) => provider.callsOf(photoSha256) > 1)).toEqual([]);
  expect(await brokenPromises(cluster, balancer.journal, names)).toEqual([]);
  await until("no pending row", 30_000, async () => (await cluster.jobs()).every(({ outcome }) => outcome !== null));
  onTestFinished(await freeze(server.url));
  expect(await cluster.signal("a", "SIGTERM")).toBe(0);
});

/** One of three instances dies, or sleeps and wakes too late, in the middle of its work; the others go on. */
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { answerOf, type Entry, statusOf } from "../testkit/balancer.ts";
import { brokenPromises, type Cluster, until } from "../testkit/cluster.ts";
import { startHall } from "../testkit/hall.ts";

/** T is 10 s here, and a permit is leased for what is left of it and 5 s. */
const LEASE_MS = 15_000;
/** For the machine, which may be busy. */
const MARGIN_MS = 5_000;

const names = ["a", "b", "c"];

const outcomesOf = async (cluster: Cluster, ids: readonly string[]) =>
  (await cluster.jobs()).filter(({ id }) => ids.includes(id)).map(({ outcome }) => outcome);

/** Keys of the files in the media, finished or not. */
async function mediaFiles({ mediaFolder }: Cluster): Promise<string[]> {
  const found = await readdir(mediaFolder, { recursive: true, withFileTypes: true });
  return found.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

describe("an instance that is killed in the middle", () => {
  it("gives its permits back within their lease and leaves no pending row, while the others answer on", async () => {
    const limit = 4;
    const { provider, cluster, balancer, photo } = await startHall({
      names,
      variables: { HTTP_MAX_PARALLEL: String(limit) },
    });
    provider.answerAfter(300);
    provider.hold("slot-001");
    const lost = [1, 2].map(() => balancer.postTo("a", "slot-001", photo()));
    await until("the calls of a", 10_000, () => provider.open("slot-001") === 2);
    const itsJobs = provider.openJobs();

    const answers: Entry[] = [];
    let going = true;
    const client = async (name: string) => {
      while (going) answers.push(await balancer.postTo(name, "slot-002", photo()));
    };
    const load = Promise.all(["b", "c"].flatMap((name) => Array.from({ length: 10 }, () => client(name))));
    const answeredBy = (name: string) =>
      answers.filter((entry) => entry.tries[0].instance === name && statusOf(entry) === 200).length;
    await until("answers of b and c", 10_000, () => answeredBy("b") > 1 && answeredBy("c") > 1);
    const before = { b: answeredBy("b"), c: answeredBy("c") };
    expect([provider.peak("http"), provider.peak("slot-002")]).toEqual([limit, limit - 2]);

    await cluster.signal("a", "SIGKILL");
    expect((await Promise.all(lost)).map(answerOf)).toEqual([1, 2].map(() => expect.objectContaining({ sent: true })));
    await until("answers without a", 10_000, () => answeredBy("b") > before.b + 2 && answeredBy("c") > before.c + 2);
    await until("its permits", LEASE_MS + MARGIN_MS, () => provider.peak("slot-002") === limit);
    await until("the ends of its jobs", LEASE_MS + MARGIN_MS, async () =>
      (await outcomesOf(cluster, itsJobs)).every((outcome) => outcome === "internal_error"),
    );
    going = false;
    await load;
    expect(provider.peak("http")).toBe(limit);
    expect(answers.map(statusOf).filter((status) => status !== 200 && status !== 429)).toEqual([]);
    expect((await cluster.jobs()).filter(({ outcome }) => outcome === null)).toEqual([]);
    expect(await brokenPromises(cluster, answers, ["b", "c"])).toEqual([]);
  });
});

describe("an instance that sleeps until its lease is over", () => {
  it("publishes nothing when it wakes, and takes nobody's permit away", async () => {
    const { provider, cluster, balancer, photo } = await startHall({ names, variables: { HTTP_MAX_PARALLEL: "1" } });
    const wake = provider.hold("slot-001");
    const late = balancer.postTo("a", "slot-001", photo());
    await until("the call of a", 10_000, () => provider.open("slot-001") === 1);
    const [itsJob = ""] = provider.openJobs();
    await cluster.signal("a", "SIGSTOP");
    expect(statusOf(await balancer.postTo("b", "slot-002", photo()))).toBe(429);

    await until("its permit", LEASE_MS + MARGIN_MS, async () => {
      return statusOf(await balancer.postTo("b", "slot-002", photo())) === 200;
    });
    await until("the end of its job", LEASE_MS + MARGIN_MS, async () => {
      return (await outcomesOf(cluster, [itsJob]))[0] === "internal_error";
    });
    // The permit belongs to b by the time a wakes with its picture.
    const done = provider.hold("slot-002");
    const taken = balancer.postTo("b", "slot-002", photo());
    await until("the call of b", 10_000, () => provider.open("slot-002") === 1);
    wake();
    await until("the answer on its way to a", 10_000, () => provider.open("slot-001") === 0);
    await cluster.signal("a", "SIGCONT");

    expect(statusOf(await late)).not.toBe(200);
    await until("a, back at work", 10_000, async () => (await fetch(`${cluster.urlOf("a")}/healthz`)).ok);
    expect(await outcomesOf(cluster, [itsJob])).toEqual(["internal_error"]);
    expect(await cluster.result("b", itsJob)).toBeUndefined();
    expect((await mediaFiles(cluster)).filter((file) => file.includes(itsJob))).toEqual([]);
    for (const name of ["a", "c"]) {
      expect(statusOf(await balancer.postTo(name, "slot-002", photo()))).toBe(429);
    }
    done();
    expect(statusOf(await taken)).toBe(200);
    expect(provider.peak("slot-002")).toBe(1);
  });
});

/** The same photo at several instances: one call to the provider, one job, the same picture for everybody. */
import { describe, expect, it } from "vitest";
import { answerOf } from "../testkit/balancer.ts";
import { until } from "../testkit/cluster.ts";
import { startHall } from "../testkit/hall.ts";

describe("the same photo posted to three instances", () => {
  it("at the same time is one job and one call", async () => {
    const { provider, cluster, balancer, photo } = await startHall({ names: ["a", "b", "c"] });
    provider.answerAfter(1_000);
    const same = photo();
    const entries = await Promise.all(["a", "b", "c", "a"].map((name) => balancer.postTo(name, "slot-001", same)));
    const answers = entries
      .map(answerOf)
      .map((came) => ("error" in came ? came : [came.status, came.jobId, came.sha256]));
    const [{ id, result_sha256 } = { id: "", result_sha256: "" }, ...others] = await cluster.jobs();
    expect(answers).toEqual(Array(4).fill([200, id, result_sha256]));
    expect(others).toEqual([]);
    expect(provider.calls()).toBe(1);
  });

  it("one after the other is the first picture again", async () => {
    const { provider, balancer, photo } = await startHall({ names: ["a", "b"] });
    const same = photo();
    const first = answerOf(await balancer.postTo("a", "slot-001", same));
    const again = answerOf(await balancer.postTo("b", "slot-001", same));
    expect(again).toMatchObject({ ...first, replayed: true });
    expect(provider.calls()).toBe(1);
  });

  it("whose first instance is killed in the middle is edited by the second one", async () => {
    const { provider, cluster, balancer, photo } = await startHall({ names: ["a", "b"] });
    const release = provider.hold("slot-001");
    const same = photo();
    const lost = balancer.postTo("a", "slot-001", same);
    await until("the call of a", 10_000, () => provider.open("http") === 1);
    await cluster.signal("a", "SIGKILL");
    expect(answerOf(await lost)).toHaveProperty("error");
    release();
    // Its job stands in the database as pending until its time is up; a client that comes again gets its picture by then.
    await until("the picture from b", 30_000, async () => {
      const came = answerOf(await balancer.postTo("b", "slot-001", same));
      return "status" in came && came.status === 200;
    });
    expect(provider.calls()).toBe(2);
    const jobs = () => cluster.jobs();
    await until("the end of the job of a", 45_000, async () => (await jobs()).every(({ outcome }) => outcome !== null));
    expect((await jobs()).map(({ outcome }) => outcome).sort()).toEqual(["internal_error", "success"]);
  });
});

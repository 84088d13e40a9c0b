/** Three instances are restarted one after the other under constant load: nobody notices, neither clients nor alerts. */
import { describe, expect, it, onTestFinished } from "vitest";
import { statusOf, wasNotTaken } from "../testkit/balancer.ts";
import { brokenPromises, until } from "../testkit/cluster.ts";
import { startHall, tally } from "../testkit/hall.ts";
import { requireTool } from "../testkit/tools.ts";
import { startWatch } from "../testkit/watch.ts";

const promtool = requireTool("promtool") ?? "";
const names = ["a", "b", "c"];
/** MetricsDown waits for 5 minutes, which are 20 scrapes. */
const SCRAPES_OF_METRICS_DOWN = 20;

describe.skipIf(promtool === "")("a rolling restart of three instances", () => {
  it("loses no request and breaks no alert", async () => {
    const { provider, cluster, balancer, load } = await startHall({ names, variables: { DRAIN_DELAY_SECONDS: "2" } });
    provider.answerAfter(1_000);
    const { journal } = balancer;
    const watch = startWatch(cluster);
    onTestFinished(watch.stop);
    const stopLoad = load(9, ["slot-001", "slot-002"]);
    const servedBy = (name: string) => {
      const since = journal.length;
      const isServed = () => journal.slice(since).some(({ tries }) => tries.at(-1)?.instance === name);
      return until(`answers of ${name}`, 20_000, isServed);
    };
    for (const name of names) {
      await servedBy(name);
      expect(await cluster.signal(name, "SIGTERM")).toBe(0);
      await cluster.start(name);
      await servedBy(name);
    }
    await stopLoad();
    await watch.stop();

    expect(tally(journal)).toEqual({ "200": journal.length });
    const passedOn = journal.flatMap(({ tries }) => tries.slice(0, -1).map(({ came }) => came));
    expect(passedOn.filter((came) => !wasNotTaken(came))).toEqual([]);
    expect(await brokenPromises(cluster, journal, names)).toEqual([]);
    expect(journal.filter((entry) => statusOf(entry) === 200 && provider.callsOf(entry.photoSha256) !== 1)).toEqual([]);
    expect((await cluster.jobs()).filter(({ outcome }) => outcome !== "success")).toEqual([]);
    expect(await watch.alerts(promtool, "firing")).toEqual([]);
    expect((await watch.alerts(promtool, "pending")).filter((alert) => alert !== "MetricsDown")).toEqual([]);

    // And the same rules do say so when one does not come back.
    await cluster.signal("c", "SIGTERM");
    for (let i = 0; i < SCRAPES_OF_METRICS_DOWN + 8; i += 1) await watch.scrape();
    expect(await watch.alerts(promtool, "firing")).toEqual(["MetricsDown"]);
  });
});

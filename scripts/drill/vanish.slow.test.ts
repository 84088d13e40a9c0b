/** The service dies while its disk is full: nobody is told that the disk is well, by real programs with the shipped rules. */
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { requireTool } from "../testkit/tools.ts";
import { compile } from "./compile.ts";
import { startStandIn } from "./stand-in.ts";
import { startWatch } from "./watch.ts";

const prometheus = requireTool("prometheus");
const alertmanager = requireTool("alertmanager");
const patient = { timeout: 60_000, interval: 100 };

it.skipIf(prometheus === undefined || alertmanager === undefined)(
  "an alert whose series vanish is kept until MetricsDown mutes it, and its end is then told to nobody",
  async () => {
    const model = await compile(60);
    const standIn = await startStandIn();
    const programs = { prometheus: prometheus ?? "", alertmanager: alertmanager ?? "" };
    const watch = await startWatch(model, programs, standIn.address);
    try {
      const told = (name: string) =>
        watch
          .notices()
          .filter(({ alerts }) => alerts.some(({ labels }) => labels["alertname"] === name))
          .map(({ status }) => status);
      const stateOf = async (name: string) => (await watch.prometheus.alerts()).find((one) => one.name === name)?.state;
      standIn.metrics.media_volume_available_bytes.with({}).set(10e9);
      await expect.poll(() => told("MediaDiskHigh"), patient).toEqual(["firing"]);

      standIn.text = () => undefined;
      await expect.poll(() => stateOf("MetricsDown"), patient).toBe("firing");
      expect(await stateOf("MediaDiskHigh")).toBe("firing");
      await expect.poll(() => watch.mutedBy("MetricsDown"), patient).toContain("MediaDiskHigh");
      await expect.poll(() => stateOf("MediaDiskHigh"), patient).toBeUndefined();
      // It ends unseen, and Alertmanager looks at it once within this time: by then it would have told somebody.
      await sleep(1500 * model.notifications.ticket.groupIntervalSeconds);
      expect(told("MetricsDown")).toEqual(["firing"]);
      expect(told("MediaDiskHigh")).toEqual(["firing"]);
    } finally {
      await watch.stop();
      await standIn.stop();
    }
  },
  180_000,
);

/** Tests of the background pings with drivers that answer, fail and hang. */
import { Registry } from "prom-client";
import { afterEach, describe, expect, it } from "vitest";
import { createMetrics } from "../../../generated/metrics.ts";
import { testConfig } from "../../../scripts/testkit/service.ts";
import { createLiveConfig } from "../../core/live-config.ts";
import type { ProviderDriver } from "../../core/provider.ts";
import { type PingOptions, type Pings, startPings } from "./pings.ts";

let pings: Pings | undefined;
afterEach(() => pings?.stop());

/** A driver whose pings the test answers. */
function driver(name: ProviderDriver["name"], ping: ProviderDriver["ping"]): ProviderDriver {
  const process = async () => ({ ok: false, kind: "transient", reason: "not asked" }) as const;
  return { name, configured: () => true, checkSettings: () => [], process, ping };
}

function start(drivers: ProviderDriver[], options: PingOptions = { intervalMs: 3_600_000, limitMs: 30 }) {
  const registry = new Registry();
  const live = createLiveConfig(testConfig("unused"));
  pings = startPings(drivers, live, createMetrics(registry).provider_up, options);
  const gauge = async () => (await registry.metrics()).split("\n").filter((line) => line.startsWith("provider_up"));
  return { pings, gauge, live };
}

describe("startPings", () => {
  it("pings at once and shows what is up; what is not configured is absent and down", async () => {
    const { pings, gauge } = start([driver("local", async () => true)]);
    await expect.poll(gauge).toEqual(['provider_up{provider="local"} 1']);
    expect(pings.up("local")).toBe(true);
    expect(pings.up("gemini")).toBe(false);
    expect(pings.names()).toEqual(["local"]);
  });

  it("takes a provider down after three failed pings in a row and up after one good one", async () => {
    const answers = [true, false, false, true, false, false, false, true];
    const { pings, gauge } = start([driver("local", async () => answers.shift() ?? true)]);
    const seen = [];
    for (let round = 0; round < 8; round += 1) {
      await pings.round();
      seen.push([pings.up("local"), (await gauge())[0]?.at(-1)]);
    }
    const [up, down] = [
      [true, "1"],
      [false, "0"],
    ];
    expect(seen).toEqual([up, up, up, up, up, up, down, up]);
  });

  it("counts pings that throw, reject or never answer, and does not pile up the last", async () => {
    let hanging = 0;
    const { pings, gauge } = start([
      driver("local", () => {
        throw new Error("broken");
      }),
      driver("fault", () => Promise.reject(new Error("refused"))),
      driver("http", () => {
        hanging += 1;
        return new Promise(() => {});
      }),
    ]);
    await pings.round();
    await pings.round();
    await pings.round();
    expect(pings.names().map(pings.up)).toEqual([false, false, false]);
    expect(hanging).toBe(1);
    expect(await gauge()).toHaveLength(3);
  });

  it("tells a slow ping to stop, and stops pinging itself", async () => {
    const signals: AbortSignal[] = [];
    const { pings } = start([driver("local", (signal) => untilAborted(signal, signals))], {
      intervalMs: 5,
      limitMs: 30,
    });
    await expect.poll(() => signals.length).toBeGreaterThan(1);
    expect(signals[0]?.aborted).toBe(true);
    pings.stop();
    const pinged = signals.length;
    expect(signals.at(-1)?.aborted).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect(signals.length).toBe(pinged);
  });

  it("takes a provider for up that has not answered its first ping yet", () => {
    const { pings } = start([driver("local", () => new Promise(() => {}))]);
    expect(pings.up("local")).toBe(true);
  });
});

async function untilAborted(signal: AbortSignal, signals: AbortSignal[]): Promise<boolean> {
  signals.push(signal);
  await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
  return false;
}

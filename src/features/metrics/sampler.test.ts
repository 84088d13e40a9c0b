/** Tests of the background sampler with sources that change, fail and hang. */
import { Registry } from "prom-client";
import { describe, expect, it, onTestFinished } from "vitest";
import { createMetrics } from "../../../generated/metrics.ts";
import { type CleanupTotals, type SamplerOptions, type SamplerSources, startSampler } from "./sampler.ts";

interface World {
  volume: () => Promise<{ sizeBytes: number; availableBytes: number }>;
  usage: () => Promise<{ resultBytes: number | undefined; tempBytes: number }>;
  cleanupTotals: () => Promise<CleanupTotals>;
  slots: SamplerSources["slots"];
}

const totals = (deleted: number, failed = 0): CleanupTotals => ({
  lastSuccessAtMs: 1_700_000_000_500,
  scopes: [{ scope: "result", deleted, failed, storedBytes: 60 }],
});

function start(
  changes: Partial<World> = {},
  options: SamplerOptions = { intervalMs: 3_600_000, slotsIntervalMs: 3_600_000, limitMs: 40 },
) {
  const world: World = {
    volume: async () => ({ sizeBytes: 1000, availableBytes: 400 }),
    usage: async () => ({ resultBytes: 70, tempBytes: 3 }),
    cleanupTotals: async () => totals(5),
    slots: async () => [{ id: "slot-001", state: "maintenance" }],
    ...changes,
  };
  const failures: string[] = [];
  const registry = new Registry();
  const sampler = startSampler(
    createMetrics(registry),
    {
      media: { volume: () => world.volume(), usage: () => world.usage() },
      cleanupTotals: () => world.cleanupTotals(),
      slots: () => world.slots(),
      failed: (source, error) => failures.push(`${source}: ${error}`),
    },
    options,
  );
  onTestFinished(sampler.stop);
  /** The value of one series as it is written; the format knows one spelling of NaN, its readers take any. */
  const value = async (series: string) => {
    const line = (await registry.metrics()).split("\n").find((text) => text.startsWith(`${series} `));
    return line?.slice(series.length + 1).replace(/^nan$/i, "NaN");
  };
  return { world, failures, sampler, value };
}

const gone = () => Promise.reject(new Error("EIO"));

describe("startSampler", () => {
  it("shows what it read; before that, what the contract says", async () => {
    const { sampler, value, failures } = start();
    expect(await value("media_volume_size_bytes")).toBe("NaN");
    await sampler.sample();
    expect(await value("media_volume_size_bytes")).toBe("1000");
    expect(await value("media_volume_available_bytes")).toBe("400");
    expect(await value('media_storage_bytes{scope="result"}')).toBe("70");
    expect(await value('media_storage_bytes{scope="temp"}')).toBe("3");
    expect(await value("cleanup_last_success_timestamp_seconds")).toBe("1700000000.5");
    expect(await value('slot_state{slot_id="slot-001",state="maintenance"}')).toBe("1");
    expect(await value('slot_state{slot_id="slot-001",state="active"}')).toBe("0");
    expect(failures).toEqual([]);
  });

  it("shows the orphans that cleanup has left, and not among the results what it counts among them", async () => {
    const left = (result: number | null, orphan: number | null): CleanupTotals => ({
      lastSuccessAtMs: 0,
      scopes: [
        { scope: "result", deleted: 0, failed: 0, storedBytes: result },
        { scope: "orphan", deleted: 0, failed: 0, storedBytes: orphan },
      ],
    });
    const { world, sampler, value } = start({ cleanupTotals: async () => left(null, null) });
    const shown = async () => {
      await sampler.sample();
      return [await value('media_storage_bytes{scope="result"}'), await value('media_storage_bytes{scope="orphan"}')];
    };
    expect(await shown()).toEqual(["70", "NaN"]);
    world.cleanupTotals = async () => left(50, 8);
    expect(await shown()).toEqual(["62", "8"]);
    // A store that does not count its pictures itself.
    world.usage = async () => ({ resultBytes: undefined, tempBytes: 3 });
    expect(await shown()).toEqual(["50", "8"]);
    world.usage = gone;
    expect(await shown()).toEqual(["NaN", "8"]);
  });

  it("is blind where it cannot read, and sees again", async () => {
    const { world, sampler, value, failures } = start();
    const { volume, usage } = world;
    await sampler.sample();
    Object.assign(world, { volume: gone, usage: gone });
    await sampler.sample();
    for (const series of [
      "media_volume_size_bytes",
      "media_volume_available_bytes",
      'media_storage_bytes{scope="temp"}',
    ]) {
      expect(await value(series), series).toBe("NaN");
    }
    expect(failures).toEqual(["media volume: Error: EIO", "media usage: Error: EIO"]);
    Object.assign(world, { volume, usage });
    await sampler.sample();
    expect(await value("media_volume_size_bytes")).toBe("1000");
  });

  it("is blind while a source hangs, asks it once, holds nobody up, and shows its late answer", async () => {
    const answer = Promise.withResolvers<{ sizeBytes: number; availableBytes: number }>();
    let asked = 0;
    const { world, sampler, value } = start();
    await sampler.sample();
    world.volume = () => {
      asked += 1;
      return answer.promise;
    };
    await sampler.sample();
    expect(await value("media_volume_size_bytes")).toBe("NaN");
    await sampler.sample();
    expect(asked).toBe(1);
    answer.resolve({ sizeBytes: 2000, availableBytes: 1 });
    await expect.poll(() => value("media_volume_size_bytes")).toBe("2000");
    await sampler.sample();
    expect(asked).toBe(2);
  });

  it("follows the totals of the database, however often it reads them", async () => {
    const { world, sampler, value } = start();
    const deleted = () => value('cleanup_deleted_total{scope="result"}');
    await sampler.sample();
    await sampler.sample();
    expect(await deleted()).toBe("5");
    world.cleanupTotals = async () => totals(9, 2);
    await sampler.sample();
    expect(await deleted()).toBe("9");
    expect(await value('cleanup_failed_total{scope="result"}')).toBe("2");
    world.cleanupTotals = gone;
    await sampler.sample();
    expect(await deleted()).toBe("9");
  });

  it("never lowers a counter when the totals fell, and goes on from there", async () => {
    const { world, sampler, value } = start({ cleanupTotals: async () => totals(50) });
    await sampler.sample();
    world.cleanupTotals = async () => totals(10);
    await sampler.sample();
    world.cleanupTotals = async () => totals(12);
    await sampler.sample();
    expect(await value('cleanup_deleted_total{scope="result"}')).toBe("52");
  });

  it("samples by itself until it is stopped", async () => {
    let reads = 0;
    const slots = async () => {
      reads += 1;
      return [];
    };
    const { sampler } = start({ slots }, { intervalMs: 5, limitMs: 1_000 });
    await expect.poll(() => reads).toBeGreaterThan(2);
    sampler.stop();
    const before = reads;
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect(reads).toBe(before);
  });
});

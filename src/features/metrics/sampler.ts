/** Keeps the series that need a disk or a database up to date in the background, so that a scrape touches neither. */
import { type LabelValue, labelValues } from "../../../generated/contract.ts";
import type { Metrics } from "../../../generated/metrics.ts";
import { within } from "../../core/deadline.ts";
import type { MediaStore } from "../../core/media.ts";
import type { Slot } from "../../core/slot.ts";

/** What all cleanups of this database did so far. */
export interface CleanupTotals {
  /** Epoch milliseconds of the last complete cleanup. */
  readonly lastSuccessAtMs: number;
  readonly scopes: readonly {
    readonly scope: LabelValue<"scope">;
    readonly deleted: number;
    readonly failed: number;
    /** What the last complete walk left there; null where there was none. */
    readonly storedBytes: number | null;
  }[];
}

export interface SamplerSources {
  readonly media: Pick<MediaStore, "volume" | "usage">;
  readonly cleanupTotals: () => Promise<CleanupTotals>;
  readonly slots: () => Promise<readonly Pick<Slot, "id" | "state">[]>;
  /** Told why a source could not be read. */
  readonly failed: (source: string, error: unknown) => void;
}

export interface SamplerOptions {
  /** That of the scrape: what changes more often would not be seen. */
  readonly intervalMs?: number;
  /** Of the slots, which others change as well, in the same database: all are to see it within 2 s. */
  readonly slotsIntervalMs?: number;
  /** How long a source may take before it counts as unreadable. */
  readonly limitMs?: number;
}

export interface Sampler {
  /**
   * Reads all sources once; never rejects and ends within the limit. Await it before the service listens: the cleanup
   * counters then begin at their totals instead of jumping to them between two scrapes.
   */
  sample(): Promise<void>;
  /** Reads the slots alone, because one of them has changed; never rejects. */
  sampleSlots(): Promise<void>;
  stop(): void;
}

/** One thing that is sampled. `blind` is what its series show while it cannot be read. */
interface Reading {
  readonly source: string;
  readonly read: () => Promise<void>;
  readonly blind: () => void;
}

/** Samples every 15 s from now on, the slots every second; the first time only when `sample` is called. */
export function startSampler(
  metrics: Metrics,
  sources: SamplerSources,
  { intervalMs = 15_000, slotsIntervalMs = 1_000, limitMs = 5_000 }: SamplerOptions = {},
): Sampler {
  const once = (reading: Reading) => guarded(reading, limitMs, sources.failed);
  const sampleSlots = once(slotReading(metrics, sources.slots));
  const stored = storedGauges(metrics);
  const readings = [
    once(volumeReading(metrics, sources.media)),
    once(usageReading(stored, sources.media)),
    once(cleanupReading(metrics, stored, sources.cleanupTotals)),
    sampleSlots,
  ];
  const sample = async () => {
    await Promise.all(readings.map((read) => read()));
  };
  const timers = [
    setInterval(() => void sample(), intervalMs).unref(),
    setInterval(() => void sampleSlots(), slotsIntervalMs).unref(),
  ];
  return { sample, sampleSlots, stop: () => timers.forEach(clearInterval) };
}

/** Never rejects. A source that hangs stays blind and is asked again only after it has answered; told once each time. */
function guarded(
  { source, read, blind }: Reading,
  limitMs: number,
  failed: SamplerSources["failed"],
): () => Promise<void> {
  let running = false;
  let failing = false;
  const readOnce = async () => {
    running = true;
    try {
      await read();
      return "done";
    } finally {
      running = false;
    }
  };
  return async () => {
    if (running) return;
    try {
      if ((await within(readOnce(), limitMs)) === undefined) throw new Error(`No answer within ${limitMs} ms.`);
      failing = false;
    } catch (error) {
      blind();
      if (!failing) failed(source, error);
      failing = true;
    }
  };
}

function volumeReading(metrics: Metrics, media: SamplerSources["media"]): Reading {
  const size = metrics.media_volume_size_bytes.with({});
  const available = metrics.media_volume_available_bytes.with({});
  return {
    source: "media volume",
    read: async () => {
      const { sizeBytes, availableBytes } = await media.volume();
      size.set(sizeBytes);
      available.set(availableBytes);
    },
    blind: () => {
      size.set(Number.NaN);
      available.set(Number.NaN);
    },
  };
}

type Usage = Awaited<ReturnType<MediaStore["usage"]>>;

/** media_storage_bytes, which two sources know of. */
interface StoredGauges {
  /** What the store counts by itself, which is all below `results`; undefined while it cannot. */
  counted(usage: Usage | undefined): void;
  /** What the last walk of cleanup has left, which alone tells the files that no job knows from the others. */
  walked(scopes: CleanupTotals["scopes"]): void;
}

function storedGauges(metrics: Metrics): StoredGauges {
  const gauge = (scope: LabelValue<"scope">) => metrics.media_storage_bytes.with({ scope });
  const [result, temp, orphan] = [gauge("result"), gauge("temp"), gauge("orphan")];
  let usage: Usage | undefined;
  const left: { result?: number; orphan?: number } = {};
  const show = () => {
    temp.set(usage?.tempBytes ?? Number.NaN);
    orphan.set(left.orphan ?? Number.NaN);
    const counted = usage?.resultBytes === undefined ? undefined : usage.resultBytes - (left.orphan ?? 0);
    // A store that cannot be read at all is not shown as it was a quarter of an hour ago.
    result.set(usage === undefined ? Number.NaN : Math.max(0, counted ?? left.result ?? Number.NaN));
  };
  return {
    counted(found) {
      usage = found;
      show();
    },
    walked(scopes) {
      for (const { scope, storedBytes } of scopes) {
        if (scope !== "temp" && storedBytes !== null) left[scope] = storedBytes;
      }
      show();
    },
  };
}

function usageReading(stored: StoredGauges, media: SamplerSources["media"]): Reading {
  return {
    source: "media usage",
    read: async () => stored.counted(await media.usage()),
    blind: () => stored.counted(undefined),
  };
}

/** The totals are the database's; what cannot be read keeps its last value, as a counter must. */
function cleanupReading(metrics: Metrics, stored: StoredGauges, totals: SamplerSources["cleanupTotals"]): Reading {
  const lastSuccess = metrics.cleanup_last_success_timestamp_seconds.with({});
  const scopes = new Map(
    labelValues.scope.map((scope) => [
      scope,
      {
        deleted: follower(metrics.cleanup_deleted_total.with({ scope })),
        failed: follower(metrics.cleanup_failed_total.with({ scope })),
      },
    ]),
  );
  return {
    source: "cleanup totals",
    read: async () => {
      const { lastSuccessAtMs, scopes: rows } = await totals();
      lastSuccess.set(lastSuccessAtMs / 1000);
      stored.walked(rows);
      for (const { scope, deleted, failed } of rows) {
        scopes.get(scope)?.deleted(deleted);
        scopes.get(scope)?.failed(failed);
      }
    },
    blind: () => {},
  };
}

/** Raises a counter to a total kept elsewhere. A total that fell, as after a restored backup, is where it goes on from. */
function follower(counter: { inc(n?: number): void }): (total: number) => void {
  let last = 0;
  return (total) => {
    if (total > last) counter.inc(total - last);
    last = total;
  };
}

/** While the slots cannot be read they keep the state that was read last. */
function slotReading(metrics: Metrics, slots: SamplerSources["slots"]): Reading {
  return {
    source: "slots",
    read: async () => {
      for (const slot of await slots()) {
        for (const state of labelValues.state) {
          metrics.slot_state.with({ slot_id: slot.id, state }).set(state === slot.state ? 1 : 0);
        }
      }
    },
    blind: () => {},
  };
}

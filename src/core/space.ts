/** Room on the media volume: what the ingests in work have set aside of it, and when it is too full for another one. */
import type { Metrics } from "../../generated/metrics.ts";
import { within } from "./deadline.ts";
import type { MediaStore } from "./media.ts";

type Volume = Awaited<ReturnType<MediaStore["volume"]>>;

/** Bytes set aside for one ingest. */
export interface Reservation {
  /** Gives them back; calling it again does nothing. */
  release(): void;
}

export interface Space {
  /** Reads the volume and remembers it. Rejects when it cannot be read: its room is unknown then. */
  volume(): Promise<Volume>;
  /** Looks at the volume anew when what was seen last is old and little is left by it. Never rejects, ends soon. */
  look(bytes: number): Promise<void>;
  /**
   * Sets the bytes aside, or says why not. Refuses nothing while the room is unknown: an upload to a volume that cannot
   * be read fails by itself.
   */
  reserve(bytes: number): Reservation | { readonly full: string };
  /** Called whenever the volume was read and is so full that what nobody needs must go at once. */
  onPressure(callback: () => void): void;
}

/** Used shares of the volume. The alert MediaDiskHigh comes before both. */
const USED = { cleanUp: 0.9, refuse: 0.95 };
/** Free space that stays free: the database and the log are often on the same volume. */
const SPARE_BYTES = 64 * 1024 * 1024;
/** With less than this above a limit, what was seen a second ago is too old. */
const NEAR_BYTES = 1024 * 1024 * 1024;
const LOOK_AGAIN_MS = 1_000;
const LOOK_LIMIT_MS = 500;
/** What was seen this long ago is not known any more; the sampler looks more often. */
const FORGET_MS = 60_000;

/** Nothing is reserved yet and nothing known. */
export function createSpace(media: Pick<MediaStore, "volume">, gauge: Metrics["media_reserved_bytes"]): Space {
  const reserved = gauge.with({});
  let reservedBytes = 0;
  let seen: { readonly volume: Volume; readonly at: number } | undefined;
  let lookedAt = Number.NEGATIVE_INFINITY;
  // A mount that hangs is asked once, not by everyone who comes.
  let reading: Promise<Volume> | undefined;
  let pressure = () => {};

  const known = () => (seen !== undefined && performance.now() - seen.at < FORGET_MS ? seen.volume : undefined);

  function change(bytes: number): void {
    reservedBytes += bytes;
    reserved.set(reservedBytes);
  }

  function read(): Promise<Volume> {
    reading ??= readOnce().finally(() => {
      reading = undefined;
    });
    return reading;
  }

  async function readOnce(): Promise<Volume> {
    lookedAt = performance.now();
    try {
      const volume = await media.volume();
      seen = { volume, at: performance.now() };
      if (usedShare(volume) >= USED.cleanUp) pressure();
      return volume;
    } catch (error) {
      seen = undefined;
      throw error;
    }
  }

  return {
    volume: read,
    async look(bytes) {
      const volume = known();
      const near = volume === undefined || !hasRoom(volume, reservedBytes + bytes, NEAR_BYTES);
      if (!near || performance.now() - lookedAt < LOOK_AGAIN_MS) return;
      await within(read().catch(ignore), LOOK_LIMIT_MS);
    },
    reserve(bytes) {
      const volume = known();
      if (volume !== undefined && !hasRoom(volume, reservedBytes + bytes)) {
        const percent = Math.floor(100 * usedShare(volume));
        return { full: `The media volume is nearly full: ${percent} % of it are used.` };
      }
      change(bytes);
      let released = false;
      return {
        release() {
          if (released) return;
          released = true;
          change(-bytes);
        },
      };
    },
    onPressure(callback) {
      pressure = callback;
    },
  };
}

/** As the recording rule instance:media_volume_used_ratio has it. */
function usedShare({ sizeBytes, availableBytes }: Volume): number {
  return sizeBytes > 0 ? 1 - availableBytes / sizeBytes : 0;
}

/**
 * Whether `bytes` can still be written and both limits are at least `marginBytes` away. Bytes that an ingest in work has
 * written already count twice, which errs on the safe side.
 */
function hasRoom(volume: Volume, bytes: number, marginBytes = 0): boolean {
  const { sizeBytes, availableBytes } = { ...volume, availableBytes: volume.availableBytes - marginBytes };
  return availableBytes >= bytes + SPARE_BYTES && usedShare({ sizeBytes, availableBytes }) < USED.refuse;
}

function ignore(): void {}

/** Pictures made small for people who look at many. Whether somebody may see one is asked before, each time. */
import sharp from "sharp";
import { type MediaStore, MediaUnavailable, type OpenPicture } from "../../core/media.ts";
import { pictureWork } from "../../core/picture-work.ts";

/** gone: there is no such picture. damaged: it is none. busy: too many wait already. */
export type Thumbnail = Buffer | "gone" | "damaged" | "busy";

export interface Thumbnails {
  /** A WebP of the picture with this key. Rejects with MediaUnavailable when it cannot be read. */
  of(jobId: string, key: string): Promise<Thumbnail>;
  /** Keeps nothing of the picture in memory any more. */
  forget(jobId: string): void;
}

/** Longest edge in pixels: twice what a page shows, for screens with two pixels for one. */
const EDGE = 240;
/** Of all that are kept; one has 5 to 15 KiB. */
const KEPT_BYTES = 4 * 1024 * 1024;
/** Pictures that are in memory as a whole at once; one of them at the decoder, whose other place is for photos. */
const AT_ONCE = { inMemory: 3, decoded: 1 };
const WAITING = 100;
const LIMIT_SECONDS = 10;

/** Nothing is kept yet. */
export function createThumbnails(media: Pick<MediaStore, "open">, keptBytes = KEPT_BYTES): Thumbnails {
  // A map keeps the order of coming: its first entry is the one that was not asked for the longest.
  const kept = new Map<string, Buffer>();
  let bytes = 0;
  const making = new Map<string, Promise<Thumbnail>>();
  const reads = createLine(AT_ONCE.inMemory, WAITING);
  const decodes = createLine(AT_ONCE.decoded, WAITING);

  function forget(jobId: string): void {
    bytes -= kept.get(jobId)?.length ?? 0;
    kept.delete(jobId);
  }

  function keep(jobId: string, thumbnail: Buffer): void {
    forget(jobId);
    kept.set(jobId, thumbnail);
    bytes += thumbnail.length;
    for (const oldest of kept.keys()) {
      if (bytes <= keptBytes) return;
      forget(oldest);
    }
  }

  async function make(jobId: string, key: string): Promise<Thumbnail> {
    const made = await reads.run(() => shrunk(media, key, decodes));
    // Somebody may have removed the picture meanwhile.
    if (Buffer.isBuffer(made) && making.has(jobId)) keep(jobId, made);
    return made;
  }

  return {
    async of(jobId, key) {
      const known = kept.get(jobId);
      if (known !== undefined) {
        keep(jobId, known);
        return known;
      }
      const begun = making.get(jobId) ?? make(jobId, key).finally(() => making.delete(jobId));
      making.set(jobId, begun);
      return await begun;
    },
    forget(jobId) {
      making.delete(jobId);
      forget(jobId);
    },
  };
}

async function shrunk(media: Pick<MediaStore, "open">, key: string, decodes: Line): Promise<Thumbnail> {
  const picture = await media.open(key);
  if (picture === undefined) return "gone";
  const whole = await readWhole(picture);
  return await decodes.run(() => pictureWork(() => shrink(whole)));
}

/** Read before it is decoded, so that a disk that fails is not taken for a damaged picture. */
async function readWhole({ stream, sizeBytes }: OpenPicture): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let read = 0;
  try {
    for await (const chunk of stream) {
      chunks.push(chunk);
      read += chunk.length;
    }
  } catch (error) {
    throw new MediaUnavailable("A picture cannot be read to its end.", { cause: error });
  }
  if (read !== sizeBytes) throw new MediaUnavailable(`A picture ended after ${read} of ${sizeBytes} bytes.`);
  return Buffer.concat(chunks);
}

/** Upright and in sRGB, of the first frame, without any metadata: the encoder writes none unless it is told to. */
async function shrink(picture: Buffer): Promise<Buffer | "damaged"> {
  try {
    return await sharp(picture, { failOn: "error", limitInputPixels: false })
      .timeout({ seconds: LIMIT_SECONDS })
      .autoOrient()
      .resize(EDGE, EDGE, { fit: "inside", withoutEnlargement: true })
      .webp({ quality: 72 })
      .toBuffer();
  } catch {
    return "damaged";
  }
}

/** Lets a few work at once, and some wait for their turn; the others are told that it is busy. */
interface Line {
  run(work: () => Promise<Thumbnail>): Promise<Thumbnail>;
}

function createLine(atOnce: number, mostWaiting: number): Line {
  const waiting: (() => void)[] = [];
  let running = 0;
  return {
    async run(work) {
      if (running < atOnce) running += 1;
      else if (waiting.length >= mostWaiting) return "busy";
      else await new Promise<void>((resolve) => waiting.push(resolve));
      try {
        return await work();
      } finally {
        const next = waiting.shift();
        if (next === undefined) running -= 1;
        else next();
      }
    },
  };
}

/** Where pictures are kept, as the rest of the service sees it: by key. Nobody outside knows a final path. */
import type { Readable } from "node:stream";
import type { SlotId } from "../../generated/contract.ts";
import { type ImageType, imageExtensions } from "./image-type.ts";

/** A file as list() finds it. */
export interface MediaFile {
  readonly key: string;
  readonly sizeBytes: number;
  /** Epoch milliseconds of the last write. */
  readonly modifiedMs: number;
}

/** A picture that is open already: it stays readable to its end, whoever removes it meanwhile. */
export interface OpenPicture {
  /** Holds a file descriptor or a connection: read it to the end or destroy it. */
  readonly stream: Readable;
  readonly sizeBytes: number;
  readonly type: ImageType;
}

/**
 * Keys are `results/<slot>/<yyyymmdd>/<jobId>.<jpg|png|webp>` (see resultKey) and `tmp/<name>`. Every method throws
 * MediaUnavailable when the media cannot be read or written.
 */
export interface MediaStore {
  /** Path for a file in work; the folder exists. Throws on a name that is more than a plain file name. */
  tempPath(name: string): string;
  /**
   * Makes the temp file the picture of this key; the temp file is gone then. Durable when it resolves, whatever dies
   * next. When it rejects, the temp file is still there, and the picture may be: it is an orphan, which cleanup finds.
   */
  publish(tempPath: string, key: string): Promise<void>;
  /** Whether there is such a picture; cheaper than to open it. */
  has(key: string): Promise<boolean>;
  /** undefined when there is no such picture. */
  open(key: string): Promise<OpenPicture | undefined>;
  /** The keys that are gone now, those that were gone before included. */
  delete(keys: readonly string[]): Promise<string[]>;
  /**
   * All files below `results` or `tmp`; symbolic links are passed over. In the order of their keys: by UTF-16 units on a
   * file system, by bytes of UTF-8 on S3, which is the same for every key that resultKey makes.
   */
  list(prefix: "results" | "tmp"): AsyncIterable<MediaFile>;
  /** `resultBytes` is undefined where only a walk through all pictures could tell: what cleanup saw stands for it. */
  usage(): Promise<{ readonly resultBytes: number | undefined; readonly tempBytes: number }>;
  /**
   * The local volume that the service fills: with uploads, and on a file system with pictures. `availableBytes` is what
   * this process may still fill, 0 without inodes.
   */
  volume(): Promise<{ readonly sizeBytes: number; readonly availableBytes: number }>;
  /** Proves that uploads and pictures can be written now; leaves nothing behind. */
  probe(): Promise<void>;
  /**
   * The time by which files below this prefix are dated, in epoch milliseconds: another machine's clock where the media is
   * shared. Writes something to learn it, and leaves nothing behind.
   */
  readClock(prefix: "results" | "tmp"): Promise<number>;
}

/** The media cannot be read or written; `cause` says why. */
export class MediaUnavailable extends Error {
  override readonly name: string = "MediaUnavailable";
}

/** The same of media that are set up in a way that cannot work: the next try fails, too. */
export class MediaRefused extends MediaUnavailable {
  override readonly name = "MediaRefused";
}

/** Key of a job's picture. The day is the job's creation in UTC, so that no folder grows for ever. */
export function resultKey(slotId: SlotId, createdAtMs: number, jobId: string, type: ImageType): string {
  const day = new Date(createdAtMs).toISOString().slice(0, 10).replaceAll("-", "");
  return `results/${slotId}/${day}/${jobId}.${imageExtensions[type]}`;
}

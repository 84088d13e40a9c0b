/** What a photo in work occupies until its work is over: a permit and temp files. */
import { randomBytes } from "node:crypto";
import type { Permit } from "../../core/permits.ts";
import type { Context } from "../../http/context.ts";
import { removeFile } from "./attempt.ts";
import type { IngestDeps } from "./deps.ts";

export interface Holding {
  readonly photoPath: string;
  /** What the paths of pictures begin with, whose attempts remove them. */
  readonly resultPath: string;
  /** Releases the permit and keeps the photo: another instance edits it, and may die over it. */
  rest(): void;
  /** The photo is worked on again, under a permit of its own. */
  resume(permit: Permit): void;
  /** Removes the photo and releases the permit. Never rejects; can be called again. */
  free(): Promise<void>;
}

/** Names the temp files of a permit; releases it when there can be none. */
export function hold({ media }: Pick<IngestDeps, "media">, permit: Permit, { log }: Pick<Context, "log">): Holding {
  let held = permit;
  const name = randomBytes(12).toString("hex");
  try {
    const photoPath = media.tempPath(`${name}.photo`);
    const resultPath = media.tempPath(`${name}.result`);
    return {
      photoPath,
      resultPath,
      rest: () => held.release(),
      resume(next) {
        held = next;
      },
      async free() {
        held.release();
        await removeFile(photoPath, log);
      },
    };
  } catch (error) {
    permit.release();
    throw error;
  }
}

/** Which refusal a failing media volume is, and when to come back after a failure of this service. */
import { refused } from "../../core/failure.ts";
import { MediaUnavailable } from "../../core/media.ts";
import type { IngestRefusal } from "./deps.ts";

/** Seconds, for what ends a job and is over by itself; other reasons name no time. */
export const RETRY_AFTER_SECONDS = { storage_pressure: 60, media_unavailable: 5, database_unavailable: 5 } as const;

const full = ["ENOSPC", "EDQUOT", "EFBIG"];
const broken = [
  "EIO",
  "EROFS",
  "EACCES",
  "EPERM",
  "ENOENT",
  "ENOTDIR",
  "ENODEV",
  "ESTALE",
  "EMFILE",
  "ENFILE",
  "EBUSY",
];

/** The refusal of an error of the file system; undefined for an error of another kind. */
export function mediaRefusal(thrown: unknown): IngestRefusal | undefined {
  const code = codeOf(thrown) ?? (thrown instanceof Error ? codeOf(thrown.cause) : undefined);
  if (code !== undefined && full.includes(code)) {
    return refused("storage_pressure", "The media volume is full.", RETRY_AFTER_SECONDS.storage_pressure).refusal;
  }
  if (thrown instanceof MediaUnavailable || (code !== undefined && broken.includes(code))) {
    const details = "The media cannot be written now.";
    return refused("media_unavailable", details, RETRY_AFTER_SECONDS.media_unavailable).refusal;
  }
  return undefined;
}

function codeOf(thrown: unknown): string | undefined {
  return thrown instanceof Error && "code" in thrown ? String(thrown.code) : undefined;
}

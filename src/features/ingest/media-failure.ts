/** Which refusal a failing media volume is. */
import { refused } from "../../core/failure.ts";
import { MediaUnavailable } from "../../core/media.ts";
import type { IngestRefusal } from "./deps.ts";

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
    return refused("storage_pressure", "The media volume is full.", 60).refusal;
  }
  if (thrown instanceof MediaUnavailable || (code !== undefined && broken.includes(code))) {
    return refused("media_unavailable", "The media cannot be written now.", 5).refusal;
  }
  return undefined;
}

function codeOf(thrown: unknown): string | undefined {
  return thrown instanceof Error && "code" in thrown ? String(thrown.code) : undefined;
}

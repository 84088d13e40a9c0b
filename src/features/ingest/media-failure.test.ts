/** Errors of the file system as refusals. */
import { expect, it } from "vitest";
import { MediaUnavailable } from "../../core/media.ts";
import { mediaRefusal } from "./media-failure.ts";

const failed = (code: string) => Object.assign(new Error("write"), { code });

it.each([
  ["a full disk", failed("ENOSPC"), "storage_pressure"],
  ["a file size limit", failed("EFBIG"), "storage_pressure"],
  [
    "a full disk, as the media store says it",
    new MediaUnavailable("no", { cause: failed("ENOSPC") }),
    "storage_pressure",
  ],
  ["a broken disk", failed("EIO"), "media_unavailable"],
  ["a media store without a code", new MediaUnavailable("no"), "media_unavailable"],
  ["a defect", new Error("no"), undefined],
  ["a database error", failed("SQLITE_BUSY"), undefined],
])("%s is %s", (_name, error, reason) => {
  expect(mediaRefusal(error)?.reason).toBe(reason);
});

/** The headers of an answer that is a picture: nothing in them comes from a client, and no browser makes more of it. */
import type { SlotId } from "../../generated/contract.ts";
import { type ImageType, imageExtensions } from "./image-type.ts";

/** Of the job's id, which is the right to read the picture, a file name shows no more than what finds it in a list. */
const SHOWN_DIGITS = 8;

/** `made` is the id of the job, or what else made the picture. */
export function pictureHeaders(slotId: SlotId, made: string, type: ImageType) {
  const name = `${slotId}-${made.slice(0, SHOWN_DIGITS)}.${imageExtensions[type]}`;
  return {
    "Cache-Control": "no-store",
    "Content-Disposition": `inline; filename="${name}"`,
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
  } as const;
}

/** Comparison of a secret that was sent with the one that is configured. */
import { createHash, timingSafeEqual } from "node:crypto";

/**
 * Whether both are the same, in a time that tells nothing of where they differ. Both sides are hashed first, because
 * timingSafeEqual throws on unequal lengths, and because their length is nobody's business either. An empty
 * `expected` matches nothing.
 */
export function passwordMatches(given: string, expected: string): boolean {
  const same = timingSafeEqual(digest(given), digest(expected));
  return same && expected !== "";
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text, "utf8").digest();
}

/** The passwords that booths send: the one in force, and those that go on working for a while. */
export interface IngestPasswords {
  /**
   * Whether this is one of them; `configured` is the INGEST_PASSWORD of the set that the request began with. Throws
   * Refused (busy) when so many wrong ones are being looked at that it must wait, and the error of the database.
   */
  matches(given: string, configured: string): Promise<boolean>;
}

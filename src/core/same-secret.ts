/** The one comparison of a secret that was sent with the one that counts; scripts/tidy.test.ts lets nothing else compare them. */
import { createHash, timingSafeEqual } from "node:crypto";

/**
 * Whether both are the same, in a time that tells nothing of where they differ. Both sides are hashed first, because
 * timingSafeEqual throws on unequal lengths, and because their length is nobody's business either. An empty
 * `expected` matches nothing.
 */
export function sameSecret(given: string | Uint8Array, expected: string | Uint8Array): boolean {
  const same = timingSafeEqual(digest(given), digest(expected));
  return same && expected.length > 0;
}

function digest(value: string | Uint8Array): Buffer {
  return createHash("sha256").update(value).digest();
}

/** Secrets of sessions and tokens: 256 random bits, of which the database holds only a hash. */
import { createHash, randomBytes } from "node:crypto";

/** 43 characters that need no escaping anywhere. */
export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** Whether a text can be such a secret at all. */
export function isSecret(text: string): boolean {
  return /^[A-Za-z0-9_-]{43}$/.test(text);
}

/** One round is enough: nobody guesses 256 random bits. */
export function hashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

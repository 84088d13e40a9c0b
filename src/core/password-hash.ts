/** Passwords as they are kept: scrypt hashes that nobody can turn back. */
import { randomBytes, type ScryptOptions, scrypt } from "node:crypto";
import { sameSecret } from "./same-secret.ts";

/** What scrypt is given, and what must come out. */
export interface PasswordHash {
  readonly cost: ScryptCost;
  readonly salt: Buffer;
  readonly key: Buffer;
}

/** RFC 7914: N is a power of two, 128 · N · r bytes of memory are used. */
export interface ScryptCost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

/** Of new hashes: 32 MiB and a tenth of a second, as much work as OWASP asks for. */
export const NEW_COST: ScryptCost = { N: 32768, r: 8, p: 3 };
export const MIN_KEY_BYTES = 32;
export const MIN_SALT_BYTES = 16;
export const MAX_MEMORY_BYTES = 256 * 1024 * 1024;

/** A hash of its own each time. */
export async function hashPassword(password: string, cost: ScryptCost): Promise<PasswordHash> {
  const salt = randomBytes(MIN_SALT_BYTES);
  const key = await derive(password, { cost, salt, key: Buffer.alloc(MIN_KEY_BYTES) });
  return { cost, salt, key };
}

/** Whether the password is the one of the hash; takes as long either way. */
export async function isPassword(password: string, hash: PasswordHash): Promise<boolean> {
  return sameSecret(await derive(password, hash), hash.key);
}

/** Passwords that look the same are the same, however a keyboard makes their letters. */
function derive(password: string, { cost, salt, key }: PasswordHash): Promise<Buffer> {
  const options: ScryptOptions = { ...cost, maxmem: 2 * MAX_MEMORY_BYTES };
  return new Promise((resolve, reject) => {
    scrypt(password.normalize("NFKC"), salt, key.length, options, (error, derived) =>
      error ? reject(error) : resolve(derived),
    );
  });
}

/** The checksum that a client may send of its photo. */
import { createHash } from "node:crypto";
import { fileChunks } from "../../core/file-chunks.ts";

export type HashAlgorithm = "md5" | "sha1" | "sha256";

/** What the field `hash` says: lower-case hexadecimal, the algorithm told by its length. */
export interface HashClaim {
  readonly algorithm: HashAlgorithm;
  readonly hex: string;
}

const algorithms: Readonly<Record<number, HashAlgorithm>> = { 32: "md5", 40: "sha1", 64: "sha256" };

/** The claim of a field's text; undefined when it is not 32, 40 or 64 hexadecimal digits. */
export function parseHash(text: string): HashClaim | undefined {
  const algorithm = algorithms[text.length];
  if (algorithm === undefined || !/^[0-9a-f]+$/i.test(text)) return undefined;
  return { algorithm, hex: text.toLowerCase() };
}

/** Lower-case hexadecimal. Rejects with the error of the file system. */
export async function hashFile(path: string, algorithm: HashAlgorithm): Promise<string> {
  const hash = createHash(algorithm);
  for await (const chunk of fileChunks(path)) hash.update(chunk);
  return hash.digest("hex");
}

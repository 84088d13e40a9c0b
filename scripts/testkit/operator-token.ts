/** Signs a test in as an operator: the headers of a script that has a token. */
import { randomBytes } from "node:crypto";
import { createToken } from "../../src/features/operators/tokens.ts";
import type { Db } from "../../src/storage/schema.ts";

/** Headers with a new token, good for a day. */
export async function operatorHeaders(db: Db): Promise<{ readonly Authorization: string }> {
  const name = `test-${randomBytes(4).toString("hex")}`;
  const made = await createToken(db, { name, expiresInDays: 1 }, { actor: "cli:test", reason: "a test" });
  if (made === "taken") throw new Error(`There is a token ${name} already.`);
  return { Authorization: `Bearer ${made.secret}` };
}

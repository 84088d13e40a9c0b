/** Tokens for scripts: created, shown once, listed, revoked, recognised. Who may do so is asked before. */
import type { Mandate } from "../../core/audit.ts";
import { isUniqueViolation } from "../../storage/dialect.ts";
import { recordAudit } from "../../storage/repos/audit.ts";
import type { Db } from "../../storage/schema.ts";
import { inTransaction } from "../../storage/transaction.ts";
import { findToken, insertToken, listTokenRows, markTokenRevoked, type Token, useToken } from "./repo.ts";
import { hashOf, isSecret, newSecret } from "./secrets.ts";

const PREFIX = "phc_";

export interface TokenOrder {
  /** 1 to 63 small letters, digits, dots and dashes; never used before. */
  readonly name: string;
  /** 1 to 366. */
  readonly expiresInDays: number;
}

/** The token and its secret, which nobody can show again; `taken` when there is or was one of this name. */
export async function createToken(
  db: Db,
  { name, expiresInDays }: TokenOrder,
  mandate: Mandate,
): Promise<{ readonly token: Token; readonly secret: string } | "taken"> {
  const secret = `${PREFIX}${newSecret()}`;
  try {
    const token = await inTransaction(
      db,
      async (changes) => {
        const row = { name, secret_hash: hashOf(secret), created_by: mandate.actor };
        const created = await insertToken(changes, row, expiresInDays);
        const entry = { ...mandate, action: "token.created", subject: `token:${name}`, before: null };
        await recordAudit(changes, { ...entry, after: { expires_in_days: expiresInDays } });
        return created;
      },
      "read committed",
    );
    return { token, secret };
  } catch (error) {
    if (isUniqueViolation(error)) return "taken";
    throw error;
  }
}

/** All that were ever created, the newest first. */
export function listTokens(db: Db): Promise<Token[]> {
  return listTokenRows(db);
}

/** The token as it is now; revoking twice is revoking once. Undefined when there is none of this name. */
export async function revokeToken(db: Db, name: string, mandate: Mandate): Promise<Token | undefined> {
  return await inTransaction(
    db,
    async (changes) => {
      const revoked = await markTokenRevoked(changes, name);
      if (revoked === undefined) return await findToken(changes, name);
      const entry = { ...mandate, action: "token.revoked", subject: `token:${name}` };
      await recordAudit(changes, { ...entry, before: null, after: null });
      return revoked;
    },
    "read committed",
  );
}

/** The valid token of a secret. */
export async function tokenOf(db: Db, secret: string): Promise<Token | undefined> {
  if (!secret.startsWith(PREFIX) || !isSecret(secret.slice(PREFIX.length))) return undefined;
  return await useToken(db, hashOf(secret));
}

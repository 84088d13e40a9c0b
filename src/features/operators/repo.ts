/** The tables of sessions, tokens and known addresses: the only place that writes them. Times are the database's. */
import { isUnavailable, now } from "../../storage/dialect.ts";
import type { Db, OperatorSessionsTable, OperatorTokensTable } from "../../storage/schema.ts";

const DAY_MS = 24 * 60 * 60_000;
/** How long after a sign-in its address is known. */
const ADDRESS_KNOWN_MS = 30 * DAY_MS;
/** A session ends this long after its sign-in, however much it is used. */
export const SESSION_MAX_MS = 12 * 60 * 60_000;
/** A session from further in the future began before the clock was set back, and would not end before that time. */
const FUTURE_MS = 300_000;
/** Uses are written down at most this often, so that reading does not mean writing. */
const SEEN_STEP_MS = 60_000;

export async function insertSession(
  db: Db,
  session: Pick<OperatorSessionsTable, "id_hash" | "account" | "account_stamp">,
): Promise<void> {
  await db
    .insertInto("operator_sessions")
    .values({ ...session, created_at: now(), seen_at: now() })
    .execute();
}

/** The session if it has not ended, with when it does. Being looked up is being used. */
export async function findSession(
  db: Db,
  idHash: string,
  idleMs: number,
): Promise<(Pick<OperatorSessionsTable, "account" | "account_stamp"> & { readonly expiresAtMs: number }) | undefined> {
  const row = await db
    .selectFrom("operator_sessions")
    .select(["account", "account_stamp", "created_at", "seen_at"])
    .select(now().as("now"))
    .where("id_hash", "=", idHash)
    .where(({ eb }) => eb("seen_at", ">", eb(now(), "-", idleMs)))
    .where(({ eb }) => eb("created_at", ">", eb(now(), "-", SESSION_MAX_MS)))
    .where(({ eb }) => eb("created_at", "<=", eb(now(), "+", FUTURE_MS)))
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const step = Math.min(SEEN_STEP_MS, idleMs / 4);
  const seen = db.updateTable("operator_sessions").set({ seen_at: now() }).where("id_hash", "=", idHash);
  const seenAt = row.now - row.seen_at >= step && (await isNoted(seen)) ? row.now : row.seen_at;
  const { account, account_stamp, created_at } = row;
  return { account, account_stamp, expiresAtMs: Math.min(seenAt + idleMs, created_at + SESSION_MAX_MS) };
}

/** Whether there was such a session. */
export async function deleteSession(db: Db, idHash: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom("operator_sessions")
    .where("id_hash", "=", idHash)
    .executeTakeFirstOrThrow();
  return numDeletedRows > 0n;
}

/** Removes what counts no more: sessions that have ended, and addresses nobody has signed in from for long. */
export async function forgetOld(db: Db, idleMs: number): Promise<void> {
  await db
    .deleteFrom("operator_sessions")
    .where(({ eb, or }) =>
      or([
        eb("seen_at", "<=", eb(now(), "-", idleMs)),
        eb("created_at", "<=", eb(now(), "-", SESSION_MAX_MS)),
        eb("created_at", ">", eb(now(), "+", FUTURE_MS)),
      ]),
    )
    .execute();
  await db
    .deleteFrom("operator_addresses")
    .where(({ eb }) => eb("signed_in_at", "<=", eb(now(), "-", ADDRESS_KNOWN_MS)))
    .execute();
}

/** Notes that somebody signed in to this account from this address, or network. */
export async function rememberAddress(db: Db, account: string, address: string): Promise<void> {
  await db
    .insertInto("operator_addresses")
    .values({ account, address, signed_in_at: now() })
    .onConflict((conflict) => conflict.columns(["account", "address"]).doUpdateSet({ signed_in_at: now() }))
    .execute();
}

/** Whether somebody signed in to this account from this address within 30 days. */
export async function isKnownAddress(db: Db, account: string, address: string): Promise<boolean> {
  const row = await db
    .selectFrom("operator_addresses")
    .select("account")
    .where("account", "=", account)
    .where("address", "=", address)
    .where(({ eb }) => eb("signed_in_at", ">", eb(now(), "-", ADDRESS_KNOWN_MS)))
    .executeTakeFirst();
  return row !== undefined;
}

/** A token as people see it; times in epoch milliseconds. */
export type Token = Omit<OperatorTokensTable, "secret_hash">;

const SHOWN = ["name", "created_at", "created_by", "expires_at", "last_used_at", "revoked_at"] as const;

/** The new token. A name that was ever used is a unique violation. */
export async function insertToken(
  db: Db,
  token: Pick<OperatorTokensTable, "name" | "secret_hash" | "created_by">,
  expiresInDays: number,
): Promise<Token> {
  return await db
    .insertInto("operator_tokens")
    .values(({ eb }) => ({ ...token, created_at: now(), expires_at: eb(now(), "+", expiresInDays * DAY_MS) }))
    .returning(SHOWN)
    .executeTakeFirstOrThrow();
}

/** All of them, the newest first. */
export async function listTokenRows(db: Db): Promise<Token[]> {
  return await db.selectFrom("operator_tokens").select(SHOWN).orderBy("created_at", "desc").orderBy("name").execute();
}

export async function findToken(db: Db, name: string): Promise<Token | undefined> {
  return await db.selectFrom("operator_tokens").select(SHOWN).where("name", "=", name).executeTakeFirst();
}

/** The token as it is now; undefined when there is none of this name, or it was revoked before. */
export async function markTokenRevoked(db: Db, name: string): Promise<Token | undefined> {
  return await db
    .updateTable("operator_tokens")
    .set({ revoked_at: now() })
    .where("name", "=", name)
    .where("revoked_at", "is", null)
    .returning(SHOWN)
    .executeTakeFirst();
}

/** The token of this secret if it is valid now; its use is written down, to the minute. */
export async function useToken(db: Db, secretHash: string): Promise<Token | undefined> {
  const row = await db
    .selectFrom("operator_tokens")
    .select(SHOWN)
    .select(now().as("now"))
    .where("secret_hash", "=", secretHash)
    .where("revoked_at", "is", null)
    .where("expires_at", ">", now())
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { now: at, ...token } = row;
  if (at - (token.last_used_at ?? 0) >= SEEN_STEP_MS)
    await isNoted(db.updateTable("operator_tokens").set({ last_used_at: now() }).where("secret_hash", "=", secretHash));
  return token;
}

/** Notes a use, if the database can be written: on the day that its disk is full, operators have to read more than ever. */
async function isNoted(use: { execute(): Promise<unknown> }): Promise<boolean> {
  return await use.execute().then(
    () => true,
    (error: unknown) => {
      if (isUnavailable(error)) return false;
      throw error;
    },
  );
}

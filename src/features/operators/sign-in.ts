/** Signing in and out, and whose session a cookie is. */
import type { Logger } from "pino";
import type { FailureReason, Refusal } from "../../../generated/routes.ts";
import { networkOf } from "../../core/network.ts";
import { actorOf } from "../../core/operator.ts";
import { isPassword } from "../../core/password-hash.ts";
import { sameSecret } from "../../core/same-secret.ts";
import { recordAudit } from "../../storage/repos/audit.ts";
import type { Db } from "../../storage/schema.ts";
import { inTransaction } from "../../storage/transaction.ts";
import { type Account, decoyHash } from "./accounts.ts";
import type { Attempt, Backoff } from "./backoff.ts";
import type { Gate } from "./gate.ts";
import { deleteSession, findSession, forgetOld, insertSession, isKnownAddress, rememberAddress } from "./repo.ts";
import { hashOf, isSecret, newSecret } from "./secrets.ts";

export interface SignInDependencies {
  readonly db: Db;
  /** Those of now. */
  readonly accounts: () => ReadonlyMap<string, Account>;
  readonly backoff: Backoff;
  readonly gate: Gate;
  /** How long a session lives without being used. */
  readonly idleMs: number;
}

/** Where an attempt comes from. */
export interface Origin {
  readonly address: string;
  /** The request was made on this machine itself. */
  readonly local: boolean;
  readonly log: Logger;
}

export interface Session {
  readonly name: string;
  readonly expiresAtMs: number;
}

type SignInReason = Extract<FailureReason, "not_signed_in" | "too_many_attempts">;

/** A new session with its secret, or the refusal: the same for an unknown name as for a wrong password. */
export async function signIn(
  deps: SignInDependencies,
  { name, password }: { readonly name: string; readonly password: string },
  origin: Origin,
): Promise<(Session & { readonly secret: string }) | Refusal<SignInReason>> {
  const { db, backoff, gate } = deps;
  const accounts = deps.accounts();
  const trusted = origin.local || (await isKnownAddress(db, name, networkOf(origin.address)));
  const attempt = backoff.begin(name, origin.address, trusted);
  if ("retryAfterMs" in attempt) return tooMany(attempt.retryAfterMs);
  const account = accounts.get(name);
  try {
    const hash = account?.hash ?? decoyHash(name, accounts);
    const right = hash !== undefined && (await gate.run(trusted, () => isPassword(password, hash)));
    if (right && account !== undefined) {
      attempt.succeed();
      return await begin(deps, account, origin);
    }
  } catch (error) {
    attempt.cancel();
    throw error;
  }
  await noteFailure(db, account, origin, attempt);
  return { reason: "not_signed_in", details: "The name or the password is wrong." };
}

function tooMany(retryAfterMs: number): Refusal<"too_many_attempts"> {
  const details = "Too many attempts to sign in failed, to this account or from this address.";
  return { reason: "too_many_attempts", details, retryAfterSeconds: retryAfterMs / 1000 };
}

async function begin({ db, idleMs }: SignInDependencies, account: Account, { address, log }: Origin) {
  const secret = newSecret();
  const { name, stamp } = account;
  const actor = actorOf({ name, via: "session" });
  await inTransaction(
    db,
    async (changes) => {
      await forgetOld(changes, idleMs);
      await insertSession(changes, { id_hash: hashOf(secret), account: name, account_stamp: stamp });
      await rememberAddress(changes, name, networkOf(address));
      const entry = { actor, action: "session.began", subject: `account:${name}`, reason: "", before: null };
      await recordAudit(changes, { ...entry, after: { address } });
    },
    "read committed",
  );
  log.info({ actor, address }, "An operator has signed in.");
  return { name, secret, expiresAtMs: Date.now() + idleMs };
}

/** What a stranger typed as a name may be a password in the wrong field: only names of accounts are written down. */
async function noteFailure(db: Db, account: Account | undefined, origin: Origin, { delays }: Attempt): Promise<void> {
  const { address, log } = origin;
  const name = account?.name ?? null;
  log.warn({ account: name, address }, "An attempt to sign in failed.");
  for (const delayed of delays) {
    const subject = delayed === "account" ? `account:${name ?? "unknown"}` : `address:${address}`;
    const entry = { actor: "rule:sign-in-backoff", action: "sign_in.delayed", subject, before: null } as const;
    const reason = "More than five attempts to sign in failed.";
    await recordAudit(db, { ...entry, reason, after: { account: name, address } });
  }
}

/** Whose session this is; undefined when it has ended, was forged, or its account is gone or has another password. */
export async function sessionOf(
  { db, accounts, idleMs }: Pick<SignInDependencies, "db" | "accounts" | "idleMs">,
  secret: string,
): Promise<Session | undefined> {
  if (!isSecret(secret)) return undefined;
  const session = await findSession(db, hashOf(secret), idleMs);
  if (session === undefined) return undefined;
  const { account, account_stamp: stamp } = session;
  if (!sameSecret(stamp, accounts().get(account)?.stamp ?? "")) return undefined;
  return { name: session.account, expiresAtMs: session.expiresAtMs };
}

/** Ends a session; does nothing when it has ended already. */
export async function signOut(db: Db, name: string, secret: string): Promise<void> {
  await inTransaction(
    db,
    async (changes) => {
      if (!(await deleteSession(changes, hashOf(secret)))) return;
      const actor = actorOf({ name, via: "session" });
      const entry = { actor, action: "session.ended", subject: `account:${name}`, reason: "" };
      await recordAudit(changes, { ...entry, before: null, after: null });
    },
    "read committed",
  );
}

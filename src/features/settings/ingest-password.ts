/** The ingest password that operators set: kept hashed, never shown, with the older ones that still work for a while. */
import type { Mandate } from "../../core/audit.ts";
import { hashPassword, NEW_COST, type PasswordHash, type ScryptCost } from "../../core/password-hash.ts";
import { recordAudit } from "../../storage/repos/audit.ts";
import type { Db } from "../../storage/schema.ts";
import { inTransaction } from "../../storage/transaction.ts";
import { readSetting, writeSetting } from "./repo.ts";

/** Its row among the settings; no list of settings shows it. */
const NAME = "INGEST_PASSWORD";
/** Each costs whoever sends a wrong password, and this service, a tenth of a second. */
const MOST_OLD = 3;
const MINUTE_MS = 60_000;

/** How long an old password goes on working unless something else is asked for. */
export const DEFAULT_OVERLAP_MINUTES = 1440;
export const MAX_OVERLAP_MINUTES = 10_080;
/** Of a new password, in characters. */
export const PASSWORD_LENGTH = { min: 8, max: 200 };

interface OldPassword {
  /** null: the configured one. */
  readonly hash: PasswordHash | null;
  /** Epoch milliseconds. */
  readonly untilMs: number;
}

export interface StoredPasswords {
  /** null while the configured one counts. */
  readonly current: PasswordHash | null;
  /** The newest first; some may have ended. */
  readonly old: readonly OldPassword[];
}

/** What may be shown. Epoch milliseconds; null when no operator has set one, and when no old one works any more. */
export interface PasswordState {
  readonly changedAtMs: number | null;
  readonly oldWorksUntilMs: number | null;
}

/** `password` null: the configured one counts again. */
export interface PasswordOrder {
  readonly password: string | null;
  /** How long the one that counted until now goes on working. Those before it end then at the latest, too. */
  readonly overlapMinutes: number;
}

/** Sets the password of the booths and records that, without any value. */
export async function setIngestPassword(
  db: Db,
  { password, overlapMinutes }: PasswordOrder,
  mandate: Mandate,
  cost: ScryptCost = NEW_COST,
): Promise<PasswordState> {
  const fresh = password === null ? null : await hashPassword(password, cost);
  return await inTransaction(db, async (transaction) => {
    const stored = await readPasswords(transaction);
    const before = await passwordState(transaction);
    const untilMs = Date.now() + overlapMinutes * MINUTE_MS;
    const older = stored.old.map(({ hash, untilMs: until }) => ({ hash, untilMs: Math.min(until, untilMs) }));
    const old = [{ hash: stored.current, untilMs }, ...older].filter((one) => one.untilMs > Date.now());
    await writeSetting(transaction, NAME, toJson({ current: fresh, old: old.slice(0, MOST_OLD) }));
    const after = await passwordState(transaction);
    await recordAudit(transaction, {
      ...mandate,
      action: password === null ? "ingest_password.unset" : "ingest_password.changed",
      subject: `setting:${NAME}`,
      before: recorded(before),
      after: recorded(after),
    });
    return after;
  });
}

/** When it was set and how long older ones work. */
export async function passwordState(db: Db): Promise<PasswordState> {
  const row = await readSetting(db, NAME);
  const { current, old } = toPasswords(row?.value ?? null);
  const ends = old.map(({ untilMs }) => untilMs).filter((untilMs) => untilMs > Date.now());
  return {
    changedAtMs: current === null ? null : (row?.updatedAtMs ?? null),
    oldWorksUntilMs: ends.length === 0 ? null : Math.max(...ends),
  };
}

export async function readPasswords(db: Db): Promise<StoredPasswords> {
  return toPasswords((await readSetting(db, NAME))?.value ?? null);
}

function recorded({ changedAtMs, oldWorksUntilMs }: PasswordState) {
  const timeOf = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());
  return { changed_at: timeOf(changedAtMs), old_works_until: timeOf(oldWorksUntilMs) };
}

/** As the row holds it. */
interface HashJson extends ScryptCost {
  readonly salt: string;
  readonly key: string;
}
interface PasswordsJson {
  readonly current: HashJson | null;
  readonly old: readonly { readonly hash: HashJson | null; readonly untilMs: number }[];
}

function toJson({ current, old }: StoredPasswords): PasswordsJson {
  return {
    current: current && hashJson(current),
    old: old.map((one) => ({ ...one, hash: one.hash && hashJson(one.hash) })),
  };
}

function hashJson({ cost, salt, key }: PasswordHash): HashJson {
  return { ...cost, salt: salt.toString("base64"), key: key.toString("base64") };
}

/** Only this file writes the row. */
function toPasswords(value: unknown): StoredPasswords {
  if (value === null) return { current: null, old: [] };
  const { current, old } = value as PasswordsJson;
  return {
    current: current && toHash(current),
    old: old.map((one) => ({ ...one, hash: one.hash && toHash(one.hash) })),
  };
}

function toHash({ salt, key, N, r, p }: HashJson): PasswordHash {
  return { cost: { N, r, p }, salt: Buffer.from(salt, "base64"), key: Buffer.from(key, "base64") };
}

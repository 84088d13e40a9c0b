/** Checks the passwords that booths send: at once when one was right before, and with bounded work when it is wrong. */
import { createHmac, randomBytes } from "node:crypto";
import { refused } from "../../core/failure.ts";
import { networkOf } from "../../core/network.ts";
import type { IngestPasswords } from "../../core/password.ts";
import { isPassword, type PasswordHash } from "../../core/password-hash.ts";
import { sameSecret } from "../../core/same-secret.ts";
import type { SettingsSource } from "../../core/settings.ts";
import type { Db } from "../../storage/schema.ts";
import { createGuesses, type Guesses } from "./guesses.ts";
import { readPasswords, type StoredPasswords } from "./ingest-password.ts";

/** Passwords that wait for their check; each check takes a processor for a tenth of a second. */
const MOST_WAITING = 20;
const RETRY_SECONDS = 2;
/** A wrong one is known to be wrong for this long, or until this many others were. */
const WRONG = { forgetMs: 60_000, most: 10_000 };
/** Right ones are few: the password, its older ones, and ways to type their letters. */
const MOST_RIGHT = 100;

export interface PasswordCheckDependencies {
  readonly db: Db;
  /** INGEST_PASSWORD, which counts until an operator sets another one. */
  readonly configured: string;
  /** Its version tells when to read the passwords anew. */
  readonly settings: SettingsSource;
}

/** `compare` is isPassword, unless a test counts its calls, and `guesses` begins with none. */
export function createIngestPasswords(
  { db, configured, settings }: PasswordCheckDependencies,
  compare: typeof isPassword = isPassword,
  guesses: Guesses = createGuesses(),
): IngestPasswords {
  const secret = randomBytes(32);
  const digestOf = (given: string) => createHmac("sha256", secret).update(given).digest("base64");
  const stored = followPasswords(db, settings);
  const inTurn = createTurns();

  async function check(given: string, digest: string, { passwords, right, wrong }: Known): Promise<boolean> {
    for (const hash of inForce(passwords)) {
      if (hash === null || !(await compare(given, hash))) continue;
      remember(right, digest, hash, MOST_RIGHT);
      return true;
    }
    remember(wrong, digest, performance.now(), WRONG.most);
    return false;
  }

  /** What is known of a password without any work; undefined when it has to be looked at. */
  function verdictOn(given: string, digest: string, { passwords, right, wrong }: Known): boolean | undefined {
    const counting = inForce(passwords);
    if (counting.includes(null) && sameSecret(given, configured)) return true;
    const hash = right.get(digest);
    if (hash !== undefined) return counting.includes(hash);
    const wrongAt = wrong.get(digest);
    return wrongAt !== undefined && performance.now() - wrongAt < WRONG.forgetMs ? false : undefined;
  }

  /** Looks at a password that nothing is known of. Thirty booths that send the same one at once are one check. */
  async function look(given: string, digest: string, network: string, now: Known): Promise<boolean> {
    const others = now.running.get(digest);
    if (others !== undefined) return await others;
    const guess = guesses.begin(network);
    if ("waitMs" in guess) throw tooMany(guess.waitMs);
    const mustHash = inForce(now.passwords).some((hash) => hash !== null);
    const running = (mustHash ? inTurn : atOnce)(() => check(given, digest, now));
    now.running.set(digest, running);
    let wasWrong = false;
    try {
      const isRight = await running;
      wasWrong = !isRight;
      return isRight;
    } finally {
      now.running.delete(digest);
      guess.end(wasWrong);
    }
  }

  function requireOpen(address: string): void {
    const network = networkOf(address);
    const waitMs = guesses.isTrusted(network) ? 0 : guesses.waitMs(network);
    if (waitMs > 0) throw tooMany(waitMs);
  }

  return {
    requireOpen,
    async matches(given, address) {
      const network = networkOf(address);
      const now = await stored();
      requireOpen(address);
      const digest = digestOf(given);
      const isRight = verdictOn(given, digest, now) ?? (await look(given, digest, network, now));
      if (isRight) guesses.trust(network);
      return isRight;
    },
  };
}

/** Gives what is known of the passwords as the settings have them now. */
function followPasswords(db: Db, settings: SettingsSource): () => Promise<Known> {
  let known = emptyKnowledge();
  /** Of the version that is being read; however many ask at once, it is read once. */
  let reading: { readonly version: number; readonly known: Promise<Known> } | undefined;

  async function stored(): Promise<Known> {
    const { version } = settings.current();
    if (known.version === version) return known;
    if (reading?.version !== version) reading = { version, known: read(version) };
    return await reading.known;
  }

  async function read(version: number): Promise<Known> {
    try {
      const passwords = await readPasswords(db);
      if (version > known.version) known = { ...emptyKnowledge(), version, passwords };
      return known;
    } finally {
      if (reading?.version === version) reading = undefined;
    }
  }

  return stored;
}

function tooMany(waitMs: number) {
  const details = "Too many different wrong passwords came from this network.";
  return refused("too_many_attempts", details, waitMs / 1000);
}

function atOnce<T>(check: () => Promise<T>): Promise<T> {
  return check();
}

/** What is known of one version of the passwords; keyed digests stand for those that were sent. */
interface Known {
  readonly version: number;
  readonly passwords: StoredPasswords;
  readonly right: Map<string, PasswordHash>;
  /** With when that was found, by performance.now(). */
  readonly wrong: Map<string, number>;
  readonly running: Map<string, Promise<boolean>>;
}

function emptyKnowledge(): Known {
  return {
    version: -1,
    passwords: { current: null, old: [] },
    right: new Map(),
    wrong: new Map(),
    running: new Map(),
  };
}

/** null stands for the configured one. */
function inForce({ current, old }: StoredPasswords): (PasswordHash | null)[] {
  return [current, ...old.filter(({ untilMs }) => untilMs > Date.now()).map(({ hash }) => hash)];
}

/** The oldest entry makes room. */
function remember<V>(entries: Map<string, V>, key: string, value: V, most: number): void {
  entries.delete(key);
  const oldest = entries.size >= most ? entries.keys().next().value : undefined;
  if (oldest !== undefined) entries.delete(oldest);
  entries.set(key, value);
}

/** One check after the other, so that wrong passwords take one processor at the most. */
function createTurns(): (check: () => Promise<boolean>) => Promise<boolean> {
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();
  return async (check) => {
    if (waiting >= MOST_WAITING) throw refused("busy", "Too many passwords are being checked.", RETRY_SECONDS);
    waiting += 1;
    const turn = last.then(check);
    last = turn.catch(() => undefined);
    try {
      return await turn;
    } finally {
      waiting -= 1;
    }
  };
}

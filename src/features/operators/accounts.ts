/** The accounts of the operators: lines of a secrets file, each a name and a scrypt hash of its password. */
import { createHash } from "node:crypto";
import {
  hashPassword,
  MAX_MEMORY_BYTES,
  MIN_KEY_BYTES,
  MIN_SALT_BYTES,
  NEW_COST,
  type PasswordHash,
  type ScryptCost,
} from "../../core/password-hash.ts";

export interface Account {
  readonly name: string;
  readonly hash: PasswordHash;
  /** Changes with the password; says nothing of it. */
  readonly stamp: string;
}

/** A line of OPERATORS is wrong; the message names the line and says what is wrong, never what it holds. */
export class AccountsRefused extends Error {
  override readonly name = "AccountsRefused";
}

/** What one attempt must cost at least in production: N · r · p of OWASP's cheapest line. */
const MIN_WORK = 16384 * 8 * 5;

const LINE = "NAME:scrypt:N:r:p:SALT:HASH";
const MAKE = 'make the line with "npm run ops -- account NAME"';
const NAME = /^[a-z0-9][a-z0-9._-]{0,62}$/;

/**
 * The accounts by name. Empty lines and lines that begin with # are passed over. `strict` (production and staging)
 * refuses hashes that are too cheap to guess at. Throws AccountsRefused at the first line that is wrong.
 */
export function parseAccounts(text: string, strict: boolean): ReadonlyMap<string, Account> {
  const accounts = new Map<string, Account>();
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === "" || line.startsWith("#")) continue;
    const account = parseLine(line, strict);
    const fault = typeof account === "string" ? account : accounts.has(account.name) ? "its name is there twice" : "";
    if (fault !== "") throw new AccountsRefused(`OPERATORS, line ${index + 1}: ${fault}; ${MAKE}.`);
    if (typeof account === "object") accounts.set(account.name, account);
  }
  return accounts;
}

/** The account, or what is wrong with its line. */
function parseLine(line: string, strict: boolean): Account | string {
  const fields = line.split(":");
  const [name = "", scheme, N = "", r = "", p = "", salt = "", key = ""] = fields;
  if (fields.length !== 7) return `it has ${fields.length} fields where ${LINE} has 7`;
  if (!isAccountName(name)) return "its name must be 1 to 63 small letters, digits, dots and dashes";
  if (scheme !== "scrypt") return "its second field must be scrypt";
  if (![N, r, p].every((number) => /^[1-9]\d{0,8}$/.test(number))) return "N, r and p must be whole numbers";
  const cost = { N: Number(N), r: Number(r), p: Number(p) };
  const hash = { cost, salt: Buffer.from(salt, "base64"), key: Buffer.from(key, "base64") };
  if (hash.salt.toString("base64") !== salt || hash.salt.length < MIN_SALT_BYTES)
    return `its salt must be at least ${MIN_SALT_BYTES} bytes in base64`;
  if (hash.key.toString("base64") !== key || hash.key.length < MIN_KEY_BYTES || hash.key.length > 64)
    return `its hash must be ${MIN_KEY_BYTES} to 64 bytes in base64`;
  const fault = costFault(cost, strict);
  if (fault !== undefined) return fault;
  return { name, hash, stamp: createHash("sha256").update(line).digest("hex").slice(0, 32) };
}

function costFault({ N, r, p }: ScryptCost, strict: boolean): string | undefined {
  if (N < 2 || !Number.isInteger(Math.log2(N))) return "N must be a power of two";
  if (128 * N * r > MAX_MEMORY_BYTES || p > 16) return "its N, r and p cost more than 256 MiB, or p is above 16";
  if (strict && N * r * p < MIN_WORK) return "its N, r and p make guessing too cheap for production";
  return undefined;
}

/** Whether an account may be called so. */
export function isAccountName(text: string): boolean {
  return NAME.test(text);
}

/** The line of a new account. */
export async function accountLine(name: string, password: string, cost: ScryptCost = NEW_COST): Promise<string> {
  const { salt, key } = await hashPassword(password, cost);
  return [name, "scrypt", cost.N, cost.r, cost.p, salt.toString("base64"), key.toString("base64")].join(":");
}

/**
 * Something to check a password of an unknown account against, so that it takes as long as a known one. Accounts may
 * cost differently: which of them a name is like is always the same. Undefined without accounts: then no name is known.
 */
export function decoyHash(name: string, accounts: ReadonlyMap<string, Account>): PasswordHash | undefined {
  const all = [...accounts.values()];
  const number = createHash("sha256").update(name).digest().readUInt32BE();
  const like = all[number % Math.max(1, all.length)];
  return like && { cost: like.hash.cost, salt: like.hash.salt, key: Buffer.alloc(like.hash.key.length) };
}

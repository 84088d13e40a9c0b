/** Lines of accounts: what is taken, what is refused and how it is told. */
import { describe, expect, it } from "vitest";
import { isPassword } from "../../core/password-hash.ts";
import { type Account, AccountsRefused, accountLine, decoyHash, parseAccounts } from "./accounts.ts";

const cheap = { N: 16, r: 8, p: 1 };
const salt = Buffer.alloc(16, 1).toString("base64");
const key = Buffer.alloc(32, 2).toString("base64");

function only(text: string): Account {
  const [account] = parseAccounts(text, false).values();
  if (account === undefined) throw new Error("There is no account.");
  return account;
}

function refusal(text: string, strict = false): string {
  try {
    parseAccounts(text, strict);
  } catch (error) {
    if (error instanceof AccountsRefused) return error.message;
  }
  return "";
}

describe("a line", () => {
  it("holds a password that is known again, however it is typed, and no other", async () => {
    const { name, hash } = only(await accountLine("anna", "caf\u00e9 au lait 12", cheap));
    expect(name).toBe("anna");
    expect(await isPassword("cafe\u0301 au lait 12", hash)).toBe(true);
    expect(await isPassword("cafe au lait 12", hash)).toBe(false);
    expect(await isPassword("", hash)).toBe(false);
  });

  it("differs each time, and so does its stamp", async () => {
    const [one, other] = [await accountLine("anna", "x", cheap), await accountLine("anna", "x", cheap)];
    expect(one).not.toBe(other);
    expect(only(one).stamp).not.toBe(only(other).stamp);
    expect(only(one).stamp).toBe(only(one).stamp);
  });

  it.each([
    ["anna", "it has 1 fields where NAME:scrypt:N:r:p:SALT:HASH has 7"],
    [`Anna:scrypt:16:8:1:${salt}:${key}`, "its name must be"],
    [`:scrypt:16:8:1:${salt}:${key}`, "its name must be"],
    [`anna:bcrypt:16:8:1:${salt}:${key}`, "must be scrypt"],
    [`anna:scrypt:16.0:8:1:${salt}:${key}`, "whole numbers"],
    [`anna:scrypt:0:8:1:${salt}:${key}`, "whole numbers"],
    [`anna:scrypt:17:8:1:${salt}:${key}`, "power of two"],
    [`anna:scrypt:1:8:1:${salt}:${key}`, "power of two"],
    [`anna:scrypt:524288:8:1:${salt}:${key}`, "256 MiB"],
    [`anna:scrypt:16:8:17:${salt}:${key}`, "256 MiB"],
    [`anna:scrypt:16:8:1:${salt}!:${key}`, "its salt"],
    [`anna:scrypt:16:8:1:c2hvcnQ=:${key}`, "its salt"],
    [`anna:scrypt:16:8:1:${salt}:${key.slice(0, 20)}`, "its hash"],
    [`anna:scrypt:16:8:1:${salt}:${key} `, "its hash"],
  ])("%s is refused", (line, fault) => {
    const message = refusal(`# operators\n\n${line}`);
    expect(message).toMatch(/^OPERATORS, line 3: .*; make the line with "npm run ops -- account NAME"\.$/);
    expect(message).toContain(fault);
    expect(message).not.toContain(key.slice(0, 10));
  });

  it("is refused the second time, and in production when guessing is cheap", async () => {
    const line = await accountLine("anna", "x", cheap);
    expect(refusal(`${line}\n${line}`)).toContain("line 2: its name is there twice");
    expect(refusal(line, true)).toContain("too cheap");
    expect(refusal(`anna:scrypt:32768:8:3:${salt}:${key}`, true)).toBe("");
  });

  it("may end as on Windows; comments and empty lines are passed over", () => {
    const text = `# who\r\nanna:scrypt:16:8:1:${salt}:${key}\r\n\r\nbert:scrypt:32:8:1:${salt}:${key}\r\n`;
    expect([...parseAccounts(text, false).keys()]).toEqual(["anna", "bert"]);
    expect(parseAccounts("", false).size).toBe(0);
  });
});

it("an unknown name costs what some account costs, always the same one, and fits no password", async () => {
  const accounts = parseAccounts([16, 32, 64].map((N) => `a${N}:scrypt:${N}:8:1:${salt}:${key}`).join("\n"), false);
  const costs = Array.from({ length: 30 }, (_, i) => decoyHash(`name-${i}`, accounts)?.cost.N);
  expect(new Set(costs)).toEqual(new Set([16, 32, 64]));
  expect(decoyHash("name-1", accounts)).toEqual(decoyHash("name-1", accounts));
  const decoy = decoyHash("name-1", accounts);
  expect(decoy && (await isPassword("", decoy))).toBe(false);
  expect(decoyHash("name-1", new Map())).toBeUndefined();
});

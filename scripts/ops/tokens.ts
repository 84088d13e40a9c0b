/** ops token: bearer tokens for scripts. */
import type { Token } from "../../src/features/operators/repo.ts";
import { createToken, listTokens, revokeToken } from "../../src/features/operators/tokens.ts";
import { exitCodes, UsageError } from "../command.ts";
import {
  type Desk,
  mandateOf,
  type OpsCommand,
  type Prepared,
  parseCount,
  readArguments,
  reasonOption,
  table,
  timeOf,
} from "./desk.ts";

const createOptions = { ...reasonOption, days: { type: "string" } } as const;

const verbs: Readonly<Record<string, (args: readonly string[]) => Prepared>> = {
  list(args) {
    readArguments("token list", args, 0, {});
    return async ({ db, print }) => {
      const tokens = await listTokens(db);
      const head = ["token", "made by", "ends", "last used", "revoked"];
      print(tokens, table([head, ...tokens.map(toRow)]));
      return exitCodes.good;
    };
  },
  create(args) {
    const { words, options } = readArguments("token create", args, 1, createOptions);
    const [name = ""] = words;
    // As the contract's TokenName.
    if (!/^[a-z0-9][a-z0-9._-]{0,62}$/.test(name))
      throw new UsageError(`token create ${name}: 1 to 63 small letters, digits, dots and dashes.`);
    if (options.days === undefined) throw new UsageError("--days is missing: after how many days the token ends.");
    const expiresInDays = parseCount("--days", options.days, 366);
    const mandate = mandateOf(options.reason);
    return async (desk) => {
      const made = await createToken(desk.db, { name, expiresInDays }, mandate);
      if (made === "taken") return refuse(desk, `${name} is or was the name of a token: choose another one`);
      // Alone, so that it can go into a file.
      desk.print(made, [made.secret]);
      return exitCodes.good;
    };
  },
  revoke(args) {
    const { words, options } = readArguments("token revoke", args, 1, reasonOption);
    const [name = ""] = words;
    const mandate = mandateOf(options.reason);
    return async (desk) => {
      const revoked = await revokeToken(desk.db, name, mandate);
      if (revoked === undefined) return refuse(desk, `there is no token ${name}`);
      desk.print(revoked, [`${name} is revoked since ${timeOf(revoked.revoked_at)}.`]);
      return exitCodes.good;
    };
  },
};

export const tokenCommand: OpsCommand = {
  verb: "token",
  usage: [
    ["token list", "the tokens of scripts"],
    ['token create NAME --days N --reason "WHY"', "a new one; prints it once, and nobody can show it again"],
    ['token revoke NAME --reason "WHY"', "end one"],
  ],
  prepare([verb = "", ...args]) {
    const prepare = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
    if (prepare === undefined) throw new UsageError(`token ${verb}: say list, create or revoke.`);
    return prepare(args);
  },
};

function refuse({ print }: Pick<Desk, "print">, problem: string): number {
  print({ ok: false, problem }, [`Not done: ${problem}.`]);
  return exitCodes.found;
}

function toRow({ name, created_by, expires_at, last_used_at, revoked_at }: Token): string[] {
  const used = last_used_at === null ? "never" : timeOf(last_used_at);
  return [name, created_by, timeOf(expires_at), used, revoked_at === null ? "no" : timeOf(revoked_at)];
}

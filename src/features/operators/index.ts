/** Operators: sign-in, sessions and tokens as routes, and how a request proves to be an operator's. */

import type { components } from "../../../generated/api.ts";
import type { Config } from "../../../generated/config.ts";
import type { Handlers, Refusal } from "../../../generated/routes.ts";
import type { IsProxy } from "../../core/client-address.ts";
import { actorOf, type Operator, operatorOf } from "../../core/operator.ts";
import type { Context } from "../../http/context.ts";
import { type MayOperate, NETWORK_NOT_ALLOWED } from "../../http/security.ts";
import type { Db } from "../../storage/schema.ts";
import type { Account } from "./accounts.ts";
import { createBackoff } from "./backoff.ts";
import { createGate } from "./gate.ts";
import { SESSION_MAX_MS, type Token } from "./repo.ts";
import { bearerToken, isEncrypted, isLocal, isSameOrigin, sessionCookie, setCookie } from "./request.ts";
import { type SignInDependencies, sessionOf, signIn, signOut } from "./sign-in.ts";
import { createToken, listTokens, revokeToken, tokenOf } from "./tokens.ts";

export interface OperatorsDependencies {
  readonly db: Db;
  readonly config: Pick<Config, "NODE_ENV" | "OPERATOR_SESSION_MINUTES">;
  /** Those of now. */
  readonly accounts: () => ReadonlyMap<string, Account>;
  readonly isProxy: IsProxy;
  /** See http/security.ts; signing in asks it itself, as nobody has to be signed in for that. */
  readonly mayOperate: MayOperate;
}

type Check = (context: Context) => Promise<Operator | Refusal | undefined>;

export interface Operators {
  readonly handlers: Pick<
    Handlers<Context>,
    "signIn" | "getSession" | "signOut" | "createToken" | "listTokens" | "revokeToken"
  >;
  /** For the table of security schemes: the operator, a refusal of bad credentials, undefined without any. */
  readonly session: Check;
  readonly token: Check;
  /** Whether the operator of a request would be let in by it now. Asking counts as use of a session, up to its 12 hours. */
  isStill(context: Context): Promise<boolean>;
}

export function createOperators({ db, config, accounts, isProxy, mayOperate }: OperatorsDependencies): Operators {
  const idleMs = config.OPERATOR_SESSION_MINUTES * 60_000;
  const deps = { db, accounts, backoff: createBackoff(), gate: createGate(), idleMs };
  const always = config.NODE_ENV === "production" || config.NODE_ENV === "staging";
  const secure = (context: Context) => always || isEncrypted(context, isProxy);
  const checks: Pick<Operators, "session" | "token"> = {
    async session({ headers, rawRequest }) {
      const cookie = sessionCookie(headers);
      if (cookie === undefined) return undefined;
      const session = await sessionOf(deps, cookie);
      if (session === undefined) return sessionEnded;
      // After the session: a cookie that is worth nothing is no reason to speak of origins.
      if (!isSafe(rawRequest.method) && isSameOrigin(headers) !== true) return wrongOrigin;
      return { name: session.name, via: "session" };
    },
    async token({ headers }) {
      const sent = bearerToken(headers);
      if (sent === undefined) return undefined;
      const token = await tokenOf(db, sent);
      return token === undefined ? tokenInvalid : { name: token.name, via: "token" };
    },
  };
  return {
    handlers: { ...sessionHandlers({ ...deps, mayOperate, secure }), ...tokenHandlers(db) },
    ...checks,
    async isStill(context) {
      const { name, via } = operatorOf(context);
      const found = await checks[via](context);
      return found !== undefined && !("reason" in found) && found.name === name;
    },
  };
}

const sessionEnded: Refusal = { reason: "not_signed_in", details: "The session has ended: sign in again." };
const tokenInvalid: Refusal = {
  reason: "not_signed_in",
  details: "The token is not valid: it was revoked, has expired, or never was one.",
  headers: { "WWW-Authenticate": 'Bearer error="invalid_token"' },
};
const wrongOrigin: Refusal<"wrong_origin"> = {
  reason: "wrong_origin",
  details: "Only this service's own pages may use the session (Sec-Fetch-Site or Origin say so); scripts use a token.",
};

function isSafe(method: string | undefined): boolean {
  return method === "GET" || method === "HEAD";
}

function sessionHandlers(
  deps: SignInDependencies & { readonly mayOperate: MayOperate; readonly secure: (context: Context) => boolean },
): Pick<Handlers<Context>, "signIn" | "getSession" | "signOut"> {
  const { mayOperate, secure } = deps;
  return {
    async signIn({ body }, context) {
      if (!mayOperate(context)) return NETWORK_NOT_ALLOWED;
      // Else another site could sign somebody in to an account of its own choice.
      if (isSameOrigin(context.headers) === false) return wrongOrigin;
      const { clientAddress: address } = context;
      const session = await signIn(deps, body, { address, local: isLocal(context), log: context.log });
      if ("reason" in session) return session;
      return {
        status: 200,
        contentType: "application/json",
        body: { name: session.name, via: "session", expires_at: toText(session.expiresAtMs) },
        headers: { "Set-Cookie": setCookie(session.secret, SESSION_MAX_MS / 1000, secure(context)) },
      };
    },
    async getSession(_request, context) {
      const { name, via } = operatorOf(context);
      const expiresAtMs = via === "session" ? await sessionEnd(deps, context) : await tokenEnd(deps.db, context);
      return {
        status: 200,
        contentType: "application/json",
        body: { name, via, expires_at: toText(expiresAtMs) },
      };
    },
    async signOut(_request, context) {
      await signOut(deps.db, operatorOf(context).name, sessionCookie(context.headers) ?? "");
      return { status: 204, headers: { "Set-Cookie": setCookie("", 0, secure(context)) } };
    },
  };
}

/** It was valid when the request began. */
async function sessionEnd(deps: SignInDependencies, { headers }: Context): Promise<number> {
  return (await sessionOf(deps, sessionCookie(headers) ?? ""))?.expiresAtMs ?? Date.now();
}

async function tokenEnd(db: Db, { headers }: Context): Promise<number> {
  return (await tokenOf(db, bearerToken(headers) ?? ""))?.expires_at ?? Date.now();
}

function tokenHandlers(db: Db): Pick<Handlers<Context>, "createToken" | "listTokens" | "revokeToken"> {
  return {
    async createToken({ body: { name, expires_in_days, reason } }, context) {
      const mandate = { actor: actorOf(operatorOf(context)), reason };
      const created = await createToken(db, { name, expiresInDays: expires_in_days }, mandate);
      if (created === "taken")
        return { reason: "name_taken", details: "Names of tokens are never used again: choose another one." };
      const { token, secret } = created;
      return { status: 201, contentType: "application/json", body: { token: shown(token), secret } };
    },
    async listTokens() {
      const tokens = await listTokens(db);
      return { status: 200, contentType: "application/json", body: { tokens: tokens.map(shown) } };
    },
    async revokeToken({ path, body }, context) {
      const mandate = { actor: actorOf(operatorOf(context)), reason: body.reason };
      const revoked = await revokeToken(db, path.token_name, mandate);
      if (revoked === undefined) return { reason: "not_found", details: "There is no token of this name." };
      return { status: 200, contentType: "application/json", body: shown(revoked) };
    },
  };
}

function shown(token: Token): components["schemas"]["Token"] {
  return {
    name: token.name,
    created_at: toText(token.created_at),
    created_by: token.created_by,
    expires_at: toText(token.expires_at),
    last_used_at: token.last_used_at === null ? null : toText(token.last_used_at),
    revoked_at: token.revoked_at === null ? null : toText(token.revoked_at),
  };
}

function toText(epochMs: number): string {
  return new Date(epochMs).toISOString();
}

/** Asks, before anything of a request is read, whose it is: the security of its operation against the service's schemes. */
import type { FailureReason, Refusal, Route, SecurityScheme } from "../../generated/routes.ts";
import type { Operator } from "../core/operator.ts";
import type { Context } from "./context.ts";

/**
 * Looks for credentials of one scheme: whose they are, the refusal when they are no good, undefined when the request
 * has none. The body is not to be touched.
 */
export type SchemeCheck = (context: Context) => Promise<Operator | Refusal | undefined>;

/** How each scheme is checked; `by_handler`: the operation's own handler does, and must. */
export type SecurityTable = Readonly<Record<SecurityScheme, SchemeCheck | "by_handler">>;

/** Whether a request comes from where operators are let in from; elsewhere no credentials are looked at. */
export type MayOperate = (context: Context) => boolean;

/**
 * The operator of a request, or the refusal; undefined when its operation needs none, or when credentials are left to
 * its handler. Good credentials of one scheme outweigh bad ones of another, and bad ones are told before missing ones.
 */
export async function authenticate(
  { security }: Route,
  table: SecurityTable,
  mayOperate: MayOperate,
  context: Context,
): Promise<Operator | Refusal | undefined> {
  if (isOpen(security)) return undefined;
  const checks = security.flat().map((scheme) => table[scheme]);
  if (!mayOperate(context)) return checks.includes("by_handler") ? undefined : NETWORK_NOT_ALLOWED;
  let refusal: Refusal | undefined;
  for (const check of checks) {
    if (check === "by_handler") continue;
    const found = await check(context);
    if (found !== undefined && !("reason" in found)) return found;
    refusal ??= found;
  }
  return refusal ?? (checks.includes("by_handler") ? undefined : NOT_SIGNED_IN);
}

/** Of whoever asks as an operator, or wants to become one, from somewhere else. */
export const NETWORK_NOT_ALLOWED: Refusal<"network_not_allowed"> = {
  reason: "network_not_allowed",
  details:
    "Operators are let in from the machine that the service runs on. To let them in from here as well, name this " +
    "network in OPERATOR_NETWORKS; behind a proxy it must say for whom it asks, in X-Forwarded-For.",
};

const NOT_SIGNED_IN: Refusal = {
  reason: "not_signed_in",
  details: "Sign in with POST /api/session, or send a token: Authorization: Bearer phc_…",
  headers: { "WWW-Authenticate": "Bearer" },
};

/** What `authenticate` and its checks may refuse a request of the route with. Throws for what it cannot check. */
export function reasonsOfSecurity({ operationId, method, security }: Route, table: SecurityTable): FailureReason[] {
  // Each alternative is one scheme: two that are asked for together would each be taken as enough.
  if (security.some((schemes) => schemes.length > 1))
    throw new Error(`${operationId}: nothing here checks two security schemes together.`);
  const checks = security.flat().map((scheme) => table[scheme]);
  if (isOpen(security) || checks.every((check) => check === "by_handler")) return [];
  return [
    "not_signed_in",
    ...(checks.includes("by_handler") ? [] : (["network_not_allowed"] as const)),
    ...(method === "get" || method === "head" ? [] : (["wrong_origin"] as const)),
  ];
}

function isOpen(security: Route["security"]): boolean {
  return security.some((schemes) => schemes.length === 0);
}

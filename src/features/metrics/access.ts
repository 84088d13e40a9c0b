/** Who may read /metrics. */
import type { Refusal } from "../../../generated/routes.ts";
import { isForwarded, isLoopback } from "../../core/client-address.ts";
import { sameSecret } from "../../core/same-secret.ts";
import type { Context } from "../../http/context.ts";

type Reader = Pick<Context, "remoteAddress" | "headers">;

/**
 * The refusal, or undefined for a reader who may: a program on this machine, or one beyond it that has the token. What
 * comes through a reverse proxy on this machine is not of this machine.
 */
export function refuseReader(reader: Reader, token: string): Refusal<"invalid_token" | "loopback_only"> | undefined {
  if (isLoopback(reader.remoteAddress) && !isForwarded(reader.headers)) return undefined;
  if (token === "") return notLoopback;
  return hasToken(reader, token) ? undefined : noToken;
}

const noToken: Refusal<"invalid_token"> = {
  reason: "invalid_token",
  details: "Send METRICS_TOKEN as a bearer token.",
  headers: { "WWW-Authenticate": "Bearer" },
};

const notLoopback: Refusal<"loopback_only"> = {
  reason: "loopback_only",
  details: "Set METRICS_TOKEN to read this from another machine or through a proxy.",
};

function hasToken({ headers }: Reader, token: string): boolean {
  const [, sent] = /^Bearer +([^ ]+) *$/i.exec(headers.authorization ?? "") ?? [];
  return sent !== undefined && sameSecret(sent, token);
}

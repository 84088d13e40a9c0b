/** Who operates the service, as everything that an operator may do sees it. How one proves it is features/operators'. */
import type { Actor } from "./audit.ts";
import { refused } from "./failure.ts";

/** A person who signed in, or a script with a token. */
export interface Operator {
  /** Name of the account or of the token. */
  readonly name: string;
  readonly via: "session" | "token";
}

/** As audit rows and log lines name the operator: `operator:NAME` or `token:NAME`. */
export function actorOf({ name, via }: Operator): Actor {
  return via === "session" ? `operator:${name}` : `token:${name}`;
}

/** The operator of a request. Throws Refused (not_signed_in) when there is none. */
export function operatorOf({ operator }: { readonly operator?: Operator | undefined }): Operator {
  if (operator === undefined) throw refused("not_signed_in", "Sign in, or send a token as a bearer token.");
  return operator;
}

/** What a request's headers say of an operator: cookie, bearer token, the page that sent it, whether it was encrypted. */
import type { IncomingHttpHeaders } from "node:http";
import { TLSSocket } from "node:tls";
import { type IsProxy, isForwarded, isLoopback } from "../../core/client-address.ts";
import type { Context } from "../../http/context.ts";

const COOKIE = "phc_session";

/** The value of the session's cookie; several of its name are a trick of a neighbouring site, and as good as forged. */
export function sessionCookie({ cookie = "" }: IncomingHttpHeaders): string | undefined {
  const values = cookie.split(";").flatMap((pair) => {
    const [name = "", ...value] = pair.split("=");
    return name.trim() === COOKIE ? [value.join("=").trim()] : [];
  });
  return values.length > 1 ? "" : values[0];
}

/** The Set-Cookie header of a session; `seconds` 0 takes the cookie back. */
export function setCookie(value: string, seconds: number, secure: boolean): string {
  const parts = [`${COOKIE}=${value}`, "HttpOnly", "SameSite=Strict", "Path=/", `Max-Age=${seconds}`];
  return (secure ? [...parts, "Secure"] : parts).join("; ");
}

/** What was sent as a bearer token; undefined when nothing was. */
export function bearerToken({ authorization = "" }: IncomingHttpHeaders): string | undefined {
  return /^Bearer +([^ ]+) *$/i.exec(authorization)?.[1];
}

/**
 * Whether a browser says that a page of this very origin sent the request, or a person who typed its address: by
 * Sec-Fetch-Site, which pages cannot set, else by Origin. Undefined when nothing is said, as by curl.
 */
export function isSameOrigin(headers: IncomingHttpHeaders): boolean | undefined {
  const site = headers["sec-fetch-site"];
  if (site !== undefined) return site === "same-origin" || site === "none";
  if (headers.origin === undefined) return undefined;
  return headers.host !== undefined && URL.parse(headers.origin)?.host === headers.host;
}

/** Whether the request was made on this machine, and not passed on by a proxy on it. */
export function isLocal({ remoteAddress, headers }: Context): boolean {
  return isLoopback(remoteAddress) && !isForwarded(headers);
}

/** Whether the request came encrypted, to this process or to a proxy that is believed. */
export function isEncrypted({ rawRequest, remoteAddress, headers }: Context, isProxy: IsProxy): boolean {
  if (rawRequest.socket instanceof TLSSocket) return true;
  return isProxy(remoteAddress) && headers["x-forwarded-proto"] === "https";
}

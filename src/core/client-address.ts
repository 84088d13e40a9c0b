/** Where a request comes from, as far as its connection and its headers can be believed. */

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Whether an address is this machine's own. */
export function isLoopback(address: string): boolean {
  return address === "::1" || /^(?:::ffff:)?127\.\d+\.\d+\.\d+$/.test(address);
}

const PROXY_HEADERS = ["forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip"];

/** Whether a proxy passed the request on, or whoever sent it says so. */
export function isForwarded(headers: Headers): boolean {
  return PROXY_HEADERS.some((name) => headers[name] !== undefined);
}

/**
 * The address that sent a request. What a proxy on this machine adds is believed: the last entry of X-Forwarded-For is
 * the proxy's own. Headers of other peers are not, anybody can write them.
 */
export function clientAddress(peer: string, headers: Headers): string {
  if (!isLoopback(peer)) return peer;
  const forwarded = [headers["x-forwarded-for"] ?? ""].flat().join(",").split(",").at(-1)?.trim() ?? "";
  return /^[0-9a-fA-F.:]{2,45}$/.test(forwarded) ? forwarded : peer;
}

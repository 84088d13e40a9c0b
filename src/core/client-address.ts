/** Where a request comes from, as far as its connection and its headers can be believed. */
import { BlockList, isIP, isIPv6 } from "node:net";

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

/** Whether the headers that a peer adds are believed. */
export type IsProxy = (peer: string) => boolean;

/**
 * Proxies on this machine, and those of a list like `10.0.0.5, 192.168.0.0/16`. Undefined for an entry that is neither
 * an address nor a network.
 */
export function parseProxies(list: string): IsProxy | undefined {
  const known = new BlockList();
  for (const entry of list.split(",").map((text) => text.trim())) {
    if (entry === "") continue;
    const [address = "", prefix, ...more] = entry.split("/");
    const bits = isIPv6(address) ? 128 : 32;
    const length = prefix === undefined ? bits : /^\d{1,3}$/.test(prefix) ? Number(prefix) : -1;
    if (isIP(address) === 0 || length < 0 || length > bits || more.length > 0) return undefined;
    known.addSubnet(address, length, familyOf(address));
  }
  return (peer) => {
    const address = peer.replace(/^::ffff:(?=\d+\.)/i, "");
    return isLoopback(address) || (isIP(address) !== 0 && known.check(address, familyOf(address)));
  };
}

function familyOf(address: string): "ipv4" | "ipv6" {
  return isIPv6(address) ? "ipv6" : "ipv4";
}

/**
 * The address that sent a request: the last entry of X-Forwarded-For where a proxy that is believed has added it, else
 * the peer. Anybody else can write that header.
 */
export function clientAddress(peer: string, headers: Headers, isProxy: IsProxy): string {
  if (!isProxy(peer)) return peer;
  const forwarded = [headers["x-forwarded-for"] ?? ""].flat().join(",").split(",").at(-1)?.trim() ?? "";
  return isIP(forwarded) === 0 ? peer : forwarded;
}

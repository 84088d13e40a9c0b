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

/** Proxies on this machine, and those of a list as of parseNetworks; undefined when that is. */
export function parseProxies(list: string): IsProxy | undefined {
  const isListed = parseNetworks(list);
  return isListed && ((peer) => isLoopback(peer) || isListed(peer));
}

/**
 * Whether an address is in a list like `10.0.0.5, 192.168.0.0/16`; `*` stands for all that are addresses. Undefined for
 * an entry that is neither an address nor a network.
 */
export function parseNetworks(list: string): ((address: string) => boolean) | undefined {
  const known = new BlockList();
  const entries = list.split(",").map((text) => text.trim());
  for (const entry of entries.flatMap((text) => (text === "*" ? ["0.0.0.0/0", "::/0"] : [text]))) {
    if (entry === "") continue;
    const [address = "", prefix, ...more] = entry.split("/");
    const bits = isIPv6(address) ? 128 : 32;
    const length = prefix === undefined ? bits : /^\d{1,3}$/.test(prefix) ? Number(prefix) : -1;
    if (isIP(address) === 0 || length < 0 || length > bits || more.length > 0) return undefined;
    known.addSubnet(address, length, familyOf(address));
  }
  return (peer) => {
    const address = peer.replace(/^::ffff:(?=\d+\.)/i, "");
    return isIP(address) !== 0 && known.check(address, familyOf(address));
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
  return (isProxy(peer) ? forwardedFor(headers) : undefined) ?? peer;
}

/** For whom the last proxy says that it asks, by X-Forwarded-For; some proxies put the client's port behind the address. */
function forwardedFor(headers: Headers): string | undefined {
  const last = [headers["x-forwarded-for"] ?? ""].flat().join(",").split(",").at(-1)?.trim() ?? "";
  const address = /^\[([^\]]*)\](?::\d+)?$/.exec(last)?.[1] ?? /^([\d.]+):\d+$/.exec(last)?.[1] ?? last;
  return isIP(address) === 0 ? undefined : address;
}

/**
 * Whether a request comes from this machine itself, or from one of the networks. What a proxy passes on never counts as
 * of this machine, and one that is believed has to say for whom it asks.
 */
export function isFromNetworks(
  { peer, headers }: { readonly peer: string; readonly headers: Headers },
  isProxy: IsProxy,
  isListed: (address: string) => boolean,
): boolean {
  if (isLoopback(peer) && !isForwarded(headers)) return true;
  if (!isProxy(peer)) return isListed(peer);
  const client = forwardedFor(headers);
  return client !== undefined && isListed(client);
}

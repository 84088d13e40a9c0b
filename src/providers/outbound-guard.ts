/** Which servers a provider may talk to: checked for the URL, and again for the address that is connected to. */
import { type LookupAddress, lookup } from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";
import type { Config } from "../../generated/config.ts";

/**
 * `fixed`: only the origin of the base URL that the configuration names; keys are sent there and nowhere else.
 * `given`: a URL that came with a slot's settings or a provider's answer; it may lead anywhere but to private addresses.
 */
export type Access =
  | { readonly kind: "fixed"; readonly baseUrl: string }
  | { readonly kind: "given"; readonly config: Pick<Config, "PROVIDER_PRIVATE_ADDRESSES"> };

/** What looks at addresses when a connection is made; undefined where the configuration itself names the server. */
export function lookupFor(access: Access): LookupFunction | undefined {
  return access.kind === "fixed" ? undefined : guardedLookup[access.config.PROVIDER_PRIVATE_ADDRESSES];
}

/** Why this URL must not be called, in words for operators and without its path or query; undefined when it may. */
export function urlProblem(url: URL, access: Access): string | undefined {
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    return `${url.protocol} is not called: only http: and https: are`;
  }
  if (url.username !== "" || url.password !== "") return `the URL of ${url.host} holds a user name or a password`;
  if (access.kind === "fixed") return fixedProblem(url, access.baseUrl);
  const literal = url.hostname.replace(/^\[|\]$/g, "");
  return isIP(literal) === 0
    ? undefined
    : addressProblem[access.config.PROVIDER_PRIVATE_ADDRESSES](url.hostname, literal);
}

function fixedProblem(url: URL, baseUrl: string): string | undefined {
  const base = URL.parse(baseUrl);
  if (base === null) return "the base URL of the provider is no URL";
  if (url.origin !== base.origin) return `${url.host} is not ${base.host}, the only server that this provider has`;
  if (url.protocol === "https:" || isLoopbackName(url.hostname)) return undefined;
  return `${url.host} would get the key over plain http: use https`;
}

function isLoopbackName(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

/** Why this address, to which `host` leads, must not be called. Who allows private ones means his own servers. */
const addressProblem = {
  refuse: (host: string, address: string) =>
    isPrivateAddress(address)
      ? `${host} leads to a private address, and PROVIDER_PRIVATE_ADDRESSES is not allow`
      : undefined,
  allow: (host: string, address: string) =>
    isMetadataAddress(address)
      ? `${host} leads to an address where clouds hand out the keys of a machine: it is never called`
      : undefined,
} as const;

/** What a guarded lookup fails with. */
export class PrivateAddress extends Error {
  override name = "PrivateAddress";
}

/**
 * dns.lookup for connections that must not reach some addresses. One such address among several is enough to refuse the
 * name. The addresses that were looked at are those that are connected to, so a name that changes its mind is no way in.
 */
function guardLookup(problemOf: (host: string, address: string) => string | undefined): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      const first = addresses?.[0];
      const none = options.all === true ? [] : "";
      if (error !== null || first === undefined) return callback(error, none, 0);
      const problem = addresses.flatMap(({ address }) => problemOf(hostname, address) ?? [])[0];
      if (problem !== undefined) return callback(new PrivateAddress(problem), none, 0);
      if (options.all === true) return callback(null, addresses);
      return callback(null, first.address, first.family);
    });
  };
}

const guardedLookup = { refuse: guardLookup(addressProblem.refuse), allow: guardLookup(addressProblem.allow) };

/** Whether an IP address is anything but a public one: private, loopback, link-local, shared, multicast, reserved. */
export function isPrivateAddress(address: string): boolean {
  const plain = address.replace(/%.*$/, "");
  if (isIP(plain) === 4) return special.check(plain, "ipv4");
  return !globalUnicast.check(plain, "ipv6") || special.check(plain, "ipv6");
}

/** Where clouds have their metadata service: link-local, also written as v6, and where AWS, Google and Alibaba have it elsewhere. */
function isMetadataAddress(address: string): boolean {
  const plain = address.replace(/%.*$/, "");
  return metadata.check(plain, isIP(plain) === 4 ? "ipv4" : "ipv6");
}

const metadata = new BlockList();
metadata.addSubnet("169.254.0.0", 16, "ipv4");
metadata.addSubnet("64:ff9b::a9fe:0", 112, "ipv6");
metadata.addSubnet("fe80::", 10, "ipv6");
metadata.addAddress("fd00:ec2::254", "ipv6");
metadata.addAddress("fd20:ce::254", "ipv6");
metadata.addAddress("100.100.100.200", "ipv4");

/** The only range from which public v6 addresses are given; v4-mapped, NAT64, private and multicast ones lie outside. */
const globalUnicast = new BlockList();
globalUnicast.addSubnet("2000::", 3, "ipv6");

const special = new BlockList();
for (const [net, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
] as const) {
  special.addSubnet(net, bits, "ipv4");
}
// Within 2000::/3: tunnels that carry a v4 address (Teredo, 6to4), benchmarks, ORCHID, documentation.
for (const [net, bits] of [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const) {
  special.addSubnet(net, bits, "ipv6");
}

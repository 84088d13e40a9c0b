/** Whom a request is put down to. */
import { expect, it } from "vitest";
import {
  clientAddress,
  isForwarded,
  isFromNetworks,
  isLoopback,
  parseNetworks,
  parseProxies,
} from "./client-address.ts";

it("knows this machine", () => {
  for (const address of ["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"]) expect(isLoopback(address)).toBe(true);
  for (const address of ["10.0.0.1", "::2", "::ffff:10.0.0.1", "", "127.0.0.1.example"])
    expect(isLoopback(address)).toBe(false);
});

function proxies(list: string) {
  const isProxy = parseProxies(list);
  if (isProxy === undefined) throw new Error(`${list} is no list of proxies.`);
  return isProxy;
}

it("believes a proxy on this machine and those of the list, and nobody else", () => {
  const headers = { "x-forwarded-for": "1.2.3.4, 203.0.113.9" };
  const from = (peer: string, list = "") => clientAddress(peer, headers, proxies(list));
  expect(from("127.0.0.1")).toBe("203.0.113.9");
  expect(from("198.51.100.7")).toBe("198.51.100.7");
  expect(from("198.51.100.7", "10.0.0.1, 198.51.100.0/24")).toBe("203.0.113.9");
  expect(from("::ffff:10.0.0.1", "10.0.0.1")).toBe("203.0.113.9");
  expect(from("10.0.0.2", "10.0.0.1")).toBe("10.0.0.2");
  expect(from("2001:db8::5", "2001:db8::/32")).toBe("203.0.113.9");
  expect(from("", "10.0.0.1")).toBe("");
  expect(clientAddress("127.0.0.1", {}, proxies(""))).toBe("127.0.0.1");
  expect(clientAddress("::1", { "x-forwarded-for": "unknown" }, proxies(""))).toBe("::1");
  expect(clientAddress("::1", { "x-forwarded-for": "127.0.0.1:80:80" }, proxies(""))).toBe("::1");
  for (const [said, address] of [
    ["203.0.113.9:51000", "203.0.113.9"],
    ["[2001:db8::9]:51000", "2001:db8::9"],
    ["[2001:db8::9]", "2001:db8::9"],
  ] as const) {
    expect(clientAddress("127.0.0.1", { "x-forwarded-for": `1.2.3.4, ${said}` }, proxies(""))).toBe(address);
  }
  expect(isForwarded(headers)).toBe(true);
  expect(isForwarded({ host: "x" })).toBe(false);
});

it.each(["proxy.example", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/8/8", "10.0.0.1 10.0.0.2", "::1/129"])(
  "%s is no list of proxies",
  (list) => {
    expect(parseProxies(list)).toBeUndefined();
  },
);

it("lets in this machine and the networks of the list, as far as proxies are believed", () => {
  const may = (list: string, peer: string, headers: Record<string, string> = {}, trusted = "10.0.0.1") =>
    isFromNetworks({ peer, headers }, proxies(trusted), parseNetworks(list) ?? (() => false));
  const by = (client: string) => ({ "x-forwarded-for": client });
  for (const peer of ["127.0.0.1", "127.3.2.1", "::1", "::ffff:127.0.0.1"]) expect(may("", peer)).toBe(true);
  for (const peer of ["10.8.0.3", "::ffff:10.8.0.3", "2001:db8::1", ""]) expect(may("", peer)).toBe(false);
  const list = "10.8.0.0/24, 2001:db8::/32";
  for (const peer of ["10.8.0.3", "::ffff:10.8.0.3", "2001:db8:1::9"]) expect(may(list, peer)).toBe(true);
  for (const peer of ["10.8.1.3", "2001:db9::1"]) expect(may(list, peer)).toBe(false);
  // Behind a proxy it is its word that counts, and a proxy that says nothing speaks for anybody.
  for (const proxy of ["127.0.0.1", "10.0.0.1"]) {
    expect(may(list, proxy, by("6.6.6.6, 10.8.0.3"))).toBe(true);
    expect(may(list, proxy, by("::ffff:10.8.0.3"))).toBe(true);
    expect(may(list, proxy, by("10.8.0.3:4711"))).toBe(true);
    expect(may(list, proxy, by("10.8.0.3, 6.6.6.6"))).toBe(false);
    for (const said of ["", "unknown", "10.8.0.3:4711:1", "10.8.0.3:"])
      expect(may(`${list}, ${proxy}`, proxy, by(said))).toBe(false);
    expect(may(`${list}, ${proxy}`, proxy, { via: "1.1 x" })).toBe(false);
  }
  expect(may("10.0.0.1", "10.0.0.1")).toBe(false);
  // Through a proxy on this machine nobody is of this machine, whatever the client has written.
  for (const said of ["127.0.0.1", "::1"]) expect(may("", "127.0.0.1", by(said))).toBe(false);
  expect(may("10.0.0.0/8", "6.6.6.6", by("10.8.0.3"))).toBe(false);
  for (const peer of ["6.6.6.6", "2001:db9::1"]) expect(may("*", peer)).toBe(true);
  expect(may("*", "127.0.0.1", by("6.6.6.6"))).toBe(true);
  expect(may("0.0.0.0/0", "2001:db9::1")).toBe(false);
});

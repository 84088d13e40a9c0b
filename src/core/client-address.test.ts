/** Whom a request is put down to. */
import { expect, it } from "vitest";
import { clientAddress, isForwarded, isLoopback, parseProxies } from "./client-address.ts";

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
  expect(isForwarded(headers)).toBe(true);
  expect(isForwarded({ host: "x" })).toBe(false);
});

it.each(["proxy.example", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/8/8", "10.0.0.1 10.0.0.2", "::1/129"])(
  "%s is no list of proxies",
  (list) => {
    expect(parseProxies(list)).toBeUndefined();
  },
);

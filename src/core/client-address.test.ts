/** Whom a request is put down to. */
import { expect, it } from "vitest";
import { clientAddress, isForwarded, isLoopback } from "./client-address.ts";

it("knows this machine", () => {
  for (const address of ["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"]) expect(isLoopback(address)).toBe(true);
  for (const address of ["10.0.0.1", "::2", "::ffff:10.0.0.1", "", "127.0.0.1.example"])
    expect(isLoopback(address)).toBe(false);
});

it("believes a proxy on this machine, and nobody else", () => {
  const headers = { "x-forwarded-for": "1.2.3.4, 203.0.113.9" };
  expect(clientAddress("127.0.0.1", headers)).toBe("203.0.113.9");
  expect(clientAddress("198.51.100.7", headers)).toBe("198.51.100.7");
  expect(clientAddress("127.0.0.1", {})).toBe("127.0.0.1");
  expect(clientAddress("::1", { "x-forwarded-for": "unknown" })).toBe("::1");
  expect(isForwarded(headers)).toBe(true);
  expect(isForwarded({ host: "x" })).toBe(false);
});

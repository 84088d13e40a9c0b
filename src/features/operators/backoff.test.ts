/** Who has to wait after wrong passwords, and who never has to. */
import { describe, expect, it } from "vitest";
import { type Attempt, createBackoff } from "./backoff.ts";

const MINUTE = 60_000;

function setUp() {
  let now = 0;
  const backoff = createBackoff(() => now);
  /** Milliseconds to wait, or the attempt. */
  const begin = (account: string, address: string, trusted = false): Attempt | number => {
    const begun = backoff.begin(account, address, trusted);
    return "retryAfterMs" in begun ? begun.retryAfterMs : begun;
  };
  const fail = (times: number, account: string, address: (i: number) => string, trusted = false) =>
    Array.from({ length: times }, (_, i) => begin(account, address(i), trusted));
  const wait = (ms: number) => {
    now += ms;
  };
  return { begin, fail, wait };
}

describe("an address", () => {
  it("may fail five times, then waits twice as long each time, up to a quarter of an hour", () => {
    const { begin, fail, wait } = setUp();
    expect(fail(6, "anna", () => "1.1.1.1").every((begun) => typeof begun === "object")).toBe(true);
    const waits = Array.from({ length: 12 }, () => {
      const ms = begin("other", "1.1.1.1");
      wait(typeof ms === "number" ? ms : 0);
      begin("other", "1.1.1.1");
      return ms;
    });
    expect(waits.slice(0, 4)).toEqual([2_000, 4_000, 8_000, 16_000]);
    expect(waits.at(-1)).toBe(15 * MINUTE);
  });

  it("waits however it is trusted, and not longer for attempts that were not judged", () => {
    const { begin, fail } = setUp();
    fail(6, "anna", () => "1.1.1.1", true);
    expect([1, 2, 3].map(() => begin("anna", "1.1.1.1", true))).toEqual([2_000, 2_000, 2_000]);
  });

  it("gets no further with many attempts at once than with as many in turn", () => {
    const { fail } = setUp();
    expect(fail(50, "anna", () => "1.1.1.1").filter((begun) => typeof begun === "object")).toHaveLength(6);
  });

  it("starts afresh after a success, and after an hour", () => {
    const { begin, fail, wait } = setUp();
    fail(5, "anna", () => "1.1.1.1", true);
    const right = begin("anna", "1.1.1.1", true);
    if (typeof right === "object") right.succeed();
    expect(fail(6, "anna", () => "1.1.1.1", true).every((begun) => typeof begun === "object")).toBe(true);
    wait(61 * MINUTE);
    expect(fail(6, "anna", () => "1.1.1.1", true).every((begun) => typeof begun === "object")).toBe(true);
  });

  it("of IPv6 is its whole network", () => {
    const { begin, fail } = setUp();
    fail(6, "anna", (i) => `2001:db8:1:2::${i + 1}`);
    expect(begin("bert", "2001:db8:1:2:ffff::1")).toBe(2_000);
    expect(begin("bert", "2001:db8:1:3::1")).toBeTypeOf("object");
  });
});

describe("an account", () => {
  it("that strangers guess at keeps strangers waiting, and nobody who was there before", () => {
    const { begin, fail } = setUp();
    fail(1_000, "anna", (i) => `10.0.${i >> 8}.${i & 255}`);
    expect(begin("anna", "192.0.2.1")).toBeTypeOf("number");
    expect(begin("anna", "192.0.2.2", true)).toBeTypeOf("object");
    expect(begin("bert", "192.0.2.3")).toBeTypeOf("object");
  });

  it("tells when it begins to be delayed, once", () => {
    const { fail } = setUp();
    const delays = fail(6, "anna", (i) => `10.0.0.${i}`).map((begun) =>
      typeof begun === "object" ? begun.delays : [],
    );
    expect(delays).toEqual([[], [], [], [], [], ["account"]]);
  });

  it("is not delayed by attempts that succeed or are never judged", () => {
    const { begin } = setUp();
    for (let i = 0; i < 20; i++) {
      const begun = begin("anna", `10.0.0.${i}`);
      if (typeof begun === "object") (i % 2 === 0 ? begun.succeed : begun.cancel)();
    }
    expect(begin("anna", "10.0.1.1")).toBeTypeOf("object");
  });
});

it("remembers a bounded number of addresses, the youngest", () => {
  const { begin, fail } = setUp();
  fail(6, "anna", () => "1.1.1.1", true);
  fail(6, "anna", () => "2.2.2.2", true);
  fail(9_999, "anna", (i) => `10.1.${i >> 8}.${i & 255}`, true);
  expect(begin("anna", "1.1.1.1", true)).toBeTypeOf("object");
});

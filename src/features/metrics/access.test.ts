/** Tests of who may read /metrics. */
import { describe, expect, it } from "vitest";
import { refuseReader } from "./access.ts";

const from = (remoteAddress: string, headers: Record<string, string> = {}) => ({ remoteAddress, headers });

describe("without a token", () => {
  it.each(["127.0.0.1", "127.8.9.10", "::1", "::ffff:127.0.0.1"])("%s may read", (address) => {
    expect(refuseReader(from(address), "")).toBeUndefined();
  });

  it.each(["10.0.0.1", "::ffff:10.0.0.1", "1270.0.0.1", "127.0.0.1.example", "2001:db8::1", "::", ""])(
    "%j may not",
    (address) => {
      expect(refuseReader(from(address), "")?.reason).toBe("loopback_only");
    },
  );

  it.each(["x-forwarded-for", "forwarded", "x-real-ip", "via"])(
    "a proxy on this machine that sends %s may not",
    (header) => {
      expect(refuseReader(from("127.0.0.1", { [header]: "203.0.113.9" }), "")?.reason).toBe("loopback_only");
      expect(refuseReader(from("127.0.0.1", { [header]: "" }), "")?.reason).toBe("loopback_only");
    },
  );

  it("an Authorization header changes nothing", () => {
    expect(refuseReader(from("127.0.0.1", { authorization: "Bearer " }), "")).toBeUndefined();
    expect(refuseReader(from("10.0.0.1", { authorization: "Bearer x" }), "")?.reason).toBe("loopback_only");
  });
});

describe("with a token", () => {
  const token = "s3cret-token";

  it("loopback may read without it", () => {
    expect(refuseReader(from("127.0.0.1"), token)).toBeUndefined();
    expect(refuseReader(from("::1", { authorization: "Bearer wrong" }), token)).toBeUndefined();
  });

  it.each([`Bearer ${token}`, `bearer ${token}`, `Bearer   ${token} `])(
    "%j may read from everywhere",
    (authorization) => {
      expect(refuseReader(from("203.0.113.9", { authorization }), token)).toBeUndefined();
      expect(refuseReader(from("127.0.0.1", { authorization, "x-forwarded-for": "10.1.1.1" }), token)).toBeUndefined();
    },
  );

  it.each([
    "",
    "Bearer",
    "Bearer ",
    "Bearer s3cret",
    `Bearer ${token}x`,
    `Basic ${token}`,
    token,
    `Bearer ${token} ${token}`,
  ])("%j may not from beyond, nor through a proxy on this machine", (authorization) => {
    const refusal = refuseReader(from("203.0.113.9", { authorization }), token);
    expect(refusal).toMatchObject({ reason: "invalid_token", headers: { "WWW-Authenticate": "Bearer" } });
    expect(JSON.stringify(refusal)).not.toContain(token);
    const proxied = from("127.0.0.1", { authorization, "x-forwarded-for": "10.1.1.1" });
    expect(refuseReader(proxied, token)?.reason).toBe("invalid_token");
  });

  it("no header at all may not from beyond", () => {
    expect(refuseReader(from("10.0.0.1"), token)?.reason).toBe("invalid_token");
  });
});

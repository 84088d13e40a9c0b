/** Tests of the signature against an HMAC that is written out here. */
import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { sign, verify } from "./signature.ts";

const SECRET = "a-secret-of-the-test";
const NOW = 1_767_225_600;
const PAYLOAD = '{"event":"slot.tripped","text":"Ä"}';

/** The scheme once more, on whole bytes. */
function expected(secret: string, time: string, payload: Uint8Array): string {
  return createHmac("sha256", secret)
    .update(Buffer.concat([Buffer.from(time), Buffer.from("."), payload]))
    .digest("hex");
}

describe("sign", () => {
  it("is the time and the HMAC of time, dot and payload, as text or as bytes", () => {
    const header = `t=${NOW},v1=${expected(SECRET, String(NOW), Buffer.from(PAYLOAD))}`;
    expect(sign(SECRET, NOW, PAYLOAD)).toBe(header);
    expect(sign(SECRET, NOW, Buffer.from(PAYLOAD))).toBe(header);
  });

  it("has the value that openssl gives", () => {
    expect(sign("key", 1, "body")).toBe("t=1,v1=91b5374b153842ad05b2c4eab9349b8321b14703165bd3fb8b034dfb8be98ae5");
  });
});

describe("verify", () => {
  const header = sign(SECRET, NOW, PAYLOAD);
  const right = header.slice(header.indexOf("v1="));
  const other = sign("another-secret-of-it", NOW, PAYLOAD).slice(`t=${NOW},`.length);

  it.each([
    ["as it was made", header, NOW],
    ["five minutes later", header, NOW + 300],
    ["five minutes earlier, by a slow clock", header, NOW - 300],
    ["beside that of an old secret", `t=${NOW},${other},${right}`, NOW],
    ["with spaces and parts of later versions", `t=${NOW}, ${right}, v2=x`, NOW],
  ])("takes it %s", (_when, given, now) => {
    expect(verify(SECRET, given, PAYLOAD, now)).toBe(true);
  });

  it.each([
    ["too old", header, NOW + 301],
    ["of the future", header, NOW - 301],
    ["of another secret", `t=${NOW},${other}`, NOW],
    ["with another time", header.replace(`t=${NOW}`, `t=${NOW + 1}`), NOW],
    ["with two times", `${header},t=${NOW + 1}`, NOW],
    ["without a time", right, NOW],
    ["without a signature", `t=${NOW}`, NOW],
    ["cut short", header.slice(0, -1), NOW],
    ["longer", `${header}0`, NOW],
    ["of no hex digits", `t=${NOW},v1=${"z".repeat(64)}`, NOW],
    ["with more behind it", `${header}=`, NOW],
    ["in words", "t=now,v1=x", NOW],
    ["empty", "", NOW],
  ])("refuses one %s", (_how, given, now) => {
    expect(verify(SECRET, given, PAYLOAD, now)).toBe(false);
  });

  it("refuses it for another payload, or with another secret", () => {
    expect(verify(SECRET, header, `${PAYLOAD} `, NOW)).toBe(false);
    expect(verify(`${SECRET}x`, header, PAYLOAD, NOW)).toBe(false);
  });
});

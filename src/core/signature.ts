/**
 * The signature of what this service sends to servers of its users, whose keys they share with it: the calls of the
 * provider http and the webhooks. The header reads `t=1767225600,v1=5257a869…`: when it was signed, in epoch seconds,
 * and the HMAC-SHA256, in lower-case hex, of that number as it stands there, a dot, and the payload.
 */
import { createHmac } from "node:crypto";
import { sameSecret } from "./same-secret.ts";

/** The header `X-Signature` for a payload: its bytes, or its text, of which UTF-8 is signed. */
export function sign(secret: string, epochSeconds: number, payload: string | Uint8Array): string {
  return `t=${epochSeconds},v1=${hmac(secret, String(epochSeconds), payload).toString("hex")}`;
}

/** How far the clocks of two honest servers may differ, the way included. */
const toleranceSeconds = 300;

/**
 * Whether the header is a signature of this payload, made at most five minutes before or after `nowSeconds`. Several
 * `v1` are fine when one is right: that is how a secret changes without a pause. Takes the same time for every wrong
 * one, and never throws.
 */
export function verify(secret: string, header: string, payload: string | Uint8Array, nowSeconds: number): boolean {
  const parts = header.split(",").map((part) => part.trim().split("="));
  const times = parts.flatMap(([name, value, ...more]) => (name === "t" && more.length === 0 ? [value ?? ""] : []));
  const [time = ""] = times;
  if (times.length !== 1 || !/^\d{1,12}$/.test(time) || Math.abs(nowSeconds - Number(time)) > toleranceSeconds) {
    return false;
  }
  const right = hmac(secret, time, payload);
  const given = parts.flatMap(([name, value = "", ...more]) => (name === "v1" && more.length === 0 ? [value] : []));
  return given.filter((value) => isHex(value) && sameSecret(Buffer.from(value, "hex"), right)).length > 0;
}

function isHex(value: string): boolean {
  return /^[0-9a-f]{64}$/.test(value);
}

function hmac(secret: string, time: string, payload: string | Uint8Array): Buffer {
  return createHmac("sha256", secret).update(`${time}.`).update(payload).digest();
}

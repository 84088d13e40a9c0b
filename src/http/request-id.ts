/** The id that ties an answer to its log lines. */
import { randomBytes } from "node:crypto";

const sane = /^[A-Za-z0-9][A-Za-z0-9._-]{7,63}$/;

/** The caller's own X-Request-Id when it is a plain word of 8 to 64 characters, else a new one of 128 random bits. */
export function requestIdFrom(incoming: string | string[] | undefined): string {
  return typeof incoming === "string" && sane.test(incoming) ? incoming : randomBytes(16).toString("hex");
}

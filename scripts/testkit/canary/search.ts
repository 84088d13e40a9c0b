/** Looks for secrets that were made up for a test, in every form in which they may have got somewhere. */
import { randomBytes } from "node:crypto";

/** A secret that nothing may show. */
export interface Canary {
  /** What it is, as people say it. */
  readonly name: string;
  /** Letters and digits, at random: they stand in the secret, and would stand in whatever shows it. */
  readonly core: string;
  /** Where it must be, because somebody is given it there on purpose; nowhere unless given. */
  readonly may?: RegExp;
}

/** Something that was seen or left behind. */
export interface Place {
  readonly name: string;
  readonly bytes: Buffer;
}

/** So much of a secret is enough to be known by: what cuts it off later has shown it all the same. */
const PROBE_CHARACTERS = 14;

/** Letters and digits that stand nowhere else. */
export function newCore(): string {
  return `Kx${randomBytes(15).toString("hex")}`;
}

/** The forms of a text: as it is, and as it looks in what wraps it. */
export function formsOf(core: string): ReadonlyMap<string, Buffer> {
  const probe = core.slice(0, PROBE_CHARACTERS);
  const bytes = Buffer.from(probe);
  const each = (form: (code: string) => string) =>
    [...bytes].map((byte) => form(byte.toString(16).padStart(2, "0"))).join("");
  const forms: (readonly [string, string])[] = [
    ["plain", probe],
    ["in lower case", probe.toLowerCase()],
    ["in upper case", probe.toUpperCase()],
    ["backwards", [...probe].reverse().join("")],
    ["hex", bytes.toString("hex")],
    ["HEX", bytes.toString("hex").toUpperCase()],
    ["URL-encoded", each((code) => `%${code}`)],
    ["URL-ENCODED", each((code) => `%${code.toUpperCase()}`)],
    ["JSON-escaped", each((code) => `\\u00${code}`)],
    ["UTF-16", bytes.toString("latin1").split("").join("\0")],
    ...[0, 1, 2].map((before) => [`base64, ${before} before`, base64Inside(bytes, before)] as const),
  ];
  return new Map(forms.map(([name, text]) => [name, Buffer.from(text, "latin1")]));
}

/** What base64 shows of bytes wherever they begin: only the groups that nothing beside them changes; in base64url alike. */
function base64Inside(bytes: Buffer, before: number): string {
  const text = Buffer.concat([Buffer.alloc(before), bytes]).toString("base64");
  const whole = Math.floor((before + bytes.length) / 3) * 4;
  return text.slice(before === 0 ? 0 : 4, whole);
}

/** Each canary that is in a place where it must not be: one line each, without the canary itself. */
export function leaks(canaries: readonly Canary[], places: readonly Place[]): string[] {
  const found = new Set<string>();
  for (const { name, core, may } of canaries) {
    for (const [form, probe] of formsOf(core)) {
      for (const place of places) {
        if (may?.test(place.name) === true || !place.bytes.includes(probe)) continue;
        found.add(`${name} (${form}) in ${place.name}`);
      }
    }
  }
  return [...found];
}

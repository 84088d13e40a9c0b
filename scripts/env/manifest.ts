/**
 * The manifest beside a file of variables: when each secret was issued, how long it may stay, and fingerprints that tell
 * whether it is still the same. It holds no secret of the service; its fingerprints are worth nothing without its own key,
 * and with it they tell a guessed secret from others, so it is as private as the file itself.
 */
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { readPrivateFile } from "../../src/private-file.ts";
import { isRotated } from "../../src/secret-rules.ts";
import { CannotRun } from "../command.ts";
import type { EnvContents } from "./contents.ts";
import { replaceFile } from "./replace.ts";

const FORMAT = "phc-env-manifest-1";
export const defaultTtlDays = 90;
const warnDays = 14;
const DAY_MS = 86_400_000;

export interface Manifest {
  readonly format: typeof FORMAT;
  /** Days that a secret may stay. */
  readonly ttlDays: number;
  /** 32 random bytes, base64. */
  readonly hmacKey: string;
  /** HMAC-SHA256 of the whole file, hex. */
  readonly file: string;
  readonly secrets: Readonly<Record<string, IssuedSecret>>;
}

interface IssuedSecret {
  /** HMAC-SHA256 of the value, hex. People are shown the first 12 digits. */
  readonly fingerprint: string;
  /** ISO 8601, UTC. */
  readonly issuedAt: string;
}

/** Where the manifest of a file of variables is. */
export function manifestPath(envFile: string): string {
  return `${envFile}.manifest.json`;
}

/** Undefined when there is none. Throws CannotRun for one that cannot be read or is no manifest. */
export function readManifest(
  envFile: string,
): { readonly manifest: Manifest; readonly faults: readonly string[] } | undefined {
  const path = manifestPath(envFile);
  const { text, missing, error, faults } = readPrivateFile(path, false);
  if (missing) return undefined;
  if (text === undefined) throw new CannotRun(error ?? `${path}: cannot be read`);
  return { manifest: parseManifest(path, text), faults };
}

/** Throws CannotRun. */
export function parseManifest(path: string, text: string): Manifest {
  try {
    const value: unknown = JSON.parse(text);
    if (isManifest(value)) return value;
  } catch {
    // The message of JSON.parse repeats the text.
  }
  throw new CannotRun(`${path}: is no manifest, or damaged. Move it away, then: npm run env -- verify --record`);
}

function isManifest(value: unknown): value is Manifest {
  if (!isRecord(value)) return false;
  const { format, ttlDays, hmacKey, file, secrets } = value;
  return (
    format === FORMAT &&
    typeof ttlDays === "number" &&
    isTtl(ttlDays) &&
    typeof hmacKey === "string" &&
    Buffer.from(hmacKey, "base64").length === 32 &&
    isFingerprint(file) &&
    isRecord(secrets) &&
    Object.values(secrets).every(isIssued)
  );
}

function isIssued(value: unknown): value is IssuedSecret {
  return (
    isRecord(value) && isFingerprint(value["fingerprint"]) && Number.isFinite(Date.parse(String(value["issuedAt"])))
  );
}

const isFingerprint = (value: unknown): value is string => typeof value === "string" && /^[0-9a-f]{64}$/.test(value);
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

/** Whole days, ten years at the most. */
export function isTtl(days: number): boolean {
  return Number.isInteger(days) && days >= 1 && days <= 3650;
}

interface NewManifest {
  /** Epoch ms. */
  readonly now: number;
  /** That of the manifest before, or the default, unless given. */
  readonly ttlDays?: number;
}

/**
 * The manifest of these contents. A secret that is the same as in the one before keeps its day of issue, so that no new
 * manifest makes an old secret young; the key stays too, so that fingerprints can be compared.
 */
export function nextManifest(
  previous: Manifest | undefined,
  { bytes, secrets }: Pick<EnvContents, "bytes" | "secrets">,
  { now, ttlDays = previous?.ttlDays ?? defaultTtlDays }: NewManifest,
): Manifest {
  const hmacKey = previous?.hmacKey ?? randomBytes(32).toString("base64");
  const issue = (name: string, value: string): IssuedSecret => {
    const fresh = { fingerprint: fingerprintOf({ hmacKey }, value), issuedAt: new Date(now).toISOString() };
    const known = previous?.secrets[name];
    const same = known !== undefined && equal(known.fingerprint, fresh.fingerprint);
    return same && Date.parse(known.issuedAt) <= now ? known : fresh;
  };
  const issued = Object.fromEntries([...secrets].map(([name, value]) => [name, issue(name, value)]));
  return { format: FORMAT, ttlDays, hmacKey, file: fingerprintOf({ hmacKey }, bytes), secrets: issued };
}

/** Mode 0600, in the place of the one before, and with the owner of the file of variables. */
export async function writeManifest(envFile: string, manifest: Manifest): Promise<void> {
  const bytes = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`);
  await replaceFile(manifestPath(envFile), bytes, { overwrite: true, ownerLike: envFile });
}

/** HMAC-SHA256 as 64 hex digits. */
export function fingerprintOf({ hmacKey }: Pick<Manifest, "hmacKey">, value: string | Uint8Array): string {
  return createHmac("sha256", Buffer.from(hmacKey, "base64")).update(value).digest("hex");
}

/** As people are shown it. */
export function shortFingerprint(fingerprint: string): string {
  return fingerprint.slice(0, 12);
}

function equal(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}

/** What `verify` tells; no line holds a value. */
export interface Verdict {
  /** Reasons to act now. */
  readonly findings: readonly string[];
  /** Reasons to act soon. */
  readonly warnings: readonly string[];
  /** A line for each secret. */
  readonly lines: readonly string[];
}

/** Holds contents against their manifest, at `now` (epoch ms). */
export function examineManifest(manifest: Manifest, contents: EnvContents, now: number): Verdict {
  const findings = changes(manifest, contents);
  const warnings: string[] = [];
  const lines: string[] = [];
  for (const [name, value] of contents.secrets) {
    const known = manifest.secrets[name];
    if (known === undefined) continue;
    const told = `${name.padEnd(24)}  ${shortFingerprint(fingerprintOf(manifest, value))}  issued ${dayOf(known)}`;
    const leftMs = Date.parse(known.issuedAt) + manifest.ttlDays * DAY_MS - now;
    const leftDays = Math.ceil(leftMs / DAY_MS);
    const rotated = isRotated(name, value);
    if (Date.parse(known.issuedAt) > now) {
      findings.push(
        `${name}: was issued on ${dayOf(known)}, which is to come: is the clock right? Then: npm run env -- verify --record`,
      );
    } else if (rotated && leftMs < 0) {
      findings.push(
        `${name}: was issued on ${dayOf(known)}, more than ${manifest.ttlDays} days ago; rotate it: npm run env -- rotate --help`,
      );
    } else if (rotated && leftDays < warnDays) {
      warnings.push(
        `${name}: has ${leftDays} days left of ${manifest.ttlDays}; plan its rotation: npm run env -- rotate --help`,
      );
    }
    lines.push(rotated ? `${told}, ${Math.max(leftDays, 0)} of ${manifest.ttlDays} days left` : `${told}, no TTL`);
  }
  return { findings, warnings, lines };
}

const dayOf = ({ issuedAt }: IssuedSecret) => issuedAt.slice(0, 10);
const RECORD = "if that was meant: npm run env -- verify --record";

function changes(manifest: Manifest, { path, bytes, secrets }: EnvContents): string[] {
  const found: string[] = [];
  for (const [name, value] of secrets) {
    const known = manifest.secrets[name]?.fingerprint;
    const own = fingerprintOf(manifest, value);
    if (known === undefined) found.push(`${name}: is new, not in the manifest; ${RECORD}`);
    else if (!equal(known, own)) {
      found.push(`${name}: is ${shortFingerprint(own)}, recorded as ${shortFingerprint(known)}; ${RECORD}`);
    }
  }
  for (const name of Object.keys(manifest.secrets)) {
    if (!secrets.has(name)) found.push(`${name}: is gone, and in the manifest; ${RECORD}`);
  }
  if (found.length === 0 && !equal(manifest.file, fingerprintOf(manifest, bytes))) {
    found.push(`${path}: has changed since it was recorded, though no secret has; ${RECORD}`);
  }
  return found;
}

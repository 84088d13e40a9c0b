/**
 * What is inside a backup, once it is opened: one JSON document that holds the file of variables, its manifest and every
 * file of a secret, to the byte. A document and not a tar, so that no name in it is a path that somebody unpacks.
 */
import { variables } from "../../generated/config.ts";
import { CannotRun } from "../command.ts";

const FORMAT = "phc-env-backup-1";

export interface BundledFile {
  readonly role: "env" | "manifest" | "secret";
  /** Of a secret: the variable whose value the file holds. */
  readonly name?: string;
  /** Where it was; nothing is ever written there by itself. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

export interface Bundle {
  /** ISO 8601, UTC. */
  readonly madeAt: string;
  readonly files: readonly BundledFile[];
}

export function packBundle({ madeAt, files }: Bundle): Uint8Array {
  const packed = files.map(({ bytes, ...file }) => ({ ...file, base64: Buffer.from(bytes).toString("base64") }));
  return Buffer.from(JSON.stringify({ format: FORMAT, madeAt, files: packed }));
}

/** Throws CannotRun for anything but a backup; `path` is for the message, which repeats nothing of the content. */
export function unpackBundle(path: string, plain: Uint8Array): Bundle {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(plain).toString("utf8"));
  } catch {
    value = undefined;
  }
  const refused = () => new CannotRun(`${path}: is encrypted, but no backup that npm run env -- backup made.`);
  if (!isRecord(value) || value["format"] !== FORMAT || !Array.isArray(value["files"])) throw refused();
  const files = value["files"].map(unpackFile);
  const complete = files.filter((file) => file !== undefined);
  const keys = complete.map(({ role, name }) => `${role} ${name ?? ""}`);
  const one = complete.filter(({ role }) => role === "env").length === 1 && new Set(keys).size === keys.length;
  if (complete.length !== files.length || !one) throw refused();
  return { madeAt: String(value["madeAt"]), files: complete };
}

/** Undefined for what is none. A secret has the name of a variable, so that it can name a file. */
function unpackFile(value: unknown): BundledFile | undefined {
  if (!isRecord(value)) return undefined;
  const { role, name, path, base64 } = value;
  if (typeof path !== "string" || typeof base64 !== "string") return undefined;
  const bytes = Buffer.from(base64, "base64");
  if (role === "env" || role === "manifest") return { role, path, bytes };
  const known = variables.some((variable) => variable.name === name);
  return role === "secret" && known && typeof name === "string" ? { role, name, path, bytes } : undefined;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

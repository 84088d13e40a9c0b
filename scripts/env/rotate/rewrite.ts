/** The text of a file of variables with other secrets in it; every other line stays as it is. */
import { isUtf8 } from "node:buffer";
import { randomBytes } from "node:crypto";
import { parseEnv } from "node:util";
import { CannotRun } from "../../command.ts";
import type { EnvContents } from "../contents.ts";
import type { NewSecrets } from "./new-secrets.ts";

export interface Rewritten {
  readonly text: string;
  /** Files to be written before the text counts: what stood in a file stands in a new file beside it. */
  readonly files: readonly { readonly path: string; readonly value: string; readonly instead: string }[];
}

/** Throws CannotRun for a file or value that cannot be written so that it is read as it is meant. */
export function rewrite({ path, bytes, secretFiles }: EnvContents, fresh: NewSecrets): Rewritten {
  if (!isUtf8(bytes))
    throw new CannotRun(`${path}: is not UTF-8: its other lines would not stay as they are; save it as UTF-8.`);
  const before = bytes.toString("utf8");
  const files: Rewritten["files"][number][] = [];
  let text = before;
  const expected: Record<string, string | undefined> = { ...parseEnv(before) };
  for (const [name, { value, file }] of fresh) {
    const old = secretFiles.find(({ secret }) => secret === name)?.path;
    const place = file ?? (old === undefined ? undefined : besides(old));
    if (place !== undefined && file === undefined && old !== undefined)
      files.push({ path: place, value, instead: old });
    const [key, told] = place === undefined ? [name, value] : [`${name}_FILE`, place];
    delete expected[name];
    delete expected[`${name}_FILE`];
    expected[key] = told;
    text = withLine(text, name, lineOf(key, told));
  }
  if (!isSame(parseEnv(text), expected)) {
    throw new CannotRun(
      `${path}: its lines cannot be rewritten safely; write a plain NAME=value line for each secret.`,
    );
  }
  return { text, files };
}

/** A new name beside the old one, with the day, so that the newest is seen. */
function besides(path: string): string {
  const day = new Date().toISOString().slice(0, 10).replaceAll("-", "");
  return `${path.replace(/-\d{8}-[0-9a-f]{6}$/, "")}-${day}-${randomBytes(3).toString("hex")}`;
}

/** The line in the place of the first that sets the secret, directly or by a file; the others go. */
function withLine(text: string, name: string, line: string): string {
  const assignment = new RegExp(
    `^[ \\t]*(?:export[ \\t]+)?${name}(?:_FILE)?[ \\t]*=[ \\t]*(?:"[^"]*"|'[^']*'|\`[^\`]*\`)?[^\\n]*(?:\\n|$)`,
    "gm",
  );
  let placed = false;
  const replaced = text.replace(assignment, () => {
    if (placed) return "";
    placed = true;
    return `${line}\n`;
  });
  if (placed) return replaced;
  return `${text}${text === "" || text.endsWith("\n") ? "" : "\n"}${line}\n`;
}

function lineOf(name: string, value: string): string {
  const ways = [value, `'${value}'`, `"${value}"`, `\`${value}\``].map((written) => `${name}=${written}`);
  const line = ways.find((way) => isSame(parseEnv(`${way}\n`), { [name]: value }));
  if (line === undefined)
    throw new CannotRun(`${name}: the new value cannot be written into the file; use ${name}_FILE.`);
  return line;
}

function isSame(one: Record<string, string | undefined>, other: Record<string, string | undefined>): boolean {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => one[name] === other[name]);
}

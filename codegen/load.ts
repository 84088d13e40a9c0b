/** Reads the files of a contract and keeps, for each value, where it stands. YAML nodes end here and in yaml-faults.ts. */
import { isUtf8 } from "node:buffer";
import { readdir, readFile } from "node:fs/promises";
import {
  isAlias,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  parseDocument,
  type Document as YamlDocument,
} from "yaml";
import type { PathStep } from "./model.ts";
import { error, type Problem, type Source, type Span } from "./problem.ts";
import { aliasTargets, type Targets } from "./yaml-aliases.ts";
import { yamlFaults } from "./yaml-faults.ts";

/** A parsed file (or a part of one): plain values, and the source range of each. */
export interface Document {
  readonly source: Source;
  readonly value: unknown;
  /** Range of the value at a path, or of its nearest ancestor that exists. */
  readonly at: (...path: readonly PathStep[]) => Span;
  /** Range of the key at a path; of the value where the path ends in a sequence. */
  readonly keyAt: (...path: readonly PathStep[]) => Span;
  /** For a string scalar: the source offset of each of its characters, and of its end. */
  readonly offsets: (...path: readonly PathStep[]) => readonly number[] | undefined;
}

export interface Loaded {
  readonly document?: Document;
  readonly problems: readonly Problem[];
}

/**
 * Text of a file with \n as line ends and without byte order mark; undefined when the file does not exist, null when it
 * is no UTF-8. Other errors of the file system are thrown.
 */
export async function readIfExists(path: string): Promise<string | null | undefined> {
  try {
    const bytes = await readFile(path);
    return isUtf8(bytes)
      ? bytes
          .toString("utf8")
          .replace(/^\uFEFF/, "")
          .replaceAll("\r\n", "\n")
      : null;
  } catch (cause) {
    if (isMissing(cause)) return undefined;
    throw unreadable(path, cause);
  }
}

/** Names in a folder, in order; those that begin with a dot are none. Empty when there is no folder; other errors are thrown. */
export async function listIfExists(path: string): Promise<string[]> {
  try {
    return (await readdir(path)).filter((name) => !name.startsWith(".")).sort();
  } catch (cause) {
    if (isMissing(cause)) return [];
    throw unreadable(path, cause);
  }
}

function isMissing(cause: unknown): boolean {
  return cause instanceof Error && "code" in cause && cause.code === "ENOENT";
}

function unreadable(path: string, cause: unknown): Error {
  return new Error(`cannot read ${path}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
}

/** Parses YAML or JSON. Syntax errors and duplicate keys become Problems at their place. */
export function parseText(source: Source): Loaded {
  const yaml = parseDocument(source.text, { keepSourceTokens: true, prettyErrors: false, version: "1.2" });
  const problems = [...yaml.errors, ...yaml.warnings].map((found) => {
    const at: Span = { source, start: found.pos[0], end: Math.max(found.pos[0] + 1, found.pos[1]) };
    return found.code === "DUPLICATE_KEY"
      ? error("yaml/duplicate-key", keyAround(at), "This key stands twice in one mapping.", "Keep one of the two.")
      : error("yaml/syntax", at, found.message, "Mend the YAML here; indentation and quotes are the usual cause.");
  });
  if (problems.length > 0) return { problems };
  const targets = aliasTargets(yaml);
  const faults = yamlFaults(yaml, source, targets);
  return faults.length > 0 ? { problems: faults } : { document: documentOf(yaml, source, targets), problems };
}

/** The part of a document below a path, as a document of its own. */
export function subDocument(document: Document, ...root: readonly PathStep[]): Document {
  let value = document.value;
  for (const step of root) value = (value as Record<PathStep, unknown> | undefined)?.[step];
  return {
    source: document.source,
    value,
    at: (...path) => document.at(...root, ...path),
    keyAt: (...path) => document.keyAt(...root, ...path),
    offsets: (...path) => document.offsets(...root, ...path),
  };
}

function documentOf(yaml: YamlDocument, source: Source, targets: Targets): Document {
  const find = (path: readonly PathStep[]) => findNode(yaml, targets, path);
  const range = (node: unknown): Span | undefined => {
    const found = isPair(node) ? node.key : node;
    if (!isNode(found) || !found.range) return undefined;
    return { source, start: found.range[0], end: Math.max(found.range[0], found.range[1]) };
  };
  const start: Span = { source, start: 0, end: 0 };
  const at = (...path: readonly PathStep[]) => {
    for (let length = path.length; length >= 0; length--) {
      const found = range(find(path.slice(0, length)));
      if (found) return found;
    }
    return start;
  };
  const keyAt = (...path: readonly PathStep[]) => {
    const parent = find(path.slice(0, -1));
    const last = path.at(-1);
    const pair = isMap(parent) ? parent.items.find((item) => isScalar(item.key) && item.key.value === last) : undefined;
    return range(pair) ?? at(...path);
  };
  const offsets = (...path: readonly PathStep[]) => scalarOffsets(find(path), source.text);
  return { source, value: yaml.toJS({ maxAliasCount: -1 }), at, keyAt, offsets };
}

function findNode(yaml: YamlDocument, targets: Targets, path: readonly PathStep[]): unknown {
  let node: unknown = yaml.contents;
  for (const step of path) {
    if (isAlias(node)) node = targets.get(node);
    if (isMap(node))
      node = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(step))?.value;
    else if (isSeq(node)) node = node.items[Number(step)];
    else return undefined;
  }
  return node;
}

/** The duplicate-key error covers the key's first character only; people look for the word. */
function keyAround(at: Span): Span {
  const word = /^[^\s:]+/.exec(at.source.text.slice(at.start));
  return { ...at, end: at.start + (word?.[0].length ?? 1) };
}

const BLANK = /\s/;

/**
 * Maps each character of a scalar's value to its place in the source: the k-th character that is no white space stands
 * for the k-th of the source, whatever folding, chomping and indentation did between them. Escapes count as one.
 */
function scalarOffsets(node: unknown, text: string): readonly number[] | undefined {
  if (!isScalar(node) || isCollection(node) || typeof node.value !== "string" || !node.srcToken) return undefined;
  const token = node.srcToken;
  let cursor = token.offset;
  if (token.type === "block-scalar") {
    for (const prop of token.props) if ("source" in prop) cursor = Math.max(cursor, prop.offset + prop.source.length);
  }
  const quote = token.type === "double-quoted-scalar" ? '"' : token.type === "single-quoted-scalar" ? "'" : "";
  if (quote !== "") cursor++;
  const offsets: number[] = [];
  for (const character of node.value) {
    const blank = BLANK.test(character);
    if (!blank) cursor = skipBlank(text, cursor, quote);
    const length = blank ? 0 : sourceLength(character, text, cursor, quote);
    // Of a character of two UTF-16 units the second stands one further, unless an escape stands for both.
    for (let i = 0; i < character.length; i++) offsets.push(cursor + (length === character.length ? i : 0));
    cursor += length;
  }
  offsets.push(cursor);
  return offsets;
}

const ESCAPE = /^\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|\r?\n|.)/;
const BLANK_ESCAPES = ["n", "t", "r", "v", "f", " ", "\t", "_", "L", "P", "\n"];

/** Whether the escape is of a character that counts as white space: by name, or by its code. */
function isBlankEscape([written, ...codes]: RegExpExecArray): boolean {
  const code = codes.find((digits) => digits !== undefined);
  if (code === undefined) return BLANK_ESCAPES.includes(written.slice(1).replace("\r", ""));
  return BLANK.test(String.fromCodePoint(Math.min(Number.parseInt(code, 16), 0x10ffff)));
}

function skipBlank(text: string, from: number, quote: string): number {
  let cursor = from;
  while (cursor < text.length) {
    if (BLANK.test(text.charAt(cursor))) cursor++;
    else {
      const escaped = quote === '"' && text[cursor] === "\\" ? ESCAPE.exec(text.slice(cursor, cursor + 10)) : null;
      if (!escaped || !isBlankEscape(escaped)) return cursor;
      cursor += escaped[0].length;
    }
  }
  return cursor;
}

/** Length in the source of the character that stands at the cursor. */
function sourceLength(character: string, text: string, cursor: number, quote: string): number {
  if (quote === "'" && text.startsWith("''", cursor)) return 2;
  if (quote !== '"' || text[cursor] !== "\\") return character.length;
  const written = ESCAPE.exec(text.slice(cursor, cursor + 10))?.[0] ?? "\\";
  // Two \u escapes make one character beyond the basic plane.
  return character.length === 2 && written.startsWith("\\u") ? 2 * written.length : written.length;
}

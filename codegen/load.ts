/** Reads the files of a contract and keeps, for each value, where it stands. YAML nodes do not leave this file. */
import { readFile } from "node:fs/promises";
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

/** Text of a file, or undefined when it does not exist. Other errors of the file system are thrown. */
export async function readIfExists(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return undefined;
    throw cause;
  }
}

/** Parses YAML or JSON. Syntax errors and duplicate keys become Problems at their place. */
export function parseText(source: Source): Loaded {
  const yaml = parseDocument(source.text, { keepSourceTokens: true, prettyErrors: false, version: "1.2" });
  const problems = yaml.errors.map((found) => {
    const at: Span = { source, start: found.pos[0], end: Math.max(found.pos[0] + 1, found.pos[1]) };
    return found.code === "DUPLICATE_KEY"
      ? error("yaml/duplicate-key", keyAround(at), "This key stands twice in one mapping.", "Keep one of the two.")
      : error("yaml/syntax", at, found.message, "Mend the YAML here; indentation and quotes are the usual cause.");
  });
  if (problems.length > 0) return { problems };
  return { document: documentOf(yaml, source, []), problems };
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

function documentOf(yaml: YamlDocument, source: Source, root: readonly PathStep[]): Document {
  const range = (node: unknown): Span | undefined => {
    const found = isPair(node) ? node.key : node;
    if (!isNode(found) || !found.range) return undefined;
    return { source, start: found.range[0], end: Math.max(found.range[0], found.range[1]) };
  };
  const start: Span = { source, start: 0, end: 0 };
  const at = (...path: readonly PathStep[]) => {
    for (let length = path.length; length >= 0; length--) {
      const found = range(findNode(yaml, [...root, ...path.slice(0, length)]));
      if (found) return found;
    }
    return start;
  };
  const keyAt = (...path: readonly PathStep[]) => {
    const parent = findNode(yaml, [...root, ...path.slice(0, -1)]);
    const last = path.at(-1);
    const pair = isMap(parent) ? parent.items.find((item) => isScalar(item.key) && item.key.value === last) : undefined;
    return range(pair) ?? at(...path);
  };
  const offsets = (...path: readonly PathStep[]) => scalarOffsets(findNode(yaml, [...root, ...path]), source.text);
  return { source, value: yaml.toJS({ maxAliasCount: -1 }), at, keyAt, offsets };
}

function findNode(yaml: YamlDocument, path: readonly PathStep[]): unknown {
  let node: unknown = yaml.contents;
  for (const step of path) {
    if (isAlias(node)) node = node.resolve(yaml);
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
  for (const unit of node.value.split("")) {
    if (!BLANK.test(unit)) cursor = skipBlank(text, cursor, quote);
    offsets.push(cursor);
    if (!BLANK.test(unit)) cursor += unitLength(text, cursor, quote);
  }
  offsets.push(cursor);
  return offsets;
}

const BLANK_ESCAPE = /^\\(?:[ntr \t_NLP]|\r?\n|x09|x0[aAdD]|x20)/;
const ESCAPE = /^\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)/;

function skipBlank(text: string, from: number, quote: string): number {
  let cursor = from;
  while (cursor < text.length) {
    if (BLANK.test(text.charAt(cursor))) cursor++;
    else {
      const escaped = quote === '"' && text[cursor] === "\\" ? BLANK_ESCAPE.exec(text.slice(cursor, cursor + 4)) : null;
      if (!escaped) return cursor;
      cursor += escaped[0].length;
    }
  }
  return cursor;
}

function unitLength(text: string, cursor: number, quote: string): number {
  if (quote === '"' && text[cursor] === "\\") return ESCAPE.exec(text.slice(cursor, cursor + 10))?.[0].length ?? 1;
  if (quote === "'" && text.startsWith("''", cursor)) return 2;
  return 1;
}

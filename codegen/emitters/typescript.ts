/** How the emitters write TypeScript: literals, unions, names and comments, wrapped at 120 columns. */

const WIDTH = 120;
const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/** Code inside a literal that is to stand there as it is: the name of a function, say. */
export interface Code {
  readonly code: string;
}

export type Literal =
  | string
  | number
  | boolean
  | undefined
  | Code
  | readonly Literal[]
  | { readonly [key: string]: Literal };

export function code(text: string): Code {
  return { code: text };
}

export function quote(text: string): string {
  return JSON.stringify(text);
}

export function isIdentifier(name: string): boolean {
  return IDENTIFIER.test(name);
}

/** A property name, quoted only where it must be. */
export function key(name: string): string {
  return isIdentifier(name) ? name : quote(name);
}

/** queue_id, queue-id and queueId all give QueueId. */
export function pascalCase(name: string): string {
  const words = name.split(/[^A-Za-z0-9]+/).filter((word) => word !== "");
  const joined = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
  return /^\d/.test(joined) ? `_${joined}` : joined;
}

/** The name itself, or with the smallest number behind it that makes it new. Adds what it returns to `taken`. */
export function uniqueName(name: string, taken: Set<string>): string {
  let candidate = name;
  for (let number = 2; taken.has(candidate); number++) candidate = `${name}${number}`;
  taken.add(candidate);
  return candidate;
}

/**
 * A value as source text. `indent` is the indentation of the line it begins on, `prefix` how many columns that line has
 * before it and after it together.
 */
export function literal(value: Literal, indent = "", prefix = 40): string {
  const flat = flatten(value);
  if (indent.length + prefix + flat.length <= WIDTH || typeof value !== "object" || isCode(value)) return flat;
  const inner = `${indent}  `;
  if (Array.isArray(value) && value.every((item) => typeof item !== "object")) {
    return `[\n${fill(
      value.map((item: Literal) => `${flatten(item)},`),
      inner,
    )}\n${indent}]`;
  }
  const lines = entries(value).map(([name, item]) => `${inner}${name}${literal(item, inner, name.length + 1)},`);
  return Array.isArray(value) ? `[\n${lines.join("\n")}\n${indent}]` : `{\n${lines.join("\n")}\n${indent}}`;
}

function flatten(value: Literal): string {
  if (typeof value !== "object") return value === undefined ? "undefined" : JSON.stringify(value);
  if (isCode(value)) return value.code;
  const items = entries(value).map(([name, item]) => name + flatten(item));
  if (Array.isArray(value)) return `[${items.join(", ")}]`;
  return items.length === 0 ? "{}" : `{ ${items.join(", ")} }`;
}

/** Elements with an empty name, or properties with theirs; a property that is undefined is left out. */
function entries(value: object): [name: string, item: Literal][] {
  if (Array.isArray(value)) return value.map((item: Literal) => ["", item]);
  return Object.entries(value as Record<string, Literal>)
    .filter(([, item]) => item !== undefined)
    .map(([name, item]) => [`${key(name)}: `, item]);
}

function isCode(value: object): value is Code {
  return "code" in value && Object.keys(value).length === 1 && typeof value.code === "string";
}

/**
 * A union of string literals, `never` for none, with a blank before it: what follows the `=` or `:` of a type. A long one
 * goes on in lines below, indented by two more than `indent`. `prefix` as with `literal`.
 */
export function union(values: readonly string[], indent = "", prefix = 40): string {
  if (values.length === 0) return " never";
  const flat = ` ${values.map(quote).join(" | ")}`;
  if (indent.length + prefix + flat.length <= WIDTH) return flat;
  return `\n${fill(
    values.map((value) => `| ${quote(value)}`),
    `${indent}  `,
  )}`;
}

/** The names of an import or export in braces, on one line or on as many as they need. */
export function braced(names: readonly string[], prefix = 40): string {
  const flat = `{ ${names.join(", ")} }`;
  return prefix + flat.length <= WIDTH
    ? flat
    : `{\n${fill(
        names.map((name) => `${name},`),
        "  ",
      )}\n}`;
}

/** As many items a line as fit. */
function fill(items: readonly string[], indent: string): string {
  const lines: string[] = [];
  let line = indent;
  for (const item of items) {
    if (line !== indent && line.length + 1 + item.length > WIDTH) {
      lines.push(line);
      line = indent;
    }
    line += line === indent ? item : ` ${item}`;
  }
  return [...lines, line].join("\n");
}

/** A doc comment before a declaration, with its line break; nothing for an empty text. A tag has a line of its own. */
export function docComment(text: string, indent = "", tag = ""): string {
  const words = text
    .replaceAll("*/", "*\\/")
    .split(/\s+/)
    .filter((word) => word !== "");
  if (words.length === 0) return tag === "" ? "" : `${indent}/** ${tag} */\n`;
  if (tag !== "") return `${indent}/**\n${fill(words, `${indent} * `)}\n${indent} * ${tag}\n${indent} */\n`;
  const flat = `${indent}/** ${words.join(" ")} */\n`;
  if (flat.length <= WIDTH + 1) return flat;
  return `${indent}/**\n${fill(words, `${indent} * `)}\n${indent} */\n`;
}

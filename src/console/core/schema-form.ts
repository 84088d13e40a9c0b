/** Makes a form of a JSON Schema: its fields, what is typed into them, the value that comes of it, and what is wrong where. */

/** The part of JSON Schema that the contract uses for settings and params. */
export interface FormSchema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly enum?: readonly (string | number)[];
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly pattern?: string;
  readonly format?: string;
  readonly items?: FormSchema;
  readonly properties?: Readonly<Record<string, FormSchema>>;
  readonly required?: readonly string[];
}

/** `lines` is a list of texts, one a line; `choices` a list out of few; `json` an object of any shape; `moment` a time. */
export type FieldKind =
  | "text"
  | "long"
  | "number"
  | "flag"
  | "choice"
  | "choices"
  | "lines"
  | "moment"
  | "json"
  | "group";

export interface Field {
  /** Names from the top, joined by dots. */
  readonly path: string;
  readonly name: string;
  readonly kind: FieldKind;
  readonly required: boolean;
  readonly schema: FormSchema;
  /** Of a choice. */
  readonly options: readonly string[];
  /** Of a group. */
  readonly fields: readonly Field[];
}

/** What is typed in, by path; the entries of a list are lines. What is not there is empty. */
export type Draft = Readonly<Record<string, string>>;

export interface FieldProblem {
  readonly code: "required" | "number" | "integer" | "min" | "max" | "long" | "pattern" | "many" | "json" | "moment";
  readonly limit?: number;
}

export interface FormResult {
  readonly value: Readonly<Record<string, unknown>>;
  /** By path; the value counts only when there is none. */
  readonly problems: Readonly<Record<string, FieldProblem>>;
}

/** A text that may be longer than this gets several lines. */
const ONE_LINE = 300;

/** The fields of an object's schema, in its order, the required ones first. */
export function fieldsOf(schema: FormSchema, prefix = ""): readonly Field[] {
  const required = new Set(schema.required ?? []);
  const fields = Object.entries(schema.properties ?? {}).map(([name, own]): Field => {
    const path = prefix === "" ? name : `${prefix}.${name}`;
    const kind = kindOf(own);
    return {
      ...{ path, name, kind, required: required.has(name), schema: own },
      options: optionsOf(kind, own),
      fields: kind === "group" ? fieldsOf(own, path) : [],
    };
  });
  return [...fields.filter((field) => field.required), ...fields.filter((field) => !field.required)];
}

function kindOf(schema: FormSchema): FieldKind {
  if (schema.enum !== undefined) return "choice";
  const type = typeof schema.type === "object" ? schema.type.find((each) => each !== "null") : schema.type;
  switch (type) {
    case "number":
    case "integer":
      return "number";
    case "boolean":
      return "flag";
    case "array":
      return schema.items?.enum === undefined ? "lines" : "choices";
    case "object":
      return schema.properties === undefined ? "json" : "group";
    default:
      if (schema.format === "date-time") return "moment";
      return (schema.maxLength ?? 0) > ONE_LINE && schema.format === undefined && schema.pattern === undefined
        ? "long"
        : "text";
  }
}

function optionsOf(kind: FieldKind, schema: FormSchema): readonly string[] {
  if (kind === "flag") return ["true", "false"];
  return ((kind === "choices" ? schema.items?.enum : schema.enum) ?? []).map(String);
}

/** A value as it is typed in. */
export function draftOf(fields: readonly Field[], value: Readonly<Record<string, unknown>>): Draft {
  return Object.fromEntries(
    fields.flatMap((field): (readonly [string, string])[] => {
      const own = value[field.name];
      if (own === undefined || own === null) return [];
      if (field.kind === "group") return Object.entries(draftOf(field.fields, objectOf(own)));
      return [[field.path, typedOf(field, own)]];
    }),
  );
}

function typedOf({ kind }: Field, value: unknown): string {
  if (kind === "json") return JSON.stringify(value, null, 2);
  return Array.isArray(value) ? value.map(String).join("\n") : String(value);
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

/** The value that a draft means. Empty fields are left out, so that the service's defaults stand. */
export function readDraft(fields: readonly Field[], draft: Draft): FormResult {
  const value: Record<string, unknown> = {};
  const problems: Record<string, FieldProblem> = {};
  for (const field of fields) {
    if (field.kind === "group") {
      const inner = readDraft(field.fields, draft);
      const isEmpty =
        Object.keys(inner.value).length === 0 && Object.keys(inner.problems).every((path) => !draft[path]);
      if (isEmpty && !field.required) continue;
      value[field.name] = inner.value;
      Object.assign(problems, inner.problems);
      continue;
    }
    const typed = draft[field.path]?.trim() ?? "";
    if (typed === "") {
      if (field.required) problems[field.path] = { code: "required" };
      continue;
    }
    const read = readField(field, typed);
    if ("problem" in read) problems[field.path] = read.problem;
    else value[field.name] = read.value;
  }
  return { value, problems };
}

type Read = { readonly value: unknown } | { readonly problem: FieldProblem };

function readField(field: Field, typed: string): Read {
  const { kind, schema } = field;
  switch (kind) {
    case "number":
      return readNumber(schema, typed);
    case "flag":
      return { value: typed === "true" };
    case "choices":
    case "lines":
      return readLines(schema, typed);
    case "json":
      return readJson(typed);
    case "moment":
      return Number.isNaN(Date.parse(typed))
        ? { problem: { code: "moment" } }
        : { value: new Date(typed).toISOString() };
    default:
      return readText(schema, typed);
  }
}

function readNumber(schema: FormSchema, typed: string): Read {
  const number = Number(typed.replace(",", "."));
  if (!Number.isFinite(number)) return { problem: { code: "number" } };
  if (schema.type === "integer" && !Number.isInteger(number)) return { problem: { code: "integer" } };
  const { minimum, maximum } = schema;
  if (minimum !== undefined && number < minimum) return { problem: { code: "min", limit: minimum } };
  if (maximum !== undefined && number > maximum) return { problem: { code: "max", limit: maximum } };
  return { value: number };
}

function readText({ maxLength, pattern }: FormSchema, typed: string): Read {
  if (maxLength !== undefined && [...typed].length > maxLength) return { problem: { code: "long", limit: maxLength } };
  if (pattern !== undefined && !new RegExp(pattern, "u").test(typed)) return { problem: { code: "pattern" } };
  return { value: typed };
}

function readLines({ items = {}, maxItems }: FormSchema, typed: string): Read {
  const lines = typed
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  if (maxItems !== undefined && lines.length > maxItems) return { problem: { code: "many", limit: maxItems } };
  for (const line of lines) {
    const read = readText(items, line);
    if ("problem" in read) return read;
  }
  return { value: lines };
}

function readJson(typed: string): Read {
  try {
    const value: unknown = JSON.parse(typed);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? { value }
      : { problem: { code: "json" } };
  } catch {
    return { problem: { code: "json" } };
  }
}

/** What a refusal says, by the path of the field that it speaks of; what speaks of none is under "". */
export function refusalByField(details: string, fields: readonly Field[]): Readonly<Record<string, string>> {
  const paths = allPaths(fields);
  const sentences = details
    .replace(/^(?:[\w:. ]*\b)?settings of the provider \w+: /, "")
    .replace(/ \(spec\/[^)]*\)\.?$/, "")
    .split("; ");
  const found: Record<string, string> = {};
  let last = "";
  for (const sentence of sentences) {
    const { path, text } = spokenOf(sentence, paths);
    // A sentence that names no field goes on with what was said before.
    last = path === "" ? last : path;
    found[last] = found[last] === undefined ? text : `${found[last]}; ${text}`;
  }
  return found;
}

function spokenOf(sentence: string, paths: readonly string[]): { readonly path: string; readonly text: string } {
  const missing = /^(?:([\w.]+): )?must have required property '(\w+)'/.exec(sentence);
  if (missing !== null) {
    const [, parent = "settings", name = ""] = missing;
    return { path: pathIn(paths, parent === "settings" ? name : `${parent}.${name}`), text: sentence };
  }
  const named = /^([\w.]+): /.exec(sentence)?.[1] ?? "";
  const path = pathIn(paths, named);
  return { path, text: path === "" ? sentence : sentence.slice(named.length + 2) };
}

function allPaths(fields: readonly Field[]): readonly string[] {
  return fields.flatMap((field) => [field.path, ...allPaths(field.fields)]);
}

/** The longest path that the name begins with: the third entry of a list is wrong in the field of the list. */
function pathIn(paths: readonly string[], name: string): string {
  const fitting = paths.filter((path) => name === path || name.startsWith(`${path}.`));
  return fitting.reduce((longest, path) => (path.length > longest.length ? path : longest), "");
}

/** What differs between two values, by the dotted names of what differs. */
export function differences(
  before: unknown,
  after: unknown,
  path = "",
): readonly { readonly path: string; readonly before: unknown; readonly after: unknown }[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (!isPlain(before) || !isPlain(after)) return [{ path, before, after }];
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  // A name that somebody typed may be one that every object has.
  const own = (value: Readonly<Record<string, unknown>>, name: string) =>
    Object.hasOwn(value, name) ? value[name] : undefined;
  return [...names].flatMap((name) =>
    differences(own(before, name), own(after, name), path === "" ? name : `${path}.${name}`),
  );
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

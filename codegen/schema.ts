/** Holds a document against its JSON Schema and says at the line what is wrong and what is allowed. */
import { readFileSync } from "node:fs";
import type { ErrorObject, ValidateFunction } from "ajv";
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { LONGEST_DURATION, parseDuration } from "./duration.ts";
import type { Document } from "./load.ts";
import type { PathStep } from "./model.ts";
import { error, type Problem, type Span } from "./problem.ts";

export type SchemaName = "metrics" | "config" | "version" | "openapi" | "dashboard";

/** The schemas ship with the project's own contract, where editors find them; they hold no word of any service. */
const SCHEMAS = new URL("../spec/contracts/schemas/", import.meta.url);

/** One for all schemas, as each compiles the schema of schemas anew. */
const ajv = new Ajv2020.default({ allErrors: true, verbose: true, strict: true, allowUnionTypes: true });
addFormats.default(ajv, ["date"]);
ajv.addFormat("regex", isRegex);
ajv.addFormat("prometheus-duration", (text: string) => parseDuration(text) <= LONGEST_DURATION);

const compiled = new Map<SchemaName, ValidateFunction>();

function validator(name: SchemaName): ValidateFunction {
  const known = compiled.get(name);
  if (known) return known;
  const made = ajv.compile(JSON.parse(readFileSync(new URL(`${name}.schema.json`, SCHEMAS), "utf8")));
  compiled.set(name, made);
  return made;
}

/** As the generated parser compiles it. */
function isRegex(text: string): boolean {
  try {
    new RegExp(text, "u");
    return true;
  } catch {
    return false;
  }
}

/** Consequences of other findings, which say more. */
const FOLLOWING = ["propertyNames", "if"];

/** Every violation as a Problem `schema/<keyword>`. */
export function checkSchema(document: Document, name: SchemaName): Problem[] {
  const validate = validator(name);
  if (validate(document.value)) return [];
  const found = validate.errors ?? [];
  // Where a pattern already says it, the format of the same value says it again.
  const patternAt = new Set(
    found.filter(({ keyword }) => keyword === "pattern").map(({ instancePath }) => instancePath),
  );
  return found
    .filter(({ keyword }) => !FOLLOWING.includes(keyword))
    .filter(({ keyword, instancePath }) => keyword !== "format" || !patternAt.has(instancePath))
    .map((item) => toProblem(document, item));
}

function toProblem(document: Document, found: ErrorObject): Problem {
  const path = pathOf(found.instancePath);
  const { at, message, help } = describe(document, found, path);
  return error(`schema/${slug(found.keyword)}`, at, message, help);
}

interface Description {
  readonly at: Span;
  readonly message: string;
  readonly help: string;
}

function describe(document: Document, found: ErrorObject, path: readonly PathStep[]): Description {
  const schema = found.parentSchema as { description?: string; properties?: Record<string, unknown> } | undefined;
  const value = document.at(...path);
  const what = nameOf(path);
  const hint = schema?.description ?? "See the JSON Schema that the first line names.";
  if (found.keyword === "additionalProperties") {
    const key = String(found.params["additionalProperty"]);
    const allowed = Object.keys(schema?.properties ?? {});
    return { at: document.keyAt(...path, key), message: `Unknown key \`${key}\`.`, help: suggest(key, allowed) };
  }
  if (found.keyword === "required") {
    const key = String(found.params["missingProperty"]);
    const properties = schema?.properties?.[key] as { description?: string } | undefined;
    return {
      at: value,
      message: `The key \`${key}\` is missing here.`,
      help: `Add \`${key}\`: ${properties?.description ?? "it is required"}`,
    };
  }
  if (found.propertyName !== undefined) {
    return {
      at: document.keyAt(...path, found.propertyName),
      message: `\`${found.propertyName}\` ${found.message ?? "is not allowed here"}.`,
      help: hint,
    };
  }
  if (found.keyword === "enum") {
    const allowed = (found.params["allowedValues"] as unknown[]).map(String);
    return {
      at: value,
      message: `${what} is ${show(found.data)}, which is none of ${allowed.join(", ")}.`,
      help: suggest(String(found.data), allowed),
    };
  }
  const scalar = ["number", "boolean"].includes(typeof found.data);
  const help =
    found.keyword === "type" && found.params["type"] === "string" && scalar ? `Put quotes around it. ${hint}` : hint;
  return {
    at: value,
    message: `${what} is ${show(found.data)}: it ${found.message ?? "is wrong"}.`,
    help: help.trim(),
  };
}

function nameOf(path: readonly PathStep[]): string {
  const last = path.at(-1);
  if (last === undefined) return "The file";
  if (typeof last === "string") return `\`${last}\``;
  const list = path.findLast((step) => typeof step === "string");
  return `Item ${last + 1}${list === undefined ? "" : ` of \`${list}\``}`;
}

function show(data: unknown): string {
  if (data === null) return "empty";
  const text = typeof data === "number" ? String(data) : (JSON.stringify(data) ?? "nothing");
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function slug(keyword: string): string {
  return keyword.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function pathOf(pointer: string): PathStep[] {
  const steps = pointer.split("/").slice(1);
  return steps.map((step) => {
    const plain = step.replaceAll("~1", "/").replaceAll("~0", "~");
    return /^\d+$/.test(plain) ? Number(plain) : plain;
  });
}

const MOST_NAMED = 8;

/** "Did you mean …" for the nearest allowed word, else the allowed words, the nearest first where there are many. */
export function suggest(word: string, allowed: readonly string[]): string {
  if (allowed.length === 0) return "Nothing of that kind is declared here: declare it, or remove this.";
  const ranked = allowed
    .map((name) => ({ name, distance: distance(word, name) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  if (best && best.distance <= Math.max(2, Math.floor(word.length / 3))) return `Did you mean \`${best.name}\`?`;
  if (allowed.length <= MOST_NAMED) return `Use one of: ${allowed.join(", ")}.`;
  const nearest = ranked.slice(0, MOST_NAMED).map(({ name }) => name);
  return `Use one of the ${allowed.length} that are declared, such as ${nearest.join(", ")}.`;
}

/** Levenshtein distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitute = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substitute, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** An OpenAPI document as a tree: operations and components with every reference followed. */
import type { PathStep } from "../model.ts";
import type { Span } from "../problem.ts";
import { follow, isRecord, pointerSteps } from "../schema-values.ts";
import { branch, type Json, leaf, type Tree } from "./tree.ts";

type Locate = (...path: readonly PathStep[]) => Span | undefined;
type Raw = Readonly<Record<string, Json>>;

interface Reader {
  readonly document: Raw;
  readonly at: Locate;
  /** Components that an operation reaches, as pointers. */
  readonly reached: Set<string>;
}

/** A value with where it is written in the document. */
interface Placed {
  readonly value: Json;
  readonly origin: readonly PathStep[];
  /** References that were followed to get here, so that one that leads back to itself ends. */
  readonly followed: readonly string[];
}

export const METHODS: readonly string[] = ["get", "put", "post", "delete", "patch", "head", "options", "trace"];

/** `openapi/paths/{path}/{method}/…`; each part knows where it stands in the document. */
export function apiTree(document: Raw, at: Locate): Tree {
  const reader: Reader = { document, at, reached: new Set() };
  const root: Placed = { value: document, origin: [], followed: [] };
  const { paths: _paths, components, openapi, info, security: _security, ...rest } = document;
  return branch([
    ["openapi", leaf(openapi, at("openapi"))],
    ["info", withoutVersion(info, at)],
    ...Object.keys(rest).map((key) => [key, keyed(reader, below(root, key), key)] as const),
    ["paths", operationsTree(reader)],
    ["components", componentsTree(reader, components)],
  ]);
}

function operationsTree(reader: Reader): Tree {
  const paths = below({ value: reader.document, origin: [], followed: [] }, "paths");
  return branch(
    Object.keys(recordOf(paths.value)).map((path) => [path, pathTree(reader, below(paths, path))] as const),
  );
}

/** The version is checked against VERSION.json, and changes with every release. */
function withoutVersion(info: Json, at: Locate): Tree {
  const { version: _, ...rest } = recordOf(info);
  return branch(Object.entries(rest).map(([key, value]) => [key, leaf(value, at("info", key))]));
}

function pathTree(reader: Reader, path: Placed): Tree {
  const item = recordOf(path.value);
  const shared = parametersOf(reader, below(path, "parameters"));
  const methods = Object.keys(item).filter((key) => METHODS.includes(key));
  const others = Object.keys(item).filter((key) => !METHODS.includes(key) && key !== "parameters");
  return branch(
    [
      ...methods.map((method) => [method, operationTree(reader, below(path, method), shared)] as const),
      ...others.map((key) => [key, keyed(reader, below(path, key), key)] as const),
    ],
    reader.at(...path.origin),
  );
}

function operationTree(reader: Reader, operation: Placed, shared: readonly (readonly [string, Tree])[]): Tree {
  const raw = recordOf(operation.value);
  const { parameters: _, security, ...rest } = raw;
  const parameters = new Map([...shared, ...parametersOf(reader, below(operation, "parameters"))]);
  const schemes = security ?? reader.document["security"] ?? [{}];
  return branch(
    [
      ...Object.keys(rest).map((key) => [key, keyed(reader, below(operation, key), key)] as const),
      ["parameters", branch(parameters)],
      ["security", alternatives(schemes, reader.at(...operation.origin, "security"))],
    ],
    reader.at(...operation.origin),
  );
}

function parametersOf(reader: Reader, list: Placed): (readonly [string, Tree])[] {
  if (!Array.isArray(list.value)) return [];
  return list.value.map((_, i) => {
    const parameter = resolved(reader, below(list, i));
    const { name, in: place } = recordOf(parameter.value);
    return [`${String(place)}:${String(name)}`, keyed(reader, parameter, "parameter")] as const;
  });
}

/** Ways to authenticate, with the scopes that each needs. An empty list asks for nothing, as an empty way does. */
function alternatives(value: Json, at: Span | undefined): Tree {
  const list = Array.isArray(value) && value.length > 0 ? (value as readonly Json[]) : [{}];
  const names = list.map((item) => Object.entries(recordOf(item)).map(schemeName).sort().join(" and ") || "none");
  return branch(
    names.map((name) => [name, leaf(true, at)]),
    at,
  );
}

function schemeName([name, scopes]: [string, Json]): string {
  const list = Array.isArray(scopes) ? scopes.map(String).sort() : [];
  return list.length === 0 ? name : `${name} (${list.join(", ")})`;
}

/** Keys of a schema that only people read. */
export const WORDS: readonly string[] = ["description", "title", "examples", "example", "$comment"];
/** What is between the keys of a schema is names there, and a word of OpenAPI elsewhere. */
const MAPS_OF_NAMES = ["properties", "patternProperties", "$defs", "headers", "content", "responses"];
const SETS = ["required", "enum", "tags", "x-failure-reasons", "x-unrouted-reasons"];

/** Lists that are left out when they are empty. */
const OPTIONAL = ["properties", "required", "headers", "servers", "x-failure-reasons", "x-unrouted-reasons"];

function keyed(reader: Reader, placed: Placed, key: string): Tree {
  const { value, origin } = placed;
  const at = reader.at(...origin);
  const place = { at, ...(origin.length > 0 ? { origin: origin.map(String) } : {}) };
  const optional = OPTIONAL.includes(key);
  if (Array.isArray(value)) return { ...listTree(reader, placed, key, value), ...place, optional };
  if (!isRecord(value)) return { value, ...place };
  const named = MAPS_OF_NAMES.includes(key);
  const partsOf = (names: readonly string[]) =>
    names.map((name) => [name, keyed(reader, below(placed, name), named ? "" : name)] as const);
  const target = referred(reader, placed);
  if (!target) return { ...branch(partsOf(Object.keys(value))), ...place, optional };
  return joined(keyed(reader, target, key), new Map(partsOf(Object.keys(value).filter((name) => name !== "$ref"))));
}

/** What is referred to, with what stands beside the reference. Both hold; a key that both have is kept of each. */
function joined(target: Tree, beside: ReadonlyMap<string, Tree>): Tree {
  if (beside.size === 0) return target;
  const children = target.children ?? new Map([["$ref", target]]);
  const twice = [...children].filter(([name]) => beside.has(name) && !WORDS.includes(name));
  const rest: (readonly [string, Tree])[] = twice.length === 0 ? [] : [["$ref", branch(twice)]];
  return { ...target, ...branch([...children, ...beside, ...rest], target.at) };
}

function listTree(reader: Reader, list: Placed, key: string, value: readonly Json[]): Tree {
  if (SETS.includes(key) || value.every((item) => typeof item !== "object")) {
    const name = key === "type" ? String : text;
    return branch(value.map((item, i) => [name(item), { value: true, ...placeOf(reader, list, i) }] as const));
  }
  const names = value.map((item, i) => nameOf(resolved(reader, below(list, i)).value, item));
  return branch(names.map((name, i) => [name, keyed(reader, below(list, i), "")] as const));
}

/** An alternative is known by its constant, a server by its address, everything else by what it is. */
function nameOf(value: Json, written: Json): string {
  const record = recordOf(value);
  const name = record["const"] ?? record["url"] ?? record["name"];
  return name === undefined ? JSON.stringify(written) : text(name);
}

function placeOf(reader: Reader, list: Placed, i: number) {
  const origin = [...list.origin, i];
  return { at: reader.at(...origin), origin: [...list.origin.map(String), text((list.value as readonly Json[])[i])] };
}

/** A text as it is, in quotes only when it looks like another value: "1" is not 1. */
function text(value: Json): string {
  const plain = typeof value === "string" && !/^(true$|false$|null$|-?\d|["[{])/.test(value);
  return plain ? value : JSON.stringify(value);
}

/** The thing itself, after as many references as there are. */
function resolved(reader: Reader, placed: Placed): Placed {
  const target = referred(reader, placed);
  return target ? resolved(reader, target) : placed;
}

/** What a reference leads to, undefined for what is none; one to what is being read stays one. */
function referred(reader: Reader, placed: Placed): Placed | undefined {
  const ref = recordOf(placed.value)["$ref"];
  if (typeof ref !== "string") return undefined;
  const [first, kind = "", name = ""] = pointerSteps(ref);
  if (first === "components") reader.reached.add(`${kind}/${name}`);
  if (placed.followed.includes(ref)) return { ...placed, value: `as ${ref} above` };
  const target = { value: follow(reader.document, ref) as Json, origin: pointerSteps(ref) };
  return { ...target, followed: [...placed.followed, ref] };
}

function componentsTree(reader: Reader, components: Json): Tree {
  const kinds = Object.keys(recordOf(components));
  const root: Placed = { value: reader.document, origin: [], followed: [] };
  return branch(
    kinds.map((kind) => {
      const place = below(below(root, "components"), kind);
      const names = Object.keys(recordOf(place.value));
      return [kind, branch(names.map((name) => [name, keyed(reader, below(place, name), "")] as const))] as const;
    }),
  );
}

/** Components that the operations of a document reach, as `schemas/Name`. */
export function reachedComponents(document: Raw): ReadonlySet<string> {
  const reader: Reader = { document, at: () => undefined, reached: new Set() };
  operationsTree(reader);
  return reader.reached;
}

function below(placed: Placed, step: PathStep): Placed {
  const { value, origin, followed } = placed;
  const inner = Array.isArray(value) ? (value as readonly Json[])[Number(step)] : recordOf(value)[step];
  return { value: inner, origin: [...origin, step], followed };
}

function recordOf(value: unknown): Raw {
  return isRecord(value) ? (value as Raw) : {};
}

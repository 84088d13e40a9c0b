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

function alternatives(value: Json, at: Span | undefined): Tree {
  const list = Array.isArray(value) ? value : [];
  const names = list.map((item) => Object.keys(recordOf(item)).sort().join(" and ") || "none");
  return branch(
    names.map((name) => [name, leaf(true, at)]),
    at,
  );
}

/** What is between the keys of a schema is names there, and a word of OpenAPI elsewhere. */
const MAPS_OF_NAMES = ["properties", "patternProperties", "$defs", "headers", "content", "responses"];
const SETS = ["required", "enum", "tags", "x-failure-reasons", "x-unrouted-reasons"];

function keyed(reader: Reader, placed: Placed, key: string): Tree {
  const here = resolved(reader, placed);
  const { value, origin } = here;
  const at = reader.at(...origin);
  const place = { at, ...(origin.length > 0 ? { origin: origin.map(String) } : {}) };
  if (Array.isArray(value)) return { ...listTree(reader, here, key, value), ...place };
  if (!isRecord(value)) return { value, ...place };
  const named = MAPS_OF_NAMES.includes(key);
  const parts = (from: Placed, names: readonly string[]) =>
    names.map((name) => [name, keyed(reader, below(from, name), named ? "" : name)] as const);
  // What stands beside a reference holds as well as what it refers to.
  const beside = here === placed ? [] : Object.keys(recordOf(placed.value)).filter((name) => name !== "$ref");
  return { ...branch([...parts(here, Object.keys(value)), ...parts(placed, beside)]), ...place };
}

function listTree(reader: Reader, list: Placed, key: string, value: readonly Json[]): Tree {
  if (SETS.includes(key) || value.every((item) => typeof item !== "object"))
    return branch(value.map((item, i) => [text(item), { value: true, ...placeOf(reader, list, i) }] as const));
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

function text(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** The thing itself, after as many references as there are; a reference to what is being read stays one. */
function resolved(reader: Reader, placed: Placed): Placed {
  const ref = recordOf(placed.value)["$ref"];
  if (typeof ref !== "string") return placed;
  const [first, kind = "", name = ""] = pointerSteps(ref);
  if (first === "components") reader.reached.add(`${kind}/${name}`);
  if (placed.followed.includes(ref)) return { ...placed, value: `as ${ref} above` };
  const target = { value: follow(reader.document, ref) as Json, origin: pointerSteps(ref) };
  return resolved(reader, { ...target, followed: [...placed.followed, ref] });
}

function componentsTree(reader: Reader, components: Json): Tree {
  const kinds = Object.keys(recordOf(components));
  const root: Placed = { value: reader.document, origin: [], followed: [] };
  return branch(
    kinds.map((kind) => {
      const place = below(below(root, "components"), kind);
      const names = Object.keys(recordOf(place.value));
      return [kind, branch(names.map((name) => [name, keyed(reader, below(place, name), kind)] as const))] as const;
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

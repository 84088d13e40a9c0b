/** JSON Schemas of the HTTP contract in words: what a value may be, and the properties of an object row by row. */
import type { JsonSchema } from "../model.ts";
import { isRecord } from "../schema-values.ts";
import { code, codeList, link, prose } from "./markdown.ts";

/** A property of an object, or of an object within it; `name` is its path: items[].id. */
export interface PropertyRow {
  readonly name: string;
  readonly required: boolean;
  /** Markdown. */
  readonly type: string;
  /** Markdown; "" without one. */
  readonly description: string;
}

type SchemaObject = Readonly<Record<string, unknown>>;

const COMPONENT = "#/components/schemas/";
/** Of a component's section in the page that shows it. */
const ANCHOR = "schema-";

/** The name of the component that a schema refers to; undefined when it is no reference. */
export function componentOf(schema: unknown): string | undefined {
  const $ref = isRecord(schema) ? schema["$ref"] : undefined;
  return typeof $ref === "string" && $ref.startsWith(COMPONENT) ? $ref.slice(COMPONENT.length) : undefined;
}

/** A link to the section of a component's schema. */
export function componentLink(name: string): string {
  return link(name, `#${ANCHOR}${name.toLowerCase()}`);
}

/** The heading that `componentLink` leads to, as GitHub makes anchors of headings. */
export function componentHeading(name: string): string {
  return `### Schema ${name}`;
}

/** What a value may be, in Markdown: its type, its limits, its default. Properties of an object are rows of their own. */
export function schemaWords(schema: unknown): string {
  if (schema === true || schema === undefined) return "anything";
  if (!isRecord(schema)) return "nothing";
  const component = componentOf(schema);
  if (component !== undefined) return componentLink(component);
  return [...kind(schema), ...limits(schema), ...defaultOf(schema)].join(", ");
}

function kind(schema: SchemaObject): string[] {
  if (schema["const"] !== undefined) return [`always ${value(schema["const"])}`];
  const { enum: values, oneOf, anyOf } = schema;
  if (Array.isArray(values)) return [`one of ${values.map(value).join(", ")}`];
  const choices = [oneOf, anyOf].find(Array.isArray);
  if (choices !== undefined) return [choices.map(schemaWords).join(" or ")];
  const types = [schema["type"]].flat().filter((type) => typeof type === "string");
  return types.length === 0 ? ["anything"] : [types.map((type) => typeWords(type, schema)).join(" or ")];
}

function typeWords(type: string, schema: SchemaObject): string {
  if (type !== "array") return type;
  const { items } = schema;
  return isPlainObject(items) ? "list of objects" : `list of: ${schemaWords(items)}`;
}

/** An object whose properties are shown where it stands. */
function isPlainObject(schema: unknown): schema is SchemaObject {
  return isRecord(schema) && componentOf(schema) === undefined && isRecord(schema["properties"]);
}

function limits(schema: SchemaObject): string[] {
  const number = (key: string) => (typeof schema[key] === "number" ? schema[key] : undefined);
  const text = (key: string) => (typeof schema[key] === "string" ? schema[key] : undefined);
  const told = (words: string, found: string | number | undefined) =>
    found === undefined ? [] : [`${words} ${typeof found === "string" ? code(found) : found}`];
  return [
    ...between(number("minimum"), number("maximum"), ""),
    ...told("more than", number("exclusiveMinimum")),
    ...told("less than", number("exclusiveMaximum")),
    ...told("a multiple of", number("multipleOf")),
    ...between(number("minLength"), number("maxLength"), " characters"),
    ...told("as", text("format")),
    ...told("matches", text("pattern")),
    ...told("media type", text("contentMediaType")),
    ...between(number("minItems"), number("maxItems"), " items"),
    ...(schema["uniqueItems"] === true ? ["none twice"] : []),
    ...between(number("minProperties"), number("maxProperties"), " properties"),
  ];
}

function between(min: number | undefined, max: number | undefined, what: string): string[] {
  if (min !== undefined && max !== undefined)
    return [min === max ? `exactly ${min}${what}` : `${min} to ${max}${what}`];
  if (min !== undefined) return [`at least ${min}${what}`];
  return max === undefined ? [] : [`at most ${max}${what}`];
}

function defaultOf(schema: SchemaObject): string[] {
  return schema["default"] === undefined ? [] : [`${value(schema["default"])} unless given`];
}

function value(json: unknown): string {
  return json === null ? "null" : code(typeof json === "string" ? json : JSON.stringify(json));
}

/** Text of a schema's description; "" without one. */
export function descriptionOf(schema: unknown): string {
  const text = isRecord(schema) ? schema["description"] : undefined;
  return typeof text === "string" ? prose(text) : "";
}

/** Every property in the order of the contract, those of objects within it behind their own. */
export function propertyRows(schema: JsonSchema, path = ""): PropertyRow[] {
  if (!isRecord(schema)) return [];
  const { properties, required, additionalProperties } = schema;
  const demanded: readonly unknown[] = Array.isArray(required) ? required : [];
  const named = Object.entries(isRecord(properties) ? properties : {}).flatMap(([name, property]) => [
    row(`${path}${name}`, property, demanded.includes(name)),
    ...within(`${path}${name}`, property),
  ]);
  const others = isRecord(additionalProperties)
    ? [row(`${path}*`, additionalProperties, false), ...within(`${path}*`, additionalProperties)]
    : [];
  return [...named, ...others];
}

function row(name: string, schema: unknown, required: boolean): PropertyRow {
  return { name, required, type: schemaWords(schema), description: descriptionOf(schema) };
}

/** Properties of an object that has no section of its own: as it is, in a list, or as one of several choices. */
function within(path: string, schema: unknown): PropertyRow[] {
  if (!isRecord(schema) || componentOf(schema) !== undefined) return [];
  const { items, oneOf, anyOf } = schema;
  const choices = [oneOf, anyOf].flatMap((list) => (Array.isArray(list) ? list : []));
  return [
    ...propertyRows(schema, `${path}.`),
    ...(items === undefined ? [] : within(`${path}[]`, items)),
    ...choices.flatMap((choice) => within(path, choice)),
  ];
}

/** What a schema says of its properties beyond each of them, a sentence each. */
export function remarks(schema: JsonSchema): string[] {
  if (!isRecord(schema)) return [];
  const { properties, additionalProperties } = schema;
  const hasProperties = isRecord(properties) && Object.keys(properties).length > 0;
  const { allOf } = schema;
  const rules = ["if", "then", "else", "not", "dependentRequired"].filter((key) => schema[key] !== undefined);
  const own = Object.fromEntries(rules.map((key) => [key, schema[key]]));
  return [
    ...(hasProperties && additionalProperties === false ? ["There are no other properties."] : []),
    ...(hasProperties && additionalProperties === true ? ["Further properties may be there."] : []),
    ...[...(Array.isArray(allOf) ? allOf : []), ...(rules.length === 0 ? [] : [own])].map(conditionWords),
  ];
}

/** `if` a property has a value, `then` others are required: in words. Any other condition as it is written. */
function conditionWords(rule: unknown): string {
  const component = componentOf(rule);
  if (component !== undefined) return `It is a ${componentLink(component)}, too.`;
  const { if: when, then, ...others } = isRecord(rule) ? rule : {};
  const cases = isRecord(when) && isRecord(when["properties"]) ? Object.entries(when["properties"]) : [];
  const { required, ...more } = isRecord(then) ? then : {};
  const plain =
    cases.length > 0 && Array.isArray(required) && [others, more].every((rest) => Object.keys(rest).length === 0);
  if (!plain) return `And it must satisfy ${code(JSON.stringify(rule))}.`;
  const told = cases.map(([name, schema]) => `${code(name)} is ${schemaWords(schema).replace(/^always /, "")}`);
  return `Where ${told.join(" and ")}, ${codeList(required.map(String))} must be there.`;
}

/** The values that a schema lists with what each means: `oneOf` of `const`. */
export function listedValues(schema: JsonSchema): readonly { readonly name: string; readonly description: string }[] {
  const oneOf: unknown = isRecord(schema) ? schema["oneOf"] : undefined;
  if (!Array.isArray(oneOf) || !oneOf.every((item) => isRecord(item) && item["const"] !== undefined)) return [];
  return oneOf.map((item: unknown) => ({
    name: String(isRecord(item) ? item["const"] : ""),
    description: descriptionOf(item),
  }));
}

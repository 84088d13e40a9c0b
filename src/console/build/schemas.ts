/** The JSON Schemas that forms are made of: settings by provider, params by action, out of the HTTP contract. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { FormSchema } from "../core/schema-form.ts";

export interface ContractSchemas {
  /** By provider. */
  readonly settings: Readonly<Record<string, FormSchema>>;
  /** By the name of the schema, as TSyncParams. */
  readonly params: Readonly<Record<string, FormSchema>>;
  /** Of a slot, whatever its provider. */
  readonly limits: FormSchema;
}

type Json = Readonly<Record<string, unknown>>;

/** Reads the contract. Throws when a provider has no schema of its settings. */
export function contractSchemas(repository: string): ContractSchemas {
  const read = (path: string) =>
    asObject(parse(readFileSync(join(repository, "spec/contracts", path), "utf8"), { maxAliasCount: -1 }));
  const schemas = asObject(asObject(read("openapi.yaml")["components"])["schemas"]);
  const labels = asObject(read("schemas/metrics.yaml")["labels"]);
  const resolved = (name: string) => resolve(schemas[name], { schemas, labels });
  const providers = valuesOf(labels, "provider");
  return {
    settings: Object.fromEntries(providers.map((name) => [name, resolved(settingsName(name, schemas))])),
    params: Object.fromEntries(
      Object.keys(schemas)
        .filter((name) => name.endsWith("Params"))
        .map((name) => [name, resolved(name)]),
    ),
    limits: limitsOf(resolved("SlotOrder")),
  };
}

/** What of a slot is a number. One that may not be null is needed: left out, the slot would keep the one it has. */
function limitsOf({ properties = {} }: FormSchema): FormSchema {
  const typesOf = ({ type = [] }: FormSchema) => [type].flat();
  const numbers = Object.entries(properties).filter(([, own]) => typesOf(own).includes("integer"));
  return {
    type: "object",
    required: numbers.filter(([, own]) => !typesOf(own).includes("null")).map(([name]) => name),
    properties: Object.fromEntries(numbers),
  };
}

function settingsName(provider: string, schemas: Json): string {
  const name = `${provider.charAt(0).toUpperCase()}${provider.slice(1)}Settings`;
  if (schemas[name] === undefined)
    throw new Error(`spec/contracts/openapi.yaml: the provider ${provider} needs ${name}`);
  return name;
}

interface Sources {
  readonly schemas: Json;
  readonly labels: Json;
}

/** The schema with every reference and every label's domain put in its place. */
function resolve(schema: unknown, sources: Sources): FormSchema {
  if (Array.isArray(schema)) return schema.map((item) => resolve(item, sources)) as unknown as FormSchema;
  if (typeof schema !== "object" || schema === null) return schema as unknown as FormSchema;
  const { $ref: reference, "x-label": label, ...rest } = asObject(schema);
  const target =
    typeof reference === "string" ? resolve(sources.schemas[reference.split("/").at(-1) ?? ""], sources) : {};
  const domain = typeof label === "string" ? { enum: valuesOf(sources.labels, label) } : {};
  const own = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, resolve(value, sources)]));
  return { ...target, ...domain, ...own };
}

function valuesOf(labels: Json, label: string): readonly string[] {
  const { values } = asObject(labels[label]);
  return Array.isArray(values) ? values.map(String) : [];
}

function asObject(value: unknown): Json {
  return typeof value === "object" && value !== null ? (value as Json) : {};
}

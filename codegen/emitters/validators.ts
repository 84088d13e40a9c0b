/** Emits generated/validators.js and .d.ts: JSON Schema validators compiled by ajv, as ESM without `require`. */
import standalone from "ajv/dist/standalone/index.js";
import { DOCUMENT_ID, schemaCompiler } from "../json-schema.ts";
import type { Api, JsonSchema, Model, Operation, Parameter } from "../model.ts";
import { header, type OutputFile } from "../output.ts";
import { pascalCase, quote, uniqueName } from "./typescript.ts";

const SOURCE = "spec/contracts/openapi.yaml";

/** Throws when ajv does not take a schema: an unknown keyword or format, say. */
export function emit({ api }: Model): OutputFile[] {
  if (api === undefined) return [];
  const { validators } = planValidators(api);
  return [
    { path: "generated/validators.js", text: moduleText(api, validators) },
    { path: "generated/validators.d.ts", text: declarations(validators) },
  ];
}

/** A validator to generate. */
interface Validator {
  readonly name: string;
  /** Where its schema stands in the document that ajv is given, with leading `#`. */
  readonly pointer: string;
  /** The schema, when it is none of the components. */
  readonly inline: JsonSchema | undefined;
  /** The TypeScript type of what passes. */
  readonly type: string;
}

export interface ValidatorPlan {
  readonly validators: readonly Validator[];
  /** The validator of a parameter, and of an operation's JSON body when it has one. */
  readonly names: ReadonlyMap<Parameter | Operation, string>;
}

/** One validator for each component schema, and for each other schema of a parameter or of a JSON body. */
export function planValidators(api: Api): ValidatorPlan {
  const taken = new Set<string>();
  const components = Object.entries(componentSchemas(api)).map(([component, schema]) => {
    const name = uniqueName(`validate${pascalCase(component)}`, taken);
    const pointer = `${COMPONENTS}${component.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    return { name, pointer, schema, inline: undefined, type: `components["schemas"][${quote(component)}]` };
  });
  const byKey = new Map<unknown, Validator>(
    components.flatMap((entry) => [[entry.pointer, entry] as const, [entry.schema, entry] as const]),
  );
  const names = new Map<Parameter | Operation, string>();
  for (const { node, name: base, schema, type } of api.operations.flatMap(usedSchemas)) {
    const key = `${base} ${JSON.stringify(schema)}`;
    let validator = byKey.get(reference(schema) ?? schema) ?? byKey.get(key);
    if (validator === undefined) {
      const name = uniqueName(`validate${pascalCase(base)}`, taken);
      validator = { name, pointer: `#/inline/${name}`, inline: schema, type };
      byKey.set(key, validator);
    }
    names.set(node, validator.name);
  }
  return { validators: [...new Set([...components, ...byKey.values()])], names };
}

const COMPONENTS = "#/components/schemas/";

function componentSchemas({ document }: Api): Readonly<Record<string, JsonSchema>> {
  const { components } = document as { components?: { schemas?: Readonly<Record<string, JsonSchema>> } };
  return components?.schemas ?? {};
}

interface Use {
  readonly node: Parameter | Operation;
  readonly name: string;
  readonly schema: JsonSchema;
  readonly type: string;
}

function usedSchemas(operation: Operation): Use[] {
  const uses = operation.parameters.map((node): Use => {
    const place = `operations[${quote(operation.id)}]["parameters"][${quote(node.in)}]`;
    const type = node.required
      ? `${place}[${quote(node.name)}]`
      : `NonNullable<NonNullable<${place}>[${quote(node.name)}]>`;
    return { node, name: `${node.name}-parameter`, schema: node.schema, type };
  });
  const { requestSchema: schema, streamedBody } = operation;
  if (schema === undefined || streamedBody) return uses;
  return [...uses, { node: operation, name: `${operation.id}-body`, schema, type: bodyType(operation) }];
}

/** The TypeScript type of an operation's JSON body. */
export function bodyType({ id, requestSchema }: Operation): string {
  const inline = `NonNullable<operations[${quote(id)}]["requestBody"]>["content"]["application/json"]`;
  return (requestSchema !== undefined && componentType(requestSchema)) || inline;
}

/** The TypeScript type of a schema that is one reference to a component. */
export function componentType(schema: JsonSchema): string | undefined {
  const name = reference(schema)?.slice(COMPONENTS.length).replaceAll("~1", "/").replaceAll("~0", "~");
  return name === undefined ? undefined : `components["schemas"][${quote(name)}]`;
}

/** `#/components/schemas/X` when the schema is one reference to it. */
function reference(schema: JsonSchema): string | undefined {
  const target = typeof schema === "object" ? schema["$ref"] : undefined;
  return typeof target === "string" && target.startsWith(COMPONENTS) ? target : undefined;
}

function moduleText(api: Api, validators: readonly Validator[]): string {
  const schemas = componentSchemas(api);
  const inline = Object.fromEntries(
    validators.flatMap(({ name, inline }) => (inline === undefined ? [] : [[name, inline]])),
  );
  const ajv = schemaCompiler({ components: { schemas }, inline });
  const ids = Object.fromEntries(validators.map(({ name, pointer }) => [name, `${DOCUMENT_ID}${encodeURI(pointer)}`]));
  const code = standalone.default(ajv, ids).replace(/^"use strict";\n?/, "");
  return `${header("//", SOURCE, "validators")}
// Validators of the schemas of the HTTP contract.
${importStatically(code).trimEnd()}
`;
}

/** ajv's standalone code calls `require` even as ESM; its CommonJS modules are imported by their full file names here. */
function importStatically(code: string): string {
  const imports = new Map<string, string>();
  const body = code.replace(/require\("([^"]+)"\)(\.default)?/g, (_, path: string, isDefault?: string) => {
    const name = imports.get(path) ?? `module${imports.size}`;
    imports.set(path, name);
    // Node gives a CommonJS module's exports as the default import, other loaders its `default` at once.
    return isDefault === undefined ? name : `(${name}.default ?? ${name})`;
  });
  const lines = [...imports].map(([path, name]) => `import ${name} from ${quote(`${path}.js`)};\n`);
  return `${lines.join("")}${body}`;
}

function declarations(validators: readonly Validator[]): string {
  const lines = validators.map(({ name, type }) => `export declare const ${name}: Validator<${type}>;`);
  const used = ["components", "operations"].filter((name) => lines.some((line) => line.includes(`<${name}[`)));
  const imports = used.length === 0 ? "" : `import type { ${used.join(", ")} } from "./api.ts";\n`;
  return `${header("//", SOURCE, "validators")}
/** Validators of the schemas of the HTTP contract. */
${imports}
/** The first thing that is wrong with a value. */
export interface Fault {
  /** JSON pointer of the place in the value; "" for the value itself. */
  readonly instancePath: string;
  readonly keyword: string;
  /** What the keyword asks for: {missingProperty}, {limit}, {allowedValues} and the like. */
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string;
}

export interface Validator<T> {
  (data: unknown): data is T;
  /** Of the last call: null when the value passed. */
  readonly errors?: readonly Fault[] | null;
}

${lines.join("\n")}
`;
}

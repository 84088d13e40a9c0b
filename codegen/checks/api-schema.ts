/** Every schema of the HTTP contract is a JSON Schema whose keywords and formats are known. */
import { DOCUMENT_ID, schemaCompiler } from "../json-schema.ts";
import type { Api, JsonSchema, Operation } from "../model.ts";
import { error, type Problem, type Span } from "../problem.ts";
import { isRecord } from "../schema-values.ts";
import type { Check } from "./check.ts";

const id = "api/schema";
const HELP = "See the keywords of JSON Schema 2020-12; keys of your own begin with x-.";

export const apiSchema: Check = {
  id,
  explain: {
    what: "A schema of the HTTP contract is no JSON Schema: an unknown keyword or format, a wrong value, an `$id`.",
    why: "A misspelt keyword checks nothing, and the validators could not be compiled.",
    wrong: "schema: {type: string, maxLenght: 20}",
    right: "schema: {type: string, maxLength: 20}",
  },
  check: ({ api }) => (api ? checkApi(api) : []),
};

/** A schema, and what it is the schema of. */
interface Place {
  readonly what: string;
  readonly schema: JsonSchema;
  readonly at: Span;
}

function checkApi({ document, operations, at }: Api): Problem[] {
  const { components } = document as { components?: { schemas?: Readonly<Record<string, JsonSchema>> } };
  const schemas = components?.schemas ?? {};
  const places: Place[] = [
    ...Object.entries(schemas).map(([name, schema]) => ({
      what: `schema \`${name}\``,
      schema,
      at: at("components", "schemas", name),
    })),
    ...operations.flatMap(placesOf),
  ];
  const named = places.filter(({ schema }) => hasId(schema));
  if (named.length > 0) {
    const help = "Remove `$id`; refer to a schema as `#/components/schemas/Name`.";
    return named.map(({ what, at }) =>
      error(id, at, `The ${what} has an \`$id\`, from which references would count.`, help),
    );
  }
  const faults = faultsOf(schemas, places);
  return places.flatMap(({ what, at, schema }) => {
    const fault = faults.get(textOf(schema));
    return fault === undefined ? [] : [error(id, at, `The ${what} is wrong: ${fault}.`, HELP)];
  });
}

/** What is wrong with the schemas, by their texts: the same one stands at many places, and to compile it is slow. */
function faultsOf(schemas: Readonly<Record<string, JsonSchema>>, places: readonly Place[]): Map<string, string> {
  const inline = [...new Map(places.map(({ schema }) => [textOf(schema), schema]))];
  const components = { schemas };
  const ajv = schemaCompiler({ components, inline: inline.map(([, schema]) => schema) }, { optimize: false });
  const faults = new Map<string, string>();
  for (const [i, [text]] of inline.entries()) {
    try {
      ajv.getSchema(`${DOCUMENT_ID}#/inline/${i}`);
    } catch (cause) {
      faults.set(text, cause instanceof Error ? cause.message : String(cause));
    }
  }
  return faults;
}

/** JSON, but for the numbers of YAML that it has no words for. */
function textOf(schema: JsonSchema): string {
  return JSON.stringify(schema, (_key, value: unknown) =>
    typeof value === "number" && !Number.isFinite(value) ? String(value) : value,
  );
}

function placesOf({ id: operation, parameters, requestSchema, responses, at }: Operation): Place[] {
  return [
    ...parameters.map(({ name, schema, at }) => ({ what: `schema of \`${name}\``, schema, at: at() })),
    ...(requestSchema === undefined
      ? []
      : [
          {
            what: `body of \`${operation}\``,
            schema: requestSchema,
            at: at("requestBody", "content", "application/json", "schema"),
          },
        ]),
    ...responses.flatMap(({ status, contents, headers, at }) => [
      ...contents.map(({ mediaType, schema }) => ({
        what: `answer ${status} of \`${operation}\``,
        schema,
        at: at("content", mediaType, "schema"),
      })),
      ...headers.map(({ name, schema }) => ({
        what: `schema of \`${name}\``,
        schema,
        at: at("headers", name, "schema"),
      })),
    ]),
  ];
}

function hasId(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasId);
  if (!isRecord(value)) return false;
  return typeof value["$id"] === "string" || Object.values(value).some(hasId);
}

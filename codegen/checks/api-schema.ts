/** Every schema of the HTTP contract is a JSON Schema whose keywords and formats are known. */
import { DOCUMENT_ID, schemaCompiler } from "../json-schema.ts";
import type { Api, PathStep } from "../model.ts";
import { error, type Problem } from "../problem.ts";
import type { Check } from "./check.ts";

const id = "api/schema";
const HELP = "See the keywords of JSON Schema 2020-12; keys of your own begin with x-.";

export const apiSchema: Check = { id, check: ({ api }) => (api ? checkApi(api) : []) };

function checkApi({ document, operations, at }: Api): Problem[] {
  const { components } = document as { components?: { schemas?: Readonly<Record<string, unknown>> } };
  const schemas = components?.schemas ?? {};
  const parameters = operations.flatMap((operation) => operation.parameters);
  const inline = Object.fromEntries(parameters.map(({ schema }, i) => [`p${i}`, schema]));
  const ajv = schemaCompiler({ components: { schemas }, inline });
  const compile = (pointer: string): string | undefined => {
    try {
      ajv.getSchema(`${DOCUMENT_ID}#/${pointer}`);
      return undefined;
    } catch (cause) {
      return cause instanceof Error ? cause.message : String(cause);
    }
  };
  return [
    ...Object.keys(schemas).flatMap((name) => {
      const path: PathStep[] = ["components", "schemas", name];
      const fault = compile(path.map((step) => encodeURIComponent(String(step))).join("/"));
      return fault === undefined ? [] : [error(id, at(...path), `The schema \`${name}\` is wrong: ${fault}.`, HELP)];
    }),
    ...parameters.flatMap((parameter, i) => {
      const fault = compile(`inline/p${i}`);
      return fault === undefined
        ? []
        : [error(id, parameter.at(), `The schema of \`${parameter.name}\` is wrong: ${fault}.`, HELP)];
    }),
  ];
}

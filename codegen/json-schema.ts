/** How the JSON Schemas of the HTTP contract are compiled, by the emitter of validators and by the check before it. */
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

/** Under this id the document is known to the compiler: `api#/components/schemas/Name`. */
export const DOCUMENT_ID = "api";

/** Words of OpenAPI within schemas that say nothing about validity, and the two that hold the schemas themselves. */
const ANNOTATIONS = ["discriminator", "example", "externalDocs", "xml", "components", "inline"];

export interface CompilerOptions {
  /** Whether the code is made shorter, which takes half of the time; not worth it for code that nobody runs. */
  readonly optimize?: boolean;
}

/** An ajv that knows the schemas of a document and compiles each when it is asked for. */
export function schemaCompiler(
  document: Readonly<Record<string, unknown>>,
  { optimize = true }: CompilerOptions = {},
): Ajv2020 {
  const ajv = new Ajv2020({
    strict: true,
    // Strict finds misspelt keywords and formats; these three would also refuse schemas that are plainly valid.
    strictTypes: false,
    strictTuples: false,
    strictRequired: false,
    allErrors: false,
    // What is wrong with a schema is reported as a Problem, not on the console.
    logger: false,
    code: { source: true, esm: true, lines: true, optimize },
  });
  addFormats.default(ajv);
  ajv.addVocabulary([...ANNOTATIONS, ...extensionWords(document)]);
  ajv.addSchema(structuredClone(document), DOCUMENT_ID, undefined, false);
  return ajv;
}

/** Keys that begin with `x-`, anywhere in a value. */
function extensionWords(value: unknown): string[] {
  const words = new Set<string>();
  JSON.stringify(value, (key, item: unknown) => {
    if (key.startsWith("x-")) words.add(key);
    return item;
  });
  return [...words];
}

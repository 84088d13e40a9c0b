/** Emits generated/api.ts: the types of the HTTP contract, by openapi-typescript. */
import type { OpenAPI3 } from "openapi-typescript";
import type { Model } from "../model.ts";
import { header, type OutputFile } from "../output.ts";

export async function emit({ api }: Model): Promise<OutputFile[]> {
  if (api === undefined) return [];
  // Imported here: it loads the TypeScript compiler, which a contract without an API need not wait for.
  const { default: openapiTS, astToString } = await import("openapi-typescript");
  // A clone, because it writes into what it is given. The loader has checked the document against its schema.
  const document = structuredClone(api.document) as unknown as OpenAPI3;
  const types = await openapiTS(document, {
    cwd: new URL("file:///"),
    silent: true,
    immutable: true,
    // A default is not filled in by validation, so a property that has one may still be absent.
    defaultNonNullable: false,
  });
  const text = `${header("//", "spec/contracts/openapi.yaml", "api")}
/** The types of the HTTP contract: paths, operations and components. */

${astToString(types)}`;
  return [{ path: "generated/api.ts", text }];
}

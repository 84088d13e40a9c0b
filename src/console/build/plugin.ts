/** Vite's way to what the contract says: the documents as trees, and the schemas of settings and actions. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";
import { documentTree, type KnownDocuments } from "./documents.ts";
import { contractSchemas } from "./schemas.ts";

const PREFIX = "virtual:";
/** What Rollup's plugins put before the name of what is no file. */
const MARK = "\0";
const PLAYBOOK = /^ops(\.\w+)?\.md$/;

/**
 * `virtual:schemas`, `virtual:documents` (the names, and how to load each) and `virtual:document/NAME`. Throws when a
 * document or a schema is not what it must be, so that no page is built without it.
 */
export function contractModules(repository: string): Plugin {
  const documents = findDocuments(repository);
  return {
    name: "contract",
    resolveId: (id) => (id.startsWith(PREFIX) ? MARK + id : undefined),
    load(id) {
      if (!id.startsWith(MARK + PREFIX)) return undefined;
      const name = id.slice(MARK.length + PREFIX.length);
      if (name === "schemas") return asModule(contractSchemas(repository));
      if (name === "documents") return listing(documents);
      const path = documents.get(name.replace(/^document\//, ""));
      if (path === undefined) return undefined;
      this.addWatchFile(join(repository, path));
      return asModule(documentTree(readFileSync(join(repository, path), "utf8"), path, documents));
    },
  };
}

/** By the name that addresses have: the path of the document from the root of the repository. */
export function findDocuments(repository: string): KnownDocuments {
  const found = (folder: string, wanted: RegExp) =>
    readdirSync(join(repository, folder))
      .filter((file) => wanted.test(file))
      .sort()
      .map((file) => [file.replace(/\.md$/, ""), `${folder}/${file}`] as const);
  return new Map([...found("spec/docs/blueprints", PLAYBOOK), ...found("generated/docs", /\.md$/)]);
}

function asModule(value: unknown): string {
  return `export default JSON.parse(${JSON.stringify(JSON.stringify(value))});`;
}

function listing(documents: KnownDocuments): string {
  const entries = [...documents.keys()].map(
    (name) => `  ${JSON.stringify(name)}: () => import(${JSON.stringify(`${PREFIX}document/${name}`)}),`,
  );
  return ["export default {", ...entries, "};"].join("\n");
}

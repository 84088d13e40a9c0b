/** Markdown as a tree: what the documents of the contract use, and links that lead somewhere. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { DocumentNode } from "../core/document.ts";
import { documentTree } from "./documents.ts";
import { findDocuments } from "./plugin.ts";

const repository = new URL("../../..", import.meta.url).pathname;
const known = new Map([
  ["ops", "spec/docs/blueprints/ops.md"],
  ["errors", "generated/docs/errors.md"],
]);
const tree = (text: string) => documentTree(text, "spec/docs/blueprints/ops.md", known);

function nodesOf(nodes: readonly DocumentNode[]): readonly Exclude<DocumentNode, string>[] {
  return nodes.flatMap((node) => {
    if (typeof node === "string") return [];
    const [, , ...children] = node;
    return [node, ...nodesOf(children)];
  });
}

describe("a document", () => {
  it("keeps headings, code, lists and tables", () => {
    expect(tree("# A `b` c\n\ntext *with* **weight**")).toEqual([
      ["h1", { id: "a-b-c" }, "A ", ["code", null, "b"], " c"],
      ["p", null, "text ", ["em", null, "with"], " ", ["strong", null, "weight"]],
    ]);
    expect(tree("```sh\na < b\n```")).toEqual([["pre", null, ["code", null, "a < b"]]]);
    expect(tree("3. x\n4. y")).toEqual([["ol", { start: "3" }, ["li", null, "x"], ["li", null, "y"]]]);
    expect(tree("| a | b |\n| --- | --- |\n| `x\\|y` | z |")).toEqual([
      [
        "table",
        null,
        ["thead", null, ["tr", null, ["th", { scope: "col" }, "a"], ["th", { scope: "col" }, "b"]]],
        ["tbody", null, ["tr", null, ["td", null, ["code", null, "x|y"]], ["td", null, "z"]]],
      ],
    ]);
  });

  it("keeps anchors and no other HTML", () => {
    expect(tree('<a id="timeouts"></a>\n### T')).toContainEqual(["p", null, ["span", { id: "timeouts" }]]);
    expect(JSON.stringify(tree("<!-- generated -->\n\n<img src=x onerror=alert(1)>"))).not.toContain("onerror");
  });

  it("leads to other documents within the console, to the web, and nowhere else", () => {
    const hrefs = (text: string) => nodesOf(tree(text)).flatMap(([, attributes]) => attributes?.["href"] ?? []);
    expect(hrefs("[a](../../../generated/docs/errors.md#busy)")).toEqual(["#/docs/errors/busy"]);
    expect(hrefs("[a](#timeouts)")).toEqual(["#/docs/ops/timeouts"]);
    expect(hrefs("[a](https://example.org/)")).toEqual(["https://example.org/"]);
    expect(hrefs("[a](../provider-answers.md) [b](javascript:alert)")).toEqual([]);
  });
});

describe("the documents of this contract", () => {
  const documents = findDocuments(repository);

  it("are the playbook and what is generated", () => {
    for (const name of ["ops", "metrics", "alerts", "errors", "config", "checks"])
      expect(documents.has(name), name).toBe(true);
  });

  it("lead only to anchors that are there", () => {
    const trees = [...documents].map(
      ([name, path]) =>
        [name, nodesOf(documentTree(readFileSync(`${repository}/${path}`, "utf8"), path, documents))] as const,
    );
    const ids = new Map(
      trees.map(([name, nodes]) => [name, new Set(nodes.flatMap(([, attributes]) => attributes?.["id"] ?? []))]),
    );
    const links = trees.flatMap(([name, nodes]) =>
      nodes.flatMap(([, attributes]) =>
        attributes?.["href"]?.startsWith("#/docs/") ? [[name, attributes["href"]] as const] : [],
      ),
    );
    const broken = links.filter(([, href]) => {
      const [, , target = "", anchor = ""] = href.split("/");
      return anchor !== "" && !ids.get(target)?.has(anchor);
    });
    expect(links.length).toBeGreaterThan(50);
    expect(broken).toEqual([]);
  });
});

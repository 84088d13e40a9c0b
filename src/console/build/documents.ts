/** Turns a Markdown document into a tree that the page renders node by node, so that no HTML is ever parsed in the browser. */
import { posix } from "node:path";
import { marked, type Token, type Tokens } from "marked";
import type { DocumentNode } from "../core/document.ts";

/** Names of documents with their paths from the root of the repository. */
export type KnownDocuments = ReadonlyMap<string, string>;

interface Place {
  readonly path: string;
  readonly name: string;
  readonly documents: KnownDocuments;
  /** Slugs that headings have taken so far. */
  readonly taken: Map<string, number>;
}

/** The document as nodes. Links between documents become addresses of the console; those to other files become words. */
export function documentTree(text: string, path: string, documents: KnownDocuments): DocumentNode[] {
  const name = [...documents].find(([, known]) => known === path)?.[0] ?? "";
  return blocks(marked.lexer(text), { path, name, documents, taken: new Map() });
}

function blocks(tokens: readonly Token[], place: Place): DocumentNode[] {
  return tokens.flatMap((token) => block(token, place));
}

function block(token: Token, place: Place): DocumentNode[] {
  switch (token.type) {
    case "heading": {
      const { depth, text, tokens = [] } = token as Tokens.Heading;
      return [[`h${depth}`, { id: slugOf(text, place.taken) }, ...inlines(tokens, place)]];
    }
    case "paragraph":
      return [["p", null, ...inlines(token.tokens ?? [], place)]];
    case "code":
      return [["pre", null, ["code", null, (token as Tokens.Code).text]]];
    case "list":
      return [list(token as Tokens.List, place)];
    case "table":
      return [table(token as Tokens.Table, place)];
    case "blockquote":
      return [["blockquote", null, ...blocks(token.tokens ?? [], place)]];
    case "hr":
      return [["hr", null]];
    case "html":
      return anchors(token.raw).map((id) => ["span", { id }]);
    case "space":
    case "def":
      return [];
    default:
      return inline(token, place);
  }
}

function list({ ordered, start, items }: Tokens.List, place: Place): DocumentNode {
  const from = ordered && start !== "" && start !== 1 ? { start: String(start) } : null;
  return [
    ordered ? "ol" : "ul",
    from,
    ...items.map((item): DocumentNode => ["li", null, ...blocks(item.tokens, place)]),
  ];
}

function table({ header, rows }: Tokens.Table, place: Place): DocumentNode {
  const row = (cells: readonly Tokens.TableCell[], tag: string): DocumentNode => [
    "tr",
    null,
    ...cells.map(
      ({ tokens }): DocumentNode => [tag, tag === "th" ? { scope: "col" } : null, ...inlines(tokens, place)],
    ),
  ];
  const body = rows.map((cells) => row(cells, "td"));
  return ["table", null, ["thead", null, row(header, "th")], ["tbody", null, ...body]];
}

function inlines(tokens: readonly Token[], place: Place): DocumentNode[] {
  return tokens.flatMap((token) => inline(token, place));
}

function inline(token: Token, place: Place): DocumentNode[] {
  const inner = () => inlines(("tokens" in token ? token.tokens : undefined) ?? [], place);
  switch (token.type) {
    case "strong":
    case "em":
    case "del":
      return [[token.type, null, ...inner()]];
    case "codespan":
      return [["code", null, (token as Tokens.Codespan).text]];
    case "br":
      return [["br", null]];
    case "link": {
      const href = hrefOf((token as Tokens.Link).href, place);
      return href === undefined ? inner() : [["a", { href }, ...inner()]];
    }
    case "html":
      return anchors(token.raw).map((id) => ["span", { id }]);
    case "image":
      return [(token as Tokens.Image).text];
    default: {
      const text = token as Tokens.Text;
      return text.tokens === undefined ? [unescaped(text.text)] : inner();
    }
  }
}

/** The ids that `<a id="…">` names; other HTML is not shown. */
function anchors(html: string): string[] {
  return [...html.matchAll(/<a\s[^>]*\bid="([\w.-]+)"/g)].flatMap(([, id]) => (id === undefined ? [] : [id]));
}

/** Where a link leads within the console, or to the web; undefined when neither. */
function hrefOf(href: string, { path, name, documents }: Place): string | undefined {
  if (/^https?:/.test(href)) return href;
  const [file = "", anchor = ""] = href.split("#");
  const target = file === "" ? path : posix.join(posix.dirname(path), file);
  const known = file === "" ? name : [...documents].find(([, each]) => each === target)?.[0];
  if (known === undefined) return undefined;
  return `#/docs/${known}${anchor === "" ? "" : `/${anchor}`}`;
}

/** As GitHub makes the anchors of headings, which the documents' own links count on. */
function slugOf(text: string, taken: Map<string, number>): string {
  const plain = text.replace(/`/g, "").toLowerCase();
  const slug = plain.replace(/[^\p{L}\p{N}\s_-]/gu, "").replace(/\s/g, "-");
  const times = taken.get(slug) ?? 0;
  taken.set(slug, times + 1);
  return times === 0 ? slug : `${slug}-${times}`;
}

const entities: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&nbsp;": " ",
  "&quot;": '"',
};

function unescaped(text: string): string {
  return text.replace(/&(?:amp|lt|gt|nbsp|quot);/g, (entity) => entities[entity] ?? entity);
}

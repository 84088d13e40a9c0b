/** generated/docs/api.md: every operation of the HTTP API and every schema, for somebody who writes a program against it. */
import type { Api, Content, JsonSchema, Model, Operation, Parameter, Response, ResponseHeader } from "../model.ts";
import { header, type OutputFile } from "../output.ts";
import { isRecord } from "../schema-values.ts";
import { code, codeList, link, markdownDocument, prose, table } from "./markdown.ts";
import { componentHeading, descriptionOf, listedValues, propertyRows, remarks, schemaWords } from "./schema-words.ts";

const SOURCE = "spec/contracts/openapi.yaml";
const ERRORS_PAGE = "errors.md";
const UNTAGGED = "other";

export function emit({ api }: Model): OutputFile[] {
  if (api === undefined) return [];
  const blocks = [...about(api), ...callers(api), ...tagsOf(api).flatMap(tagSection), ...schemasSection(api)];
  const text = markdownDocument(header("<!--", SOURCE, "docs-api"), "HTTP API", blocks);
  return [{ path: "generated/docs/api.md", text }];
}

function about({ title, servers, document, unroutedReasons }: Api): string[] {
  const { summary, description } = record(document["info"]);
  const told = [title, summary, description].filter((text) => typeof text === "string");
  const words = told.map((text) => (/[.!?]$/.test(text) ? prose(text) : `${prose(text)}.`)).join(" ");
  const at = servers.length === 0 ? [] : [`Paths are below ${servers.map(code).join(" or ")}.`];
  const unrouted = codeList(unroutedReasons);
  const strangers = unrouted === "" ? [] : [`A request that meets no operation below is refused: ${unrouted}.`];
  const reasons = `What each reason of a refusal means: ${link(ERRORS_PAGE, ERRORS_PAGE)}.`;
  return [words, [...at, ...strangers, reasons].join(" ")].filter((block) => block !== "");
}

function callers({ document, securitySchemes }: Api): string[] {
  if (securitySchemes.length === 0) return [];
  const schemes = record(record(document["components"])["securitySchemes"]);
  const rows = securitySchemes.map((name) => {
    const scheme = record(schemes[name]);
    return [code(name), sentAs(scheme), descriptionOf(scheme)];
  });
  return ["## Credentials", table(["name", "sent as", "what it is"], rows)];
}

function sentAs({ type, scheme, in: place, name }: Readonly<Record<string, unknown>>): string {
  if (type === "apiKey") return `${String(place)} ${code(String(name))}`;
  if (type !== "http") return String(type);
  const word = String(scheme);
  return `header ${code(`Authorization: ${word.charAt(0).toUpperCase()}${word.slice(1)} …`)}`;
}

interface Tag {
  readonly name: string;
  readonly description: string;
  readonly operations: readonly Operation[];
}

/** In the order of the contract; an operation stands under its first tag alone. */
function tagsOf({ operations, document }: Api): Tag[] {
  const declared = Array.isArray(document["tags"]) ? document["tags"].map(record) : [];
  const groups = Map.groupBy(operations, ({ tags: [first = UNTAGGED] }) => first);
  const described = new Map(declared.map((tag) => [String(tag["name"]), descriptionOf(tag)]));
  const names = [...described.keys(), ...groups.keys()];
  return [...new Set(names)].flatMap((name) => {
    const members = groups.get(name);
    return members === undefined ? [] : [{ name, description: described.get(name) ?? "", operations: members }];
  });
}

function tagSection({ name, description, operations }: Tag): string[] {
  const rows = operations.map((operation) => [
    link(operation.id, `#${operation.id.toLowerCase()}`),
    code(route(operation)),
    prose(operation.summary),
  ]);
  return [
    `## ${name.charAt(0).toUpperCase()}${name.slice(1)}`,
    ...(description === "" ? [] : [description]),
    table(["operation", "route", "purpose"], rows),
    ...operations.map(operationSection),
  ];
}

function operationSection(operation: Operation): string {
  const { id, summary, parameters, responses } = operation;
  return [
    `### ${id}`,
    code(route(operation)),
    prose(summary),
    mayCall(operation),
    ...(parameters.length === 0 ? [] : [parametersTable(parameters)]),
    ...bodyOf(operation),
    table(["status", "meaning", "body", "headers", "reasons"], responses.map(answerRow)),
  ].join("\n\n");
}

function mayCall({ security }: Operation): string {
  const linked = (name: string) => link(code(name), "#credentials");
  const ways = security.filter((schemes) => schemes.length > 0).map((schemes) => schemes.map(linked).join(" with "));
  if (ways.length === 0) return "Anybody may call it.";
  const told = ways.join(" or ");
  if (ways.length < security.length) return `Anybody may call it; what is sent as ${told} is looked at.`;
  return `It needs ${told}.`;
}

function parametersTable(parameters: readonly Parameter[]): string {
  const row = ({ name, in: place, required, schema, description, invalidReason }: Parameter) => [
    code(name),
    place,
    required ? "yes" : "no",
    schemaWords(schema),
    description === "" ? descriptionOf(schema) : prose(description),
    code(invalidReason),
  ];
  return table(["parameter", "in", "required", "type and limits", "meaning", "otherwise"], parameters.map(row));
}

function bodyOf({ requestContents, requestRequired, streamedBody }: Operation): string[] {
  if (requestContents.length === 0) return [];
  const kinds = requestContents.map(({ mediaType, schema }) => `${code(mediaType)}: ${bodyWords(schema)}`).join("; ");
  const streamed = streamedBody ? " It is read as it arrives." : "";
  const told = `Body, ${requestRequired ? "required" : "may be left out"}: ${kinds}.${streamed}`;
  return [told, ...requestContents.flatMap(({ schema }) => (hasRows(schema) ? schemaBlocks(schema) : []))];
}

/** Objects that have no section of their own are shown where they stand. */
function bodyWords(schema: JsonSchema): string {
  return hasRows(schema) ? "an object of" : schemaWords(schema);
}

function hasRows(schema: JsonSchema): boolean {
  return propertyRows(schema).length > 0;
}

function answerRow({ status, description, contents, headers, reasons }: Response): string[] {
  return [
    String(status),
    prose(description),
    contents.map(contentWords).join("; "),
    headers.map(headerWords).join("; "),
    codeList(reasons),
  ];
}

function contentWords({ mediaType, schema }: Content): string {
  const isText = isRecord(schema) && schema["type"] === "string";
  return isText || schema === true ? code(mediaType) : `${code(mediaType)}: ${schemaWords(schema)}`;
}

function headerWords({ name, required, schema }: ResponseHeader): string {
  const words = isRecord(schema) && schema["const"] !== undefined ? `: ${schemaWords(schema)}` : "";
  return `${code(name)}${required ? "" : " (not always)"}${words}`;
}

function schemasSection({ document, operations }: Api): string[] {
  const schemas = record(record(document["components"])["schemas"]);
  const sections = Object.entries(schemas).map(([name, schema]) =>
    schemaSection(name, isRecord(schema) ? schema : schema !== false),
  );
  return [...headersSection(operations), ...(sections.length === 0 ? [] : ["## Schemas", ...sections])];
}

/** Headers of answers mean the same wherever they stand; one of several meanings has a row each. */
function headersSection(operations: readonly Operation[]): string[] {
  const headers = operations.flatMap(({ responses }) => responses.flatMap((response) => response.headers));
  const rows = headers.map(({ name, schema, description }) => [code(name), schemaWords(schema), prose(description)]);
  const different = [...new Map(rows.map((row) => [JSON.stringify(row), row])).values()];
  if (different.length === 0) return [];
  return ["## Headers of answers", table(["header", "type and limits", "meaning"], different)];
}

function schemaSection(name: string, schema: JsonSchema): string {
  const description = descriptionOf(schema);
  return [componentHeading(name), ...(description === "" ? [] : [description]), ...schemaBlocks(schema)].join("\n\n");
}

/** The properties of an object; the values of a list with what they mean; else what the value may be, in words. */
function schemaBlocks(schema: JsonSchema): string[] {
  const properties = propertyRows(schema).map(({ name, required, type, description }) => [
    code(name),
    required ? "yes" : "no",
    type,
    description,
  ]);
  if (properties.length > 0) {
    return [table(["property", "required", "type and limits", "meaning"], properties), ...remarks(schema)];
  }
  const values = listedValues(schema).map(({ name, description }) => [code(name), description]);
  const words = schemaWords(schema);
  const shown =
    values.length > 0 ? table(["value", "meaning"], values) : `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
  return [shown, ...remarks(schema)];
}

function route({ method, path }: Operation): string {
  return `${method.toUpperCase()} ${path}`;
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}

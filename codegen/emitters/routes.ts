/** Emits generated/routes.ts: what each operation takes and answers as types, and the route table. */
import type { Api, Content, JsonSchema, Model, Operation, Parameter, Response, ResponseHeader } from "../model.ts";
import { header, type OutputFile } from "../output.ts";
import { code, docComment, isIdentifier, key, literal, quote, union } from "./typescript.ts";
import { bodyType, componentType, planValidators, type ValidatorPlan } from "./validators.ts";

const SOURCE = "spec/contracts/openapi.yaml";

export function emit({ api }: Model): OutputFile[] {
  if (api === undefined || api.operations.length === 0) return [];
  const plan = planValidators(api);
  const table = [...api.operations].sort(concreteFirst).map((operation) => route(operation, plan));
  const body = `${reasons(api)}
${BYTES_AND_REFUSAL}
/** What each operation takes, answers and refuses. */
export interface Operations {
${api.operations.map(operationType).join("\n")}
}

${HANDLERS_AND_ROUTE}
/** Every route, those with fewer parameters in their path first. */
export const routes: readonly Route[] = ${literal(table)};
`;
  const text = `${header("//", SOURCE, "routes")}
/** The routes of the contract: types of requests, replies and refusals, and the table that mounts them. */
${imports(body, plan)}
${body}`;
  return [{ path: "generated/routes.ts", text }];
}

function imports(body: string, { names }: ValidatorPlan): string {
  const types = ["components", "operations"].filter((name) => body.includes(`${name}[`));
  const values = ["type Validator", ...new Set([...names.values()].sort())];
  const api = types.length === 0 ? "" : `import type { ${types.join(", ")} } from "./api.ts";\n`;
  return `${api}import { ${values.join(", ")} } from "./validators.js";\n`;
}

function reasons({ operations, reasons: list, unroutedReasons, securitySchemes }: Api): string {
  const schemes = securitySchemes.length === 0 ? " never" : union(securitySchemes);
  const table = Object.fromEntries(list.map(({ name, status, help }) => [name, { status, help }]));
  return `export type OperationId =${union(operations.map(({ id }) => id))};

export type FailureReason =${union(list.map(({ name }) => name))};

/** The status of each refusal, and what it means. */
export const failureReasons = ${literal(table)} as const satisfies Record<FailureReason, { status: number; help: string }>;

/** Refusals of a request that meets no operation. */
export const unroutedReasons = ${literal(unroutedReasons, "", 80)} as const satisfies readonly FailureReason[];

export type UnroutedReason = (typeof unroutedReasons)[number];

/** How a request may say whose it is. */
export type SecurityScheme =${schemes};
`;
}

function operationType(operation: Operation): string {
  const { id, summary, responses } = operation;
  const replies = responses.filter((response) => response.reasons.length === 0);
  const types = replies.flatMap((response) => replyTypes(id, response));
  const refusals = [...new Set(responses.flatMap((response) => response.reasons))];
  return `${docComment(summary, "  ")}  ${key(id)}: {
    path: ${parametersType(operation, "path")};
    query: ${parametersType(operation, "query")};
    headers: ${parametersType(operation, "header")};
    body: ${requestType(operation)};
    reply:${replyUnion(types)};
    reason:${union(refusals, "    ", 8)};
  };`;
}

function replyUnion(types: readonly string[]): string {
  if (types.length === 0) return " never";
  return types.map((type) => `\n      | ${type}`).join("");
}

function requestType(operation: Operation): string {
  if (operation.requestSchema === undefined || operation.streamedBody) return "undefined";
  return operation.requestRequired ? bodyType(operation) : `${bodyType(operation)} | undefined`;
}

function parametersType({ id, parameters }: Operation, place: Parameter["in"]): string {
  const own = parameters.filter((parameter) => parameter.in === place);
  if (own.length === 0) return "Record<never, never>";
  const type = `operations[${quote(id)}]["parameters"][${quote(place)}]`;
  return own.some(({ required }) => required) ? type : `NonNullable<${type}>`;
}

/** What a status may be answered with: JSON, bytes of one of several types, or nothing. */
function replyTypes(id: string, { status, headers, contents }: Response): string[] {
  const declared = headers.filter(({ name }) => !SET_BY_MOUNT.has(name.toLowerCase()));
  const reply = (...members: string[]) => object([`status: ${status}`, ...members, ...headersMember(declared)]);
  if (contents.length === 0) return [reply()];
  const json = contents.filter(isJson).map(({ mediaType, schema }) => {
    const inline = `operations[${quote(id)}]["responses"][${status}]["content"][${quote(mediaType)}]`;
    return reply(`contentType: ${quote(mediaType)}`, `body: ${componentType(schema) ?? inline}`);
  });
  const bytes = contents.filter((content) => !isJson(content)).map(({ mediaType }) => mediaType);
  if (bytes.length === 0) return json;
  return [...json, reply(`contentType: ${oneOf(bytes)}`, "body: Bytes", "sizeBytes?: number")];
}

/** Follow from the rest of a reply, so that a handler does not name them. */
const SET_BY_MOUNT = new Set(["content-type", "content-length", "retry-after"]);

function isJson({ mediaType }: Content): boolean {
  return /^application\/([\w.-]+\+)?json\b/.test(mediaType);
}

function headersMember(headers: readonly ResponseHeader[]): string[] {
  if (headers.length === 0) return [];
  const members = headers.map(
    ({ name, required, schema }) => `${key(name)}${required ? "" : "?"}: ${headerType(schema)}`,
  );
  const optional = headers.every(({ required }) => !required);
  return [`headers${optional ? "?" : ""}: ${object(members)}`];
}

/** Headers are text, whatever their schema makes of it. */
function headerType(schema: ResponseHeader["schema"]): string {
  if (typeof schema !== "object") return "string";
  const { const: only, enum: values = only === undefined ? [] : [only] } = schema;
  return Array.isArray(values) && values.length > 0 ? oneOf(values.map(String)) : "string";
}

function oneOf(values: readonly string[]): string {
  return values.map(quote).join(" | ");
}

const REPLY_INDENT = "        ";

/** An object type on one line, or with a member a line below a reply. */
function object(members: readonly string[]): string {
  const flat = `{ ${members.join("; ")} }`;
  if (REPLY_INDENT.length + flat.length <= 120) return flat;
  return `{\n${members.map((member) => `${REPLY_INDENT}  ${member};\n`).join("")}${REPLY_INDENT}}`;
}

function route(operation: Operation, { names }: ValidatorPlan) {
  const { id, method, path, parameters, requestRequired, streamedBody, security, responses } = operation;
  const checkOf = (node: Parameter | Operation) => code(names.get(node) ?? "undefined");
  return {
    operationId: id,
    method,
    path: expressPath(path),
    parameters: parameters.map((parameter) => {
      const { name, in: place, required, schema, invalidReason } = parameter;
      return { name, in: place, type: textType(schema), required, invalidReason, check: checkOf(parameter) };
    }),
    checkBody: names.has(operation) ? checkOf(operation) : undefined,
    bodyRequired: names.has(operation) ? requestRequired : undefined,
    streamedBody,
    security,
    statuses: responses.map(({ status }) => status),
  };
}

/** What the text of a parameter stands for. */
function textType(schema: JsonSchema): string {
  const type = typeof schema === "object" ? schema["type"] : undefined;
  return ["integer", "number", "boolean"].find((name) => name === type) ?? "string";
}

/** /items/{id} becomes /items/:id; what Express would take for syntax elsewhere is escaped. */
function expressPath(path: string): string {
  const parts = path.split(/\{([^}]*)\}/);
  return parts
    .map((part, i) => (i % 2 === 0 ? part.replace(/[[\](){}*+?!:\\]/g, "\\$&") : parameterToken(part)))
    .join("");
}

function parameterToken(name: string): string {
  return isIdentifier(name) ? `:${name}` : `:${quote(name)}`;
}

/** OpenAPI matches a concrete path before a templated one, Express the route that was registered first. */
function concreteFirst(a: Operation, b: Operation): number {
  return a.path.split("{").length - b.path.split("{").length;
}

const BYTES_AND_REFUSAL = `/** Content that is sent as it comes. */
export type Bytes = AsyncIterable<Uint8Array | string>;

/** A refusal; status and body follow from the reason. */
export interface Refusal<R extends FailureReason = FailureReason> {
  readonly reason: R;
  /** What was wrong and what to do about it, for the client. */
  readonly details?: string;
  readonly retryAfterSeconds?: number;
  readonly headers?: Readonly<Record<string, string>>;
}
`;

const HANDLERS_AND_ROUTE = `/** A reply has a \`status\`, a refusal a \`reason\`. */
export type Reply<K extends OperationId> = Operations[K]["reply"] | Refusal<Operations[K]["reason"]>;

export interface Request<K extends OperationId> {
  readonly path: Operations[K]["path"];
  readonly query: Operations[K]["query"];
  /** The header parameters, each under its name as the contract writes it. */
  readonly headers: Operations[K]["headers"];
  readonly body: Operations[K]["body"];
}

/** \`Context\` is whatever the server knows beyond the contract. */
export type Handler<K extends OperationId, Context> = (
  request: Request<K>,
  context: Context,
) => Promise<Reply<K>> | Reply<K>;

export type Handlers<Context> = { readonly [K in OperationId]: Handler<K, Context> };

export interface RouteParameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  /** What its text is to be converted to before \`check\`. */
  readonly type: "string" | "integer" | "number" | "boolean";
  readonly required: boolean;
  /** The refusal when it is missing or \`check\` fails. */
  readonly invalidReason: FailureReason;
  readonly check: Validator<unknown>;
}

export interface Route {
  readonly operationId: OperationId;
  readonly method: "get" | "put" | "post" | "delete" | "patch" | "head";
  /** As Express writes it: /items/:id. */
  readonly path: string;
  readonly parameters: readonly RouteParameter[];
  /** Checks a JSON body; absent without one. */
  readonly checkBody?: Validator<unknown>;
  /** Whether a request without its JSON body is refused; absent without one. */
  readonly bodyRequired?: boolean;
  /** True: the handler reads the body itself, as a stream. */
  readonly streamedBody: boolean;
  /** Any one of these lists of schemes lets a request in; an empty list lets in everybody. */
  readonly security: readonly (readonly SecurityScheme[])[];
  /** Every status that it answers with. */
  readonly statuses: readonly number[];
}
`;

/** openapi.yaml → the operations, reasons and schemas of the Model; follows every `$ref` first. */
import type { Document } from "./load.ts";
import type {
  Api,
  Content,
  FailureReason,
  JsonSchema,
  Operation,
  Parameter,
  PathStep,
  Response,
  ResponseHeader,
} from "./model.ts";
import { error, type Problem } from "./problem.ts";
import type {
  OrRef,
  RawContent,
  RawHeader,
  RawOpenApi,
  RawOperation,
  RawParameter,
  RawPathItem,
  RawResponse,
} from "./raw.ts";
import { suggest } from "./schema.ts";
import { follow, isRecord, pointerSteps } from "./schema-values.ts";

const METHODS = ["get", "put", "post", "delete", "patch", "head"] as const satisfies readonly Operation["method"][];
const REASONS = "FailureReason";
/** What a wrong parameter is refused with unless it names another reason. */
const DEFAULT_REASON = "invalid_request";

interface Resolution {
  readonly document: Document;
  readonly raw: RawOpenApi;
  readonly problems: Problem[];
}

/** `raw` is the document with label domains filled in; `document` says where its parts stand. */
export function resolveApi(document: Document, raw: RawOpenApi, problems: Problem[]): Api | undefined {
  const resolution: Resolution = { document, raw, problems };
  if (checkRefs(document, problems) > 0) return undefined;
  const reasons = failureReasons(resolution);
  const operations = Object.entries(raw.paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method];
      return operation ? [resolveOperation(resolution, reasons, path, method, item, operation)] : [];
    }),
  );
  checkSecurity(resolution);
  const unrouted = raw["x-unrouted-reasons"] ?? [];
  for (const [i, name] of unrouted.entries()) knownReason(resolution, reasons, name, ["x-unrouted-reasons", i]);
  return {
    title: raw.info.title,
    version: raw.info.version,
    servers: (raw.servers ?? []).map((server) => server.url),
    operations,
    reasons,
    unroutedReasons: unrouted,
    securitySchemes: Object.keys(raw.components?.securitySchemes ?? {}),
    document: raw as unknown as Readonly<Record<string, unknown>>,
    at: (...path) => document.at(...path),
  };
}

/** Every scheme that a request may be secured with is declared. */
function checkSecurity({ document, raw, problems }: Resolution): void {
  const known = Object.keys(raw.components?.securitySchemes ?? {});
  const checkList = (list: readonly object[] = [], ...path: PathStep[]) => {
    const names = list.flatMap((item, i) => Object.keys(item).map((name) => ({ name, i })));
    for (const { name, i } of names.filter((entry) => !known.includes(entry.name))) {
      const at = document.keyAt(...path, "security", i, name);
      problems.push(error("reference/security", at, `There is no security scheme \`${name}\`.`, suggest(name, known)));
    }
  };
  checkList(raw.security);
  for (const [path, item] of Object.entries(raw.paths)) {
    for (const method of METHODS) checkList(item[method]?.security, "paths", path, method);
  }
}

/** Every `$ref` must lead to something in this document. Returns how many do not. */
function checkRefs(document: Document, problems: Problem[]): number {
  let dangling = 0;
  const walk = (value: unknown, path: readonly PathStep[]): void => {
    if (!isRecord(value) && !Array.isArray(value)) return;
    const fault = isRecord(value) ? faultOfRef(document, value["$ref"]) : undefined;
    if (fault) {
      dangling++;
      problems.push(error("reference/ref", document.at(...path, "$ref"), fault.message, fault.help));
    }
    for (const [key, item] of Object.entries(value as object)) walk(item, [...path, key]);
  };
  walk(document.value, []);
  return dangling;
}

/** What is wrong with a `$ref`; a property may be called so, too, and then it is no reference but a schema. */
function faultOfRef(document: Document, $ref: unknown): { message: string; help: string } | undefined {
  if ($ref === undefined || isRecord($ref)) return undefined;
  if (typeof $ref !== "string") return { message: "A `$ref` is a text.", help: 'Write `$ref: "#/components/…"`.' };
  if (!$ref.startsWith("#/")) {
    const help = "Only this file is read: write `#/components/…` and put the thing there.";
    return { message: `\`${$ref}\` leads out of this file.`, help };
  }
  const seen = new Set([$ref]);
  let target = follow(document.value, $ref);
  while (isRecord(target) && typeof target["$ref"] === "string") {
    const next = target["$ref"];
    if (seen.has(next))
      return { message: `\`${$ref}\` leads back to itself.`, help: "Let one of them say what it is." };
    seen.add(next);
    target = follow(document.value, next);
  }
  // Where a later link of the chain leads nowhere, that link is reported.
  if (target !== undefined || seen.size > 1) return undefined;
  return { message: `\`${$ref}\` leads to nothing in this file.`, help: suggestRef(document, $ref) };
}

function suggestRef(document: Document, ref: string): string {
  const steps = pointerSteps(ref);
  const siblings = follow(document.value, `#/${steps.slice(0, -1).join("/")}`);
  return suggest(steps.at(-1) ?? "", isRecord(siblings) ? Object.keys(siblings) : []);
}

/** The thing itself, after as many `$ref` as there are. */
function deref<T>(resolution: Resolution, value: OrRef<T>): T {
  if (!isRecord(value) || typeof value["$ref"] !== "string") return value as T;
  return deref(resolution, follow(resolution.raw, value["$ref"]) as OrRef<T>);
}

/** The same where only things of one kind may stand. */
function derefAs<T>(resolution: Resolution, kind: string, value: OrRef<T>, path: readonly PathStep[]): T | undefined {
  const $ref = isRecord(value) ? value["$ref"] : undefined;
  if (typeof $ref !== "string" || $ref.startsWith(`#/components/${kind}/`)) return deref(resolution, value);
  const message = `\`${$ref}\` is none of components.${kind}.`;
  const components: unknown = resolution.raw.components;
  const known = isRecord(components) && isRecord(components[kind]) ? Object.keys(components[kind]) : [];
  const help = suggest(pointerSteps($ref).at(-1) ?? "", known);
  resolution.problems.push(error("reference/ref", resolution.document.at(...path, "$ref"), message, help));
  return undefined;
}

const REASON_HELP = "Write {const: name_of_it, x-status: 404, description: …}.";

function failureReasons({ document, raw, problems }: Resolution): FailureReason[] {
  const schema = raw.components?.schemas?.[REASONS];
  const path = ["components", "schemas", REASONS];
  const list = isRecord(schema) ? schema["oneOf"] : [];
  if (!Array.isArray(list)) {
    const message = "FailureReason lists no reasons with their statuses.";
    problems.push(error("api/reason-shape", document.keyAt(...path), message, `Write \`oneOf\`. ${REASON_HELP}`));
    return [];
  }
  return list.flatMap((item: unknown, i): FailureReason[] => {
    const { const: name, "x-status": status, description: help } = isRecord(item) ? item : {};
    const at = (...rest: readonly PathStep[]) => document.at(...path, "oneOf", i, ...rest);
    const known = typeof name === "string" && /^[a-z][a-z0-9_]*$/.test(name);
    const whole = known && isErrorStatus(status) && typeof help === "string";
    if (!whole) {
      const message = "A failure reason needs a const in snake_case, an x-status from 400 to 599 and a description.";
      problems.push(error("api/reason-shape", at(), message, REASON_HELP));
    }
    // Known by its name also when the rest is wrong, so that this is said once.
    return typeof name === "string" ? [{ name, status: Number(status), help: String(help), at }] : [];
  });
}

function isErrorStatus(status: unknown): boolean {
  return typeof status === "number" && Number.isInteger(status) && status >= 400 && status <= 599;
}

function knownReason(
  { document, problems }: Resolution,
  reasons: readonly FailureReason[],
  name: string,
  path: readonly PathStep[],
): FailureReason | undefined {
  const found = reasons.find((reason) => reason.name === name);
  if (!found) {
    const help = suggest(
      name,
      reasons.map((reason) => reason.name),
    );
    problems.push(error("reference/reason", document.at(...path), `There is no failure reason \`${name}\`.`, help));
  }
  return found;
}

function resolveOperation(
  resolution: Resolution,
  reasons: readonly FailureReason[],
  path: string,
  method: Operation["method"],
  item: RawPathItem,
  raw: RawOperation,
): Operation {
  const root = ["paths", path, method];
  const body = raw.requestBody && derefAs(resolution, "requestBodies", raw.requestBody, [...root, "requestBody"]);
  const contents = body?.content ?? {};
  const parameters = (list: RawOperation["parameters"] = [], ...base: PathStep[]) =>
    list.flatMap((parameter, i) => resolveParameter(resolution, reasons, parameter, [...base, "parameters", i]));
  const own = parameters(raw.parameters, ...root);
  const isOwn = ({ name, in: place }: Parameter) => own.some((other) => other.name === name && other.in === place);
  return {
    id: raw.operationId,
    method,
    path,
    summary: raw.summary ?? "",
    tags: raw.tags ?? [],
    // An operation's parameter takes the place of the path's one with the same name.
    parameters: [...parameters(item.parameters, "paths", path).filter((parameter) => !isOwn(parameter)), ...own],
    requestContents: resolveContents(contents),
    requestSchema: contents["application/json"]?.schema,
    requestRequired: body?.required ?? false,
    streamedBody: raw["x-streamed-body"] ?? false,
    security: alternatives(raw.security ?? resolution.raw.security),
    responses: Object.entries(raw.responses).flatMap(([status, response]) =>
      resolveResponse(resolution, reasons, Number(status), response, [...root, "responses", status]),
    ),
    at: (...rest) => resolution.document.at(...root, ...rest),
  };
}

/** OpenAPI takes a list without alternatives for a request that needs nothing. */
function alternatives(security: readonly object[] = []): string[][] {
  return security.length === 0 ? [[]] : security.map((schemes) => Object.keys(schemes));
}

function resolveParameter(
  resolution: Resolution,
  reasons: readonly FailureReason[],
  value: OrRef<RawParameter>,
  path: readonly PathStep[],
): Parameter[] {
  const raw = derefAs(resolution, "parameters", value, path);
  if (!raw) return [];
  const invalidReason = raw["x-invalid-reason"] ?? DEFAULT_REASON;
  if (raw["x-invalid-reason"] === undefined && !reasons.some((reason) => reason.name === DEFAULT_REASON)) {
    const message = `A wrong \`${raw.name}\` is refused with \`${DEFAULT_REASON}\`, and there is no such failure reason.`;
    const help = `Declare it under components.schemas.${REASONS}, or name another one with x-invalid-reason.`;
    resolution.problems.push(error("reference/reason", resolution.document.at(...path), message, help));
  } else knownReason(resolution, reasons, invalidReason, [...path, "x-invalid-reason"]);
  const { name, in: place, required = false, description = "", schema = true } = raw;
  const parameter = {
    name,
    in: place,
    required,
    description,
    schema: plainSchema(resolution, schema),
    invalidReason,
    at: (...rest: readonly PathStep[]) => resolution.document.at(...path, ...rest),
  };
  return [parameter];
}

/** A schema that is one `$ref` is replaced by what it names. */
function plainSchema(resolution: Resolution, schema: JsonSchema): JsonSchema {
  return typeof schema === "boolean" ? schema : deref<JsonSchema>(resolution, schema);
}

function resolveResponse(
  resolution: Resolution,
  reasons: readonly FailureReason[],
  status: number,
  value: OrRef<RawResponse>,
  path: readonly PathStep[],
): Response[] {
  const raw = derefAs(resolution, "responses", value, path);
  if (!raw) return [];
  const names = raw["x-failure-reasons"] ?? [];
  for (const [i, name] of names.entries()) {
    const reason = knownReason(resolution, reasons, name, [...path, "x-failure-reasons", i]);
    if (!reason || reason.status === status || !isErrorStatus(reason.status)) continue;
    const message = `\`${name}\` is answered with status ${reason.status}, but stands under ${status}.`;
    resolution.problems.push(
      error(
        "api/reason-status",
        resolution.document.at(...path, "x-failure-reasons", i),
        message,
        `Move it under "${reason.status}".`,
      ),
    );
  }
  const headers = Object.entries(raw.headers ?? {}).map(([name, header]): ResponseHeader => {
    const {
      required = false,
      description = "",
      schema = true,
    } = derefAs<RawHeader>(resolution, "headers", header, [...path, "headers", name]) ?? {};
    return { name, required, description, schema: plainSchema(resolution, schema) };
  });
  const response = {
    status,
    description: raw.description ?? "",
    reasons: names,
    headers,
    contents: resolveContents(raw.content),
    at: (...rest: readonly PathStep[]) => resolution.document.at(...path, ...rest),
  };
  return [response];
}

function resolveContents(content: RawContent = {}): Content[] {
  return Object.entries(content).map(([mediaType, { schema = true }]) => ({ mediaType, schema }));
}

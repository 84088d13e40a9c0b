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

/** Every `$ref` must lead to something in this document. Returns how many do not. */
function checkRefs(document: Document, problems: Problem[]): number {
  let dangling = 0;
  const walk = (value: unknown, path: readonly PathStep[]): void => {
    if (!isRecord(value) && !Array.isArray(value)) return;
    const $ref = isRecord(value) ? value["$ref"] : undefined;
    if (typeof $ref === "string" && (!$ref.startsWith("#/") || follow(document.value, $ref) === undefined)) {
      dangling++;
      problems.push(
        error(
          "reference/ref",
          document.at(...path, "$ref"),
          `\`${$ref}\` leads to nothing in this file.`,
          suggestRef(document, $ref),
        ),
      );
    }
    for (const [key, item] of Object.entries(value as object)) walk(item, [...path, key]);
  };
  walk(document.value, []);
  return dangling;
}

function suggestRef(document: Document, ref: string): string {
  const steps = pointerSteps(ref);
  const siblings = follow(document.value, `#/${steps.slice(0, -1).join("/")}`);
  return suggest(steps.at(-1) ?? "", isRecord(siblings) ? Object.keys(siblings) : []);
}

function deref<T>({ raw }: Resolution, value: OrRef<T>): T {
  return isRecord(value) && typeof value["$ref"] === "string" ? (follow(raw, value["$ref"]) as T) : (value as T);
}

function failureReasons({ document, raw, problems }: Resolution): FailureReason[] {
  const schema = raw.components?.schemas?.[REASONS];
  const list = isRecord(schema) && Array.isArray(schema["oneOf"]) ? (schema["oneOf"] as unknown[]) : [];
  return list.flatMap((item, i) => {
    const path = ["components", "schemas", REASONS, "oneOf", i];
    const { const: name, "x-status": status, description: help } = isRecord(item) ? item : {};
    if (typeof name === "string" && typeof status === "number" && typeof help === "string") {
      return [{ name, status, help, at: (...rest: readonly PathStep[]) => document.at(...path, ...rest) }];
    }
    const message = "A failure reason needs const, x-status and description.";
    problems.push(
      error("api/reason-shape", document.at(...path), message, "Write {const: name, x-status: 404, description: …}."),
    );
    return [];
  });
}

function knownReason(
  { document, problems }: Resolution,
  reasons: readonly FailureReason[],
  name: string,
  path: readonly PathStep[],
): FailureReason | undefined {
  const found = reasons.find((reason) => reason.name === name);
  const help = suggest(
    name,
    reasons.map((reason) => reason.name),
  );
  if (!found)
    problems.push(error("reference/reason", document.at(...path), `There is no failure reason \`${name}\`.`, help));
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
  const contents = raw.requestBody?.content ?? {};
  return {
    id: raw.operationId,
    method,
    path,
    summary: raw.summary ?? "",
    parameters: [
      ...(item.parameters ?? []).map((parameter, i) =>
        resolveParameter(resolution, reasons, parameter, ["paths", path, "parameters", i]),
      ),
      ...(raw.parameters ?? []).map((parameter, i) =>
        resolveParameter(resolution, reasons, parameter, [...root, "parameters", i]),
      ),
    ],
    requestTypes: Object.keys(contents),
    requestSchema: contents["application/json"]?.schema,
    streamedBody: raw["x-streamed-body"] ?? false,
    responses: Object.entries(raw.responses).map(([status, response]) =>
      resolveResponse(resolution, reasons, Number(status), response, [...root, "responses", status]),
    ),
    at: (...rest) => resolution.document.at(...root, ...rest),
  };
}

function resolveParameter(
  resolution: Resolution,
  reasons: readonly FailureReason[],
  value: OrRef<RawParameter>,
  path: readonly PathStep[],
): Parameter {
  const raw = deref(resolution, value);
  const invalidReason = raw["x-invalid-reason"] ?? "invalid_request";
  knownReason(resolution, reasons, invalidReason, [...path, "x-invalid-reason"]);
  const { name, in: place, required = place === "path", schema = true } = raw;
  return {
    name,
    in: place,
    required,
    schema: plainSchema(resolution, schema),
    invalidReason,
    at: (...rest) => resolution.document.at(...path, ...rest),
  };
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
): Response {
  const raw = deref(resolution, value);
  const names = raw["x-failure-reasons"] ?? [];
  for (const [i, name] of names.entries()) {
    const reason = knownReason(resolution, reasons, name, [...path, "x-failure-reasons", i]);
    if (!reason || reason.status === status) continue;
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
    const { required = false, schema = true } = deref<RawHeader>(resolution, header);
    return { name, required, schema: plainSchema(resolution, schema) };
  });
  return {
    status,
    description: raw.description ?? "",
    reasons: names,
    headers,
    contents: resolveContents(raw.content),
    at: (...rest) => resolution.document.at(...path, ...rest),
  };
}

function resolveContents(content: RawContent = {}): Content[] {
  return Object.entries(content).map(([mediaType, { schema = true }]) => ({ mediaType, schema }));
}

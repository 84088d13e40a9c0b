/** generated/routes.ts: the table as Express needs it, and the types of what an operation answers. */
import { expect, test } from "vitest";
import type { Operation, Parameter, Response } from "../model.ts";
import { writeEmitted } from "./emitted.ts";
import { emit } from "./routes.ts";
import { sampleApi, sampleModel, sampleOperation } from "./sample-model.ts";
import * as validators from "./validators.ts";

const base = sampleOperation(["bad"]);
const { at } = base;
const reasons = [{ name: "bad", status: 400, help: "It is bad.", at }];

function model(...operations: readonly Operation[]) {
  const document = { components: { schemas: { Task: { type: "object" } } } };
  return sampleModel({ api: sampleApi({ operations, reasons, unroutedReasons: ["bad"], document }) });
}

function typesOf(operation: Partial<Operation>): string {
  return emit(model({ ...base, ...operation }))[0]?.text ?? "";
}

function response(parts: Partial<Response>): Response {
  return { status: 200, description: "", reasons: [], headers: [], contents: [], at, ...parts };
}

function pathParameter(name: string): Parameter {
  return {
    name,
    in: "path",
    required: true,
    description: "",
    schema: { type: "integer", minimum: 5 },
    invalidReason: "bad",
    at,
  };
}

test("concrete paths stand before templated ones, written as Express reads them", async () => {
  const contract = model(
    { ...base, id: "getTask", method: "get", path: "/tasks/{id}", parameters: [pathParameter("id")] },
    { ...base, id: "getOld", method: "get", path: "/tasks/{task-id}.old", parameters: [pathParameter("task-id")] },
    { ...base, id: "purge", path: "/tasks:purge" },
  );
  await using emitted = await writeEmitted([...emit(contract), ...validators.emit(contract)]);
  const { routes, failureReasons, unroutedReasons } = await emitted.load("generated/routes.ts");
  const table = routes as { path: string; parameters: { check(value: unknown): boolean }[] }[];
  expect(table.map(({ path }) => path)).toEqual(["/tasks\\:purge", "/tasks/:id", '/tasks/:"task-id".old']);
  expect(table[1]).toMatchObject({
    operationId: "getTask",
    method: "get",
    parameters: [{ name: "id", in: "path", type: "integer", required: true, invalidReason: "bad" }],
    streamedBody: false,
    statuses: [204, 400],
  });
  expect([5, 4].map((value) => table[1]?.parameters[0]?.check(value))).toEqual([true, false]);
  expect(failureReasons).toEqual({ bad: { status: 400, help: "It is bad." } });
  expect(unroutedReasons).toEqual(["bad"]);
});

test("an answer without reasons is a reply, one with reasons a refusal", () => {
  const text = typesOf({});
  expect(text).toContain('reply:\n      | { status: 204 };\n    reason: "bad";');
});

test("JSON has its type, everything else is bytes of one of its types", () => {
  const contents = [
    { mediaType: "image/png", schema: true },
    { mediaType: "application/json", schema: { $ref: "#/components/schemas/Task" } },
    { mediaType: "application/problem+json", schema: { type: "object" } },
    { mediaType: "text/plain; charset=utf-8", schema: true },
  ];
  const text = typesOf({ responses: [response({ contents })] });
  expect(text).toContain('| { status: 200; contentType: "application/json"; body: components["schemas"]["Task"] }');
  expect(text).toContain('body: operations["addTask"]["responses"][200]["content"]["application/problem+json"]');
  expect(text).toContain('contentType: "image/png" | "text/plain; charset=utf-8"; body: Bytes; sizeBytes?: number }');
  expect(text).toContain("reason: never;");
});

test("pages and streams of events are bytes of their type, beside JSON of the same status and with its headers", () => {
  const headers = [{ name: "Vary", required: true, description: "", schema: { const: "Accept" } }];
  const contents = [
    { mediaType: "application/json", schema: { $ref: "#/components/schemas/Task" } },
    { mediaType: "text/html; charset=utf-8", schema: { type: "string" } },
    { mediaType: "text/event-stream", schema: { type: "string" } },
  ];
  const text = typesOf({ responses: [response({ headers, contents })] }).replace(/\s+/g, " ");
  expect(text).toContain(
    'contentType: "application/json"; body: components["schemas"]["Task"]; headers: { Vary: "Accept" }',
  );
  expect(text).toContain(
    'contentType: "text/html; charset=utf-8" | "text/event-stream"; body: Bytes; sizeBytes?: number; headers: { Vary: "Accept" }',
  );
});

test("headers are required as declared; those that follow from the reply are left out", () => {
  const header = (name: string, required: boolean, schema: Response["headers"][number]["schema"]) => ({
    name,
    required,
    description: "",
    schema,
  });
  const headers = [
    header("X-Id", true, { type: "string" }),
    header("Cache-Control", false, { const: "no-store" }),
    header("Retry-After", true, { type: "integer" }),
    header("Content-Type", true, true),
  ];
  const required = '{ status: 200; headers: { "X-Id": string; "Cache-Control"?: "no-store" } }';
  expect(typesOf({ responses: [response({ headers })] })).toContain(required);
  expect(typesOf({ responses: [response({ headers: headers.slice(1, 2) })] })).toContain(
    'headers?: { "Cache-Control"?',
  );
  expect(typesOf({ responses: [response({ headers: headers.slice(2) })] })).toContain("| { status: 200 };");
});

test("parameters and JSON bodies have their types, a streamed body has none", () => {
  const limit: Parameter = { ...pathParameter("limit"), in: "query", required: false };
  const requestSchema = { $ref: "#/components/schemas/Task" };
  const match: Parameter = { ...limit, name: "If-Match", in: "header" };
  const text = typesOf({ parameters: [pathParameter("id"), limit, match], requestSchema, requestRequired: true });
  expect(text).toContain('path: operations["addTask"]["parameters"]["path"];');
  expect(text).toContain('query: NonNullable<operations["addTask"]["parameters"]["query"]>;');
  expect(text).toContain('headers: NonNullable<operations["addTask"]["parameters"]["header"]>;');
  expect(text).toContain('body: components["schemas"]["Task"];');
  expect(text).toContain("checkBody: validateTask,\n    bodyRequired: true,");
  expect(typesOf({ requestSchema })).toContain('body: components["schemas"]["Task"] | undefined;');
  expect(typesOf({ requestSchema, streamedBody: true })).toContain("body: undefined;");
});

test("the table says which lists of schemes let a request in", () => {
  const text = typesOf({ security: [["key", "network"], ["token"]] });
  expect(text).toContain('security: [["key", "network"], ["token"]],');
  expect(text).toContain("export type SecurityScheme = never;");
  const api = sampleApi({ operations: [base], reasons, securitySchemes: ["key", "token"] });
  expect(emit(sampleModel({ api }))[0]?.text).toContain('export type SecurityScheme = "key" | "token";');
});

test("without openapi.yaml there is no routes.ts", () => {
  expect(emit(sampleModel())).toEqual([]);
});

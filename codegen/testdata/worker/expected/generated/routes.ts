// Generated from spec/contracts/openapi.yaml by codegen/emitters/routes.ts. Do not edit: npm run codegen
/** The routes of the contract: types of requests, replies and refusals, and the table that mounts them. */
import type { components, operations } from "./api.ts";
import { type Validator, validateDryRunParameter, validateIfMatchParameter, validateNewTask, validateTaskIdParameter } from "./validators.js";

export type OperationId = "addTask" | "getTask" | "changeTask" | "getMetrics";

export type FailureReason = "invalid_request" | "not_found";

/** The status of each refusal, and what it means. */
export const failureReasons = {
  invalid_request: { status: 400, help: "The request is malformed." },
  not_found: { status: 404, help: "There is no such thing." },
} as const satisfies Record<FailureReason, { status: number; help: string }>;

/** Refusals of a request that meets no operation. */
export const unroutedReasons = ["not_found"] as const satisfies readonly FailureReason[];

export type UnroutedReason = (typeof unroutedReasons)[number];

/** How a request may say whose it is. */
export type SecurityScheme = "producerKey" | "adminToken";

/** Content that is sent as it comes. */
export type Bytes = AsyncIterable<Uint8Array | string>;

/** A refusal; status and body follow from the reason. */
export interface Refusal<R extends FailureReason = FailureReason> {
  readonly reason: R;
  /** What was wrong and what to do about it, for the client. */
  readonly details?: string;
  readonly retryAfterSeconds?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What each operation takes, answers and refuses. */
export interface Operations {
  /** Add a task. */
  addTask: {
    path: Record<never, never>;
    query: NonNullable<operations["addTask"]["parameters"]["query"]>;
    headers: NonNullable<operations["addTask"]["parameters"]["header"]>;
    body: components["schemas"]["NewTask"];
    reply:
      | {
          status: 201;
          contentType: "application/json";
          body: components["schemas"]["Task"];
          headers: { Location: string };
        };
    reason: "invalid_request";
  };
  /** One task. */
  getTask: {
    path: operations["getTask"]["parameters"]["path"];
    query: Record<never, never>;
    headers: Record<never, never>;
    body: undefined;
    reply:
      | { status: 200; contentType: "application/json"; body: components["schemas"]["Task"] };
    reason: "not_found";
  };
  /** Change what is given of a task. */
  changeTask: {
    path: operations["changeTask"]["parameters"]["path"];
    query: Record<never, never>;
    headers: Record<never, never>;
    body: components["schemas"]["NewTask"] | undefined;
    reply:
      | { status: 204 };
    reason: "not_found";
  };
  /** Metrics. */
  getMetrics: {
    path: Record<never, never>;
    query: Record<never, never>;
    headers: Record<never, never>;
    body: undefined;
    reply:
      | { status: 200; contentType: "text/plain; version=0.0.4; charset=utf-8"; body: Bytes; sizeBytes?: number };
    reason: never;
  };
}

/** A reply has a `status`, a refusal a `reason`. */
export type Reply<K extends OperationId> = Operations[K]["reply"] | Refusal<Operations[K]["reason"]>;

export interface Request<K extends OperationId> {
  readonly path: Operations[K]["path"];
  readonly query: Operations[K]["query"];
  /** The header parameters, each under its name as the contract writes it. */
  readonly headers: Operations[K]["headers"];
  readonly body: Operations[K]["body"];
}

/** `Context` is whatever the server knows beyond the contract. */
export type Handler<K extends OperationId, Context> = (
  request: Request<K>,
  context: Context,
) => Promise<Reply<K>> | Reply<K>;

export type Handlers<Context> = { readonly [K in OperationId]: Handler<K, Context> };

export interface RouteParameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  /** What its text is to be converted to before `check`. */
  readonly type: "string" | "integer" | "number" | "boolean";
  readonly required: boolean;
  /** The refusal when it is missing or `check` fails. */
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

/** Every route, those with fewer parameters in their path first. */
export const routes: readonly Route[] = [
  {
    operationId: "addTask",
    method: "post",
    path: "/tasks",
    parameters: [
      {
        name: "dry-run",
        in: "query",
        type: "boolean",
        required: false,
        invalidReason: "invalid_request",
        check: validateDryRunParameter,
      },
      {
        name: "If-Match",
        in: "header",
        type: "integer",
        required: false,
        invalidReason: "invalid_request",
        check: validateIfMatchParameter,
      },
    ],
    checkBody: validateNewTask,
    bodyRequired: true,
    streamedBody: false,
    security: [["producerKey"], ["adminToken"]],
    statuses: [201, 400],
  },
  {
    operationId: "getMetrics",
    method: "get",
    path: "/internal/metrics",
    parameters: [],
    streamedBody: false,
    security: [[]],
    statuses: [200],
  },
  {
    operationId: "getTask",
    method: "get",
    path: "/tasks/:task_id",
    parameters: [
      {
        name: "task_id",
        in: "path",
        type: "integer",
        required: true,
        invalidReason: "not_found",
        check: validateTaskIdParameter,
      },
    ],
    streamedBody: false,
    security: [["producerKey"], ["adminToken"]],
    statuses: [200, 404],
  },
  {
    operationId: "changeTask",
    method: "patch",
    path: "/tasks/:task_id",
    parameters: [
      {
        name: "task_id",
        in: "path",
        type: "integer",
        required: true,
        invalidReason: "not_found",
        check: validateTaskIdParameter,
      },
    ],
    checkBody: validateNewTask,
    bodyRequired: false,
    streamedBody: false,
    security: [["adminToken"]],
    statuses: [204, 404],
  },
];

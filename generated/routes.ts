// Generated from spec/contracts/openapi.yaml by codegen/emitters/routes.ts. Do not edit: npm run codegen
/** The routes of the contract: types of requests, replies and refusals, and the table that mounts them. */
import type { components, operations } from "./api.ts";
import { type Validator, validateActionIdParameter, validateActionOrder, validateActorParameter, validateBecause, validateBeforeParameter, validateFileParameter, validateIfMatchParameter, validateIfNoneMatchParameter, validateIngestPasswordOrder, validateJobId, validateLimitParameter, validateLimitParameter2, validateMaintenanceOrder, validateNewToken, validateOutcomeParameter, validatePendingParameter, validateSettingOrder, validateSettingParameter, validateSignIn, validateSinceParameter, validateSlotIdParameter, validateSlotOrder, validateSubjectParameter, validateTokenName, validateUntilParameter, validateWindowMinutesParameter } from "./validators.js";

export type OperationId =
  | "ingestPhoto" | "getResult" | "deleteResult" | "listSlots" | "getSlot" | "saveSlot" | "setMaintenance"
  | "testRunSlot" | "listSettings" | "changeSetting" | "listProviders" | "changeIngestPassword" | "listActions"
  | "runAction" | "undoAction" | "listAudit" | "getStats" | "listJobs" | "getJob" | "getThumbnail" | "watchHall"
  | "openConsole" | "consoleAsset" | "getStatus" | "listAlerts" | "getSession" | "signIn" | "signOut" | "listTokens"
  | "createToken" | "revokeToken" | "getMetrics" | "getHealth" | "getLiveness";

export type FailureReason =
  | "invalid_request" | "hash_mismatch" | "upload_aborted" | "invalid_password" | "invalid_token" | "not_signed_in"
  | "loopback_only" | "operators_only" | "network_not_allowed" | "wrong_origin" | "route_not_found" | "slot_not_found"
  | "result_not_found" | "not_found" | "method_not_allowed" | "upload_timeout" | "conflict" | "name_taken"
  | "result_expired" | "stale_version" | "payload_too_large" | "too_many_pixels" | "unsupported_media_type"
  | "invalid_image" | "invalid_settings" | "photo_rejected" | "version_required" | "busy" | "too_many_attempts"
  | "internal_error" | "provider_error" | "slot_maintenance" | "slot_tripped" | "storage_pressure"
  | "database_unavailable" | "media_unavailable" | "draining" | "console_not_built" | "deadline_exceeded";

/** The status of each refusal, and what it means. */
export const failureReasons = {
  invalid_request: { status: 400, help: "The request is malformed; details says how." },
  hash_mismatch: { status: 400, help: "The photo that arrived is not the one that hash names." },
  upload_aborted: { status: 400, help: "The client closed the connection before the body was complete." },
  invalid_password: { status: 401, help: "The ingest password is missing or wrong." },
  invalid_token: { status: 401, help: "The bearer token is missing or wrong." },
  not_signed_in: { status: 401, help: "This needs an operator: sign in, or send a token that is valid." },
  loopback_only: { status: 403, help: "Without METRICS_TOKEN only loopback may read /metrics." },
  operators_only: { status: 403, help: "This needs an operator." },
  network_not_allowed: {
    status: 403,
    help: "Operators are let in from this machine, and from the networks that OPERATOR_NETWORKS names.",
  },
  wrong_origin: { status: 403, help: "A page of another site sent this with the operator's cookie." },
  route_not_found: { status: 404, help: "The contract has no such route." },
  slot_not_found: { status: 404, help: "The contract has no such slot." },
  result_not_found: { status: 404, help: "No such job, or the job has no picture." },
  not_found: { status: 404, help: "There is no such thing." },
  method_not_allowed: { status: 405, help: "The route does not take this method." },
  upload_timeout: {
    status: 408,
    help: "The body was not complete in time: a photo and its password within T_sync_response and never silent for 10 s, JSON within 10 s.",
  },
  conflict: { status: 409, help: "It cannot be done as things are now; details says why." },
  name_taken: { status: 409, help: "There is, or was, something of this name." },
  result_expired: { status: 410, help: "The picture has expired or was removed." },
  stale_version: { status: 412, help: "Somebody else has changed it meanwhile; read it again." },
  payload_too_large: {
    status: 413,
    help: "The photo has more bytes than INGEST_MAX_BYTES, or the JSON more than 256 KiB.",
  },
  too_many_pixels: { status: 413, help: "The photo has more pixels than INGEST_MAX_PIXELS." },
  unsupported_media_type: {
    status: 415,
    help: "The body is no form, no JSON, or the file is no JPEG, PNG or WebP, as the route asks.",
  },
  invalid_image: { status: 422, help: "The photo is damaged and cannot be decoded." },
  invalid_settings: { status: 422, help: "The values cannot be used; details says which and why." },
  photo_rejected: { status: 422, help: "The provider refuses this photo; another photo may pass." },
  version_required: { status: 428, help: "Send If-Match, so that no change of somebody else is lost." },
  busy: {
    status: 429,
    help: "As many ingests, listeners or other works of the kind as allowed are there, and the wait for a place was too long; try again after retry_after seconds.",
  },
  too_many_attempts: {
    status: 429,
    help: "Too many wrong passwords, of an operator or of a booth; try again after retry_after seconds.",
  },
  internal_error: { status: 500, help: "The service failed; request_id finds it in the log." },
  provider_error: { status: 502, help: "The provider failed." },
  slot_maintenance: { status: 503, help: "An operator has put the slot into maintenance." },
  slot_tripped: { status: 503, help: "The slot's provider fails too often; it is tried again by itself." },
  storage_pressure: {
    status: 503,
    help: "The media volume is nearly full: 95 % of it, or no room for this photo and its picture.",
  },
  database_unavailable: { status: 503, help: "The database cannot be reached." },
  media_unavailable: { status: 503, help: "The media cannot be read or written." },
  draining: { status: 503, help: "This process is shutting down; another one answers." },
  console_not_built: {
    status: 503,
    help: "The operators' page was not built: npm run build:console, then start the service again.",
  },
  deadline_exceeded: { status: 504, help: "T_sync_response has passed." },
} as const satisfies Record<FailureReason, { status: number; help: string }>;

/** Refusals of a request that meets no operation. */
export const unroutedReasons = [
  "route_not_found", "method_not_allowed", "invalid_request", "internal_error",
] as const satisfies readonly FailureReason[];

export type UnroutedReason = (typeof unroutedReasons)[number];

/** How a request may say whose it is. */
export type SecurityScheme = "ingestPassword" | "metricsToken" | "operatorSession" | "operatorToken";

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
  /** Edit a photo and answer with the edited picture within T_sync_response. */
  ingestPhoto: {
    path: operations["ingestPhoto"]["parameters"]["path"];
    query: Record<never, never>;
    headers: Record<never, never>;
    body: undefined;
    reply:
      | {
          status: 200;
          contentType: "image/jpeg" | "image/png" | "image/webp";
          body: Bytes;
          sizeBytes?: number;
          headers: {
          "X-Job-Id": string;
          "Cache-Control": "no-store";
          "Content-Disposition": string;
          "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'";
          "X-Content-Type-Options": "nosniff";
          "Idempotent-Replayed"?: "true";
          "Server-Timing"?: string;
        };
        };
    reason:
      | "invalid_request" | "hash_mismatch" | "upload_aborted" | "invalid_password" | "slot_not_found"
      | "upload_timeout" | "payload_too_large" | "too_many_pixels" | "unsupported_media_type" | "invalid_image"
      | "photo_rejected" | "busy" | "too_many_attempts" | "internal_error" | "provider_error" | "slot_maintenance"
      | "slot_tripped" | "storage_pressure" | "database_unavailable" | "media_unavailable" | "draining"
      | "deadline_exceeded";
  };
  /** The edited picture of a job, until it expires. */
  getResult: {
    path: operations["getResult"]["parameters"]["path"];
    query: Record<never, never>;
    headers: Record<never, never>;
    body: undefined;
    reply:
      | {
          status: 200;
          contentType: "image/jpeg" | "image/png" | "image/webp";
          body: Bytes;
          sizeBytes?: number;
          headers: {
          "X-Job-Id": string;
          "Cache-Control": "no-store";
          "Content-Disposition": string;
          "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'";
          "Cross-Origin-Resource-Policy": "cross-origin";
          "X-Content-Type-Options": "nosniff";
        };
        };
    reason: "result_not_found" | "result_expired" | "internal_error" | "database_unavailable" | "media_unavailable";
  };
  /** Remove the picture of a job before it expires; with the ingest password, of a job of slot-test. */
  deleteResult: {
    path: operations["deleteResult"]["parameters"]["path"];
    query: Record<never, never>;
    headers: Record<never, never>;
    body: undefined;
    reply:
      | { status: 204 };
    reason:
      | "invalid_password" | "not_signed_in" | "operators_only" | "wrong_origin" | "result_not_found" | "result_expired"
      | "busy" | "too_many_attempts" | "internal_error" | "database_unavailable" | "media_unavailable";
  };
  /** The slots, what edits their photos and the state each is in. */
  listSlots: {
    path: Record<never, never>;
    query: Record<never, never>;
    headers: Record<never, never>;
    body: undefined;
    reply:
      | { status: 200; contentType: "application/json"; body: components["schemas"]["SlotList"] };
    reason: "internal_error" | "database_unavailable";
  };
  /** One slot with its settings, its limits and why it is in its state. */
  getSlot: {
    path: operations["getSlot"]["parameters"]["path"];
    query: Record<never, never>;
    headers: Record<never, never>;
    body: undefined;
    reply:
      | {
          status: 200;
          contentType: "application/json";
          body: components["schemas"]["SlotDetails"];
          headers: { ETag: string };
        };
    reason:
      | "invalid_request" | "not_signed_in" | "network_not_allowed" | "slot_not_found" | "internal_error"
      | "database_unavailable";
  };
  /** Change what edits the slot's photos, its standby and its limits. */
  saveSlot: {
    path: operations["saveSlot"]["parameters"]["path"];
    query: Record<never, never>;
    headers: NonNullable<operations["saveSlot"]["parameters"]["header"]>;
    body: components["schemas"]["SlotOrder"];
    reply:
      | {
          status: 200;
          contentType: "application/json";
          body: components["schemas"]["SlotDetails"];
          headers: { ETag: string };
        };
    reason:
      | "invalid_request" | "not_signed_in" | "wrong_origin" | "network_not_allowed" | "slot_not_found"
      | "upload_timeout" | "stale_version" | "payload_too_large" | "unsupported_media_type" | "invalid_settings"
      | "version_required" | "internal_error" | "database_unavailable";
  };
  /** Take the slot out of service, or put it back, and tell the operators. */
  setMaintenance: {
    path: operations["setMaintenance"]["parameters"]["path"];
    query: Record<never, never>;
    headers: Record<never, never>;
    body: components["schemas"]["MaintenanceOrder"];
    reply:
      | {
          status: 200;
          contentType: "application/json";
          body: components["schemas"]["SlotDetails"];
          headers: { ETag: string };
        };
    reason:
      | "invalid_request" | "not_signed_in" | "wrong_origin" | "network_not_allowed" | "slot_not_found"
      | "upload_timeout" | "stale_version" | "payload_too_large" | "unsupported_media_type" | "invalid_settings"
      | "internal_error" | "database_unavailable";
  };
  /** Edit a photo as the slot would, or with other settings, without a job and without saving anything. */
  testRunSlot: {
    path: operations["testRunSlot"]["parameters"]["path"];
    query: Record<never, never>;
    headers: Record<never, never>;
    body: undefined;
    reply:
      | {
          status: 200;
          contentType: "image/jpeg" | "image/png" | "image/webp";
          body: Bytes;
          sizeBytes?: number;
          headers: {
          "Cache-Control": "no-store";
          "Content-Disposition": string;
          "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'";
          "X-Content-Type-Options": "nosniff";
          "Server-Timing"?: string;
        };
        };
    reason:
      | "invalid_request" | "upload_aborted" | "not_signed_in" | "wrong_origin" | "network_not_allowed"
      | "slot_not_found" | "upload_timeout" | "payload_too_large" | "too_many_pixels" | "unsupported_media_type"
      | "invalid_image" | "photo_rejected" | "invalid_settings" | "busy" | "internal_error" | "provider_error"
      | "storage_pressure" | "database_unavailable" | "media_unavailable" | "draining" | "deadline_exceeded";
  };
  /** What can be changed while the service runs, what is in force and what the configuration says. */
  listSettings: {
    path: Record<never, never>;
    query: Record<never, never>;
    headers: Record<never, never>;
    body: undefined;
    reply:
      | { status: 200; contentType: "application/json"; body: components["schemas"]["SettingList"] };
    reason: "invalid_request" | "not_signed_in" | "network_not_allowed" | "internal_error" | "database_unavailable";
  };
  /** Change a setting from now on, or go back to the configuration. */
  changeSetting: {
    path: operations["changeSetting"]["parameters"]["path"];
    query: Record<never, never>;
    headers: NonNullable<operations["changeSetting"]["parameters"]["header"]>;
    body: components["schemas"]["SettingOrder"];
    reply:
      | { status: 200; contentType: "application/json"; body: components["schemas"]["SettingList"] };
    reason:
      | "invalid_request" | "not_signed_in" | "wrong_origin" | "network_not_allowed" | "not_found" | "upload_timeout"
      | "stale_version" | "payload_too_large" | "unsupported_media_type" | "invalid_settings" | "version_required"
      | "internal_error" | "database_unavailable";
  };
  /** Each provider's last answer, last failure and rate limits. */
  listProviders: {
    path: Record<never, never>;
    query: Record<never, never>;
    headers: Record<never, never>;
    body: undefined;
    reply:
      | { status: 200; contentType: "application/json"; body: components["schemas"]["ProviderList"] };
    reason: "invalid_request" | "not_signed_in" | "network_not_allowed" | "internal_error" | "database_unavailable";
  };
  /** Give the booths a new password; the old one goes on working for a while. */
  changeIngestPassword: {
    path: Record<never, never>;
    query: Record<never, never>;
    headers: Record<never, never>;
    body: components["schemas"]["IngestPasswordOrder"];
    reply:
      | { status: 200; contentType: "application/json"; body: components["schemas"]["IngestPasswordState"] };
    reason:
      | "invalid_request" | "not_signed_in" | "wrong_origin" | "network_not_allowed" | "upload_timeout"
      | "payload_too_large" | "unsupported_media_type" | "invalid_settings" | "internal_error" | "database_unavailable";
  };
  /** The actions of the playbook that were run, the newest first. */
  listActions: {
    path: Record<never, never>;
    query: NonNullable<operations["listActions"]["parameters"]["query"]>;
    headers: Record<never, never>;
    body: undefined;
    reply:
      | { status: 200; contentType: "application/json"; body: components["schemas"]["ActionList"] };
    reason: "invalid_request" | "not_signed_in" | "network_not_allowed" | "internal_error" | "database_unavailable";
  };
  /** Run an action of the playbook, or see with dry_run what it would change. */
  runAction: {
    path: Record<never, never>;
    query: Record<never, never>;
    headers: Record<never, never>;
    body: components["schemas"]["ActionOrder"];
    reply:
      | { status: 200; contentType: "application/json"; body: components["schemas"]["Action"] };
    reason:
      | "invalid_request" | "not_signed_in" | "wrong_origin" | "network_not_allowed" | "not_found" | "upload_timeout"
      | "conflict" | "payload_too_large" | "unsupported_media_type" | "invalid_settings" | "internal_error"
      | "database_unavailable" | "media_unavailable";
  };
  /** Take an action back, unless somebody has changed the same thing since. */
  undoAction: {
    path: operations["undoAction"]["parameters"]["path"];
    query: Record<never, never>;
    headers: Record<never, never>;
    body: components["schemas"]["Because"];
    reply:
      | { status: 200; contentType: "application/json"; body: components["schemas"]["Action"] };
    reason:
      | "invalid_request" | "not_signed_in" | "wrong_origin" | "network_not_allowed" | "not_found" | "upload_timeout"
      | "conflict" | "payload_too_large" | "unsupported_media_type" | "internal_error" | "database_unavailable";
  };
  /** Who changed what and why, the newest first. */
  listAudit: {
    path: Record<never, never>;
    query: NonNullable<operations["listAudit"]["parameters"]["query"]>;
    headers: Record<never, never>;
    body: undefined;
    reply:
      | { status: 200; contentType: "application/json"; body: components["schemas"]["AuditList"] };
    reason: "invalid_request" | "not_signed_in" | "network_not_allowed" | "internal_error" | "database_unavailable";
  };
  /** How the jobs of the last minutes ended and how long they took, by slot and by provider. */
  getStats: {
    path: Record<never, never>;
    query: NonNullable<operations["getStats"]["parameters"]["query"]>;
    headers: Record<never, never>;
    body: undefined;
    reply:
      | { status: 200; contentType: "application/json"; body: components["schemas"]["Stats"] };
    reason: "invalid_request" | "not_signed_in" | "network_not_allowed" | "internal_error" | "database_unavailable";
  };
  /** The jobs, the newest first. */
  listJobs: {
    path: Record<never, never>;
    query: NonNullable<operations["listJobs"]["parameters"]["query"]>;
    headers: Record<never, never>;
    body: undefined;
    reply:
      | { status: 200; contentType: "application/json"; body: components["schemas"]["JobList"] };
    reason: "invalid_request" | "not_signed_in" | "network_not_allowed" | "internal_error" | "database_unavailable";
  };
  /** One job. */
  getJob: {
    path: operations["getJob"]["parameters"]["path"];
    query: Record<never, never>;
    headers: Record<never, never>;
    body: undefined;
    reply:
      | { status: 200; contentType: "application/json"; body: components["schemas"]["Job"] };
    reason:
      | "invalid_request" | "not_signed_in" | "network_not_allowed" | "not_found" | "internal_error"
      | "database_unavailable";
  };
  /** The edited picture of a job, made small, until it expires. */
  getThumbnail: {
    path: operations["getThumbnail"]["parameters"]["path"];
    query: Record<never, never>;
    headers: NonNullable<operations["getThumbnail"]["parameters"]["header"]>;
    body: undefined;
    reply:
      | {
          status: 200;
          contentType: "image/webp";
          body: Bytes;
          sizeBytes?: number;
          headers: {
          "X-Job-Id": string;
          "Cache-Control": "private, no-cache";
          ETag: string;
          "Content-Disposition": string;
          "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'";
          "X-Content-Type-Options": "nosniff";
        };
        }
      | { status: 304; headers: { "X-Job-Id": string; "Cache-Control": "private, no-cache"; ETag: string } };
    reason:
      | "invalid_request" | "not_signed_in" | "network_not_allowed" | "result_not_found" | "result_expired"
      | "invalid_image" | "busy" | "internal_error" | "database_unavailable" | "media_unavailable";
  };
  /** The hall as it is and whenever it changes, as server-sent events, for as long as the listener is let in. */
  watchHall: {
    path: Record<never, never>;
    query: Record<never, never>;
    headers: Record<never, never>;
    body: undefined;
    reply:
      | {
          status: 200;
          contentType: "text/event-stream";
          body: Bytes;
          sizeBytes?: number;
          headers: { "Cache-Control": "no-store"; "X-Accel-Buffering": "no" };
        };
    reason:
      | "invalid_request" | "not_signed_in" | "network_not_allowed" | "busy" | "internal_error" | "database_unavailable"
      | "draining";
  };
  /** The operators' page. */
  openConsole: {
    path: Record<never, never>;
    query: Record<never, never>;
    headers: Record<never, never>;
    body: undefined;
    reply:
      | {
          status: 200;
          contentType: "text/html; charset=utf-8";
          body: Bytes;
          sizeBytes?: number;
          headers: {
          "Cache-Control": "no-store";
          "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";
        };
        };
    reason: "internal_error" | "console_not_built";
  };
  /** A file that the operators' page is made of. */
  consoleAsset: {
    path: operations["consoleAsset"]["parameters"]["path"];
    query: Record<never, never>;
    headers: Record<never, never>;
    body: undefined;
    reply:
      | {
          status: 200;
          contentType: "text/javascript; charset=utf-8" | "text/css; charset=utf-8" | "image/svg+xml" | "font/woff2";
          body: Bytes;
          sizeBytes?: number;
          headers: {
          "Cache-Control": "public, max-age=31536000, immutable";
          Vary: "Accept-Encoding";
          "Content-Encoding"?: "br" | "gzip";
        };
        };
    reason: "not_found" | "internal_error";
  };
  /** For customers, whether photos are edited, and what the operators say about it. */
  getStatus: {
    path: Record<never, never>;
    query: Record<never, never>;
    headers: Record<never, never>;
    body: undefined;
    reply:
      | {
          status: 200;
          contentType: "application/json";
          body: components["schemas"]["Status"];
          headers: { Vary: "Accept"; "Content-Security-Policy"?: string };
        }
      | {
          status: 200;
          contentType: "text/html; charset=utf-8";
          body: Bytes;
          sizeBytes?: number;
          headers: { Vary: "Accept"; "Content-Security-Policy"?: string };
        };
    reason: "internal_error" | "database_unavailable";
  };
  /**
   * Which of the contract's alerts hold now, as this process sees it, each with its playbook step and what that would
   * change.
   */
  listAlerts: {
    path: Record<never, never>;
    query: Record<never, never>;
    headers: Record<never, never>;
    body: undefined;
    reply:
      | { status: 200; contentType: "application/json"; body: components["schemas"]["AlertList"] };
    reason: "invalid_request" | "not_signed_in" | "network_not_allowed" | "internal_error";
  };
  /** Who one is, by session or token. */
  getSession: {
    path: Record<never, never>;
    query: Record<never, never>;
    headers: Record<never, never>;
    body: undefined;
    reply:
      | { status: 200; contentType: "application/json"; body: components["schemas"]["Session"] };
    reason: "invalid_request" | "not_signed_in" | "network_not_allowed" | "internal_error" | "database_unavailable";
  };
  /** Sign in with the name and password of an account of OPERATORS. */
  signIn: {
    path: Record<never, never>;
    query: Record<never, never>;
    headers: Record<never, never>;
    body: components["schemas"]["SignIn"];
    reply:
      | {
          status: 200;
          contentType: "application/json";
          body: components["schemas"]["Session"];
          headers: { "Set-Cookie": string };
        };
    reason:
      | "invalid_request" | "not_signed_in" | "wrong_origin" | "network_not_allowed" | "upload_timeout"
      | "payload_too_large" | "unsupported_media_type" | "too_many_attempts" | "internal_error" | "database_unavailable";
  };
  /** End this session. */
  signOut: {
    path: Record<never, never>;
    query: Record<never, never>;
    headers: Record<never, never>;
    body: undefined;
    reply:
      | { status: 204; headers: { "Set-Cookie": string } };
    reason:
      | "invalid_request" | "not_signed_in" | "wrong_origin" | "network_not_allowed" | "internal_error"
      | "database_unavailable";
  };
  /** All tokens, without their secrets. */
  listTokens: {
    path: Record<never, never>;
    query: Record<never, never>;
    headers: Record<never, never>;
    body: undefined;
    reply:
      | { status: 200; contentType: "application/json"; body: components["schemas"]["TokenList"] };
    reason: "invalid_request" | "not_signed_in" | "network_not_allowed" | "internal_error" | "database_unavailable";
  };
  /** A token for a script; its secret is shown this once. People create tokens, tokens do not. */
  createToken: {
    path: Record<never, never>;
    query: Record<never, never>;
    headers: Record<never, never>;
    body: components["schemas"]["NewToken"];
    reply:
      | { status: 201; contentType: "application/json"; body: components["schemas"]["CreatedToken"] };
    reason:
      | "invalid_request" | "not_signed_in" | "wrong_origin" | "network_not_allowed" | "upload_timeout" | "name_taken"
      | "payload_too_large" | "unsupported_media_type" | "internal_error" | "database_unavailable";
  };
  /** End a token, from the next request on. */
  revokeToken: {
    path: operations["revokeToken"]["parameters"]["path"];
    query: Record<never, never>;
    headers: Record<never, never>;
    body: components["schemas"]["Because"];
    reply:
      | { status: 200; contentType: "application/json"; body: components["schemas"]["Token"] };
    reason:
      | "invalid_request" | "not_signed_in" | "wrong_origin" | "network_not_allowed" | "not_found" | "upload_timeout"
      | "payload_too_large" | "unsupported_media_type" | "internal_error" | "database_unavailable";
  };
  /** The metrics of this process in the Prometheus text format. */
  getMetrics: {
    path: Record<never, never>;
    query: Record<never, never>;
    headers: Record<never, never>;
    body: undefined;
    reply:
      | { status: 200; contentType: "text/plain; version=0.0.4; charset=utf-8"; body: Bytes; sizeBytes?: number };
    reason: "invalid_token" | "loopback_only" | "internal_error";
  };
  /** Readiness. What a load balancer asks. */
  getHealth: {
    path: Record<never, never>;
    query: Record<never, never>;
    headers: Record<never, never>;
    body: undefined;
    reply:
      | { status: 200; contentType: "application/json"; body: components["schemas"]["Health"] }
      | { status: 503; contentType: "application/json"; body: components["schemas"]["Health"] };
    reason: never;
  };
  /** The process is alive. What a container's health check asks. */
  getLiveness: {
    path: Record<never, never>;
    query: Record<never, never>;
    headers: Record<never, never>;
    body: undefined;
    reply:
      | { status: 200; contentType: "application/json"; body: components["schemas"]["Liveness"] };
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
    operationId: "listSlots",
    method: "get",
    path: "/api/slots",
    parameters: [],
    streamedBody: false,
    security: [[]],
    statuses: [200, 500, 503],
  },
  {
    operationId: "listSettings",
    method: "get",
    path: "/api/settings",
    parameters: [],
    streamedBody: false,
    security: [["operatorSession"], ["operatorToken"]],
    statuses: [200, 400, 401, 403, 500, 503],
  },
  {
    operationId: "listProviders",
    method: "get",
    path: "/api/providers",
    parameters: [],
    streamedBody: false,
    security: [["operatorSession"], ["operatorToken"]],
    statuses: [200, 400, 401, 403, 500, 503],
  },
  {
    operationId: "changeIngestPassword",
    method: "post",
    path: "/api/ingest-password",
    parameters: [],
    checkBody: validateIngestPasswordOrder,
    bodyRequired: true,
    streamedBody: false,
    security: [["operatorSession"], ["operatorToken"]],
    statuses: [200, 400, 401, 403, 408, 413, 415, 422, 500, 503],
  },
  {
    operationId: "listActions",
    method: "get",
    path: "/api/actions",
    parameters: [
      {
        name: "before",
        in: "query",
        type: "integer",
        required: false,
        invalidReason: "invalid_request",
        check: validateBeforeParameter,
      },
      {
        name: "limit",
        in: "query",
        type: "integer",
        required: false,
        invalidReason: "invalid_request",
        check: validateLimitParameter,
      },
    ],
    streamedBody: false,
    security: [["operatorSession"], ["operatorToken"]],
    statuses: [200, 400, 401, 403, 500, 503],
  },
  {
    operationId: "runAction",
    method: "post",
    path: "/api/actions",
    parameters: [],
    checkBody: validateActionOrder,
    bodyRequired: true,
    streamedBody: false,
    security: [["operatorSession"], ["operatorToken"]],
    statuses: [200, 400, 401, 403, 404, 408, 409, 413, 415, 422, 500, 503],
  },
  {
    operationId: "listAudit",
    method: "get",
    path: "/api/audit",
    parameters: [
      {
        name: "subject",
        in: "query",
        type: "string",
        required: false,
        invalidReason: "invalid_request",
        check: validateSubjectParameter,
      },
      {
        name: "actor",
        in: "query",
        type: "string",
        required: false,
        invalidReason: "invalid_request",
        check: validateActorParameter,
      },
      {
        name: "before",
        in: "query",
        type: "integer",
        required: false,
        invalidReason: "invalid_request",
        check: validateBeforeParameter,
      },
      {
        name: "limit",
        in: "query",
        type: "integer",
        required: false,
        invalidReason: "invalid_request",
        check: validateLimitParameter,
      },
    ],
    streamedBody: false,
    security: [["operatorSession"], ["operatorToken"]],
    statuses: [200, 400, 401, 403, 500, 503],
  },
  {
    operationId: "getStats",
    method: "get",
    path: "/api/stats",
    parameters: [
      {
        name: "window_minutes",
        in: "query",
        type: "integer",
        required: false,
        invalidReason: "invalid_request",
        check: validateWindowMinutesParameter,
      },
    ],
    streamedBody: false,
    security: [["operatorSession"], ["operatorToken"]],
    statuses: [200, 400, 401, 403, 500, 503],
  },
  {
    operationId: "listJobs",
    method: "get",
    path: "/api/jobs",
    parameters: [
      {
        name: "slot_id",
        in: "query",
        type: "string",
        required: false,
        invalidReason: "invalid_request",
        check: validateSlotIdParameter,
      },
      {
        name: "outcome",
        in: "query",
        type: "string",
        required: false,
        invalidReason: "invalid_request",
        check: validateOutcomeParameter,
      },
      {
        name: "pending",
        in: "query",
        type: "boolean",
        required: false,
        invalidReason: "invalid_request",
        check: validatePendingParameter,
      },
      {
        name: "since",
        in: "query",
        type: "string",
        required: false,
        invalidReason: "invalid_request",
        check: validateSinceParameter,
      },
      {
        name: "until",
        in: "query",
        type: "string",
        required: false,
        invalidReason: "invalid_request",
        check: validateUntilParameter,
      },
      {
        name: "before",
        in: "query",
        type: "string",
        required: false,
        invalidReason: "invalid_request",
        check: validateJobId,
      },
      {
        name: "limit",
        in: "query",
        type: "integer",
        required: false,
        invalidReason: "invalid_request",
        check: validateLimitParameter2,
      },
    ],
    streamedBody: false,
    security: [["operatorSession"], ["operatorToken"]],
    statuses: [200, 400, 401, 403, 500, 503],
  },
  {
    operationId: "watchHall",
    method: "get",
    path: "/api/live",
    parameters: [],
    streamedBody: false,
    security: [["operatorSession"], ["operatorToken"]],
    statuses: [200, 400, 401, 403, 429, 500, 503],
  },
  {
    operationId: "openConsole",
    method: "get",
    path: "/console",
    parameters: [],
    streamedBody: false,
    security: [[]],
    statuses: [200, 500, 503],
  },
  {
    operationId: "getStatus",
    method: "get",
    path: "/status",
    parameters: [],
    streamedBody: false,
    security: [[]],
    statuses: [200, 500, 503],
  },
  {
    operationId: "listAlerts",
    method: "get",
    path: "/api/alerts",
    parameters: [],
    streamedBody: false,
    security: [["operatorSession"], ["operatorToken"]],
    statuses: [200, 400, 401, 403, 500],
  },
  {
    operationId: "getSession",
    method: "get",
    path: "/api/session",
    parameters: [],
    streamedBody: false,
    security: [["operatorSession"], ["operatorToken"]],
    statuses: [200, 400, 401, 403, 500, 503],
  },
  {
    operationId: "signIn",
    method: "post",
    path: "/api/session",
    parameters: [],
    checkBody: validateSignIn,
    bodyRequired: true,
    streamedBody: false,
    security: [[]],
    statuses: [200, 400, 401, 403, 408, 413, 415, 429, 500, 503],
  },
  {
    operationId: "signOut",
    method: "delete",
    path: "/api/session",
    parameters: [],
    streamedBody: false,
    security: [["operatorSession"]],
    statuses: [204, 400, 401, 403, 500, 503],
  },
  {
    operationId: "listTokens",
    method: "get",
    path: "/api/tokens",
    parameters: [],
    streamedBody: false,
    security: [["operatorSession"], ["operatorToken"]],
    statuses: [200, 400, 401, 403, 500, 503],
  },
  {
    operationId: "createToken",
    method: "post",
    path: "/api/tokens",
    parameters: [],
    checkBody: validateNewToken,
    bodyRequired: true,
    streamedBody: false,
    security: [["operatorSession"]],
    statuses: [201, 400, 401, 403, 408, 409, 413, 415, 500, 503],
  },
  {
    operationId: "getMetrics",
    method: "get",
    path: "/metrics",
    parameters: [],
    streamedBody: false,
    security: [[], ["metricsToken"]],
    statuses: [200, 401, 403, 500],
  },
  {
    operationId: "getHealth",
    method: "get",
    path: "/healthz",
    parameters: [],
    streamedBody: false,
    security: [[]],
    statuses: [200, 503],
  },
  {
    operationId: "getLiveness",
    method: "get",
    path: "/livez",
    parameters: [],
    streamedBody: false,
    security: [[]],
    statuses: [200],
  },
  {
    operationId: "ingestPhoto",
    method: "post",
    path: "/api/ingest/:slot_id",
    parameters: [
      {
        name: "slot_id",
        in: "path",
        type: "string",
        required: true,
        invalidReason: "slot_not_found",
        check: validateSlotIdParameter,
      },
    ],
    streamedBody: true,
    security: [[]],
    statuses: [200, 400, 401, 404, 408, 413, 415, 422, 429, 500, 502, 503, 504],
  },
  {
    operationId: "getResult",
    method: "get",
    path: "/api/results/:job_id",
    parameters: [
      {
        name: "job_id",
        in: "path",
        type: "string",
        required: true,
        invalidReason: "result_not_found",
        check: validateJobId,
      },
    ],
    streamedBody: false,
    security: [[]],
    statuses: [200, 404, 410, 500, 503],
  },
  {
    operationId: "deleteResult",
    method: "delete",
    path: "/api/results/:job_id",
    parameters: [
      {
        name: "job_id",
        in: "path",
        type: "string",
        required: true,
        invalidReason: "result_not_found",
        check: validateJobId,
      },
    ],
    streamedBody: false,
    security: [["ingestPassword"], ["operatorSession"], ["operatorToken"]],
    statuses: [204, 401, 403, 404, 410, 429, 500, 503],
  },
  {
    operationId: "getSlot",
    method: "get",
    path: "/api/slots/:slot_id",
    parameters: [
      {
        name: "slot_id",
        in: "path",
        type: "string",
        required: true,
        invalidReason: "slot_not_found",
        check: validateSlotIdParameter,
      },
    ],
    streamedBody: false,
    security: [["operatorSession"], ["operatorToken"]],
    statuses: [200, 400, 401, 403, 404, 500, 503],
  },
  {
    operationId: "saveSlot",
    method: "put",
    path: "/api/slots/:slot_id",
    parameters: [
      {
        name: "slot_id",
        in: "path",
        type: "string",
        required: true,
        invalidReason: "slot_not_found",
        check: validateSlotIdParameter,
      },
      {
        name: "If-Match",
        in: "header",
        type: "string",
        required: false,
        invalidReason: "invalid_request",
        check: validateIfMatchParameter,
      },
    ],
    checkBody: validateSlotOrder,
    bodyRequired: true,
    streamedBody: false,
    security: [["operatorSession"], ["operatorToken"]],
    statuses: [200, 400, 401, 403, 404, 408, 412, 413, 415, 422, 428, 500, 503],
  },
  {
    operationId: "setMaintenance",
    method: "post",
    path: "/api/slots/:slot_id/maintenance",
    parameters: [
      {
        name: "slot_id",
        in: "path",
        type: "string",
        required: true,
        invalidReason: "slot_not_found",
        check: validateSlotIdParameter,
      },
    ],
    checkBody: validateMaintenanceOrder,
    bodyRequired: true,
    streamedBody: false,
    security: [["operatorSession"], ["operatorToken"]],
    statuses: [200, 400, 401, 403, 404, 408, 412, 413, 415, 422, 500, 503],
  },
  {
    operationId: "testRunSlot",
    method: "post",
    path: "/api/slots/:slot_id/test-run",
    parameters: [
      {
        name: "slot_id",
        in: "path",
        type: "string",
        required: true,
        invalidReason: "slot_not_found",
        check: validateSlotIdParameter,
      },
    ],
    streamedBody: true,
    security: [["operatorSession"], ["operatorToken"]],
    statuses: [200, 400, 401, 403, 404, 408, 413, 415, 422, 429, 500, 502, 503, 504],
  },
  {
    operationId: "changeSetting",
    method: "put",
    path: "/api/settings/:setting",
    parameters: [
      {
        name: "setting",
        in: "path",
        type: "string",
        required: true,
        invalidReason: "not_found",
        check: validateSettingParameter,
      },
      {
        name: "If-Match",
        in: "header",
        type: "string",
        required: false,
        invalidReason: "invalid_request",
        check: validateIfMatchParameter,
      },
    ],
    checkBody: validateSettingOrder,
    bodyRequired: true,
    streamedBody: false,
    security: [["operatorSession"], ["operatorToken"]],
    statuses: [200, 400, 401, 403, 404, 408, 412, 413, 415, 422, 428, 500, 503],
  },
  {
    operationId: "undoAction",
    method: "post",
    path: "/api/actions/:action_id/undo",
    parameters: [
      {
        name: "action_id",
        in: "path",
        type: "integer",
        required: true,
        invalidReason: "not_found",
        check: validateActionIdParameter,
      },
    ],
    checkBody: validateBecause,
    bodyRequired: true,
    streamedBody: false,
    security: [["operatorSession"], ["operatorToken"]],
    statuses: [200, 400, 401, 403, 404, 408, 409, 413, 415, 500, 503],
  },
  {
    operationId: "getJob",
    method: "get",
    path: "/api/jobs/:job_id",
    parameters: [
      { name: "job_id", in: "path", type: "string", required: true, invalidReason: "not_found", check: validateJobId },
    ],
    streamedBody: false,
    security: [["operatorSession"], ["operatorToken"]],
    statuses: [200, 400, 401, 403, 404, 500, 503],
  },
  {
    operationId: "getThumbnail",
    method: "get",
    path: "/api/jobs/:job_id/thumbnail",
    parameters: [
      {
        name: "job_id",
        in: "path",
        type: "string",
        required: true,
        invalidReason: "result_not_found",
        check: validateJobId,
      },
      {
        name: "If-None-Match",
        in: "header",
        type: "string",
        required: false,
        invalidReason: "invalid_request",
        check: validateIfNoneMatchParameter,
      },
    ],
    streamedBody: false,
    security: [["operatorSession"], ["operatorToken"]],
    statuses: [200, 304, 400, 401, 403, 404, 410, 422, 429, 500, 503],
  },
  {
    operationId: "consoleAsset",
    method: "get",
    path: "/console/:file",
    parameters: [
      {
        name: "file",
        in: "path",
        type: "string",
        required: true,
        invalidReason: "not_found",
        check: validateFileParameter,
      },
    ],
    streamedBody: false,
    security: [[]],
    statuses: [200, 404, 500],
  },
  {
    operationId: "revokeToken",
    method: "post",
    path: "/api/tokens/:token_name/revoke",
    parameters: [
      {
        name: "token_name",
        in: "path",
        type: "string",
        required: true,
        invalidReason: "not_found",
        check: validateTokenName,
      },
    ],
    checkBody: validateBecause,
    bodyRequired: true,
    streamedBody: false,
    security: [["operatorSession"], ["operatorToken"]],
    statuses: [200, 400, 401, 403, 404, 408, 413, 415, 500, 503],
  },
];

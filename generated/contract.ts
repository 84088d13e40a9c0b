// Generated from spec/contracts/VERSION.json and spec/contracts/schemas/metrics.yaml by codegen/emitters/contract.ts. Do not edit: npm run codegen
/** The contract that this build was made from: its version, label domains, params and endpoints. */

export const contract = {
  version: "0.6.1",
  digest: "f1ed326e9f9b670920de23684e30e45faeb736116fd026deb426cd9138422112",
} as const;

/** The closed domain of each label, in the order of the contract. */
export const labelValues = {
  slot_id: [
    "slot-001", "slot-002", "slot-003", "slot-004", "slot-005", "slot-006", "slot-007", "slot-008", "slot-009",
    "slot-010", "slot-011", "slot-012", "slot-013", "slot-014", "slot-015", "slot-test",
  ],
  provider: ["local", "http", "gemini", "openai", "turbotext", "fault"],
  outcome: ["success", "timeout", "provider_error", "refused", "internal_error"],
  result: ["ok", "rejected", "no_image", "transient", "overload", "configuration", "deadline", "aborted"],
  state: ["active", "degraded", "maintenance", "tripped", "probing"],
  reason: [
    "invalid_request", "hash_mismatch", "upload_aborted", "invalid_password", "invalid_token", "not_signed_in",
    "loopback_only", "operators_only", "network_not_allowed", "wrong_origin", "route_not_found", "slot_not_found",
    "result_not_found", "not_found", "method_not_allowed", "upload_timeout", "conflict", "name_taken", "result_expired",
    "stale_version", "payload_too_large", "too_many_pixels", "unsupported_media_type", "invalid_image",
    "invalid_settings", "photo_rejected", "version_required", "busy", "too_many_attempts", "internal_error",
    "provider_error", "slot_maintenance", "slot_tripped", "storage_pressure", "database_unavailable",
    "media_unavailable", "draining", "console_not_built", "deadline_exceeded",
  ],
  pool: ["global", "local", "http", "gemini", "openai", "turbotext", "fault"],
  phase: ["upload", "wait", "attempts", "write"],
  scope: ["result", "temp", "orphan"],
  audience: ["operators", "customer"],
  delivery: ["delivered", "failed", "given_up"],
  version: ["0.6.1"],
  digest: ["f1ed326e9f9b670920de23684e30e45faeb736116fd026deb426cd9138422112"],
} as const;

export type LabelName = keyof typeof labelValues;
export type LabelValue<N extends LabelName> = (typeof labelValues)[N][number];

/**
 * The photo booth position that a picture was posted to. slot-test serves smoke tests and demonstrations and is left
 * out of every SLA and alert.
 */
export type SlotId = LabelValue<"slot_id">;

/** The driver that edits the picture. local edits on this machine; fault injects failures for tests and drills. */
export type Provider = LabelValue<"provider">;

/**
 * How a job ended. refused is the provider's decision about this one photo (no face, safety) and counts against nobody.
 */
export type Outcome = LabelValue<"outcome">;

/** How one call to a provider ended. */
export type Result = LabelValue<"result">;

/** The state of a slot. maintenance is set by an operator and always beats the states that rules set. */
export type State = LabelValue<"state">;

/** Why a request was refused; the failure_reason of the HTTP contract. */
export type Reason = LabelValue<"reason">;

/** What permits are counted for. global is the whole service, the others are the providers. */
export type Pool = LabelValue<"pool">;

/**
 * What the time of a job goes to: the photo until it is checked, a permit, the calls to providers with the pauses
 * between them, and hash, publication and commit of the picture.
 */
export type Phase = LabelValue<"phase">;

/** Kind of media file. result is an edited picture, temp an upload in work, orphan a file that no job knows. */
export type Scope = LabelValue<"scope">;

/** Whom a notification is for. */
export type Audience = LabelValue<"audience">;

/** How one attempt to deliver a notification ended. failed is tried again, given_up is not. */
export type Delivery = LabelValue<"delivery">;

/** SemVer of the contract that the process was built from. */
export type Version = LabelValue<"version">;

/** sha256 of the resolved contract that the process was built from. */
export type Digest = LabelValue<"digest">;

/** Numbers that operators may change at run time within their bounds. */
export const params = { t_sync_response: { unit: "seconds", default: 48, min: 10, max: 60 } } as const;

/** Where metrics are served, and the Content-Type to the letter. */
export const endpoints = [
  { job: "ingest", path: "/metrics", format: "text/plain; version=0.0.4; charset=utf-8" },
] as const;

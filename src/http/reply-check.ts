/** Holds replies against the contract; in development and test a reply that breaks it is an internal error. */
import {
  type FailureReason,
  failureReasons,
  type OperationId,
  type Operations,
  type Route,
} from "../../generated/routes.ts";
import * as validate from "../../generated/validators.js";

type JsonReply<K extends OperationId> = Extract<Operations[K]["reply"], { contentType: "application/json" }>;
type JsonOperation = { [K in OperationId]: [JsonReply<K>] extends [never] ? never : K }[OperationId];

/** One a JSON answer; the compiler lists what a new operation needs. */
const validators: { readonly [K in JsonOperation]: validate.Validator<JsonReply<K>["body"]> } = {
  signIn: validate.validateSession,
  getSession: validate.validateSession,
  listTokens: validate.validateTokenList,
  createToken: validate.validateCreatedToken,
  revokeToken: validate.validateToken,
  listAlerts: validate.validateAlertList,
  listSlots: validate.validateSlotList,
  getSlot: validate.validateSlotDetails,
  saveSlot: validate.validateSlotDetails,
  setMaintenance: validate.validateSlotDetails,
  listSettings: validate.validateSettingList,
  changeSetting: validate.validateSettingList,
  changeIngestPassword: validate.validateIngestPasswordState,
  listProviders: validate.validateProviderList,
  listActions: validate.validateActionList,
  runAction: validate.validateAction,
  undoAction: validate.validateAction,
  listAudit: validate.validateAuditList,
  getStats: validate.validateStats,
  listJobs: validate.validateJobList,
  getJob: validate.validateJob,
  getStatus: validate.validateStatus,
  getHealth: validate.validateHealth,
  getLiveness: validate.validateLiveness,
};

/** What is wrong with a success of this route, one sentence each. */
export function replyFaults(route: Route, reply: SentReply): string[] {
  const faults = route.statuses.includes(reply.status) ? [] : [`status ${reply.status} is not declared`];
  const checks: Partial<Record<OperationId, validate.Validator<unknown>>> = validators;
  const check = checks[route.operationId];
  // An operation may answer with JSON and with a page, as each client asks.
  if (check === undefined || (reply.contentType ?? "application/json") !== "application/json") return faults;
  return [...faults, ...bodyFaults(check, reply.body)];
}

interface SentReply {
  readonly status: number;
  readonly contentType?: string;
  readonly body?: unknown;
}

/** What is wrong with a refusal of this route: only reasons whose status is declared may leave. */
export function refusalFaults(route: Route, reason: FailureReason): string[] {
  const { status } = failureReasons[reason];
  return route.statuses.includes(status) ? [] : [`${reason} is answered with ${status}, which is not declared`];
}

function bodyFaults(check: validate.Validator<unknown>, body: unknown): string[] {
  // As it goes out: JSON drops undefined and turns dates into text.
  if (check(JSON.parse(JSON.stringify(body)))) return [];
  return (check.errors ?? []).map((fault) => `body${fault.instancePath}: ${fault.message ?? fault.keyword}`);
}

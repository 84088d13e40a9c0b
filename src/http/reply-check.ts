/** Holds replies against the contract; in development and test a reply that breaks it is an internal error. */
import {
  type FailureReason,
  failureReasons,
  type OperationId,
  type Operations,
  type Route,
} from "../../generated/routes.ts";
import {
  type Validator,
  validateAction,
  validateActionList,
  validateAuditList,
  validateHealth,
  validateJob,
  validateJobList,
  validateLiveness,
  validateSettingList,
  validateSlotDetails,
  validateSlotList,
  validateStats,
  validateStatus,
} from "../../generated/validators.js";

type JsonReply<K extends OperationId> = Extract<Operations[K]["reply"], { contentType: "application/json" }>;
type JsonOperation = { [K in OperationId]: [JsonReply<K>] extends [never] ? never : K }[OperationId];

/** One a JSON answer; the compiler lists what a new operation needs. */
const validators: { readonly [K in JsonOperation]: Validator<JsonReply<K>["body"]> } = {
  listSlots: validateSlotList,
  getSlot: validateSlotDetails,
  saveSlot: validateSlotDetails,
  setMaintenance: validateSlotDetails,
  listSettings: validateSettingList,
  changeSetting: validateSettingList,
  listActions: validateActionList,
  runAction: validateAction,
  undoAction: validateAction,
  listAudit: validateAuditList,
  getStats: validateStats,
  listJobs: validateJobList,
  getJob: validateJob,
  getStatus: validateStatus,
  getHealth: validateHealth,
  getLiveness: validateLiveness,
};

/** What is wrong with a success of this route, one sentence each. */
export function replyFaults(route: Route, reply: { readonly status: number; readonly body?: unknown }): string[] {
  const faults = route.statuses.includes(reply.status) ? [] : [`status ${reply.status} is not declared`];
  const checks: Partial<Record<OperationId, Validator<unknown>>> = validators;
  const check = checks[route.operationId];
  return check === undefined ? faults : [...faults, ...bodyFaults(check, reply.body)];
}

/** What is wrong with a refusal of this route: only reasons whose status is declared may leave. */
export function refusalFaults(route: Route, reason: FailureReason): string[] {
  const { status } = failureReasons[reason];
  return route.statuses.includes(status) ? [] : [`${reason} is answered with ${status}, which is not declared`];
}

function bodyFaults(check: Validator<unknown>, body: unknown): string[] {
  // As it goes out: JSON drops undefined and turns dates into text.
  if (check(JSON.parse(JSON.stringify(body)))) return [];
  return (check.errors ?? []).map((fault) => `body${fault.instancePath}: ${fault.message ?? fault.keyword}`);
}

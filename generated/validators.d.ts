// Generated from spec/contracts/openapi.yaml by codegen/emitters/validators.ts. Do not edit: npm run codegen
/** Validators of the schemas of the HTTP contract. */
import type { components, operations } from "./api.ts";

/** The first thing that is wrong with a value. */
export interface Fault {
  /** JSON pointer of the place in the value; "" for the value itself. */
  readonly instancePath: string;
  readonly keyword: string;
  /** What the keyword asks for: {missingProperty}, {limit}, {allowedValues} and the like. */
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string;
}

export interface Validator<T> {
  (data: unknown): data is T;
  /** Of the last call: null when the value passed. */
  readonly errors?: readonly Fault[] | null;
}

export declare const validateJobId: Validator<components["schemas"]["JobId"]>;
export declare const validateIngestForm: Validator<components["schemas"]["IngestForm"]>;
export declare const validateFailure: Validator<components["schemas"]["Failure"]>;
export declare const validateFailureReason: Validator<components["schemas"]["FailureReason"]>;
export declare const validateOutcomeStats: Validator<components["schemas"]["OutcomeStats"]>;
export declare const validateStats: Validator<components["schemas"]["Stats"]>;
export declare const validateJobList: Validator<components["schemas"]["JobList"]>;
export declare const validateJob: Validator<components["schemas"]["Job"]>;
export declare const validateJobLedger: Validator<components["schemas"]["JobLedger"]>;
export declare const validateSlotList: Validator<components["schemas"]["SlotList"]>;
export declare const validateSlot: Validator<components["schemas"]["Slot"]>;
export declare const validateReason: Validator<components["schemas"]["Reason"]>;
export declare const validateTime: Validator<components["schemas"]["Time"]>;
export declare const validateBecause: Validator<components["schemas"]["Because"]>;
export declare const validateProviderSettings: Validator<components["schemas"]["ProviderSettings"]>;
export declare const validateActionParams: Validator<components["schemas"]["ActionParams"]>;
export declare const validateStandby: Validator<components["schemas"]["Standby"]>;
export declare const validateSlotDetails: Validator<components["schemas"]["SlotDetails"]>;
export declare const validateSlotOrder: Validator<components["schemas"]["SlotOrder"]>;
export declare const validateMaintenanceOrder: Validator<components["schemas"]["MaintenanceOrder"]>;
export declare const validateSettingList: Validator<components["schemas"]["SettingList"]>;
export declare const validateSetting: Validator<components["schemas"]["Setting"]>;
export declare const validateSettingOrder: Validator<components["schemas"]["SettingOrder"]>;
export declare const validateTestRunForm: Validator<components["schemas"]["TestRunForm"]>;
export declare const validateTestRunOverrides: Validator<components["schemas"]["TestRunOverrides"]>;
export declare const validateProviderList: Validator<components["schemas"]["ProviderList"]>;
export declare const validateProviderReport: Validator<components["schemas"]["ProviderReport"]>;
export declare const validateIngestPasswordOrder: Validator<components["schemas"]["IngestPasswordOrder"]>;
export declare const validateIngestPasswordState: Validator<components["schemas"]["IngestPasswordState"]>;
export declare const validateActionType: Validator<components["schemas"]["ActionType"]>;
export declare const validateTSyncParams: Validator<components["schemas"]["TSyncParams"]>;
export declare const validateParallelismParams: Validator<components["schemas"]["ParallelismParams"]>;
export declare const validateTtlParams: Validator<components["schemas"]["TtlParams"]>;
export declare const validateSlotMaintenanceParams: Validator<components["schemas"]["SlotMaintenanceParams"]>;
export declare const validateSlotParams: Validator<components["schemas"]["SlotParams"]>;
export declare const validateFailoverParams: Validator<components["schemas"]["FailoverParams"]>;
export declare const validateCleanupParams: Validator<components["schemas"]["CleanupParams"]>;
export declare const validateNoticeParams: Validator<components["schemas"]["NoticeParams"]>;
export declare const validateNoParams: Validator<components["schemas"]["NoParams"]>;
export declare const validateMessageParams: Validator<components["schemas"]["MessageParams"]>;
export declare const validateActionOrder: Validator<components["schemas"]["ActionOrder"]>;
export declare const validateAction: Validator<components["schemas"]["Action"]>;
export declare const validateActionList: Validator<components["schemas"]["ActionList"]>;
export declare const validateAuditList: Validator<components["schemas"]["AuditList"]>;
export declare const validateAuditEntry: Validator<components["schemas"]["AuditEntry"]>;
export declare const validateHall: Validator<components["schemas"]["Hall"]>;
export declare const validateKpi: Validator<components["schemas"]["Kpi"]>;
export declare const validateHallSlot: Validator<components["schemas"]["HallSlot"]>;
export declare const validateStatus: Validator<components["schemas"]["Status"]>;
export declare const validateAlertList: Validator<components["schemas"]["AlertList"]>;
export declare const validateAlert: Validator<components["schemas"]["Alert"]>;
export declare const validateSuggestion: Validator<components["schemas"]["Suggestion"]>;
export declare const validateSignIn: Validator<components["schemas"]["SignIn"]>;
export declare const validateSession: Validator<components["schemas"]["Session"]>;
export declare const validateTokenName: Validator<components["schemas"]["TokenName"]>;
export declare const validateNewToken: Validator<components["schemas"]["NewToken"]>;
export declare const validateToken: Validator<components["schemas"]["Token"]>;
export declare const validateCreatedToken: Validator<components["schemas"]["CreatedToken"]>;
export declare const validateTokenList: Validator<components["schemas"]["TokenList"]>;
export declare const validateHealth: Validator<components["schemas"]["Health"]>;
export declare const validateHealthCheck: Validator<components["schemas"]["HealthCheck"]>;
export declare const validateLiveness: Validator<components["schemas"]["Liveness"]>;
export declare const validateLocalSettings: Validator<components["schemas"]["LocalSettings"]>;
export declare const validateFaultSettings: Validator<components["schemas"]["FaultSettings"]>;
export declare const validateTurbotextSettings: Validator<components["schemas"]["TurbotextSettings"]>;
export declare const validateHttpSettings: Validator<components["schemas"]["HttpSettings"]>;
export declare const validateGeminiSettings: Validator<components["schemas"]["GeminiSettings"]>;
export declare const validateOpenaiSettings: Validator<components["schemas"]["OpenaiSettings"]>;
export declare const validateSlotIdParameter: Validator<operations["ingestPhoto"]["parameters"]["path"]["slot_id"]>;
export declare const validateIfMatchParameter: Validator<NonNullable<NonNullable<operations["saveSlot"]["parameters"]["header"]>["If-Match"]>>;
export declare const validateSettingParameter: Validator<operations["changeSetting"]["parameters"]["path"]["setting"]>;
export declare const validateBeforeParameter: Validator<NonNullable<NonNullable<operations["listActions"]["parameters"]["query"]>["before"]>>;
export declare const validateLimitParameter: Validator<NonNullable<NonNullable<operations["listActions"]["parameters"]["query"]>["limit"]>>;
export declare const validateActionIdParameter: Validator<operations["undoAction"]["parameters"]["path"]["action_id"]>;
export declare const validateSubjectParameter: Validator<NonNullable<NonNullable<operations["listAudit"]["parameters"]["query"]>["subject"]>>;
export declare const validateActorParameter: Validator<NonNullable<NonNullable<operations["listAudit"]["parameters"]["query"]>["actor"]>>;
export declare const validateWindowMinutesParameter: Validator<NonNullable<NonNullable<operations["getStats"]["parameters"]["query"]>["window_minutes"]>>;
export declare const validateOutcomeParameter: Validator<NonNullable<NonNullable<operations["listJobs"]["parameters"]["query"]>["outcome"]>>;
export declare const validatePendingParameter: Validator<NonNullable<NonNullable<operations["listJobs"]["parameters"]["query"]>["pending"]>>;
export declare const validateSinceParameter: Validator<NonNullable<NonNullable<operations["listJobs"]["parameters"]["query"]>["since"]>>;
export declare const validateUntilParameter: Validator<NonNullable<NonNullable<operations["listJobs"]["parameters"]["query"]>["until"]>>;
export declare const validateLimitParameter2: Validator<NonNullable<NonNullable<operations["listJobs"]["parameters"]["query"]>["limit"]>>;
export declare const validateIfNoneMatchParameter: Validator<NonNullable<NonNullable<operations["getThumbnail"]["parameters"]["header"]>["If-None-Match"]>>;
export declare const validateFileParameter: Validator<operations["consoleAsset"]["parameters"]["path"]["file"]>;

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
export declare const validateSlotList: Validator<components["schemas"]["SlotList"]>;
export declare const validateSlot: Validator<components["schemas"]["Slot"]>;
export declare const validateTime: Validator<components["schemas"]["Time"]>;
export declare const validateAlertList: Validator<components["schemas"]["AlertList"]>;
export declare const validateAlert: Validator<components["schemas"]["Alert"]>;
export declare const validateSuggestion: Validator<components["schemas"]["Suggestion"]>;
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

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

export declare const validateResult: Validator<components["schemas"]["Result"]>;
export declare const validateNewTask: Validator<components["schemas"]["NewTask"]>;
export declare const validateTask: Validator<components["schemas"]["Task"]>;
export declare const validateFailure: Validator<components["schemas"]["Failure"]>;
export declare const validateFailureReason: Validator<components["schemas"]["FailureReason"]>;
export declare const validateDryRunParameter: Validator<NonNullable<NonNullable<operations["addTask"]["parameters"]["query"]>["dry-run"]>>;
export declare const validateIfMatchParameter: Validator<NonNullable<NonNullable<operations["addTask"]["parameters"]["header"]>["If-Match"]>>;
export declare const validateTaskIdParameter: Validator<operations["getTask"]["parameters"]["path"]["task_id"]>;

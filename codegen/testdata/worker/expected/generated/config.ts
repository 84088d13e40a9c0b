// Generated from spec/contracts/schemas/config.yaml by codegen/emitters/config.ts. Do not edit: npm run codegen
/** The environment variables of the contract: what each may be, and the pure parser. Reads no environment itself. */

export interface Config {
  /** Where the queues are. */
  readonly QUEUE_URL: string;
  /** Lease at the start. */
  readonly LEASE_SECONDS: number;
  /** Tasks at once. */
  readonly CONCURRENCY: number;
  /** Take tasks without doing them. */
  readonly DRY_RUN: boolean;
  /** How tasks are done. */
  readonly MODE: "fast" | "careful";
  /** Token of the API. */
  readonly API_TOKEN: string | undefined;
  /**
   * Ignored.
   * @deprecated since 2.3.1; gone after 2026-12-31
   */
  readonly NICE: number;
}

/** What a variable's value must be. */
export const variables = [
  { name: "QUEUE_URL", type: "string", secret: false, required: true, line: 3, pattern: "^amqps?://" },
  { name: "LEASE_SECONDS", type: "number", secret: false, required: false, line: 4, default: 30, min: 5, max: 120 },
  { name: "CONCURRENCY", type: "integer", secret: false, required: false, line: 5, default: 4, min: 1, max: 64 },
  { name: "DRY_RUN", type: "boolean", secret: false, required: false, line: 6, default: false },
  {
    name: "MODE",
    type: "enum",
    secret: false,
    required: false,
    line: 7,
    default: "careful",
    values: ["fast", "careful"],
  },
  { name: "API_TOKEN", type: "string", secret: true, required: false, line: 8, minLength: 16 },
  {
    name: "PARALLEL",
    type: "integer",
    secret: false,
    required: false,
    line: 9,
    default: 4,
    min: 1,
    max: 64,
    deprecated: { since: "2.3.1", renamedTo: "CONCURRENCY", sunset: "2026-12-31" },
  },
  {
    name: "API_KEY",
    type: "string",
    secret: true,
    required: false,
    line: 16,
    minLength: 16,
    deprecated: { since: "2.3.1", renamedTo: "API_TOKEN", sunset: "2026-12-31" },
  },
  {
    name: "NICE",
    type: "integer",
    secret: false,
    required: false,
    line: 22,
    default: 0,
    deprecated: { since: "2.3.1", sunset: "2026-12-31" },
  },
] as const satisfies readonly Variable[];

export type VariableName = (typeof variables)[number]["name"];

type Value = string | number | boolean | undefined;

export interface Variable {
  readonly name: string;
  readonly type: "string" | "integer" | "number" | "boolean" | "enum";
  /** Its value never stands in a message or a log. */
  readonly secret: boolean;
  readonly required: boolean;
  /** Line of its declaration in spec/contracts/schemas/config.yaml. */
  readonly line: number;
  readonly default?: string | number | boolean;
  readonly values?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  readonly minLength?: number;
  readonly pattern?: string;
  /** It goes away after the day of its sunset; one that was renamed is read until then where the new name is not set. */
  readonly deprecated?: { readonly since: string; readonly renamedTo?: string; readonly sunset: string };
}

type Texts = Readonly<Record<string, string | undefined>>;

/** What is wrong with a variable, in one line; the value of a secret is never in it. */
export interface ConfigProblem {
  readonly name: string;
  readonly message: string;
}

/**
 * Checks and converts the variables of a plain record; an empty string counts as not set. Returns all problems at once:
 * an array, never empty, means that there is no configuration.
 */
export function parseConfig(record: Texts): Config | ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  const values: Partial<Record<VariableName, Value>> = {};
  for (const variable of variables) {
    if (isRenamed(variable)) continue;
    const [source = variable, ...others] = namesOf(variable).filter(({ name }) => (record[name] ?? "") !== "");
    const text = record[source.name] ?? "";
    const value = text === "" ? defaultOf(variable) : convert[source.type](text, source);
    const fault = faultOf(source, text, value);
    if (fault !== undefined) problems.push({ name: source.name, message: message(source, text, fault) });
    for (const other of others) problems.push({ name: other.name, message: setTwice(variable, source, other) });
    values[variable.name] = value;
  }
  // Each value was just checked against its declaration, and Config is generated from the same declarations.
  return problems.length > 0 ? problems : (values as Config);
}

/** A line for each variable that is set and goes away. The value is never in it. */
export function configWarnings(record: Texts): string[] {
  return declared.flatMap(({ name, line, deprecated }) => {
    if (deprecated === undefined || (record[name] ?? "") === "") return [];
    const { since, renamedTo, sunset } = deprecated;
    const advice = renamedTo === undefined ? "" : `: set ${renamedTo} instead`;
    return [`${name} is deprecated since ${since} and gone after ${sunset}${advice} (spec/contracts/schemas/config.yaml:${line})`];
  });
}

const declared: readonly Variable[] = variables;

function isRenamed({ deprecated }: Variable): boolean {
  return deprecated?.renamedTo !== undefined;
}

/** A variable under its own name, and under those that were renamed to it. */
function namesOf(variable: Variable): Variable[] {
  return [variable, ...declared.filter(({ deprecated }) => deprecated?.renamedTo === variable.name)];
}

function setTwice({ name: lasting }: Variable, { name: kept }: Variable, { name, secret, line }: Variable): string {
  const spare = secret ? `${name} or ${name}_FILE` : name;
  return `${name}: is an old name of ${lasting}, and ${kept} is set as well; remove ${spare} (spec/contracts/schemas/config.yaml:${line})`;
}

function defaultOf(variable: Variable): Value {
  return variable.default;
}

const DECIMAL = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;

/** The value of a text, undefined when the text is none of the type. */
const convert: Record<Variable["type"], (text: string, variable: Variable) => Value> = {
  string: (text) => text,
  integer: (text) => (/^-?\d+$/.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : undefined),
  number: (text) => (DECIMAL.test(text) && Number.isFinite(Number(text)) ? Number(text) : undefined),
  boolean: (text) => (["true", "1"].includes(text) ? true : ["false", "0"].includes(text) ? false : undefined),
  enum: (text, { values }) => values?.find((value) => value === text),
};

const expected: Record<Variable["type"], (variable: Variable) => string> = {
  string: () => "a text",
  integer: () => "an integer",
  number: () => "a number",
  boolean: () => "true, false, 1 or 0",
  enum: ({ values }) => `one of ${values?.join(", ")}`,
};

function faultOf(variable: Variable, text: string, value: Value): string | undefined {
  if (text === "") return variable.required ? "must be set" : undefined;
  if (value === undefined) return `must be ${expected[variable.type](variable)}`;
  const { min, max, minLength, pattern } = variable;
  if (min !== undefined && Number(value) < min) return `must be ≥ ${min}`;
  if (max !== undefined && Number(value) > max) return `must be ≤ ${max}`;
  if (minLength !== undefined && [...text].length < minLength) return `must have at least ${minLength} characters`;
  if (pattern !== undefined && !new RegExp(pattern, "u").test(text)) return `must match ${pattern}`;
  return undefined;
}

function message({ name, secret, line }: Variable, text: string, fault: string): string {
  // Escaped, so that a stray carriage return of an edited file can be seen; without the user and password of an address.
  const told = text.replace(/\/\/.*@/s, "//…@");
  const shown = secret || text === "" ? "" : `=${JSON.stringify(told).slice(1, -1)}`;
  return `${name}${shown}: ${fault} (spec/contracts/schemas/config.yaml:${line})`;
}

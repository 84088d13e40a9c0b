/** Emits generated/config.ts: the environment variables as a type, a table and a pure parser. */
import { isRenamed } from "../deprecated.ts";
import type { Deprecation, Model, Variable, VariableType } from "../model.ts";
import { header, type OutputFile } from "../output.ts";
import { deprecatedTag } from "./deprecation.ts";
import { docComment, key, literal, union } from "./typescript.ts";

const SOURCE = "spec/contracts/schemas/config.yaml";

export function emit({ config }: Model): OutputFile[] {
  if (config === undefined || config.length === 0) return [];
  const text = `${header("//", SOURCE, "config")}
/** The environment variables of the contract: what each may be, and the pure parser. Reads no environment itself. */

export interface Config {
${config
  .filter((variable) => !isRenamed(variable))
  .map(property)
  .join("\n")}
}

/** What a variable's value must be. */
export const variables = [
${config.map((variable) => `  ${literal(row(variable), "  ", 1)},`).join("\n")}
] as const satisfies readonly Variable[];

export type VariableName = (typeof variables)[number]["name"];

${RUNTIME}`;
  return [{ path: "generated/config.ts", text }];
}

const valueType: Record<VariableType, (variable: Variable) => string> = {
  string: () => " string",
  integer: () => " number",
  number: () => " number",
  boolean: () => " boolean",
  enum: ({ name, values }) => union(values, "  ", name.length + 25),
};

function property(variable: Variable): string {
  const type = valueType[variable.type](variable);
  const absent = variable.default === undefined && !variable.required ? " | undefined" : "";
  return `${docComment(variable.help, "  ", deprecatedTag(variable))}  readonly ${key(variable.name)}:${type}${absent};`;
}

function row(variable: Variable) {
  const { name, type, secret, required, line, default: initial, min, max, minLength, pattern } = variable;
  const values = type === "enum" ? variable.values : undefined;
  const deprecated = variable.deprecated && goesAway(variable.deprecated);
  return { name, type, secret, required, line, default: initial, values, min, max, minLength, pattern, deprecated };
}

function goesAway({ since, renamedTo, sunset }: Deprecation) {
  return { since, renamedTo, sunset };
}

const RUNTIME = `type Value = string | number | boolean | undefined;

export interface Variable {
  readonly name: string;
  readonly type: "string" | "integer" | "number" | "boolean" | "enum";
  /** Its value never stands in a message or a log. */
  readonly secret: boolean;
  readonly required: boolean;
  /** Line of its declaration in ${SOURCE}. */
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
    const advice = renamedTo === undefined ? "" : \`: set \${renamedTo} instead\`;
    return [\`\${name} is deprecated since \${since} and gone after \${sunset}\${advice} (${SOURCE}:\${line})\`];
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
  const spare = secret ? \`\${name} or \${name}_FILE\` : name;
  return \`\${name}: is an old name of \${lasting}, and \${kept} is set as well; remove \${spare} (${SOURCE}:\${line})\`;
}

function defaultOf(variable: Variable): Value {
  return variable.default;
}

const DECIMAL = /^-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?$/;

/** The value of a text, undefined when the text is none of the type. */
const convert: Record<Variable["type"], (text: string, variable: Variable) => Value> = {
  string: (text) => text,
  integer: (text) => (/^-?\\d+$/.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : undefined),
  number: (text) => (DECIMAL.test(text) && Number.isFinite(Number(text)) ? Number(text) : undefined),
  boolean: (text) => (["true", "1"].includes(text) ? true : ["false", "0"].includes(text) ? false : undefined),
  enum: (text, { values }) => values?.find((value) => value === text),
};

const expected: Record<Variable["type"], (variable: Variable) => string> = {
  string: () => "a text",
  integer: () => "an integer",
  number: () => "a number",
  boolean: () => "true, false, 1 or 0",
  enum: ({ values }) => \`one of \${values?.join(", ")}\`,
};

function faultOf(variable: Variable, text: string, value: Value): string | undefined {
  if (text === "") return variable.required ? "must be set" : undefined;
  if (value === undefined) return \`must be \${expected[variable.type](variable)}\`;
  const { min, max, minLength, pattern } = variable;
  if (min !== undefined && Number(value) < min) return \`must be ≥ \${min}\`;
  if (max !== undefined && Number(value) > max) return \`must be ≤ \${max}\`;
  if (minLength !== undefined && [...text].length < minLength) return \`must have at least \${minLength} characters\`;
  if (pattern !== undefined && !new RegExp(pattern, "u").test(text)) return \`must match \${pattern}\`;
  return undefined;
}

function message({ name, secret, line }: Variable, text: string, fault: string): string {
  // Escaped, so that a stray carriage return of an edited file can be seen; without the user and password of an address.
  const told = text.replace(/\\/\\/.*@/s, "//…@");
  const shown = secret || text === "" ? "" : \`=\${JSON.stringify(told).slice(1, -1)}\`;
  return \`\${name}\${shown}: \${fault} (${SOURCE}:\${line})\`;
}
`;

/** generated/docs/config.md: every environment variable, what it may be and what it is when nobody sets it. */
import { isRenamed } from "../deprecated.ts";
import type { Model, Variable, VariableType } from "../model.ts";
import { header, type OutputFile } from "../output.ts";
import { withNote } from "./deprecation.ts";
import { code, markdownDocument, prose, table } from "./markdown.ts";

const SOURCE = "spec/contracts/schemas/config.yaml";

export function emit({ config }: Model): OutputFile[] {
  if (config === undefined) return [];
  const blocks = [
    "An empty value counts as not set. A secret NAME may also be given as a file: NAME_FILE holds the path.",
    variablesTable(config),
  ];
  const text = markdownDocument(header("<!--", SOURCE, "docs-config"), "Configuration", blocks);
  return [{ path: "generated/docs/config.md", text }];
}

function variablesTable(variables: readonly Variable[]): string {
  const row = (variable: Variable) => [
    code(variable.name),
    variable.type,
    isDemanded(variable) ? "**required**" : code(defaultText(variable)),
    domain(variable).map(boundText).join(", "),
    variable.secret ? "yes" : "no",
    withNote(prose(variable.help), variable, code),
  ];
  return table(["variable", "type", "default", "bounds", "secret", "meaning"], variables.map(row));
}

/** One row a secret, for the blueprint's list of what has to be on a server. */
export function secretsTable(variables: readonly Variable[]): string {
  const row = (variable: Variable) => [
    code(variable.name),
    code(`${variable.name}_FILE`),
    isDemanded(variable) ? "yes" : "no",
    withNote(prose(variable.help), variable, code),
  ];
  const secrets = variables.filter(({ secret }) => secret);
  return table(["variable", "or the path of a file", "required", "meaning"], secrets.map(row));
}

/** Whether it must be set; of one with two names that is said of the name that stays. */
export function isDemanded(variable: Variable): boolean {
  return variable.required && !isRenamed(variable);
}

/** A limit on a variable's value, in words, and its literal part if it has one. */
export interface Bound {
  readonly words: string;
  readonly literal?: string;
}

const between = ({ min, max }: Variable): Bound[] => {
  if (min !== undefined && max !== undefined) return [{ words: `${min} to ${max}` }];
  if (min !== undefined) return [{ words: `at least ${min}` }];
  return max === undefined ? [] : [{ words: `at most ${max}` }];
};

const byType: Record<VariableType, (variable: Variable) => Bound[]> = {
  string: ({ minLength, pattern }) => [
    ...(minLength === undefined ? [] : [{ words: `at least ${minLength} characters` }]),
    ...(pattern === undefined ? [] : [{ words: "matches", literal: pattern }]),
  ],
  integer: between,
  number: between,
  boolean: () => [{ words: "true or false" }],
  enum: ({ values }) => [{ words: `one of ${values.join(", ")}` }],
};

/** What a variable's value must satisfy. */
export function domain(variable: Variable): Bound[] {
  return byType[variable.type](variable);
}

function boundText({ words, literal }: Bound): string {
  return literal === undefined ? words : `${words} ${code(literal)}`;
}

/** The default as it would stand in a .env file; "" without one. */
export function defaultText(variable: Variable): string {
  return variable.default === undefined ? "" : String(variable.default);
}

/** config.yaml → the variables of the Model. */
import type { Document } from "./load.ts";
import type { Variable } from "./model.ts";
import { error, type Problem, position } from "./problem.ts";
import type { RawMetrics, RawVariable } from "./raw.ts";
import { deprecation } from "./resolve-rules.ts";
import { suggest } from "./schema.ts";

/** The variables with what their params give filled in. */
export function rawVariables(document: Document, metrics: RawMetrics, problems: Problem[]): RawVariable[] {
  const { variables } = document.value as { variables: readonly RawVariable[] };
  const params = new Map(Object.entries(metrics.params ?? {}));
  return variables.map((written, i) => {
    const report: Report = (rule, key, message, help) =>
      problems.push(error(rule, document.at("variables", i, key), message, help));
    const param = written.param === undefined ? undefined : params.get(written.param);
    const variable = param ? { ...written, default: param.default, min: param.min, max: param.max } : written;
    if (written.param !== undefined && !param) {
      report(
        "reference/param",
        "param",
        `There is no param \`${written.param}\`.`,
        suggest(written.param, [...params.keys()]),
      );
    }
    checkParam(written, report);
    checkKeys(written, report);
    checkDefault(variable, param ? "param" : "default", report);
    return variable;
  });
}

type Report = (rule: string, key: string, message: string, help: string) => void;

function checkParam({ name, type, param, default: value, min, max }: RawVariable, report: Report): void {
  if (param === undefined) return;
  if (!isNumeric(type)) {
    report(
      "config/param-type",
      "type",
      `\`${name}\` is a ${type}, but a param is a number.`,
      "Write `type: number`, or integer.",
    );
  }
  if (value === undefined && min === undefined && max === undefined) return;
  const message = `\`${name}\` takes default and bounds from \`${param}\`, and writes them again.`;
  report("config/param-repeated", "param", message, "Remove default, min and max here.");
}

/** Keys that say nothing about a value of this type, or that contradict each other. */
function checkKeys(variable: RawVariable, report: Report): void {
  const { name, type, values, min, max, secret = false, required = false, default: value } = variable;
  if ((type === "enum") !== (values !== undefined)) {
    const message = `\`${name}\` is ${type === "enum" ? "an enum without" : "no enum but has"} values.`;
    report("config/enum-values", "type", message, "Give `values` to an enum, and only to an enum.");
  }
  const meaningless = [
    ...(isNumeric(type) ? [] : ["min", "max"]),
    ...(type === "string" ? [] : ["min_length", "pattern"]),
  ];
  for (const key of meaningless.filter((word) => Object.hasOwn(variable, word))) {
    const help = "min and max are for numbers, min_length and pattern for strings.";
    report("config/key", key, `\`${name}\` is of type ${type}, which \`${key}\` says nothing about.`, help);
  }
  if (min !== undefined && max !== undefined && min > max)
    report("config/bounds", "min", `Nothing is at least ${min} and at most ${max}.`, "Mend min or max.");
  if (required && (value !== undefined || variable.param !== undefined)) {
    const help = "Remove the default, or `required`.";
    report("config/required-default", "required", `\`${name}\` must be set, so its default is never used.`, help);
  }
  if (secret && value !== undefined && value !== "") {
    const help = "Remove the default; `required: true` demands a value.";
    report("config/secret-default", "default", `The secret \`${name}\` has a default, which everybody can read.`, help);
  }
}

function isNumeric(type: RawVariable["type"]): boolean {
  return type === "integer" || type === "number";
}

const FORM: Record<RawVariable["type"], string> = {
  string: "Write a text in quotes.",
  enum: "Write one of its values, in quotes.",
  integer: "Write a whole number, without quotes.",
  number: "Write a number, without quotes.",
  boolean: "Write true or false, without quotes.",
};

/** The default is a value that the variable could be set to; an empty text, for a string, means not set. */
function checkDefault(variable: RawVariable, key: "default" | "param", report: Report): void {
  const { name, type, values = [], min = -Infinity, max = Infinity, default: value } = variable;
  if (value === undefined || (value === "" && type === "string")) return;
  const wanted = { string: "string", enum: "string", integer: "number", number: "number", boolean: "boolean" }[type];
  if (typeof value !== wanted || (type === "integer" && !Number.isSafeInteger(value))) {
    report("config/default-type", key, `The default of \`${name}\` is no ${type}.`, FORM[type]);
  } else if (type === "enum" && !values.includes(String(value))) {
    report(
      "config/default-value",
      key,
      `The default of \`${name}\` is none of its values.`,
      suggest(String(value), values),
    );
  } else if (typeof value === "number" && !(value >= min && value <= max)) {
    report(
      "config/default-bounds",
      key,
      `The default of \`${name}\` is out of its bounds.`,
      "Mend default, min or max.",
    );
  } else if (type === "string" && !isAllowed(String(value), variable)) {
    const help = "Mend default, min_length or pattern.";
    report("config/default-value", key, `The default of \`${name}\` is refused by its min_length or pattern.`, help);
  }
}

function isAllowed(text: string, { min_length = 0, pattern = "" }: RawVariable): boolean {
  return [...text].length >= min_length && new RegExp(pattern, "u").test(text);
}

/** The variables of the Model. */
export function resolveConfig(document: Document, variables: readonly RawVariable[]): Variable[] {
  return variables.map((variable, i) => ({
    name: variable.name,
    type: variable.type,
    help: variable.help,
    default: variable.default,
    min: variable.min,
    max: variable.max,
    minLength: variable.min_length,
    pattern: variable.pattern,
    values: variable.values ?? [],
    secret: variable.secret ?? false,
    required: variable.required ?? false,
    param: variable.param,
    deprecated: deprecation(document, variable.deprecated, "variables", i),
    line: position(document.source, document.at("variables", i).start).line,
    at: (...path) => document.at("variables", i, ...path),
  }));
}

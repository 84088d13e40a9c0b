/** config.yaml → the variables of the Model. */
import type { Document } from "./load.ts";
import type { Variable } from "./model.ts";
import { error, type Problem, position } from "./problem.ts";
import type { RawMetrics, RawVariable } from "./raw.ts";
import { suggest } from "./schema.ts";

/** The variables with what their params give filled in. */
export function rawVariables(document: Document, metrics: RawMetrics, problems: Problem[]): RawVariable[] {
  const { variables } = document.value as { variables: readonly RawVariable[] };
  const params = metrics.params ?? {};
  return variables.map((variable, i) => {
    checkShape(document, variable, i, problems);
    if (variable.param === undefined) return variable;
    const param = params[variable.param];
    if (!param) {
      const at = document.at("variables", i, "param");
      problems.push(
        error(
          "reference/param",
          at,
          `There is no param \`${variable.param}\`.`,
          suggest(variable.param, Object.keys(params)),
        ),
      );
      return variable;
    }
    const { default: value, min, max } = param;
    return { ...variable, default: value, min, max };
  });
}

function checkShape(document: Document, variable: RawVariable, i: number, problems: Problem[]): void {
  const { name, type, values, default: value, param } = variable;
  const report = (rule: string, key: string, message: string, help: string) =>
    problems.push(error(`config/${rule}`, document.at("variables", i, key), message, help));
  if ((type === "enum") !== (values !== undefined)) {
    report(
      "enum-values",
      "type",
      `\`${name}\` is ${type === "enum" ? "an enum without" : "no enum but has"} values.`,
      "Give `values` to an enum, and only to an enum.",
    );
  }
  if (param !== undefined && (value !== undefined || variable.min !== undefined || variable.max !== undefined)) {
    report(
      "param-repeated",
      "param",
      `\`${name}\` takes default and bounds from \`${param}\`, and writes them again.`,
      "Remove default, min and max here.",
    );
  }
  if (value === undefined || value === "") return;
  const wanted = { string: "string", enum: "string", integer: "number", number: "number", boolean: "boolean" }[type];
  if (typeof value !== wanted)
    report("default-type", "default", `The default of \`${name}\` is no ${type}.`, `Write a ${wanted}.`);
  else if (type === "enum" && !values?.includes(String(value))) {
    report(
      "default-value",
      "default",
      `The default of \`${name}\` is none of its values.`,
      suggest(String(value), values ?? []),
    );
  } else if (
    typeof value === "number" &&
    !(value >= (variable.min ?? -Infinity) && value <= (variable.max ?? Infinity))
  ) {
    report(
      "default-bounds",
      "default",
      `The default of \`${name}\` is out of its bounds.`,
      "Mend default, min or max.",
    );
  }
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
    line: position(document.source, document.at("variables", i).start).line,
    at: (...path) => document.at("variables", i, ...path),
  }));
}

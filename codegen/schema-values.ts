/** The lists of values that JSON Schemas of the HTTP contract hold, and label domains filled into them. */
import type { Document } from "./load.ts";
import type { PathStep } from "./model.ts";
import { error, type Problem } from "./problem.ts";
import { suggest } from "./schema.ts";

/** Values of the schema at `openapi.yaml#/…`: its enum, or the const of each of its oneOf. undefined when it has none. */
export function schemaValues(openapi: unknown, pointer: string): readonly string[] | undefined {
  const schema = follow(openapi, pointer.slice(pointer.indexOf("#")));
  return isRecord(schema) ? listed(schema) : undefined;
}

/** What a JSON pointer with leading `#` leads to. */
export function follow(document: unknown, pointer: string): unknown {
  let value = document;
  for (const step of pointerSteps(pointer))
    value = isContainer(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  return value;
}

export function pointerSteps(pointer: string): string[] {
  return pointer
    .replace(/^#\/?/, "")
    .split("/")
    .filter((step) => step !== "")
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function listed(schema: Readonly<Record<string, unknown>>): readonly string[] | undefined {
  const { enum: values, oneOf } = schema;
  if (Array.isArray(values) && values.every((value) => typeof value === "string")) return values;
  if (!Array.isArray(oneOf)) return undefined;
  const consts = oneOf.map((item: unknown) => (isRecord(item) ? item["const"] : undefined));
  return consts.every((value) => typeof value === "string") ? consts : undefined;
}

/** The document with `x-label: name` replaced by the label's domain as an enum; other keys stay. */
export function fillLabels(
  document: Document,
  domains: ReadonlyMap<string, readonly string[]>,
  problems: Problem[],
): Readonly<Record<string, unknown>> {
  const fill = (value: unknown, path: readonly PathStep[]): unknown => {
    if (Array.isArray(value)) return value.map((item, i) => fill(item, [...path, i]));
    if (!isRecord(value)) return value;
    const { "x-label": label, ...rest } = value;
    const filled = Object.fromEntries(Object.entries(rest).map(([key, item]) => [key, fill(item, [...path, key])]));
    if (label === undefined) return filled;
    const domain = domains.get(String(label));
    if (!domain) {
      const at = document.at(...path, "x-label");
      problems.push(
        error(
          "reference/label",
          at,
          `There is no label \`${String(label)}\`.`,
          suggest(String(label), [...domains.keys()]),
        ),
      );
    }
    return { ...filled, enum: domain ?? [] };
  };
  const filled = fill(document.value, []);
  return isRecord(filled) ? filled : {};
}

/** Steps of a pointer go through lists as well. */
function isContainer(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What is wrong with a value, in words for whoever sent it. Values are never repeated: one of them may be a secret. */
import type { Fault } from "../../generated/validators.js";

/** A name that a client made up is repeated up to this length. */
const SHOWN_NAME = 60;

/** One sentence about the first fault; `what` is what its pointer begins at: `/reason is missing`. */
export function faultText(faults: readonly Fault[] | null | undefined, what: string): string {
  const [first] = faults ?? [];
  return first === undefined ? `${what} is not valid` : textOf(asChoice(first, faults ?? []), what);
}

/** A list of constants, each with its description, is a choice like any other: all of them are named. */
function asChoice(first: Fault, faults: readonly Fault[]): Fault {
  const allowedValues = faults
    .filter(({ keyword, instancePath }) => keyword === "const" && instancePath === first.instancePath)
    .map(({ params }) => params["allowedValue"]);
  return first.keyword === "const" && allowedValues.length > 1
    ? { ...first, keyword: "enum", params: { allowedValues } }
    : first;
}

function textOf(fault: Fault, what: string): string {
  const { instancePath, keyword, params, message = keyword } = fault;
  const place = instancePath === "" ? what : instancePath;
  switch (keyword) {
    case "required":
      return `${instancePath}/${params["missingProperty"]} is missing`;
    case "additionalProperties":
      return `${instancePath}/${String(params["additionalProperty"]).slice(0, SHOWN_NAME)} is no field that is known here`;
    case "enum":
      return `${place} must be one of: ${listOf(params["allowedValues"])}`;
    case "const":
      return `${place} must be ${JSON.stringify(params["allowedValue"])}`;
    default:
      return `${place} ${message}`;
  }
}

function listOf(values: unknown): string {
  return Array.isArray(values) ? values.map((value) => JSON.stringify(value)).join(", ") : String(values);
}

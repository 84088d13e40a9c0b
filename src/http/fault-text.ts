/** What is wrong with a value, in words for whoever sent it. Values are never repeated: one of them may be a secret. */
import type { Fault } from "../../generated/validators.js";

/** A name that a client made up is repeated up to this length. */
const SHOWN_NAME = 60;

/** One sentence; `what` is what the fault's pointer begins at: `/reason is missing`. */
export function faultText(fault: Fault, what: string): string {
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

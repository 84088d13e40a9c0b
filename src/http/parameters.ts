/** Parameters of path, query and headers: from text to what the contract says they are. */
import type { Refusal, Route, RouteParameter } from "../../generated/routes.ts";
import { faultText } from "./fault-text.ts";

/** What was sent, by the place where it was; header names in lower case. */
export type SentParameters = Readonly<Record<RouteParameter["in"], Readonly<Record<string, unknown>>>>;

export interface CheckedParameters {
  readonly path: object;
  readonly query: object;
  readonly headers: object;
}

/** The parameters as their types, or the refusal that the contract names for the first one that is not valid. */
export function parametersOf(route: Route, sent: SentParameters): CheckedParameters | Refusal {
  const unknown = unknownQuery(route, sent.query);
  if (unknown !== undefined) return unknown;
  const found = { path: {}, query: {}, header: {} };
  for (const parameter of route.parameters) {
    const { name, in: place, required } = parameter;
    const text = sent[place][place === "header" ? name.toLowerCase() : name];
    if (text === undefined && !required) continue;
    const value = converted(text, parameter.type);
    if (!parameter.check(value)) return refusalOf(parameter, text);
    Object.assign(found[place], { [name]: value });
  }
  return { path: found.path, query: found.query, headers: found.header };
}

/**
 * A misspelt parameter must not be passed over in silence where it could change what is done. Photos are another
 * matter: a camera program gets its picture whatever it adds to the URL.
 */
function unknownQuery(route: Route, query: SentParameters["query"]): Refusal | undefined {
  const isCamera = route.streamedBody && route.security.some((schemes) => schemes.length === 0);
  if (isCamera || !route.statuses.includes(400)) return undefined;
  const known = route.parameters.filter((parameter) => parameter.in === "query").map(({ name }) => name);
  if (Object.keys(query).every((name) => known.includes(name))) return undefined;
  const takes = known.length === 0 ? "none" : known.join(", ");
  return {
    reason: "invalid_request",
    details: `The URL has a query parameter that is not known here; known: ${takes}.`,
  };
}

/** Text that stands for no value of the type is left as it is; the parameter's check finds it. */
function converted(text: unknown, type: RouteParameter["type"]): unknown {
  if (typeof text !== "string") return text;
  if (type === "boolean") return text === "true" ? true : text === "false" ? false : text;
  if (type === "integer") return /^-?\d{1,15}$/.test(text) ? Number(text) : text;
  if (type === "number") return /^-?\d{1,15}(\.\d{1,15})?$/.test(text) ? Number(text) : text;
  return text;
}

function refusalOf({ name, in: place, invalidReason, check }: RouteParameter, text: unknown): Refusal {
  const what = `The ${place} parameter ${name}`;
  if (text === undefined) return { reason: invalidReason, details: `${what} is missing.` };
  if (Array.isArray(text)) return { reason: invalidReason, details: `${what} is there more than once.` };
  return { reason: invalidReason, details: `${faultText(check.errors, what)}.` };
}

/** What a difference of the HTTP contract is, by whether clients send what differs or get it. */
import { isRecord } from "../schema-values.ts";
import { METHODS, reachedComponents } from "./api-tree.ts";
import type { Change } from "./change.ts";
import { classifySchema, type Direction } from "./classify-schema.ts";
import { type Classify, type Context, fromTo, type Rule, shown, tell } from "./rule.ts";
import type { ChangeId } from "./taxonomy.ts";
import type { Difference, Json, Tree } from "./tree.ts";

const P = "openapi/paths";

/** One id for what is there newly, one for what is gone; undefined where both have it. */
function comesOrGoes(added: ChangeId, removed: ChangeId, what: (d: Difference) => string): Classify {
  return (d) => {
    if (!d.before) return tell(d, added, `${what(d)} is new.`);
    return d.after ? undefined : tell(d, removed, `${what(d)} is gone.`);
  };
}

/** What else a path may have, no rule knows. */
const method: Classify = (d, context) =>
  METHODS.includes(d.path[3] ?? "") ? comesOrGoes("H04", "H03", where)(d, context) : undefined;

const described = (d: Difference) => tell(d, "H39", `${where(d)}: \`${d.path.at(-1)}\` is worded otherwise.`);

const inCode: Classify = (d) =>
  tell(d, "H33", `${where(d)}: \`${d.path.at(-1)}\` is changed ${fromTo(d)}, which handlers and clients are made of.`);

const refusal: Classify = (d) => tell(d, "H36", `${where(d)}: \`${d.path.at(-1)}\` is changed ${fromTo(d)}.`);

/** A flag that is written where it was only meant, or the other way round, is the same flag. */
const turnedFlag =
  (classify: Classify): Classify =>
  (d, context) =>
    (d.before?.value === true) === (d.after?.value === true) ? [] : classify(d, context);

const requiredInput = turnedFlag((d) => {
  const now = d.after?.value === true;
  const message = `${where(d)} ${now ? "must now be sent" : "may now be left out"}.`;
  return tell(d, now ? "H09" : "H10", message);
});

const requiredOutput = turnedFlag((d) => {
  const now = d.after?.value === true;
  return tell(d, now ? "H22" : "H21", `${where(d)} is ${now ? "now always" : "no longer always"} there.`);
});

const parameter: Classify = (d) => {
  if (d.before && d.after) return undefined;
  if (!d.before && isTrue(d.after, "required"))
    return tell(d, "H09", `${where(d)} is new, and requests without it are refused.`);
  return d.before ? tell(d, "H11", `${where(d)} is gone.`) : tell(d, "H12", `${where(d)} is new, and may be left out.`);
};

const outOfUse = turnedFlag((d) => {
  const now = d.after?.value === true;
  return tell(d, now ? "D02" : "D01", `${where(d)} is ${now ? "deprecated" : "no longer deprecated"}.`);
});

function body(d: Difference): readonly Change[] | undefined {
  if (d.before && d.after) return undefined;
  if (d.before) return tell(d, "H23", `${where(d)} takes no body any more.`);
  return isTrue(d.after, "required")
    ? tell(d, "H09", `${where(d)} must now have a body.`)
    : tell(d, "H24", `${where(d)} may have a body.`);
}

const schema =
  (direction: Direction, depth: number): Classify =>
  (d) =>
    classifySchema({ ...d, path: d.path.slice(depth) }, direction, d, where(d));

/** A schema that operations of either contract do not reach is read and written by whom the contract does not know. */
const component: Classify = (d, context) => {
  const [, , kind = "", name = ""] = d.path;
  if (d.path.length === 4) {
    if (!d.before) return tell(d, "H35", `components/${kind}/${name} is new.`);
    if (!d.after)
      return tell(d, "H34", `components/${kind}/${name} is gone, and with it its type in generated clients.`);
  }
  if (kind === "securitySchemes") return scheme(d);
  // What operations use was compared where they use it.
  if (isReached(context, `${kind}/${name}`)) return [];
  return kind === "schemas"
    ? classifySchema({ ...d, path: d.path.slice(4) }, "both", d, `components/schemas/${name}`)
    : undefined;
};

function scheme(d: Difference): readonly Change[] {
  if (d.path.at(-1) === "description") return described(d);
  const [, , , name] = d.path;
  return tell(
    d,
    "H25",
    `The security scheme \`${name}\` is another one: \`${d.path.at(-1)}\` is changed ${fromTo(d)}.`,
  );
}

/** In both contracts: what only one of them uses was not compared there. */
function isReached({ base, target }: Context, name: string): boolean {
  return [base, target].every(({ api }) => {
    const document: unknown = api?.document;
    return isRecord(document) && reachedComponents(document as Readonly<Record<string, Json>>).has(name);
  });
}

function isTrue(tree: Tree | undefined, name: string): boolean {
  return tree?.children?.get(name)?.value === true;
}

/** The operation and the part of it that a path leads to, in words. */
export function where({
  path: [, root, place = "", method = "", part = "", a = "", b = "", c = ""],
}: Pick<Difference, "path">): string {
  if (root !== "paths") return [root, place, method].filter((step) => step !== "").join("/");
  const operation = METHODS.includes(method) ? `${method.toUpperCase()} ${place}` : place;
  if (part === "parameters") return `${operation}: parameter \`${a.slice(a.indexOf(":") + 1)}\``;
  if (part === "requestBody") return a === "content" ? `${operation}: ${b} body` : `${operation}: the body`;
  if (part !== "responses") return operation;
  if (b === "headers" && c !== "") return `${operation}: header ${c} of ${a}`;
  return b === "content" && c !== "" ? `${operation}: ${c} answer of ${a}` : `${operation}: answer ${a}`;
}

const operation = `${P}/*/*`;
const answer = `${operation}/responses/*`;

export const httpRules: readonly Rule[] = [
  ["openapi", comesOrGoes("H02", "H01", () => "The HTTP contract")],
  ["openapi/openapi", (d) => tell(d, "F01", `The OpenAPI version is changed ${fromTo(d)}.`)],
  ["openapi/info/**", described],
  ["openapi/tags/**", described],
  ["openapi/externalDocs/**", described],
  ["openapi/servers/*", comesOrGoes("H38", "H37", ({ path }) => `The server ${path[2]}`)],
  ["openapi/servers/*/description", described],
  [
    "openapi/x-unrouted-reasons/*",
    comesOrGoes("H30", "H29", ({ path }) => `The reason \`${path[2]}\` for requests that meet no operation`),
  ],
  [`${P}/*`, comesOrGoes("H02", "H01", ({ path }) => `The path ${path[2]}`)],
  [`${P}/*/summary`, described],
  [`${P}/*/description`, described],
  [operation, method],
  [`${operation}/summary`, described],
  [`${operation}/description`, described],
  [`${operation}/tags/**`, described],
  [`${operation}/operationId`, inCode],
  [`${operation}/x-streamed-body`, turnedFlag(inCode)],
  [`${operation}/deprecated`, outOfUse],
  [
    `${operation}/security/*`,
    comesOrGoes("H26", "H25", ({ path }) => `${where({ path })}: authentication with ${path[5]}`),
  ],
  [`${operation}/parameters/*`, parameter],
  [`${operation}/parameters/*/required`, requiredInput],
  [`${operation}/parameters/*/description`, described],
  [`${operation}/parameters/*/example/**`, described],
  [`${operation}/parameters/*/deprecated`, outOfUse],
  [`${operation}/parameters/*/x-invalid-reason`, refusal],
  [`${operation}/parameters/*/schema/**`, schema("input", 7)],
  [`${operation}/requestBody`, body],
  [`${operation}/requestBody/required`, requiredInput],
  [`${operation}/requestBody/description`, described],
  [`${operation}/requestBody/content/*`, comesOrGoes("H24", "H23", where)],
  [`${operation}/requestBody/content/*/example/**`, described],
  [`${operation}/requestBody/content/*/examples/**`, described],
  [`${operation}/requestBody/content/*/schema/**`, schema("input", 8)],
  [answer, comesOrGoes("H06", "H05", where)],
  [`${answer}/description`, described],
  [`${answer}/x-failure-reasons/*`, comesOrGoes("H30", "H29", (d) => `${where(d)}: the reason \`${d.path.at(-1)}\``)],
  [`${answer}/headers/*`, comesOrGoes("H28", "H27", where)],
  [`${answer}/headers/*/required`, requiredOutput],
  [`${answer}/headers/*/description`, described],
  [`${answer}/headers/*/schema/**`, schema("output", 9)],
  [`${answer}/content`, comesOrGoes("H24", "H23", (d) => `${where(d)}: ${shown(d.after ?? d.before)}`)],
  [`${answer}/content/*`, comesOrGoes("H24", "H23", where)],
  [`${answer}/content/*/example/**`, described],
  [`${answer}/content/*/examples/**`, described],
  [`${answer}/content/*/schema/**`, schema("output", 9)],
  ["openapi/components/*/*/**", component],
  [
    "openapi/components/*",
    (d) =>
      d.after ? tell(d, "H35", `components/${d.path[2]} is new.`) : tell(d, "H34", `components/${d.path[2]} is gone.`),
  ],
];

/** What a difference of a JSON Schema is: narrowed or widened, by whether clients send the value or get it. */
import { WORDS } from "./api-tree.ts";
import type { Change } from "./change.ts";
import { tell } from "./rule.ts";
import type { ChangeId } from "./taxonomy.ts";
import type { Difference, Json, Tree } from "./tree.ts";

/** Whether clients send what the schema describes, get it, or may do either. */
export type Direction = "input" | "output" | "both";

type Turn = "narrowed" | "widened" | "replaced";

const TURNED: Record<Turn, Record<"input" | "output", ChangeId>> = {
  narrowed: { input: "H13", output: "H18" },
  widened: { input: "H14", output: "H17" },
  replaced: { input: "H31", output: "H31" },
};

/** Keywords that hold values back by a number: the first list from below, the second from above. */
const FLOORS = ["minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties"];
const CEILINGS = ["maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties"];
const FORMS = ["pattern", "format", "contentMediaType", "contentEncoding", "multipleOf", "uniqueItems", "const"];
const INNER = ["items", "additionalProperties", "propertyNames"];

/** The path from the schema down to the keyword, and what the keyword belongs to in words. */
interface Place {
  readonly difference: Difference;
  readonly direction: Direction;
  readonly subject: string;
}

/** `inner.path` leads from the schema; `outer` is the difference to be told, `subject` what the schema is of. */
export function classifySchema(
  inner: Difference,
  direction: Direction,
  outer: Difference,
  subject: string,
): readonly Change[] | undefined {
  const place: Place = { difference: outer, direction, subject };
  return keyword(place, inner.path);
}

function keyword(place: Place, path: readonly string[]): readonly Change[] | undefined {
  const [key, name, ...rest] = path;
  if (key === undefined) return turnedByPresence(place, "schema");
  if (WORDS.includes(key)) return tell(place.difference, "H39", `${place.subject}: \`${key}\` is worded otherwise.`);
  if (key === "properties" && name !== undefined) {
    const named = { ...place, subject: `${place.subject}: property \`${name}\`` };
    return rest.length === 0 ? property(named, name) : keyword(named, rest);
  }
  if (key === "required" && name !== undefined) return requiredName(place, name);
  if (key === "enum") return path.length === 2 ? value(place, name ?? "") : turnedByPresence(place, key);
  if (key === "oneOf" || key === "anyOf")
    return path.length > 1 ? alternative(place, name ?? "", rest) : turnedByPresence(place, key);
  // Between two lists of types, a type comes or goes.
  if (key === "type" && path.length === 2) return turned(place, place.difference.before ? "narrowed" : "widened", key);
  if (INNER.includes(key) && path.length > 1)
    return keyword({ ...place, subject: `${place.subject}: \`${key}\`` }, path.slice(1));
  return path.length === 1 ? constraint(place, key) : undefined;
}

function constraint(place: Place, key: string): readonly Change[] | undefined {
  const { before, after } = place.difference;
  if (key === "type")
    return isSameSet(typesOf(before), typesOf(after)) ? [] : turned(place, typeTurn(before, after), key);
  if (key === "additionalProperties") return openness(place);
  if (FLOORS.includes(key)) return turned(place, boundTurn(before, after, 1), key);
  if (CEILINGS.includes(key)) return turned(place, boundTurn(before, after, -1), key);
  if (FORMS.includes(key) || key === "items") return turnedByPresence(place, key);
  if (key === "default") return defaultValue(place);
  if (key === "x-status") return tell(place.difference, "H36", `${place.subject}: its status is changed.`);
  if (key === "deprecated") return outOfUse(place);
  return undefined;
}

function outOfUse({ difference, subject }: Place): readonly Change[] {
  const [was, is] = [difference.before?.value === true, difference.after?.value === true];
  if (was === is) return [];
  return tell(difference, is ? "D02" : "D01", `${subject} is ${is ? "deprecated" : "no longer deprecated"}.`);
}

/** What one side lacks held nothing back there. */
function turnedByPresence(place: Place, key: string): readonly Change[] {
  const { before, after } = place.difference;
  return turned(place, !before ? "narrowed" : after ? "replaced" : "widened", key);
}

function turned({ difference, direction, subject }: Place, turn: Turn, key: string): readonly Change[] {
  const ids = direction === "both" ? (["input", "output"] as const) : ([direction] as const);
  const { before, after } = difference;
  const values =
    before && after
      ? ` from ${text(before)} to ${text(after)}`
      : ` by \`${key}\`, ${before ? "which is gone" : `now ${text(after)}`}`;
  return worst(
    ids.map((side) =>
      tell(difference, TURNED[turn][side], `${subject} is ${turn}${before && after ? ` in \`${key}\`` : ""}${values}.`),
    ),
  );
}

/** Of what is both sent and got, the heavier one counts. */
function worst(told: readonly (readonly Change[])[]): readonly Change[] {
  const flat = told.flat();
  const major = flat.find((item) => item.class === "major");
  return major ? [major] : flat.slice(0, 1);
}

function text(tree: Tree | undefined): string {
  if (tree?.children) return [...tree.children.keys()].join(", ") || "anything";
  return JSON.stringify(tree?.value);
}

function boundTurn(before: Tree | undefined, after: Tree | undefined, sign: 1 | -1): Turn {
  if (!before) return "narrowed";
  if (!after) return "widened";
  return Number(after.value) * sign > Number(before.value) * sign ? "narrowed" : "widened";
}

function typeTurn(before: Tree | undefined, after: Tree | undefined): Turn {
  const [old, fresh] = [typesOf(before), typesOf(after)];
  const within = (a: readonly string[], b: readonly string[]) =>
    a.every((type) => b.includes(type) || (type === "integer" && b.includes("number")));
  if (!before || (after && within(fresh, old))) return "narrowed";
  return !after || within(old, fresh) ? "widened" : "replaced";
}

function typesOf(tree: Tree | undefined): readonly string[] {
  if (tree?.children) return [...tree.children.keys()];
  return tree?.value === undefined ? [] : [String(tree.value)];
}

function isSameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item) => b.includes(item));
}

function property(place: Place, name: string): readonly Change[] {
  const { difference, direction, subject } = place;
  if (difference.before && difference.after) return turnedByPresence(place, "schema");
  if (difference.before) return tell(difference, "H07", `${subject} is gone.`);
  const owner = difference.within.after.at(-2);
  const needed = owner?.children?.get("required")?.children?.has(name) === true;
  // That it is required is told beside it.
  if (needed && direction !== "output")
    return tell(difference, "H09", `${subject} is new, and requests without it are refused.`);
  return tell(difference, "H08", `${subject} is new.`);
}

/** A name under `required`. */
function requiredName({ difference, direction, subject }: Place, name: string): readonly Change[] {
  const { before, within } = difference;
  const had = (trees: readonly Tree[]) => trees.at(-2)?.children?.get("properties")?.children?.has(name) === true;
  // A property that comes or goes is told as that.
  if (had(within.before) !== had(within.after)) return [];
  const what = `${subject}: property \`${name}\``;
  const input = () =>
    tell(difference, before ? "H10" : "H09", `${what} ${before ? "may now be left out" : "must now be sent"}.`);
  const output = () =>
    tell(difference, before ? "H21" : "H22", `${what} is ${before ? "no longer" : "now"} always there.`);
  if (direction === "both") return worst([input(), output()]);
  return direction === "input" ? input() : output();
}

/** A value of an enum, or of alternatives that are constants. */
function value({ difference, direction, subject }: Place, name: string): readonly Change[] {
  const gone = difference.before !== undefined;
  const message = `${subject}: the value \`${name}\` is ${gone ? "gone" : "new"}.`;
  const sent = gone ? "H15" : "H16";
  const got = gone ? "H20" : "H19";
  if (direction === "both") return worst([tell(difference, sent, message), tell(difference, got, message)]);
  return tell(difference, direction === "input" ? sent : got, message);
}

function alternative(place: Place, name: string, rest: readonly string[]): readonly Change[] | undefined {
  const { before, after } = place.difference;
  if (rest.length > 0) return keyword({ ...place, subject: `${place.subject}: \`${name}\`` }, rest);
  if ((before ?? after)?.children?.has("const")) return value(place, name);
  return turned(place, before ? "narrowed" : "widened", "an alternative");
}

/** Further properties: none, of a form, or any. */
function openness(place: Place): readonly Change[] {
  const { direction, difference, subject } = place;
  const [before, after] = [opennessOf(difference.before), opennessOf(difference.after)];
  if (before === after && before !== "formed") return [];
  // Who gets what was not there before need not read it; what was of a form may be of another one.
  if (direction === "output" && before === "none")
    return tell(difference, "H08", `${subject} may have further properties.`);
  if (direction === "output" && after === "none")
    return tell(difference, "H18", `${subject} has no further properties any more.`);
  const turn =
    before === "any" || after === "none" ? "narrowed" : after === "any" || before === "none" ? "widened" : "replaced";
  return turned(place, turn, "additionalProperties");
}

function opennessOf(tree: Tree | undefined): "none" | "formed" | "any" {
  if (tree?.value === false) return "none";
  return tree?.children && tree.children.size > 0 ? "formed" : "any";
}

function defaultValue({ difference, direction, subject }: Place): readonly Change[] {
  if (direction === "output") return tell(difference, "H39", `${subject}: \`default\` is described otherwise.`);
  const shown = (tree: Tree | undefined): Json => tree?.value;
  const message = `${subject}: what is not sent counts as ${JSON.stringify(shown(difference.after)) ?? "nothing"}, no longer as ${JSON.stringify(shown(difference.before)) ?? "nothing"}.`;
  return tell(difference, "H32", message);
}

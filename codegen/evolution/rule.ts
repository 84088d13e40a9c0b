/** The table by which differences become changes: a pattern of names, and what a difference there is. */
import type { Model } from "../model.ts";
import type { Span } from "../problem.ts";
import { type Artifact, type Change, type ChangeDetails, change } from "./change.ts";
import { API_ROOT, CONFIG_ROOT } from "./contract-tree.ts";
import type { ChangeId } from "./taxonomy.ts";
import { type Difference, pointer, type Tree } from "./tree.ts";

/** Both contracts, for what a difference alone does not tell. */
export interface Context {
  readonly base: Model;
  readonly target: Model;
}

/** The changes that a difference is; undefined when this rule does not know. */
export type Classify = (difference: Difference, context: Context) => readonly Change[] | undefined;

/** `*` stands for one name, a final `**` for any number of them, none included. The first rule that matches decides. */
export type Rule = readonly [pattern: string, classify: Classify];

export function matches(pattern: string, path: readonly string[]): boolean {
  const steps = pattern.split("/");
  const open = steps.at(-1) === "**";
  const fixed = open ? steps.slice(0, -1) : steps;
  if (open ? path.length < fixed.length : path.length !== fixed.length) return false;
  return fixed.every((step, i) => step === "*" || step === path[i]);
}

type Told = Partial<Omit<ChangeDetails, "path" | "message" | "artifact" | "at">>;

/** A change at the place of a difference. */
export function tell(difference: Difference, id: ChangeId, message: string, details: Told = {}): Change[] {
  const { path } = difference;
  return [
    change(id, { path: pointer(path), message, artifact: artifactOf(path), at: placeOf(difference), ...details }),
  ];
}

export function artifactOf([root]: readonly string[]): Artifact {
  if (root === CONFIG_ROOT) return "config";
  return root === API_ROOT ? "openapi" : "metrics";
}

/** Where it stands in the target, or what it is missing from. */
export function placeOf({ after, within }: Difference): Span | undefined {
  const around = [...within.after].reverse().find((tree) => tree.at !== undefined);
  return after?.at ?? around?.at;
}

/** The value of a place as it is written in messages. */
export function shown(tree: Tree | undefined): string {
  if (!tree) return "nothing";
  const { value, children } = tree;
  if (children) return [...children.keys()].join(", ") || "nothing";
  return typeof value === "string" && value !== "" ? value : JSON.stringify(value);
}

/** `from 5 to 10`, for messages. */
export function fromTo({ before, after }: Difference): string {
  return `from ${shown(before)} to ${shown(after)}`;
}

/** A number at both places, or undefined. */
export function numbers({ before, after }: Difference): readonly [number, number] | undefined {
  const [a, b] = [before?.value, after?.value];
  return typeof a === "number" && typeof b === "number" ? [a, b] : undefined;
}

/** What a change of a contract is: its class, what it breaks, and the shape in which it is told. */
import type { Span } from "../problem.ts";
import { type ChangeClass, type ChangeId, type ChangeType, type Consumer, taxonomy } from "./taxonomy.ts";

/** Rising: none is the answer for two contracts that nobody can tell apart. */
export const CLASSES = ["none", "patch", "minor", "major"] as const;
export type Verdict = (typeof CLASSES)[number];
/** What an alert does differently after the change. */
export type Behaviour = "desensitised" | "sensitised" | "newly-firing";

/** The contract file that a change is in. */
export type Artifact = "metrics" | "config" | "openapi";

export interface Change {
  readonly id: ChangeId;
  /** Where in the contract: names between slashes. */
  readonly path: string;
  readonly class: ChangeClass;
  readonly type: ChangeType;
  readonly message: string;
  readonly breaks: readonly Consumer[];
  /** What in the contract uses what changed, and where it stands. */
  readonly impact: readonly Use[];
  readonly behaviour?: Behaviour;
  /** The alert wakes people. */
  readonly pages?: boolean;
  readonly artifact: Artifact;
  /** Where it stands in the target; undefined when only the base has it. */
  readonly at: Span | undefined;
}

/** A user of a part of the contract: `alert HighTimeoutRate`, `playbook line`. */
export interface Use {
  readonly user: string;
  readonly at: Span | undefined;
}

export interface ChangeDetails {
  readonly path: string;
  readonly message: string;
  readonly artifact: Artifact;
  readonly at: Span | undefined;
  /** Another class than the usual one of the id; its taxonomy must allow it. */
  readonly class?: ChangeClass;
  readonly behaviour?: Behaviour;
  readonly pages?: boolean;
  readonly impact?: readonly Use[];
}

/** A change of a class of the taxonomy. Nobody has to act on what is no major change. */
export function change(id: ChangeId, { class: given, ...details }: ChangeDetails): Change {
  const { class: usual, type, breaks } = taxonomy[id];
  const chosen = given ?? usual;
  return { id, class: chosen, type, breaks: chosen === "major" ? breaks : [], impact: [], ...details };
}

/** The greatest class among changes. */
export function required(changes: readonly Change[]): Verdict {
  return changes.reduce<Verdict>((most, { class: next }) => (isAtLeast(most, next) ? most : next), "none");
}

export function isAtLeast(a: Verdict, b: Verdict): boolean {
  return CLASSES.indexOf(a) >= CLASSES.indexOf(b);
}

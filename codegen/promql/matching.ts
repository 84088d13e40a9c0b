/** How an operator matches the series of its two sides, and the labels of what comes out. */
import type { Binary } from "./ast.ts";
import { keepLabels, type LabelInfo, type Shape } from "./shape.ts";

/** The labels that two series must agree in, by their names. */
export function matchLabels({ matching }: Binary, left: Shape, right: Shape): string[] {
  const names = matching?.labels.map(({ text }) => text) ?? [];
  if (matching?.kind === "on") return names;
  return [...new Set([...left.labels.keys(), ...right.labels.keys()])].filter((name) => !names.includes(name));
}

/** Series match only where they agree in every label that the right side has. */
export function matchesAll(node: Binary, left: Shape, right: Shape): boolean {
  const labels = matchLabels(node, left, right);
  return !right.open && [...right.labels.keys()].every((name) => labels.includes(name));
}

/** A label that no series of one side can share with one of the other. */
export interface Mismatch {
  readonly label: string;
  readonly why: "only-left" | "only-right" | "values";
}

/** Why no two series can ever match; undefined when some may. */
export function mismatch(node: Binary, left: Shape, right: Shape): Mismatch | undefined {
  for (const label of matchLabels(node, left, right)) {
    const [a, b] = [left.labels.get(label), right.labels.get(label)];
    if (a?.certain && !b && !right.open) return { label, why: "only-left" };
    if (b?.certain && !a && !left.open) return { label, why: "only-right" };
    if (a?.certain && b?.certain && disjoint(a, b)) return { label, why: "values" };
  }
  return undefined;
}

export function matchImpossible(node: Binary, left: Shape, right: Shape): boolean {
  return mismatch(node, left, right) !== undefined;
}

function disjoint({ values: a }: LabelInfo, { values: b }: LabelInfo): boolean {
  return a !== undefined && b !== undefined && !a.some((value) => b.includes(value));
}

/** Labels of the result of arithmetic or a comparison between vectors (engine.go, resultMetric). */
export function matched(node: Binary, left: Shape, right: Shape): Pick<Shape, "kind" | "labels" | "open"> {
  const { matching } = node;
  const names = matching?.labels.map(({ text }) => text) ?? [];
  if (matching?.group) {
    const [many, one] = matching.group.side === "left" ? [left, right] : [right, left];
    const labels = included(
      many,
      one,
      matching.group.include.map(({ text }) => text),
    );
    return { kind: "vector", labels, open: many.open };
  }
  if (matching?.kind === "on") {
    const labels = names.map((name): [string, LabelInfo] => [
      name,
      agreed(left.labels.get(name), right.labels.get(name)),
    ]);
    return { kind: "vector", labels: new Map(labels), open: false };
  }
  const all = new Set([...left.labels.keys(), ...(left.open ? right.labels.keys() : [])]);
  const labels = [...all].map((name): [string, LabelInfo] => [
    name,
    agreed(left.labels.get(name), right.labels.get(name)),
  ]);
  const kept = keepLabels(new Map(labels), (name) => !names.includes(name));
  return { kind: "vector", labels: kept, open: left.open };
}

/** A label that both sides have the same value of. */
function agreed(a: LabelInfo | undefined, b: LabelInfo | undefined): LabelInfo {
  const values =
    a?.values && b?.values ? a.values.filter((value) => b.values?.includes(value)) : (a?.values ?? b?.values);
  const [certain, ofTarget] = [Boolean(a?.certain || b?.certain), Boolean(a?.ofTarget || b?.ofTarget)];
  return { values, certain, ofTarget, oneWith: a?.oneWith ?? b?.oneWith };
}

/** The many side with the labels that it takes over from the one side. */
function included(many: Shape, one: Shape, names: readonly string[]): ReadonlyMap<string, LabelInfo> {
  const taken = names.flatMap((name): [string, LabelInfo][] => {
    const info = one.labels.get(name);
    // Beside another name of the label that the many side has, it may have another value.
    if (info) return [[name, { ...info, oneWith: undefined }]];
    return one.open ? [[name, { values: undefined, certain: false }]] : [];
  });
  const kept = keepLabels(many.labels, (name) => !names.includes(name));
  return new Map([...kept, ...taken]);
}

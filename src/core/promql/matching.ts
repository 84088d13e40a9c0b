/** Operators between two vectors: which element meets which, and the labels of the result. */
import type { Binary } from "../../../generated/alerts.ts";
import { type Derive, dropping, keeping, type LabelSet, labelSet, labelValue, METRIC_NAME, memo } from "./labels.ts";
import type { Combine } from "./operators.ts";
import { distinct, type Element, EvaluationError, type Instant, type Vector } from "./value.ts";

/** The part of the labels by which elements meet. */
export function signatureOf({ on, ignoring = [] }: Pick<Binary, "on" | "ignoring">): Derive {
  return on === undefined ? dropping([...ignoring, METRIC_NAME]) : keeping(on);
}

interface Join {
  readonly signature: Derive;
  readonly labels: (many: LabelSet, one: LabelSet) => LabelSet;
  readonly isGrouped: boolean;
  readonly isSwapped: boolean;
  readonly combine: Combine;
}

/** Compiles an operator between vectors; `rename` takes the name off where the operator does. */
export function compileMatching(
  expr: Binary,
  left: Instant,
  right: Instant,
  { combine, rename }: { readonly combine: Combine; readonly rename: Derive },
): Instant {
  const isSwapped = expr.group?.side === "right";
  const join: Join = {
    signature: signatureOf(expr),
    labels: resultLabels(expr, rename),
    isGrouped: expr.group !== undefined,
    isSwapped,
    combine: isSwapped ? (many, one) => combine(one, many) : combine,
  };
  const at = (timeMs: number) => {
    const [lefts, rights] = [left.at(timeMs), right.at(timeMs)];
    if (lefts.length === 0 || rights.length === 0) return [];
    return isSwapped ? match(join, rights, lefts) : match(join, lefts, rights);
  };
  return { kind: "vector", at };
}

function match(join: Join, many: Vector, one: Vector): Vector {
  const { signature, labels, isGrouped, combine } = join;
  const partners = uniqueBy(join, one);
  const matched = new Set<string>();
  const result: Element[] = [];
  for (const { set, value } of many) {
    const { key } = signature(set);
    const partner = partners.get(key);
    const combined = partner && combine(value, partner.value);
    if (!partner || combined === undefined) continue;
    const merged = labels(set, partner.set);
    const claim = isGrouped ? `${key}\u0002${merged.key}` : key;
    if (matched.has(claim)) throw new EvaluationError(`multiple matches for labels: ${ambiguity(isGrouped)}`);
    matched.add(claim);
    result.push({ set: merged, value: combined });
  }
  return distinct(result);
}

function ambiguity(isGrouped: boolean): string {
  return isGrouped
    ? "grouping labels must ensure unique matches"
    : "many-to-one matching must be explicit (group_left/group_right)";
}

function uniqueBy({ signature, isSwapped }: Join, one: Vector): Map<string, Element> {
  const elements = new Map<string, Element>();
  for (const element of one) {
    const { key, labels } = signature(element.set);
    if (elements.has(key))
      throw new EvaluationError(
        `found duplicate series for the match group ${JSON.stringify(labels)} on the ` +
          `${isSwapped ? "left" : "right"} hand-side of the operation; many-to-many matching not allowed`,
      );
    elements.set(key, element);
  }
  return elements;
}

/** Labels of a match: those of the many side, with the included ones of the other. */
function resultLabels({ on, ignoring = [], group }: Binary, rename: Derive): Join["labels"] {
  if (group === undefined) {
    const keep = on === undefined ? dropping(ignoring) : keeping(on);
    return (many) => keep(rename(many));
  }
  const { include } = group;
  if (include.length === 0) return rename;
  const ofMany = memo((many) =>
    memo((one) => {
      const taken = Object.fromEntries(include.map((name) => [name, labelValue(one, name)]));
      return rename(labelSet({ ...many.labels, ...taken }));
    }),
  );
  return (many, one) => ofMany(many)(one);
}

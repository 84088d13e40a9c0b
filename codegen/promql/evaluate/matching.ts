/** Operators between two vectors: which element meets which, and the labels of the result. */
import type { Binary, Matching } from "../ast.ts";
import { type Combine, dropsName } from "./arithmetic.ts";
import { EvaluationError } from "./error.ts";
import {
  type Derive,
  dropping,
  keeping,
  type LabelSet,
  labelValue,
  METRIC_NAME,
  memo,
  nameless,
  withLabels,
} from "./label-set.ts";
import { distinct, type Element, type Moment, type Vector, type VectorValue } from "./value.ts";

const NO_MATCHING: Matching = { kind: "ignoring", labels: [], group: undefined };

/** The part of the labels by which elements meet. */
export function signatureOf({ kind, labels }: Matching = NO_MATCHING): Derive {
  const names = labels.map(({ text }) => text);
  return kind === "on" ? keeping(names) : dropping([...names, METRIC_NAME]);
}

/** Compiles an operator between vectors, with one element on one side at least for each match. */
export function compileMatching(expr: Binary, left: VectorValue, right: VectorValue, combine: Combine): VectorValue {
  const signature = signatureOf(expr.matching);
  const labels = resultLabels(expr);
  const isSwapped = expr.matching?.group?.side === "right";
  const join = { signature, labels, isGrouped: expr.matching?.group !== undefined, isSwapped };
  const combineSides: Combine = isSwapped ? (many, one) => combine(one, many) : combine;
  const at = (moment: Moment) => {
    const [lefts, rights] = [left.at(moment), right.at(moment)];
    if (lefts.length === 0 || rights.length === 0) return [];
    return isSwapped ? match(join, rights, lefts, combineSides) : match(join, lefts, rights, combineSides);
  };
  return { kind: "vector", at };
}

interface Join {
  readonly signature: Derive;
  readonly labels: (many: LabelSet, one: LabelSet) => LabelSet;
  readonly isGrouped: boolean;
  readonly isSwapped: boolean;
}

function match(join: Join, many: Vector, one: Vector, combine: Combine): Vector {
  const { signature, labels, isGrouped } = join;
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
function resultLabels(expr: Binary): Join["labels"] {
  const { matching = NO_MATCHING } = expr;
  const names = matching.labels.map(({ text }) => text);
  const rename: Derive = dropsName(expr) ? nameless : (set) => set;
  const keep = matching.kind === "on" ? keeping(names) : dropping(names);
  const included = matching.group?.include.map(({ text }) => text) ?? [];
  if (!matching.group) return (many) => keep(rename(many));
  if (included.length === 0) return rename;
  const ofMany = memo((many) =>
    memo((one) => rename(withLabels(many, Object.fromEntries(included.map((name) => [name, labelValue(one, name)]))))),
  );
  return (many, one) => ofMany(many)(one);
}

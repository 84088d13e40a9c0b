/** Sets of labels with a key to compare them by, and how one is made from another. */

/** Labels of a series; `__name__` is one of them. */
export type Labels = Readonly<Record<string, string>>;

export interface LabelSet {
  readonly labels: Labels;
  /** Equal exactly where the labels are equal. */
  readonly key: string;
}

export const METRIC_NAME = "__name__";

/** An empty value is the same as no label. */
export function labelSet(labels: Labels): LabelSet {
  const entries = Object.entries(labels).filter(([, value]) => value !== "");
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  const key = entries.map(([name, value]) => `${name}\u0000${value}\u0001`).join("");
  return { labels: Object.fromEntries(entries), key };
}

export const NO_LABELS = labelSet({});

/** The value of a label; empty when it is absent. */
export function labelValue({ labels }: LabelSet, name: string): string {
  return Object.hasOwn(labels, name) ? (labels[name] ?? "") : "";
}

export type Derive = (set: LabelSet) => LabelSet;

/** Sets of which only these labels remain. */
export function keeping(names: readonly string[]): Derive {
  return memo((set) => labelSet(Object.fromEntries(names.map((name) => [name, labelValue(set, name)]))));
}

/** Sets without these labels. */
export function dropping(names: readonly string[]): Derive {
  const gone = new Set(names);
  return memo(({ labels }) => labelSet(Object.fromEntries(Object.entries(labels).filter(([name]) => !gone.has(name)))));
}

/** Sets without the name of the metric. */
export const nameless: Derive = dropping([METRIC_NAME]);

/** Derives once for each set: the next evaluation over the same series finds the answer, and the same object. */
export function memo<Derived extends object>(derive: (set: LabelSet) => Derived): (set: LabelSet) => Derived {
  const known = new WeakMap<LabelSet, Derived>();
  return (set) => {
    const found = known.get(set) ?? derive(set);
    known.set(set, found);
    return found;
  };
}

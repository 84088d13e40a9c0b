/** Which of two versions comes first, by the precedence of SemVer 2.0. */

/** Negative when the first comes before the second, 0 when they are of one rank. Both must be versions. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  const core = compareLists(left.core, right.core);
  if (core !== 0) return core;
  // What comes before a version is less than it.
  if (left.before.length === 0 || right.before.length === 0) return right.before.length - left.before.length;
  return compareLists(left.before, right.before);
}

function partsOf(version: string) {
  const [core = "", ...rest] = version.split("-");
  const before = rest.join("-");
  return { core: core.split("."), before: before === "" ? [] : before.split(".") };
}

/** Part by part; of two that begin alike the shorter one comes first. */
function compareLists(a: readonly string[], b: readonly string[]): number {
  for (const [i, part] of a.entries()) {
    const other = b[i];
    if (other === undefined) return 1;
    const order = compareParts(part, other);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

/** Numbers by their size and before words, words by their letters. */
function compareParts(a: string, b: string): number {
  const [left, right] = [a, b].map((part) => (/^\d+$/.test(part) ? Number(part) : undefined));
  if (left !== undefined && right !== undefined) return left - right;
  if (left !== undefined || right !== undefined) return left === undefined ? 1 : -1;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Kahan's sum in Neumaier's form, as Prometheus adds over time. */

/** A sum and what rounding took from it. */
export interface Sum {
  total: number;
  lost: number;
}

/** Adds to the sum in place. */
export function addTo(sum: Sum, value: number): void {
  const next = sum.total + value;
  if (Math.abs(sum.total) >= Math.abs(value)) sum.lost += sum.total - next + value;
  else sum.lost += value - next + sum.total;
  sum.total = next;
}

export function emptySum(): Sum {
  return { total: 0, lost: 0 };
}

export function isInfinite(value: number): boolean {
  return value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY;
}

/** True where a mean that has become infinite stays as it is, because going on would make it NaN. */
export function keepsInfinity(mean: number, value: number): boolean {
  if (!isInfinite(mean)) return false;
  return isInfinite(value) ? mean > 0 === value > 0 : !Number.isNaN(value);
}

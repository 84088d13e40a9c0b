/** Ranges of real numbers that a value can reach, and arithmetic on them. NaN is not in a range: shapes say that apart. */

/** All numbers from low to high. An open end is not reached itself: of an infinite end, that infinity is never a value. */
export interface Interval {
  readonly low: number;
  readonly high: number;
  readonly lowOpen: boolean;
  readonly highOpen: boolean;
}

const INF = Number.POSITIVE_INFINITY;

export const REAL: Interval = { low: -INF, high: INF, lowOpen: true, highOpen: true };
/** What nothing is known of: every number and both infinities. */
export const ANY: Interval = { low: -INF, high: INF, lowOpen: false, highOpen: false };
export const NOT_NEGATIVE: Interval = { low: 0, high: INF, lowOpen: false, highOpen: true };

export function point(value: number): Interval {
  return between(value, value);
}

/** [low, high] */
export function between(low: number, high: number): Interval {
  return { low, high, lowOpen: false, highOpen: false };
}

/** [low, ∞) */
export function from(low: number): Interval {
  return { low, high: INF, lowOpen: false, highOpen: true };
}

export function isEmpty({ low, high, lowOpen, highOpen }: Interval): boolean {
  return low > high || (low === high && (lowOpen || highOpen));
}

export function contains(interval: Interval, value: number): boolean {
  const { low, high, lowOpen, highOpen } = interval;
  return (value > low || (value === low && !lowOpen)) && (value < high || (value === high && !highOpen));
}

export function isPoint({ low, high }: Interval): boolean {
  return low === high;
}

export function mayBeInfinite(interval: Interval): boolean {
  return contains(interval, INF) || contains(interval, -INF);
}

export function intersect(a: Interval, b: Interval): Interval {
  const low = Math.max(a.low, b.low);
  const high = Math.min(a.high, b.high);
  return {
    low,
    high,
    lowOpen: (a.low === low && a.lowOpen) || (b.low === low && b.lowOpen),
    highOpen: (a.high === high && a.highOpen) || (b.high === high && b.highOpen),
  };
}

/** The smallest range that holds both. */
export function hull(a: Interval, b: Interval): Interval {
  const low = Math.min(a.low, b.low);
  const high = Math.max(a.high, b.high);
  return {
    low,
    high,
    lowOpen: (a.low > low || a.lowOpen) && (b.low > low || b.lowOpen),
    highOpen: (a.high < high || a.highOpen) && (b.high < high || b.highOpen),
  };
}

export function negate({ low, high, lowOpen, highOpen }: Interval): Interval {
  return { low: -high, high: -low, lowOpen: highOpen, highOpen: lowOpen };
}

/** Of two values, the lesser one. */
export function lesser(a: Interval, b: Interval): Interval {
  const { low, lowOpen } = hull(a, b);
  const { high, highOpen } = intersect(a, b);
  return { low, high, lowOpen, highOpen };
}

/** Of two values, the greater one. */
export function greater(a: Interval, b: Interval): Interval {
  return negate(lesser(negate(a), negate(b)));
}

export function add(a: Interval, b: Interval): Interval {
  const [[lowA, highA], [lowB, highB]] = [ends(a), ends(b)];
  return {
    low: sum(a.low, b.low, -INF),
    high: sum(a.high, b.high, INF),
    lowOpen: (lowA.open || lowB.open) && !isInfinite(lowA) && !isInfinite(lowB),
    highOpen: (highA.open || highB.open) && !isInfinite(highA) && !isInfinite(highB),
  };
}

export function subtract(a: Interval, b: Interval): Interval {
  return add(a, negate(b));
}

/** ∞ − ∞ is no number; as the end of a range it is the far end. */
function sum(a: number, b: number, far: number): number {
  const total = a + b;
  return Number.isNaN(total) ? far : total;
}

interface End {
  readonly value: number;
  readonly open: boolean;
}

/** Reached, so that nothing that is added or multiplied makes it finite. */
function isInfinite({ value, open }: End): boolean {
  return !open && Math.abs(value) === INF;
}

export function multiply(a: Interval, b: Interval): Interval {
  return ofEnds(ends(a).flatMap((x) => ends(b).map((y) => product(x, y))));
}

function product(x: End, y: End): End {
  const value = x.value * y.value;
  // 0 × ∞: the zero is what the range reaches, whatever the other end tends to. Its sign is that of the product.
  if (Number.isNaN(value)) return { value: 0 * Math.sign(x.value) * Math.sign(y.value), open: false };
  // What is zero or infinite itself stays so, whatever the other end tends to.
  const absorbs = (end: End) => isInfinite(end) || (end.value === 0 && !end.open);
  return { value, open: (x.open || y.open) && !absorbs(x) && !absorbs(y) };
}

/** Quotients; a divisor that can be 0 gives infinities, on both sides when signs are mixed or the 0 may be a negative one. */
export function divide(a: Interval, b: Interval): Interval {
  if (contains(b, 0)) {
    if (a.low >= 0 && b.low >= 0 && !Object.is(b.low, -0))
      return { low: 0, high: INF, lowOpen: false, highOpen: false };
    return ANY;
  }
  if (b.low < 0 && b.high > 0) return ANY;
  return multiply(a, reciprocal(b));
}

/** Of a range without 0 within it. */
function reciprocal({ low, high, lowOpen, highOpen }: Interval): Interval {
  const invert = (value: number, zero: number) => (value === 0 ? zero : 1 / value);
  return { low: invert(high, -INF), high: invert(low, INF), lowOpen: highOpen, highOpen: lowOpen };
}

function ends({ low, high, lowOpen, highOpen }: Interval): readonly [End, End] {
  return [
    { value: low, open: lowOpen },
    { value: high, open: highOpen },
  ];
}

function ofEnds(list: readonly End[]): Interval {
  const low = Math.min(...list.map(({ value }) => value));
  const high = Math.max(...list.map(({ value }) => value));
  const open = (value: number) => list.every((end) => end.value !== value || end.open);
  return { low, high, lowOpen: open(low), highOpen: open(high) };
}

/** For messages: [0, 2], (0, ∞). */
export function formatInterval({ low, high, lowOpen, highOpen }: Interval): string {
  const text = (value: number) => String(value).replace("Infinity", "∞");
  if (low === high) return text(low);
  return `${lowOpen ? "(" : "["}${text(low)}, ${text(high)}${highOpen ? ")" : "]"}`;
}

/** Units as products of powers of base units, with a scale: milliseconds are seconds times 1000. */

/** What a value is measured in. `quotient`: it is one thing over another of its kind, a share that people read as percent. */
export interface Unit {
  /** Base unit → exponent, never 0. No entry: a plain number. */
  readonly powers: ReadonlyMap<string, number>;
  /** The number is the value in base units times this; NaN when a literal factor has made that unknown. */
  readonly scale: number;
  readonly quotient: boolean;
}

/** A plain number, a count of things among them. */
export const NUMBER: Unit = { powers: new Map(), scale: 1, quotient: false };
export const RATIO: Unit = { ...NUMBER, quotient: true };
export const SECONDS: Unit = { ...NUMBER, powers: new Map([["seconds", 1]]) };

/** Base units that are dimensions of their own; everything else (requests, tasks, a ratio) is a plain number. */
const DIMENSIONS = [
  ...["seconds", "bytes", "celsius", "kelvin", "meters", "metres", "grams", "joules", "volts", "amperes"],
  ...["candela", "moles"],
];

/** The unit that a metric declares. */
export function unitOf(name: string): Unit {
  if (DIMENSIONS.includes(name)) return { ...NUMBER, powers: new Map([[name, 1]]) };
  return name === "ratio" ? RATIO : NUMBER;
}

export function multiplyUnits(a: Unit, b: Unit): Unit {
  return combine(a, b, 1);
}

export function divideUnits(a: Unit, b: Unit): Unit {
  return { ...combine(a, b, -1), quotient: isQuantity(a) && sameDimension(a, b) };
}

/** A measured quantity rather than a count or a rate of events, of which one may have any multiple of another. */
function isQuantity({ powers, quotient }: Unit): boolean {
  return quotient || [...powers.keys()].some((name) => name !== "seconds") || (powers.get("seconds") ?? 0) > 0;
}

/** A value of this unit for each second. */
export function perSecond(unit: Unit): Unit {
  return { ...combine(unit, SECONDS, -1), quotient: false };
}

function combine(a: Unit, b: Unit, sign: 1 | -1): Unit {
  const names = new Set([...a.powers.keys(), ...b.powers.keys()]);
  const powers = [...names].map(
    (name) => [name, (a.powers.get(name) ?? 0) + sign * (b.powers.get(name) ?? 0)] as const,
  );
  return {
    powers: new Map(powers.filter(([, power]) => power !== 0)),
    scale: sign === 1 ? a.scale * b.scale : a.scale / b.scale,
    quotient: false,
  };
}

export function sameDimension(a: Unit, b: Unit): boolean {
  return a.powers.size === b.powers.size && [...a.powers].every(([name, power]) => b.powers.get(name) === power);
}

/** Factors by which people turn a unit into another of its dimension. */
const CONVERSIONS: Readonly<Record<string, readonly number[]>> = {
  seconds: [1e3, 1e6, 1e9, 1 / 60, 1 / 3600, 1 / 86_400],
  bytes: [8, ...[1, 2, 3, 4].flatMap((power) => [1 / 1024 ** power, 1 / 1000 ** power])],
};

/** The unit of a value times a literal; undefined when the literal may carry a unit of its own. */
export function scaled(unit: Unit, factor: number): Unit | undefined {
  if (unit.quotient) return factor === 100 || factor === 0.01 ? { ...unit, scale: unit.scale * factor } : NUMBER;
  const [dimension, ...others] = unit.powers;
  if (dimension === undefined) return unit;
  // A rate times the length of a window is a count: the literal may be seconds.
  if (others.length > 0 || dimension[1] !== 1) return undefined;
  const known = CONVERSIONS[dimension[0]]?.some((conversion) => near(conversion, factor)) ?? false;
  return { ...unit, scale: known ? unit.scale * factor : Number.NaN };
}

function near(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-9 * Math.abs(a);
}

/** False only where both scales are known and differ. */
export function sameScale(a: Unit, b: Unit): boolean {
  return Number.isNaN(a.scale) || Number.isNaN(b.scale) || near(a.scale, b.scale);
}

const SCALE_NAMES: Readonly<Record<string, string>> = {
  "seconds 1000": "milliseconds",
  "seconds 1000000": "microseconds",
  "seconds 1000000000": "nanoseconds",
  "bytes 8": "bits",
};

/** For messages: seconds, bytes per second, percent, a plain number. */
export function formatUnit({ powers, scale, quotient }: Unit): string {
  if (powers.size === 0) return quotient ? (near(scale, 100) ? "percent" : "a ratio") : "a plain number";
  const above = [...powers].filter(([, power]) => power > 0).map(([name, power]) => named(name, power, scale));
  const below = [...powers].filter(([, power]) => power < 0).map(([name, power]) => named(name, -power, 1));
  const singular = below.map((name) => name.replace(/s$/, ""));
  return [above.join(" × ") || "1", ...singular].join(" per ");
}

/** As a metric declares one: seconds, bytes, ratio, percent; what is only counted, or not known, is a number. */
export function plainUnit(unit: Unit | undefined): string {
  if (unit === undefined) return "number";
  if (unit.powers.size > 0) return formatUnit(unit);
  return unit.quotient ? (near(unit.scale, 100) ? "percent" : "ratio") : "number";
}

function named(name: string, power: number, scale: number): string {
  const unit =
    SCALE_NAMES[`${name} ${scale}`] ??
    (near(scale, 1) || Number.isNaN(scale) ? name : `${name} × ${Number(scale.toPrecision(6))}`);
  return power === 1 ? unit : `${unit}^${power}`;
}

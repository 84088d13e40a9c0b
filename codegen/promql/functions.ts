/** The functions of PromQL: what they take, and the shape of what they give. One that is not here is a Problem. */
import { absentLabels } from "./absent.ts";
import { type Call, unwrap } from "./ast.ts";
import { inferBuckets } from "./infer-quantile.ts";
import { isMixed, spreadOf, sumOf, upFromZero } from "./infer-sum.ts";
import {
  ANY,
  between,
  from,
  greater,
  type Interval,
  lesser,
  mayBeInfinite,
  NOT_NEGATIVE,
  negate,
  point,
  REAL,
} from "./interval.ts";
import { type Kind, type LabelInfo, type Shape, scalar, UNKNOWN, unlabelled } from "./shape.ts";
import { NUMBER, perSecond, SECONDS } from "./unit.ts";

export interface FunctionRule {
  /** Kinds of the arguments; the last one repeats when `variadic`. */
  readonly args: readonly Kind[];
  /** How many of them must be there. */
  readonly required: number;
  readonly variadic: boolean;
  readonly shape: (args: readonly Shape[], call: Call) => Shape;
}

type Effect = (inner: Shape, call: Call, args: readonly Shape[]) => Partial<Shape>;

/** A function of one vector or range, and perhaps further arguments, that keeps labels. */
function over(args: readonly Kind[], effect: Effect, required: number = args.length): FunctionRule {
  const main = args.findIndex((kind) => kind === "vector" || kind === "range");
  return {
    args,
    required,
    variadic: false,
    shape: (shapes, call) => {
      const inner = shapes[main] ?? UNKNOWN;
      return { ...inner, kind: "vector", ...effect(inner, call, shapes) };
    },
  };
}

const PLAIN: Partial<Shape> = { nature: "other", histogram: undefined, aggregated: false };
const COUNT: Partial<Shape> = { ...PLAIN, unit: NUMBER, mayBeNaN: false };

/** Of counters, resets taken out, so never negative; a NaN hides a reset, and what can be negative falls without one. */
function rateOf(perUnit: boolean): FunctionRule {
  return over(["range"], ({ unit, values, mayBeNaN, aggregated, histogram }) => ({
    nature: "rate",
    unit: unit && perUnit ? perSecond(unit) : unit,
    values: values.low >= 0 && !mayBeNaN ? upFromZero(values) : everything(values),
    mayBeNaN: mayBeNaN || mayBeInfinite(values),
    aggregated,
    histogram,
  }));
}

/** All numbers, and infinities where the given values may be infinite. */
function everything(values: Interval): Interval {
  return mayBeInfinite(values) ? ANY : REAL;
}

/** A difference of two values; that of infinities is NaN. */
function difference(effect: Effect = () => ({})): FunctionRule {
  return over(["range"], (inner, call, args) => ({
    ...PLAIN,
    values: everything(inner.values),
    mayBeNaN: inner.mayBeNaN || mayBeInfinite(inner.values),
    ...effect(inner, call, args),
  }));
}

function sameValues(...args: readonly Kind[]): FunctionRule {
  return over(args, () => ({ aggregated: false }));
}

function wide(values: Interval = ANY, unit?: "keep"): FunctionRule {
  return over(["vector"], ({ unit: inner }) => ({
    ...PLAIN,
    values,
    unit: unit === "keep" ? inner : undefined,
    mayBeNaN: true,
  }));
}

function time(low: number, high: number): FunctionRule {
  const shape = (inner: Shape | undefined): Shape => ({
    ...(inner ?? unlabelled(scalar())),
    kind: "vector",
    ...COUNT,
    values: between(low, high),
  });
  return { args: ["vector"], required: 0, variadic: false, shape: ([inner]) => shape(inner) };
}

const rangeFunctions: readonly (readonly [string, FunctionRule])[] = [
  ["rate", rateOf(true)],
  ["irate", rateOf(true)],
  ["increase", rateOf(false)],
  ["delta", difference()],
  ["idelta", difference()],
  ["deriv", difference(({ unit }) => ({ values: ANY, unit: unit && perSecond(unit), mayBeNaN: true }))],
  ["predict_linear", over(["range", "scalar"], () => ({ ...PLAIN, values: ANY, mayBeNaN: true }))],
  ["changes", over(["range"], () => ({ ...COUNT, values: NOT_NEGATIVE }))],
  ["resets", over(["range"], () => ({ ...COUNT, values: NOT_NEGATIVE }))],
  [
    "avg_over_time",
    over(["range"], (inner) => ({ aggregated: false, mayBeNaN: inner.mayBeNaN || isMixed(inner.values) })),
  ],
  ["min_over_time", sameValues("range")],
  ["max_over_time", sameValues("range")],
  ["last_over_time", sameValues("range")],
  ["sum_over_time", over(["range"], (inner) => ({ ...PLAIN, ...sumOf(inner) }))],
  ["count_over_time", over(["range"], () => ({ ...COUNT, values: from(1) }))],
  ["present_over_time", over(["range"], () => ({ ...COUNT, values: point(1) }))],
  ["stddev_over_time", over(["range"], (inner) => ({ ...PLAIN, ...spreadOf(inner) }))],
  ["stdvar_over_time", over(["range"], (inner) => ({ ...PLAIN, ...spreadOf(inner), unit: undefined }))],
  [
    "quantile_over_time",
    over(["scalar", "range"], ({ values }, _, [q]) => ({
      ...PLAIN,
      values: q && q.values.low >= 0 && q.values.high <= 1 ? values : ANY,
      mayBeNaN: true,
    })),
  ],
  ["absent_over_time", absence("range")],
];

const vectorFunctions: readonly (readonly [string, FunctionRule])[] = [
  ["absent", absence("vector")],
  ["abs", over(["vector"], ({ values }) => ({ ...PLAIN, values: absolute(values) }))],
  ["ceil", over(["vector"], ({ values }) => ({ ...PLAIN, values: outward(values) }))],
  ["floor", over(["vector"], ({ values }) => ({ ...PLAIN, values: outward(values) }))],
  [
    "round",
    over(
      ["vector", "scalar"],
      ({ values, mayBeNaN }, { args }) => ({
        ...PLAIN,
        values: args[1] ? ANY : everything(values),
        mayBeNaN: mayBeNaN || args[1] !== undefined,
      }),
      1,
    ),
  ],
  ["clamp", over(["vector", "scalar", "scalar"], clamped(1, 2))],
  ["clamp_min", over(["vector", "scalar"], clamped(1, undefined))],
  ["clamp_max", over(["vector", "scalar"], clamped(undefined, 1))],
  ["sqrt", wide({ ...NOT_NEGATIVE, highOpen: false })],
  ["exp", wide({ ...NOT_NEGATIVE, highOpen: false })],
  ["sgn", over(["vector"], () => ({ ...PLAIN, unit: NUMBER, values: between(-1, 1) }))],
  ...["ln", "log2", "log10", "deg", "rad"].map((name) => [name, wide()] as const),
  ...["sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "asinh", "acosh", "atanh"].map(
    (name) => [name, wide()] as const,
  ),
  ["sort", over(["vector"], () => ({}))],
  ["sort_desc", over(["vector"], () => ({}))],
  ["timestamp", over(["vector"], () => ({ ...PLAIN, unit: SECONDS, values: REAL, mayBeNaN: false }))],
  ["histogram_quantile", over(["scalar", "vector"], (inner, _, [q]) => inferBuckets(inner, q))],
  ["label_replace", relabelling(["vector", "string", "string", "string", "string"], false)],
  ["label_join", relabelling(["vector", "string", "string", "string"], true)],
  ["hour", time(0, 23)],
  ["minute", time(0, 59)],
  ["month", time(1, 12)],
  ["year", time(-292_277_022_399, 292_277_026_596)],
  ["day_of_week", time(0, 6)],
  ["day_of_month", time(1, 31)],
  ["day_of_year", time(1, 366)],
  ["days_in_month", time(28, 31)],
];

const scalarFunctions: readonly (readonly [string, FunctionRule])[] = [
  ["time", fixed([], () => scalar(NOT_NEGATIVE, SECONDS))],
  ["pi", fixed([], () => scalar(point(Math.PI)))],
  ["scalar", fixed(["vector"], ([inner = UNKNOWN]) => ({ ...scalar(inner.values), unit: inner.unit, mayBeNaN: true }))],
  ["vector", fixed(["scalar"], ([inner = UNKNOWN]) => unlabelled(inner))],
];

function fixed(args: readonly Kind[], shape: FunctionRule["shape"]): FunctionRule {
  return { args, required: args.length, variadic: false, shape };
}

/** Every function that the compiler knows, by name. */
export const functions: ReadonlyMap<string, FunctionRule> = new Map([
  ...rangeFunctions,
  ...vectorFunctions,
  ...scalarFunctions,
]);

/** 1 where nothing is; its labels are those that the selector pins by equality. */
function absence(kind: Kind): FunctionRule {
  return fixed([kind], (_, { args: [of] }) => ({
    ...UNKNOWN,
    nature: "absence",
    labels: new Map([...absentLabels(of)].map(([name, value]) => [name, { values: [value], certain: true }])),
    open: false,
    unit: NUMBER,
    values: point(1),
    mayBeNaN: false,
  }));
}

function relabelling(args: readonly Kind[], variadic: boolean): FunctionRule {
  return {
    args,
    required: variadic ? args.length - 1 : args.length,
    variadic,
    shape: ([inner = UNKNOWN], { args: [, of] }) => {
      const target = of && unwrap(of);
      if (target?.type !== "string") return UNKNOWN;
      // What is written there may be empty, and then the label is gone.
      const info: LabelInfo = { values: undefined, certain: false };
      // Buckets with other bounds are those of no histogram that is known.
      const histogram = target.value === "le" ? undefined : inner.histogram;
      return { ...inner, kind: "vector", labels: new Map([...inner.labels, [target.value, info]]), histogram };
    },
  };
}

function absolute(values: Interval): Interval {
  if (values.low >= 0) return values;
  if (values.high <= 0) return negate(values);
  const top = Math.max(-values.low, values.high);
  return { low: 0, high: top, lowOpen: false, highOpen: top === Infinity && !mayBeInfinite(values) };
}

/** Whole numbers next to the ends. */
function outward({ low, high, lowOpen, highOpen }: Interval): Interval {
  return {
    low: Math.floor(low),
    high: Math.ceil(high),
    lowOpen: lowOpen && low === -Infinity,
    highOpen: highOpen && high === Infinity,
  };
}

/** The value, but not below the one limit and not above the other. A limit that is NaN makes it NaN. */
function clamped(min: number | undefined, max: number | undefined): Effect {
  return ({ values, mayBeNaN }, _, args) => {
    const [least, most] = [min, max].map((index) => (index === undefined ? undefined : args[index]));
    const below = most ? lesser(values, most.values) : values;
    return {
      ...PLAIN,
      values: least ? greater(below, least.values) : below,
      mayBeNaN: [mayBeNaN, least?.mayBeNaN, most?.mayBeNaN].includes(true),
    };
  };
}

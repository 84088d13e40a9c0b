/** Functions of instant vectors and scalars: mathematics, dates, sorting, absent, histogram_quantile. */
import { absentLabels } from "../absent.ts";
import { greater, lesser } from "./arithmetic.ts";
import { dateFunctions } from "./dates.ts";
import { histogramQuantile } from "./histogram.ts";
import { labelSet, NO_LABELS, nameless } from "./label-set.ts";
import type { CompileCall } from "./range-functions.ts";
import { distinct, expectKind, type Moment, type VectorValue } from "./value.ts";

const degree = Math.PI / 180;

const unaryFunctions: Readonly<Record<string, (value: number) => number>> = {
  abs: Math.abs,
  ceil: Math.ceil,
  floor: Math.floor,
  sqrt: Math.sqrt,
  exp: Math.exp,
  ln: Math.log,
  log2: Math.log2,
  log10: Math.log10,
  sgn: (value) => (value < 0 ? -1 : value > 0 ? 1 : value),
  acos: Math.acos,
  acosh: Math.acosh,
  asin: Math.asin,
  asinh: Math.asinh,
  atan: Math.atan,
  atanh: Math.atanh,
  cos: Math.cos,
  cosh: Math.cosh,
  sin: Math.sin,
  sinh: Math.sinh,
  tan: Math.tan,
  tanh: Math.tanh,
  deg: (value) => value / degree,
  rad: (value) => value * degree,
};

export const vectorFunctions: Readonly<Record<string, CompileCall>> = {
  ...mapTable(unaryFunctions, elementwise),
  ...mapTable(dateFunctions, dateFunction),
  round: ([arg, to], call) => {
    const nearest = to && expectKind(to, "scalar", call.name.text);
    const vector = expectKind(arg, "vector", call.name.text);
    return each(vector, (moment) => {
      const inverse = 1 / (nearest?.at(moment) ?? 1);
      return (value) => Math.floor(value * inverse + 0.5) / inverse;
    });
  },
  clamp: ([arg, low, high], call) => {
    const [least, most] = [expectKind(low, "scalar", call.name.text), expectKind(high, "scalar", call.name.text)];
    const vector = expectKind(arg, "vector", call.name.text);
    const clamped = each(vector, (moment) => {
      const [from, to] = [least.at(moment), most.at(moment)];
      return (value) => greater(from, lesser(to, value));
    });
    const at = (moment: Moment) => {
      const all = clamped.at(moment);
      return most.at(moment) < least.at(moment) ? [] : all;
    };
    return { ...clamped, at };
  },
  clamp_min: limit(greater),
  clamp_max: limit(lesser),
  scalar: ([arg]) => {
    const vector = expectKind(arg, "vector", "scalar");
    const at = (moment: Moment) => {
      const [only, ...others] = vector.at(moment);
      return only && others.length === 0 ? only.value : Number.NaN;
    };
    return { kind: "scalar", at };
  },
  vector: ([arg]) => {
    const scalar = expectKind(arg, "scalar", "vector");
    return { kind: "vector", at: (moment) => [{ set: NO_LABELS, value: scalar.at(moment) }] };
  },
  time: () => ({ kind: "scalar", at: ({ time }) => time / 1000 }),
  pi: () => ({ kind: "scalar", at: () => Math.PI }),
  timestamp: ([arg]) =>
    each(
      expectKind(arg, "vector", "timestamp"),
      ({ time }) =>
        () =>
          time / 1000,
    ),
  sort: sorting((a, b) => a - b),
  sort_desc: sorting((a, b) => b - a),
  absent: ([arg], { args: [of] }) => {
    const vector = expectKind(arg, "vector", "absent");
    const set = labelSet(Object.fromEntries(absentLabels(of)));
    return { kind: "vector", at: (moment) => (vector.at(moment).length > 0 ? [] : [{ set, value: 1 }]) };
  },
  histogram_quantile: ([of, arg]) => {
    const q = expectKind(of, "scalar", "histogram_quantile");
    const vector = expectKind(arg, "vector", "histogram_quantile");
    return { kind: "vector", at: (moment) => distinct(histogramQuantile(q.at(moment), vector.at(moment))) };
  },
};

function mapTable<From, To>(table: Readonly<Record<string, From>>, map: (entry: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(table).map(([name, entry]) => [name, map(entry)]));
}

function elementwise(apply: (value: number) => number): CompileCall {
  return ([arg], call) => each(expectKind(arg, "vector", call.name.text), () => apply);
}

/** Every value of a vector changed by a function, which may need scalars of the moment; the name goes. */
function each(vector: VectorValue, prepareAt: (moment: Moment) => (value: number) => number): VectorValue {
  const at = (moment: Moment) => {
    const apply = prepareAt(moment);
    return distinct(vector.at(moment).map(({ set, value }) => ({ set: nameless(set), value: apply(value) })));
  };
  return { kind: "vector", at };
}

function limit(pick: (bound: number, value: number) => number): CompileCall {
  return ([arg, bound], call) => {
    const at = expectKind(bound, "scalar", call.name.text);
    return each(expectKind(arg, "vector", call.name.text), (moment) => {
      const now = at.at(moment);
      return (value) => pick(now, value);
    });
  };
}

/** Parts of the date of a Unix time; of the present when there is no argument. */
function dateFunction(part: (seconds: number) => number): CompileCall {
  return ([arg], call) => {
    if (arg) return each(expectKind(arg, "vector", call.name.text), () => part);
    return { kind: "vector", at: ({ time }) => [{ set: NO_LABELS, value: part(time / 1000) }] };
  };
}

/** NaN comes last in both directions. */
function sorting(compare: (a: number, b: number) => number): CompileCall {
  return ([arg], call) => {
    const vector = expectKind(arg, "vector", call.name.text);
    const at = (moment: Moment) =>
      vector.at(moment).toSorted((a, b) => {
        const [aIsNan, bIsNan] = [Number.isNaN(a.value), Number.isNaN(b.value)];
        return aIsNan || bIsNan ? Number(aIsNan) - Number(bIsNan) : compare(a.value, b.value);
      });
    return { kind: "vector", at };
  };
}

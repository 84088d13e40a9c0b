/** Functions that take a range: each gives one value for every window that has enough samples. */
import { absentLabels } from "../absent.ts";
import type { Call } from "../ast.ts";
import { type LabelSet, labelSet, nameless } from "./label-set.ts";
import {
  avgOverTime,
  changes,
  countOverTime,
  lastOverTime,
  maxOverTime,
  minOverTime,
  presentOverTime,
  resets,
  stddevOverTime,
  stdvarOverTime,
  sumOverTime,
  valuesOf,
} from "./over-time.ts";
import { quantile } from "./quantile.ts";
import { delta, idelta, increase, irate, type OverWindow, rate } from "./rate.ts";
import { deriv, predictLinear } from "./regression.ts";
import { type Compiled, distinct, type Element, expectKind, type Moment, type VectorValue } from "./value.ts";

/** Makes the function of a call whose arguments are compiled. */
export type CompileCall = (args: readonly Compiled[], call: Call) => Compiled;

export const rangeFunctions: Readonly<Record<string, CompileCall>> = {
  rate: plain(rate),
  irate: plain(irate),
  increase: plain(increase),
  delta: plain(delta),
  idelta: plain(idelta),
  deriv: plain(deriv),
  changes: plain(changes),
  resets: plain(resets),
  avg_over_time: plain(avgOverTime),
  min_over_time: plain(minOverTime),
  max_over_time: plain(maxOverTime),
  sum_over_time: plain(sumOverTime),
  count_over_time: plain(countOverTime),
  present_over_time: plain(presentOverTime),
  stddev_over_time: plain(stddevOverTime),
  stdvar_over_time: plain(stdvarOverTime),
  last_over_time: (args, call) =>
    overRange(
      args[0],
      call,
      () => lastOverTime,
      (set) => set,
    ),
  quantile_over_time: ([of, range], call) => {
    const q = expectKind(of, "scalar", "quantile_over_time");
    return overRange(range, call, (moment) => {
      const now = q.at(moment);
      return (window) => quantile(now, valuesOf(window));
    });
  },
  predict_linear: ([range, ahead], call) => {
    const seconds = expectKind(ahead, "scalar", "predict_linear");
    return overRange(range, call, (moment) => {
      const now = seconds.at(moment);
      return (window, timeMs) => predictLinear(window, timeMs, now);
    });
  },
  absent_over_time: ([arg], call) => {
    const range = expectKind(arg, "range", "absent_over_time");
    const set = labelSet(Object.fromEntries(absentLabels(call.args[0])));
    return { kind: "vector", at: (moment) => (range.at(moment).length > 0 ? [] : [{ set, value: 1 }]) };
  },
};

function plain(apply: OverWindow): CompileCall {
  return ([range], call) => overRange(range, call, () => apply);
}

/** The function over every window of the range at a moment, for which it may need scalars of that moment. */
function overRange(
  arg: Compiled | undefined,
  { name }: Call,
  prepareAt: (moment: Moment) => OverWindow,
  rename: (set: LabelSet) => LabelSet = nameless,
): VectorValue {
  const range = expectKind(arg, "range", name.text);
  const at = (moment: Moment) => {
    const apply = prepareAt(moment);
    const vector: Element[] = [];
    for (const { set, window } of range.at(moment)) {
      const value = apply(window, moment.time);
      if (value !== undefined) vector.push({ set: rename(set), value });
    }
    return distinct(vector);
  };
  return { kind: "vector", at };
}

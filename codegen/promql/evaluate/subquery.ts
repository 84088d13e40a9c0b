/** Subqueries: an instant expression evaluated at each step of a range. */
import type { Subquery } from "../ast.ts";
import type { LabelSet } from "./label-set.ts";
import { shiftOf } from "./selector.ts";
import type { Moment, RangeValue, VectorValue } from "./value.ts";
import { windowOf } from "./window.ts";

interface Points {
  readonly set: LabelSet;
  readonly times: number[];
  readonly values: number[];
}

/** The steps are multiples of the step since 1970, whatever the moment; without a step it is the given one. */
export function compileSubquery(subquery: Subquery, inner: VectorValue, defaultStepSeconds: number): RangeValue {
  const instant = shiftOf(subquery);
  const length = Math.round(subquery.window.seconds * 1000);
  const step = Math.round((subquery.step?.seconds ?? defaultStepSeconds) * 1000);
  const at = (moment: Moment) => {
    const end = instant(moment);
    const found = new Map<string, Points>();
    for (let time = Math.ceil((end - length) / step) * step; time <= end; time += step)
      for (const { set, value } of inner.at({ ...moment, time })) {
        const points = found.get(set.key) ?? { set, times: [], values: [] };
        found.set(set.key, points);
        points.times.push(time);
        points.values.push(value);
      }
    return [...found.values()].flatMap((points) => {
      const window = windowOf(points, end - length, end, undefined);
      return window ? [{ set: points.set, window }] : [];
    });
  };
  return { kind: "range", at };
}

/** Where what promtool gives contradicts what was inferred. */
import type { Sample } from "../../../codegen/promql/evaluate/index.ts";
import { contains, formatInterval, type Interval } from "../../../codegen/promql/interval.ts";
import type { Shape } from "../../../codegen/promql/shape.ts";

/** What each contradiction is about, in words; empty when there is none. */
export function contradictions(shape: Shape, samples: readonly Sample[]): string[] {
  if (samples.length === 0) return [];
  if (shape.empty) return [`inferred to be always empty, yet there are ${samples.length} samples`];
  const scalar = shape.kind === "scalar" && (samples.length !== 1 || Object.keys(samples[0]?.labels ?? {}).length > 0);
  return [
    ...(scalar ? ["inferred to be a scalar, yet it has labels or several samples"] : []),
    ...samples.flatMap(({ labels, value }) => [...wrongLabels(shape, labels), ...wrongValue(shape, value)]),
  ];
}

/** The name of a series is no label that inference speaks of. */
const NAME = "__name__";

function wrongLabels({ labels: inferred, open }: Shape, labels: Sample["labels"]): string[] {
  const unknown = Object.keys(labels).filter((name) => name !== NAME && !open && !inferred.has(name));
  return [
    ...unknown.map((name) => `the label ${name} is not among those inferred`),
    ...[...inferred].flatMap(([name, { certain, values }]) => {
      const value = labels[name];
      if (value === undefined)
        return certain && name !== NAME ? [`the label ${name} is missing, inferred as certain`] : [];
      return values === undefined || values.includes(value)
        ? []
        : [`${name}="${value}" is not among the values inferred`];
    }),
  ];
}

function wrongValue({ values, mayBeNaN }: Shape, value: number): string[] {
  if (Number.isNaN(value)) return mayBeNaN ? [] : ["a NaN where there is none by inference"];
  return within(values, value) ? [] : [`${value} is not in ${formatInterval(values)}`];
}

const ROUNDING = 1e-9;

/** Sums of floats are rounded, so that a value may lie a little beside an end; on an open end none lies. */
function within(values: Interval, value: number): boolean {
  if (contains(values, value)) return true;
  return [values.low, values.high].some(
    (end) => Number.isFinite(end) && value !== end && Math.abs(value - end) <= ROUNDING * Math.max(1, Math.abs(end)),
  );
}

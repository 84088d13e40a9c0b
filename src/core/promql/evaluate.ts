/** Evaluates expressions of the contract over samples in memory, as Prometheus 2.42 does; no other functions than it uses. */
import type { Call, Expression } from "../../../generated/alerts.ts";
import { compileAggregation } from "./aggregation.ts";
import { histogramQuantile } from "./histogram.ts";
import { labelSet, nameless } from "./labels.ts";
import { compileBinary } from "./operators.ts";
import { overWindow } from "./over-window.ts";
import type { Samples } from "./samples.ts";
import { compileInstant, compileRange } from "./selector.ts";
import { type Compiled, distinct, type Element, expectKind, type Range, Unsupported, type Vector } from "./value.ts";

/** The result at a time in milliseconds; of a number it is one element without labels. Throws EvaluationError. */
export type Evaluate = (timeMs: number) => Vector;

/** Compiles once, to evaluate often. Throws Unsupported for a function that is not known here, and for what does not fit. */
export function prepare(expr: Expression, samples: Samples): Evaluate {
  const compiled = compile(expr, samples);
  if (compiled.kind === "range") throw new Unsupported("a range as the result");
  if (compiled.kind === "vector") return compiled.at;
  const set = labelSet({});
  return (timeMs) => [{ set, value: compiled.at(timeMs) }];
}

function compile(expr: Expression, samples: Samples): Compiled {
  switch (expr.type) {
    case "number":
      return { kind: "scalar", at: () => expr.value };
    case "selector":
      return expr.rangeMs === undefined ? compileInstant(expr, samples) : compileRange(expr, expr.rangeMs, samples);
    case "call":
      return compileCall(
        expr,
        expr.args.map((arg) => compile(arg, samples)),
      );
    case "aggregation":
      return compileAggregation(expr, expectKind(compile(expr.expr, samples), "vector", expr.op));
    case "binary":
      return compileBinary(expr, compile(expr.left, samples), compile(expr.right, samples));
    case "unary":
      return negative(compile(expr.expr, samples));
  }
}

function negative(inner: Compiled): Compiled {
  if (inner.kind === "scalar") return { kind: "scalar", at: (timeMs) => -inner.at(timeMs) };
  const vector = expectKind(inner, "vector", "-");
  const negated = (timeMs: number) =>
    vector.at(timeMs).map(({ set, value }) => ({ set: nameless(set), value: -value }));
  return { kind: "vector", at: (timeMs) => distinct(negated(timeMs)) };
}

type CompileCall = (args: readonly Compiled[], call: Call) => Compiled;

const functions: Readonly<Record<string, CompileCall>> = {
  ...Object.fromEntries(
    Object.entries(overWindow).map(([name, apply]): [string, CompileCall] => [
      name,
      ([arg]) => overRange(expectKind(arg, "range", name), apply),
    ]),
  ),
  time: () => ({ kind: "scalar", at: (timeMs) => timeMs / 1000 }),
  absent: ([arg], { args: [of] }) => {
    const vector = expectKind(arg, "vector", "absent");
    const set = labelSet(absentLabels(of));
    return { kind: "vector", at: (timeMs) => (vector.at(timeMs).length > 0 ? [] : [{ set, value: 1 }]) };
  },
  histogram_quantile: ([of, arg]) => {
    const q = expectKind(of, "scalar", "histogram_quantile");
    const vector = expectKind(arg, "vector", "histogram_quantile");
    return { kind: "vector", at: (timeMs) => distinct(histogramQuantile(q.at(timeMs), vector.at(timeMs))) };
  },
};

function compileCall(call: Call, args: readonly Compiled[]): Compiled {
  const make = Object.hasOwn(functions, call.fn) ? functions[call.fn] : undefined;
  if (make === undefined) throw new Unsupported(`the function ${call.fn}`);
  return make(args, call);
}

function overRange(range: Range, apply: (typeof overWindow)[string]): Compiled {
  const at = (timeMs: number) => {
    const vector: Element[] = [];
    for (const window of range.at(timeMs)) {
      const value = apply(window);
      // All are of one metric, so without its name they still differ.
      if (value !== undefined) vector.push({ set: nameless(window.series.set), value });
    }
    return vector;
  };
  return { kind: "vector", at };
}

/** Labels of what absent() reports: those that equalities name; one with a matcher after it goes, as in Prometheus. */
function absentLabels(of: Expression | undefined): Record<string, string> {
  const labels = new Map<string, string>();
  const seen = new Set<string>();
  for (const { label, op, value } of of?.type === "selector" ? of.matchers : []) {
    if (op !== "=" || seen.has(label)) labels.delete(label);
    else {
      labels.set(label, value);
      seen.add(label);
    }
  }
  return Object.fromEntries(labels);
}

/** An interpreter of PromQL as Prometheus 2.42 evaluates it, over series in memory. */
import type { Expr } from "../ast.ts";
import { type CompileOptions, compile } from "./compile.ts";
import { EvaluationError } from "./error.ts";
import type { Labels } from "./label-set.ts";
import type { Storage } from "./storage.ts";

export { EvaluationError } from "./error.ts";
export { type InputSeries, type InputValue, storageOf } from "./input.ts";
export type { Labels } from "./label-set.ts";
export { createStorage, type Storage } from "./storage.ts";

/** An element of a result; `__name__` is among the labels only where PromQL keeps it. */
export interface Sample {
  readonly labels: Labels;
  readonly value: number;
}

/** The samples of an expression at a time in milliseconds. */
export type Evaluate = (timeMs: number, storage: Storage) => readonly Sample[];

/**
 * Compiles once, to evaluate often. A scalar result is one sample without labels. Throws EvaluationError for a function
 * that it does not know and for types that do not fit; so does the function it returns for what Prometheus refuses at run
 * time, such as many-to-many matching.
 */
export function prepare(expr: Expr, options: CompileOptions = { defaultStepSeconds: 60 }): Evaluate {
  const compiled = compile(expr, options);
  if (compiled.kind === "range" || compiled.kind === "string")
    throw new EvaluationError(`a ${compiled.kind} cannot be the result of an instant query`);
  return (timeMs, storage) => {
    const moment = { time: timeMs, queryTime: timeMs, storage };
    if (compiled.kind === "scalar") return [{ labels: {}, value: compiled.at(moment) }];
    return compiled.at(moment).map(({ set, value }) => ({ labels: set.labels, value }));
  };
}

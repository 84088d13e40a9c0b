/** The key figures that the contract promises, as this process sees them of itself. */
import { type Sla, slas } from "../../../generated/alerts.ts";
import type { components } from "../../../generated/api.ts";
import { prepare } from "../../core/promql/evaluate.ts";
import { EvaluationError, Unsupported } from "../../core/promql/value.ts";
import type { Watched } from "./watch.ts";

export type Kpi = components["schemas"]["Kpi"];

/** As of the last evaluation, in the order of the contract. */
export function kpisOf(watched: Pick<Watched, "samples" | "evaluatedAtMs">): Kpi[] {
  return slas.map((sla) => {
    const { name, help, op, threshold, unit, alert } = sla;
    return { name, help, value: worst(op, valuesOf(sla, watched)), op, threshold, unit, alert };
  });
}

/** None of what this process cannot evaluate. */
function valuesOf(sla: Sla, { samples, evaluatedAtMs }: Pick<Watched, "samples" | "evaluatedAtMs">): number[] {
  if (!sla.evaluable) return [];
  try {
    const vector = prepare(sla.expr, samples)(evaluatedAtMs);
    return vector.map(({ value }) => value).filter(Number.isFinite);
  } catch (error) {
    if (error instanceof Unsupported || error instanceof EvaluationError) return [];
    throw error;
  }
}

/** The value that is the nearest to breaking the promise, or the furthest beyond. */
function worst(op: Sla["op"], values: readonly number[]): number | null {
  if (values.length === 0) return null;
  return op.startsWith(">") ? Math.min(...values) : Math.max(...values);
}

/** What the interpreter refuses: functions it does not know, and what Prometheus refuses while it evaluates. */

/** Says what cannot be evaluated, in Prometheus' own words where it has some. */
export class EvaluationError extends Error {
  override readonly name = "EvaluationError";
}

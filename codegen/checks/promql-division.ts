/** A division by what may be 0 neither poisons an aggregation with NaN nor fires an alert with +Inf. */
import { error, type Problem, warning } from "../problem.ts";
import { type Aggregation, type Binary, type Expr, nodesOf } from "../promql/ast.ts";
import { contains } from "../promql/interval.ts";
import { expand, isPart } from "../promql/part.ts";
import type { Check } from "./check.ts";
import {
  conditionsBeside,
  countsEvents,
  divisionsIn,
  type Filter,
  filtersOf,
  overExpressions,
  type Subject,
  seriesNames,
  shapeIn,
  spanOf,
  subjectName,
  textOf,
} from "./promql.ts";

const id = "promql/division";

const POISONED = ["sum", "avg", "stddev", "stdvar"];

export const promqlDivision: Check = {
  id,
  code: "P09",
  explain: {
    what: "A value that may be NaN is summed or averaged, or an alert compares a quotient whose divisor may be 0.",
    why: "0/0 is NaN, and one NaN makes a whole sum NaN, which no comparison holds for: the alert is blind. Anything else over 0 is +Inf and above every limit: a false page in a quiet night.",
    wrong: "avg by (job) (rate(failed_total[5m]) / rate(tasks_total[5m])) > 0.1",
    right: "sum by (job) (rate(failed_total[5m])) / sum by (job) (rate(tasks_total[5m])) > 0.1",
    severities: ["error", "warning"],
  },
  check: (model) =>
    overExpressions(model, (subject) => [
      ...nodesOf(subject.top, "aggregation").flatMap((node) => poisonProblems(subject, node)),
      ...filtersOf(subject).flatMap((filter) => infinityProblems(subject, filter)),
    ]),
};

function poisonProblems(subject: Subject, { op, expr }: Aggregation): Problem[] {
  const shape = subject.shapeOf(expr);
  if (!POISONED.includes(op.text) || !shape.mayBeNaN) return [];
  const [division] = divisionsIn(subject, expr);
  if (!division && shape.nature !== "gauge") return [];
  const name = subjectName(expr);
  if (division) {
    const message = `\`${op.text}\` adds up quotients of \`${name}\` that are NaN where the divisor is 0, and one NaN makes the whole result NaN.`;
    const help = "Divide the sums instead: sum(…) / sum(…). Or keep divisors above 0: a / (b > 0).";
    return [error(id, spanOf(subject, op), message, help, "P09")];
  }
  const message = `\`${name}\` is NaN until it is measured (initial: nan), and one NaN makes the whole \`${op.text}\` NaN.`;
  return [warning(id, spanOf(subject, op), message, `Leave it out: ${op.text} (${name} >= 0).`, "P09")];
}

/** What is above every limit passes > and >=; what is below, < and <=. */
function infinityProblems(subject: Subject, filter: Filter): Problem[] {
  const { values } = subject.shapeOf(filter.kept);
  const rising = filter.op === ">" || filter.op === ">=";
  const falling = filter.op === "<" || filter.op === "<=";
  const reached = (rising && contains(values, Infinity)) || (falling && contains(values, -Infinity));
  if (!reached || subject.purpose !== "alert") return [];
  // A size or a level that divides is taken to be there; events may stop.
  const divisions = divisionsIn(subject, filter.kept)
    .filter(({ right }) => countsEvents(subject, right) && contains(shapeIn(subject, right).values, 0))
    .filter(({ left, right }) => !vanishesWith(subject, left, right))
    .filter((division) => !isGuarded(subject, filter, division));
  if (divisions.length === 0) return [];
  const divisor = divisions.map((division) => subjectName(division.right))[0];
  const message = `The divisor \`${divisor}\` may be 0, and then the quotient is infinite and \`${textOf(subject, filter.node)}\` holds.`;
  const help = "Keep the divisor above 0: a / (b > 0), or add a condition on it with `and`.";
  return [warning(id, spanOf(subject, filter.kept), message, help, "P09")];
}

/** What is calculated from parts of the divisor is 0 where it is: then the quotient is NaN, which nothing holds for. */
function vanishesWith(subject: Subject, node: Expr, divisor: Expr): boolean {
  const inner = expand(node, subject.catalog);
  if (isPart(inner, divisor, subject.catalog)) return true;
  if (inner.type === "unary") return vanishesWith(subject, inner.expr, divisor);
  if (inner.type !== "binary") return false;
  const [left, right] = [inner.left, inner.right];
  if (inner.op === "+" || inner.op === "-") return [left, right].every((side) => vanishesWith(subject, side, divisor));
  const scaled = right.type === "number" ? left : left.type === "number" && inner.op === "*" ? right : undefined;
  return (inner.op === "*" || inner.op === "/") && scaled !== undefined && vanishesWith(subject, scaled, divisor);
}

/** Some condition beside the comparison is about the divisor. */
function isGuarded(subject: Subject, { node }: Filter, { right }: Binary): boolean {
  const names = seriesNames(right);
  return conditionsBeside(subject, node).some((condition) =>
    seriesNames(condition).some((name) => names.includes(name)),
  );
}

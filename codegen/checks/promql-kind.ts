/** Every function and operator is known and gets the kinds of operands that it takes. */
import { error, type Problem } from "../problem.ts";
import {
  type Aggregation,
  type Binary,
  type Call,
  type Expr,
  isComparison,
  isSetOperator,
  unwrap,
  walk,
} from "../promql/ast.ts";
import { functions } from "../promql/functions.ts";
import { isRegex } from "../promql/regex.ts";
import type { Kind } from "../promql/shape.ts";
import { suggest } from "../schema.ts";
import type { Check } from "./check.ts";
import { overExpressions, type Subject, spanOf, textOf } from "./promql.ts";

const id = "promql/kind";

const NAMES: Readonly<Record<Kind, string>> = {
  scalar: "a number",
  vector: "a vector",
  range: "a range such as x[5m]",
  string: "a string",
};

export const promqlKind: Check = {
  id,
  explain: {
    what: "A function is not known, or an operand is not what it takes: a vector, a range, a number, a string.",
    why: "Prometheus refuses the whole rule file at its next reload, and keeps the old rules meanwhile.",
    wrong: "rate(tasks_total)",
    right: "rate(tasks_total[5m])",
  },
  check: (model) =>
    overExpressions(model, (subject) => [
      ...[...walk(subject.top)].flatMap((node) => nodeProblems(subject, node)),
      ...topProblems(subject),
    ]),
};

function nodeProblems(subject: Subject, node: Expr): Problem[] {
  if (node.type === "call") return callProblems(subject, node);
  if (node.type === "binary") return operandProblems(subject, node);
  if (node.type === "aggregation") return aggregationProblems(subject, node);
  if (node.type === "subquery") return wrongKind(subject, node.expr, "vector", "A subquery");
  if (node.type === "unary" && !["scalar", "vector"].includes(subject.shapeOf(node.expr).kind))
    return wrongKind(subject, node.expr, "vector", node.op);
  return [];
}

function callProblems(subject: Subject, { name, args, from, to }: Call): Problem[] {
  const rule = functions.get(name.text);
  if (!rule) {
    const message = `The function \`${name.text}\` is not known here, so nothing can be said about what it gives.`;
    return [error(id, spanOf(subject, name), message, suggest(name.text, [...functions.keys()]))];
  }
  const most = rule.variadic ? Number.POSITIVE_INFINITY : rule.args.length;
  if (args.length < rule.required || args.length > most) {
    const takes = rule.required === most ? String(most) : `${rule.required} or more`;
    const message = `\`${name.text}\` takes ${takes} argument${takes === "1" ? "" : "s"}, not ${args.length}.`;
    return [error(id, spanOf(subject, { from, to }), message, `They are: ${rule.args.join(", ")}.`)];
  }
  const kinds = args.flatMap((arg, i) =>
    wrongKind(subject, arg, rule.args[Math.min(i, rule.args.length - 1)], name.text),
  );
  return [...kinds, ...textProblems(subject, name.text, args)];
}

function aggregationProblems(subject: Subject, { op, param, expr }: Aggregation): Problem[] {
  const ofVector = wrongKind(subject, expr, "vector", op.text);
  if (!param) return ofVector;
  if (op.text !== "count_values") return [...ofVector, ...wrongKind(subject, param, "scalar", op.text)];
  return [
    ...ofVector,
    ...wrongKind(subject, param, "string", op.text),
    ...notText(subject, param, isLabelName, `\`${op.text}\` makes a label`),
  ];
}

/** What Prometheus finds out of the strings only when it evaluates: names of labels, and a pattern. */
function textProblems(subject: Subject, name: string, args: readonly Expr[]): Problem[] {
  const [, target, third, fourth, fifth] = args;
  const labels = (...list: readonly (Expr | undefined)[]) =>
    list.flatMap((arg) =>
      arg ? notText(subject, arg, isLabelName, `\`${name}\` takes the name of a label here`) : [],
    );
  if (name === "label_join") return labels(target, ...args.slice(3));
  if (name !== "label_replace" || !third || !fourth || !fifth) return [];
  return [...labels(target), ...notText(subject, fifth, isRegex, `\`${name}\` takes a regular expression here`)];
}

function isLabelName(text: string): boolean {
  return /^[a-zA-Z_]\w*$/.test(text);
}

function notText(subject: Subject, node: Expr, test: (text: string) => boolean, taken: string): Problem[] {
  const inner = unwrap(node);
  if (inner.type !== "string" || test(inner.value)) return [];
  const message = `${taken}, and \`${textOf(subject, node)}\` is none: Prometheus refuses that at evaluation.`;
  return [
    error(id, spanOf(subject, node), message, "Names of labels are letters, digits and _; patterns are those of RE2."),
  ];
}

function wrongKind(subject: Subject, node: Expr, wanted: Kind | undefined, taker: string): Problem[] {
  const { kind } = subject.shapeOf(node);
  if (wanted === undefined || kind === wanted) return [];
  const message = `\`${taker}\` takes ${NAMES[wanted]}, and \`${textOf(subject, node)}\` is ${NAMES[kind]}.`;
  return [error(id, spanOf(subject, node), message, helpFor(kind, wanted))];
}

function helpFor(kind: Kind, wanted: Kind): string {
  if (wanted === "range") return "Add the time to look back over, such as [5m].";
  if (kind === "range") return "Use a function over the range, such as rate(…) or avg_over_time(…).";
  if (wanted === "scalar") return "Use a number, or scalar(…) of a single series.";
  return wanted === "vector" ? "Use a selector, or vector(…)." : "Write it in quotes.";
}

function operandProblems(subject: Subject, { op, sign, left, right, bool, matching }: Binary): Problem[] {
  const kinds = [left, right].map((side) => subject.shapeOf(side).kind);
  const wrong = [left, right].find((_, i) => kinds[i] === "range" || kinds[i] === "string");
  if (wrong) return wrongKind(subject, wrong, "vector", op);
  const scalars = kinds.filter((kind) => kind === "scalar").length;
  const report = (message: string, help: string) => [error(id, spanOf(subject, sign), message, help)];
  if (isSetOperator(op) && scalars > 0) {
    const number = kinds[0] === "scalar" ? left : right;
    return wrongKind(subject, number, "vector", op);
  }
  if (isComparison(op) && scalars === 2 && !bool)
    return report(
      `Two numbers are compared with \`${op}\`, which Prometheus refuses.`,
      `Write \`${op} bool\`, or compare a series.`,
    );
  if (matching && scalars > 0)
    return report(`\`${matching.kind}\` needs a vector on both sides of \`${op}\`.`, `Remove ${matching.kind} (…).`);
  return [];
}

/** What a rule keeps, an alert fires on or a panel draws is a vector or a number. */
function topProblems(subject: Subject): Problem[] {
  const { kind } = subject.shapeOf(subject.top);
  if (kind === "vector" || kind === "scalar") return [];
  const effect = subject.purpose === "panel" ? "which no panel draws" : "which a rule cannot keep";
  const message = `The expression of ${subject.owner} is ${NAMES[kind]}, ${effect}.`;
  return [error(id, spanOf(subject, subject.top), message, helpFor(kind, "vector"))];
}

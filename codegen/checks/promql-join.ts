/** The two sides of an operator have series that match, and never several where one is wanted. */
import { error, type Problem } from "../problem.ts";
import { type Binary, type Expr, isSetOperator, nodesOf } from "../promql/ast.ts";
import { type Mismatch, matchLabels, mismatch } from "../promql/matching.ts";
import { namesOfOne, type Shape } from "../promql/shape.ts";
import type { Check } from "./check.ts";
import { overExpressions, type Subject, spanOf, subjectName } from "./promql.ts";

const id = "promql/join";

export const promqlJoin: Check = {
  id,
  code: "P07",
  explain: {
    what: "The series of an operator's two sides can never have equal labels, or one series meets several.",
    why: "Without a match the result is empty and the alert dead; several matches are an error at evaluation, and the rule stops working on the day a second instance starts.",
    wrong: "sum by (job, queue) (rate(failed_total[5m])) / sum by (job) (rate(tasks_total[5m]))",
    right: "sum by (job, queue) (rate(failed_total[5m])) / on (job) group_left () sum by (job) (rate(tasks_total[5m]))",
  },
  check: (model) =>
    overExpressions(model, (subject) => nodesOf(subject.top, "binary").flatMap((node) => joinProblems(subject, node))),
};

function joinProblems(subject: Subject, node: Binary): Problem[] {
  const [left, right] = [subject.shapeOf(node.left), subject.shapeOf(node.right)];
  if (left.kind !== "vector" || right.kind !== "vector" || node.op === "or" || [left, right].some(unjudged)) return [];
  const never = mismatch(node, left, right);
  if (never) return [error(id, spanOf(subject, node.sign), dead(node, never), mend(node, never, left, right), "P07")];
  return isSetOperator(node.op) ? [] : duplicateProblems(subject, node, left, right);
}

/** What is empty or unknown has its own Problem. */
function unjudged({ empty, open }: Shape): boolean {
  return empty || open;
}

function dead({ left, right, op }: Binary, { label, why }: Mismatch): string {
  const [a, b] = [subjectName(left), subjectName(right)];
  const effect = op === "unless" ? "this `unless` takes nothing away" : `\`${op}\` has never a result`;
  if (why === "values") return `The two sides of \`${op}\` ask for different values of \`${label}\`: ${effect}.`;
  const [having, lacking] = why === "only-left" ? [a, b] : [b, a];
  const sides = having === lacking ? `Only one side of \`${op}\` has` : `\`${having}\` has`;
  return `${sides} the label \`${label}\`, which ${having === lacking ? "the other" : `\`${lacking}\``} has not, and series match when all their labels are equal: ${effect}.`;
}

function mend({ op, matching }: Binary, { label, why }: Mismatch, left: Shape, right: Shape): string {
  if (why === "values") return `Match on other labels, or let both sides select the same \`${label}\`.`;
  if (matching?.kind === "on") return `Take \`${label}\` out of on().`;
  const shared = [...left.labels.keys()].filter((name) => right.labels.has(name)).join(", ");
  const group = isSetOperator(op) ? "" : ` group_${why === "only-left" ? "left" : "right"} ()`;
  return `Write \`${op} on (${shared})${group}\`, or aggregate both sides by the same labels.`;
}

function duplicateProblems(subject: Subject, node: Binary, left: Shape, right: Shape): Problem[] {
  const labels = matchLabels(node, left, right);
  const side = node.matching?.group?.side;
  const many = { left: varying(left, labels), right: varying(right, labels) };
  const report = (message: string, help: string) => [error(id, spanOf(subject, node.sign), message, help, "P07")];
  const describe = (expr: Expr, names: readonly string[]) =>
    `Several series of \`${subjectName(expr)}\` share what \`${node.op}\` matches by: they differ in ${names.join(", ")}.`;
  if (side) {
    const [one, names] = side === "left" ? [node.right, many.right] : [node.left, many.left];
    if (names.length === 0) return overwritten(subject, node, side === "left" ? left : right, many[side]);
    const help = `The side that is joined in must be one series: aggregate it by (${labels.join(", ")}).`;
    return report(`${describe(one, names)} Prometheus refuses many-to-many.`, help);
  }
  const [first] = (["left", "right"] as const).filter((which) => many[which].length > 0);
  if (!first) return [];
  const both = many.left.length > 0 && many.right.length > 0;
  const help = both
    ? `Aggregate both sides by (${labels.join(", ")}).`
    : `Add group_${first} () for many-to-one, or aggregate that side by (${labels.join(", ")}).`;
  return report(`${describe(node[first], many[first])} Prometheus refuses that at evaluation.`, help);
}

/**
 * Series that differ only in a label which they all take over from the other side become one. What a target has of its own
 * (its job, its version) they differ in by their address, too, where `instance` is left.
 */
function overwritten(subject: Subject, node: Binary, { labels }: Shape, varying: readonly string[]): Problem[] {
  const { group } = node.matching ?? {};
  const many = group?.side === "left" ? node.left : node.right;
  const taken = group?.include ?? [];
  const hasAddress = labels.has("instance") && !taken.some(({ text }) => text === "instance");
  return taken
    .filter(({ text }) => varying.includes(text) && !(labels.get(text)?.ofTarget && hasAddress))
    .map((label) => {
      const message = `Series of \`${subjectName(many)}\` differ in \`${label.text}\`, and \`group_${group?.side}\` gives them all that of the other side. Prometheus refuses that at evaluation.`;
      return error(
        id,
        spanOf(subject, label),
        message,
        `Leave \`${label.text}\` out of group_${group?.side}().`,
        "P07",
      );
    });
}

/** Labels outside the match in which series with an equal match can differ. */
function varying({ labels }: Shape, match: readonly string[]): string[] {
  const ofOneTarget = match.includes("instance") || labels.get("instance")?.values?.length === 1;
  return [...labels]
    .filter(([name, { values, ofTarget }]) => {
      const isFixed = (one: string) => match.includes(one) || labels.get(one)?.values?.length === 1;
      if (values?.length === 1 || namesOfOne(labels, name).some(isFixed)) return false;
      return !(ofTarget && ofOneTarget);
    })
    .map(([name]) => name);
}

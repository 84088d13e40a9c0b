/** An alert's expression has no result while all is well: something in it filters, and can. */
import type { Model } from "../model.ts";
import { error, type Problem } from "../problem.ts";
import {
  type Binary,
  type BinaryOperator,
  type ComparisonOperator,
  type Expr,
  isComparison,
  type Matcher,
  nodesOf,
  operands,
  unwrap,
} from "../promql/ast.ts";
import { parse } from "../promql/expressions.ts";
import { never } from "../promql/infer-comparison.ts";
import { testOf } from "../promql/infer-selector.ts";
import { formatInterval } from "../promql/interval.ts";
import type { Check } from "./check.ts";
import { overExpressions, type Subject, seriesNames, shapeIn, spanOf, subjectName, textOf } from "./promql.ts";

const id = "alert/no-comparison";
const code = "P22";

export const alertNoComparison: Check = {
  id,
  code,
  explain: {
    what: "An alert compares nothing or what always holds, a value is compared with NaN, or absent() is asked about a set of series.",
    why: "Every result of an alert's expression fires, whatever its value, 0 too. NaN equals nothing, itself included. absent() with a regular expression is silent as long as one of the many series is there.",
    wrong: 'expr: queue_depth{queue=~"fast|slow"}',
    right: 'expr: queue_depth{queue=~"fast|slow"} > 1000',
  },
  check: (model) =>
    overExpressions(model, (subject) => [
      ...(subject.purpose === "alert" && !mayBeEmpty(subject, subject.top) ? [alwaysFires(subject, subject.top)] : []),
      ...comparedWithNaN(subject),
      ...absentOfMany(subject, model),
    ]),
};

/** Functions of which the absence of something is the result. */
const ABSENT = ["absent", "absent_over_time"];

/** Whether there is no result when nothing is wrong: a comparison or a set operator filters, or absence is asked for. */
function mayBeEmpty(subject: Subject, expr: Expr, rules = new Map<string, boolean>()): boolean {
  const node = unwrap(expr);
  const inner = (operand: Expr) => mayBeEmpty(subject, operand, rules);
  switch (node.type) {
    case "number":
    case "string":
      return false;
    case "selector":
      return selectsLittle(subject, node.metric?.text ?? "", rules);
    case "call":
      if (ABSENT.includes(node.name.text)) return true;
      return !["scalar", "vector"].includes(node.name.text) && node.args.some(inner);
    case "binary":
      if (isComparison(node.op))
        return (!node.bool && !alwaysHolds(subject, node)) || inner(node.left) || inner(node.right);
      if (node.op === "or") return inner(node.left) && inner(node.right);
      return node.op === "and" || node.op === "unless" || inner(node.left) || inner(node.right);
    default:
      return operands(node).some(inner);
  }
}

const OPPOSITES: Readonly<Partial<Record<BinaryOperator, ComparisonOperator>>> = {
  ">": "<=",
  ">=": "<",
  "<": ">=",
  "<=": ">",
};

/** Proven: whatever the values, the comparison lets them all through. What reads no series means to. */
function alwaysHolds(subject: Subject, node: Binary): boolean {
  const { op, left, right } = node;
  if (seriesNames(node).length === 0) return false;
  const [a, b] = [shapeIn(subject, left), shapeIn(subject, right)];
  const opposite = OPPOSITES[op];
  if (!opposite || a.mayBeNaN || b.mayBeNaN || a.empty || b.empty) return false;
  return never(opposite, a, b);
}

/**
 * Prometheus' own series of alerts are there only while an alert is; a recording rule may filter in its expression.
 * `rules`: what is known of rules, which is nothing good while one is being looked at.
 */
function selectsLittle(subject: Subject, name: string, rules: Map<string, boolean>): boolean {
  if (name === "ALERTS" || name === "ALERTS_FOR_STATE") return true;
  const known = rules.get(name);
  if (known !== undefined) return known;
  rules.set(name, false);
  const rule = subject.catalog.get(name)?.recordingRule;
  const top = rule && parse(rule.expr).expr;
  const little = top !== undefined && mayBeEmpty(subject, top, rules);
  rules.set(name, little);
  return little;
}

/** Of an `or` the side that is always there. */
function alwaysFires(subject: Subject, top: Expr): Problem {
  const { owner, name } = subject;
  const node = unwrap(top);
  if (node.type === "binary" && node.op === "or")
    return alwaysFires(subject, mayBeEmpty(subject, node.left) ? node.right : node.left);
  const bool = nodesOf(top, "binary").find((node) => node.bool);
  if (bool) {
    const message = `\`bool\` makes the comparison in ${owner} 0 or 1, and both are results: \`${name}\` always fires.`;
    return error(id, spanOf(subject, bool.sign), message, "Leave out `bool`.", code);
  }
  const always = nodesOf(top, "binary").find((one) => isComparison(one.op) && alwaysHolds(subject, one));
  if (always) {
    const { values } = shapeIn(subject, always.left.type === "number" ? always.right : always.left);
    const message = `\`${textOf(subject, always)}\` always holds, for \`${subjectName(always)}\` lies in ${formatInterval(values)}: \`${name}\` fires as long as there is a series.`;
    return error(
      id,
      spanOf(subject, always),
      message,
      "Compare with a limit that the value can lie on both sides of.",
      code,
    );
  }
  const read = seriesNames(top).length > 0 ? `\`${subjectName(top)}\`` : "its value";
  const message = `Nothing in ${owner} compares ${read} with anything, so \`${name}\` fires as long as there is a series, whatever its value.`;
  return error(id, spanOf(subject, top), message, "Add the comparison, such as `> 0`.", code);
}

function comparedWithNaN(subject: Subject): Problem[] {
  return nodesOf(subject.top, "binary")
    .filter(({ op, left, right }) => isComparison(op) && [left, right].some(isNaNLiteral))
    .map((node) => {
      const outcome = node.op === "!=" ? "true" : "false";
      const name = subjectName(node);
      const message = `Nothing equals NaN and nothing is above or below it: \`${node.op} NaN\` is always ${outcome}, whatever \`${name}\` is.`;
      return error(
        id,
        spanOf(subject, node),
        message,
        `To find NaN compare the value with itself: \`${name} != ${name}\`.`,
        code,
      );
    });
}

function isNaNLiteral(expr: Expr): boolean {
  const node = unwrap(expr);
  return node.type === "number" && Number.isNaN(node.value);
}

function absentOfMany(subject: Subject, model: Model): Problem[] {
  return nodesOf(subject.top, "call")
    .filter(({ name }) => ABSENT.includes(name.text))
    .flatMap((call) => {
      const many = call.args.flatMap(matchersOf).find((matcher) => matcher.op !== "=" && meansMany(matcher, model));
      if (!many) return [];
      const { label, op, value } = many;
      const name = subjectName(call);
      const message = `\`${call.name.text}(${name}{${label.text}${op}"${value.text}"})\` has a result only when every one of these series is gone, and then it does not say which.`;
      const help = `Ask for each by itself: \`absent(${name}{${label.text}="…"}) or absent(…)\`.`;
      return [error(id, spanOf(subject, many), message, help, code)];
    });
}

/** Of the series that are asked about; an aggregation makes one of many, on purpose. */
function matchersOf(node: Expr): readonly Matcher[] {
  if (node.type === "selector") return node.matchers;
  return node.type === "aggregation" ? [] : operands(node).flatMap(matchersOf);
}

/** More than one value that the label may have passes. */
function meansMany(matcher: Matcher, { labels, endpoints }: Model): boolean {
  const name = matcher.label.text;
  const jobs = name === "job" ? endpoints.map(({ job }) => job) : undefined;
  const domain = jobs ?? labels.find((label) => label.name === name)?.values;
  const test = testOf(matcher);
  return !domain || !test || new Set(domain.filter(test)).size > 1;
}

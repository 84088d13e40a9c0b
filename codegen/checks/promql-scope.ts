/** Where several jobs are scraped, an expression says which one it means, or keeps their series apart. */
import { type Problem, warning } from "../problem.ts";
import { type Aggregation, type Expr, nodesOf, operands, type Selector } from "../promql/ast.ts";
import { SCRAPE_LABELS } from "../promql/series.ts";
import type { Check } from "./check.ts";
import { overExpressions, type Subject, spanOf } from "./promql.ts";

const id = "promql/scope";
const code = "P17";
const [JOB] = SCRAPE_LABELS;
const SCRAPED: readonly string[] = SCRAPE_LABELS;

export const promqlScope: Check = {
  id,
  code,
  explain: {
    what: "A contract has several jobs, and an aggregation puts together the series of all of them.",
    why: "The series of another job with the same name are counted in: a quiet job hides the trouble of a busy one.",
    wrong: "sum(rate(tasks_total[5m])) < 0.1",
    right: 'sum(rate(tasks_total{job="worker"}[5m])) < 0.1',
    severities: ["warning"],
  },
  check: (model) => {
    const jobs = [...new Set(model.endpoints.map(({ job }) => job))];
    if (jobs.length < 2) return [];
    // The events of an objective are aggregated by what is generated from them.
    return overExpressions(model, (subject) => (subject.purpose === "events" ? [] : visit(subject, subject.top, jobs)));
  },
};

/** Outside of aggregations every result still has the label `job`. */
function visit(subject: Subject, node: Expr, jobs: readonly string[]): Problem[] {
  if (node.type !== "aggregation") return operands(node).flatMap((operand) => visit(subject, operand, jobs));
  if (keepsApart(node)) return [];
  const inner = nodesOf(node.expr, "aggregation").filter(keepsApart);
  return nodesOf(node, "selector")
    .filter(({ from }) => !inner.some((apart) => apart.from <= from && from < apart.to))
    .flatMap((selector) => checkSelector(subject, selector, jobs));
}

/** One address belongs to one job. */
function keepsApart({ op, grouping, labels }: Aggregation): boolean {
  // These hand series on as they are.
  if (["topk", "bottomk", "limitk", "limit_ratio"].includes(op.text)) return true;
  const named = labels.filter(({ text }) => SCRAPED.includes(text));
  return grouping === "by" ? named.length > 0 : grouping === "without" && named.length < SCRAPED.length;
}

function checkSelector(subject: Subject, { metric, matchers }: Selector, jobs: readonly string[]): Problem[] {
  if (!metric || matchers.some(({ label }) => label.text === JOB)) return [];
  const series = subject.catalog.get(metric.text);
  // Series of rules have the labels that their rule gave them; ALERTS comes from no scrape.
  if (!series || series.recordingRule || metric.text.startsWith("ALERTS")) return [];
  const message = `\`${metric.text}\` is read from every job (${jobs.join(", ")}) at once by ${subject.owner}.`;
  const help = `Write \`${metric.text}{job="${jobs[0]}"…}\`, or aggregate \`by (job)\`.`;
  return [warning(id, spanOf(subject, metric), message, help, code)];
}

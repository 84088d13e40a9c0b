/** Ranges hold enough samples for what is computed over them, and lie within what Prometheus keeps. */
import { formatDuration } from "../duration.ts";
import type { Model } from "../model.ts";
import { error, type Problem, warning } from "../problem.ts";
import { type Duration, type Expr, nodesOf, operands, type Range, type Subquery } from "../promql/ast.ts";
import { sampleInterval } from "../promql/scrape.ts";
import type { Check } from "./check.ts";
import { overExpressions, type Subject, spanOf, subjectName } from "./promql.ts";

const id = "promql/window";
const code = "P14";

export const promqlWindow: Check = {
  id,
  code,
  explain: {
    what: "A range is shorter than a few scrapes or longer than the retention, or a subquery steps faster than its series change.",
    why: "rate() needs two samples in its range: below two scrape intervals it has no result now and then, below four a single failed scrape leaves a gap that resets `for`. What is older than the retention is gone.",
    wrong: 'rate(tasks_total{job="worker"}[30s])  # scraped every 30s',
    right: 'rate(tasks_total{job="worker"}[2m])',
    severities: ["error", "warning"],
  },
  check: (model) => overExpressions(model, (subject) => visit(subject, model, subject.top, { back: 0, caller: "" })),
};

/** What is around a node: how far back it is already moved, and the function that it is given to. */
interface Around {
  readonly back: number;
  readonly caller: string;
}

function visit(subject: Subject, model: Model, node: Expr, around: Around): Problem[] {
  const caller = node.type === "call" ? node.name.text : around.caller;
  const back = around.back + lookback(node);
  return [
    ...(node.type === "range" ? tooShort(subject, model, node, around.caller) : []),
    ...(node.type === "subquery" ? tooFast(subject, model, node) : []),
    ...(node.type === "range" || node.type === "subquery"
      ? tooLong(subject, model, node.window, around.back, back)
      : []),
    ...operands(node).flatMap((operand) => visit(subject, model, operand, { back, caller })),
  ];
}

function lookback(node: Expr): number {
  if (node.type === "range") return node.window.seconds + Math.max(0, node.selector.offset?.seconds ?? 0);
  if (node.type === "subquery") return node.window.seconds + Math.max(0, node.offset?.seconds ?? 0);
  return 0;
}

/** These compare samples with each other; the others make do with one. */
const OF_TWO_SAMPLES = ["rate", "irate", "increase", "delta", "idelta", "deriv", "predict_linear", "changes", "resets"];

function tooShort(subject: Subject, model: Model, { selector, window }: Range, caller: string): Problem[] {
  const needed = OF_TWO_SAMPLES.includes(caller) ? 2 : 1;
  const interval = sampleInterval(selector, model, subject.catalog);
  if (window.seconds >= 2 * needed * interval) return [];
  const [range, every] = [formatDuration(window.seconds), formatDuration(interval)];
  const samples = `\`${subjectName(selector)}\` has a sample every ${every}`;
  const help =
    subject.slo === undefined
      ? `Take at least [${formatDuration(2 * needed * interval)}].`
      : "Scrape more often, or leave the burn rates of so short a window out with `tiers`.";
  const at = spanOf(subject, window);
  const call = `\`${caller === "" ? "a range" : `${caller}()`}\``;
  const wanted = needed === 2 ? "two" : "one";
  if (window.seconds < needed * interval) {
    const message = `${samples}, so a range of ${range} does not always hold the ${wanted} that ${call} needs.`;
    return [error(id, at, message, help, code)];
  }
  const message = `${samples}: when one scrape fails, a range of ${range} may not hold the ${wanted} that ${call} needs.`;
  return [warning(id, at, message, help, code)];
}

function tooLong(
  subject: Subject,
  { prometheus: { retentionSeconds } }: Model,
  window: Duration,
  before: number,
  back: number,
): Problem[] {
  // Reported once, at the innermost range with which the limit is passed.
  if (back <= retentionSeconds || before > retentionSeconds) return [];
  const message = `\`${subjectName(subject.top)}\` is read ${formatDuration(back)} back, but Prometheus keeps ${formatDuration(retentionSeconds)}.`;
  const help = "Take a shorter range, or raise `prometheus.retention` here and where Prometheus runs.";
  return [error(id, spanOf(subject, window), message, help, code)];
}

function tooFast(subject: Subject, model: Model, { expr, step }: Subquery): Problem[] {
  const intervals = nodesOf(expr, "selector").map((selector) => sampleInterval(selector, model, subject.catalog));
  const needed = Math.min(model.prometheus.evaluationIntervalSeconds, ...intervals);
  if (!step || step.seconds >= needed) return [];
  const [taken, every] = [step.seconds, needed].map(formatDuration);
  const message = `The subquery over \`${subjectName(expr)}\` steps every ${taken}, but there is a sample every ${every} only: it computes the same values again.`;
  return [warning(id, spanOf(subject, step), message, `Write a step of at least ${every}, or none: [1h:].`, code)];
}

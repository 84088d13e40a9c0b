/** `for` and `keep_firing_for` suit what they wait on: the evaluations, the scrapes, and how long an event keeps a ratio up. */
import { formatDuration } from "../duration.ts";
import type { Alert, Model } from "../model.ts";
import { error, info, type Problem, warning } from "../problem.ts";
import { type Binary, type Call, type Expr, isComparison, operands, type Selector } from "../promql/ast.ts";
import { walkOpened } from "../promql/opened.ts";
import { sampleInterval } from "../promql/scrape.ts";
import type { Check } from "./check.ts";
import { conditionsBeside, type Filter, filtersOf, overExpressions, type Subject, subjectName } from "./promql.ts";

const id = "alert/for";
const code = "P15";

export const alertFor: Check = {
  id,
  code,
  explain: {
    what: "`for` or `keep_firing_for` is no multiple of the evaluation interval; `for` is shorter than two scrapes beside absent(), or as long as the range of a ratio of events; `keep_firing_for` is nothing.",
    why: "One event keeps a ratio over 5m up for 5m and no longer: with `for: 10m` a service with an event now and then never fires, however bad its ratio. An absent() without patience fires at the first failed scrape.",
    wrong:
      "expr: sum(rate(failed_total[5m])) / sum(rate(tasks_total[5m])) > 0.05\nfor: 10m  # two failures 6m apart are never seen",
    right:
      "expr: sum(rate(failed_total[30m])) / sum(rate(tasks_total[30m])) > 0.05 and sum(increase(tasks_total[30m])) >= 20\nfor: 10m",
    severities: ["error", "warning", "info"],
  },
  check: (model) => {
    const alerts = new Map(model.alerts.map((alert) => [alert.name, alert]));
    return overExpressions(model, (subject) => {
      const alert = subject.purpose === "alert" ? alerts.get(subject.name) : undefined;
      if (!alert) return [];
      return [...roundedUp(alert, model), ...impatient(subject, alert, model), ...unsustainable(subject, alert)];
    });
  },
};

function roundedUp({ name, forSeconds, keepFiringSeconds, at }: Alert, { prometheus }: Model): Problem[] {
  const interval = prometheus.evaluationIntervalSeconds;
  const rounded = (key: "for" | "keep_firing_for", seconds: number, [does, then]: readonly [string, string]) => {
    const rounds = seconds / interval;
    if (Math.abs(rounds - Math.round(rounds)) < 1e-9) return [];
    const [written, every, real] = [seconds, interval, Math.ceil(rounds) * interval].map(formatDuration);
    const message = `\`${name}\` ${does} ${written}, but rules are evaluated every ${every}: it ${then} ${real}.`;
    return [info(id, at(key), message, `Write \`${key}: ${real}\`, or another multiple of ${every}.`, code)];
  };
  return [
    ...rounded("for", forSeconds, ["waits for", "fires after"]),
    ...rounded("keep_firing_for", keepFiringSeconds, ["goes on firing for", "does so for"]),
  ];
}

function impatient(subject: Subject, { name, forSeconds, at }: Alert, model: Model): Problem[] {
  return absences(subject.top).flatMap(({ args: [of] }) => {
    const selector =
      of && [...walkOpened(of, subject.catalog)].find((node): node is Selector => node.type === "selector");
    if (!selector) return [];
    const wait = 2 * sampleInterval(selector, model, subject.catalog);
    if (forSeconds >= wait) return [];
    const message = `\`${name}\` fires on \`absent(${subjectName(of)})\` after ${formatDuration(forSeconds)}: one failed scrape or a restart is enough.`;
    return [error(id, at("for"), message, `Write at least \`for: ${formatDuration(wait)}\`, two scrapes.`, code)];
  });
}

/** absent() calls by which alone the alert fires: those that something else must hold beside are left out. */
function absences(node: Expr): Call[] {
  if (node.type === "call") return node.name.text === "absent" ? [node] : [];
  if (node.type === "binary" && (node.op === "and" || node.op === "unless")) return absences(node.left);
  return node.type === "selector" ? [] : operands(node).flatMap(absences);
}

function unsustainable(subject: Subject, { name, forSeconds, at }: Alert): Problem[] {
  const found = filtersOf(subject).flatMap((filter) => {
    if (![">", ">="].includes(filter.op) || isGuarded(subject, filter)) return [];
    const ratios = ratiosIn(subject, filter.kept).filter((ratio) => !holdsFilter(subject, ratio));
    return ratios.map((ratio) => ({ ratio, window: longestRange(subject, ratio) }));
  });
  const short = found.find(({ window }) => window !== undefined && forSeconds >= window);
  if (!short?.window) return [];
  const range = formatDuration(short.window);
  const message =
    `\`${name}\` waits for ${formatDuration(forSeconds)} on a ratio over ${range}: one event of \`${subjectName(short.ratio.left)}\` ` +
    `keeps it up for ${range} and no longer, so unless events follow each other within ${range} it never fires.`;
  const help = `Make the ranges longer than \`for\` with a minimum of events (\`and sum(increase(…)) >= 20\`), or \`for\` shorter than ${range}.`;
  return [warning(id, at("for"), message, help, code)];
}

const COUNTING = ["rate", "irate", "increase"];

/** Divisions of counted events by counted events, wherever they stand. */
function ratiosIn(subject: Subject, kept: Expr): Binary[] {
  return [...walkOpened(kept, subject.catalog)].filter(
    (node): node is Binary =>
      node.type === "binary" && node.op === "/" && [node.left, node.right].every((side) => counts(subject, side)),
  );
}

/** Events: bytes and seconds, which flow all the time, are none. */
function counts(subject: Subject, node: Expr): boolean {
  return countingCalls(subject, node).some((call) => {
    const selectors = [...walkOpened(call, subject.catalog)].filter((inner) => inner.type === "selector");
    return selectors.some(({ metric }) => {
      const unit = metric && subject.catalog.get(metric.text)?.shape.unit;
      return unit === undefined || unit.powers.size === 0;
    });
  });
}

function countingCalls(subject: Subject, node: Expr): Call[] {
  return [...walkOpened(node, subject.catalog)].filter(
    (inner): inner is Call => inner.type === "call" && COUNTING.includes(inner.name.text),
  );
}

function longestRange(subject: Subject, node: Expr): number | undefined {
  const ranges = countingCalls(subject, node).flatMap(({ args }) =>
    args.flatMap((arg) => (arg.type === "range" || arg.type === "subquery" ? [arg.window.seconds] : [])),
  );
  return ranges.length === 0 ? undefined : Math.max(...ranges);
}

/** There must be a number of events beside the ratio. */
function isGuarded(subject: Subject, { node }: Filter): boolean {
  return conditionsBeside(subject, node).some(
    (condition) => asksForSome(subject, condition) && countingCalls(subject, condition).length > 0,
  );
}

/** `> 0` holds from the first event on, which is no minimum. */
function asksForSome(subject: Subject, condition: Expr): boolean {
  return [...walkOpened(condition, subject.catalog)].some(
    (node) =>
      node.type === "binary" &&
      isComparison(node.op) &&
      !node.bool &&
      [node.left, node.right].every((side) => side.type !== "number" || side.value !== 0),
  );
}

function holdsFilter(subject: Subject, node: Expr): boolean {
  return [...walkOpened(node, subject.catalog)].some(
    (inner) => inner.type === "binary" && isComparison(inner.op) && !inner.bool,
  );
}

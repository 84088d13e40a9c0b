/** rate() and its kin work on counters; delta() and its kin on gauges; a counter by itself is not compared. */
import { error, type Problem } from "../problem.ts";
import { type Call, nodesOf } from "../promql/ast.ts";
import type { Check } from "./check.ts";
import { filtersOf, overExpressions, type Subject, spanOf, subjectName, textOf } from "./promql.ts";

const id = "promql/rate-on-gauge";

const OF_COUNTERS: Readonly<Record<string, string>> = {
  rate: "deriv",
  irate: "deriv",
  increase: "delta",
  resets: "changes",
};
const OF_GAUGES: Readonly<Record<string, string>> = {
  delta: "increase",
  idelta: "increase",
  deriv: "rate",
  predict_linear: "rate",
};

export const promqlRateOnGauge: Check = {
  id,
  code: "P02",
  explain: {
    what: "A function of counters works on a gauge, a function of gauges on a counter, or a counter is compared as it is.",
    why: "rate() reads each fall of a gauge as a restart and invents traffic; delta() of a counter goes negative at a restart; a counter above a limit stays above it until the process restarts, and so does the alert.",
    wrong: "rate(queue_depth[5m]) > 0.1",
    right: "deriv(queue_depth[5m]) > 0.1",
  },
  check: (model) =>
    overExpressions(model, (subject) => [
      ...nodesOf(subject.top, "call").flatMap((node) => callProblems(subject, node)),
      ...bareCounters(subject),
    ]),
};

function callProblems(subject: Subject, node: Call): Problem[] {
  const [argument] = node.args;
  if (!argument) return [];
  const { nature } = subject.shapeOf(argument);
  const name = subjectName(argument);
  const report = (message: string, help: string) => [error(id, spanOf(subject, node.name), message, help, "P02")];
  const forGauges = OF_COUNTERS[node.name.text];
  if (forGauges && nature === "gauge") {
    const message = `\`${node.name.text}()\` is for counters, but \`${name}\` is a gauge: each fall of it would count as a restart from 0.`;
    return report(message, `Use \`${forGauges}()\`, or compare the gauge itself.`);
  }
  const forCounters = OF_GAUGES[node.name.text];
  if (forCounters && nature === "counter") {
    const message = `\`${node.name.text}()\` is for gauges, but \`${name}\` is a counter: a restart would look like a fall to 0.`;
    return report(message, `Use \`${forCounters}()\`.`);
  }
  return [];
}

function bareCounters(subject: Subject): Problem[] {
  return filtersOf(subject).flatMap(({ node, op, kept, limit }) => {
    // Of itself a counter says only that it is there: x == x, x >= 0 and x > -1 ask for that.
    if (subject.shapeOf(kept).nature !== "counter" || op === "==" || op === "!=") return [];
    const bound = subject.shapeOf(limit).values;
    if ((op === ">=" && bound.high <= 0) || (op === ">" && bound.high < 0)) return [];
    const name = subjectName(kept);
    const message = `\`${name}\` is a counter and only rises: \`${textOf(subject, node)}\` tells the time since its process started, not what happens now.`;
    const help = `Compare \`increase(${name}[5m])\` or \`rate(${name}[5m])\`.`;
    return [error(id, spanOf(subject, kept), message, help, "P02")];
  });
}

/** What the contract measures and computes is read by something in it. */
import type { Model } from "../model.ts";
import { info, type Problem } from "../problem.ts";
import { nodesOf } from "../promql/ast.ts";
import type { Check } from "./check.ts";
import { overExpressions, selectedNames } from "./promql.ts";

const id = "contract/dead";
const code = "P26";

export const contractDead: Check = {
  id,
  code,
  explain: {
    what: "No alert, recording rule, SLA, SLO or panel reads a metric, or nothing reads a recording rule.",
    why: "It costs memory and computing time, and nobody is told when it shows trouble. People may read it all the same, so this is no more than a hint.",
    wrong: "- {name: queue_depth, type: gauge, unit: tasks}  # in no expression",
    right: "- {name: QueueDeep, expr: queue_depth > 100, for: 5m, severity: ticket}",
    severities: ["info"],
  },
  check: (model) => {
    const read = namesRead(model);
    return [...deadMetrics(model, read), ...deadRules(model, read)];
  },
};

/** Names of the metrics and recording rules that some expression selects, a rule in its own expression aside. */
function namesRead(model: Model): ReadonlySet<string> {
  const names = overExpressions(model, ({ top, catalog, purpose, name }) =>
    nodesOf(top, "selector")
      .flatMap((selector) => selectedNames(selector, catalog))
      .map((series) => catalog.get(series)?.metric?.name ?? series)
      .filter((read) => purpose !== "record" || read !== name),
  );
  return new Set(names);
}

/** What goes away is not to be read any more. */
function deadMetrics({ metrics }: Model, read: ReadonlySet<string>): Problem[] {
  return metrics
    .filter(({ name, deprecated }) => deprecated === undefined && !read.has(name))
    .map(({ name, at }) => {
      const message = `No alert, recording rule, SLA, SLO or panel reads the metric \`${name}\`.`;
      return info(id, at("name"), message, "Remove it, unless an operator reads it.", code);
    });
}

/** What was made for an objective is there for its alerts and for panels. */
function deadRules({ recordingRules }: Model, read: ReadonlySet<string>): Problem[] {
  return recordingRules
    .filter(({ record, slo }) => slo === undefined && !read.has(record))
    .map(({ record, at }) => {
      const message = `No alert, recording rule, SLA or panel reads the recording rule \`${record}\`.`;
      return info(id, at("record"), message, "Remove it, unless an operator reads it.", code);
    });
}

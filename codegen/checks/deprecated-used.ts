/** What goes away is used by nothing in the contract that stays. */
import { isRenamed, lastingName } from "../deprecated.ts";
import type { Alert, Model } from "../model.ts";
import { error, type Problem, type Span } from "../problem.ts";
import { type Call, type Name, nodesOf } from "../promql/ast.ts";
import { within } from "./alert-template.ts";
import type { Check } from "./check.ts";
import { type Kind, type Leaving, leaving } from "./deprecated.ts";
import { overExpressions, type Subject, selectedNames, spanOf } from "./promql.ts";

const id = "deprecated/used";

export const deprecatedUsed: Check = {
  id,
  explain: {
    what: "An alert, a recording rule, an SLA, an SLO, a panel or a param uses a metric, a label or an alert that is deprecated. A deprecated alert may.",
    why: "At the sunset the name is gone, and what uses it is empty from then on: the alert never fires again.",
    wrong:
      "- {name: queue_len, …, deprecated: {since: 1.4.0, renamed_to: queue_depth, sunset: 2027-03-01}}\n- {name: QueueDeep, expr: queue_len > 100, …}",
    right:
      "- {name: queue_len, …, deprecated: {since: 1.4.0, renamed_to: queue_depth, sunset: 2027-03-01}}\n- {name: QueueDeep, expr: queue_depth > 100, …}",
  },
  check: (model) => {
    const gone = leaving(model);
    if (gone.length === 0) return [];
    const find = (kind: Kind, name: string | undefined) =>
      gone.find((item) => item.kind === kind && item.name === name);
    return [
      ...overExpressions(model, (subject) => (stays(model, subject) ? inExpression(subject, find) : [])),
      ...model.alerts.filter(({ deprecated }) => deprecated === undefined).flatMap((alert) => inTexts(alert, find)),
      ...model.slas.flatMap(({ name, alert, at }) => used(`SLA ${name}`, find("alert", alert), at("alert"))),
      ...model.params.flatMap(({ name, metric, at }) => used(`param ${name}`, find("metric", metric), at("metric"))),
    ];
  },
};

type Find = (kind: Kind, name: string | undefined) => Leaving | undefined;

/** Whether the owner of the expression is there after the sunset: only alerts go away. */
function stays({ alerts }: Model, { purpose, name }: Subject): boolean {
  const alert = purpose === "alert" ? alerts.find((item) => item.name === name) : undefined;
  return alert?.deprecated === undefined;
}

function inExpression(subject: Subject, find: Find): Problem[] {
  const { owner } = subject;
  const selectors = nodesOf(subject.top, "selector").flatMap((selector) =>
    selectedNames(selector, subject.catalog).flatMap((series) => {
      const metric = subject.catalog.get(series)?.metric;
      return used(owner, find("metric", metric?.name), spanOf(subject, selector.metric ?? selector));
    }),
  );
  const labels = labelsUsed(subject).flatMap((label) => used(owner, find("label", label.text), spanOf(subject, label)));
  return [...selectors, ...labels];
}

/** Labels that the result depends on. To leave one out with `without` or `ignoring` is right as long as it is there. */
function labelsUsed({ top }: Subject): Name[] {
  return [
    ...nodesOf(top, "selector").flatMap(({ matchers }) => matchers.map(({ label }) => label)),
    ...nodesOf(top, "aggregation").flatMap(({ grouping, labels }) => (grouping === "without" ? [] : labels)),
    ...nodesOf(top, "binary").flatMap(({ matching }) => [
      ...(matching?.kind === "on" ? matching.labels : []),
      ...(matching?.group?.include ?? []),
    ]),
    ...nodesOf(top, "call").flatMap(sourceLabels),
  ];
}

/** Labels that new ones are made of. */
function sourceLabels({ name, args }: Call): Name[] {
  const sources = name.text === "label_replace" ? args.slice(3, 4) : name.text === "label_join" ? args.slice(3) : [];
  return sources.flatMap((arg) => (arg.type === "string" ? [{ text: arg.value, from: arg.from, to: arg.to }] : []));
}

function inTexts(alert: Alert, find: Find): Problem[] {
  return (["summary", "action"] as const).flatMap((key) =>
    [...alert[key].matchAll(/\$labels\.([a-zA-Z_][a-zA-Z0-9_]*)/g)].flatMap(([written, label]) =>
      used(`the ${key} of alert ${alert.name}`, find("label", label), within(alert.at(key), written)),
    ),
  );
}

function used(user: string, gone: Leaving | undefined, at: Span): Problem[] {
  if (!gone) return [];
  const message = `The deprecated ${gone.kind} \`${gone.name}\`, which is gone after ${gone.deprecated.sunset}, is used by ${user}.`;
  const help = isRenamed(gone) ? `Use \`${lastingName(gone)}\`.` : "Do without it: nothing takes its place.";
  return [error(id, at, message, help)];
}

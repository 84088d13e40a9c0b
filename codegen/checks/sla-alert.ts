/** What was promised and the alert that guards it say the same: expression, operator, threshold and window. */
import { formatDuration } from "../duration.ts";
import type { Alert, Comparison, Model, Sla } from "../model.ts";
import { error, info, type Problem, position } from "../problem.ts";
import type { Expr } from "../promql/ast.ts";
import { type Canonical, canonicalizer } from "../promql/canonical.ts";
import { isPoint } from "../promql/interval.ts";
import { walkOpened } from "../promql/opened.ts";
import { catalogOf } from "../promql/series.ts";
import type { Check } from "./check.ts";
import { type Filter, filtersOf, overExpressions, type Subject, seriesNames, textOf } from "./promql.ts";

const id = "sla/alert";
const code = "P20";

export const slaAlert: Check = {
  id,
  code,
  explain: {
    what: "An SLA differs from the alert that guards it: in what is measured, in the operator, the threshold or the window.",
    why: "One of the two is wrong: the promise is broken without an alert, or people are woken while it is kept. The window is that of the alert's longest range; `for` is how long it must hold and no part of it.",
    wrong:
      'slas: [{name: failures, expr: job:failed:ratio5m, op: "<=", threshold: 0.05, window: 5m, alert: FailuresHigh}]\nalerts: [{name: FailuresHigh, expr: job:failed:ratio5m > 0.1, …}]',
    right:
      'slas: [{name: failures, expr: job:failed:ratio5m, op: "<=", threshold: 0.05, window: 5m, alert: FailuresHigh}]\nalerts: [{name: FailuresHigh, expr: job:failed:ratio5m > 0.05, …}]',
    severities: ["error", "info"],
  },
  check: (model) => [...disagreements(model), ...unpromised(model)],
};

/** The alert must fire when the promise is broken, and then only. */
const BROKEN: Readonly<Record<Comparison, Comparison>> = {
  "<=": ">",
  "<": ">=",
  ">=": "<",
  ">": "<=",
  "==": "!=",
  "!=": "==",
};

function disagreements(model: Model): Problem[] {
  const subjects = overExpressions(model, (subject) => [subject]);
  const formOf = canonicalizer(catalogOf(model));
  return model.slas.flatMap((sla) => {
    const promise = subjects.find(({ purpose, expr }) => purpose === "sla" && expr === sla.expr);
    const guard = subjects.find(({ purpose, name }) => purpose === "alert" && name === sla.alert);
    const alert = model.alerts.find(({ name }) => name === sla.alert);
    return promise && guard && alert && isKnown(guard) ? compare(sla, promise, alert, guard, formOf) : [];
  });
}

/** What an alert that reads an unknown series computes, nobody can say; the name has its own Problem. */
function isKnown({ top, catalog }: Subject): boolean {
  return seriesNames(top).every((name) => catalog.has(name));
}

function compare(
  sla: Sla,
  promise: Subject,
  alert: Alert,
  guard: Subject,
  formOf: (expr: Expr) => Canonical,
): Problem[] {
  const promised = formOf(promise.top).key;
  const filter = filtersOf(guard).find(({ kept }) => formOf(kept).key === promised);
  const place = `\`${alert.name}\` in line ${lineOf(alert)}`;
  if (!filter) {
    const message = `The SLA \`${sla.name}\` promises something of \`${textOf(promise, promise.top)}\`, but ${place} compares nothing that is computed like that.`;
    const help = "Give both one recording rule to read, or name the alert that guards this SLA.";
    return [error(id, sla.at("expr"), message, help, code)];
  }
  return [...otherLimit(sla, guard, filter, place), ...otherWindow(sla, guard, place)];
}

function otherLimit({ name, op, threshold, at }: Sla, guard: Subject, filter: Filter, place: string): Problem[] {
  const wanted = `${BROKEN[op]} ${threshold}`;
  const written = textOf(guard, filter.node);
  if (filter.op !== BROKEN[op]) {
    const message = `The SLA \`${name}\` holds while it is \`${op} ${threshold}\`, so its alert must fire at \`${wanted}\`; ${place} fires at \`${written}\`.`;
    return [error(id, at("op"), message, `Write \`${BROKEN[op]}\` in the alert, or change \`op\` here.`, code)];
  }
  const { values } = guard.shapeOf(filter.limit);
  if (isPoint(values) && values.low === threshold) return [];
  const message = `The SLA \`${name}\` allows up to ${threshold}, but ${place} fires at \`${written}\`.`;
  const [allows, fires] = ["allows up to", "asks for"];
  const said = BROKEN[op].startsWith("<") ? message.replace(allows, fires) : message;
  return [error(id, at("threshold"), said, "Make the two numbers the same.", code)];
}

function otherWindow({ name, windowSeconds, at }: Sla, guard: Subject, place: string): Problem[] {
  if (windowSeconds === undefined) return [];
  const ranges = [...walkOpened(guard.top, guard.catalog)].flatMap((node) =>
    node.type === "range" || node.type === "subquery" ? [node.window.seconds] : [],
  );
  const longest = Math.max(0, ...ranges);
  if (longest === windowSeconds) return [];
  const looks = longest === 0 ? "looks at the present value" : `looks back over ${formatDuration(longest)}`;
  const message = `The SLA \`${name}\` is taken over ${formatDuration(windowSeconds)}, but ${place} ${looks}.`;
  const help = longest === 0 ? "Leave `window` out, or give the alert a range." : "Make window and range the same.";
  return [error(id, at("window"), message, help, code)];
}

/** A page that guards no promise may be right, and somebody should have decided it. */
function unpromised({ alerts, slas }: Model): Problem[] {
  const guarding = new Set(slas.map(({ alert }) => alert));
  return alerts
    .filter(({ name, severity, slo, deprecated }) => severity === "page" && !slo && !deprecated && !guarding.has(name))
    .map(({ name, at }) => {
      const message = `\`${name}\` wakes somebody, but guards no SLA and no objective.`;
      return info(id, at("name"), message, "State what it guards under `slas`, if that was promised.", code);
    });
}

function lineOf({ at }: Alert): number {
  const { source, start } = at();
  return position(source, start).line;
}

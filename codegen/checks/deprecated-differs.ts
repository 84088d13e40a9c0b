/** What was only renamed is the same under both names. */

import { isRenamed, lastingName, type Named } from "../deprecated.ts";
import { formatDuration } from "../duration.ts";
import type { Alert, Locate, Metric, Model, Variable } from "../model.ts";
import { error, type Problem } from "../problem.ts";
import { type Canonical, canonicalizer, isSameForm, type Naming } from "../promql/canonical.ts";
import { parse } from "../promql/expressions.ts";
import { catalogOf } from "../promql/series.ts";
import type { Check } from "./check.ts";
import type { Kind } from "./deprecated.ts";

const id = "deprecated/differs";

export const deprecatedDiffers: Check = {
  id,
  explain: {
    what: "Something deprecated and its successor differ in more than their name: in type, unit, labels, values, bounds, expression or the like.",
    why: "One value is emitted, or read, under both names. Who changes the name in a panel or on a server must find there what was there before.",
    wrong:
      "- {name: wait_ms, type: gauge, unit: milliseconds, deprecated: {since: 1.4.0, renamed_to: wait_seconds, sunset: 2027-03-01}}\n- {name: wait_seconds, type: gauge, unit: seconds}",
    right:
      "- {name: wait_ms, type: gauge, unit: milliseconds, deprecated: {since: 1.4.0, sunset: 2027-03-01}}  # goes away\n- {name: wait_seconds, type: gauge, unit: seconds}  # is something else",
  },
  check: (model) => [
    ...compared("metric", model.metrics, ofMetric),
    ...compared("label", model.labels, ({ values }) => ({ values: listed([...values].sort()) })),
    ...compared("alert", model.alerts, ofAlerts(model)),
    ...compared("variable", model.config ?? [], ofVariable),
  ],
};

/** What must be the same, by what it is called. */
type Traits = Readonly<Record<string, string>>;

function compared<T extends Named & { readonly at: Locate }>(
  kind: Kind,
  items: readonly T[],
  traitsOf: (item: T) => Traits,
): Problem[] {
  return items.filter(isRenamed).flatMap((item) => {
    const successor = items.find(({ name }) => name === lastingName(item));
    if (!successor) return [];
    const traits = traitsOf(successor);
    return Object.entries(traitsOf(item)).flatMap(([what, value]) => {
      const other = traits[what] ?? "";
      if (value === other) return [];
      const message = `The ${kind} \`${item.name}\` is renamed to \`${successor.name}\`, but they differ in ${what}: ${value}, and there ${other}.`;
      const help = "Make the two alike; or leave `renamed_to` out, when the other one is something else.";
      return [error(id, item.at("deprecated", "renamed_to"), message, help)];
    });
  });
}

function ofMetric({ type, unit, labels, buckets, initial, stability }: Metric): Traits {
  return {
    type,
    unit,
    labels: listed([...new Set(labels.map(lastingName))].sort()),
    buckets: listed(buckets.map(String)),
    "initial value": String(initial),
    stability,
  };
}

function ofVariable(variable: Variable): Traits {
  const { type, default: initial, min, max, minLength, pattern, values, secret, required } = variable;
  return {
    type,
    values: listed(values),
    default: shown(initial),
    bounds: `${shown(min)} to ${shown(max)}`,
    "least length": shown(minLength),
    pattern: shown(pattern),
    secrecy: secret ? "secret" : "no secret",
    need: required ? "required" : "not required",
  };
}

function shown(value: string | number | boolean | undefined): string {
  return value === undefined ? "none" : JSON.stringify(value);
}

function listed(values: readonly string[]): string {
  return values.length === 0 ? "none" : values.join(" ");
}

/** Expressions are alike when they mean the same once every deprecated name is replaced. */
function ofAlerts(model: Model): (alert: Alert) => Traits {
  const formOf = canonicalizer(catalogOf(model), { naming: lastingNames(model) });
  const known: { readonly form: Canonical; readonly text: string }[] = [];
  const meaning = ({ expr }: Alert): string => {
    const text = expr.text.replace(/\s+/g, " ").trim();
    const { expr: top } = parse(expr);
    if (!top) return text;
    const form = formOf(top);
    const alike = known.find((one) => isSameForm(one.form, form));
    if (!alike) known.push({ form, text });
    return alike?.text ?? text;
  };
  return (alert) => ({
    expression: meaning(alert),
    for: formatDuration(alert.forSeconds),
    keep_firing_for: formatDuration(alert.keepFiringSeconds),
    severity: alert.severity,
  });
}

function lastingNames(model: Model): Naming {
  const catalog = catalogOf(model);
  const labels = new Map(model.labels.map((label) => [label.name, lastingName(label)]));
  return {
    label: (name) => labels.get(name) ?? name,
    series: (name) => {
      const metric = catalog.get(name)?.metric;
      return metric ? `${lastingName(metric)}${name.slice(metric.name.length)}` : name;
    },
  };
}

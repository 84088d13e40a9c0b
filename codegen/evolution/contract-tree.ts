/** A Model as the tree that is compared: defaults filled in, lists by name, everything that the frozen contract holds. */
import { parseDuration } from "../duration.ts";
import type { Locate, Model, PathStep } from "../model.ts";
import { isRecord } from "../schema-values.ts";
import { apiTree } from "./api-tree.ts";
import { branch, type Json, leaf, type Tree } from "./tree.ts";

type Raw = Readonly<Record<string, Json>>;

/** Names of the top branches that come from another file than metrics.yaml. */
export const CONFIG_ROOT = "config";
export const API_ROOT = "openapi";

const METRIC_DEFAULTS: Raw = {
  unit: "",
  labels: [],
  buckets: [],
  initial: 0,
  stability: "stable",
  series_budget: 1000,
  additive: true,
  meaning: 1,
};

/**
 * Everything that the contract says, whether a rule for its changes exists or not: what no rule knows is a change of no
 * known kind. Rules and alerts that were made of objectives stand beside the stated ones.
 */
export function treeOf(model: Model): Tree {
  const { metrics: raw = {}, config, openapi } = JSON.parse(model.snapshot) as Partial<Record<string, Raw>>;
  const {
    endpoints,
    prometheus,
    notifications,
    labels,
    params,
    metrics,
    recording_rules,
    slas,
    slos,
    alerts,
    ...rest
  } = raw;
  return branch([
    ...Object.entries(rest).map(([name, value]) => [name, plain(value)] as const),
    ["endpoints", list(endpoints, "job", model.endpoints)],
    ["prometheus", prometheusTree(prometheus, model)],
    ["notifications", notificationsTree(notifications, model)],
    ["labels", byName(labels, model.labels, { values: valueSet })],
    ["params", byName(params, model.params)],
    ["metrics", list(metrics, "name", model.metrics, METRIC_DEFAULTS, { labels: valueSet })],
    ["recording_rules", joined(list(recording_rules, "record", model.recordingRules), madeRules(model))],
    ["slas", list(slas, "name", model.slas, {}, { window: seconds })],
    ["slos", list(slos, "name", model.slos, {}, { period: seconds, tiers: valueSet })],
    ["alerts", joined(list(alerts, "name", model.alerts, ALERT_DEFAULTS, ALERT_BUILDERS), madeAlerts(model))],
    [CONFIG_ROOT, config && configTree(config, model)],
    [API_ROOT, openapi && apiTree(openapi, (...path) => model.api?.at(...path))],
  ]);
}

/** As an alert of a contract that is older than the key. */
const ALERT_DEFAULTS: Raw = { keep_firing_for: 0 };

type Build = (value: Json, at: (...path: readonly PathStep[]) => ReturnType<Locate> | undefined) => Tree;
type Builders = Readonly<Record<string, Build>>;

/** Objects are branches, everything else is a value. */
function plain(value: Json, at?: Locate, ...path: readonly PathStep[]): Tree {
  if (!isRecord(value)) return leaf(value, at?.(...path));
  const parts = Object.entries(value as Raw).map(([key, item]) => [key, plain(item, at, ...path, key)] as const);
  return branch(parts, at?.(...path));
}

function valueSet(value: Json, at: (...path: readonly PathStep[]) => ReturnType<Locate> | undefined): Tree {
  const values = Array.isArray(value) ? value.map(String) : [];
  return branch(
    values.map((name, i) => [name, leaf(true, at(i))]),
    at(),
  );
}

const ALERT_BUILDERS: Builders = { for: seconds, keep_firing_for: seconds, inhibits: valueSet };

function seconds(value: Json, at: (...path: readonly PathStep[]) => ReturnType<Locate> | undefined): Tree {
  return leaf(typeof value === "string" ? parseDuration(value) : value, at());
}

/** An entry with what it leaves out filled in. */
function entryTree(entry: Raw, defaults: Raw, builders: Builders, locate: Locate | undefined): Tree {
  const parts = Object.entries({ ...defaults, ...entry }).map(([key, value]): [string, Tree] => {
    const build = builders[key];
    return [key, build ? build(value, (...path) => locate?.(key, ...path)) : plain(value, locate, key)];
  });
  return branch(parts, locate?.());
}

type Placed = { readonly at: Locate };

/** A list of named things: the model has them in the same order. */
function list(value: Json, key: string, models: readonly Placed[], defaults: Raw = {}, builders: Builders = {}): Tree {
  const entries = (Array.isArray(value) ? value : []) as readonly Raw[];
  return branch(
    entries.map((entry, i) => {
      const { [key]: name, ...body } = entry;
      return [String(name), entryTree(body, defaults, builders, models[i]?.at)];
    }),
  );
}

function byName(value: Json, models: readonly (Placed & { name: string })[], builders: Builders = {}): Tree {
  const entries = Object.entries(isRecord(value) ? (value as Readonly<Record<string, Raw>>) : {});
  return branch(
    entries.map(([name, entry]) => {
      const model = models.find((candidate) => candidate.name === name);
      return [name, entryTree(entry, {}, builders, model?.at)];
    }),
  );
}

function prometheusTree(raw: Json, { prometheus: { evaluationIntervalSeconds, retentionSeconds, at } }: Model): Tree {
  return branch([
    ...(plain(raw ?? {}, at).children ?? []),
    ["evaluation_interval", leaf(evaluationIntervalSeconds, at("evaluation_interval"))],
    ["retention", leaf(retentionSeconds, at("retention"))],
  ]);
}

function notificationsTree(raw: Json, { notifications }: Model): Tree {
  const stated = isRecord(raw) ? (raw as Readonly<Record<string, Json>>) : {};
  const paces = Object.entries(notifications).map(([severity, pace]): [string, Tree] => {
    const { groupWaitSeconds, groupIntervalSeconds, repeatIntervalSeconds, at } = pace;
    const tree = branch([
      ...(plain(stated[severity] ?? {}, at).children ?? []),
      ["group_wait", leaf(groupWaitSeconds, at("group_wait"))],
      ["group_interval", leaf(groupIntervalSeconds, at("group_interval"))],
      ["repeat_interval", leaf(repeatIntervalSeconds, at("repeat_interval"))],
    ]);
    return [severity, tree];
  });
  return branch([...(plain(stated).children ?? []), ...paces]);
}

function joined(a: Tree, b: readonly (readonly [string, Tree])[]): Tree {
  return branch([...(a.children ?? []), ...b]);
}

function madeRules({ recordingRules }: Model): (readonly [string, Tree])[] {
  return recordingRules
    .filter(({ slo }) => slo !== undefined)
    .map(({ record, expr, at }) => [record, branch([["expr", leaf(expr.text, at())]], at())]);
}

function madeAlerts({ alerts }: Model): (readonly [string, Tree])[] {
  return alerts
    .filter(({ slo }) => slo !== undefined)
    .map(({ name, expr, forSeconds, severity, labels, at }) => {
      const parts = { expr: expr.text, for: forSeconds, severity, labels };
      return [
        name,
        branch(
          Object.entries(parts).map(([key, value]) => [key, leaf(value, at())]),
          at(),
        ),
      ];
    });
}

/** Variables with what their params give. */
function configTree({ variables, ...rest }: Raw, { config = [] }: Model): Tree {
  const entries = (Array.isArray(variables) ? variables : []) as readonly Raw[];
  const named = entries.map(({ name, ...entry }, i): [string, Tree] => {
    const model = config[i];
    const given = model?.param === undefined ? {} : { default: model.default, min: model.min, max: model.max };
    const stated = { required: false, secret: false, ...entry, ...given };
    return [String(name), entryTree(stated, {}, { values: valueSet }, model?.at)];
  });
  return branch([
    ...Object.entries(rest).map(([key, value]) => [key, plain(value)] as const),
    ["variables", branch(named)],
  ]);
}

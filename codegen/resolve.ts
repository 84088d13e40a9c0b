/** Documents → Model: follows references, fills in placeholders and defaults, computes the digest, freezes. */
import { createHash } from "node:crypto";
import { readBlueprint } from "./blueprint.ts";
import { parseDuration } from "./duration.ts";
import type { Contract } from "./index.ts";
import type { Document } from "./load.ts";
import type {
  AlertSeverity,
  Endpoint,
  Label,
  Locate,
  Metric,
  Model,
  Notifications,
  Param,
  PathStep,
  Version,
} from "./model.ts";
import { error, type Problem } from "./problem.ts";
import type { RawLabel, RawMetric, RawMetrics, RawOpenApi, RawVersion } from "./raw.ts";
import { resolveApi } from "./resolve-api.ts";
import { rawVariables, resolveConfig } from "./resolve-config.ts";
import { resolveDashboards } from "./resolve-dashboards.ts";
import {
  allowed,
  below,
  deprecation,
  type Resolution,
  resolveRules,
  resolveText,
  type Values,
} from "./resolve-rules.ts";
import { rulesOfSlos } from "./resolve-slos.ts";
import { suggest } from "./schema.ts";
import { fillLabels, schemaValues } from "./schema-values.ts";

export interface ResolveOptions {
  /** Divides every duration of rules and scrapes, so that the shipped rules can be watched in minutes. */
  readonly timeScale?: number;
}

export interface Resolved {
  /** undefined when a reference leads nowhere. */
  readonly model: Model | undefined;
  readonly problems: readonly Problem[];
}

/** Makes the Model of a contract. Never throws for what the contract says: each wrong reference is a Problem. */
export function resolve(contract: Contract, { timeScale = 1 }: ResolveOptions = {}): Resolved {
  const problems: Problem[] = [];
  const raw = contract.metrics.value as RawMetrics;
  const version = (contract.version.value as RawVersion).version;
  const domains = labelDomains(contract, raw, problems);
  const openapi = contract.openapi && fillLabels(contract.openapi, domains, problems);
  const paramValues = valuesOfParams(raw);
  const contractNames = new Map(["version", "digest"].map((name) => [`contract.${name}`, `\${contract.${name}}`]));
  const frozen = frozenMetrics(contract.metrics, raw, domains, new Map([...paramValues, ...contractNames]), problems);
  const variables = contract.config && rawVariables(contract.config, raw, problems);
  const snapshot = canonicalJson({
    version: { version },
    metrics: frozen,
    config: contract.config?.value,
    openapi,
  });
  const digest = createHash("sha256").update(snapshot).digest("hex");

  const values: Values = new Map([...paramValues, ["contract.version", version], ["contract.digest", digest]]);
  const plain = (text: string) => text.replace(/\$\{([^}]*)\}/g, (_, name: string) => values.get(name) ?? "");
  const plainDomains = new Map([...domains].map(([name, list]) => [name, list.map(plain)]));
  const stated: Model = {
    version: resolveVersion(contract.version),
    digest,
    snapshot,
    ...resolveMetrics(contract.metrics, raw, plainDomains, plain, { values, timeScale, problems }),
    config: contract.config && variables && resolveConfig(contract.config, variables),
    api: contract.openapi && resolvedApi(contract.openapi, plainDomains, problems),
    blueprints: contract.blueprints.map(readBlueprint),
    dashboards: [],
  };
  if (problems.length > 0) return { model: undefined, problems };
  const complete = withSlos(stated);
  const dashboards = resolveDashboards(contract.dashboards, complete, raw, { values, timeScale, problems });
  return { model: problems.length > 0 ? undefined : deepFreeze({ ...complete, dashboards }), problems };
}

/** The rules that the contract states, and after them those that are generated from its objectives. */
function withSlos(model: Model): Model {
  const { recordingRules, alerts } = rulesOfSlos(model);
  return {
    ...model,
    recordingRules: [...model.recordingRules, ...recordingRules],
    alerts: [...model.alerts, ...alerts],
  };
}

/** As `openapi` of the snapshot, but with the version and the digest in the label domains that name them. */
function resolvedApi(document: Document, domains: ReadonlyMap<string, readonly string[]>, problems: Problem[]) {
  return resolveApi(document, fillLabels(document, domains, []) as unknown as RawOpenApi, problems);
}

function resolveVersion(document: Document): Version {
  const { version, date = "", summary = "", changes = [] } = document.value as RawVersion;
  return {
    version,
    date,
    summary,
    changes: changes.map((change, i) => ({ ...change, at: below(document, "changes", i) })),
    at: below(document),
  };
}

/** The values of each label's closed domain, placeholders of the contract still in them. */
function labelDomains(contract: Contract, raw: RawMetrics, problems: Problem[]): Map<string, readonly string[]> {
  const domains = new Map<string, readonly string[]>();
  for (const [name, label] of Object.entries(raw.labels ?? {})) {
    domains.set(name, labelDomain(contract, name, label, problems));
  }
  return domains;
}

function labelDomain(
  { metrics, openapi }: Contract,
  name: string,
  label: RawLabel,
  problems: Problem[],
): readonly string[] {
  if ((label.values === undefined) === (label.values_from === undefined)) {
    const help = "Give `values`, a list, or `values_from`, the place where the list already stands.";
    problems.push(
      error(
        "label/domain",
        metrics.keyAt("labels", name),
        `The label \`${name}\` needs one of values and values_from.`,
        help,
      ),
    );
    return [];
  }
  if (label.values !== undefined) return label.values;
  const pointer = label.values_from ?? "";
  const found = openapi && schemaValues(openapi.value, pointer);
  if (found) return found;
  const message = `\`${pointer}\` is no schema with enum, or oneOf of const.`;
  problems.push(
    error(
      "reference/values-from",
      metrics.at("labels", name, "values_from"),
      message,
      "Name a schema of openapi.yaml that lists values.",
    ),
  );
  return [];
}

function valuesOfParams(raw: RawMetrics): Map<string, string> {
  const entries = Object.entries(raw.params ?? {}).flatMap(([name, param]): [string, string][] => [
    [name, String(param.default)],
    [`${name}.min`, String(param.min)],
    [`${name}.max`, String(param.max)],
  ]);
  return new Map(entries);
}

/** metrics.yaml with references followed, `${contract.…}` kept: what the digest is taken of. Reports unknown placeholders. */
function frozenMetrics(
  document: Document,
  raw: RawMetrics,
  domains: ReadonlyMap<string, readonly string[]>,
  values: Values,
  problems: Problem[],
): unknown {
  const replace = (value: unknown, path: readonly PathStep[]): unknown => {
    if (typeof value === "string") {
      const text = resolveText(document, value, path, values, problems);
      return isBound(path) ? Number(text) : text;
    }
    if (Array.isArray(value)) return value.map((item, i) => replace(item, [...path, i]));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, replace(item, [...path, key])]));
  };
  const labels = Object.entries(raw.labels ?? {}).map(([name, { help, deprecated }]) => [
    name,
    { values: domains.get(name) ?? [], help, ...(deprecated && { deprecated }) },
  ]);
  return { ...(replace(raw, []) as object), ...(raw.labels && { labels: Object.fromEntries(labels) }) };
}

/** Where a placeholder stands for a number rather than for a part of a text. */
function isBound(path: readonly PathStep[]): boolean {
  return path.at(-2) === "buckets" || (path[0] === "slos" && path.at(-1) === "le");
}

type MetricsPart = Pick<
  Model,
  | "endpoints"
  | "prometheus"
  | "notifications"
  | "labels"
  | "params"
  | "metrics"
  | "recordingRules"
  | "slas"
  | "slos"
  | "alerts"
>;

function resolveMetrics(
  document: Document,
  raw: RawMetrics,
  domains: ReadonlyMap<string, readonly string[]>,
  plain: (text: string) => string,
  resolution: Resolution,
): MetricsPart {
  const labels = Object.entries(raw.labels ?? {}).map(
    ([name, { help, deprecated }]): Label => ({
      name,
      help: plain(help),
      values: domains.get(name) ?? [],
      deprecated: deprecation(document, deprecated, "labels", name),
      at: entry(document, "labels", name),
    }),
  );
  const params = Object.entries(raw.params ?? {}).map(
    ([name, param]): Param => ({
      name,
      ...param,
      help: plain(param.help),
      metric: param.metric,
      at: entry(document, "params", name),
    }),
  );
  checkParams(document, raw, resolution.problems);
  const { timeScale } = resolution;
  return {
    endpoints: raw.endpoints.map(
      ({ scrape_interval_seconds, ...endpoint }, i): Endpoint => ({
        ...endpoint,
        scrapeIntervalSeconds: scrape_interval_seconds / timeScale,
        at: below(document, "endpoints", i),
      }),
    ),
    prometheus: {
      evaluationIntervalSeconds: prometheusSeconds(raw, "evaluation_interval") / timeScale,
      retentionSeconds: prometheusSeconds(raw, "retention") / timeScale,
      at: below(document, "prometheus"),
    },
    notifications: {
      page: notifications(document, raw, "page", timeScale),
      ticket: notifications(document, raw, "ticket", timeScale),
    },
    labels,
    params,
    metrics: raw.metrics.map((metric, i) =>
      resolveMetric(document, { ...metric, help: plain(metric.help ?? "") }, i, labels, params, resolution),
    ),
    ...resolveRules(document, raw, resolution, plain),
  };
}

/** What Prometheus keeps unless it is told otherwise. */
const DEFAULT_RETENTION = "15d";

function prometheusSeconds({ prometheus, endpoints }: RawMetrics, key: "evaluation_interval" | "retention"): number {
  const text = prometheus?.[key];
  if (text !== undefined) return parseDuration(text);
  return key === "retention" ? parseDuration(DEFAULT_RETENTION) : (endpoints[0]?.scrape_interval_seconds ?? 60);
}

/** What Alertmanager does unless it is told otherwise. */
const DEFAULT_NOTIFICATIONS = { group_wait: "30s", group_interval: "5m", repeat_interval: "4h" };

function notifications(document: Document, raw: RawMetrics, severity: AlertSeverity, timeScale: number): Notifications {
  const stated = { ...DEFAULT_NOTIFICATIONS, ...raw.notifications?.[severity] };
  return {
    groupWaitSeconds: parseDuration(stated.group_wait) / timeScale,
    groupIntervalSeconds: parseDuration(stated.group_interval) / timeScale,
    repeatIntervalSeconds: parseDuration(stated.repeat_interval) / timeScale,
    at: below(document, "notifications", severity),
  };
}

const DEFAULT_SERIES_BUDGET = 1000;

function resolveMetric(
  document: Document,
  metric: RawMetric,
  i: number,
  labels: readonly Label[],
  params: readonly Param[],
  { values, problems }: Resolution,
): Metric {
  const at = below(document, "metrics", i);
  const find = <T extends { name: string }>(
    list: readonly T[],
    name: string,
    what: string,
    ...path: PathStep[]
  ): T | undefined => {
    const found = list.find((item) => item.name === name);
    const help = suggest(
      name,
      list.map((item) => item.name),
    );
    if (!found) problems.push(error(`reference/${what}`, at(...path), `There is no ${what} \`${name}\`.`, help));
    return found;
  };
  const guards = metric.guards === undefined ? undefined : find(params, metric.guards, "param", "guards");
  return {
    name: metric.name,
    type: metric.type,
    unit: metric.unit ?? "",
    help: metric.help ?? "",
    labels: (metric.labels ?? []).flatMap((name, j) => find(labels, name, "label", "labels", j) ?? []),
    buckets: (metric.buckets ?? []).map((bound) =>
      Number(typeof bound === "string" ? (values.get(bound.slice(2, -1)) ?? bound) : bound),
    ),
    initial: metric.initial ?? 0,
    stability: metric.stability ?? "stable",
    seriesBudget: metric.series_budget ?? DEFAULT_SERIES_BUDGET,
    guards,
    additive: metric.additive ?? true,
    deprecated: deprecation(document, metric.deprecated, "metrics", i),
    allow: allowed(document, metric.allow, "metrics", i),
    at,
  };
}

function checkParams(document: Document, raw: RawMetrics, problems: Problem[]): void {
  const gauges = raw.metrics.filter((metric) => metric.type === "gauge").map((metric) => metric.name);
  for (const [name, { metric, min, max, default: value }] of Object.entries(raw.params ?? {})) {
    if (metric !== undefined && !gauges.includes(metric)) {
      problems.push(
        error(
          "reference/metric",
          document.at("params", name, "metric"),
          `There is no gauge \`${metric}\`.`,
          suggest(metric, gauges),
        ),
      );
    }
    if (!(min <= value && value <= max)) {
      const message = `The default ${value} of \`${name}\` is not within ${min} and ${max}.`;
      problems.push(
        error("param/bounds", document.at("params", name, "default"), message, "Mend default, min or max."),
      );
    }
  }
}

/** The locator of an entry of a mapping: without a path it gives the key, which is the entry's name. */
function entry(document: Document, ...root: readonly PathStep[]): Locate {
  return (...path) => (path.length === 0 ? document.keyAt(...root) : document.at(...root, ...path));
}

/** JSON with sorted keys and no white space, so that layout, order and comments change nothing. */
export function canonicalJson(value: unknown): string {
  const sorted = (_: string, item: unknown): unknown => {
    if (typeof item !== "object" || item === null || Array.isArray(item)) return item;
    return Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)));
  };
  return JSON.stringify(value, sorted);
}

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const item of Object.values(value)) deepFreeze(item);
  }
  return value;
}

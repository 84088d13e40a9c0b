/** What uses what changed: expressions, SLAs, operations of the HTTP contract, lines of the playbook, panels. */
import { playbookOf } from "../blueprint.ts";
import type { Model } from "../model.ts";
import type { Span } from "../problem.ts";
import { type Expr, nodesOf } from "../promql/ast.ts";
import { type ParsedExpression, parsedExpressionsOf } from "../promql/expressions.ts";
import { expand } from "../promql/part.ts";
import { catalogOf } from "../promql/series.ts";
import type { Change, Use } from "./change.ts";
import { picksBound } from "./classify-buckets.ts";
import { API_ROOT, CONFIG_ROOT } from "./contract-tree.ts";

/** Whether an expression reads the series of a metric, itself or through recording rules. */
export function readsMetric(model: Model, top: Expr, name: string): boolean {
  return readsAny(model, top, (series) => catalogOf(model).get(series)?.metric?.name === name);
}

function readsAny(model: Model, top: Expr, isOne: (series: string) => boolean, seen = new Set<string>()): boolean {
  return nodesOf(top, "selector").some((selector) => {
    const series = selector.metric?.text;
    if (series === undefined || seen.has(series)) return false;
    if (isOne(series)) return true;
    const rule = catalogOf(model).get(series)?.recordingRule;
    seen.add(series);
    const inner = rule && expand({ ...selector, matchers: [], offset: undefined, at: undefined }, catalogOf(model));
    return inner !== undefined && inner !== selector && readsAny(model, inner, isOne, seen);
  });
}

/**
 * The contracts in which users are looked for: both, with the dashboards of the target. A frozen contract has none, and what
 * those of the target still read of it would be missing there.
 */
export function withUsers(base: Model, target: Model): readonly Model[] {
  return [{ ...base, dashboards: target.dashboards }, target];
}

/** Users in either contract; where both name one, it stands where the latter has it. */
export function usesOf(change: Change, contracts: readonly Model[]): Use[] {
  const found = new Map<string, Use>();
  for (const contract of contracts) {
    for (const use of usesIn(change, contract)) found.set(use.user, use);
  }
  return [...found.values()];
}

function usesIn({ path, impact }: Change, model: Model): readonly Use[] {
  const [root = "", name = "", part = "", item = ""] = path.split("/").map(unescaped);
  switch (root) {
    case "metrics":
      return [...ofMetric(model, name, part, item), ...inPlaybook(model, name)];
    case "recording_rules":
      return [
        ...readers(model, (top) => readsAny(model, top, (series) => series === name)),
        ...inPlaybook(model, name),
      ];
    case "labels":
      return part === "values"
        ? readers(model, (top) => matchesLabel(top, name, item))
        : readers(model, (top) => usesLabel(top, name));
    case "alerts":
      return [...guards(model, name), ...inPlaybook(model, name)];
    case "slos":
      return model.alerts
        .filter(({ slo }) => slo === name)
        .map((alert) => ({ user: `alert ${alert.name}`, at: alert.at() }));
    case "params":
      return [
        ...variablesOf(model, name),
        ...ofMetric(model, model.params.find((param) => param.name === name)?.metric ?? "", "", ""),
      ];
    case CONFIG_ROOT:
      return name === "variables" ? inPlaybook(model, part) : [];
    case API_ROOT:
      return impact;
    default:
      return [];
  }
}

function ofMetric(model: Model, name: string, part: string, item: string): Use[] {
  if (part === "labels") return readers(model, (top) => readsMetric(model, top, name) && usesLabel(top, item));
  if (part === "buckets" && item !== "") {
    return readers(model, (_, owned) => picksBound(owned, name, Number(item)));
  }
  return readers(model, (top) => readsMetric(model, top, name));
}

function readers(model: Model, reads: (top: Expr, owned: ParsedExpression) => boolean): Use[] {
  const found = parsedExpressionsOf(model).filter((owned) => reads(owned.top, owned));
  return found.map(({ owner, expr }) => ({ user: owner, at: expr.scalar }));
}

function usesLabel(top: Expr, label: string): boolean {
  const matched = nodesOf(top, "selector").some(({ matchers }) =>
    matchers.some((matcher) => matcher.label.text === label),
  );
  const grouped = nodesOf(top, "aggregation").some(({ labels }) => labels.some(({ text }) => text === label));
  const joined = nodesOf(top, "binary").some(({ matching }) => matching?.labels.some(({ text }) => text === label));
  return matched || grouped || joined;
}

function matchesLabel(top: Expr, label: string, value: string): boolean {
  return nodesOf(top, "selector").some(({ matchers }) =>
    matchers.some((matcher) => matcher.label.text === label && matcher.value.text.split("|").includes(value)),
  );
}

function guards({ slas }: Model, alert: string): Use[] {
  return slas.filter((sla) => sla.alert === alert).map(({ name, at }) => ({ user: `SLA ${name}`, at: at() }));
}

function variablesOf({ config = [] }: Model, param: string): Use[] {
  return config
    .filter((variable) => variable.param === param)
    .map(({ name, at }) => ({ user: `variable ${name}`, at: at() }));
}

/** Lines of the operators' blueprint that name something; its generated tables follow by themselves. */
function inPlaybook(model: Model, name: string): Use[] {
  const blueprint = playbookOf(model);
  if (!blueprint || name === "") return [];
  const prose = blueprint.text.replace(/<!--\s*generated:[\s\S]*?<!--\s*\/generated:/g, (table) =>
    table.replace(/[^\n]/g, " "),
  );
  return [...prose.matchAll(new RegExp(`(?<![\\w.-])${escaped(name)}(?![\\w])`, "g"))].map((match) => {
    const line = prose.slice(0, match.index).split("\n").length;
    return { user: `playbook line ${line}`, at: spanOf(blueprint.file, blueprint.text, match.index, name.length) };
  });
}

function spanOf(path: string, text: string, start: number, length: number): Span {
  return { source: { path, text }, start, end: start + length };
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

function unescaped(step: string): string {
  return step.replaceAll("~1", "/").replaceAll("~0", "~");
}

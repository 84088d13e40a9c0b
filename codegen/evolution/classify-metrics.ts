/** What a difference of metrics, labels, params or endpoints is. */

import { seriesCount } from "../checks/metric-series.ts";
import type { Metric } from "../model.ts";
import { type Matcher, nodesOf } from "../promql/ast.ts";
import { contractExpressionsOf } from "../promql/expressions.ts";
import { regexOf } from "../promql/regex.ts";
import { isRecord } from "../schema-values.ts";
import { classifyBuckets } from "./classify-buckets.ts";
import { deprecationRules } from "./classify-deprecation.ts";
import { type Classify, type Context, fromTo, numbers, type Rule, shown, tell } from "./rule.ts";
import type { Difference, Tree } from "./tree.ts";
import { readsMetric } from "./uses.ts";

const metric: Classify = (d) => {
  const name = d.path[1] ?? "";
  if (!d.before) return tell(d, "M03", `The metric \`${name}\` is new.`);
  if (d.after) return undefined;
  const [twin] = twins(d.before, d);
  const renamed =
    twin === undefined ? "" : ` If it is \`${twin}\` now, show both for a while: \`deprecated\` with \`renamed_to\`.`;
  return tell(d, "M01", `The metric \`${name}\` is gone, so queries that name it are empty.${renamed}`);
};

/** New metrics that differ from a lost one in nothing but the name. */
function twins(lost: Tree, { within }: Difference): string[] {
  const [before, after] = [within.before.at(-1)?.children, within.after.at(-1)?.children];
  const body = (tree: Tree) =>
    [...(tree.children ?? [])]
      .map(([key, { value, children }]) => [key, value, [...(children?.keys() ?? [])]])
      .map((part) => JSON.stringify(part))
      .sort()
      .join();
  return [...(after ?? [])].flatMap(([name, tree]) => (!before?.has(name) && body(tree) === body(lost) ? [name] : []));
}

const labelOfMetric: Classify = (d, context) => {
  const [, metricName = "", , label = ""] = d.path;
  if (d.before)
    return tell(
      d,
      "L01",
      `\`${metricName}\` has no label \`${label}\` any more, so its series collapse and queries by it are empty.`,
    );
  const before = context.base.metrics.find(({ name }) => name === metricName);
  const after = context.target.metrics.find(({ name }) => name === metricName);
  const excuse = before && after && excuseOfLabel(before, after, label, context);
  const proof = excuse ?? "so every series has another identity: default matching, silences and routes miss it.";
  return tell(
    d,
    "L02",
    `\`${metricName}\` has a new label \`${label}\`, ${proof}`,
    excuse === undefined ? {} : { class: "minor" },
  );
};

/** Why a new label harms nobody, where that is proven. */
function excuseOfLabel(before: Metric, after: Metric, label: string, { base, target }: Context): string | undefined {
  if (before.stability === "experimental") return "and was experimental, so nobody was promised its labels.";
  const values = after.labels.find(({ name }) => name === label)?.values ?? [];
  const former = after.labels.find(({ deprecated }) => deprecated?.renamedTo === label)?.name;
  if (values.length !== 1 && former === undefined) return undefined;
  const without = siblings(before.name, base).filter((name) => {
    const sibling = target.metrics.find((candidate) => candidate.name === name);
    return sibling !== undefined && !sibling.labels.some((other) => other.name === label);
  });
  if (without.length > 0) return undefined;
  const same = former === undefined ? "of one value alone" : `the same as \`${former}\` on every series`;
  return `${same}, which everything has that it is matched with.`;
}

/** Metrics that stand with this one on a side of an operator, in any expression of the contract. */
function siblings(name: string, model: Context["base"]): string[] {
  const joined = contractExpressionsOf(model).filter(
    ({ top }) => nodesOf(top, "binary").length > 0 && readsMetric(model, top, name),
  );
  return model.metrics
    .filter((other) => other.name !== name && joined.some(({ top }) => readsMetric(model, top, other.name)))
    .map((other) => other.name);
}

const label: Classify = (d) => {
  const name = d.path[1] ?? "";
  if (!d.before) return tell(d, "L08", `The label \`${name}\` is declared.`);
  return d.after ? undefined : tell(d, "L09", `The label \`${name}\` is no longer declared.`);
};

const labelValue: Classify = (d, { base }) => {
  const [, name = "", , value = ""] = d.path;
  if (!d.before)
    return tell(d, "L04", `The label \`${name}\` has a new value \`${value}\`: selectors with != and =~ may see it.`);
  const named = namesValue(base, name, value);
  const said = `The label \`${name}\` has no value \`${value}\` any more`;
  return named === undefined
    ? tell(d, "L05", `${said}; nothing in the contract names it.`)
    : tell(d, "L05", `${said}, which ${named} names.`, { class: "major" });
};

/** What in the contract names a value, or may: an expression, or an answer of the service. */
function namesValue(model: Context["base"], label: string, value: string): string | undefined {
  for (const { owner, top } of contractExpressionsOf(model)) {
    const matchers = nodesOf(top, "selector").flatMap((selector) => selector.matchers);
    if (matchers.some((matcher) => matcher.label.text === label && mayName(matcher, value))) return owner;
  }
  const domain = model.labels.find(({ name }) => name === label)?.values ?? [];
  const shown = listsOf(model.api?.document).some((list) => domain.every((one) => list.includes(one)));
  return shown ? "the HTTP contract" : undefined;
}

/** A pattern that takes everything names nothing; one that cannot be read may name anything. */
function mayName({ op, value: { text } }: Matcher, value: string): boolean {
  if (op === "=" || op === "!=") return text === value;
  return text !== ".*" && text !== ".+" && (regexOf(text)?.test(value) ?? true);
}

/** The lists of values in a document: enums, and alternatives that are constants. */
function listsOf(node: unknown): (readonly unknown[])[] {
  if (typeof node !== "object" || node === null) return [];
  const { enum: values, oneOf } = node as { enum?: unknown; oneOf?: unknown };
  const constants = Array.isArray(oneOf)
    ? oneOf.flatMap((item: unknown) => (isRecord(item) ? [item["const"]] : []))
    : [];
  const own = [...(Array.isArray(values) ? [values] : []), ...(constants.length > 0 ? [constants] : [])];
  return [...own, ...Object.values(node).flatMap(listsOf)];
}

const type: Classify = (d) =>
  tell(
    d,
    "M04",
    `\`${d.path[1]}\` is changed ${fromTo(d)}: rates, quantiles and the names of its series mean another thing.`,
  );
const unit: Classify = (d) =>
  tell(d, "M05", `\`${d.path[1]}\` counts in another unit, changed ${fromTo(d)}, under the same name.`);
const help: Classify = (d) =>
  tell(
    d,
    "M06",
    `The help of ${d.path[0] === "metrics" ? "" : `the ${d.path[0]?.replace(/s$/, "")} `}\`${d.path[1]}\` is worded otherwise.`,
  );
const meaning: Classify = (d) => tell(d, "M07", `\`${d.path[1]}\` means another thing now, as its \`meaning\` says.`);

const initial: Classify = (d) =>
  d.after?.value === "absent"
    ? tell(d, "M08", `\`${d.path[1]}\` is absent until it is known, where it was ${shown(d.before)}.`)
    : tell(d, "M09", `\`${d.path[1]}\` starts otherwise, changed ${fromTo(d)}.`);

const stability: Classify = (d) =>
  d.after?.value === "stable"
    ? tell(d, "M11", `\`${d.path[1]}\` is promised to be stable.`)
    : tell(d, "M10", `\`${d.path[1]}\` is no longer promised to be stable.`);

const additive: Classify = (d) =>
  d.after?.value === true
    ? tell(d, "M13", `The series of \`${d.path[1]}\` may be summed over instances.`)
    : tell(d, "M12", `The series of \`${d.path[1]}\` must not be summed over instances any more.`);

const budget: Classify = (d, { target }) => {
  const [before = 0, after = 0] = numbers(d) ?? [];
  const name = d.path[1] ?? "";
  if (after < before) return tell(d, "L07", `\`${name}\` may have ${after} series, ${before} before.`);
  const found = target.metrics.find((candidate) => candidate.name === name);
  const series = found ? seriesCount(found) : 0;
  const over = series > before;
  const message = `\`${name}\` may have ${after} series, ${before} before${over ? `, and has ${series}: more than was promised` : ""}.`;
  return tell(d, "L06", message, over ? { class: "major" } : {});
};

const ofCompiler: Classify = (d) =>
  tell(d, "K01", `\`${d.path.slice(1, 3).join("/")}\` is changed; only the compiler reads it.`);

const endpoint: Classify = (d) => {
  if (!d.before) return tell(d, "E02", `The endpoint of job \`${d.path[1]}\` is new.`);
  return d.after ? undefined : tell(d, "E01", `The endpoint of job \`${d.path[1]}\` is gone.`);
};

const endpointPart: Classify = (d) =>
  tell(d, "E01", `The ${d.path[2]} of job \`${d.path[1]}\` is changed ${fromTo(d)}.`);
const pace: Classify = (d) => tell(d, "E03", `\`${d.path.slice(1).join("/")}\` is changed ${fromTo(d)} seconds.`);

const param: Classify = (d) => {
  if (!d.before) return tell(d, "T02", `The param \`${d.path[1]}\` is new.`);
  return d.after ? undefined : tell(d, "T01", `The param \`${d.path[1]}\` is gone.`);
};

const paramBound =
  (sign: 1 | -1): Classify =>
  (d) => {
    const [before = 0, after = 0] = numbers(d) ?? [];
    const narrowed = after * sign > before * sign;
    return tell(d, narrowed ? "T03" : "T04", `The ${d.path[2]} of the param \`${d.path[1]}\` is changed ${fromTo(d)}.`);
  };

const paramDefault: Classify = (d) =>
  tell(d, "T05", `The default of the param \`${d.path[1]}\` is changed ${fromTo(d)}.`);
const paramMeaning: Classify = (d) =>
  tell(d, "T06", `The ${d.path[2]} of the param \`${d.path[1]}\` is changed ${fromTo(d)}.`);

const form: Classify = (d) => tell(d, "F01", `\`${d.path[0]}\` is changed ${fromTo(d)}.`);

export const metricsRules: readonly Rule[] = [
  ...deprecationRules,
  ["version", form],
  ["exporter", form],
  ["metrics/*", metric],
  ["metrics/*/type", type],
  ["metrics/*/unit", unit],
  ["metrics/*/help", help],
  ["metrics/*/meaning", meaning],
  ["metrics/*/initial", initial],
  ["metrics/*/stability", stability],
  ["metrics/*/additive", additive],
  ["metrics/*/series_budget", budget],
  ["metrics/*/labels/*", labelOfMetric],
  ["metrics/*/buckets", classifyBuckets],
  ["metrics/*/guards", ofCompiler],
  ["metrics/*/allow", ofCompiler],
  ["labels/*", label],
  ["labels/*/help", help],
  ["labels/*/values/*", labelValue],
  ["params/*", param],
  ["params/*/min", paramBound(1)],
  ["params/*/max", paramBound(-1)],
  ["params/*/default", paramDefault],
  ["params/*/unit", paramMeaning],
  ["params/*/metric", paramMeaning],
  ["params/*/help", help],
  ["endpoints/*", endpoint],
  ["endpoints/*/path", endpointPart],
  ["endpoints/*/format", endpointPart],
  ["endpoints/*/scrape_interval_seconds", pace],
  ["prometheus/evaluation_interval", pace],
  ["prometheus/retention", pace],
];

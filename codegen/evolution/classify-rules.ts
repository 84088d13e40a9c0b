/** What a difference of recording rules, alerts, SLAs and objectives is. */
import type { Alert, Expression, RecordingRule, Sla, Slo } from "../model.ts";
import { type Behaviour, type Change, change } from "./change.ts";
import { isDead, labelsOf, relation, type Side } from "./expressions.ts";
import { type Classify, type Context, fromTo, numbers, type Rule, tell } from "./rule.ts";
import type { Difference } from "./tree.ts";

interface Pair<T> {
  readonly before: T;
  readonly after: T;
}

/** The same thing in both contracts, by its name. */
function pairOf<T>(
  d: Difference,
  { base, target }: Context,
  list: (model: Context["base"]) => readonly T[],
  name: (item: T) => string,
): Pair<T> | undefined {
  const of = (model: Context["base"]) => list(model).find((item) => name(item) === d.path[1]);
  const [before, after] = [of(base), of(target)];
  return before && after && { before, after };
}

const alertOf = (d: Difference, context: Context) =>
  pairOf<Alert>(
    d,
    context,
    ({ alerts }) => alerts,
    ({ name }) => name,
  );
const ruleOf = (d: Difference, context: Context) =>
  pairOf<RecordingRule>(
    d,
    context,
    ({ recordingRules }) => recordingRules,
    ({ record }) => record,
  );
const slaOf = (d: Difference, context: Context) =>
  pairOf<Sla>(
    d,
    context,
    ({ slas }) => slas,
    ({ name }) => name,
  );
const sloOf = (d: Difference, context: Context) =>
  pairOf<Slo>(
    d,
    context,
    ({ slos }) => slos,
    ({ name }) => name,
  );

const sides = ({ before, after }: Pair<{ readonly expr: Expression }>, { base, target }: Context): [Side, Side] => [
  { expr: before.expr, model: base },
  { expr: after.expr, model: target },
];

/** What is made of an objective comes and goes with it, and is told of it. */
function isOfObjective(d: Difference, { base, target }: Context): boolean {
  const made =
    [...base.alerts, ...target.alerts].find(({ name }) => name === d.path[1])?.slo ??
    [...base.recordingRules, ...target.recordingRules].find(({ record }) => record === d.path[1])?.slo;
  if (made === undefined) return false;
  const has = ({ slos }: Context["base"]) => slos.some(({ name }) => name === made);
  return has(base) !== has(target);
}

/** An alert made of an objective follows it: what changed is told of the objective. */
function follows({ slo }: Alert, { base, target }: Context): boolean {
  const told = ({ slos }: Context["base"]) => {
    const found = slos.find(({ name }) => name === slo);
    return (
      found && [found.objective, found.periodSeconds, found.le, found.minEvents, found.bad?.text, found.total.text]
    );
  };
  return slo !== undefined && JSON.stringify(told(base)) !== JSON.stringify(told(target));
}

const alert: Classify = (d, context) => {
  if (isOfObjective(d, context)) return [];
  const name = d.path[1];
  if (d.before && d.after) return undefined;
  if (d.before)
    return tell(d, "A01", `The alert \`${name}\` is gone: silences, routes and runbooks that name it miss.`);
  const { severity } = context.target.alerts.find((candidate) => candidate.name === name) ?? {};
  return tell(d, "A02", `The alert \`${name}\` is new${severity === "page" ? ", and wakes somebody" : ""}.`);
};

/** Labels, and that it can fire at last, are told for every alert once the differences are known. */
const alertExpression: Classify = (d, context) => {
  const pair = alertOf(d, context);
  if (!pair) return undefined;
  const [before, after] = sides(pair, context);
  const name = d.path[1];
  if (isOtherlyLabelled(before, after) || isRevived(before, after) || follows(pair.after, context)) return [];
  switch (relation(before, after)) {
    case "same":
      return tell(d, "A05", `The alert \`${name}\` is written otherwise, and fires for the same.`);
    case "stricter":
      return behaves(d, pair.before, "desensitised", `The alert \`${name}\` fires more rarely.`);
    case "looser":
      return behaves(d, pair.before, "sensitised", `The alert \`${name}\` fires more often.`);
    case "numbers":
      return behaves(
        d,
        pair.before,
        "desensitised",
        `A number or a window of the alert \`${name}\` is changed, and it is not proven to fire as often as before.`,
      );
    case "other":
      return tell(d, "A07", `The alert \`${name}\` fires for another condition under the same name.`);
  }
};

function behaves(d: Difference, { severity }: Alert, behaviour: Behaviour, message: string): Change[] {
  return tell(d, "A04", message, { behaviour, ...(severity === "page" ? { pages: true } : {}) });
}

function isOtherlyLabelled(before: Side, after: Side): boolean {
  return labelsOf(before).join() !== labelsOf(after).join();
}

function isRevived(before: Side, after: Side): boolean {
  return isDead(before) && !isDead(after);
}

const alertFor: Classify = (d, context) => {
  const pair = alertOf(d, context);
  if (!pair) return undefined;
  if (follows(pair.after, context)) return [];
  const [before = 0, after = 0] = numbers(d) ?? [];
  const behaviour = after > before ? "desensitised" : "sensitised";
  return behaves(
    d,
    pair.before,
    behaviour,
    `The alert \`${d.path[1]}\` fires after ${after} s, not after ${before} s.`,
  );
};

/** One that is kept for less time ends while what it tells of may go on. */
const alertKept: Classify = (d, context) => {
  const pair = alertOf(d, context);
  if (!pair) return undefined;
  const [before = 0, after = 0] = numbers(d) ?? [];
  const behaviour = after > before ? "sensitised" : "desensitised";
  const message = `The alert \`${d.path[1]}\` goes on firing for ${after} s after it held last, not for ${before} s.`;
  return behaves(d, pair.before, behaviour, message);
};

const alertSeverity: Classify = (d) =>
  tell(d, "A08", `The severity of the alert \`${d.path[1]}\` is changed ${fromTo(d)}.`);
const alertLabels: Classify = (d) =>
  tell(d, "A03", `The labels of the alert \`${d.path[1]}\` are changed ${fromTo(d)}.`);
const alertInhibits: Classify = (d) => tell(d, "A09", `What the alert \`${d.path[1]}\` mutes is changed ${fromTo(d)}.`);
const notifications: Classify = (d) =>
  tell(d, "A10", `The pace of notifications is changed: \`${d.path.slice(1).join(".")}\` ${fromTo(d)}.`);
const alertText: Classify = (d) =>
  tell(d, "A05", `\`${d.path[2]}\` of the alert \`${d.path[1]}\` is worded otherwise.`);

/** What no difference of the alert itself shows: other labels, or life, by what its expression reads. */
export function alertsRead(context: Context): Change[] {
  return context.target.alerts.flatMap((after) => {
    const before = context.base.alerts.find(({ name }) => name === after.name);
    if (!before) return [];
    const [a, b] = sides({ before, after }, context);
    const place = { path: `alerts/${after.name}/expr`, artifact: "metrics" as const, at: after.at("expr") };
    if (isOtherlyLabelled(a, b))
      return [
        change("A03", {
          ...place,
          message: `The alert \`${after.name}\` has the labels ${listed(labelsOf(b))}, no longer ${listed(labelsOf(a))}.`,
        }),
      ];
    if (isRevived(a, b))
      return [
        change("A06", {
          ...place,
          behaviour: "newly-firing",
          message: `The alert \`${after.name}\` could never fire, and can now.`,
        }),
      ];
    return [];
  });
}

const rule: Classify = (d, context) => {
  if (isOfObjective(d, context)) return [];
  if (d.before && d.after) return undefined;
  return d.before
    ? tell(d, "R01", `The recording rule \`${d.path[1]}\` is gone, so queries that name it are empty.`)
    : tell(d, "R02", `The recording rule \`${d.path[1]}\` is new.`);
};

const ruleExpression: Classify = (d, context) => {
  const pair = ruleOf(d, context);
  if (!pair) return undefined;
  const [before, after] = sides(pair, context);
  if (isOtherlyLabelled(before, after)) return [];
  return relation(before, after) === "same"
    ? tell(d, "R05", `The recording rule \`${d.path[1]}\` is written otherwise, and gives the same.`)
    : tell(d, "R04", `The recording rule \`${d.path[1]}\` gives other values under the same name.`);
};

function listed(labels: readonly string[] = []): string {
  return labels.length === 0 ? "none" : labels.join(", ");
}

/** Recording rules whose labels are others, by what they read or by themselves. */
export function rulesRead(context: Context): Change[] {
  return context.target.recordingRules.flatMap((after) => {
    const before = context.base.recordingRules.find(({ record }) => record === after.record);
    const pair = before && sides({ before, after }, context);
    if (!pair || !isOtherlyLabelled(...pair)) return [];
    const [a, b] = pair.map(labelsOf);
    const message = `The recording rule \`${after.record}\` gives the labels ${listed(b)}, no longer ${listed(a)}.`;
    return [
      change("R03", {
        path: `recording_rules/${after.record}/expr`,
        artifact: "metrics",
        at: after.at("expr"),
        message,
      }),
    ];
  });
}

const promise =
  (what: string): Classify =>
  (d) => {
    if (d.before && d.after) return undefined;
    const made = what === "objective" ? ", with its rules and alerts" : "";
    return d.before
      ? tell(d, "S03", `The ${what} \`${d.path[1]}\` is gone${made}.`)
      : tell(d, "S04", `The ${what} \`${d.path[1]}\` is new${made}.`);
  };

/** Which way is looser: up or down. */
function moved(d: Difference, what: string, up: "looser" | "tighter", details: MovedDetails = () => ({})): Change[] {
  const [before = 0, after = 0] = numbers(d) ?? [];
  const looser = after > before === (up === "looser");
  const message = `\`${d.path[2]}\` of the ${what} \`${d.path[1]}\` is changed ${fromTo(d)}, which promises ${looser ? "less" : "more"}.`;
  return tell(d, looser ? "S01" : "S02", message, details(looser));
}

type MovedDetails = (looser: boolean) => Parameters<typeof tell>[3];

/** An objective of our own is nobody's promise but ours; its alerts follow it. */
const objective =
  (up: "looser" | "tighter"): Classify =>
  (d, context) =>
    moved(d, "objective", up, (looser) => ({ ...(looser ? { class: "minor" } : {}), ...followed(d, context, looser) }));

/** What the alerts made of an objective do differently. */
function followed(d: Difference, { base }: Context, rarer: boolean): { behaviour: Behaviour; pages?: boolean } {
  const pages = base.alerts.some(({ slo, severity }) => slo === d.path[1] && severity === "page");
  return { behaviour: rarer ? "desensitised" : "sensitised", ...(pages ? { pages } : {}) };
}

const fewestEvents: Classify = (d, context) => {
  const [before = 0, after = 0] = numbers(d) ?? [];
  const message = `\`min_events\` of the objective \`${d.path[1]}\` is changed ${fromTo(d)}: below it no alert fires.`;
  return tell(d, "S07", message, followed(d, context, after > before));
};

const slaThreshold: Classify = (d, context) => {
  const op = slaOf(d, context)?.after.op ?? "<=";
  return op === "==" || op === "!="
    ? measured("SLA")(d, context)
    : moved(d, "SLA", op.startsWith("<") ? "looser" : "tighter");
};

const slaWindow: Classify = (d, context) => (numbers(d) ? moved(d, "SLA", "looser") : measured("SLA")(d, context));

const measured =
  (what: string): Classify =>
  (d) =>
    tell(
      d,
      "S05",
      `\`${d.path[2]}\` of the ${what} \`${d.path[1]}\` is changed, so the same name promises another thing.`,
    );

const slaExpression: Classify = (d, context) => {
  const pair = slaOf(d, context);
  return pair && expressionOf(d, context, "SLA", pair.before.expr, pair.after.expr);
};

const sloEvents: Classify = (d, context) => {
  const pair = sloOf(d, context);
  const of = (slo: Slo | undefined) => (d.path[2] === "bad" ? slo?.bad : slo?.total);
  const [before, after] = [of(pair?.before), of(pair?.after)];
  return before && after ? expressionOf(d, context, "objective", before, after) : measured("objective")(d, context);
};

function expressionOf(
  d: Difference,
  context: Context,
  what: string,
  before: Expression,
  after: Expression,
): readonly Change[] | undefined {
  const same = relation({ expr: before, model: context.base }, { expr: after, model: context.target }) === "same";
  if (!same) return measured(what)(d, context);
  return tell(
    d,
    "S06",
    `\`${d.path[2]}\` of the ${what} \`${d.path[1]}\` is written otherwise, and measures the same.`,
  );
}

const described =
  (what: string): Classify =>
  (d) =>
    tell(d, "S06", `\`${d.path[2]}\` of the ${what} \`${d.path[1]}\` is worded otherwise.`);

const watched =
  (what: string): Classify =>
  (d) =>
    tell(d, "S07", `\`${d.path[2]}\` of the ${what} \`${d.path[1]}\` is changed.`);

const ofCompiler: Classify = (d) =>
  tell(d, "K01", `\`${d.path[2]}\` of \`${d.path[1]}\` is changed; only the compiler reads it.`);
const ruleHelp: Classify = (d) =>
  tell(d, "R05", `The help of the recording rule \`${d.path[1]}\` is worded otherwise.`);

export const rulesRules: readonly Rule[] = [
  ["recording_rules/*", rule],
  ["recording_rules/*/expr", ruleExpression],
  ["recording_rules/*/help", ruleHelp],
  ["recording_rules/*/allow", ofCompiler],
  ["alerts/*", alert],
  ["alerts/*/expr", alertExpression],
  ["alerts/*/for", alertFor],
  ["alerts/*/keep_firing_for", alertKept],
  ["alerts/*/severity", alertSeverity],
  ["alerts/*/labels", alertLabels],
  ["alerts/*/inhibits", alertInhibits],
  ["alerts/*/inhibits/*", alertInhibits],
  ["notifications/*/*", notifications],
  ["alerts/*/summary", alertText],
  ["alerts/*/action", alertText],
  ["alerts/*/playbook", alertText],
  ["alerts/*/allow", ofCompiler],
  ["alerts/*/tests", ofCompiler],
  ["slas/*", promise("SLA")],
  ["slas/*/expr", slaExpression],
  ["slas/*/op", measured("SLA")],
  ["slas/*/threshold", slaThreshold],
  ["slas/*/window", slaWindow],
  ["slas/*/alert", watched("SLA")],
  ["slas/*/help", described("SLA")],
  ["slas/*/allow", ofCompiler],
  ["slos/*", promise("objective")],
  ["slos/*/kind", measured("objective")],
  ["slos/*/bad", sloEvents],
  ["slos/*/total", sloEvents],
  ["slos/*/objective", objective("tighter")],
  ["slos/*/period", objective("looser")],
  ["slos/*/le", objective("looser")],
  ["slos/*/min_events", fewestEvents],
  ["slos/*/tiers", watched("objective")],
  ["slos/*/tiers/*", watched("objective")],
  ["slos/*/help", described("objective")],
  ["slos/*/playbook", described("objective")],
  ["slos/*/allow", ofCompiler],
];

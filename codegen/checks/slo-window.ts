/** The windows of an objective's burn rates lie within what Prometheus keeps and within the period of the budget. */
import { formatDuration } from "../duration.ts";
import type { BurnTier, Model, Slo } from "../model.ts";
import { error, type Problem, type Span, warning } from "../problem.ts";
import { burnFactor, shown } from "../slo-tiers.ts";
import type { Check } from "./check.ts";

const id = "slo/window";
const code = "P14";

/** Over 28d, the shortest of the usual periods, the slowest burn rate is 0.93. */
const SLOWEST = 0.9;

export const sloWindow: Check = {
  id,
  code,
  explain: {
    what: "A burn rate looks further back than Prometheus keeps samples, or its window is a large part of the budget's period.",
    why: "Of samples that are gone no ratio can be taken. And a window of nearly the whole period spends its share at a rate at which the objective is kept: the alert tells of trouble that is none.",
    wrong: "prometheus: {retention: 2d}\nslos:\n  - {name: tasks_done, period: 30d, …}  # looks 3d back",
    right: "prometheus: {retention: 15d}\nslos:\n  - {name: tasks_done, period: 30d, …}",
    severities: ["error", "warning"],
  },
  check: (model) => model.slos.flatMap((slo) => [...beyondRetention(slo, model), ...beyondPeriod(slo)]),
};

function beyondRetention(slo: Slo, { prometheus: { retentionSeconds } }: Model): Problem[] {
  const lost = slo.tiers.filter(({ long }) => long.seconds > retentionSeconds);
  if (lost.length === 0) return [];
  const back = lost.map(({ long }) => formatDuration(long.seconds)).join(" and ");
  const kept = formatDuration(retentionSeconds);
  const message = `\`${slo.name}\` looks ${back} back, but Prometheus keeps ${kept}: ${back} > ${kept}.`;
  const help = `Raise \`prometheus.retention\` here and where Prometheus runs, or ${leaveOut(slo, lost)}.`;
  return [error(id, placeOf(slo), message, help, code)];
}

function beyondPeriod(slo: Slo): Problem[] {
  const wide = slo.tiers.filter((tier) => burnFactor(tier, slo) < SLOWEST);
  if (wide.length === 0) return [];
  const period = formatDuration(slo.periodSeconds);
  const arithmetic = wide.map((tier) => {
    const [budget, long] = [shown(tier.budget), formatDuration(tier.long.seconds)];
    return `${budget} × ${period} / ${long} = ${shown(burnFactor(tier, slo))}`;
  });
  const useless = wide.some(({ long }) => long.seconds > slo.periodSeconds);
  const effect = useless ? "looks further back than its period" : "fires while the objective is kept";
  const message = `\`${slo.name}\` ${effect}: its burn rate is ${arithmetic.join(", ")}, and at 1 the budget lasts the whole period.`;
  const help = `Take a longer period, such as 28d, or ${leaveOut(slo, wide)}.`;
  return [(useless ? error : warning)(id, slo.at("period"), message, help, code)];
}

function leaveOut({ tiers }: Slo, some: readonly BurnTier[]): string {
  const rest = tiers.filter((tier) => !some.includes(tier));
  return rest.length === 0 ? "take faster `tiers`" : `write \`tiers: [${rest.map(({ name }) => name).join(", ")}]\``;
}

/** The tiers where they are written, else the name. */
function placeOf({ at }: Slo): Span {
  const [whole, tiers] = [at(), at("tiers")];
  return tiers.start === whole.start && tiers.end === whole.end ? at("name") : tiers;
}

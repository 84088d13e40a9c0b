/** Every burn rate of an objective can be reached: an error ratio is never above 1. */
import type { Slo } from "../model.ts";
import { error, type Problem } from "../problem.ts";
import { burnFactor, burnLimit, leastObjective, shown } from "../slo-tiers.ts";
import type { Check } from "./check.ts";

const id = "slo/unreachable";
const code = "P11";

export const sloUnreachable: Check = {
  id,
  code,
  explain: {
    what: "A burn rate times the error budget of an objective is 1 or more, so that not even errors alone reach it.",
    why: "The alert never fires: 14.4 times a budget of 10 % are 144 % errors. The objective looks guarded by a page and is not.",
    wrong: "- {name: tasks_done, objective: 0.9, period: 30d, …}  # 14.4 × (1 − 0.9) = 1.44",
    right: "- {name: tasks_done, objective: 0.9, period: 30d, tiers: [6h, 1d, 3d], …}",
  },
  check: ({ slos }) => slos.flatMap(checkSlo),
};

function checkSlo(slo: Slo): Problem[] {
  const dead = slo.tiers.filter((tier) => burnLimit(tier, slo) >= 1);
  const alive = slo.tiers.filter((tier) => !dead.includes(tier));
  if (dead.length === 0) return [];
  const arithmetic = dead.map((tier) => {
    const [factor, limit] = [burnFactor(tier, slo), burnLimit(tier, slo)].map(shown);
    return `${factor} × (1 − ${slo.objective}) = ${limit} ≥ 1`;
  });
  const names = dead.map(({ name }) => name).join(" and ");
  const message = `\`${slo.name}\` can never fire for ${names}, not even when every event is bad: ${arithmetic.join(", ")}.`;
  const needed = dead.map((tier) => `${leastObjective(burnFactor(tier, slo))} for ${tier.name}`).join(" and ");
  const rest =
    alive.length === 0 ? "." : `, or leave it out: \`tiers: [${alive.map(({ name }) => name).join(", ")}]\`.`;
  return [error(id, slo.at("objective"), message, `Raise the objective to at least ${needed}${rest}`, code)];
}

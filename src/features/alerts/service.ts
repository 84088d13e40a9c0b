/** What operators are told of the alerts: which hold, since when, what each says, and what could be done. */
import type { components } from "../../../generated/api.ts";
import type { ActiveAlert } from "../../core/promql/alert-state.ts";
import type { AlertView } from "../../core/promql/rules.ts";
import { factsOf } from "./facts.ts";
import { type Situation, suggestionsFor } from "./suggestions.ts";
import { renderTemplate } from "./template.ts";
import type { Watched } from "./watch.ts";

type Alert = components["schemas"]["Alert"];
type AlertList = components["schemas"]["AlertList"];

/** What suggestions need beside the watched samples. */
export type Surroundings = Pick<Situation, "settings" | "slots" | "expiredBytes">;

const order: readonly Alert["state"][] = ["firing", "pending", "unknown", "inactive"];

/** All alerts, those that fire first, else in the order of the contract. */
export function alertList(watched: Watched, surroundings: Surroundings): AlertList {
  const facts = factsOf(watched.samples, watched.evaluatedAtMs);
  const alerts = [
    ...watched.alerts.flatMap((view) => alertsOf(view, watched, { ...surroundings, facts })),
    ...watched.unseen.map(({ rule, blindness }) => unknown(rule, blindness, "prometheus")),
  ];
  return {
    watching_since: time(watched.watchingSinceMs),
    evaluated_at: time(watched.evaluatedAtMs),
    alerts: alerts.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state)),
  };
}

/** True where any alert holds: only then suggestions, and what they need, are asked for. */
export function anyHolds({ alerts }: Watched): boolean {
  return alerts.some(({ active }) => active.length > 0);
}

function alertsOf(view: AlertView, watched: Watched, situation: Omit<Situation, "labels">): Alert[] {
  const { rule, active, refusal, failure, quietSinceMs } = view;
  if (refusal !== undefined) return [unknown(rule, refusal, "prometheus")];
  if (failure !== undefined) return [unknown(rule, failure, null)];
  if (active.length > 0) return active.map((one) => holding(view, one, situation));
  const since = time(quietSinceMs ?? watched.watchingSinceMs);
  return [{ ...nothingKnown(rule), state: "inactive", since }];
}

type Rule = AlertView["rule"];

function nothingKnown({ name, severity, action, playbook }: Rule): Omit<Alert, "state"> {
  const empty = { needs: null, reason: null, since: null, value: null, labels: {}, summary: null, suggestions: [] };
  return { name, severity, ...empty, action, playbook };
}

function unknown(rule: Rule, reason: string, needs: Alert["needs"]): Alert {
  return { ...nothingKnown(rule), state: "unknown", needs, reason };
}

function holding({ rule }: AlertView, one: ActiveAlert, situation: Omit<Situation, "labels">): Alert {
  const { labels, value, state, activeSinceMs, firingSinceMs } = one;
  return {
    ...nothingKnown(rule),
    state,
    since: time(firingSinceMs ?? activeSinceMs),
    value: Number.isFinite(value) ? value : null,
    labels,
    summary: renderTemplate(rule.summary, one),
    action: renderTemplate(rule.action, one),
    suggestions: suggestionsFor(rule.playbook, { ...situation, labels }),
  };
}

function time(ms: number): string {
  return new Date(ms).toISOString();
}

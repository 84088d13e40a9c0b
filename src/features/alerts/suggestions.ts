/** What an operator could do about an alert, and what is known of what it would change: one pure function a playbook step. */
import { alertRules, type Expression, type Selector } from "../../../generated/alerts.ts";
import type { components } from "../../../generated/api.ts";
import { params as contractParams, type Outcome, type Result } from "../../../generated/contract.ts";
import { operands } from "../../core/promql/rules.ts";
import type { Settings } from "../../core/settings.ts";
import type { Slot } from "../../core/slot.ts";
import { type Count, type Facts, having, summed, total } from "./facts.ts";

export type Suggestion = components["schemas"]["Suggestion"];

/** What a suggestion is made from. */
export interface Situation {
  /** Of what the alert holds for. */
  readonly labels: Readonly<Record<string, string>>;
  readonly facts: Facts;
  readonly settings: Settings;
  /** undefined while the database cannot be read; so is `expiredBytes`. */
  readonly slots: readonly Slot[] | undefined;
  /** Bytes of results that are older than the TTL in force and still there. */
  readonly expiredBytes: number | undefined;
}

type Family = (situation: Situation) => Suggestion[];

/** By the anchor of the playbook. Without an entry nothing can be done from here: the playbook's own words stand. */
const families: Readonly<Record<string, Family>> = {
  timeouts,
  "provider-errors": providerErrors,
  "media-disk": mediaDisk,
  rejections,
  "error-budget": (situation) =>
    situation.labels["slo"] === "ingest_edited" ? ofOutcomes(situation) : timeouts(situation),
};

/** The suggestions for an alert that holds, the likeliest first. */
export function suggestionsFor(playbook: string, situation: Situation): Suggestion[] {
  const anchor = playbook.split("#")[1] ?? "";
  return Object.hasOwn(families, anchor) ? (families[anchor]?.(situation) ?? []) : [];
}

/** Anchors that have suggestions. */
export const suggestedAnchors: readonly string[] = Object.keys(families);

const HALF_HOUR = 30;

function timeouts(situation: Situation): Suggestion[] {
  const { facts, slots } = situation;
  const late = having(facts.jobs, { outcome: "timeout" });
  const [worst] = summed(late, "slot_id", "provider");
  const where = worst === undefined ? "" : `${whereOf(worst, total(late), "timeouts", facts)} `;
  const [worstProvider] = summed(late, "provider");
  const { provider = "" } = worstProvider?.labels ?? {};
  return [
    ...raiseT(situation, where),
    ...lowerParallelism(situation, where, provider),
    ...(provider === "" || slots === undefined ? [] : failover(provider, slots, where)),
    noticeOf(`${total(late)} photos of the last ${facts.minutes} minutes got no picture in time`),
  ];
}

/** How much of everything the greatest part is: "31 of 40 timeouts (78 %) … are slot-005 at gemini." */
function whereOf({ labels, count }: Count, all: number, what: string, { minutes }: Facts): string {
  const names = [labels["slot_id"], labels["provider"]].filter((name) => name !== undefined);
  return `${share(count, all)} of the ${all} ${what} of the last ${minutes} minutes are ${names.join(" at ")}.`;
}

function share(count: number, all: number): string {
  return all === 0 ? "0 %" : `${Math.round((100 * count) / all)} %`;
}

/** Steps that the playbook speaks of: 55 s, then the longest. */
function raiseT({ facts, settings }: Situation, where: string): Suggestion[] {
  const seconds = [55, contractParams.t_sync_response.max].find((step) => step > settings.tSyncResponseSeconds);
  if (seconds === undefined) return [];
  const near = `${facts.lastTenth} of ${facts.withinT} jobs that ended within ${settings.tSyncResponseSeconds} s needed its last tenth`;
  const unknown = "how long those that were cut off would have taken nobody knows";
  return [
    {
      type: "t_sync_response.set",
      params: { seconds },
      revert_after_minutes: HALF_HOUR,
      effect: `${where}New photos get ${seconds - settings.tSyncResponseSeconds} s more: ${near}; ${unknown}.`,
    },
  ];
}

function lowerParallelism({ facts, settings }: Situation, where: string, provider: string): Suggestion[] {
  const limit = Math.floor(settings.maxParallel / 2);
  if (limit < 1) return [];
  const overloaded = total(having(facts.attempts, { provider, result: "overload" }));
  const said = provider === "" ? "" : ` ${provider} refused ${overloaded} calls as overload.`;
  return [
    {
      type: "parallelism.set",
      params: { limit },
      revert_after_minutes: HALF_HOUR,
      effect: `${where}At most ${limit} photos at once instead of ${settings.maxParallel}; what is beyond is answered 429 at once.${said}`,
    },
  ];
}

/** Only where some slot of the provider has a standby: the others would be left as they are. */
function failover(provider: string, slots: readonly Slot[], where: string): Suggestion[] {
  const own = slots.filter((slot) => slot.provider === provider && slot.id !== "slot-test");
  const [ready, bare] = [own.filter((slot) => slot.standby !== null), own.filter((slot) => slot.standby === null)];
  if (ready.length === 0) return [];
  const without =
    bare.length === 0
      ? ""
      : ` ${idsOf(bare)} ${bare.length === 1 ? "has" : "have"} no standby and ${bare.length === 1 ? "stays" : "stay"} at ${provider}.`;
  const standbys = [...new Set(ready.map(({ standby }) => standby?.provider))].join(" and ");
  return [
    {
      type: "provider.failover",
      params: { provider },
      revert_after_minutes: null,
      effect: `${where}${idsOf(ready)} ${ready.length === 1 ? "is" : "are"} edited by ${standbys} instead.${without}`,
    },
  ];
}

function idsOf(slots: readonly Slot[]): string {
  const ids = slots.map(({ id }) => id);
  return ids.length > 4 ? `${ids.slice(0, 3).join(", ")} and ${ids.length - 3} more` : ids.join(", ");
}

function noticeOf(what: string): Suggestion {
  const effect = `/status and the customer's webhook say so: ${what}.`;
  const text = "Pictures may take longer or fail at the moment. We are working on it.";
  return { type: "notice.set", params: { text }, revert_after_minutes: null, effect };
}

/** A provider that fails, or a slot that was left in maintenance. */
function providerErrors(situation: Situation): Suggestion[] {
  const { labels, facts, slots = [] } = situation;
  const slot = slots.find(({ id }) => id === labels["slot_id"]);
  if (labels["slot_id"] !== undefined) return slot?.state === "maintenance" ? [activation(slot)] : [];
  const { provider = "" } = labels;
  const calls = having(facts.attempts, { provider });
  const failed = failedOf(calls);
  const [kind] = summed(failed, "result");
  const most =
    kind === undefined ? "" : `, most of them (${share(kind.count, total(failed))}) ${kind.labels["result"]}`;
  const where = `${total(failed)} of ${total(calls)} calls to ${provider} failed in the last ${facts.minutes} minutes${most}. `;
  return [...failover(provider, slots, where), ...maintenance(provider, failed, slots)];
}

/** Slots of the provider that have no standby and fail, the worst three. */
function maintenance(provider: string, failed: readonly Count[], slots: readonly Slot[]): Suggestion[] {
  const bare = slots.filter(
    (slot) => slot.provider === provider && slot.standby === null && slot.state !== "maintenance",
  );
  return summed(failed, "slot_id")
    .filter(({ labels }) => bare.some(({ id }) => id === labels["slot_id"]))
    .slice(0, 3)
    .map(({ labels: { slot_id = "" }, count }) => ({
      type: "slot.maintenance",
      params: { slot_id },
      revert_after_minutes: null,
      effect: `${slot_id} has no standby and ${share(count, total(failed))} of the failed calls: its photos are answered 503 at once instead of failing late.`,
    }));
}

function activation({ id, stateReason, stateSinceMs }: Slot): Suggestion {
  const why = stateReason === "" ? "no reason was given" : `the reason was: ${stateReason}`;
  const since = new Date(stateSinceMs).toISOString();
  const effect = `${id} takes photos again; it is in maintenance since ${since}, ${why}.`;
  return { type: "slot.activate", params: { slot_id: id }, revert_after_minutes: null, effect };
}

function mediaDisk({ facts, settings, expiredBytes }: Situation): Suggestion[] {
  const { volume } = facts;
  if (volume === undefined) return [];
  const used = volume.sizeBytes - volume.availableBytes;
  const fullness = `The volume is ${share(used, volume.sizeBytes)} full`;
  const after = expiredBytes === undefined ? undefined : share(used - expiredBytes, volume.sizeBytes);
  const frees =
    expiredBytes === undefined
      ? "how much has expired cannot be read now"
      : `${bytes(expiredBytes)} of results have expired, after which it is ${after} full`;
  const hours = Math.max(1, Math.floor(settings.resultTtlHours / 2));
  return [
    { type: "cleanup.run", params: {}, revert_after_minutes: null, effect: `${fullness}: ${frees}.` },
    ...(hours < settings.resultTtlHours
      ? [
          {
            type: "ttl.set" as const,
            params: { hours },
            revert_after_minutes: null,
            effect: `Results are kept for ${hours} h instead of ${settings.resultTtlHours} h, those that exist already, too; the next cleanup removes what is older.`,
          },
        ]
      : []),
  ];
}

function bytes(count: number): string {
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  const step = count < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(count) / 10));
  return `${Number((count / 1024 ** step).toFixed(1))} ${units[step]}`;
}

/** What frees the resource that a reason names. Reasons without an entry are for people at the machine. */
const byReason: Readonly<Record<string, (situation: Situation, where: string) => Suggestion[]>> = {
  busy: ({ settings: { maxParallel } }, where) => [
    {
      type: "parallelism.set",
      params: { limit: maxParallel * 2 },
      revert_after_minutes: HALF_HOUR,
      effect: `${where}Up to ${maxParallel * 2} photos at once instead of ${maxParallel}, if machine and provider have room.`,
    },
  ],
  storage_pressure: (situation, where) =>
    mediaDisk(situation).map((suggestion) => ({ ...suggestion, effect: where + suggestion.effect })),
  slot_tripped: ({ facts, slots = [] }, where) =>
    summed(failedOf(facts.attempts), "provider")
      .slice(0, 1)
      .flatMap(({ labels: { provider = "" } }) => failover(provider, slots, where)),
};

function rejections(situation: Situation): Suggestion[] {
  const { facts } = situation;
  const own = facts.rejected.filter(({ labels: { reason = "" } }) => isOwnReason(reason));
  const [worst] = summed(own, "reason");
  const { reason = "" } = worst?.labels ?? {};
  if (worst === undefined) return [];
  const where = `${share(worst.count, total(own))} of the ${total(own)} refusals of the last ${facts.minutes} minutes are ${reason}. `;
  const actions = Object.hasOwn(byReason, reason) ? (byReason[reason]?.(situation, where) ?? []) : [];
  return [
    ...actions,
    noticeOf(`${total(own)} photos of the last ${facts.minutes} minutes were refused, most as ${reason}`),
  ];
}

/** Whether a refusal is the service's own and not the client's, as the alert on refusals has it. */
function isOwnReason(reason: string): boolean {
  return ownReasons.some(({ value, flags }) => new RegExp(value, flags).test(reason));
}

const ownReasons = alertRules
  .flatMap((rule) => (rule.evaluable ? selectorsOf(rule.expr) : []))
  .filter(({ metric }) => metric === "ingest_rejected_total")
  .flatMap(({ matchers }) => matchers.filter(({ label, op }) => label === "reason" && op === "=~"));

function selectorsOf(expr: Expression): Selector[] {
  return expr.type === "selector" ? [expr] : operands(expr).flatMap(selectorsOf);
}

/** Calls that a provider failed; refusing a photo is an answer. */
function failedOf(attempts: readonly Count[]): Count[] {
  const answers: readonly (string | undefined)[] = ["ok", "rejected"] satisfies Result[];
  return attempts.filter(({ labels: { result } }) => !answers.includes(result));
}

/** By the outcome that most photos without a picture had. */
function ofOutcomes(situation: Situation): Suggestion[] {
  const { jobs } = situation.facts;
  const [worst] = summed(jobs, "outcome").filter(({ labels: { outcome } }) => badOutcomes.includes(outcome));
  if (worst?.labels["outcome"] === "timeout") return timeouts(situation);
  if (worst?.labels["outcome"] !== "provider_error") return [];
  const [failing] = summed(having(jobs, { outcome: "provider_error" }), "provider");
  return providerErrors({ ...situation, labels: { provider: failing?.labels["provider"] ?? "" } });
}

const badOutcomes: readonly (string | undefined)[] = [
  "timeout",
  "provider_error",
  "internal_error",
] satisfies Outcome[];

/**
 * The breaker: when a provider counts as degraded, when a slot is taken from it, and when it gets it back. Rules and
 * memory only: who calls it reads the slots, writes its decisions, and sends the canary photos.
 */
import { labelValues, type Provider, type SlotId, type State } from "../../generated/contract.ts";
import type { AttemptReport } from "./attempt-report.ts";
import {
  type AttemptWindow,
  addCounts,
  type Counts,
  createAttemptWindow,
  isImageless,
  noCounts,
} from "./attempt-window.ts";
import type { Slot } from "./slot.ts";

/** What a provider did for a photo of a slot. */
export type Attempted = Pick<AttemptReport, "slotId" | "slotVersion" | "provider" | "result" | "requestId">;

/** An imageless call is one that gave neither a picture nor a verdict on the photo. Times in milliseconds. */
export interface BreakerRules {
  /** What happened longer ago trips nothing: a provider that has gone must be left soon. */
  readonly windowMs: number;
  /**
   * One call in five within half an hour is what ProviderErrorsHigh tells of too; ten calls are the fewest that can say
   * so. In ten minutes a quiet event makes fewer: 22 photos were lost in 3.5 hours, and nobody would have been told.
   */
  readonly degraded: { readonly share: number; readonly attempts: number; readonly windowMs: number };
  /** Half of the degraded share, kept for `degraded.windowMs`: around one threshold the state would flap. */
  readonly recoveredBelow: number;
  /** Of the photos that a slot lost at its own provider after their retries: half of them, five at least. */
  readonly tripped: { readonly share: number; readonly attempts: number };
  /** The same over all slots of a provider; then each of them goes. */
  readonly allTripped: { readonly share: number; readonly attempts: number };
  /** With fewer calls to a provider than this in the window, one of its slots at least stays in service. */
  readonly minimumVolume: number;
  /** Before the first canary; twice as long after each one that fails. A provider that is down is down for minutes. */
  readonly coolDownMs: { readonly first: number; readonly most: number };
  /** Good canaries in a row before real photos follow: at a failure rate of a half, one slot in eight comes too early. */
  readonly canaries: number;
}

export const breakerRules: BreakerRules = {
  windowMs: 600_000,
  degraded: { share: 0.2, attempts: 10, windowMs: 1_800_000 },
  recoveredBelow: 0.1,
  tripped: { share: 0.5, attempts: 5 },
  allTripped: { share: 0.5, attempts: 20 },
  minimumVolume: 10,
  coolDownMs: { first: 30_000, most: 600_000 },
  canaries: 3,
};

export type BreakerEvent =
  | "provider.degraded"
  | "provider.recovered"
  | "slot.tripped"
  | "slot.probing"
  | "slot.still_tripped"
  | "slot.recovered";

/** Slots of one provider that change their state together, for one reason. */
export interface Decision {
  readonly event: BreakerEvent;
  readonly provider: Provider;
  /** As they were seen: a slot that was changed since is not to be touched. */
  readonly slots: readonly Slot[];
  readonly to: State;
  /** For operators, without a full stop. */
  readonly reason: string;
  /** Of the provider's last imageless calls, the newest last. */
  readonly requestIds: readonly string[];
}

/** How the canary photos of a slot went. */
export interface ProbeEnd {
  readonly slotId: SlotId;
  /** Of the slot that was probed. */
  readonly slotVersion: number;
  readonly good: boolean;
  readonly reason: string;
}

export interface Breaker {
  /** The slots as they are now. Whatever somebody else has changed starts clean: by hand beats by rule. */
  observe(slots: readonly Slot[]): void;
  /** A call that ended; those of slot-test count for nobody. */
  record(attempt: Attempted): void;
  /** A photo that is over, by its last call at this provider: a retry that comes good trips nothing. */
  recordFinal(final: Attempted): void;
  probed(end: ProbeEnd): void;
  /** The next change that the rules ask for, by the slots last observed; undefined when all is as it should be. */
  next(): Decision | undefined;
  /** A decision is committed; `slots` as they are saved. */
  done(decision: Decision, slots: readonly Slot[]): void;
}

/** What is remembered of a slot. */
interface Memory {
  /** The last version that is known: another one is somebody else's change. */
  version: number;
  /** Calls made with an older version count for nothing. */
  validFrom: number;
  /** Nor do calls made with a version older than this count against the slot: they belong to before it was tripped. */
  freshFrom: number;
  readonly calls: Map<Provider, { readonly all: AttemptWindow; readonly fresh: AttemptWindow }>;
  /** Trips and failed probings in a row. */
  strikes: number;
  probeAtMs: number;
  activeSinceMs: number;
  probed: ProbeEnd | undefined;
}

const REQUEST_IDS = 5;
/** The window slides in steps of this part of it. */
const STEPS = 60;

/** `clock` gives milliseconds and does not go back. */
export function createBreaker(clock: () => number, rules: BreakerRules = breakerRules): Breaker {
  return new RuleBreaker(clock, rules);
}

class RuleBreaker implements Breaker {
  readonly #clock: () => number;
  readonly #rules: BreakerRules;
  readonly #memories = new Map<SlotId, Memory>();
  readonly #requestIds = new Map<Provider, string[]>();
  /** Since when the share of a degraded provider has been low. */
  readonly #calmSinceMs = new Map<Provider, number>();
  #slots: readonly Slot[] = [];

  constructor(clock: () => number, rules: BreakerRules) {
    this.#clock = clock;
    this.#rules = rules;
  }

  observe(now: readonly Slot[]): void {
    this.#slots = now.filter(({ id }) => id !== "slot-test");
    for (const slot of this.#slots) {
      const memory = this.#memories.get(slot.id);
      if (memory === undefined) this.#memories.set(slot.id, firstMemory(slot, this.#clock(), this.#rules));
      else if (memory.version !== slot.version) startClean(memory, slot, this.#clock(), this.#rules);
    }
  }

  record(attempt: Attempted): void {
    for (const window of this.#windowsFor(attempt)) window.add(this.#clock(), attempt.result);
    if (attempt.requestId === undefined || !isImageless(attempt.result)) return;
    const ids = [...(this.#requestIds.get(attempt.provider) ?? []), attempt.requestId];
    this.#requestIds.set(attempt.provider, ids.slice(-REQUEST_IDS));
  }

  recordFinal(final: Attempted): void {
    for (const window of this.#windowsFor(final)) window.addFinal(this.#clock(), final.result);
  }

  probed(end: ProbeEnd): void {
    const memory = this.#memories.get(end.slotId);
    if (memory !== undefined && memory.version === end.slotVersion) memory.probed = end;
  }

  next(): Decision | undefined {
    const rules: ((provider: Provider) => Decision | undefined)[] = [
      (provider) => this.#endProbe(provider),
      (provider) => this.#trip(provider),
      (provider) => this.#degrade(provider),
      (provider) => this.#recover(provider),
      (provider) => this.#beginProbe(provider),
    ];
    for (const rule of rules) {
      for (const provider of labelValues.provider) {
        const wanted = rule(provider);
        if (wanted !== undefined) return wanted;
      }
    }
    return undefined;
  }

  done({ event, provider }: Decision, saved: readonly Slot[]): void {
    this.#slots = this.#slots.map((slot) => saved.find(({ id }) => id === slot.id) ?? slot);
    if (event === "provider.recovered") this.#calmSinceMs.delete(provider);
    for (const slot of saved) {
      const memory = this.#memories.get(slot.id);
      if (memory !== undefined) remember(memory, event, slot, this.#clock(), this.#rules);
    }
  }

  #of(provider: Provider): Slot[] {
    return this.#slots.filter((slot) => slot.provider === provider);
  }

  #pooled(provider: Provider, which: "all" | "fresh", spanMs: number = this.#rules.windowMs): Counts {
    return [...this.#memories.values()]
      .map(({ calls }) => calls.get(provider)?.[which].sum(this.#clock(), spanMs) ?? noCounts)
      .reduce(addCounts, noCounts);
  }

  /** At the slot's own provider. */
  #callsOf({ id, provider }: Slot): Counts {
    const windows = this.#memories.get(id)?.calls.get(provider);
    return windows?.fresh.sum(this.#clock(), this.#rules.windowMs) ?? noCounts;
  }

  #decision(event: BreakerEvent, provider: Provider, to: State, affected: readonly Slot[], reason: string): Decision {
    return { event, provider, to, slots: affected, reason, requestIds: this.#requestIds.get(provider) ?? [] };
  }

  /** Where a call counts: nowhere, in the volume of its provider alone, or against its provider and its slot as well. */
  #windowsFor({ slotId, slotVersion, provider }: Attempted): AttemptWindow[] {
    const memory = this.#memories.get(slotId);
    if (memory === undefined || slotVersion < memory.validFrom) return [];
    const { all, fresh } = windowsOf(memory, provider, this.#rules);
    const slot = this.#slots.find(({ id }) => id === slotId);
    const over = slot?.provider === provider && (slotVersion < memory.freshFrom || isOut(slot));
    return over ? [all] : [all, fresh];
  }

  #trip(provider: Provider): Decision | undefined {
    const serving = this.#of(provider).filter(isServing);
    const fresh = this.#pooled(provider, "fresh");
    const all = fresh.attempts >= this.#rules.allTripped.attempts && share(fresh) >= this.#rules.allTripped.share;
    const wanted = all ? serving : serving.filter((slot) => isFailing(this.#callsOf(slot), this.#rules));
    const tripped = this.#spared(wanted, serving, this.#pooled(provider, "all").attempts);
    if (tripped.length === 0) return undefined;
    const broken = tripped.every((slot) => this.#callsOf(slot).configuration > 0);
    const counts = all ? fresh : tripped.map((slot) => this.#callsOf(slot)).reduce(addCounts, noCounts);
    const reason = broken ? `${provider} says that key, model, quota or settings are wrong` : told(provider, counts);
    return this.#decision("slot.tripped", provider, "tripped", tripped, reason);
  }

  /** Nobody is served by a provider that has no slot left, and nothing more is learned of it: few calls do not decide that. */
  #spared(wanted: readonly Slot[], serving: readonly Slot[], attempts: number): readonly Slot[] {
    return wanted.length < serving.length || attempts >= this.#rules.minimumVolume ? wanted : wanted.slice(1);
  }

  #degrade(provider: Provider): Decision | undefined {
    const counts = this.#pooled(provider, "fresh", this.#rules.degraded.windowMs);
    const active = this.#of(provider).filter((slot) => slot.state === "active");
    if (active.length === 0 || this.#of(provider).some(isDegraded)) return undefined;
    if (counts.attempts < this.#rules.degraded.attempts || share(counts) < this.#rules.degraded.share) return undefined;
    return this.#decision("provider.degraded", provider, "degraded", active, told(provider, counts));
  }

  #recover(provider: Provider): Decision | undefined {
    const degraded = this.#of(provider).filter(isDegraded);
    const counts = this.#pooled(provider, "fresh", this.#rules.degraded.windowMs);
    // With a slot still out and next to no calls, silence is no recovery.
    const silent = counts.attempts < this.#rules.degraded.attempts && this.#of(provider).some(isOut);
    if (degraded.length === 0 || share(counts) >= this.#rules.recoveredBelow || silent) {
      this.#calmSinceMs.delete(provider);
      return undefined;
    }
    const since = this.#calmSinceMs.get(provider) ?? this.#clock();
    this.#calmSinceMs.set(provider, since);
    if (this.#clock() - since < this.#rules.degraded.windowMs) return undefined;
    const reason = `${told(provider, counts)}, and it has been so for a while`;
    return this.#decision("provider.recovered", provider, "active", degraded, reason);
  }

  #endProbe(provider: Provider): Decision | undefined {
    const probing = this.#of(provider).filter((slot) => slot.state === "probing");
    const slot = probing.find(({ id }) => this.#memories.get(id)?.probed !== undefined);
    const end = slot && this.#memories.get(slot.id)?.probed;
    if (slot === undefined || end === undefined) return undefined;
    if (!end.good) return this.#decision("slot.still_tripped", provider, "tripped", [slot], end.reason);
    const to = this.#of(provider).some(isDegraded) ? "degraded" : "active";
    return this.#decision("slot.recovered", provider, to, [slot], end.reason);
  }

  /** One slot of a provider at a time. */
  #beginProbe(provider: Provider): Decision | undefined {
    if (this.#of(provider).some(({ state }) => state === "probing")) return undefined;
    const due = this.#of(provider)
      .filter(({ state, id }) => state === "tripped" && (this.#memories.get(id)?.probeAtMs ?? 0) <= this.#clock())
      .sort((a, b) => (this.#memories.get(a.id)?.probeAtMs ?? 0) - (this.#memories.get(b.id)?.probeAtMs ?? 0));
    const [slot] = due;
    return slot && this.#decision("slot.probing", provider, "probing", [slot], "canary photos are tried");
  }
}

function isServing({ state }: Slot): boolean {
  return state === "active" || state === "degraded";
}

function isDegraded({ state }: Slot): boolean {
  return state === "degraded";
}

function isOut({ state }: Slot): boolean {
  return state === "tripped" || state === "probing";
}

/** Whether a slot has lost its provider, by its own photos alone. */
function isFailing({ finals, imagelessFinals, configuration }: Counts, { tripped }: BreakerRules): boolean {
  return configuration > 0 || (finals >= tripped.attempts && imagelessFinals / finals >= tripped.share);
}

function share({ attempts, imageless }: Counts): number {
  return attempts === 0 ? 0 : imageless / attempts;
}

function told(provider: Provider, counts: Counts): string {
  if (counts.attempts === 0) return `no calls to ${provider}`;
  return `${counts.imageless} of ${counts.attempts} calls to ${provider} gave no picture`;
}

function windowsOf(memory: Memory, provider: Provider, { windowMs, degraded }: BreakerRules) {
  const known = memory.calls.get(provider);
  if (known !== undefined) return known;
  const create = () => createAttemptWindow(Math.max(windowMs, degraded.windowMs), windowMs / STEPS);
  const windows = { all: create(), fresh: create() };
  memory.calls.set(provider, windows);
  return windows;
}

/** Of a slot that is seen for the first time: one that a process before this one tripped is probed again. */
function firstMemory({ version }: Slot, nowMs: number, { coolDownMs }: BreakerRules): Memory {
  return {
    ...{ version, validFrom: version, freshFrom: version, calls: new Map() },
    ...{ strikes: 0, probeAtMs: nowMs + coolDownMs.first, activeSinceMs: nowMs, probed: undefined },
  };
}

function startClean(memory: Memory, slot: Slot, nowMs: number, rules: BreakerRules): void {
  Object.assign(memory, firstMemory(slot, nowMs, rules));
}

/** A slot that trips again soon after it came back waits longer than the time before. */
function remember(memory: Memory, event: BreakerEvent, slot: Slot, nowMs: number, rules: BreakerRules): void {
  memory.version = slot.version;
  memory.probed = undefined;
  if (event === "slot.tripped" && nowMs - memory.activeSinceMs >= rules.windowMs) memory.strikes = 0;
  if (event === "slot.tripped" || event === "slot.still_tripped") {
    memory.probeAtMs = nowMs + Math.min(rules.coolDownMs.first * 2 ** memory.strikes, rules.coolDownMs.most);
    memory.strikes += 1;
  }
  if (event === "slot.recovered") memory.activeSinceMs = nowMs;
  if (event !== "slot.tripped" && event !== "slot.recovered") return;
  memory.freshFrom = slot.version;
  memory.calls.get(slot.provider)?.fresh.clear();
}

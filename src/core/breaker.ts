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
import { findCutOff, isOneAgainstOthers, type Testimony, type WitnessRules } from "./witnesses.ts";

/** What a provider did for a photo of a slot. */
export type Attempted = Pick<AttemptReport, "slotId" | "slotVersion" | "provider" | "result" | "requestId">;

/** Which instance made a call, and how many milliseconds ago it ended. */
export interface Heard {
  readonly instance: string;
  readonly ageMs: number;
}

/** A provider that one instance alone does not get on with: that instance sends it no photos. */
export interface CutOff {
  readonly instance: string;
  readonly provider: Provider;
}

export interface CutOffFound extends CutOff {
  /** For operators, without a full stop. */
  readonly reason: string;
  readonly requestIds: readonly string[];
}

/** What is known of the instances that share the slots. */
export interface Instances {
  /** Ids of those that are there. */
  readonly living: readonly string[];
  readonly cutOff: readonly CutOff[];
}

/** What the next one who decides must know of a slot, to go on where this one was. */
export interface SlotMemory {
  readonly slotId: SlotId;
  /** Of the slot as the rules left it: another one is somebody else's change, and this is void. */
  readonly version: number;
  readonly validFrom: number;
  readonly freshFrom: number;
  readonly strikes: number;
  /** For how many milliseconds it has been in service, or had been when it was tripped last. */
  readonly activeForMs: number;
}

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
  /** What the one before knew; to be called before the first look. */
  restore(memories: readonly SlotMemory[]): void;
  /**
   * The slots as they are now, and who works on them. Whatever somebody else has changed starts clean: by hand beats by
   * rule. Calls of an instance that is cut off count for nothing, and are forgotten when it is so no more.
   */
  observe(slots: readonly Slot[], instances: Instances): void;
  /** A call that ended; those of slot-test count for nobody. */
  record(attempt: Attempted, heard: Heard): void;
  /** A photo that is over, by its last call at this provider: a retry that comes good trips nothing. */
  recordFinal(final: Attempted, heard: Heard): void;
  probed(end: ProbeEnd): void;
  /** An instance that has to leave a provider alone; to be asked before `next`, and told by `observe` once it is so. */
  nextCutOff(): CutOffFound | undefined;
  /** The next change that the rules ask for, by the slots last observed; undefined when all is as it should be. */
  next(): Decision | undefined;
  /** What is to be remembered of the slots of a decision once they are saved. */
  memories(decision: Decision, slots: readonly Slot[]): SlotMemory[];
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
  /** By the instance that made them. */
  readonly calls: Map<Provider, Map<string, Windows>>;
  /** Trips and failed probings in a row. */
  strikes: number;
  probeAtMs: number;
  activeSinceMs: number;
  probed: ProbeEnd | undefined;
}

interface Windows {
  readonly all: AttemptWindow;
  readonly fresh: AttemptWindow;
}

const REQUEST_IDS = 5;
/** The window slides in steps of this part of it. */
const STEPS = 60;

/** Of the window: an instance without a call in that time has no traffic, and is no witness to wait for. */
const TRAFFIC_PART = 10;

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
  #instances: Instances = { living: [], cutOff: [] };
  #restored: readonly SlotMemory[] = [];

  constructor(clock: () => number, rules: BreakerRules) {
    this.#clock = clock;
    this.#rules = rules;
  }

  restore(memories: readonly SlotMemory[]): void {
    this.#restored = memories;
  }

  observe(now: readonly Slot[], instances: Instances): void {
    this.#slots = now.filter(({ id }) => id !== "slot-test");
    for (const slot of this.#slots) {
      const memory = this.#memories.get(slot.id);
      const first = () => firstMemory(slot, this.#clock(), this.#rules);
      if (memory === undefined) this.#memories.set(slot.id, { ...first(), ...this.#restoredOf(slot) });
      else if (memory.version !== slot.version) Object.assign(memory, first());
    }
    const healed = this.#instances.cutOff.filter((was) => !instances.cutOff.some((is) => isSame(is, was)));
    this.#instances = instances;
    for (const { calls } of this.#memories.values()) {
      for (const { provider, instance } of healed) calls.get(provider)?.delete(instance);
      for (const heard of calls.values())
        forgetGone(heard, instances.living, this.#clock(), longestWindowMs(this.#rules));
    }
  }

  record(attempt: Attempted, { instance, ageMs }: Heard): void {
    const atMs = this.#clock() - ageMs;
    for (const window of this.#windowsFor(attempt, instance)) window.add(atMs, attempt.result);
    if (attempt.requestId === undefined || !isImageless(attempt.result)) return;
    const ids = [...(this.#requestIds.get(attempt.provider) ?? []), attempt.requestId];
    this.#requestIds.set(attempt.provider, ids.slice(-REQUEST_IDS));
  }

  recordFinal(final: Attempted, { instance, ageMs }: Heard): void {
    const atMs = this.#clock() - ageMs;
    for (const window of this.#windowsFor(final, instance)) window.addFinal(atMs, final.result);
  }

  probed(end: ProbeEnd): void {
    const memory = this.#memories.get(end.slotId);
    if (memory !== undefined && memory.version === end.slotVersion) memory.probed = end;
  }

  nextCutOff(): CutOffFound | undefined {
    if (this.#instances.living.length < 2) return undefined;
    for (const provider of labelValues.provider) {
      const found = findCutOff(
        this.#testimonies(provider),
        this.#instances.living,
        this.#clock(),
        witnessRules(this.#rules),
      );
      if (found === undefined) continue;
      const reason = `${told(provider, found.counts)}, and other instances get theirs`;
      return { instance: found.instance, provider, reason, requestIds: this.#requestIds.get(provider) ?? [] };
    }
    return undefined;
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
      if (memory === undefined) continue;
      Object.assign(memory, nextMemory(memory, event, slot, this.#clock(), this.#rules));
      if (event !== "slot.tripped" && event !== "slot.recovered") continue;
      for (const { fresh } of memory.calls.get(slot.provider)?.values() ?? []) fresh.clear();
    }
  }

  memories({ event }: Decision, saved: readonly Slot[]): SlotMemory[] {
    const nowMs = this.#clock();
    return saved.flatMap((slot) => {
      const memory = this.#memories.get(slot.id);
      if (memory === undefined) return [];
      const { version, validFrom, freshFrom, strikes, activeSinceMs } = nextMemory(
        memory,
        event,
        slot,
        nowMs,
        this.#rules,
      );
      return { slotId: slot.id, version, validFrom, freshFrom, strikes, activeForMs: nowMs - activeSinceMs };
    });
  }

  /** What the one before remembered of a slot that nobody else has changed since. Its next canary comes as early as the first. */
  #restoredOf({ id, version }: Slot): Partial<Memory> {
    const found = this.#restored.find((memory) => memory.slotId === id && memory.version === version);
    if (found === undefined) return {};
    const { validFrom, freshFrom, strikes, activeForMs } = found;
    return { validFrom, freshFrom, strikes, activeSinceMs: this.#clock() - activeForMs };
  }

  #of(provider: Provider): Slot[] {
    return this.#slots.filter((slot) => slot.provider === provider);
  }

  /** By instance and slot, without those of instances that are cut off from the provider. */
  #heard(provider: Provider, id?: SlotId): { readonly instance: string; readonly slotId: SlotId; windows: Windows }[] {
    return [...this.#memories].flatMap(([slotId, { calls }]) =>
      id !== undefined && id !== slotId
        ? []
        : [...(calls.get(provider) ?? [])].flatMap(([instance, windows]) =>
            this.#instances.cutOff.some((is) => isSame(is, { instance, provider }))
              ? []
              : { instance, slotId, windows },
          ),
    );
  }

  #testimonies(provider: Provider, id?: SlotId): Testimony[] {
    return this.#heard(provider, id).map(({ windows, ...rest }) => ({ ...rest, window: windows.fresh }));
  }

  /** A failure that one instance alone reports, though others would see it too. */
  #isDoubtful(provider: Provider, id?: SlotId): boolean {
    const { living } = this.#instances;
    return isOneAgainstOthers(this.#testimonies(provider, id), living, this.#clock(), witnessRules(this.#rules));
  }

  #pooled(provider: Provider, which: keyof Windows, spanMs: number = this.#rules.windowMs): Counts {
    return this.#heard(provider)
      .map(({ windows }) => windows[which].sum(this.#clock(), spanMs))
      .reduce(addCounts, noCounts);
  }

  /** At the slot's own provider. */
  #callsOf({ id, provider }: Slot): Counts {
    return this.#testimonies(provider, id)
      .map(({ window }) => window.sum(this.#clock(), this.#rules.windowMs))
      .reduce(addCounts, noCounts);
  }

  #decision(event: BreakerEvent, provider: Provider, to: State, affected: readonly Slot[], reason: string): Decision {
    return { event, provider, to, slots: affected, reason, requestIds: this.#requestIds.get(provider) ?? [] };
  }

  /** Where a call counts: nowhere, in the volume of its provider alone, or against its provider and its slot as well. */
  #windowsFor({ slotId, slotVersion, provider }: Attempted, instance: string): AttemptWindow[] {
    const memory = this.#memories.get(slotId);
    if (memory === undefined || slotVersion < memory.validFrom) return [];
    const { all, fresh } = windowsOf(memory, provider, instance, this.#rules);
    const slot = this.#slots.find(({ id }) => id === slotId);
    const over = slot?.provider === provider && (slotVersion < memory.freshFrom || isOut(slot));
    return over ? [all] : [all, fresh];
  }

  #trip(provider: Provider): Decision | undefined {
    const serving = this.#of(provider).filter(isServing);
    const fresh = this.#pooled(provider, "fresh");
    const { attempts, share: least } = this.#rules.allTripped;
    const all = fresh.attempts >= attempts && share(fresh) >= least && !this.#isDoubtful(provider);
    const isLost = (slot: Slot) => isFailing(this.#callsOf(slot), this.#rules) && !this.#isDoubtful(provider, slot.id);
    const wanted = all ? serving : serving.filter(isLost);
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

function isSame(a: CutOff, b: CutOff): boolean {
  return a.instance === b.instance && a.provider === b.provider;
}

/** How long a call counts, in milliseconds. */
export function longestWindowMs({ windowMs, degraded }: BreakerRules): number {
  return Math.max(windowMs, degraded.windowMs);
}

function witnessRules({ windowMs, tripped, degraded }: BreakerRules): WitnessRules {
  return { windowMs, trafficMs: windowMs / TRAFFIC_PART, failing: tripped, wellBelow: degraded.share };
}

function windowsOf(memory: Memory, provider: Provider, instance: string, rules: BreakerRules): Windows {
  const byInstance = memory.calls.get(provider) ?? new Map<string, Windows>();
  memory.calls.set(provider, byInstance);
  const create = () => createAttemptWindow(longestWindowMs(rules), rules.windowMs / STEPS);
  const windows = byInstance.get(instance) ?? { all: create(), fresh: create() };
  byInstance.set(instance, windows);
  return windows;
}

/** An instance that has gone leaves its calls behind, for as long as they count. */
function forgetGone(heard: Map<string, Windows>, living: readonly string[], nowMs: number, spanMs: number): void {
  for (const [instance, { all }] of heard) {
    if (!living.includes(instance) && all.sum(nowMs, spanMs).attempts === 0) heard.delete(instance);
  }
}

/** Of a slot that is seen for the first time: one that a process before this one tripped is probed again. */
function firstMemory({ version }: Slot, nowMs: number, { coolDownMs }: BreakerRules): Memory {
  return {
    ...{ version, validFrom: version, freshFrom: version, calls: new Map() },
    ...{ strikes: 0, probeAtMs: nowMs + coolDownMs.first, activeSinceMs: nowMs, probed: undefined },
  };
}

/** After a decision. A slot that trips again soon after it came back waits longer than the time before. */
function nextMemory(memory: Memory, event: BreakerEvent, slot: Slot, nowMs: number, rules: BreakerRules): Memory {
  const next: Memory = { ...memory, version: slot.version, probed: undefined };
  if (event === "slot.tripped" && nowMs - memory.activeSinceMs >= rules.windowMs) next.strikes = 0;
  if (event === "slot.tripped" || event === "slot.still_tripped") {
    next.probeAtMs = nowMs + Math.min(rules.coolDownMs.first * 2 ** next.strikes, rules.coolDownMs.most);
    next.strikes += 1;
  }
  if (event === "slot.recovered") next.activeSinceMs = nowMs;
  if (event === "slot.tripped" || event === "slot.recovered") next.freshFrom = slot.version;
  return next;
}

/**
 * Connects the breaker's rules to the slots: takes in what calls came to, writes the changes, sends the canaries. All in
 * the background and one change after the other; nothing of it is on the way of an answer.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import type { Provider } from "../../../generated/contract.ts";
import {
  type Attempted,
  type BreakerRules,
  breakerRules,
  createBreaker,
  type Decision,
  type ProbeEnd,
} from "../../core/breaker.ts";
import { startDeadline } from "../../core/deadline.ts";
import type { Busy, Permit, Permits } from "../../core/permits.ts";
import type { Slot } from "../../core/slot.ts";
import { isUnavailable } from "../../storage/dialect.ts";
import { recordAudit } from "../../storage/repos/audit.ts";
import { listSlots, saveSlot } from "../../storage/repos/slots.ts";
import type { Db } from "../../storage/schema.ts";
import { inTransaction } from "../../storage/transaction.ts";
import { type CanaryDeps, sendCanary } from "./canary.ts";
import { createTeller, type Teller } from "./messages.ts";

export interface BreakerDeps extends CanaryDeps {
  readonly db: Db;
  readonly permits: Permits;
  readonly log: Logger;
  /** Told after each change of a slot's state, when it is committed. */
  readonly changed: () => void;
}

export interface RunningBreaker {
  /** A call that ended. Costs nothing and never throws. */
  attempted(attempt: Attempted): void;
  /** The last word of a provider on a photo; the same. */
  concluded(final: Attempted): void;
  /** Ends the canaries that are on their way; resolves when nothing of it works on the database any more. */
  stop(): Promise<void>;
}

/** Somebody else has changed one of the slots since they were read: nothing is written, and they are read again. */
class SlotsChanged extends Error {
  override readonly name = "SlotsChanged";
}

interface Call {
  readonly attempt: Attempted;
  readonly final: boolean;
}

/** While the database is away, what calls came to is remembered up to this number; older ones say little by then. */
const MOST_WAITING = 10_000;

/**
 * The slots are read once a tick, a 600th of the window, for what time alone changes; calls that ended are seen sooner,
 * but however many they are, at most this often in a tick.
 */
const LOOKS_PER_TICK = 5;

/** Runs until it is stopped. `rules` are for tests, which cannot wait for ten minutes. */
export function startBreaker(deps: BreakerDeps, rules: BreakerRules = breakerRules): RunningBreaker {
  const stopping = new AbortController();
  const running = createLoop(deps, rules, stopping.signal);
  const ended = running.run();
  return {
    attempted: (attempt) => running.take({ attempt, final: false }),
    concluded: (attempt) => running.take({ attempt, final: true }),
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}

function createLoop(deps: BreakerDeps, rules: BreakerRules, stopping: AbortSignal) {
  const clock = () => performance.now();
  const breaker = createBreaker(clock, rules);
  const tellers = createTeller(clock, rules.windowMs / 60);
  const lookMs = rules.windowMs / 600 / LOOKS_PER_TICK;
  const calls: Call[] = [];
  const probeEnds: ProbeEnd[] = [];
  const probes = new Map<Provider, Promise<void>>();

  function probe(slot: Slot): void {
    if (probes.has(slot.provider) || stopping.aborted) return;
    const work = probeSlot(deps, slot, rules.canaries, stopping)
      .catch((error): ProbeEnd => {
        deps.log.error({ err: error, slot_id: slot.id }, "A slot could not be probed.");
        return { slotId: slot.id, slotVersion: slot.version, good: false, reason: "the canary could not be sent" };
      })
      .then((end) => {
        probes.delete(slot.provider);
        if (end !== undefined) probeEnds.push(end);
      });
    probes.set(slot.provider, work);
  }

  /** Reads the slots and makes the changes that the rules ask for until there are none. */
  async function settle(): Promise<void> {
    while (!stopping.aborted) {
      // Counted before the slots are read: what comes later may speak of versions that are not known yet.
      const known = calls.length;
      const slots = await listSlots(deps.db);
      breaker.observe(slots);
      for (const { attempt, final } of calls.splice(0, known)) {
        if (final) breaker.recordFinal(attempt);
        else breaker.record(attempt);
      }
      for (const end of probeEnds.splice(0)) breaker.probed(end);
      const decision = breaker.next();
      if (decision === undefined) return slots.filter(({ state }) => state === "probing").forEach(probe);
      const saved = await save(deps.db, decision, tellers).catch(unlessSlotsChanged);
      if (saved === undefined) continue;
      breaker.done(decision, saved);
      logDecision(deps.log, decision);
      deps.changed();
    }
  }

  return {
    take(call: Call): void {
      if (call.attempt.slotId === "slot-test" || stopping.aborted) return;
      if (calls.length >= MOST_WAITING) calls.shift();
      calls.push(call);
    },
    async run(): Promise<void> {
      let failing = false;
      for (let look = 0; !stopping.aborted; look += 1) {
        try {
          if (look % LOOKS_PER_TICK === 0 || calls.length + probeEnds.length > 0) await settle();
          failing = false;
        } catch (error) {
          if (!failing) deps.log.warn({ err: error }, "The breaker cannot read or write the slots; it tries again.");
          failing = true;
        }
        await sleep(lookMs, undefined, { signal: stopping, ref: false }).catch(() => undefined);
      }
      await Promise.all(probes.values());
    },
  };
}

function unlessSlotsChanged(error: unknown): undefined {
  if (!(error instanceof SlotsChanged)) throw error;
}

/** States, audit and message in one transaction: all of it, or nothing and the next turn decides anew. */
async function save(db: Db, decision: Decision, teller: Teller): Promise<Slot[]> {
  const told = { commit: () => {} };
  const saved = await inTransaction(db, async (trx) => {
    const slots: Slot[] = [];
    for (const slot of decision.slots) slots.push(await saveOne(trx, slot, decision));
    Object.assign(told, await teller.tell(trx, decision, slots));
    return slots;
  });
  told.commit();
  return saved;
}

async function saveOne(trx: Db, slot: Slot, { event, to, reason }: Decision): Promise<Slot> {
  const change = {
    state: to,
    stateReason: to === "active" ? "" : reason,
    stateBy: "rule",
    stateUntilMs: null,
  } as const;
  const saved = await saveSlot(trx, slot.id, slot.version, change);
  if (!saved.ok) throw new SlotsChanged();
  await recordAudit(trx, {
    ...{ actor: "rule:breaker", action: event, subject: `slot:${slot.id}`, reason },
    before: stateOf(slot),
    after: stateOf(saved.slot),
  });
  return saved.slot;
}

function stateOf({ state, stateBy, stateReason, provider, version }: Slot) {
  return { state, state_by: stateBy, state_reason: stateReason, provider, version };
}

function logDecision(log: Logger, { event, provider, slots, to, reason }: Decision): void {
  log.warn({ event, provider, slots: slots.map(({ id }) => id), state: to }, `The breaker: ${reason}.`);
}

/** Canaries one after the other until all were answered or one was not. undefined when it was stopped. */
async function probeSlot(
  deps: BreakerDeps,
  slot: Slot,
  canaries: number,
  stopping: AbortSignal,
): Promise<ProbeEnd | undefined> {
  const end = { slotId: slot.id, slotVersion: slot.version };
  for (let good = 0; good < canaries; ) {
    const permit = await takePermit(deps, slot, stopping);
    if (permit === undefined) return undefined;
    const { result, reason } = await sendCanary(deps, slot, stopping).finally(permit.release);
    if (stopping.aborted) return undefined;
    if (result === "ok" || result === "rejected") good += 1;
    else if (result === "aborted") return { ...end, good: false, reason: `the canary could not be sent: ${reason}` };
    else return { ...end, good: false, reason: `${slot.provider} failed a canary photo (${result}: ${reason})` };
  }
  return { ...end, good: true, reason: `${canaries} canary photos in a row were answered` };
}

/**
 * Canaries keep to the limits, as photos do; under load they wait. Their calls may last as long as a photo's, and so must
 * their permits. undefined when it was stopped.
 */
async function takePermit(deps: BreakerDeps, slot: Slot, stopping: AbortSignal): Promise<Permit | undefined> {
  const { permits, settings } = deps;
  while (!stopping.aborted) {
    const deadline = startDeadline(settings.current().tSyncResponseSeconds * 1000);
    const request = {
      slot: "slot-test",
      provider: slot.provider,
      slotLimit: null,
      address: "",
      signal: stopping,
    } as const;
    const permit = await permits.acquire({ ...request, deadline }).catch(unlessAway);
    deadline.stop();
    if (!("retryAfterMs" in permit)) {
      permit.authenticated();
      return permit;
    }
    await sleep(permit.retryAfterMs, undefined, { signal: stopping, ref: false }).catch(() => undefined);
  }
  return undefined;
}

/** While the database is away nobody is let in; a canary waits until it is back. */
function unlessAway(error: unknown): Busy {
  if (!isUnavailable(error)) throw error;
  return { retryAfterMs: 1_000 };
}

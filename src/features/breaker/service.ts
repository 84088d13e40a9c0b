/**
 * Connects the breaker's rules to the slots: takes in what calls came to, writes the changes, sends the canaries. All in
 * the background and one change after the other; nothing of it is on the way of an answer. Of several instances one does
 * this at a time, by what all of them tell it (ADR 0023).
 */
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import type { Provider } from "../../../generated/contract.ts";
import {
  type Attempted,
  type Breaker,
  type BreakerRules,
  breakerRules,
  type CutOff,
  type CutOffFound,
  createBreaker,
  type Decision,
  longestWindowMs,
  type ProbeEnd,
} from "../../core/breaker.ts";
import type { Instance } from "../../core/instance.ts";
import type { Slot } from "../../core/slot.ts";
import { isShared } from "../../storage/dialect.ts";
import { recordAudit } from "../../storage/repos/audit.ts";
import { livingInstances, perhapsLiving } from "../../storage/repos/instances.ts";
import { holdsLease } from "../../storage/repos/leases.ts";
import { enqueue } from "../../storage/repos/outbox.ts";
import { listSlots, saveSlot } from "../../storage/repos/slots.ts";
import type { Db } from "../../storage/schema.ts";
import { inTransaction } from "../../storage/transaction.ts";
import { createAvoidance } from "./avoidance.ts";
import { createLeadership, type Term } from "./leadership.ts";
import { createTeller, cutOffMessage, type Teller } from "./messages.ts";
import { createPool, type Ear } from "./pool.ts";
import { type ProbeDeps, probeSlot } from "./probe.ts";
import { addCutOff, endCutOff, type HeardCall, listCutOffs, purgeCalls, readMemories, saveMemories } from "./repo.ts";

export interface BreakerDeps extends ProbeDeps {
  readonly db: Db;
  /** This process, among others that may share the database. */
  readonly instance: Instance;
  readonly log: Logger;
  /** Told after each change of a slot's state, when it is committed. */
  readonly changed: () => void;
}

export interface RunningBreaker {
  /** A call that ended. Costs nothing and never throws. */
  attempted(attempt: Attempted): void;
  /** The last word of a provider on a photo; the same. */
  concluded(final: Attempted): void;
  /** Whether this instance sends the provider no photos, because it alone fails with it. */
  avoids(provider: Provider): boolean;
  /** Ends the canaries that are on their way; resolves when nothing of it works on the database any more. */
  stop(): Promise<void>;
}

/** Somebody else has changed one of the slots since they were read: nothing is written, and they are read again. */
class SlotsChanged extends Error {
  override readonly name = "SlotsChanged";
}

/** Another instance decides by now: nothing is written. */
class TermOver extends Error {
  override readonly name = "TermOver";
}

/**
 * The slots are read once a tick, a 600th of the window, for what time alone changes; calls that ended are seen sooner,
 * but however many they are, at most this often in a tick.
 */
const LOOKS_PER_TICK = 5;
/** Of the window: how soon an instance that decides and dies is followed. 10 s. */
const TERM_PART = 60;
/** Of the window: how often calls that count no more are removed. A minute. */
const PURGE_PART = 10;

/** Runs until it is stopped. `rules` are for tests, which cannot wait for ten minutes. */
export function startBreaker(deps: BreakerDeps, rules: BreakerRules = breakerRules): RunningBreaker {
  const stopping = new AbortController();
  const running = createLoop(deps, rules, stopping.signal);
  const ended = running.run();
  return {
    attempted: (attempt) => running.take(attempt, false),
    concluded: (attempt) => running.take(attempt, true),
    avoids: running.avoids,
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}

function createLoop(deps: BreakerDeps, rules: BreakerRules, stopping: AbortSignal) {
  const { db, instance, log } = deps;
  const lookMs = rules.windowMs / 600 / LOOKS_PER_TICK;
  const pool = createPool(db, instance.id, longestWindowMs(rules), log);
  const leadership = createLeadership(db, instance.id, rules.windowMs / TERM_PART);
  const avoidance = createAvoidance(deps, rules, stopping);
  let chair: Chair | undefined;
  /** Canaries of terms that are over, which are ending. */
  const ending: Promise<void>[] = [];

  async function look(isTick: boolean): Promise<void> {
    const isNews = pool.isWaiting() || chair?.isWaiting() === true;
    if (!isTick && !isNews) return;
    await pool.flush();
    const cutOffs = isShared(db) && isTick ? await listCutOffs(db) : undefined;
    if (cutOffs !== undefined) avoidance.update(cutOffs);
    // Its own canaries would say of every slot of that provider that it is ill: let another one send them.
    if (cutOffs !== undefined && (await isWorseThanOthers(db, instance, cutOffs))) await leadership.resign();
    const term = await leadership.term();
    if (chair?.term !== term) {
      if (chair !== undefined) ending.push(chair.ended());
      chair = term && createChair(deps, rules, term, pool.listen(), stopping);
    }
    await chair?.settle();
  }

  return {
    avoids: avoidance.avoids,
    take(attempt: Attempted, final: boolean): void {
      if (attempt.slotId !== "slot-test" && !stopping.aborted) pool.put({ attempt, final });
    },
    async run(): Promise<void> {
      let failing = false;
      for (let count = 0; !stopping.aborted; count += 1) {
        try {
          await look(count % LOOKS_PER_TICK === 0);
          failing = false;
        } catch (error) {
          if (!failing) log.warn({ err: error }, "The breaker cannot read or write the slots; it tries again.");
          failing = true;
        }
        await sleep(lookMs, undefined, { signal: stopping, ref: false }).catch(() => undefined);
      }
      await Promise.all([chair?.ended(), ...ending, avoidance.ended()]);
      await leadership.resign().catch((error) => log.warn({ err: error }, "Another breaker takes over in a while."));
    },
  };
}

async function isWorseThanOthers(db: Db, { id }: Instance, cutOffs: readonly CutOff[]): Promise<boolean> {
  const isCutOff = (one: string) => cutOffs.some(({ instance }) => instance === one);
  if (!isCutOff(id)) return false;
  return (await livingInstances(db)).some((other) => !isCutOff(other.id));
}

/** What decides, for the time of a term. */
interface Chair {
  readonly term: Term;
  /** Whether canaries have ended that nobody has looked at yet. */
  isWaiting(): boolean;
  /** Reads everything and makes the changes that the rules ask for until there are none. */
  settle(): Promise<void>;
  /** Resolves when its canaries have ended. */
  ended(): Promise<void>;
}

function createChair(deps: BreakerDeps, rules: BreakerRules, term: Term, ear: Ear, stopping: AbortSignal): Chair {
  const { db, log } = deps;
  const clock = () => performance.now();
  const over = AbortSignal.any([stopping, term.over]);
  const probes = createProbes(deps, rules, over);
  const desk: Desk = {
    db,
    term,
    breaker: createBreaker(clock, rules),
    tellers: createTeller(clock, rules.windowMs / 60),
  };
  const heard: HeardCall[] = [];
  let isNew = true;
  let purgedAtMs = clock();

  async function observe(): Promise<{ readonly slots: readonly Slot[]; readonly living: readonly Instance[] }> {
    const { living, cutOff } = await readInstances(deps);
    heard.push(...(await ear.hear(living.map(({ id }) => id))));
    // Read after the calls: those may speak of versions that are not known yet.
    const slots = await listSlots(db);
    desk.breaker.observe(slots, { living: living.map(({ id }) => id), cutOff });
    for (const call of heard.splice(0)) {
      if (call.final) desk.breaker.recordFinal(call.attempt, call.heard);
      else desk.breaker.record(call.attempt, call.heard);
    }
    for (const end of probes.takeEnds()) desk.breaker.probed(end);
    return { slots, living };
  }

  async function settle(): Promise<void> {
    if (isNew) desk.breaker.restore(await readMemories(db));
    isNew = false;
    while (!over.aborted) {
      const { slots, living } = await observe();
      const found = desk.breaker.nextCutOff();
      if (found !== undefined) {
        await saveCutOff(desk, found, living);
        log.warn({ ...found }, "The breaker: an instance alone fails with a provider, and leaves it alone.");
        continue;
      }
      const decision = desk.breaker.next();
      if (decision === undefined) return slots.filter(({ state }) => state === "probing").forEach(probes.begin);
      const saved = await save(desk, decision).catch(unlessSlotsChanged);
      if (saved === undefined) continue;
      desk.breaker.done(decision, saved);
      logDecision(log, decision);
      deps.changed();
    }
  }

  return {
    term,
    isWaiting: probes.isWaiting,
    ended: probes.ended,
    async settle() {
      await settle().catch((error) => {
        if (!(error instanceof TermOver)) throw error;
      });
      if (!isShared(db) || clock() - purgedAtMs < rules.windowMs / PURGE_PART) return;
      purgedAtMs = clock();
      await purgeCalls(db, longestWindowMs(rules));
    },
  };
}

/** Those that are there, this one in any case; what was said of one that has gone is forgotten. */
async function readInstances({ db, instance }: BreakerDeps) {
  if (!isShared(db)) return { living: [instance], cutOff: [] };
  const [seen, cutOffs] = [await livingInstances(db), await listCutOffs(db)];
  const living = seen.some(({ id }) => id === instance.id) ? seen : [...seen, instance];
  // After an outage of the database nobody was seen: one that is cut off still is.
  const there = cutOffs.length === 0 ? [] : [...(await perhapsLiving(db).execute()), instance];
  const isGone = (is: CutOff) => !there.some(({ id }) => id === is.instance);
  for (const gone of cutOffs.filter(isGone)) await inTransaction(db, (transaction) => endCutOff(transaction, gone));
  return { living, cutOff: cutOffs.filter((is) => !isGone(is)) };
}

function createProbes(deps: BreakerDeps, { canaries }: BreakerRules, over: AbortSignal) {
  const running = new Map<Provider, Promise<void>>();
  const ends: ProbeEnd[] = [];
  return {
    isWaiting: () => ends.length > 0,
    takeEnds: () => ends.splice(0),
    begin(slot: Slot): void {
      if (running.has(slot.provider) || over.aborted) return;
      const work = probeSlot(deps, slot, canaries, over)
        .catch((error): ProbeEnd => {
          deps.log.error({ err: error, slot_id: slot.id }, "A slot could not be probed.");
          return { slotId: slot.id, slotVersion: slot.version, good: false, reason: "the canary could not be sent" };
        })
        .then((end) => {
          running.delete(slot.provider);
          if (end !== undefined) ends.push(end);
        });
      running.set(slot.provider, work);
    },
    async ended(): Promise<void> {
      await Promise.all(running.values());
    },
  };
}

function unlessSlotsChanged(error: unknown): undefined {
  if (!(error instanceof SlotsChanged)) throw error;
}

/** What one who decides writes with. */
interface Desk {
  readonly db: Db;
  readonly term: Term;
  readonly breaker: Breaker;
  readonly tellers: Teller;
}

/** Runs `work` in a transaction, under the lease: whoever has lost it writes nothing more. */
async function underLease<T>({ db, term: { lease } }: Desk, work: (transaction: Db) => Promise<T>): Promise<T> {
  return await inTransaction(db, async (transaction) => {
    if (lease !== undefined && !(await holdsLease(transaction, lease))) throw new TermOver();
    return await work(transaction);
  });
}

/** States, audit, memory and message in one transaction: all of it, or nothing and the next turn decides anew. */
async function save(desk: Desk, decision: Decision): Promise<Slot[]> {
  const told = { commit: () => {} };
  const saved = await underLease(desk, async (trx) => {
    const slots: Slot[] = [];
    for (const slot of decision.slots) slots.push(await saveOne(trx, slot, decision));
    await saveMemories(trx, desk.breaker.memories(decision, slots));
    Object.assign(told, await desk.tellers.tell(trx, decision, slots));
    return slots;
  });
  told.commit();
  return saved;
}

async function saveCutOff(desk: Desk, found: CutOffFound, living: readonly Instance[]): Promise<void> {
  const instance = living.find(({ id }) => id === found.instance) ?? { id: found.instance, host: "an unknown host" };
  const { provider, reason } = found;
  const key = randomUUID();
  await underLease(desk, async (trx) => {
    if (!(await addCutOff(trx, found))) return;
    await recordAudit(trx, {
      ...{ actor: "rule:breaker", action: "instance.cut_off", subject: `instance:${instance.host}`, reason },
      before: null,
      after: { provider, instance: instance.id },
    });
    await enqueue(trx, cutOffMessage("instance.cut_off", key, instance, found));
  });
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

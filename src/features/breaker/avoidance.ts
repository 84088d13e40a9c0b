/**
 * The providers that this instance alone does not get on with: it sends them no photos, tries canaries of its own, and
 * takes them up again when those are answered.
 */
import { randomUUID } from "node:crypto";
import type { Logger } from "pino";
import type { Provider } from "../../../generated/contract.ts";
import type { BreakerRules, CutOff } from "../../core/breaker.ts";
import type { Instance } from "../../core/instance.ts";
import type { Slot } from "../../core/slot.ts";
import { recordAudit } from "../../storage/repos/audit.ts";
import { enqueue } from "../../storage/repos/outbox.ts";
import { listSlots } from "../../storage/repos/slots.ts";
import type { Db } from "../../storage/schema.ts";
import { inTransaction } from "../../storage/transaction.ts";
import { cutOffMessage } from "./messages.ts";
import { type ProbeDeps, probeSlot } from "./probe.ts";
import { endCutOff } from "./repo.ts";

export interface AvoidanceDeps extends ProbeDeps {
  readonly db: Db;
  readonly instance: Instance;
  readonly log: Logger;
}

export interface Avoidance {
  /** Whether photos are not to be sent there. */
  avoids(provider: Provider): boolean;
  /** All cut-offs as they are now; begins the canaries that are due. */
  update(cutOffs: readonly CutOff[]): void;
  /** Resolves when nothing of it works on the database any more; the canaries end with `stopping`. */
  ended(): Promise<void>;
}

interface Avoided {
  probeAtMs: number;
  strikes: number;
  probing: Promise<void> | undefined;
}

export function createAvoidance(
  deps: AvoidanceDeps,
  { canaries, coolDownMs }: BreakerRules,
  stopping: AbortSignal,
): Avoidance {
  const { db, instance, log } = deps;
  const avoided = new Map<Provider, Avoided>();

  async function probe(provider: Provider, state: Avoided): Promise<void> {
    const slot = slotWith(provider, await listSlots(db));
    const end = slot && (await probeSlot(deps, slot, canaries, stopping));
    if (stopping.aborted) return;
    if (slot === undefined || end?.good) {
      const reason = end?.reason ?? `no slot uses ${provider} any more`;
      await heal(deps, provider, reason);
      avoided.delete(provider);
      log.warn({ provider }, `The breaker: this instance sends photos to ${provider} again: ${reason}.`);
      return;
    }
    state.strikes += 1;
    state.probeAtMs = performance.now() + Math.min(coolDownMs.first * 2 ** state.strikes, coolDownMs.most);
  }

  function begin(provider: Provider, state: Avoided): void {
    state.probing = probe(provider, state)
      .catch((error) => {
        log.warn({ err: error, provider }, "A provider that this instance avoids could not be tried.");
        state.probeAtMs = performance.now() + coolDownMs.first;
      })
      .finally(() => {
        state.probing = undefined;
      });
  }

  return {
    avoids: (provider) => avoided.has(provider),
    update(cutOffs) {
      const own = new Set(cutOffs.filter((is) => is.instance === instance.id).map(({ provider }) => provider));
      for (const [provider, { probing }] of avoided) {
        if (!own.has(provider) && probing === undefined) avoided.delete(provider);
      }
      for (const provider of own) {
        const first = { probeAtMs: performance.now() + coolDownMs.first, strikes: 0, probing: undefined };
        const state = avoided.get(provider) ?? first;
        avoided.set(provider, state);
        if (state.probing !== undefined || stopping.aborted || performance.now() < state.probeAtMs) continue;
        begin(provider, state);
      }
    },
    async ended() {
      await Promise.all([...avoided.values()].map(({ probing }) => probing));
    },
  };
}

/** One whose photos go to the provider, first or as its standby; as if it were its own. */
function slotWith(provider: Provider, slots: readonly Slot[]): Slot | undefined {
  const open = slots.filter(({ state }) => state !== "maintenance");
  const own = open.find((slot) => slot.provider === provider);
  const helped = open.find(({ standby }) => standby?.provider === provider);
  return own ?? (helped && { ...helped, ...helped.standby });
}

/** Row, audit and message in one transaction; nothing when somebody else has taken the row away. */
async function heal({ db, instance }: AvoidanceDeps, provider: Provider, reason: string): Promise<void> {
  const key = randomUUID();
  await inTransaction(db, async (transaction) => {
    if (!(await endCutOff(transaction, { instance: instance.id, provider }))) return;
    await recordAudit(transaction, {
      ...{ actor: "rule:breaker", action: "instance.recovered", subject: `instance:${instance.host}`, reason },
      before: { provider, instance: instance.id },
      after: null,
    });
    await enqueue(
      transaction,
      cutOffMessage("instance.recovered", key, instance, { provider, reason, requestIds: [] }),
    );
  });
}

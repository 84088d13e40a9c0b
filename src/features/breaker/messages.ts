/** What operators are told of the breaker's decisions: once for all slots of a provider, not once for each. */
import type { Provider, SlotId } from "../../../generated/contract.ts";
import type { BreakerEvent, Decision } from "../../core/breaker.ts";
import type { Message } from "../../core/outbox.ts";
import type { Slot } from "../../core/slot.ts";
import { enqueue, enqueueGrowing } from "../../storage/repos/outbox.ts";
import type { Db } from "../../storage/schema.ts";

const PLAYBOOK = "ops.md#provider-errors";

/** The sentence of each event that is told. Probing and its failures are in the audit alone: they change nothing. */
const sentences: Readonly<
  Partial<Record<BreakerEvent, (slots: string, provider: Provider, reason: string) => string>>
> = {
  "provider.degraded": (slots, provider, reason) =>
    `${provider} is degraded: ${reason}; it still edits the photos of ${slots}, and retries and standbys, where a slot has them, cover for it.`,
  "provider.recovered": (slots, provider, reason) => `${provider} is well again for ${slots}: ${reason}.`,
  "slot.tripped": (slots, provider, reason) =>
    `${provider} edits no more photos of ${slots}: ${reason}; their standby does, without one they are answered 503.`,
  "slot.recovered": (slots, provider, reason) => `${provider} edits the photos of ${slots} again: ${reason}.`,
};

/** A message about one provider that waits a moment for more slots to join. */
interface Gathering {
  readonly key: string;
  readonly untilMs: number;
  readonly slots: readonly SlotId[];
}

export interface Teller {
  /**
   * Puts the message of a decision into the outbox, within its transaction; `saved` are the slots as saved in it. Call
   * `commit` of what it returns once the transaction is committed.
   */
  tell(trx: Db, decision: Decision, saved: readonly Slot[]): Promise<{ commit(): void }>;
}

/** Slots of one provider that trip, or come back, within `gatherMs` of each other are told in one message. */
export function createTeller(clock: () => number, gatherMs: number): Teller {
  const gatherings = new Map<string, Gathering>();
  return {
    async tell(trx, decision, saved) {
      const { event, provider } = decision;
      const key = keyOf(decision, saved);
      const slots = saved.map(({ id }) => id);
      const alone = toMessage(decision, key, slots);
      if (alone === undefined) return { commit: () => undefined };
      if (event !== "slot.tripped" && event !== "slot.recovered") {
        await enqueue(trx, alone);
        return { commit: () => undefined };
      }
      const name = `${event} ${provider}`;
      const keep = (gathering: Gathering) => ({ commit: () => void gatherings.set(name, gathering) });
      const open = gatherings.get(name);
      if (open !== undefined && open.untilMs > clock()) {
        const joined = { ...open, slots: merge(open.slots, slots) };
        const message = toMessage(decision, joined.key, joined.slots) ?? alone;
        if (await enqueueGrowing(trx, message, gatherMs)) return keep(joined);
        // The message that it would have joined is on its way already.
      }
      await enqueueGrowing(trx, alone, gatherMs);
      return keep({ key, untilMs: clock() + gatherMs, slots });
    },
  };
}

function merge(a: readonly SlotId[], b: readonly SlotId[]): SlotId[] {
  return [...new Set([...a, ...b])].sort();
}

/** The same for the same versions of the same slots: a commit that is tried again tells nothing twice. */
function keyOf({ event, provider }: Decision, saved: readonly Slot[]): string {
  const [first] = saved;
  return `${event}:${provider}:${first?.id}@${first?.version}`;
}

function toMessage(decision: Decision, dedupeKey: string, slots: readonly SlotId[]): Message | undefined {
  const { event, provider, reason } = decision;
  const text = sentences[event]?.(slots.join(", "), provider, reason);
  return text === undefined
    ? undefined
    : { audience: "operators", event, dedupeKey, payload: payloadOf(decision, slots, text) };
}

function payloadOf({ provider, reason, requestIds, to }: Decision, slots: readonly SlotId[], text: string) {
  return { text, provider, slots, state: to, reason, playbook: PLAYBOOK, request_ids: requestIds };
}

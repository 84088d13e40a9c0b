/** What operators are told of the breaker's decisions: once for all slots of a provider, not once for each. */
import type { Provider, SlotId } from "../../../generated/contract.ts";
import type { BreakerEvent, CutOffFound, Decision } from "../../core/breaker.ts";
import type { Instance } from "../../core/instance.ts";
import type { Message } from "../../core/outbox.ts";
import type { Slot } from "../../core/slot.ts";
import { enqueue, enqueueGrowing } from "../../storage/repos/outbox.ts";
import type { Db } from "../../storage/schema.ts";

const PLAYBOOK = "ops.md#provider-errors";

/** The sentence of each event that is told. Probing and its failures are in the audit alone: they change nothing. */
const sentences: Readonly<
  Partial<Record<BreakerEvent, (slots: readonly Told[], provider: Provider, reason: string) => string>>
> = {
  "provider.degraded": (slots, provider, reason) =>
    `${provider} is degraded: ${reason}. It still edits the photos of ${namesOf(slots)}; ${helpFor(slots)}.`,
  "provider.recovered": (slots, provider, reason) => `${provider} is well again for ${namesOf(slots)}: ${reason}.`,
  "slot.tripped": (slots, provider, reason) =>
    `${provider} edits no more photos of ${namesOf(slots)}: ${reason}. ${insteadOf(slots)}; canary photos bring it back.`,
  "slot.recovered": (slots, provider, reason) => `${provider} edits the photos of ${namesOf(slots)} again: ${reason}.`,
};

/** A slot as a message tells of it. */
type Told = Pick<Slot, "id" | "standby">;

function namesOf(slots: readonly Told[]): string {
  return slots.map(({ id }) => id).join(", ");
}

/** Who covers for a provider that still edits. */
function helpFor(slots: readonly Told[]): string {
  const alone = slots.filter(({ standby }) => standby === null);
  if (alone.length === 0) return "their standbys cover for it";
  return `${namesOf(alone)} ${alone.length === 1 ? "has" : "have"} no standby that covers for it`;
}

/** What becomes of the photos of slots that their provider does not edit. */
function insteadOf(slots: readonly Told[]): string {
  const alone = slots.filter(({ standby }) => standby === null);
  if (alone.length === 0) return "Their standbys edit them";
  if (alone.length === slots.length) return "They have no standby and are answered 503";
  return `${namesOf(alone)} ${alone.length === 1 ? "has" : "have"} no standby: answered 503; the other standbys edit`;
}

/** A message about one provider that waits a moment for more slots to join. */
interface Gathering {
  readonly key: string;
  readonly untilMs: number;
  readonly slots: readonly Told[];
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
      const alone = toMessage(decision, key, saved);
      if (alone === undefined) return { commit: () => undefined };
      if (event !== "slot.tripped" && event !== "slot.recovered") {
        await enqueue(trx, alone);
        return { commit: () => undefined };
      }
      const name = `${event} ${provider}`;
      const keep = (gathering: Gathering) => ({ commit: () => void gatherings.set(name, gathering) });
      const open = gatherings.get(name);
      if (open !== undefined && open.untilMs > clock()) {
        const joined = { ...open, slots: merge(open.slots, saved) };
        const message = toMessage(decision, joined.key, joined.slots) ?? alone;
        if (await enqueueGrowing(trx, message, gatherMs)) return keep(joined);
        // The message that it would have joined is on its way already.
      }
      await enqueueGrowing(trx, alone, gatherMs);
      return keep({ key, untilMs: clock() + gatherMs, slots: saved });
    },
  };
}

function merge(earlier: readonly Told[], later: readonly Told[]): Told[] {
  const slots = new Map([...earlier, ...later].map((slot) => [slot.id, slot]));
  return [...slots.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The same for the same versions of the same slots: a commit that is tried again tells nothing twice. */
function keyOf({ event, provider }: Decision, saved: readonly Slot[]): string {
  const [first] = saved;
  return `${event}:${provider}:${first?.id}@${first?.version}`;
}

function toMessage(decision: Decision, dedupeKey: string, slots: readonly Told[]): Message | undefined {
  const { event, provider, reason } = decision;
  const text = sentences[event]?.(slots, provider, reason);
  return text === undefined
    ? undefined
    : {
        audience: "operators",
        event,
        dedupeKey,
        payload: payloadOf(
          decision,
          slots.map(({ id }) => id),
          text,
        ),
      };
}

function payloadOf({ provider, reason, requestIds, to }: Decision, slots: readonly SlotId[], text: string) {
  return { text, provider, slots, state: to, reason, playbook: PLAYBOOK, request_ids: requestIds };
}

/** One instance alone fails with a provider, or does so no more. `key` is the event's own. */
export function cutOffMessage(
  event: "instance.cut_off" | "instance.recovered",
  key: string,
  { id, host }: Instance,
  { provider, reason, requestIds }: Omit<CutOffFound, "instance">,
): Message {
  const text =
    event === "instance.cut_off"
      ? `The instance on ${host} cannot use ${provider}: ${reason}. It leaves the photos to standbys, or answers 503; look at its network and its key; canary photos bring it back.`
      : `The instance on ${host} uses ${provider} again: ${reason}.`;
  return {
    ...{ audience: "operators", event, dedupeKey: `${event}:${provider}:${id}:${key}` },
    payload: { text, provider, host, instance: id, reason, playbook: PLAYBOOK, request_ids: requestIds },
  };
}

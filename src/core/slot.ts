/** A slot: one booth position, what edits its photos, and the state it is in. */
import type { Provider, SlotId, State } from "../../generated/contract.ts";

export type StateBy = "operator" | "rule";

export interface Standby {
  readonly provider: Provider;
  /** JSON; its shape is the provider's own. */
  readonly settings: unknown;
}

export interface Slot {
  readonly id: SlotId;
  readonly provider: Provider;
  /** JSON; its shape is the provider's own. */
  readonly settings: unknown;
  /** What edits when the provider fails or the slot is tripped; null without one. */
  readonly standby: Standby | null;
  /** Ingest jobs of this slot that may be in work at once; null leaves it to the other limits. */
  readonly maxParallel: number | null;
  /** Calls that one photo may cost at most, the standby's included; 1 switches retries off. */
  readonly maxAttempts: number;
  readonly state: State;
  /** Who put the slot into this state: by hand always beats by rule. */
  readonly stateBy: StateBy;
  /** Epoch milliseconds. */
  readonly stateSinceMs: number;
  /** When an operator expects the maintenance to end; null while nothing was said. */
  readonly stateUntilMs: number | null;
  /** Why the slot is in this state, in an operator's or a rule's words; "" while there is nothing to say. */
  readonly stateReason: string;
  /** Rises with every change. A job carries the version it was edited with. */
  readonly version: number;
}

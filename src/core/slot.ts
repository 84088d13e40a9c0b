/** A slot: one booth position, what edits its photos, and the state it is in. */
import type { Provider, SlotId, State } from "../../generated/contract.ts";

export interface Slot {
  readonly id: SlotId;
  readonly provider: Provider;
  /** JSON; its shape is the provider's own. */
  readonly settings: unknown;
  readonly state: State;
  /** Why the slot is in this state, in an operator's or a rule's words; "" while there is nothing to say. */
  readonly stateReason: string;
  /** Rises with every change. A job carries the version it was edited with. */
  readonly version: number;
}

/** What everyone who follows the providers is told of one attempt, once it has ended. */
import type { Provider, Result, SlotId } from "../../generated/contract.ts";
import type { ProviderReport } from "./provider.ts";

export interface AttemptReport extends ProviderReport {
  readonly slotId: SlotId;
  /** Version of the slot that the photo was edited with: what changed since is not what failed. */
  readonly slotVersion: number;
  readonly provider: Provider;
  /** Whether it was the slot's standby. */
  readonly standby: boolean;
  readonly result: Result;
  readonly ms: number;
  /** Epoch milliseconds when it ended. */
  readonly atMs: number;
  /** Why there is no picture; holds no secret. */
  readonly reason?: string;
  /** What the provider asked for, in milliseconds. */
  readonly retryAfterMs?: number;
}

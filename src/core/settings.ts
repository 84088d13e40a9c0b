/** What operators change while the service runs. */
import type { Provider } from "../../generated/contract.ts";

/** One consistent view of all settings. */
export interface Settings {
  /** Rises with every change by an operator; 0 while nothing was ever changed. */
  readonly version: number;
  /** T_sync_response. */
  readonly tSyncResponseSeconds: number;
  /** A result expires at its creation + this. */
  readonly resultTtlHours: number;
  /** Ingest jobs that may be in work at once. */
  readonly maxParallel: number;
  /** Photos that may be at each provider at once. */
  readonly providerMaxParallel: Readonly<Record<Provider, number>>;
}

/** Where a request takes its snapshot from: once, at its start, so that it meets one value of T from end to end. */
export interface SettingsSource {
  current(): Settings;
}

/** What an ingest works with; src/app.ts puts it together. */
import type { Config } from "../../../generated/config.ts";
import type { Provider } from "../../../generated/contract.ts";
import type { Metrics } from "../../../generated/metrics.ts";
import type { Operations, Refusal } from "../../../generated/routes.ts";
import type { Inflight } from "../../core/inflight.ts";
import type { MediaStore } from "../../core/media.ts";
import type { Permits } from "../../core/permits.ts";
import type { ProviderDriver } from "../../core/provider.ts";
import type { SettingsSource } from "../../core/settings.ts";
import type { Space } from "../../core/space.ts";
import type { TypicalTimes } from "../../core/typical-times.ts";
import type { Db } from "../../storage/schema.ts";
import type { RunningJobs } from "./duplicates.ts";

export type IngestReason = Operations["ingestPhoto"]["reason"];
export type IngestRefusal = Refusal<IngestReason>;

export interface IngestDeps {
  readonly db: Db;
  readonly media: MediaStore;
  readonly settings: SettingsSource;
  readonly permits: Permits;
  readonly space: Pick<Space, "look" | "reserve">;
  /** How long a photo has a permit as a rule. */
  readonly typical: TypicalTimes;
  readonly inflight: Inflight;
  readonly running: RunningJobs;
  readonly metrics: Metrics;
  readonly config: Config;
  /** The driver of a provider; undefined when this installation cannot use it. */
  readonly driverFor: (provider: Provider) => ProviderDriver | undefined;
  /** Whether the process takes no photos any more, because it is shutting down. */
  readonly draining: () => boolean;
  /** Aborts when work in the background must end, because the process does. */
  readonly stopping: AbortSignal;
}

/** What an ingest works with; src/app.ts puts it together. */
import type { Config } from "../../../generated/config.ts";
import type { Provider } from "../../../generated/contract.ts";
import type { Metrics } from "../../../generated/metrics.ts";
import type { Operations, Refusal } from "../../../generated/routes.ts";
import type { AttemptReport } from "../../core/attempt-report.ts";
import type { Inflight } from "../../core/inflight.ts";
import type { Instance } from "../../core/instance.ts";
import type { MediaStore } from "../../core/media.ts";
import type { ObservedTimes } from "../../core/observed-times.ts";
import type { IngestPasswords } from "../../core/password.ts";
import type { Permits } from "../../core/permits.ts";
import type { ProviderDriver } from "../../core/provider.ts";
import type { SettingsSource } from "../../core/settings.ts";
import type { Space } from "../../core/space.ts";
import type { Db } from "../../storage/schema.ts";
import type { RunningJobs } from "./duplicates.ts";

export type IngestReason = Operations["ingestPhoto"]["reason"];
export type IngestRefusal = Refusal<IngestReason>;

export interface IngestDeps {
  readonly db: Db;
  /** This process, among others that may work on the same photos. */
  readonly instance: Instance;
  readonly media: MediaStore;
  readonly settings: SettingsSource;
  readonly permits: Permits;
  readonly space: Pick<Space, "look" | "reserve">;
  readonly inflight: Inflight;
  readonly running: RunningJobs;
  readonly metrics: Metrics;
  /** The configuration that the request began with; the secrets may be others by now. */
  readonly config: Config;
  /** The driver of a provider; undefined when this configuration cannot use it. */
  readonly driverFor: (provider: Provider, config: Config) => ProviderDriver | undefined;
  /** Whether this instance sends the provider no photos, because it alone fails with it. */
  readonly avoids: (provider: Provider) => boolean;
  /** How long the providers take; the ingest tells it what it sees. */
  readonly times: ObservedTimes;
  /** Told of every attempt that has ended, before the job goes on: it returns at once and leaves its work for later. */
  readonly attempted: (report: AttemptReport) => void;
  /** Told once a photo is over, of each provider that it was sent to: what its last call there came to. The same. */
  readonly concluded: (final: Pick<AttemptReport, "slotId" | "slotVersion" | "provider" | "result">) => void;
  /** What the password of a form is held against. */
  readonly passwords: IngestPasswords;
  /** What is wrong with settings of a provider that an operator wants to try; undefined when they can be used. */
  readonly settingsProblem: (provider: Provider, settings: unknown) => string | undefined;
  /** Whether the process takes no photos any more, because it is shutting down. */
  readonly draining: () => boolean;
  /** Aborts when work in the background must end, because the process does. */
  readonly stopping: AbortSignal;
}

/** Who learns of each call to a provider, and what follows from it in the background: reports, breaker, messages. */
import type { Provider } from "../generated/contract.ts";
import type { AppDeps } from "./app-deps.ts";
import type { AttemptReport } from "./core/attempt-report.ts";
import type { Attempted } from "./core/breaker.ts";
import { type BreakerDeps, startBreaker } from "./features/breaker/service.ts";
import { cleanResult } from "./features/ingest/inspect.ts";
import { createProviderReports } from "./features/ingest/provider-reports.ts";
import { startNotifier } from "./features/notify/service.ts";

export interface ProviderFollowers {
  attempted(report: AttemptReport): void;
  concluded(final: Attempted): void;
  /** Whether this instance sends the provider no photos, because it alone fails with it. */
  avoids(provider: Provider): boolean;
  /** Resolves when nothing of it works on the database any more. */
  stop(): Promise<void>;
}

export function followProviders(
  { config, live, log, db, instance, media, settings, breakerRules }: AppDeps,
  parts: Pick<BreakerDeps, "metrics" | "permits" | "driverFor" | "changed">,
): ProviderFollowers {
  const reports = createProviderReports(db, log);
  const notifier = startNotifier({ ...{ db, log, secrets: live.current }, metrics: parts.metrics });
  const maxPixels = config.INGEST_MAX_PIXELS;
  const breaker = startBreaker(
    {
      ...{ configNow: live.current, log, db, instance, media, settings, ...parts },
      checkPicture: (path, signal) => cleanResult(path, { maxPixels, signal }),
    },
    breakerRules,
  );
  return {
    attempted(report) {
      reports.note(report);
      breaker.attempted(report);
    },
    concluded: (final) => breaker.concluded(final),
    avoids: breaker.avoids,
    async stop() {
      await Promise.all([reports.stop(), breaker.stop()]);
      await notifier.stop();
    },
  };
}

/** Readiness for load balancers and liveness for containers. */
import type { Provider } from "../../../generated/contract.ts";
import type { Metrics } from "../../../generated/metrics.ts";
import type { Handlers } from "../../../generated/routes.ts";
import type { LiveConfig } from "../../core/live-config.ts";
import type { ProviderDriver } from "../../core/provider.ts";
import type { Context } from "../../http/context.ts";
import { startPings } from "./pings.ts";
import { createHealthService, type HealthParts } from "./service.ts";

export interface HealthDependencies extends Omit<HealthParts, "pings"> {
  /** All drivers; those that the configuration does not allow are neither pinged nor shown in provider_up. */
  readonly drivers: readonly ProviderDriver[];
  readonly live: LiveConfig;
  readonly metrics: Pick<Metrics, "provider_up">;
}

export interface Health {
  readonly handlers: Pick<Handlers<Context>, "getHealth" | "getLiveness">;
  /** Whether a provider's last pings were answered. */
  readonly providerUp: (provider: Provider) => boolean;
  /** Ends the pings. */
  stop(): void;
}

/** Starts to ping the configured providers and gives the handlers. */
export function createHealth({ drivers, live, metrics, ...parts }: HealthDependencies): Health {
  const pings = startPings(drivers, live, metrics.provider_up);
  const report = createHealthService({ ...parts, pings });
  return {
    handlers: {
      getHealth: async () => {
        const body = await report();
        return { status: body.status === "unavailable" ? 503 : 200, contentType: "application/json", body };
      },
      getLiveness: () => ({ status: 200, contentType: "application/json", body: { status: "ok" } }),
    },
    providerUp: pings.up,
    stop: pings.stop,
  };
}

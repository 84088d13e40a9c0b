/** GET /api/providers: what each provider last answered, and whether it answers now. */
import type { components } from "../../../generated/api.ts";
import type { Provider, SlotId } from "../../../generated/contract.ts";
import type { Handlers } from "../../../generated/routes.ts";
import type { AttemptReport } from "../../core/attempt-report.ts";
import type { Context } from "../../http/context.ts";
import { listProviderStatus, type ProviderStatus } from "../../storage/repos/provider-reports.ts";
import { listSlots } from "../../storage/repos/slots.ts";
import type { Db } from "../../storage/schema.ts";

export interface ProviderHandlersDependencies {
  readonly db: Db;
  /** Those that this process can use now. */
  readonly configured: () => readonly Provider[];
  /** Whether a provider's last pings were answered. */
  readonly up: (provider: Provider) => boolean;
}

export function createProviderHandlers({
  db,
  configured,
  up,
}: ProviderHandlersDependencies): Pick<Handlers<Context>, "listProviders"> {
  return {
    async listProviders() {
      const slots = await listSlots(db);
      const usableNow = configured();
      const ownSlots = (name: Provider) => slots.filter(({ provider }) => provider === name).map(({ id }) => id);
      const providers = (await listProviderStatus(db)).map((status) => {
        const usable = usableNow.includes(status.provider);
        return toBody(status, usable, usable ? up(status.provider) : null, ownSlots(status.provider));
      });
      return { status: 200, contentType: "application/json", body: { providers } };
    },
  };
}

function toBody(
  { provider, lastOk, lastFailure }: ProviderStatus,
  configured: boolean,
  up: boolean | null,
  slots: SlotId[],
): components["schemas"]["ProviderReport"] {
  return {
    ...{ provider, configured, up, slots },
    last_ok_at: lastOk && new Date(lastOk.atMs).toISOString(),
    last_failure: lastFailure && toFailure(lastFailure),
    limits: newestLimits([lastOk, lastFailure]),
  };
}

function toFailure({ atMs, result, reason = "", status, requestId }: AttemptReport) {
  const at = new Date(atMs).toISOString();
  return { at, result, reason, status: status ?? null, request_id: requestId ?? null };
}

/** Of the last answer that had some. */
function newestLimits(reports: readonly (AttemptReport | null)[]): Record<string, string> {
  const telling = reports.flatMap((report) => (report?.limits === undefined ? [] : [report]));
  return { ...telling.toSorted((a, b) => b.atMs - a.atMs)[0]?.limits };
}

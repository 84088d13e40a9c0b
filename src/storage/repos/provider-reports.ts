/** The provider_reports table: the only place that writes it. */
import { labelValues, type Provider } from "../../../generated/contract.ts";
import type { AttemptReport } from "../../core/attempt-report.ts";
import type { Db } from "../schema.ts";

/** What a provider last answered. */
export interface ProviderStatus {
  readonly provider: Provider;
  /** Whether the service that started last can use it; null before any has started. */
  readonly configured: boolean | null;
  /** null while there was none. */
  readonly lastOk: AttemptReport | null;
  readonly lastFailure: AttemptReport | null;
}

/** Which providers this installation can use, as its service has found when it started. */
export async function saveConfigured(db: Db, configured: readonly Provider[]): Promise<void> {
  await db
    .insertInto("provider_reports")
    .values(labelValues.provider.map((provider) => ({ provider, configured: configured.includes(provider) ? 1 : 0 })))
    .onConflict((conflict) =>
      conflict.column("provider").doUpdateSet((eb) => ({ configured: eb.ref("excluded.configured") })),
    )
    .execute();
}

/** Keeps these reports of a provider in the place of older ones. */
export async function saveReports(
  db: Db,
  provider: Provider,
  { ok, failure }: { readonly ok: AttemptReport | undefined; readonly failure: AttemptReport | undefined },
): Promise<void> {
  const columns = {
    ...(ok === undefined ? {} : { last_ok: JSON.stringify(ok) }),
    ...(failure === undefined ? {} : { last_failure: JSON.stringify(failure) }),
  };
  await db.updateTable("provider_reports").set(columns).where("provider", "=", provider).execute();
}

/** Every provider of the contract, in its order. */
export async function listProviderStatus(db: Db): Promise<ProviderStatus[]> {
  const rows = await db.selectFrom("provider_reports").selectAll().execute();
  return labelValues.provider.map((provider) => {
    const row = rows.find((found) => found.provider === provider);
    return {
      provider,
      configured: row === undefined ? null : row.configured === 1,
      lastOk: toReport(row?.last_ok),
      lastFailure: toReport(row?.last_failure),
    };
  });
}

function toReport(text: string | null | undefined): AttemptReport | null {
  return text == null ? null : JSON.parse(text);
}

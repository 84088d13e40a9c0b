/** What each provider last answered, as it is kept. */
import { expect, it } from "vitest";
import { labelValues } from "../../../generated/contract.ts";
import { describeOnDatabases } from "../../../scripts/testkit/databases.ts";
import type { AttemptReport } from "../../core/attempt-report.ts";
import { listProviderStatus, saveConfigured, saveReports } from "./provider-reports.ts";

const ok: AttemptReport = {
  ...{ slotId: "slot-001", slotVersion: 1, provider: "gemini", standby: false, result: "ok", ms: 900, atMs: 1 },
  limits: { "x-ratelimit-remaining": "3" },
};
const failure: AttemptReport = {
  ...ok,
  result: "overload",
  status: 429,
  requestId: "r1",
  reason: "slow down",
  atMs: 2,
};

describeOnDatabases("provider reports", (db) => {
  it("has every provider of the contract, also before a service has started", async () => {
    expect(await listProviderStatus(db())).toEqual(
      labelValues.provider.map((provider) => ({ provider, configured: null, lastOk: null, lastFailure: null })),
    );
  });

  it("keeps the last of each kind, whatever comes of the other", async () => {
    await saveConfigured(db(), ["gemini"]);
    await saveReports(db(), "gemini", { ok, failure: undefined });
    await saveReports(db(), "gemini", { ok: undefined, failure });
    const of = async (provider: string) =>
      (await listProviderStatus(db())).find((status) => status.provider === provider);
    expect(await of("gemini")).toEqual({ provider: "gemini", configured: true, lastOk: ok, lastFailure: failure });
    await saveReports(db(), "gemini", { ok: { ...ok, atMs: 3 }, failure: undefined });
    await saveConfigured(db(), []);
    expect(await of("gemini")).toEqual({
      ...{ provider: "gemini", configured: false },
      ...{ lastOk: { ...ok, atMs: 3 }, lastFailure: failure },
    });
    expect(await of("openai")).toMatchObject({ configured: false, lastOk: null, lastFailure: null });
  });
});

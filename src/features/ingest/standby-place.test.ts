/** A job that goes on at its standby, when the place there is the database's to give. */
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Registry } from "prom-client";
import { describe, expect, it, vi } from "vitest";
import type { Provider } from "../../../generated/contract.ts";
import { createMetrics } from "../../../generated/metrics.ts";
import { testConfig } from "../../../scripts/testkit/service.ts";
import { startDeadline } from "../../core/deadline.ts";
import { createLedger } from "../../core/ledger.ts";
import { createObservedTimes } from "../../core/observed-times.ts";
import type { Permits, ProviderPermit } from "../../core/permits.ts";
import type { ProviderDriver } from "../../core/provider.ts";
import { createLog } from "../../log.ts";
import { ConnectionLost } from "../../storage/dialect.ts";
import { attempt, type JobPlan } from "./attempt.ts";
import { lastWord } from "./attempts.ts";
import type { IngestDeps } from "./deps.ts";

function start(acquireProvider: Permits["acquireProvider"]) {
  const called = vi.fn();
  const attempted = vi.fn();
  const driver = {
    name: "fault",
    async process() {
      called();
      return { ok: false, kind: "no_image", reason: "of the test" };
    },
  } as unknown as ProviderDriver;
  const deadline = startDeadline(20_000);
  const ended: (() => void)[] = [];
  const permit = { provider: "http", onEnd: (callback: () => void) => ended.push(callback) };
  const job = {
    ...{ id: "1", slot: { id: "slot-001", version: 1 }, permit, deadline, log: createLog("silent") },
    ...{ ledger: createLedger(0), resultPath: join(tmpdir(), "phc-no-picture"), tickets: new Map(), late: new Set() },
  } as unknown as JobPlan;
  const deps = {
    ...{ permits: { acquireProvider }, config: testConfig("unused"), metrics: createMetrics(new Registry()) },
    ...{ times: createObservedTimes(), driverFor: (_name: Provider) => driver, attempted },
  } as unknown as IngestDeps;
  const choice = { provider: "fault", settings: {}, standby: true } as const;
  return { called, attempted, ended, end: attempt(deps, job, choice, 1, 1_000).finally(deadline.stop) };
}

describe("a place at the standby", () => {
  it("that the database cannot give ends the job as one that the database was away for, and calls nobody", async () => {
    const { called, attempted, end } = start(() => Promise.reject(new ConnectionLost("of the test")));
    const ended = await end;
    expect(called).not.toHaveBeenCalled();
    // It says nothing of the provider.
    expect(attempted).not.toHaveBeenCalled();
    if (ended.ok) throw new Error("There was to be no picture.");
    const last = lastWord({ ...ended, by: { provider: "fault" }, hadAllTime: false });
    expect(last).toMatchObject({ outcome: "internal_error", refusal: { reason: "database_unavailable" } });
  });

  it("is given back with the call, and with the job's own at the latest", async () => {
    const release = vi.fn();
    const { called, ended, end } = start(async (): Promise<ProviderPermit> => ({ release }));
    expect(await end).toMatchObject({ failure: { kind: "no_image" } });
    expect([called.mock.calls.length, release.mock.calls.length, ended.length]).toEqual([1, 1, 1]);
    ended[0]?.();
    expect(release).toHaveBeenCalledTimes(2);
  });

  it("does not hide a defect behind the database", async () => {
    const { end } = start(() => Promise.reject(new TypeError("a defect of the test")));
    expect(await end).toMatchObject({ noRoom: true, refusal: { reason: "internal_error" } });
  });
});

/** Calls that ignore their abort: what they may hold up, and what not. */
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Registry } from "prom-client";
import { afterEach, expect, it, vi } from "vitest";
import type { Provider } from "../../../generated/contract.ts";
import { createMetrics } from "../../../generated/metrics.ts";
import { standIn } from "../../../scripts/testkit/drivers.ts";
import { testConfig } from "../../../scripts/testkit/service.ts";
import { startDeadline } from "../../core/deadline.ts";
import { createLedger } from "../../core/ledger.ts";
import { createObservedTimes } from "../../core/observed-times.ts";
import { createPermits, type Permit } from "../../core/permits.ts";
import { createLog } from "../../log.ts";
import { attempt, type JobPlan } from "./attempt.ts";
import type { IngestDeps } from "./deps.ts";
import { freeLate } from "./run-job.ts";

afterEach(() => vi.useRealTimers());

const log = createLog("silent");
const never = new Promise<never>(() => undefined);

it("let a job go within five seconds, and with it the drain of the process, although they never end", async () => {
  vi.useFakeTimers();
  const free = vi.fn(async () => undefined);
  const plan: Pick<JobPlan, "late" | "log"> = { late: new Set([never]), log };
  const freed = freeLate(plan, Promise.resolve("the last word"), free);
  await vi.advanceTimersByTimeAsync(4_400);
  expect(free).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(200);
  expect(free).toHaveBeenCalledOnce();
  expect(await Promise.race([freed, Promise.resolve().then(() => "still held up")])).toBe("the last word");
});

it("keep their own place only: the standby is asked again within its limit", async () => {
  const asked: Provider[] = [];
  const stuck = standIn("http", () => never);
  const other = standIn("fault", async () => {
    asked.push("fault");
    return { ok: false, kind: "no_image", reason: "of the test" };
  });
  const one = () => 1;
  const permits = createPermits({
    limits: { global: one, provider: one, unauthenticatedPerAddress: one },
    typicalMs: () => 1,
    expired: () => undefined,
  });
  const deadline = startDeadline(20_000);
  const { signal } = new AbortController();
  const request = { slot: "slot-001", provider: "http", deadline, slotLimit: null, address: "", signal } as const;
  const permit = (await permits.acquire(request)) as Permit;
  const job = {
    ...{ id: "1", slot: { id: "slot-001", version: 1 }, permit, deadline, log, ledger: createLedger(0) },
    ...{ resultPath: join(tmpdir(), "phc-no-picture"), tickets: new Map(), late: new Set() },
  } as unknown as JobPlan;
  const deps = {
    ...{ permits, config: testConfig("unused"), metrics: createMetrics(new Registry()), times: createObservedTimes() },
    ...{ driverFor: (name: Provider) => (name === "http" ? stuck : other), attempted: () => undefined },
  } as unknown as IngestDeps;
  const own = { provider: "http", settings: {}, standby: false } as const;
  const standby = { provider: "fault", settings: {}, standby: true } as const;
  try {
    expect(await attempt(deps, job, own, 1, 10)).toMatchObject({ failure: { kind: "deadline" } });
    expect(job.late.size).toBe(1);
    for (const number of [2, 3]) {
      expect(await attempt(deps, job, standby, number, 5_000)).toMatchObject({ failure: { kind: "no_image" } });
    }
    expect(asked).toEqual(["fault", "fault"]);
  } finally {
    permit.release();
    deadline.stop();
  }
});

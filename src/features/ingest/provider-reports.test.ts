/** The keeping of reports: how often it writes, and that nothing of it can hurt an ingest. */
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { describeWithDatabase } from "../../../scripts/testkit/databases.ts";
import type { AttemptReport } from "../../core/attempt-report.ts";
import { createLog } from "../../log.ts";
import { listProviderStatus, saveConfigured } from "../../storage/repos/provider-reports.ts";
import { createProviderReports } from "./provider-reports.ts";

const report = (atMs: number, changes: Partial<AttemptReport> = {}): AttemptReport => ({
  ...{ slotId: "slot-001", slotVersion: 1, provider: "gemini", standby: false, result: "ok", ms: 900, atMs },
  ...changes,
});

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
afterEach(() => void vi.useRealTimers());

describeWithDatabase("provider reports of a service", (db) => {
  const logged: string[] = [];
  const log = createLog("info", { write: (line) => void logged.push(line) });
  const gemini = async () => (await listProviderStatus(db())).find(({ provider }) => provider === "gemini");
  /** How many writes of reports the database has seen. */
  const changes = async () => {
    const reports = await listProviderStatus(db());
    return reports.map(({ lastOk, lastFailure }) => [lastOk?.atMs, lastFailure?.atMs]);
  };

  it("writes the newest of each kind once in a second, and not at once", async () => {
    await saveConfigured(db(), []);
    const reports = createProviderReports(db(), log);
    const before = await changes();
    for (let atMs = 1; atMs <= 50; atMs += 1) reports.note(report(atMs));
    reports.note(report(51, { result: "transient" }));
    vi.advanceTimersByTime(999);
    expect(await changes()).toEqual(before);
    vi.advanceTimersByTime(1);
    vi.useRealTimers();
    await vi.waitFor(async () =>
      expect(await gemini()).toMatchObject({ lastOk: { atMs: 50 }, lastFailure: { atMs: 51 } }),
    );
    await reports.stop();
  });

  it("writes what is left when it stops", async () => {
    await saveConfigured(db(), []);
    // A pool has timers of its own for connections that nobody uses.
    const timers = vi.getTimerCount();
    const reports = createProviderReports(db(), log);
    reports.note(report(7));
    await reports.stop();
    expect((await gemini())?.lastOk?.atMs).toBe(7);
    expect(vi.getTimerCount()).toBe(timers);
  });

  it("says in the log what it cannot write, and goes on", async () => {
    await saveConfigured(db(), []);
    const reports = createProviderReports(db(), log);
    await db().schema.alterTable("provider_reports").renameTo("away").execute();
    reports.note(report(8));
    await reports.stop();
    expect(logged.join("")).toContain("What a provider answered cannot be kept.");
    await db().schema.alterTable("away").renameTo("provider_reports").execute();
    reports.note(report(9));
    await reports.stop();
    expect((await gemini())?.lastOk?.atMs).toBe(9);
  });
});

/** ops stats, jobs and job on a real database: tables, --json, and wrong command lines. */

import { join } from "node:path";
import { beforeEach, expect, it, onTestFinished } from "vitest";
import { newJobId } from "../../src/core/job.ts";
import { openDatabase } from "../../src/storage/database.ts";
import { finishJob, insertJob, type NewJob } from "../../src/storage/repos/jobs.ts";
import type { Db } from "../../src/storage/schema.ts";
import { UsageError } from "../command.ts";
import { useTempFolder } from "../testkit/folders.ts";
import { testConfig } from "../testkit/service.ts";
import { storageOf } from "../testkit/service-database.ts";
import { prepareOps } from "./index.ts";

const folder = useTempFolder();
let db: Db;
let done: string;
let failed: string;
let pending: string;

beforeEach(async () => {
  db = await openDatabase(storageOf(join(folder(), "data")), "service");
  onTestFinished(() => db.destroy());
  done = await begin({ slotId: "slot-001" });
  const call = { provider: "gemini", startMs: 12, ms: 900 } as const;
  const attempts = [
    { ...call, result: "no_image", reason: "no picture in 2 parts" } as const,
    { ...call, provider: "local", result: "ok", startMs: 950 } as const,
  ];
  await finishJob(db, done, 1, {
    ...{ outcome: "success", answeredBy: "local", elapsedMs: 2_000 },
    picture: { key: "results/a", type: "image/png", sizeBytes: 9, sha256: "ab".repeat(32) },
    ledger: { uploadMs: 11, waitMs: 1, attempts, writeMs: 5 },
  });
  failed = await begin({ slotId: "slot-002" });
  await finishJob(db, failed, 1, { outcome: "timeout", failureReason: "deadline_exceeded", elapsedMs: 48_001 });
  pending = await begin({ slotId: "slot-002" });
});

async function begin(changes: Partial<NewJob>): Promise<string> {
  const id = newJobId();
  const job = { slotId: "slot-001", provider: "gemini", fence: 1, deadlineInMs: 48_000 } as const;
  await insertJob(db, { id, ...job, sha256: "00", uploadBytes: 7, slotVersion: 1, ...changes });
  return id;
}

async function ops(...args: string[]) {
  let shown: { value: unknown; text: string } = { value: undefined, text: "" };
  const print = (value: unknown, lines: readonly string[]) => {
    shown = { value, text: lines.join("\n") };
  };
  const exitCode = await prepareOps(args)({ db, config: testConfig(folder()), print });
  return { exitCode, ...shown };
}

it("stats shows the slots in which something happened, the providers, and the total", async () => {
  const { exitCode, value, text } = await ops("stats");
  expect(exitCode).toBe(0);
  const cells = text.split("\n").map((line) => line.split(/ {2,}/));
  expect(cells.slice(2)).toEqual([
    ["slot-001", "1", "1", "0", "0", "0", "0", "0.0 %", "1.8 s", "2.4 s", "0"],
    ["slot-002", "1", "0", "1", "0", "0", "0", "100.0 %", "54.0 s", "59.4 s", "1"],
    ["local", "1", "1", "0", "0", "0", "0", "0.0 %", "1.8 s", "2.4 s"],
    ["gemini", "1", "0", "1", "0", "0", "0", "100.0 %", "54.0 s", "59.4 s"],
    ["total without slot-test", "2", "1", "1", "0", "0", "0", "50.0 %", "2.5 s", "58.8 s", "1"],
  ]);
  expect(value).toMatchObject({ window_minutes: 60, total: { jobs: 2 } });
  expect((await ops("stats", "--window", "24h")).value).toMatchObject({ window_minutes: 1440 });
  expect((await ops("stats", "--window", "7d")).value).toMatchObject({ window_minutes: 10_080 });
});

it("jobs lists them, the newest first, narrowed and page by page", async () => {
  const idsOf = (text: string) => text.match(/\b[0-9a-f]{32}\b/g);
  const all = await ops("jobs");
  expect(all.exitCode).toBe(0);
  expect(new Set(idsOf(all.text))).toEqual(new Set([pending, failed, done]));
  expect(all.text).toMatch(new RegExp(`${done} +slot-001 +local +success +\\d+ +gemini no_image, local ok`));
  expect(idsOf((await ops("jobs", "--slot", "slot-002", "--outcome", "timeout")).text)).toEqual([failed]);
  expect(idsOf((await ops("jobs", "--outcome", "pending")).text)).toEqual([pending]);
  expect((await ops("jobs", "--slot", "slot-003")).text).toBe("No such jobs.");
  const first = await ops("jobs", "--limit", "2");
  const next = /--before ([0-9a-f]{32})$/.exec(first.text)?.[1] ?? "";
  const second = await ops("jobs", "--limit", "2", "--before", next);
  expect(second.value).toMatchObject({ jobs: [expect.anything()], next: null });
  expect(await ops("jobs", "--before", "0")).toMatchObject({ exitCode: 1, text: expect.stringContaining("no job 0") });
});

it("job shows one with where its time went", async () => {
  const { exitCode, text } = await ops("job", done);
  expect(exitCode).toBe(0);
  expect(text).toMatch(/provider +gemini, answered by local\n/);
  expect(text).toMatch(/picture +kept\n\nupload +11 ms\nwait +1 ms\n/);
  expect(text).toMatch(
    /gemini +900 ms +no_image, begun at 12 ms: no picture in 2 parts\nlocal +900 ms +ok, begun at 950/,
  );
  expect((await ops("job", failed)).text).toMatch(/outcome +timeout, deadline_exceeded\n.*\npicture +none$/);
  expect((await ops("job", pending)).text).toMatch(/finished +pending\noutcome +pending/);
  expect(await ops("job", "0")).toMatchObject({
    exitCode: 1,
    value: null,
    text: 'There is no job 0; "jobs" lists them.',
  });
});

it("refuses what it does not understand", () => {
  const wrong: [string[], string][] = [
    [["stats", "--window", "0m"], "--window 0m: write minutes, hours or days up to 7d"],
    [["stats", "--window", "8d"], "--window 8d"],
    [["stats", "--window", "60"], "--window 60"],
    [["stats", "slot-001"], "stats takes 0 arguments, not 1"],
    [["jobs", "--slot", "slot-099"], "slot-099: there is no such slot"],
    [["jobs", "--outcome", "lost"], "--outcome lost: one of success, timeout"],
    [["jobs", "--limit", "201"], "--limit 201: a whole number from 1 to 200"],
    [["job"], "job takes 1 argument, not 0"],
  ];
  for (const [args, message] of wrong) {
    expect(() => prepareOps(args), args.join(" ")).toThrow(UsageError);
    expect(() => prepareOps(args), args.join(" ")).toThrow(message);
  }
});

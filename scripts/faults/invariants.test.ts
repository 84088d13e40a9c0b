/** Each invariant holds for what a service does, and is broken by each thing that it forbids. */
import { describe, expect, it } from "vitest";
import type { Evidence, FileFact, JobFact, Sent } from "./evidence.ts";
import { invariants, violations } from "./invariants.ts";

const NOW = 1_000_000_000;
const STARTED = NOW - 60_000;
const KEY = "results/slot-001/19700112/aa.jpg";

const job: JobFact = {
  ...{ id: "aa", slot: "slot-001", sha256: "photo-a", outcome: "success", mediaKey: KEY, recovered: false },
  ...{ createdAtMs: NOW - 2_000, deadlineAtMs: NOW + 8_000, finishedAtMs: NOW - 1_000, removedAtMs: null },
  ...{ resultSha256: "picture-a", resultBytes: 10 },
};
const timedOut: JobFact = {
  ...job,
  ...{ id: "bb", sha256: "photo-b", outcome: "timeout", mediaKey: null, resultSha256: null, resultBytes: null },
  ...{ createdAtMs: NOW - 20_000, deadlineAtMs: NOW - 10_000, finishedAtMs: NOW - 10_000 },
};
const pending: JobFact = {
  ...timedOut,
  id: "cc",
  sha256: "photo-c",
  outcome: null,
  finishedAtMs: null,
  deadlineAtMs: NOW,
};
const file: FileFact = {
  ...{ path: KEY, isRegular: true, mode: 0o600, sizeBytes: 10, sha256: "picture-a", modifiedMs: NOW - 1_000 },
};
const given = answered("photo-a", 200, "aa", "picture-a");
const scrape = [
  'ingest_requests_total{slot_id="slot-001",provider="http",outcome="success"} 1',
  'ingest_requests_total{slot_id="slot-001",provider="http",outcome="timeout"} 1',
  'ingest_duration_seconds_bucket{slot_id="slot-001",le="+Inf"} 2',
  'ingest_duration_seconds_count{slot_id="slot-001"} 2',
  'ingest_inflight{slot_id="slot-001"} 0',
  'ingest_permits_in_use{pool="global"} 0',
  "media_reserved_bytes 0",
  "ingest_permits_expired_total 0",
].join("\n");

function answered(photoSha256: string, status: number, jobId: string | undefined, sha256: string): Sent {
  const came = { ...{ status, jobId, sha256, reason: "", retryAfter: undefined }, replayed: false };
  return { slot: "slot-001", photoSha256, came };
}

const ended = (["rows", "minutes", "hours"] as const).flatMap((by) =>
  (["success", "timeout"] as const).map((outcome) => ({ by, slot: "slot-001", outcome, jobs: 1 }) as const),
);

/** A picture, a timeout and a job in work, and nothing to complain of. */
const sound: Evidence = {
  sent: [
    given,
    answered("photo-b", 504, "bb", "json"),
    { ...given, photoSha256: "photo-c", came: { error: "ECONNRESET", sent: true } },
  ],
  jobs: [job, timedOut, pending],
  jobsBefore: [job, { ...pending, id: "bb" }],
  files: [file],
  readBacks: [{ jobId: "aa", status: 200, sha256: "picture-a" }],
  provider: {
    calls: new Map([
      ["photo-a", 1],
      ["photo-b", 1],
      ["photo-c", 1],
    ]),
    pictures: new Map([["photo-a", new Set(["picture-a"])]]),
    peak: 2,
  },
  starts: [{ startedAtMs: STARTED, readyMs: 900 }],
  idle: { scrape, openFiles: [], tempFiles: [], sockets: 3 },
  database: { faults: [], migrations: ["0001"], knownMigrations: ["0001"], strandedSessions: [], ended },
  cleanup: { refused: undefined, leftToDelete: [], recordedBytes: 10, storedBytes: 10 },
  leaks: [],
  secrets: { accepted: ["current"] },
  nowMs: NOW,
  limits: { tSeconds: 10, resultTtlHours: 168, permits: 8, attempts: 1 },
};

const removed: JobFact = { ...job, removedAtMs: NOW - 500 };
const idle = (change: Partial<Evidence["idle"]>) => ({ idle: { ...sound.idle, ...change } });
const database = (change: Partial<Evidence["database"]>) => ({ database: { ...sound.database, ...change } });
const files = (...all: readonly FileFact[]) => ({ files: all });
const jobs = (...all: readonly JobFact[]) => ({ jobs: [...all, timedOut, pending] });

/** What is planted, by the number of the invariant that must see it. */
const planted: readonly (readonly [number, string, Partial<Evidence>])[] = [
  [1, "a 200 without a row", { jobs: [timedOut, pending] }],
  [1, "a 200 whose row is pending", jobs({ ...job, outcome: null, finishedAtMs: null })],
  [1, "a 200 of another photo", jobs({ ...job, sha256: "photo-x" })],
  [1, "a 200 with another picture in its row", jobs({ ...job, resultSha256: "picture-x" })],
  [1, "a 200 without its file", files()],
  [1, "a 200 whose file has other bytes", files({ ...file, sha256: "cut" })],
  [1, "a picture that is not given again", { readBacks: [{ jobId: "aa", status: 404, sha256: undefined }] }],
  [1, "a picture that is given with other bytes", { readBacks: [{ jobId: "aa", status: 200, sha256: "cut" }] }],
  [
    1,
    "the picture of another photo",
    { provider: { ...sound.provider, pictures: new Map([["photo-a", new Set(["picture-x"])]]) } },
  ],
  [2, "a success without its file", { ...files(), sent: [] }],
  [2, "a file of another size than its row says", files({ ...file, sizeBytes: 9 })],
  [2, "a file that others can read", files({ ...file, mode: 0o644 })],
  [2, "a link among the files", files({ ...file, isRegular: false })],
  [3, "an old file that no job knows", files(file, { ...file, path: `${KEY}x`, modifiedMs: STARTED - 600_001 })],
  [
    3,
    "a young file of the process that lives, which no job knows",
    files(file, { ...file, path: `${KEY}x`, modifiedMs: NOW - 1 }),
  ],
  [
    3,
    "a temporary file of a process that died",
    files(file, { ...file, path: "tmp/upload", modifiedMs: STARTED - 660_001 }),
  ],
  [4, "a job that nobody ended", { jobs: [job, timedOut, { ...pending, deadlineAtMs: NOW - 9_001 }] }],
  [5, "an end that became another", { jobsBefore: [{ ...job, outcome: "timeout" }] }],
  [5, "a row that is gone", { jobsBefore: [{ ...job, id: "dd" }] }],
  [5, "a picture after its deadline", jobs({ ...job, finishedAtMs: job.deadlineAtMs + 1 })],
  [5, "an end before its begin", jobs({ ...job, finishedAtMs: job.createdAtMs - 1 })],
  [5, "an outcome without a time", jobs({ ...job, finishedAtMs: null })],
  [5, "a timeout long after its deadline", { jobs: [job, { ...timedOut, finishedAtMs: NOW }, pending] }],
  [6, "a 504 whose row says success", { sent: [given, answered("photo-a", 504, "aa", "json")] }],
  [6, "a 503 whose row says success", { sent: [given, answered("photo-a", 503, "aa", "json")] }],
  [6, "a 504 without a row", { sent: [given, answered("photo-d", 504, "dd", "json")] }],
  [6, "a call for a photo that no job knows", { provider: { ...sound.provider, calls: new Map([["photo-d", 1]]) } }],
  [7, "a photo that was sent twice for one job", { provider: { ...sound.provider, calls: new Map([["photo-a", 2]]) } }],
  [
    8,
    "a job that is in work for ever",
    idle({ scrape: scrape.replace('ingest_inflight{slot_id="slot-001"} 0', 'ingest_inflight{slot_id="slot-001"} 1') }),
  ],
  [8, "a permit that is not given back", idle({ scrape: scrape.replace('pool="global"} 0', 'pool="global"} 1') })],
  [
    8,
    "space that stays set aside",
    idle({ scrape: scrape.replace("media_reserved_bytes 0", "media_reserved_bytes 5") }),
  ],
  [8, "a permit that ended by its time", idle({ scrape: scrape.replace("expired_total 0", "expired_total 1") })],
  [8, "a gauge that is not there", idle({ scrape: scrape.replace("media_reserved_bytes 0", "") })],
  [8, "more calls than permits", { provider: { ...sound.provider, peak: 9 } }],
  [8, "a descriptor that is left open", idle({ openFiles: ["media/tmp/x"] })],
  [8, "a temporary file of the process that lives", idle({ tempFiles: ["x.photo"] })],
  [8, "sockets that are left open", idle({ sockets: 41 })],
  [9, "a job that is not counted", idle({ scrape: scrape.replace('outcome="success"} 1', 'outcome="success"} 0') })],
  [9, "a job that is counted twice", idle({ scrape: scrape.replace('outcome="timeout"} 1', 'outcome="timeout"} 2') })],
  [
    9,
    "a job that is counted as another end",
    idle({ scrape: scrape.replace('outcome="timeout"', 'outcome="provider_error"') }),
  ],
  [
    9,
    "a job that is not observed",
    idle({ scrape: scrape.replace('_count{slot_id="slot-001"} 2', '_count{slot_id="slot-001"} 1') }),
  ],
  [
    9,
    "a job that is counted twice for the statistics",
    database({ ended: ended.map((one) => (one.by === "hours" ? { ...one, jobs: 2 } : one)) }),
  ],
  [9, "a job that is not counted for the statistics", database({ ended: ended.slice(0, 3) })],
  [10, "bytes that are not recorded", { cleanup: { ...sound.cleanup, recordedBytes: 9 } }],
  [11, "a page of the database that is damaged", database({ faults: ["Page 3: never used"] })],
  [11, "a schema that is half a migration", database({ migrations: [] })],
  [11, "a session that holds a lock", database({ strandedSessions: ["session 7 holds an advisory lock"] })],
  [12, "a cleanup that refuses", { cleanup: { ...sound.cleanup, refused: "another one is running" } }],
  [12, "a cleanup that does not end its work", { cleanup: { ...sound.cleanup, leftToDelete: [KEY] } }],
  [13, "a removed picture that is still given", { ...jobs(removed), sent: [given] }],
  [
    13,
    "an expired picture that is still given",
    jobs({ ...job, createdAtMs: NOW - 168 * 3_600_000, deadlineAtMs: NOW }),
  ],
  [14, "a start that takes too long", { starts: [{ startedAtMs: NOW - 60_000, readyMs: 10_001 }] }],
  [15, "a secret in a log", { leaks: ["the output of start 1 holds INGEST_PASSWORD"] }],
  [16, "two passwords at once", { secrets: { accepted: ["current", "former"] } }],
  [16, "no password at all", { secrets: { accepted: [] } }],
];

it("finds nothing wrong with a service that keeps its promises", () => {
  expect(violations(sound)).toEqual([]);
});

it("numbers the invariants from 1 to 16, and has a violation for each", () => {
  expect(invariants.map(({ number }) => number)).toEqual(Array.from({ length: 16 }, (_, i) => i + 1));
  expect(new Set(planted.map(([number]) => number)).size).toBe(16);
});

describe("is broken by", () => {
  it.each(planted)("%i: %s", (number, _, change) => {
    const found = violations({ ...sound, ...change });
    expect(found.filter((line) => line.startsWith(`invariant ${number}: `))).not.toEqual([]);
  });
});

describe("is not broken by", () => {
  const allowed: readonly (readonly [string, Partial<Evidence>])[] = [
    [
      "a job that a later process ended",
      jobs(job, { ...timedOut, id: "ee", sha256: "photo-e", recovered: true, finishedAtMs: NOW }),
    ],
    [
      "a removed picture that is gone",
      { ...jobs(removed), ...files(), sent: [given], readBacks: [{ jobId: "aa", status: 410, sha256: undefined }] },
    ],
    [
      "a picture without a row that is still young",
      files(file, { ...file, path: `${KEY}x`, modifiedMs: STARTED - 599_000 }),
    ],
    [
      "a temporary file that came of age since the last cleanup",
      files(file, { ...file, path: "tmp/upload", modifiedMs: STARTED - 659_000 }),
    ],
    [
      "a 504 of a process that died before its row was written",
      {
        sent: [given, answered("photo-b", 504, "bb", "json")],
        jobs: [job, { ...timedOut, outcome: "internal_error", recovered: true }, pending],
        ...database({ ended: ended.filter(({ outcome }) => outcome === "success") }),
        ...idle({ scrape: scrape.replace(/.*"timeout.*\n/, "").replaceAll(/(bucket|count)(.*) 2$/gm, "$1$2 1") }),
      },
    ],
  ];
  it.each(allowed)("%s", (_, change) => {
    expect(violations({ ...sound, ...change })).toEqual([]);
  });
});

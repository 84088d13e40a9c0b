/** What holds after any fault, each judged by the evidence alone. */
import type { Evidence, JobFact, Sent } from "./evidence.ts";

export interface Invariant {
  /** As spec/docs/reliability.md counts them. */
  readonly number: number;
  readonly says: string;
  /** Each violation in one line; empty when it holds. */
  check(evidence: Evidence): string[];
}

/** How long after its deadline a job may still be pending: the reaper's grace, and its look. */
const REAPED_WITHIN_MS = 5_000 + 2 * 2_000;
/** A file younger than this may still get its row. */
const ORPHAN_GRACE_MS = 600_000;
const READY_WITHIN_MS = 10_000;

export const invariants: readonly Invariant[] = [
  {
    number: 1,
    says: "Each picture that a client was given has its row and its file, with the very bytes.",
    check({ sent, jobs, files }) {
      const [byId, byPath] = [index(jobs, ({ id }) => id), index(files, ({ path }) => path)];
      return sent.flatMap(({ came, photoSha256 }) => {
        if ("error" in came || came.status !== 200) return [];
        const job = byId.get(came.jobId ?? "");
        if (job === undefined) return [`job ${came.jobId}: a 200 without a row`];
        if (job.outcome !== "success") return [`job ${job.id}: a 200, and its row says ${job.outcome ?? "pending"}`];
        if (job.sha256 !== photoSha256) return [`job ${job.id}: its row is of another photo`];
        if (job.resultSha256 !== came.sha256) return [`job ${job.id}: its row has another picture than its client`];
        if (job.removedAtMs !== null || job.mediaKey === null) return [];
        const file = byPath.get(job.mediaKey);
        if (file === undefined) return [`job ${job.id}: its file ${job.mediaKey} is not there`];
        return file.sha256 === came.sha256 ? [] : [`job ${job.id}: its file has other bytes than its client got`];
      });
    },
  },
  {
    number: 3,
    says: "No file is left that nobody knows, and no temporary one of a process that died.",
    check({ files, jobs, nowMs, limits }) {
      const known = new Set(jobs.map(({ mediaKey }) => mediaKey));
      return files.flatMap(({ path, modifiedMs }) => {
        const ageMs = nowMs - modifiedMs;
        if (path.startsWith("tmp/")) {
          return ageMs > limits.tSeconds * 1000 + ORPHAN_GRACE_MS
            ? [`${path}: a temporary file that is left over`]
            : [];
        }
        return known.has(path) || ageMs < ORPHAN_GRACE_MS ? [] : [`${path}: no job knows this file`];
      });
    },
  },
  {
    number: 4,
    says: "No job is pending past its deadline.",
    check: ({ jobs, nowMs }) =>
      jobs
        .filter((job) => job.outcome === null && job.deadlineAtMs + REAPED_WITHIN_MS < nowMs)
        .map((job) => `job ${job.id}: pending ${nowMs - job.deadlineAtMs} ms after its deadline`),
  },
  {
    number: 6,
    says: "What a client was refused for has the end in its row that it was told.",
    check({ sent, jobs }) {
      const byId = index(jobs, ({ id }) => id);
      return sent.flatMap((one) => refusedOtherwise(one, byId));
    },
  },
  {
    number: 14,
    says: "Every start is ready within 10 s, without anybody's help.",
    check: ({ starts }) =>
      starts
        .map(({ readyMs }, at) => ({ readyMs, at }))
        .filter(({ readyMs }) => readyMs > READY_WITHIN_MS)
        .map(({ readyMs, at }) => `start ${at + 1}: ready after ${Math.round(readyMs)} ms`),
  },
];

/** Every violation, with the number of its invariant. */
export function violations(evidence: Evidence): string[] {
  return invariants.flatMap(({ number, check }) => check(evidence).map((line) => `invariant ${number}: ${line}`));
}

function refusedOtherwise({ came }: Sent, jobs: ReadonlyMap<string, JobFact>): string[] {
  if ("error" in came || came.status === 200) return [];
  const job = jobs.get(came.jobId ?? "");
  if (came.status === 504 && job?.outcome !== "timeout")
    return [`job ${came.jobId}: a 504, and its row says ${job?.outcome}`];
  return job?.outcome === "success" ? [`job ${job.id}: a ${came.status}, and its row says success`] : [];
}

function index<T>(all: readonly T[], key: (one: T) => string): Map<string, T> {
  return new Map(all.map((one) => [key(one), one]));
}

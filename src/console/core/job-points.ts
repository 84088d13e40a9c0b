/** The jobs of a day as the columns that a chart draws: how long each took, by how it ended, against its T. */
import type { Schemas } from "./api.ts";

type Job = Schemas["Job"];

/** Seconds since 1970, then seconds that a job took, null where it belongs to another column; then the T of each. */
export type JobColumns = readonly [
  at: number[],
  pictures: (number | null)[],
  timeouts: (number | null)[],
  failures: (number | null)[],
  limits: number[],
];

/** The oldest first. Jobs that have not ended are left out. */
export function columnsOf(jobs: readonly Job[]): JobColumns {
  const columns: JobColumns = [[], [], [], [], []];
  // Times of one zone and one length are in order when their letters are.
  const byTime = (a: Job, b: Job) => (a.created_at < b.created_at ? -1 : a.created_at > b.created_at ? 1 : 0);
  const ended = jobs.filter((job) => job.finished_at !== null).sort(byTime);
  for (const job of ended) {
    const startedMs = Date.parse(job.created_at);
    const tookSeconds = (Date.parse(job.finished_at ?? job.created_at) - startedMs) / 1000;
    const of = (...outcomes: readonly (string | null)[]) => (outcomes.includes(job.outcome) ? tookSeconds : null);
    columns[0].push(startedMs / 1000);
    columns[1].push(of("success"));
    columns[2].push(of("timeout"));
    columns[3].push(of("provider_error", "internal_error", "refused"));
    columns[4].push((Date.parse(job.deadline_at) - startedMs) / 1000);
  }
  return columns;
}

/** The jobs with the newest in the place of what was known of them, the newest first, at most as many as are kept. */
export function newestOver<J extends Pick<Job, "job_id">>(newest: readonly J[], known: readonly J[]): readonly J[] {
  const ids = new Set(newest.map(({ job_id }) => job_id));
  return [...newest, ...known.filter(({ job_id }) => !ids.has(job_id))];
}

/** ops jobs, ops job: the jobs, the newest first, and one of them with where its time went. */
import type { components } from "../../generated/api.ts";
import { labelValues, type Outcome } from "../../generated/contract.ts";
import { readJob, readJobs } from "../../src/features/jobs/service.ts";
import { exitCodes, UsageError } from "../command.ts";
import { type Desk, type OpsCommand, readArguments, table } from "./desk.ts";
import { toSlotId } from "./slots.ts";

type Job = components["schemas"]["Job"];

const MOST_JOBS = 200;
const PENDING = "pending";

const listOptions = {
  slot: { type: "string" },
  outcome: { type: "string" },
  before: { type: "string" },
  limit: { type: "string", default: "20" },
} as const;

export const jobsCommand: OpsCommand = {
  verb: "jobs",
  usage: [
    ["jobs", "the newest 20 jobs; narrowed with"],
    ["  --slot ID", "those of a slot"],
    ["  --outcome OUTCOME|pending", labelValues.outcome.join(", ")],
    ["  --limit N", `how many, ${MOST_JOBS} at most`],
    ["  --before ID", "those that follow this one, for the next page"],
  ],
  prepare(args) {
    const { options } = readArguments("jobs", args, 0, listOptions);
    const limit = toLimit(options.limit);
    const asked = {
      ...(options.slot === undefined ? {} : { slotId: toSlotId(options.slot) }),
      ...(options.outcome === undefined ? {} : { outcome: toOutcome(options.outcome) }),
      before: options.before,
    };
    return (desk) => showJobs(desk, asked, limit);
  },
};

export const jobCommand: OpsCommand = {
  verb: "job",
  usage: [["job ID", "one job, with where its time went"]],
  prepare(args) {
    const { words } = readArguments("job", args, 1, {});
    return (desk) => showJob(desk, words[0] ?? "");
  },
};

function toLimit(text: string): number {
  const limit = /^\d{1,3}$/.test(text) ? Number(text) : Number.NaN;
  if (limit >= 1 && limit <= MOST_JOBS) return limit;
  throw new UsageError(`--limit ${text}: a whole number from 1 to ${MOST_JOBS}.`);
}

function toOutcome(text: string): Outcome | null {
  const outcome = labelValues.outcome.find((value) => value === text);
  if (outcome === undefined && text !== PENDING) {
    throw new UsageError(`--outcome ${text}: one of ${[...labelValues.outcome, PENDING].join(", ")}.`);
  }
  return outcome ?? null;
}

async function showJobs({ db, print }: Desk, asked: Parameters<typeof readJobs>[1], limit: number): Promise<number> {
  const read = await readJobs(db, asked, limit);
  if (!read.ok) {
    print(read, [`${read.problem}.`]);
    return exitCodes.found;
  }
  const { jobs, next } = read.page;
  const head = ["created", "job", "slot", "provider", "outcome", "ms", "attempts"];
  const more = next === null ? [] : [`More with --before ${next}`];
  print(read.page, jobs.length === 0 ? ["No such jobs."] : [...table([head, ...jobs.map(rowOf)]), ...more]);
  return exitCodes.good;
}

function rowOf(job: Job): string[] {
  return [
    ...[job.created_at, job.job_id, job.slot_id],
    job.answered_by ?? job.provider,
    job.outcome ?? PENDING,
    job.finished_at === null ? "" : String(Date.parse(job.finished_at) - Date.parse(job.created_at)),
    (job.ledger?.attempts ?? []).map(({ provider, result }) => `${provider} ${result}`).join(", "),
  ];
}

async function showJob({ db, print }: Desk, id: string): Promise<number> {
  const job = await readJob(db, id);
  print(job ?? null, job ? linesOf(job) : [`There is no job ${id}; "jobs" lists them.`]);
  return job ? exitCodes.good : exitCodes.found;
}

function linesOf(job: Job): string[] {
  const { ledger, removed } = job;
  return [
    ...table([
      ["job", job.job_id],
      ["slot", `${job.slot_id} v${job.slot_version}`],
      ["provider", job.answered_by === null ? job.provider : `${job.provider}, answered by ${job.answered_by}`],
      ["created", job.created_at],
      ["deadline", job.deadline_at],
      ["finished", job.finished_at ?? PENDING],
      ["outcome", [job.outcome ?? PENDING, ...(job.failure_reason ? [job.failure_reason] : [])].join(", ")],
      ["photo", `${job.upload_bytes} bytes`],
      ["picture", removed === null ? (job.has_picture ? "kept" : "none") : `${removed.because} ${removed.at}`],
      ...(job.recovered ? [["note", "its process died; it was ended later"]] : []),
    ]),
    ...(ledger === null ? [] : ["", ...table(ledgerRows(ledger))]),
  ];
}

function ledgerRows(ledger: components["schemas"]["JobLedger"]): string[][] {
  return [
    ["upload", `${ledger.upload_ms} ms`, ""],
    ["wait", `${ledger.wait_ms} ms`, ""],
    ...ledger.attempts.map(({ provider, result, start_ms: start, ms, reason }) => [
      provider,
      `${ms} ms`,
      `${result}, begun at ${start} ms${reason === null ? "" : `: ${reason}`}`,
    ]),
    ...(ledger.write_ms === null ? [] : [["write", `${ledger.write_ms} ms`, ""]]),
  ];
}

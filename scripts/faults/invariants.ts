/** What holds after any fault, each judged by the evidence alone. */
import { params } from "../../generated/contract.ts";
import type { EndedFact, Evidence, FileFact, JobFact, Sent } from "./evidence.ts";

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
/** A temporary file older than this belongs to nobody: no upload and no call takes so long. */
const STALE_TEMP_MS = params.t_sync_response.max * 1000 + ORPHAN_GRACE_MS;
const READY_WITHIN_MS = 10_000;
/** What a service has open beside its clients: its own listener and pools of connections. */
const MOST_SOCKETS = 40;

export const invariants: readonly Invariant[] = [
  {
    number: 1,
    says: "Each picture that a client was given has its one row and its file, and is given again with the very bytes.",
    check: ({ sent, jobs, files, readBacks, provider, nowMs, limits }) => {
      const [byId, byPath] = [index(jobs, ({ id }) => id), index(files, ({ path }) => path)];
      const kept = sent.flatMap((one) => notKept(one, byId, byPath));
      const answered = new Map(sent.map(({ came }) => ("status" in came ? [came.jobId, came.sha256] : ["", ""])));
      const read = readBacks.flatMap(({ jobId, status, sha256 }) => {
        const job = byId.get(jobId);
        if (job === undefined || isGone(job, nowMs, limits.resultTtlHours)) return [];
        if (status !== 200) return [`job ${jobId}: its picture is answered with ${status}`];
        return sha256 === answered.get(jobId) ? [] : [`job ${jobId}: its picture is read back with other bytes`];
      });
      const others = sent.flatMap(({ came, photoSha256 }) => {
        const made = provider.pictures.get(photoSha256);
        if ("error" in came || came.status !== 200 || made === undefined || made.size === 0) return [];
        return made.has(came.sha256) ? [] : [`job ${came.jobId}: its client got a picture that is not of its photo`];
      });
      return [...kept, ...read, ...others];
    },
  },
  {
    number: 2,
    says: "Each success has its file, a plain one inside the media that only its owner can read.",
    check: ({ jobs, files }) => {
      const paths = index(files, ({ path }) => path);
      const missing = jobs
        .filter(({ outcome, removedAtMs }) => outcome === "success" && removedAtMs === null)
        .filter(({ mediaKey }) => mediaKey === null || !paths.has(mediaKey))
        .map(({ id, mediaKey }) => `job ${id}: its file ${mediaKey} is not there`);
      const sizes = jobs.flatMap(({ id, mediaKey, resultBytes }) => {
        const file = paths.get(mediaKey ?? "");
        return file === undefined || file.sizeBytes === resultBytes
          ? []
          : [`job ${id}: its file has ${file.sizeBytes} bytes`];
      });
      const odd = files
        .filter(({ isRegular, mode }) => !isRegular || mode !== 0o600)
        .map(({ path }) => `${path}: no plain file of mode 600`);
      return [...missing, ...sizes, ...odd];
    },
  },
  {
    number: 3,
    says: "No file is left that nobody knows, and no temporary one of a process that died.",
    check({ files, jobs, starts, nowMs }) {
      // Each start cleans up: what was old by then is gone, what came of age later may wait for the next cleanup.
      const sinceMs = starts.at(-1)?.startedAtMs ?? nowMs;
      const known = new Set(jobs.map(({ mediaKey }) => mediaKey));
      return files.flatMap(({ path, modifiedMs }) => {
        const ageMs = sinceMs - modifiedMs;
        if (path.startsWith("tmp/"))
          return ageMs > STALE_TEMP_MS ? [`${path}: a temporary file that is left over`] : [];
        // What a process left that was killed may wait for the cleanup; who lives and has no work leaves nothing.
        const isOfLiving = modifiedMs > sinceMs;
        return known.has(path) || (ageMs < ORPHAN_GRACE_MS && !isOfLiving) ? [] : [`${path}: no job knows this file`];
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
    number: 5,
    says: "A job ends once: what is terminal stays as it is, and a picture is never later than its deadline.",
    check({ jobs, jobsBefore }) {
      const byId = index(jobs, ({ id }) => id);
      const changed = jobsBefore.flatMap((before) => {
        const job = byId.get(before.id);
        if (before.outcome === null) return [];
        if (job === undefined) return [`job ${before.id}: its row is gone`];
        const same = job.outcome === before.outcome && job.finishedAtMs === before.finishedAtMs;
        return same ? [] : [`job ${job.id}: it was ${before.outcome} and is ${job.outcome ?? "pending"}`];
      });
      return [...changed, ...jobs.flatMap(wrongTimes)];
    },
  },
  {
    number: 6,
    says: "What a client was refused for has the end in its row that it was told, and without a row no provider was asked.",
    check({ sent, jobs, provider }) {
      const [byId, photos] = [index(jobs, ({ id }) => id), new Set(jobs.map(({ sha256 }) => sha256))];
      const asked = [...provider.calls].filter(([photo, calls]) => calls > 0 && !photos.has(photo));
      return [
        ...sent.flatMap((one) => refusedOtherwise(one, byId)),
        ...asked.map(([photo]) => `photo ${photo}: a provider was asked, and no job knows of it`),
      ];
    },
  },
  {
    number: 7,
    says: "A provider is asked no more often than the slot allows for each job.",
    check({ jobs, provider, limits }) {
      const perPhoto = Map.groupBy(jobs, ({ sha256 }) => sha256);
      return [...provider.calls].flatMap(([photo, calls]) => {
        const allowed = (perPhoto.get(photo)?.length ?? 0) * limits.attempts;
        return calls > allowed && allowed > 0 ? [`photo ${photo}: ${calls} calls where ${allowed} are allowed`] : [];
      });
    },
  },
  {
    number: 8,
    says: "Idle, nothing is held: no job in work, no permit, no space, no file; and never more calls at once than permits.",
    check({ idle, provider, limits }) {
      const held = ["ingest_inflight", "ingest_permits_in_use", "media_reserved_bytes", "ingest_permits_expired_total"]
        .map((name) => ({ name, value: sum(idle.scrape, name) }))
        .filter(({ value }) => value !== 0)
        .map(({ name, value }) => `${name} is ${value} when nothing is in work`);
      const tooMany =
        provider.peak > limits.permits ? [`${provider.peak} calls at once where ${limits.permits} are allowed`] : [];
      const sockets = idle.sockets > MOST_SOCKETS ? [`${idle.sockets} sockets are open when nothing is in work`] : [];
      return [
        ...held,
        ...tooMany,
        ...sockets,
        ...idle.openFiles.map((path) => `${path} is open when nothing is in work`),
        ...idle.tempFiles.map((name) => `tmp/${name} is left when nothing is in work`),
      ];
    },
  },
  {
    number: 9,
    says: "The counters of a process are those of its rows, and each job that was counted was observed.",
    check: (evidence) => [...wrongCounters(evidence), ...wrongCounts(evidence)],
  },
  {
    number: 10,
    says: "The bytes that are recorded are those of the files.",
    check: ({ cleanup: { refused, recordedBytes, storedBytes } }) =>
      refused !== undefined || recordedBytes === storedBytes
        ? []
        : [`${recordedBytes} bytes are recorded, and the pictures have ${storedBytes}`],
  },
  {
    number: 11,
    says: "The database finds no fault in itself, has the schema of this code, and no session holds it up.",
    check({ database: { faults, migrations, knownMigrations, strandedSessions } }) {
      const differs = migrations.join() !== knownMigrations.join();
      return [...faults, ...(differs ? [`it has the schema ${migrations.at(-1)}`] : []), ...strandedSessions];
    },
  },
  {
    number: 12,
    says: "A cleanup can be made, and leaves nothing for a second one.",
    check: ({ cleanup: { refused, leftToDelete } }) => [
      ...(refused === undefined ? [] : [`no cleanup: ${refused}`]),
      ...leftToDelete.map((key) => `${key}: a second cleanup would delete it`),
    ],
  },
  {
    number: 13,
    says: "What has expired or was removed is not given any more, whether its file is there or not.",
    check({ readBacks, jobs, nowMs, limits }) {
      const byId = index(jobs, ({ id }) => id);
      return readBacks.flatMap(({ jobId, status }) => {
        const job = byId.get(jobId);
        const isFound = status !== 404 && status !== 410;
        return job !== undefined && isFound && isGone(job, nowMs, limits.resultTtlHours)
          ? [`job ${jobId}: its picture is gone, and it is answered with ${status}`]
          : [];
      });
    },
  },
  {
    number: 14,
    says: "Every start is ready within 10 s, without anybody's help.",
    check: ({ starts }) =>
      starts.flatMap(({ readyMs }, at) =>
        readyMs > READY_WITHIN_MS ? [`start ${at + 1}: ready after ${Math.round(readyMs)} ms`] : [],
      ),
  },
  {
    number: 15,
    says: "No secret stands in logs, metrics, rows or pictures.",
    check: ({ leaks }) => [...leaks],
  },
  {
    number: 16,
    says: "Exactly one set of secrets is in force.",
    check: ({ secrets: { accepted } }) =>
      accepted.length === 1 ? [] : [`these ingest passwords are taken: ${accepted.join(", ") || "none"}`],
  },
];

/** Every violation, with the number of its invariant. */
export function violations(evidence: Evidence): string[] {
  return invariants.flatMap(({ number, check }) => check(evidence).map((line) => `invariant ${number}: ${line}`));
}

function notKept(
  { came, photoSha256 }: Sent,
  jobs: ReadonlyMap<string, JobFact>,
  files: ReadonlyMap<string, FileFact>,
): string[] {
  if ("error" in came || came.status !== 200) return [];
  const job = jobs.get(came.jobId ?? "");
  if (job === undefined) return [`job ${came.jobId}: a 200 without a row`];
  if (job.outcome !== "success") return [`job ${job.id}: a 200, and its row says ${job.outcome ?? "pending"}`];
  if (job.sha256 !== photoSha256) return [`job ${job.id}: its row is of another photo`];
  if (job.removedAtMs !== null || job.mediaKey === null) return [];
  if (job.resultSha256 !== came.sha256) return [`job ${job.id}: its row has another picture than its client`];
  const file = files.get(job.mediaKey);
  if (file === undefined) return [`job ${job.id}: its file ${job.mediaKey} is not there`];
  return file.sha256 === came.sha256 ? [] : [`job ${job.id}: its file has other bytes than its client got`];
}

function isGone(job: JobFact, nowMs: number, ttlHours: number): boolean {
  return job.removedAtMs !== null || job.createdAtMs + ttlHours * 3_600_000 <= nowMs;
}

function wrongTimes({ id, outcome, createdAtMs, deadlineAtMs, finishedAtMs, recovered }: JobFact): string[] {
  if ((outcome === null) !== (finishedAtMs === null))
    return [`job ${id}: an end without its time, or a time without its end`];
  if (finishedAtMs === null) return [];
  if (finishedAtMs < createdAtMs) return [`job ${id}: it ended before it began`];
  const latest = outcome === "success" ? deadlineAtMs : deadlineAtMs + REAPED_WITHIN_MS;
  return finishedAtMs > latest && !recovered
    ? [`job ${id}: it ended as ${outcome} ${finishedAtMs - deadlineAtMs} ms after its deadline`]
    : [];
}

function refusedOtherwise({ came }: Sent, jobs: ReadonlyMap<string, JobFact>): string[] {
  if ("error" in came || came.status === 200) return [];
  const job = jobs.get(came.jobId ?? "");
  // An answer that is due waits 250 ms for its row, no longer: a process that dies before the row has it leaves it to others.
  if (came.status === 504 && job?.outcome !== "timeout" && job?.recovered !== true) {
    return [`job ${came.jobId}: a 504, and its row says ${job?.outcome}`];
  }
  return job?.outcome === "success" ? [`job ${job.id}: a ${came.status}, and its row says success`] : [];
}

/** Of the process that runs now: rows that it ended, against what it counted. */
function wrongCounters({ idle: { scrape }, starts, jobs }: Evidence): string[] {
  const since = starts.at(-1)?.startedAtMs ?? 0;
  const ended = jobs.filter(({ finishedAtMs, recovered }) => !recovered && (finishedAtMs ?? 0) >= since);
  const wrong = [...new Set(ended.map(({ outcome }) => outcome))].flatMap((outcome) => {
    const rows = ended.filter((job) => job.outcome === outcome).length;
    const counted = sum(scrape, "ingest_requests_total", `outcome="${outcome}"`);
    return rows === counted ? [] : [`${rows} jobs ended as ${outcome}, and ${counted} were counted`];
  });
  const total = sum(scrape, "ingest_requests_total");
  const observed = sum(scrape, "ingest_duration_seconds_count");
  const inBuckets = sum(scrape, "ingest_duration_seconds_bucket", 'le="+Inf"');
  const unlike = [observed, inBuckets, ended.length].some((value) => value !== total);
  return unlike
    ? [...wrong, `${total} jobs counted, ${observed} observed, ${inBuckets} in buckets, ${ended.length} in rows`]
    : wrong;
}

/** The counts that outlive a process, against the rows; of slots to which nothing but photos brought rows. */
function wrongCounts({ sent, database: { ended } }: Evidence): string[] {
  return [...new Set(sent.map(({ slot }) => slot))].flatMap((slot) => {
    const ofSlot = ended.filter((one) => one.slot === slot);
    return [...new Set(ofSlot.map(({ outcome }) => outcome))].flatMap((outcome) => {
      const jobs = (by: EndedFact["by"]) => ofSlot.find((one) => one.outcome === outcome && one.by === by)?.jobs ?? 0;
      const [rows, minutes, hours] = [jobs("rows"), jobs("minutes"), jobs("hours")];
      return rows === minutes && rows === hours
        ? []
        : [`${slot}: ${rows} rows ended as ${outcome}, ${minutes} are counted by minutes and ${hours} by hours`];
    });
  });
}

/** Over all series of a metric that have this label; NaN where the metric has none. */
export function sum(scrape: string, name: string, label = ""): number {
  const lines = scrape
    .split("\n")
    .filter((line) => (line.startsWith(`${name}{`) || line.startsWith(`${name} `)) && line.includes(label));
  if (lines.length === 0) return Number.NaN;
  return lines.reduce((all, line) => all + Number(line.slice(line.lastIndexOf(" ") + 1)), 0);
}

function index<T>(all: readonly T[], key: (one: T) => string): Map<string, T> {
  return new Map(all.map((one) => [key(one), one]));
}

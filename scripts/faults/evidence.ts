/** What is known after a fault: what the client was told, and what database, media, provider and service show. */
import type { Outcome, SlotId } from "../../generated/contract.ts";
import type { Came } from "../testkit/balancer.ts";

/** Everything that the invariants are judged by. Times are epoch milliseconds of the database's clock unless told else. */
export interface Evidence {
  /** The client's journal: every photo that it sent, in the order in which the requests ended. */
  readonly sent: readonly Sent[];
  /** Every row of `jobs`. */
  readonly jobs: readonly JobFact[];
  /** The same when evidence was taken last; empty the first time. */
  readonly jobsBefore: readonly JobFact[];
  /** Everything below the media's root that is no folder. */
  readonly files: readonly FileFact[];
  /** What the service gives for pictures that clients were given and that were not read since, and for removed ones. */
  readonly readBacks: readonly ReadBack[];
  readonly provider: ProviderFact;
  /** One a start of the service, in their order. */
  readonly starts: readonly StartFact[];
  /** Of the service that runs now, when nothing is in work. */
  readonly idle: IdleFact;
  readonly database: DatabaseFact;
  readonly cleanup: CleanupFact;
  /** Where a secret of the service stands in clear, though it must not: one line each, without the secret. */
  readonly leaks: readonly string[];
  readonly secrets: SecretsFact;
  /** When the jobs were read. */
  readonly nowMs: number;
  readonly limits: Limits;
}

/** One photo as a client sent it, and what came back. */
export interface Sent {
  readonly slot: SlotId;
  readonly photoSha256: string;
  readonly came: Came;
}

export interface JobFact {
  readonly id: string;
  readonly slot: SlotId;
  /** Of the photo. */
  readonly sha256: string;
  readonly createdAtMs: number;
  readonly deadlineAtMs: number;
  readonly finishedAtMs: number | null;
  /** null while it is pending. */
  readonly outcome: Outcome | null;
  readonly mediaKey: string | null;
  readonly resultSha256: string | null;
  readonly resultBytes: number | null;
  readonly removedAtMs: number | null;
  /** Its process died, and a later one ended it. */
  readonly recovered: boolean;
}

export interface FileFact {
  /** Relative to the media's root, with slashes. */
  readonly path: string;
  readonly isRegular: boolean;
  /** The permission bits. */
  readonly mode: number;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly modifiedMs: number;
}

/** GET /api/results/{job_id}. */
export interface ReadBack {
  readonly jobId: string;
  readonly status: number;
  /** Of the body of a 200. */
  readonly sha256: string | undefined;
}

/** Counted where the photos arrive. */
export interface ProviderFact {
  /** How often a photo came, by its SHA-256. */
  readonly calls: ReadonlyMap<string, number>;
  /** What it made of each photo, by their SHA-256; none of those whose pictures the service has to rewrite. */
  readonly pictures: ReadonlyMap<string, ReadonlySet<string>>;
  /** The most that were open at once. */
  readonly peak: number;
}

export interface StartFact {
  /** When the process was started, by the clock of the machine. */
  readonly startedAtMs: number;
  /** From the start of the process to its first 200 on /healthz, without the time for which it waited for a processor. */
  readonly readyMs: number;
}

export interface IdleFact {
  /** /metrics. */
  readonly scrape: string;
  /** What the process has open below the media's folder. */
  readonly openFiles: readonly string[];
  /** Temporary files that this process itself has made: their names. */
  readonly tempFiles: readonly string[];
  readonly sockets: number;
}

export interface DatabaseFact {
  /** What its own check finds, one line each. */
  readonly faults: readonly string[];
  /** The migrations that it has, and those that the code knows, in their order. */
  readonly migrations: readonly string[];
  readonly knownMigrations: readonly string[];
  /** Sessions that hold a transaction open without working, and locks of sessions that are gone; one line each. */
  readonly strandedSessions: readonly string[];
  /** Jobs that have ended, as their rows tell and as they were counted, all at one moment. */
  readonly ended: readonly EndedFact[];
}

export interface EndedFact {
  readonly by: "rows" | "minutes" | "hours";
  readonly slot: SlotId;
  readonly outcome: Outcome;
  readonly jobs: number;
}

/** A cleanup that was run when everything else had been looked at. */
export interface CleanupFact {
  /** Why it did not run; undefined when it did. */
  readonly refused: string | undefined;
  /** What a dry run would delete right after a cleanup: keys. */
  readonly leftToDelete: readonly string[];
  /** Bytes below `results` as it has recorded them, and as they are. */
  readonly recordedBytes: number;
  readonly storedBytes: number;
}

export interface SecretsFact {
  /** Names of the ingest passwords that the service takes now, of those that were ever in force and one that never was. */
  readonly accepted: readonly string[];
}

/** What the service is configured to, and the times that it gives itself. */
export interface Limits {
  readonly tSeconds: number;
  readonly resultTtlHours: number;
  /** Calls to the provider at once. */
  readonly permits: number;
  /** Calls to the provider for one photo. */
  readonly attempts: number;
}

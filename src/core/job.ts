/** A job: one photo accepted for editing, from its row's first commit to its one terminal outcome. */
import { randomBytes } from "node:crypto";
import type { Outcome, Provider, SlotId } from "../../generated/contract.ts";
import type { Operations } from "../../generated/routes.ts";
import type { Deadline } from "./deadline.ts";
import type { ImageType } from "./image-type.ts";
import type { JobLedger } from "./ledger.ts";

/** The edited picture of a job. */
export interface StoredPicture {
  readonly key: string;
  readonly type: ImageType;
  readonly sizeBytes: number;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
}

/** expired and deleted are for ever; a missing picture that turns up again is served again. */
export type RemovedBecause = "expired" | "deleted" | "missing";

/** Why a job made no picture, as its client is told. */
export type JobFailure = Operations["ingestPhoto"]["reason"];

/** All times are epoch milliseconds by the database's clock. */
export interface Job {
  readonly id: string;
  readonly slotId: SlotId;
  readonly provider: Provider;
  readonly fence: number;
  readonly createdAtMs: number;
  readonly deadlineAtMs: number;
  readonly finishedAtMs: number | null;
  /** null while the job is pending. */
  readonly outcome: Outcome | null;
  readonly failureReason: JobFailure | null;
  /** Of the photo as it was uploaded. */
  readonly sha256: string;
  readonly uploadBytes: number;
  readonly slotVersion: number;
  /** null when the job made no picture, and when the picture's file is known to be gone. */
  readonly picture: StoredPicture | null;
  readonly removed: { readonly atMs: number; readonly because: RemovedBecause } | null;
  /** Its process died; a later one gave it its outcome. */
  readonly recovered: boolean;
  /** Where its time went; null while it is pending, and for ever when its process died. */
  readonly ledger: JobLedger | null;
  /** The provider whose picture was answered, when it was the slot's standby; else null. */
  readonly answeredBy: Provider | null;
  /** Paid work that can be asked for again; null without such work. */
  readonly ticket: Ticket | null;
}

/** What a provider gave for work that it goes on with: the same photo is asked for by it, not paid for again. */
export interface Ticket {
  readonly provider: Provider;
  readonly ticket: string;
}

/** How a job ends. */
export type JobEnding = (
  | { readonly outcome: "success"; readonly picture: StoredPicture; readonly answeredBy?: Provider | undefined }
  | { readonly outcome: Exclude<Outcome, "success">; readonly failureReason: JobFailure }
) & {
  readonly ledger?: JobLedger;
  /** From the request's headers to its end, in milliseconds; a job without it counts in no quantile. */
  readonly elapsedMs?: number;
  /** By which it is told whether a success comes in time, and when it ended; without it, by the database's clock. */
  readonly deadline?: Pick<Deadline, "totalMs" | "elapsedMs" | "remainingMs">;
};

/** 128 random bits in hexadecimal: who knows a job's id may read its picture. */
export function newJobId(): string {
  return randomBytes(16).toString("hex");
}

/** The moment from which the picture of a job is not served any more, under the TTL in force now. */
export function expiresAtMs(createdAtMs: number, resultTtlHours: number): number {
  return createdAtMs + resultTtlHours * 3_600_000;
}

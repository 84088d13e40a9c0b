/** A job: one photo accepted for editing, from its row's first commit to its one terminal outcome. */
import { randomBytes } from "node:crypto";
import type { Outcome, Provider, SlotId } from "../../generated/contract.ts";
import type { FailureReason } from "../../generated/routes.ts";
import type { ImageType } from "./image-type.ts";

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
  readonly failureReason: FailureReason | null;
  /** Of the photo as it was uploaded. */
  readonly sha256: string;
  readonly uploadBytes: number;
  readonly slotVersion: number;
  /** null when the job made no picture, and when the picture's file is known to be gone. */
  readonly picture: StoredPicture | null;
  readonly removed: { readonly atMs: number; readonly because: RemovedBecause } | null;
  /** Its process died; a later one gave it its outcome. */
  readonly recovered: boolean;
}

/** How a job ends. */
export type JobEnding =
  | { readonly outcome: "success"; readonly picture: StoredPicture }
  | { readonly outcome: Exclude<Outcome, "success">; readonly failureReason: FailureReason };

/** 128 random bits in hexadecimal: who knows a job's id may read its picture. */
export function newJobId(): string {
  return randomBytes(16).toString("hex");
}

/** The moment from which the picture of a job is not served any more, under the TTL in force now. */
export function expiresAtMs(createdAtMs: number, resultTtlHours: number): number {
  return createdAtMs + resultTtlHours * 3_600_000;
}

/** Walks media and jobs side by side and says what cleanup would do to each. Reads only. */
import { params } from "../../../generated/contract.ts";
import { expiresAtMs, type RemovedBecause } from "../../core/job.ts";
import type { MediaFile, MediaStore } from "../../core/media.ts";
import { type PictureRow, pictureRows } from "../../storage/repos/jobs.ts";
import type { Db } from "../../storage/schema.ts";
import type { Scope } from "./repo.ts";

/** Rows and files are worked on in groups of at most this many, so that the service never waits long for the database. */
export const batchSize = 200;

/** A file younger than this may still get its row. */
const orphanGraceMs = 600_000;

/**
 * An upload is over after the longest T_sync_response; what is this old belongs to a process that died. On a disk that is
 * nearly full it counts as dead as soon as no call to a provider can write to it any more.
 */
const staleTempMs = {
  calm: params.t_sync_response.max * 1000 + orphanGraceMs,
  urgent: params.t_sync_response.max * 1000 + 15_000,
};

/**
 * expired: older than the TTL in force. left_behind: removed earlier, but its file was not. no_job: no job knows it.
 * stale: an upload whose process died.
 */
type CleanupReason = "expired" | "left_behind" | "no_job" | "stale";

/** A file that is to be deleted. */
export interface CleanupItem {
  readonly scope: Scope;
  readonly key: string;
  readonly sizeBytes: number;
  readonly reason: CleanupReason;
}

/**
 * delete: this file; `jobId` when a job knows it. missing: the job's file is not there. found: it is there again.
 * forget: a removed picture of which nothing is left.
 */
export type Finding =
  | { readonly is: "delete"; readonly item: CleanupItem; readonly jobId?: string }
  | { readonly is: "missing" | "found" | "forget"; readonly jobId: string; readonly key: string };

export interface Judge {
  readonly nowMs: number;
  /** The time of the clock that dated these files. Asked when a file looks old: it is when both clocks say so. */
  readonly mediaNowMs: (prefix: "results" | "tmp") => Promise<number>;
  readonly ttlHours: number;
  readonly urgent: boolean;
  /** Told of every file below `results`: a file that no job knows counts as a result while it may still get its job. */
  readonly seen?: (scope: "result" | "orphan", sizeBytes: number) => void;
}

/** All findings, in the order of the keys. */
export async function* findings(db: Db, media: MediaStore, judge: Judge): AsyncIterable<Finding> {
  for await (const { file, row } of sideBySide(media.list("results"), allRows(db))) {
    const isOrphan = row === undefined && file !== undefined && (await isOlder(file, orphanGraceMs, "results", judge));
    if (file !== undefined) judge.seen?.(isOrphan ? "orphan" : "result", file.sizeBytes);
    if (isOrphan) yield orphan(file);
    if (row === undefined) continue;
    const expired = expiresAtMs(row.createdAtMs, judge.ttlHours) <= judge.nowMs;
    const finding = file === undefined ? await withoutFile(media, row, expired) : withFile(file, row, expired);
    if (finding !== undefined) yield finding;
  }
  const tempMs = judge.urgent ? staleTempMs.urgent : staleTempMs.calm;
  for await (const file of media.list("tmp")) {
    if (await isOlder(file, tempMs, "tmp", judge)) yield { is: "delete", item: toItem("temp", file, "stale") };
  }
}

function orphan(file: MediaFile): Finding {
  return { is: "delete", item: toItem("orphan", file, "no_job") };
}

function withFile(file: MediaFile, row: PictureRow, expired: boolean): Finding | undefined {
  if (expired) return { is: "delete", item: toItem("result", file, "expired"), jobId: row.id };
  if (row.removedBecause === null) return undefined;
  if (row.removedBecause === "missing") return { is: "found", jobId: row.id, key: row.key };
  return { is: "delete", item: toItem("result", file, "left_behind"), jobId: row.id };
}

/** The walk may have been a moment too early for this file, so it is looked for once more. */
async function withoutFile(media: MediaStore, row: PictureRow, expired: boolean): Promise<Finding | undefined> {
  if (await media.has(row.key)) return undefined;
  const { id: jobId, key, removedBecause } = row;
  if (removedBecause === null) return { is: "missing", jobId, key };
  return isFinal(removedBecause) || expired ? { is: "forget", jobId, key } : undefined;
}

function isFinal(because: RemovedBecause): boolean {
  return because !== "missing";
}

function toItem(scope: Scope, { key, sizeBytes }: MediaFile, reason: CleanupReason): CleanupItem {
  return { scope, key, sizeBytes, reason };
}

async function isOlder(
  { modifiedMs }: MediaFile,
  ageMs: number,
  prefix: "results" | "tmp",
  { nowMs, mediaNowMs }: Judge,
): Promise<boolean> {
  return nowMs - modifiedMs > ageMs && (await mediaNowMs(prefix)) - modifiedMs > ageMs;
}

async function* allRows(db: Db): AsyncIterable<PictureRow> {
  for (let after = ""; ; ) {
    const rows = await pictureRows(db, after, batchSize);
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < batchSize) return;
    after = last.key;
  }
}

/** Pairs files and rows of the same key; both come in the order of their keys. */
async function* sideBySide(
  files: AsyncIterable<MediaFile>,
  rows: AsyncIterable<PictureRow>,
): AsyncIterable<{ readonly file?: MediaFile; readonly row?: PictureRow }> {
  const nextFile = reader(files);
  const nextRow = reader(rows);
  let file = await nextFile();
  let row = await nextRow();
  while (file !== undefined || row !== undefined) {
    if (file !== undefined && file.key === row?.key) {
      yield { file, row };
      file = await nextFile();
      row = await nextRow();
    } else if (file !== undefined && (row === undefined || file.key < row.key)) {
      yield { file };
      file = await nextFile();
    } else if (row !== undefined) {
      yield { row };
      row = await nextRow();
    }
  }
}

function reader<T>(source: AsyncIterable<T>): () => Promise<T | undefined> {
  const iterator = source[Symbol.asyncIterator]();
  return async () => {
    const { done, value } = await iterator.next();
    return done === true ? undefined : value;
  };
}

/** The step cleanup: a dry run on the service's host deletes nothing, and lists nothing that somebody still needs. */
import type { Config } from "../../generated/config.ts";
import { params } from "../../generated/contract.ts";
import { expiresAtMs, type Job } from "../../src/core/job.ts";
import { type MediaFile, type MediaStore, MediaUnavailable } from "../../src/core/media.ts";
import type { CleanupItem } from "../../src/features/cleanup/findings.ts";
import { readCleanupTotals } from "../../src/features/cleanup/repo.ts";
import { runCleanup } from "../../src/features/cleanup/service.ts";
import { DatabaseRefused, isOnServer } from "../../src/storage/database.ts";
import { findJob } from "../../src/storage/repos/jobs.ts";
import { type Desk, openDesk } from "../cleanup_media/desk.ts";
import { StepFailed } from "../steps.ts";

export const WAIVER = "--without-cleanup";

/** Nobody works on a file any more that was last written this long ago: the longest T_sync_response, and a minute. */
const IN_WORK_MS = params.t_sync_response.max * 1000 + 60_000;

type Tree = ReadonlyMap<string, MediaFile>;

/** Throws StepFailed. `cleanup` is the function that the service and `npm run cleanup_media` call. */
export async function checkDryRun(config: Config, cleanup = runCleanup): Promise<string> {
  return await onHost(async () => {
    const desk = await openDesk(config, { dryRun: true });
    try {
      // Now, because only a copy of a database stays as it is.
      const deletedBefore = await deletedBy(desk);
      const before = await readTree(desk.media);
      const outcome = await cleanup(desk, { dryRun: true });
      if (!outcome.ran) throw new StepFailed(outcome.message);
      const { items, missing } = outcome.report;
      const after = await readTree(desk.media);
      const faults = await wronglyListed(desk, items, before);
      faults.push(...changed(before, after), ...(await unexplained(config, deletedBefore, before, after)));
      if (faults.length > 0) throw new StepFailed(faults.join("\n"));
      const bytes = items.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
      const lost = missing.length === 0 ? "" : `; the files of ${missing.length} pictures are missing`;
      return `would delete ${items.length} of ${before.size} files, ${bytes} bytes, nothing that is needed; nothing was changed${lost}`;
    } finally {
      await desk.close();
    }
  });
}

/** The data of this host are those of the service that made this job: otherwise the dry run looked at the wrong ones. */
export async function checkSameData(config: Config, jobId: string): Promise<void> {
  await onHost(async () => {
    const desk = await openDesk(config, { dryRun: true });
    try {
      if ((await findJob(desk.db, jobId)) !== undefined) return;
    } finally {
      await desk.close();
    }
    const data = isOnServer(config) ? "The database of DATABASE_URL" : `DATA_DIR=${config.DATA_DIR}`;
    throw new StepFailed(
      `${data} does not know job ${jobId}: it is not that of this service, so cleanup was tried on the wrong data.\n${ADVICE}`,
    );
  });
}

const ADVICE = `Run it on the service's host with the service's DATA_DIR and DATABASE_URL (or --env-file), or with ${WAIVER}.`;

async function onHost<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof DatabaseRefused || error instanceof MediaUnavailable)) throw error;
    throw new StepFailed(`${error.message}\n${ADVICE}`);
  }
}

async function readTree(media: Pick<MediaStore, "list">): Promise<Tree> {
  const tree = new Map<string, MediaFile>();
  for (const prefix of ["results", "tmp"] as const) {
    for await (const file of media.list(prefix)) tree.set(file.key, file);
  }
  return tree;
}

/** Judged by rows and ages alone, not by cleanup's own reasons. */
async function wronglyListed(desk: Desk, items: readonly CleanupItem[], tree: Tree): Promise<string[]> {
  const nowMs = desk.clock.read().wallMs;
  const faults: string[] = [];
  for (const { key } of items) {
    const why = isInWork(tree.get(key), nowMs)
      ? "somebody may still be writing it"
      : neededBy(await jobOfFile(desk, key), key, nowMs, desk.settings.current().resultTtlHours);
    if (why !== undefined) faults.push(`the dry run would delete ${key}: ${why}`);
  }
  return faults;
}

/** A file that was not there a moment ago is in work, too. */
function isInWork(file: MediaFile | undefined, nowMs: number): boolean {
  return file === undefined || nowMs - file.modifiedMs < IN_WORK_MS;
}

/** Files are named after their jobs. */
async function jobOfFile({ db }: Pick<Desk, "db">, key: string): Promise<Job | undefined> {
  const [, id] = /([0-9a-f]{32})\.[a-z]+$/.exec(key) ?? [];
  return id === undefined ? undefined : await findJob(db, id);
}

function neededBy(job: Job | undefined, key: string, nowMs: number, ttlHours: number): string | undefined {
  if (job === undefined) return undefined;
  if (job.outcome === null && job.deadlineAtMs > nowMs) return `job ${job.id} is in work`;
  const served = job.picture?.key === key && job.removed === null && expiresAtMs(job.createdAtMs, ttlHours) > nowMs;
  return served ? `job ${job.id} has not expired` : undefined;
}

/** Uploads grow while they are in work; whatever else has another size or time was touched by the dry run. */
function changed(before: Tree, after: Tree): string[] {
  return [...before.values()].flatMap((file) => {
    const now = after.get(file.key);
    const same = now === undefined || (now.sizeBytes === file.sizeBytes && now.modifiedMs === file.modifiedMs);
    return same || isUpload(file) ? [] : `${file.key} was changed during the dry run`;
  });
}

function isUpload({ key, modifiedMs }: MediaFile): boolean {
  return key.startsWith("tmp/") && isInWork({ key, modifiedMs, sizeBytes: 0 }, Date.now());
}

/** Files that are gone though the service itself, which goes on beside the dry run, has no reason to remove them. */
async function unexplained(config: Config, deletedBefore: number, before: Tree, after: Tree): Promise<string[]> {
  const gone = [...before.values()].filter((file) => !after.has(file.key) && !isUpload(file));
  if (gone.length === 0) return [];
  const later = await openDesk(config, { dryRun: true });
  try {
    if ((await deletedBy(later)) > deletedBefore) return [];
    const faults: string[] = [];
    for (const { key } of gone) {
      const job = await jobOfFile(later, key);
      if (job === undefined || job.removed === null) faults.push(`${key} is gone since the dry run`);
    }
    return faults;
  } finally {
    await later.close();
  }
}

/** How many files all cleanups have deleted. */
async function deletedBy({ db }: Pick<Desk, "db">): Promise<number> {
  const { scopes } = await readCleanupTotals(db);
  return scopes.reduce((sum, { deleted }) => sum + deleted, 0);
}

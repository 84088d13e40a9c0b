/** Reading and removing the picture of one job. */
import type { Actor } from "../../core/audit.ts";
import { expiresAtMs, type Job } from "../../core/job.ts";
import type { MediaStore, OpenPicture } from "../../core/media.ts";
import type { SettingsSource } from "../../core/settings.ts";
import { recordAudit } from "../../storage/repos/audit.ts";
import { findJob, forgetPictures, markRemoved } from "../../storage/repos/jobs.ts";
import type { Db } from "../../storage/schema.ts";
import { inTransaction } from "../../storage/transaction.ts";

export interface ResultsDependencies {
  readonly db: Db;
  readonly media: Pick<MediaStore, "open" | "delete">;
  readonly settings: SettingsSource;
}

type FindDependencies = Pick<ResultsDependencies, "db" | "settings">;

/** none: no such job, or one that made no picture. gone: there was a picture, and nobody gets it any more. */
type Absence = "none" | "gone";

/** A picture, open, and the slot that it is of. */
interface Result extends Pick<Job, "slotId"> {
  readonly picture: OpenPicture;
}

/** Where the picture of a job is. */
interface Found extends Pick<Job, "slotId"> {
  readonly key: string;
}

/** The picture of a job. Expired pictures are gone even while their files still exist. */
export async function readResult(deps: ResultsDependencies, jobId: string): Promise<Result | Absence> {
  const found = await findPicture(deps, jobId);
  if (typeof found === "string") return found;
  const picture = await deps.media.open(found.key);
  return picture === undefined ? "gone" : { slotId: found.slotId, picture };
}

/** The same without a look at the media: what there should be. */
export async function findPicture(deps: FindDependencies, jobId: string): Promise<Found | Absence> {
  const job = await findJob(deps.db, jobId);
  const absence = absenceOf(job, deps);
  if (absence !== undefined) return absence;
  if (job === undefined || job.picture === null) return "none";
  return { slotId: job.slotId, key: job.picture.key };
}

/**
 * Removes the picture of a job; of any slot for operators, else of slot-test. left: nobody gets the picture any more, but its file could not be deleted;
 * cleanup tries again.
 */
export async function removeResult(
  deps: ResultsDependencies,
  jobId: string,
  operator: Actor | undefined,
): Promise<"removed" | "left" | "other_slot" | Absence> {
  const job = await findJob(deps.db, jobId);
  const absence = absenceOf(job, deps);
  if (job === undefined || absence === "none") return "none";
  if (job.slotId !== "slot-test" && operator === undefined) return "other_slot";
  if (absence !== undefined || job.picture === null) return "gone";
  // The row first: nobody is to read "done" and find no file.
  if (!(await remove(deps.db, job, operator))) return "gone";
  const confirmed = await deps.media.delete([job.picture.key]);
  if (confirmed.length === 0) return "left";
  await forgetPictures(deps.db, [job.id]);
  return "removed";
}

/** Whether this call removed it. What an operator removes is recorded. */
async function remove(db: Db, { id, slotId }: Job, operator: Actor | undefined): Promise<boolean> {
  return await inTransaction(
    db,
    async (changes) => {
      if ((await markRemoved(changes, [id], "deleted")) === 0) return false;
      if (operator === undefined) return true;
      const entry = { actor: operator, action: "result.removed", subject: `job:${id}`, reason: "" };
      await recordAudit(changes, { ...entry, before: null, after: { slot_id: slotId } });
      return true;
    },
    "read committed",
  );
}

function absenceOf(job: Awaited<ReturnType<typeof findJob>>, { settings }: FindDependencies): Absence | undefined {
  if (job === undefined || job.outcome !== "success") return "none";
  if (job.removed !== null || job.picture === null) return "gone";
  return expiresAtMs(job.createdAtMs, settings.current().resultTtlHours) <= job.readAtMs ? "gone" : undefined;
}

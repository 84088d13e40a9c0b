/** The same photo sent twice: joins the job that is running, or is given the picture of one that has just ended. */
import type { SlotId } from "../../../generated/contract.ts";
import type { JobEnd } from "./run-job.ts";

/** What makes two photos the same. */
export interface PhotoIdentity {
  readonly slotId: SlotId;
  readonly slotVersion: number;
  readonly sha256: string;
}

/** A job of this process that has not ended. */
export interface RunningJob {
  readonly jobId: string;
  /** Rejects only when the job never came to be: its row could not be written. */
  readonly end: Promise<JobEnd>;
}

export interface RunningJobs {
  find(photo: PhotoIdentity): RunningJob | undefined;
  /** Makes the job findable until it ends. */
  add(photo: PhotoIdentity, job: RunningJob): void;
}

/** An empty set of running jobs. */
export function createRunningJobs(): RunningJobs {
  const jobs = new Map<string, RunningJob>();
  const keyOf = ({ slotId, slotVersion, sha256 }: PhotoIdentity) => `${slotId} ${slotVersion} ${sha256}`;
  return {
    find: (photo) => jobs.get(keyOf(photo)),
    add(photo, job) {
      const key = keyOf(photo);
      jobs.set(key, job);
      const remove = () => void jobs.delete(key);
      job.end.then(remove, remove);
    },
  };
}

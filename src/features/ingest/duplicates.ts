/** The same photo sent twice to this process: joins the job that is running. For those of other processes see claim.ts. */
import type { SlotId } from "../../../generated/contract.ts";
import type { JobEnd } from "./run-job.ts";

/** What makes two photos the same. */
export interface PhotoIdentity {
  readonly slotId: SlotId;
  readonly slotVersion: number;
  readonly sha256: string;
}

/** Where a photo of this process is edited; another instance may have begun before. */
export interface JobPlace {
  readonly jobId: string;
  /** Whether another instance works on it, and this one waits. */
  readonly isElsewhere: boolean;
}

/** A photo of this process whose job has not ended. */
export interface RunningJob {
  readonly place: () => JobPlace;
  /** Rejects only when there is no job that anybody could wait for. */
  readonly end: Promise<JobEnd>;
}

export interface RunningJobs {
  find(photo: PhotoIdentity): RunningJob | undefined;
  /** Makes the job findable until it ends. */
  add(photo: PhotoIdentity, job: RunningJob): void;
  /** Whether this process itself works on the job. */
  works(jobId: string): boolean;
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
    works(jobId) {
      const places = [...jobs.values()].map((job) => job.place());
      return places.some((place) => place.jobId === jobId && !place.isElsewhere);
    },
  };
}

/** GET /api/jobs and GET /api/jobs/{job_id}. */
import type { Handlers } from "../../../generated/routes.ts";
import { momentOf } from "../../core/moment.ts";
import type { Context } from "../../http/context.ts";
import type { Db } from "../../storage/schema.ts";
import { readJob, readJobs } from "./service.ts";

const PAGE = 50;

export function createJobHandlers({ db }: { readonly db: Db }): Pick<Handlers<Context>, "listJobs" | "getJob"> {
  return {
    async listJobs({ query }) {
      const { slot_id: slotId, outcome, pending, since, until, before, limit = PAGE } = query;
      if (pending && outcome !== undefined) {
        return {
          reason: "invalid_request",
          details: "A job that is pending has no outcome: leave one of the two out.",
        };
      }
      const [sinceMs, untilMs] = [since, until].map((text) => (text === undefined ? undefined : momentOf(text)));
      if ((since !== undefined && sinceMs === undefined) || (until !== undefined && untilMs === undefined)) {
        return { reason: "invalid_request", details: "since or until is no time that there is." };
      }
      const asked = {
        ...{ slotId, outcome: pending ? null : outcome, before },
        ...{ sinceMs, untilMs },
      };
      const read = await readJobs(db, asked, limit);
      if (!read.ok) return { reason: "invalid_request", details: `${read.problem}.` };
      return { status: 200, contentType: "application/json", body: read.page };
    },
    async getJob({ path }) {
      const job = await readJob(db, path.job_id);
      if (job === undefined) return { reason: "not_found", details: `There is no job ${path.job_id}.` };
      return { status: 200, contentType: "application/json", body: job };
    },
  };
}

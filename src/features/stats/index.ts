/** GET /api/stats. */
import type { Handlers } from "../../../generated/routes.ts";
import type { Context } from "../../http/context.ts";
import type { Db } from "../../storage/schema.ts";
import { readStats } from "./service.ts";

/** Of the window unless another one is asked for, in minutes. */
const WINDOW = 60;

export function createStatsHandlers({ db }: { readonly db: Db }): Pick<Handlers<Context>, "getStats"> {
  return {
    async getStats({ query }) {
      return {
        status: 200,
        contentType: "application/json",
        body: await readStats(db, query.window_minutes ?? WINDOW),
      };
    },
  };
}

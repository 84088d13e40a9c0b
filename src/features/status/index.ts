/** GET /status: what customers may know, without signing in. */
import type { Handlers } from "../../../generated/routes.ts";
import type { Context } from "../../http/context.ts";
import type { Db } from "../../storage/schema.ts";
import { readStatus } from "./service.ts";

export function createStatusHandlers({ db }: { readonly db: Db }): Pick<Handlers<Context>, "getStatus"> {
  return {
    getStatus: async () => ({ status: 200, contentType: "application/json", body: await readStatus(db) }),
  };
}

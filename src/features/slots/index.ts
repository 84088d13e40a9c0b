/** GET /api/slots. */
import type { Handlers } from "../../../generated/routes.ts";
import type { Context } from "../../http/context.ts";
import { listSlots } from "../../storage/repos/slots.ts";
import type { Db } from "../../storage/schema.ts";
import { publicSlot } from "./service.ts";

export function createSlotHandlers({ db }: { readonly db: Db }): Pick<Handlers<Context>, "listSlots"> {
  return {
    async listSlots() {
      const slots = await listSlots(db);
      return { status: 200, contentType: "application/json", body: { slots: slots.map(publicSlot) } };
    },
  };
}

/** What customers may know: whether photos are edited, and what the operators say about it. */
import type { components } from "../../../generated/api.ts";
import type { Slot } from "../../core/slot.ts";
import { openNotice } from "../../storage/repos/notices.ts";
import { listSlots } from "../../storage/repos/slots.ts";
import type { Db } from "../../storage/schema.ts";

export async function readStatus(db: Db): Promise<components["schemas"]["Status"]> {
  const [slots, notice] = [await listSlots(db), await openNotice(db)];
  return {
    status: statusOf(slots),
    notice: notice === undefined ? null : { text: notice.text, since: new Date(notice.sinceMs).toISOString() },
  };
}

/** Whether photos are edited; slot-test is nobody's booth. */
function statusOf(slots: readonly Slot[]): "ok" | "degraded" | "unavailable" {
  const booths = slots.filter((slot) => slot.id !== "slot-test");
  const editing = booths.filter(edits);
  if (editing.length === 0) return "unavailable";
  return editing.length === booths.length ? "ok" : "degraded";
}

/** A slot that a rule took out still edits where it has a standby. */
function edits({ state, standby }: Slot): boolean {
  if (state === "maintenance") return false;
  return (state !== "tripped" && state !== "probing") || standby !== null;
}

/** Why a slot's last photo failed, in the words of the service and of the provider. */
import { call, type Schemas } from "../core/api.ts";
import { hrefOf } from "../core/router.ts";
import { useDisplay, useNow } from "../parts/app.tsx";
import { useLoad } from "../parts/load.tsx";

interface Props {
  readonly slotId: Schemas["Slot"]["slot_id"];
  /** How many photos failed lately: it is asked for anew when there are more. */
  readonly failures: number;
}

/** So many jobs back: what failed before that is no news. */
const LOOKED_AT = 50;

/** A fact of a list of facts; nothing when nothing failed. */
export function LastFailure({ slotId, failures }: Props) {
  const { t, f } = useDisplay();
  const now = useNow(30_000);
  const query = { slot_id: slotId, limit: LOOKED_AT };
  const loaded = useLoad(`last failure ${slotId} ${failures}`, (signal) => call("get", "/api/jobs", { query, signal }));
  const job = loaded.data?.jobs.find(
    ({ outcome }) => outcome !== null && outcome !== "success" && outcome !== "refused",
  );
  if (job === undefined) return null;
  const said = job.ledger?.attempts.findLast(({ reason }) => reason !== null);
  return (
    <>
      <dt>{t.slot.lastFailure}</dt>
      <dd>
        {f.moment(Date.parse(job.created_at), now)}, {job.failure_reason === null ? "" : t.reasons[job.failure_reason]}{" "}
        {said !== undefined && (
          <>
            {said.provider}: <span lang="en">{said.reason}</span>.{" "}
          </>
        )}
        <a href={hrefOf({ view: "slot", id: slotId, tab: "jobs" })}>{t.slot.jobs}</a>
      </dd>
    </>
  );
}

/** What somebody else has changed while a form was open, who it was, and the choice of what counts. */
import { call, type Schemas } from "../core/api.ts";
import { differences } from "../core/schema-form.ts";
import { useDisplay, useNow } from "../parts/app.tsx";
import { Changes } from "../parts/changes.tsx";
import { useLoad } from "../parts/load.tsx";

interface Props {
  readonly base: Schemas["SlotDetails"];
  readonly theirs: Schemas["SlotDetails"];
  readonly keepMine: () => void;
  readonly takeTheirs: () => void;
}

export function Stale({ base, theirs, keepMine, takeTheirs }: Props) {
  const { t, f } = useDisplay();
  const now = useNow(15_000);
  const subject = `slot:${base.slot_id}`;
  const { data } = useLoad(`${subject} ${theirs.version}`, (signal) =>
    call("get", "/api/audit", { query: { subject, limit: 1 }, signal }),
  );
  const [last] = data?.entries ?? [];
  return (
    <div class="note note-warn" role="alert">
      <p>
        <strong>{t.slot.stale}</strong>{" "}
        {last !== undefined && t.slot.staleBy(last.actor, f.ago(Date.parse(last.at), now), last.reason)}
      </p>
      <Changes changes={differences(settingsOf(base), settingsOf(theirs))} />
      {theirs.version > base.version && (
        <div class="actions">
          <button type="button" onClick={keepMine}>
            {t.slot.staleMine}
          </button>
          <button type="button" onClick={takeTheirs}>
            {t.slot.staleTheirs}
          </button>
        </div>
      )}
    </div>
  );
}

/** What people change: not the version, nor since when. */
function settingsOf({
  provider,
  settings,
  standby,
  max_parallel,
  max_attempts,
  state,
  state_reason,
}: Schemas["SlotDetails"]) {
  return { provider, settings, standby, max_parallel, max_attempts, state, state_reason };
}

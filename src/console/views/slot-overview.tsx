/** A slot at a glance: the state it is in and why, maintenance, and the jobs of the day as a picture. */
import { useEffect } from "preact/hooks";
import type { Schemas } from "../core/api.ts";
import { hrefOf } from "../core/router.ts";
import { slotName, useDisplay, useNow, useStation } from "../parts/app.tsx";
import { later } from "../parts/load.tsx";
import { LastFailure } from "./last-failure.tsx";
import { Maintenance } from "./maintenance.tsx";
import { Tile } from "./tile.tsx";

const History = later(async () => (await import("./history.tsx")).History);

interface Props {
  readonly details: Schemas["SlotDetails"];
  /** As the stream has it: higher than that of the details when somebody has changed the slot since. */
  readonly seenVersion: number;
  readonly reload: () => void;
}

export function SlotOverview({ details, seenVersion, reload }: Props) {
  const { t, f } = useDisplay();
  const { live } = useStation();
  const now = useNow(30_000);
  useEffect(() => {
    if (seenVersion > details.version) reload();
  }, [seenVersion, details.version, reload]);
  const seen = live.hall?.slots.find(({ id }) => id === details.slot_id);
  const failures = (seen?.failed ?? 0) + (seen?.timeouts ?? 0);
  return (
    <div class="slot-columns">
      <section aria-labelledby="state">
        <h2 id="state">{t.slot.state}</h2>
        <dl class="facts">
          <dt>{t.slot.state}</dt>
          <dd>
            {t.states[details.state]}, {t.slot.stateSince(f.moment(Date.parse(details.state_since), now))},{" "}
            {details.state_by === "operator" ? t.slot.byOperator : t.slot.byRule}
          </dd>
          {details.state_reason !== "" && (
            <>
              <dt>{t.slot.why}</dt>
              <dd>{details.state_reason}</dd>
            </>
          )}
          {details.state_until !== null && (
            <>
              <dt>{t.slot.end}</dt>
              <dd>{f.moment(Date.parse(details.state_until), now)}</dd>
            </>
          )}
          <dt>{t.slot.provider}</dt>
          <dd>
            {details.provider}
            {details.standby !== null && `, ${t.slot.standby}: ${details.standby.provider}`}
          </dd>
          <LastFailure slotId={details.slot_id} failures={failures} />
        </dl>
        <p>
          <a href={hrefOf({ view: "audit", subject: `slot:${details.slot_id}`, actor: "" })}>{t.slot.audit}</a>
        </p>
        <Maintenance details={details} changed={reload} />
      </section>
      <section aria-label={t.hall.window}>
        {seen !== undefined && (
          <ul
            class={live.phase === "live" ? "tiles tiles-one" : "tiles tiles-one stale"}
            aria-label={slotName(t, seen.id)}
          >
            <Tile slot={seen} limit={live.hall?.t_sync_response_seconds ?? 0} />
          </ul>
        )}
        <History key={details.slot_id} slotId={details.slot_id} ended={failures + (seen?.answered ?? 0)} />
      </section>
    </div>
  );
}

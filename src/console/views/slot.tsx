/** One slot: its state and maintenance, its settings, a test photo, its jobs. */
import { labelValues } from "../../../generated/contract.ts";
import { call, type Schemas } from "../core/api.ts";
import { hrefOf, type SlotTab, slotTabs } from "../core/router.ts";
import { slotName, useDisplay, useStation } from "../parts/app.tsx";
import { LevelIcon } from "../parts/icon.tsx";
import { useLoad } from "../parts/load.tsx";
import { TroubleNote } from "../parts/trouble.tsx";
import "../styles/slot.css";
import { verdictOf } from "../core/verdict.ts";
import { Jobs } from "./jobs.tsx";
import { SlotOverview } from "./slot-overview.tsx";
import { SlotSettings } from "./slot-settings.tsx";

export type SlotId = Schemas["Slot"]["slot_id"];

interface Props {
  readonly id: string;
  readonly tab: SlotTab;
}

/** The id comes out of an address: it is asked for only when it is one of a slot. */
export function Slot({ id, tab }: Props) {
  const { t } = useDisplay();
  const known = labelValues.slot_id.find((each) => each === id);
  if (known === undefined) return <h1 tabIndex={-1}>{t.slot.unknown}</h1>;
  return <KnownSlot id={known} tab={tab} />;
}

function KnownSlot({ id, tab }: { readonly id: SlotId; readonly tab: SlotTab }) {
  const { t } = useDisplay();
  const { live } = useStation();
  const version = live.hall?.slots.find((slot) => slot.id === id)?.version ?? 0;
  const loaded = useLoad(`slot ${id}`, (signal) =>
    call("get", "/api/slots/{slot_id}", { path: { slot_id: id }, signal }),
  );
  if (loaded.trouble?.reason === "slot_not_found") return <h1 tabIndex={-1}>{t.slot.unknown}</h1>;
  const details = loaded.data;
  return (
    <>
      <SlotHead id={id} details={details} />
      <nav class="tabs" aria-label={t.slot.tabs}>
        <ul>
          {slotTabs.map((each) => (
            <li key={each}>
              <a href={hrefOf({ view: "slot", id, tab: each })} aria-current={each === tab ? "page" : undefined}>
                {t.slot[each]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {loaded.trouble !== undefined && <TroubleNote trouble={loaded.trouble} again={loaded.reload} />}
      {details === undefined && loaded.loading && <p class="loading">{t.app.loading}</p>}
      {details !== undefined && (
        <>
          {tab === "overview" && <SlotOverview details={details} seenVersion={version} reload={loaded.reload} />}
          {/* What is typed into the form stays while one tries it with a photo. */}
          <div hidden={tab !== "settings" && tab !== "test"}>
            <SlotSettings details={details} seenVersion={version} shown={tab} reload={loaded.reload} />
          </div>
          {tab === "jobs" && <Jobs slotId={id} />}
        </>
      )}
    </>
  );
}

function SlotHead({ id, details }: { readonly id: string; readonly details: Schemas["SlotDetails"] | undefined }) {
  const { t } = useDisplay();
  const { live } = useStation();
  const seen = live.hall?.slots.find((slot) => slot.id === id);
  const state = seen?.state ?? details?.state;
  return (
    <div class="slot-head">
      <h1 tabIndex={-1}>
        {slotName(t, id)} <code class="fine">{id}</code>
      </h1>
      {state !== undefined && (
        <p class={live.phase === "live" ? "slot-state" : "slot-state stale"}>
          {seen === undefined ? (
            t.states[state]
          ) : (
            <>
              <LevelIcon level={verdictOf(seen).level} /> {t.verdicts[verdictOf(seen).code]}
            </>
          )}
        </p>
      )}
    </div>
  );
}

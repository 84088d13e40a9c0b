/** The hall: what needs somebody, what was promised, which alerts hold, and one tile a slot. */
import { type Hall as HallData, staleEvaluation } from "../core/live.ts";
import { hrefOf } from "../core/router.ts";
import { needing } from "../core/verdict.ts";
import { slotName, useDisplay, useNow, useStation } from "../parts/app.tsx";
import { LevelIcon } from "../parts/icon.tsx";
import { Alerts } from "./alerts.tsx";
import { Kpis } from "./kpis.tsx";
import { Tile } from "./tile.tsx";

const TEST_SLOT = "slot-test";

export function Hall() {
  const { t } = useDisplay();
  const { live } = useStation();
  return (
    <>
      <h1 tabIndex={-1}>{t.hall.title}</h1>
      {live.hall === undefined ? (
        <p class="loading">{live.phase === "stopped" ? t.live.noNumbers : t.live.connecting}</p>
      ) : (
        <div class={live.phase === "live" ? "hall" : "hall stale"}>
          <Board hall={live.hall} />
        </div>
      )}
    </>
  );
}

function Board({ hall }: { readonly hall: HallData }) {
  const { t, f } = useDisplay();
  const booths = hall.slots.filter(({ id }) => id !== TEST_SLOT);
  const others = hall.slots.filter(({ id }) => id === TEST_SLOT);
  const { live } = useStation();
  const evaluatedAtMs = staleEvaluation(live, useNow(5_000));
  const limit = hall.t_sync_response_seconds;
  return (
    <>
      <Attention hall={hall} />
      <Kpis kpis={hall.kpis} evaluatedAtMs={evaluatedAtMs} />
      <div class="hall-columns">
        <section aria-labelledby="slots" class="slots">
          <div class="section-head">
            <h2 id="slots">{t.hall.slots}</h2>
            <p class="fine">
              {t.hall.window}. {t.hall.legend(f.seconds(limit))}
            </p>
          </div>
          <ul class="tiles">
            {booths.map((slot) => (
              <Tile key={slot.id} slot={slot} limit={limit} />
            ))}
          </ul>
          <ul class="tiles tiles-apart">
            {others.map((slot) => (
              <Tile key={slot.id} slot={slot} limit={limit} />
            ))}
          </ul>
        </section>
        <Alerts alerts={hall.alerts} evaluatedAtMs={evaluatedAtMs} />
      </div>
    </>
  );
}

/** The slots that need somebody, before anything else: on a phone they would be far down. */
function Attention({ hall }: { readonly hall: HallData }) {
  const { t } = useDisplay();
  const booths = hall.slots.filter(({ id }) => id !== TEST_SLOT);
  const wanted = needing(booths);
  if (wanted.length === 0) {
    const quiet = booths.every(({ answered, refused }) => answered + refused === 0);
    return (
      <p class="attention attention-ok">
        <LevelIcon level={quiet ? "quiet" : "ok"} /> {quiet ? t.hall.noTrafficYet : t.hall.allWell}
      </p>
    );
  }
  const count = wanted.reduce((sum, { slots }) => sum + slots.length, 0);
  return (
    <section class="attention attention-bad" aria-labelledby="attention">
      <h2 id="attention">{t.hall.needing(count)}</h2>
      <ul>
        {wanted.map(({ level, code, slots }) => (
          <li key={`${level} ${code}`}>
            <span class="attention-what">
              <LevelIcon level={level} /> {t.verdicts[code]}
            </span>
            {slots.map(({ id }) => (
              <a key={id} class={`chip chip-${level}`} href={hrefOf({ view: "slot", id, tab: "overview" })}>
                {slotName(t, id)}
              </a>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}

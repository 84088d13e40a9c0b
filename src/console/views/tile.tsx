/** One slot of the hall as a tile: what is wrong with it at one look, then its numbers and its last pictures. */
import type { HallSlot } from "../core/live.ts";
import { hrefOf } from "../core/router.ts";
import { verdictOf } from "../core/verdict.ts";
import { type Display, slotName, useDisplay } from "../parts/app.tsx";
import { LevelIcon } from "../parts/icon.tsx";
import { Meter } from "../parts/meter.tsx";

interface Props {
  readonly slot: HallSlot;
  /** T_sync_response, seconds. */
  readonly limit: number;
}

export function Tile({ slot, limit }: Props) {
  const display = useDisplay();
  const { t, f } = display;
  const { level, code } = verdictOf(slot);
  const detail = detailOf(slot, limit, display);
  return (
    <li class={`tile tile-${level}`}>
      <div class="tile-head">
        <h3>
          <a class="tile-link" href={hrefOf({ view: "slot", id: slot.id, tab: "overview" })}>
            {slotName(t, slot.id)}
          </a>
        </h3>
        <span class="tile-provider">
          {slot.provider}
          {slot.standby_provider !== null && ` → ${slot.standby_provider}`}
        </span>
      </div>
      <p class="tile-verdict">
        <LevelIcon level={level} />
        <span>
          <strong>{t.verdicts[code]}</strong>
          {detail !== "" && <span class="tile-detail"> {detail}</span>}
        </span>
      </p>
      <TileMeter slot={slot} limit={limit} />
      <dl class="tile-counts">
        <Count name={t.hall.answered} value={f.number(slot.answered)} />
        <Count name={t.hall.timeouts} value={f.number(slot.timeouts)} bad={slot.timeouts > 0} />
        <Count name={t.hall.failed} value={f.number(slot.failed)} bad={slot.failed > 0} />
        <Count name={t.hall.inflight} value={f.number(slot.inflight)} />
      </dl>
      <Thumbnails slot={slot} />
    </li>
  );
}

/** p95 against T; an empty bar keeps its place, so that tiles do not jump. */
function TileMeter({ slot, limit }: Props) {
  const { t, f } = useDisplay();
  const { p95_seconds: p95, deadline_used_p95: used } = slot;
  const known = p95 !== null && used !== null;
  const words = known ? t.hall.p95OfT(f.seconds(p95), f.seconds(limit), f.percent(used)) : t.hall.noP95;
  return (
    <div class="tile-meter">
      <Meter value={used} limit={1} label={words} />
      <span class="tile-p95" aria-hidden="true">
        {known ? `p95 ${f.seconds(p95)}` : "p95 –"}
      </span>
    </div>
  );
}

function Count({
  name,
  value,
  bad = false,
}: {
  readonly name: string;
  readonly value: string;
  readonly bad?: boolean;
}) {
  return (
    <div class={bad ? "count count-bad" : "count"}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Thumbnails({ slot }: { readonly slot: HallSlot }) {
  const { t } = useDisplay();
  if (slot.pictures.length === 0) return null;
  const name = slotName(t, slot.id);
  return (
    <ul class="thumbnails" aria-label={t.hall.thumbnails(name)}>
      {slot.pictures.map((id, i) => (
        <li key={id}>
          <img
            src={thumbnailOf(id)}
            alt={t.hall.picture(name, i + 1)}
            width="56"
            height="56"
            loading="lazy"
            decoding="async"
          />
        </li>
      ))}
    </ul>
  );
}

export function thumbnailOf(jobId: string): string {
  return `/api/jobs/${jobId}/thumbnail`;
}

/** The numbers or words behind the verdict. */
function detailOf(slot: HallSlot, limit: number, { t, f }: Display): string {
  const all = f.number(slot.answered + slot.timeouts + slot.failed);
  const { code } = verdictOf(slot);
  switch (code) {
    case "maintenance": {
      const until = slot.state_until === null ? "" : t.hall.until(f.moment(Date.parse(slot.state_until), Date.now()));
      return [until, slot.state_reason].filter((part) => part !== "").join(" · ");
    }
    case "tripped":
    case "probing":
    case "degraded":
      return slot.state_reason;
    case "timeouts":
      return t.hall.badOf(f.number(slot.timeouts), all);
    case "mended":
      return t.hall.lately(f.number(slot.timeouts + slot.failed), all);
    case "failures":
      return t.hall.badOf(f.number(slot.failed), all);
    case "late":
    case "near":
      return t.hall.badOf(f.seconds(slot.p95_seconds ?? 0), f.seconds(limit));
    default:
      return "";
  }
}

/** What was promised: each key figure against its limit, and how far it is from it. */
import type { Hall } from "../core/live.ts";
import { shareOfLimit } from "../core/verdict.ts";
import { useDisplay } from "../parts/app.tsx";
import { LevelIcon } from "../parts/icon.tsx";
import { Meter } from "../parts/meter.tsx";

type Kpi = Hall["kpis"][number];

/** From here on times say more than percent. */
const FAR = 2;

interface Props {
  readonly kpis: readonly Kpi[];
  /** Set when that is too long ago. */
  readonly evaluatedAtMs: number | undefined;
}

export function Kpis({ kpis, evaluatedAtMs }: Props) {
  const { t } = useDisplay();
  return (
    <section class="kpis" aria-labelledby="kpis">
      <h2 id="kpis" class="visually-hidden">
        {t.hall.kpis}
      </h2>
      <AsOf atMs={evaluatedAtMs} />
      <ul class={evaluatedAtMs === undefined ? "" : "stale"}>
        {kpis.map((kpi) => (
          <KpiItem key={kpi.name} kpi={kpi} />
        ))}
      </ul>
    </section>
  );
}

/** From when old numbers are; nothing while they are new. */
export function AsOf({ atMs }: { readonly atMs: number | undefined }) {
  const { t, f } = useDisplay();
  return atMs === undefined ? null : (
    <p class="as-of">
      <LevelIcon level="warn" /> {t.hall.asOf(f.clock(atMs))}
    </p>
  );
}

function KpiItem({ kpi }: { readonly kpi: Kpi }) {
  const { t, f } = useDisplay();
  const names: Readonly<Record<string, string>> = t.kpis;
  const name = names[kpi.name] ?? kpi.help;
  const figure = (value: number) =>
    kpi.unit === "ratio" ? f.percent(value) : kpi.unit === "seconds" ? f.seconds(value) : f.number(value, 2);
  const share = shareOfLimit(kpi.value, kpi.threshold);
  const kept = isKept(kpi);
  const words =
    share === null
      ? t.hall.noTraffic
      : kept
        ? t.hall.within(f.percent(share))
        : share < FAR
          ? t.hall.within(f.percent(share))
          : t.hall.over(Math.round(share * 10) / 10, f.number(share, 1));
  return (
    <li class={`kpi ${kept ? "" : "kpi-bad"}`}>
      <p class="kpi-name">{name}</p>
      <p class="kpi-figure">
        {!kept && <LevelIcon level="bad" />}
        <strong>{kpi.value === null ? "–" : figure(kpi.value)}</strong>
        <span class="kpi-limit">{t.hall.limit(figure(kpi.threshold))}</span>
      </p>
      <Meter value={kpi.value} limit={kpi.threshold} label={`${name}: ${words}`} />
      <p class="kpi-words">{words}</p>
    </li>
  );
}

/** Unknown is not broken. */
function isKept({ value, op, threshold }: Kpi): boolean {
  if (value === null) return true;
  const holds: Readonly<Record<Kpi["op"], boolean>> = {
    "<": value < threshold,
    "<=": value <= threshold,
    ">": value > threshold,
    ">=": value >= threshold,
    "==": value === threshold,
    "!=": value !== threshold,
  };
  return holds[op];
}

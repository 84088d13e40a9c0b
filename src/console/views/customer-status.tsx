/** /status as a page: what a customer may know, large and plain. It needs no sign-in and refreshes itself. */
import { useEffect, useState } from "preact/hooks";
import { call, type Schemas } from "../core/api.ts";
import { repeat } from "../core/repeat.ts";
import { useDisplay, useNow } from "../parts/app.tsx";
import { DisplayChoice } from "../parts/display-choice.tsx";
import { LevelIcon } from "../parts/icon.tsx";

const REFRESH_MS = 15_000;
/** What is older is not known to hold any more, also while an answer is still waited for or the device was asleep. */
const OLD_MS = 60_000;

interface Known {
  readonly status: Schemas["Status"];
  readonly atMs: number;
}

export function CustomerStatus() {
  const { t, f } = useDisplay();
  const [known, setKnown] = useState<Known>();
  const [failed, setFailed] = useState(false);
  const now = useNow(1_000);
  useEffect(
    () =>
      repeat(async (signal) => {
        const answer = await call("get", "/status", { signal });
        if (signal.aborted) return;
        setFailed(!answer.ok);
        if (answer.ok) setKnown({ status: answer.body, atMs: Date.now() });
      }, REFRESH_MS),
    [],
  );
  const isUnknown = failed || (known !== undefined && now - known.atMs > OLD_MS);
  return (
    <div class="customer">
      <header class="customer-head">
        <p>{t.status.title}</p>
        <DisplayChoice />
      </header>
      <main>
        {isUnknown && (
          <h1 class="customer-state customer-unknown">
            <LevelIcon level="quiet" /> {t.status.unknown}
          </h1>
        )}
        {isUnknown && known !== undefined && <p>{t.status.unknownSince(f.clock(known.atMs))}</p>}
        {known !== undefined && <State known={known} old={isUnknown} />}
        {known === undefined && !isUnknown && <p>{t.app.loading}</p>}
      </main>
    </div>
  );
}

const levels = { ok: "ok", noticed: "warn", degraded: "warn", unavailable: "bad" } as const satisfies Record<
  "noticed" | Schemas["Status"]["status"],
  string
>;

/** What is said above a notice is no "as usual": whoever reads both believes neither. */
function headlineOf({ status, notice }: Schemas["Status"]): "noticed" | Schemas["Status"]["status"] {
  return status === "ok" && notice !== null ? "noticed" : status;
}

function State({ known: { status, atMs }, old }: { readonly known: Known; readonly old: boolean }) {
  const { t, f } = useDisplay();
  const Heading = old ? "h2" : "h1";
  const headline = headlineOf(status);
  return (
    <div class={old ? "stale" : ""}>
      {/* Only these are read out when they change: the time does so at each refresh. */}
      <div role="status">
        <Heading class={`customer-state customer-${old ? "unknown" : headline}`}>
          <LevelIcon level={old ? "quiet" : levels[headline]} /> {t.status[headline]}
        </Heading>
        {status.notice !== null && (
          <section class="customer-notice" aria-label={t.status.notice}>
            <p class="customer-text">{status.notice.text}</p>
            <p class="fine">{t.status.since(f.moment(Date.parse(status.notice.since), Date.now()))}</p>
          </section>
        )}
      </div>
      {!old && <p class="fine">{t.status.asOf(f.clock(atMs))}</p>}
    </div>
  );
}

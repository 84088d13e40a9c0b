/** Says when the stream has stopped, since when, and when it is tried again; and tells screen readers what changes. */
import { useEffect, useRef, useState } from "preact/hooks";
import { changesBetween, type Hall } from "../core/live.ts";
import { slotName, useDisplay, useNow, useStation } from "./app.tsx";
import { LevelIcon } from "./icon.tsx";

export function LiveLine() {
  const { live } = useStation();
  const said = useAnnouncements();
  return (
    <>
      <p class="visually-hidden" role="status" aria-live="polite">
        {said}
      </p>
      {live.phase === "stopped" && <Stopped />}
    </>
  );
}

function Stopped() {
  const { t, f } = useDisplay();
  const { live, tryNow } = useStation();
  const now = useNow(1_000);
  const wait = live.retryAtMs === undefined ? undefined : Math.max(0, live.retryAtMs - now);
  return (
    <div class="stopped" role="alert">
      <p>
        <LevelIcon level="bad" /> <strong>{t.live.stoppedSince(f.clock(live.heardAtMs))}</strong>{" "}
        {live.why !== undefined && t.stops[live.why]}
      </p>
      {/* What counts down is not read out each second. */}
      <p aria-live="off">
        {live.hall === undefined ? t.live.noNumbers : t.live.oldNumbers(f.ago(live.hallAtMs, now))}{" "}
        {wait === undefined ? t.live.tryingAgain : t.live.tryingIn(f.duration(Math.ceil(wait / 1000) * 1000))}
      </p>
      <button type="button" onClick={tryNow}>
        {t.live.tryNow}
      </button>
    </div>
  );
}

/** Slots whose state changed, and that the stream is back. */
function useAnnouncements(): string {
  const { t } = useDisplay();
  const { live } = useStation();
  const [said, setSaid] = useState("");
  const before = useRef<{ hall: Hall | undefined; phase: string }>({ hall: undefined, phase: "starting" });
  useEffect(() => {
    const { hall, phase } = before.current;
    before.current = { hall: live.hall, phase: live.phase };
    const back = phase === "stopped" && live.phase === "live" ? [t.live.back] : [];
    const changes = live.hall === undefined || live.hall === hall ? [] : changesBetween(hall, live.hall);
    const words = [...back, ...changes.map(({ id, state }) => t.live.slotNow(slotName(t, id), t.states[state]))];
    if (words.length > 0) setSaid(words.join(". "));
  }, [live, t]);
  return said;
}

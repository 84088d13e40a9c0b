/** Where the time of a job or of a test photo went, as a bar against T and in words. */
import type { LedgerBar, Piece } from "../core/ledger-bar.ts";
import { useDisplay } from "./app.tsx";

export function Ledger({ bar }: { readonly bar: LedgerBar }) {
  const { t, f } = useDisplay();
  const percent = (ms: number) => (100 * ms) / bar.scaleMs;
  return (
    <div class="ledger">
      <svg
        class="ledger-bar"
        role="img"
        aria-label={t.slot.took(f.duration(bar.totalMs), f.duration(bar.limitMs))}
        viewBox="0 0 100 12"
        preserveAspectRatio="none"
      >
        <rect class="meter-ground" x="0" y="2" width="100" height="8" />
        {bar.pieces.map((piece) => (
          <rect
            key={piece.startMs}
            class={classOf(piece)}
            x={percent(piece.startMs)}
            y="2"
            width={Math.max(0.4, percent(piece.ms))}
            height="8"
          />
        ))}
        {bar.limitMs > 0 && (
          <rect class="meter-limit" x={Math.min(99.4, percent(bar.limitMs))} y="0" width="0.6" height="12" />
        )}
      </svg>
      <ul class="ledger-legend">
        {bar.pieces.map((piece) => (
          <li key={piece.startMs}>
            <svg class="swatch" viewBox="0 0 10 10" width="10" height="10" aria-hidden="true">
              <rect class={classOf(piece)} width="10" height="10" rx="2" />
            </svg>{" "}
            <span>{nameOf(piece, t)}</span> <strong>{f.duration(piece.ms)}</strong>
            {piece.reason !== undefined && (
              <span class="fine" lang="en">
                {" "}
                {piece.reason}
              </span>
            )}
          </li>
        ))}
        <li class="ledger-total">{t.slot.took(f.duration(bar.totalMs), f.duration(bar.limitMs))}</li>
      </ul>
    </div>
  );
}

function classOf({ kind, result }: Piece): string {
  return kind === "attempt" ? `piece piece-attempt-${result === "ok" ? "ok" : "bad"}` : `piece piece-${kind}`;
}

function nameOf({ kind, provider, result }: Piece, t: ReturnType<typeof useDisplay>["t"]): string {
  if (kind !== "attempt") return t.phases[kind];
  const results: Readonly<Record<string, string>> = t.results;
  return t.slot.attempt(provider ?? "", results[result ?? ""] ?? result ?? "");
}

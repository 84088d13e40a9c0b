/** A bar that shows a share of a limit, with the limit as a line on it. */
import { shareOfLimit } from "../core/verdict.ts";

/** The whole width is a quarter more than the limit, so that what is over it shows. */
const SCALE = 1.25;

interface Props {
  readonly value: number | null;
  readonly limit: number;
  /** What it says in words. */
  readonly label: string;
}

export function Meter({ value, limit, label }: Props) {
  const share = shareOfLimit(value, limit);
  const width = Math.min(share ?? 0, SCALE) / SCALE;
  const level = share === null ? "none" : share > 1 ? "bad" : share > 0.8 ? "warn" : "ok";
  return (
    <svg class={`meter meter-${level}`} role="img" aria-label={label} preserveAspectRatio="none" viewBox="0 0 100 10">
      <rect class="meter-ground" x="0" y="2" width="100" height="6" rx="1" />
      <rect class="meter-fill" x="0" y="2" width={width * 100} height="6" rx="1" />
      <rect class="meter-limit" x={100 / SCALE} y="0" width="0.8" height="10" />
    </svg>
  );
}

/** What becomes of one target, scrape by scrape: it starts, restarts, fails, is gone. */
import type { Random } from "./random.ts";

/**
 * up: scraped. down: the scrape failed. missed: there was none. away: the target is not known yet, or no longer.
 * `fresh`: the first successful scrape of a process that was seen before in another life, or just begins.
 */
export interface Step {
  readonly state: "up" | "down" | "missed" | "away";
  readonly fresh: boolean;
}

export function randomTimeline(steps: number, random: Random): Step[] {
  const calm = random.chance(0.4);
  const start = random.chance(0.8) ? 0 : random.below(steps / 2);
  const end = random.chance(0.85) ? steps : steps - random.below(steps / 2);
  const [failing, restarting, missing] = calm ? [0, 0, 0] : [0.02, 0.05, 0.04];
  let [down, restarted] = [0, start > 0 || random.chance(0.5)];
  return Array.from({ length: steps }, (_, step): Step => {
    if (step < start || step >= end) return { state: "away", fresh: false };
    if (down === 0 && random.chance(failing)) down = 1 + random.below(4);
    if (random.chance(restarting)) restarted = true;
    if (down > 0) {
      down--;
      return { state: "down", fresh: false };
    }
    if (random.chance(missing)) return { state: "missed", fresh: false };
    const fresh = restarted;
    restarted = false;
    return { state: "up", fresh };
  });
}

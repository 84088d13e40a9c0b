/** Tells a clock that was set wrong from time that has passed: a wrong clock would expire every picture at once. */
import type { ClockReading } from "../../core/clock.ts";

/** The clock as an earlier run recorded it; epoch and offset are null before the first run. */
export interface RecordedClock {
  readonly epoch: string | null;
  /** Wall clock minus steady clock; constant within an epoch unless the wall clock is set. */
  readonly offsetMs: number | null;
  readonly lastWallMs: number;
}

/** Time servers correct by less; a wrong time zone or year is more. */
const toleranceMs = 3_600_000;

/** Below the age at which a file without a row is deleted, with room for what others take to write theirs. */
const skewToleranceMs = 300_000;

export function toRecord({ wallMs, steadyMs, epoch }: ClockReading): RecordedClock {
  return { epoch, offsetMs: wallMs - steadyMs, lastWallMs: wallMs };
}

/** Why the wall clock is not to be trusted; undefined when nothing speaks against it. */
export function clockProblem(reading: ClockReading, recorded: RecordedClock): string | undefined {
  const { epoch, offsetMs, lastWallMs } = recorded;
  if (epoch === reading.epoch && offsetMs !== null) {
    const movedMs = reading.wallMs - reading.steadyMs - offsetMs;
    if (Math.abs(movedMs) > toleranceMs) {
      return `the wall clock was set ${hours(movedMs)} ${movedMs > 0 ? "forward" : "back"} since the last cleanup`;
    }
  }
  const behindMs = lastWallMs - reading.wallMs;
  if (behindMs > toleranceMs) return `the wall clock stands ${hours(behindMs)} before the last cleanup`;
  return undefined;
}

/** Why it is not to be trusted beside the clock of the database, by which all instances wrote what is to be judged. */
export function skewProblem({ wallMs }: Pick<ClockReading, "wallMs">, databaseMs: number): string | undefined {
  const aheadMs = wallMs - databaseMs;
  if (Math.abs(aheadMs) <= skewToleranceMs) return undefined;
  return `the wall clock stands ${hours(aheadMs)} ${aheadMs > 0 ? "ahead of" : "behind"} the clock of the database`;
}

function hours(ms: number): string {
  return `${(Math.abs(ms) / 3_600_000).toFixed(1)} h`;
}

/** ops stats: how the jobs of the last minutes ended, and how long they took. */
import type { components } from "../../generated/api.ts";
import { labelValues } from "../../generated/contract.ts";
import { readStats } from "../../src/features/stats/service.ts";
import { exitCodes, UsageError } from "../command.ts";
import { type Desk, type OpsCommand, readArguments, table } from "./desk.ts";

type Stats = components["schemas"]["Stats"];
type OutcomeStats = components["schemas"]["OutcomeStats"];

const MOST_MINUTES = 10_080;

export const statsCommand: OpsCommand = {
  verb: "stats",
  usage: [["stats [--window 60m|24h]", "how the last jobs ended and how long they took, 7d at most"]],
  prepare(args) {
    const { options } = readArguments("stats", args, 0, { window: { type: "string", default: "60m" } });
    const minutes = toMinutes(options.window);
    return (desk) => showStats(desk, minutes);
  },
};

function toMinutes(text: string): number {
  const [, number = "", unit = ""] = /^(\d{1,5})([mhd])$/.exec(text) ?? [];
  const minutes = Number(number) * ({ m: 1, h: 60, d: 1440 }[unit] ?? Number.NaN);
  if (minutes >= 1 && minutes <= MOST_MINUTES) return minutes;
  throw new UsageError(`--window ${text}: write minutes, hours or days up to 7d, as 60m, 24h or 2d.`);
}

async function showStats({ db, print }: Desk, minutes: number): Promise<number> {
  const stats = await readStats(db, minutes);
  print(stats, [`${stats.since} to ${stats.until}`, ...table(rowsOf(stats))]);
  return exitCodes.good;
}

/** Slots in which nothing happened are left out of the table. */
function rowsOf({ slots, providers, total, in_flight: inFlight }: Stats): string[][] {
  const busy = slots.filter((slot) => slot.stats.jobs > 0 || slot.in_flight > 0);
  return [
    ["", "jobs", ...labelValues.outcome, "timeouts", "p50", "p95", "in flight"],
    ...busy.map((slot) => [slot.slot_id, ...cellsOf(slot.stats), String(slot.in_flight)]),
    ...providers.map(({ provider, stats }) => [provider, ...cellsOf(stats), ""]),
    ["total without slot-test", ...cellsOf(total), String(inFlight)],
  ];
}

function cellsOf({ jobs, outcomes, timeout_share: share, p50_seconds: p50, p95_seconds: p95 }: OutcomeStats): string[] {
  return [
    String(jobs),
    ...labelValues.outcome.map((outcome) => String(outcomes[outcome] ?? 0)),
    share === null ? "-" : `${(share * 100).toFixed(1)} %`,
    ...[p50, p95].map((seconds) => (seconds === null ? "-" : `${seconds.toFixed(1)} s`)),
  ];
}

/** Situations of the alerts about the media volume, the cleanup and slots in maintenance. */
import { firing, firingOn, type Pair, type Pairs } from "./pair.ts";
import { changing, ending, flat, gauge, type Series, volume } from "./series.ts";

const full = (instance: string, percent: string) =>
  firingOn(instance, `The media volume of ${instance} is ${percent}% full.`);

const mediaDiskHigh: readonly Pair[] = [
  {
    shows: "81 % fires, exactly 80 % does not",
    at: "10m",
    fires: volume("a", 19),
    firing: full("a", "81"),
    silent: volume("a", 20),
  },
  {
    shows: "one full volume of two is not hidden by the other",
    at: "10m",
    fires: { ...volume("a", 5), ...volume("b", 99) },
    firing: full("a", "95"),
    silent: { ...volume("a", 50), ...volume("b", 54) },
  },
  {
    shows: "after 5 minutes, not one evaluation sooner",
    at: "5m",
    fires: volume("a", 5),
    firing: full("a", "95"),
    silent: volume("a", 5),
    silentAt: ["4m45s"],
  },
  {
    shows: "a moment below 80 % starts the 5 minutes anew",
    at: "8m",
    fires: volume("a", 5),
    firing: full("a", "95"),
    silent: { ...volume("a", 5), ...gauge("media_volume_available_bytes", "a", "5x15 50 5x300") },
  },
  {
    shows:
      "a full volume that nobody sees any more is not well: it goes on until MetricsDown has taken over, and ends then",
    at: "27m45s",
    fires: { ...volume("a", 5), ...gauge("media_volume_size_bytes", "a", ending(100, 20)) },
    firing: full("a", "95"),
    silent: { ...volume("a", 5), ...gauge("media_volume_size_bytes", "a", ending(100, 20)) },
    silentAt: ["28m", "40m"],
  },
  {
    shows: "ends 8 minutes after the cure",
    at: "27m45s",
    fires: { ...volume("a", 5), ...gauge("media_volume_available_bytes", "a", changing(5, 20, 50)) },
    firing: full("a", "95"),
    silent: { ...volume("a", 5), ...gauge("media_volume_available_bytes", "a", changing(5, 20, 50)) },
    silentAt: ["28m", "40m"],
  },
  {
    shows: "what is not known is not full",
    at: "10m",
    fires: volume("a", 10),
    firing: full("a", "90"),
    silent: { ...volume("a", Number.NaN), ...volume("b", 0, 0), ...volume("c", 10, Number.NaN) },
  },
];

const unknown = (instance: string) =>
  firingOn(instance, `The media volume of ${instance} cannot be read, so MediaDiskHigh cannot see it.`);
const UP: Series = { ...gauge("up", "a", flat(1)), ...gauge("up", "b", flat(1)) };

const mediaDiskUnknown: readonly Pair[] = [
  {
    shows: "free bytes are NaN",
    at: "10m",
    fires: { ...UP, ...volume("a", Number.NaN), ...volume("b", 50) },
    firing: unknown("a"),
    silent: { ...UP, ...volume("a", 0), ...volume("b", 50) },
  },
  {
    shows: "the series are absent",
    at: "10m",
    fires: { ...UP, ...volume("b", 50) },
    firing: unknown("a"),
    silent: { ...UP, ...volume("a", 50), ...volume("b", 50) },
  },
  {
    shows: "the size is zero",
    at: "10m",
    fires: { ...UP, ...volume("a", 0, 0), ...volume("b", 50) },
    firing: unknown("a"),
    silent: { ...UP, ...volume("a", 0, 1), ...volume("b", 50) },
  },
  {
    shows: "the size is NaN",
    at: "10m",
    fires: { ...UP, ...volume("a", 50), ...volume("b", 50, Number.NaN) },
    firing: unknown("b"),
    silent: { ...UP, ...volume("a", 50), ...volume("b", 50) },
  },
  {
    shows: "an instance that is down is MetricsDown's",
    at: "10m",
    fires: gauge("up", "a", flat(1)),
    firing: unknown("a"),
    silent: gauge("up", "a", flat(0)),
  },
  {
    shows: "after 5 minutes, not one evaluation sooner",
    at: "5m",
    fires: gauge("up", "a", flat(1)),
    firing: unknown("a"),
    silent: gauge("up", "a", flat(1)),
    silentAt: ["4m45s"],
  },
];

const stale = (age: string) => firing(`The last complete cleanup was ${age} ago.`);

/** promtool's clock starts at zero: a success at 0 is as old as the test. */
function lastCleanup(instances: Readonly<Record<string, string>>): Series {
  const name = "cleanup_last_success_timestamp_seconds";
  return Object.assign({}, ...Object.entries(instances).map(([id, values]) => gauge(name, id, values))) as Series;
}

const cleanupStale: readonly Pair[] = [
  {
    shows: "more than 45 minutes and then 5 more",
    at: "50m15s",
    fires: lastCleanup({ a: flat(0) }),
    firing: stale("50m 15s"),
    silent: lastCleanup({ a: flat(0) }),
    silentAt: ["45m", "50m"],
  },
  {
    shows: "instances share one cleanup: the latest that any of them has seen counts",
    at: "60m",
    fires: lastCleanup({ a: flat(0), b: flat(0) }),
    firing: stale("1h 0m 0s"),
    silent: lastCleanup({ a: flat(0), b: flat(2400) }),
  },
  {
    shows: "an instance that does not know does not hide what another knows",
    at: "60m",
    fires: lastCleanup({ a: flat(0), b: flat(Number.NaN) }),
    firing: stale("1h 0m 0s"),
    silent: lastCleanup({ a: flat(2400), b: flat(Number.NaN) }),
  },
  {
    shows: "a cleanup ends it",
    at: "55m",
    fires: lastCleanup({ a: flat(0) }),
    firing: stale("55m 0s"),
    silent: lastCleanup({ a: changing(0, 49, 2900) }),
    silentAt: ["51m", "55m"],
  },
];

const maintenance = (slot: string) => firing(`${slot} has been in maintenance for four hours.`, { slot_id: slot });

function inMaintenance(slot: string, instances: Readonly<Record<string, string>>): Series {
  const labels = { slot_id: slot, state: "maintenance" };
  return Object.assign(
    {},
    ...Object.entries(instances).map(([instance, values]) => gauge("slot_state", instance, values, labels)),
  ) as Series;
}

const slotMaintenanceLong: readonly Pair[] = [
  {
    shows: "four hours, one alert a slot however many instances show it; not one minute sooner",
    at: "4h",
    interval: "1m",
    fires: inMaintenance("slot-003", { a: flat(1), b: flat(1) }),
    firing: maintenance("slot-003"),
    silent: inMaintenance("slot-003", { a: flat(1), b: flat(1) }),
    silentAt: ["3h59m"],
  },
  {
    shows: "one instance may lag behind, a minute out of maintenance starts the four hours anew",
    at: "4h",
    interval: "1m",
    fires: inMaintenance("slot-003", { a: "1x100 0 1x200", b: "1x200 stale 1x100" }),
    firing: maintenance("slot-003"),
    silent: inMaintenance("slot-003", { a: "1x100 0 1x200", b: "1x100 0 1x200" }),
  },
  {
    shows: "slot-test is left out, and another state is no maintenance",
    at: "5h",
    interval: "1m",
    fires: inMaintenance("slot-015", { a: flat(1) }),
    firing: maintenance("slot-015"),
    silent: {
      ...inMaintenance("slot-test", { a: flat(1) }),
      ...inMaintenance("slot-015", { a: flat(0) }),
      ...inMaintenance("slot-014", { a: ending(1, 30) }),
      ...gauge("slot_state", "a", flat(1), { slot_id: "slot-001", state: "active" }),
    },
  },
];

export const media: Pairs = {
  MediaDiskHigh: mediaDiskHigh,
  MediaDiskUnknown: mediaDiskUnknown,
  CleanupStale: cleanupStale,
  SlotMaintenanceLong: slotMaintenanceLong,
};

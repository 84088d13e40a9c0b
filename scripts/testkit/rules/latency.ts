/** Situations of the alerts that compare times with T_sync_response: of jobs that ended, and of those that do not. */
import { firing, firingOn, type Pair, type Pairs } from "./pair.ts";
import { deadlineUsed, flat, gauge, growing, pausing, restarting, type Series } from "./series.ts";

const p95 = (percent: string) => firing(`p95 of an ingest is ${percent}% of T_sync_response.`);

const slowP95: readonly Pair[] = [
  {
    shows: "6 % of the jobs above T fire, 5 % do not",
    at: "30m",
    fires: deadlineUsed({ 1: 94, 1.1: 6 }),
    firing: p95("101.7"),
    silent: deadlineUsed({ 1: 95, 1.1: 5 }),
  },
  {
    shows: "after 10 minutes, not one evaluation sooner",
    at: "10m15s",
    fires: deadlineUsed({ 1: 90, 1.1: 10 }),
    firing: p95("105"),
    silent: deadlineUsed({ 1: 90, 1.1: 10 }),
    silentAt: ["10m"],
  },
  {
    shows: "seven slow minutes fire, four do not",
    at: "31m",
    fires: slowBetween(20, 27),
    firing: p95("107.5"),
    silent: slowBetween(20, 24),
    silentAt: ["25m", "29m", "31m", "33m"],
  },
  {
    shows: "jobs beyond the last bucket are above T as well",
    at: "30m",
    fires: deadlineUsed({ [Number.POSITIVE_INFINITY]: 1 }),
    firing: p95("200"),
    silent: deadlineUsed({ 0.25: 1 }),
  },
  {
    shows: "instances with another T: each job is measured by its own",
    at: "30m",
    fires: mixedT({ 1.1: 100 }),
    firing: p95("109"),
    silent: mixedT({ 0.75: 100 }),
  },
  {
    shows: "slot-test is left out",
    at: "30m",
    fires: deadlineUsed({ 1.1: 1 }),
    firing: p95("109.5"),
    silent: { ...deadlineUsed({ 0.5: 1 }), ...deadlineUsed({ 1.1: 1 }, { slot: "slot-test" }) },
  },
  {
    shows: "no traffic has no percentile",
    at: "30m",
    fires: deadlineUsed({ 1.5: 0.01 }),
    firing: p95("148.8"),
    silent: deadlineUsed({ 1.5: 0 }),
  },
  {
    shows: "a restart resets the buckets and is not slow",
    at: "14m",
    fires: deadlineUsed({ 1: 90, 1.1: 10 }, {}, (count) => restarting(count, 12)),
    firing: p95("105"),
    silent: deadlineUsed({ 1: 100 }, {}, (count) => restarting(count, 12)),
    silentAt: ["12m", "14m", "16m"],
  },
];

/** One job a scrape, just within T, but above it between two minutes. */
function slowBetween(from: number, to: number): Series {
  return deadlineUsed({ 1: 1, 1.1: 1 }, {}, (count) => (count === 1 ? pausing(from, to) : growing(Math.min(count, 1))));
}

/** a runs with T = 60 s and is quick; b runs with T = 30 s, where 33 s are too late. */
function mixedT(ofB: Readonly<Record<number, number>>): Series {
  return {
    ...gauge("ingest_sync_response_seconds", "a", flat(60)),
    ...gauge("ingest_sync_response_seconds", "b", flat(30)),
    ...deadlineUsed({ 0.5: 100 }),
    ...deadlineUsed(ofB, { instance: "b" }),
  };
}

const stuck = (instance: string, age: string) =>
  firingOn(instance, `An ingest on ${instance} has been open for ${age}, past its deadline.`);

const ingestStuck: readonly Pair[] = [
  {
    shows: "each instance by its own T: 10 s more than it fires, exactly 10 s do not",
    at: "5m",
    fires: oldest({ a: [60, 70], b: [30, 41] }),
    firing: stuck("b", "41s"),
    silent: oldest({ a: [60, 70], b: [30, 40] }),
  },
  {
    shows: "after one minute",
    at: "1m",
    fires: oldest({ a: [48, 90] }),
    firing: stuck("a", "1m 30s"),
    silent: oldest({ a: [48, 90] }),
    silentAt: ["45s"],
  },
  {
    shows: "a T that is not known yet judges nobody",
    at: "5m",
    fires: oldest({ a: [10, 5000] }),
    firing: stuck("a", "1h 23m 20s"),
    silent: oldest({ a: [Number.NaN, 5000] }),
  },
];

/** T and the age of the oldest job in flight, by instance. */
function oldest(instances: Readonly<Record<string, readonly [t: number, age: number]>>): Series {
  const series = Object.entries(instances).map(([instance, [t, age]]) => ({
    ...gauge("ingest_sync_response_seconds", instance, flat(t)),
    ...gauge("ingest_oldest_inflight_age_seconds", instance, flat(age)),
  }));
  return Object.assign({}, ...series) as Series;
}

export const latency: Pairs = {
  SlowP95: slowP95,
  IngestStuck: ingestStuck,
};

/** Situations of the alerts about the scrape itself (is anybody there, of our contract?), of notices and of reloads. */
import { firing, firingOn, type Pair, type Pairs } from "./pair.ts";
import {
  changing,
  countingAt,
  countingEvery,
  ending,
  everyMinute,
  flat,
  gauge,
  growing,
  type Series,
} from "./series.ts";

const OTHER_TARGET: Series = { 'up{job="prometheus", instance="p"}': flat(1) };

/** `up` of each instance. */
function up(instances: Readonly<Record<string, string>>): Series {
  const series = Object.entries(instances).map(([instance, values]) => gauge("up", instance, values));
  return Object.assign({}, ...series) as Series;
}

function info(instance: string, values: string, version: string, digest: string): Series {
  return gauge("contract_info", instance, values, { version, digest });
}

const metricsDown: readonly Pair[] = [
  {
    shows: "one of two is down, and it alone is named",
    at: "10m",
    fires: up({ a: flat(0), b: flat(1) }),
    firing: firingOn("a", "/metrics of a cannot be scraped."),
    silent: up({ a: flat(1), b: flat(1) }),
  },
  {
    shows: "after 5 minutes, not one evaluation sooner",
    at: "5m",
    fires: up({ a: flat(0) }),
    firing: firingOn("a", "/metrics of a cannot be scraped."),
    silent: up({ a: flat(0) }),
    silentAt: ["4m45s"],
  },
  {
    shows: "a target that left is not down",
    at: "10m",
    fires: up({ a: flat(0), b: flat(1) }),
    firing: firingOn("a", "/metrics of a cannot be scraped."),
    silent: up({ a: ending(0, 3), b: flat(1) }),
  },
];

const noTarget = firing("Prometheus has no target of the job ingest.");

const metricsMissing: readonly Pair[] = [
  {
    shows: "no target at all fires, a target that is down does not",
    at: "6m",
    fires: OTHER_TARGET,
    firing: noTarget,
    silent: { ...OTHER_TARGET, ...up({ a: flat(0) }) },
  },
  {
    shows: "5 minutes after the last target left, not one evaluation sooner",
    at: "7m",
    fires: { ...OTHER_TARGET, ...up({ a: ending(1, 2) }) },
    firing: noTarget,
    silent: { ...OTHER_TARGET, ...up({ a: ending(1, 2) }) },
    silentAt: ["6m45s"],
  },
];

const empty = firingOn("a", "/metrics of a answers without the service's series.");

const metricsEmpty: readonly Pair[] = [
  {
    shows: "scraped without a series of ours",
    at: "10m",
    fires: { ...up({ a: flat(1), b: flat(1) }), ...info("b", flat(1), "1", "x") },
    firing: empty,
    silent: { ...up({ a: flat(1), b: flat(1) }), ...info("a", flat(1), "1", "x"), ...info("b", flat(1), "1", "x") },
  },
  {
    shows: "5 minutes after they went, not one evaluation sooner",
    at: "8m",
    fires: { ...up({ a: flat(1) }), ...info("a", ending(1, 3), "1", "x") },
    firing: empty,
    silent: { ...up({ a: flat(1) }), ...info("a", ending(1, 3), "1", "x") },
    silentAt: ["7m45s"],
  },
  {
    shows: "a target that is down is not empty",
    at: "10m",
    fires: up({ a: flat(1) }),
    firing: empty,
    silent: up({ a: flat(0) }),
  },
];

const flapping = firingOn("a", "/metrics of a comes and goes.");

const metricsFlapping: readonly Pair[] = [
  {
    shows: "one good minute in four fires, steadily down is MetricsDown's",
    at: "25m",
    fires: up({ a: everyMinute(0, 0, 0, 1) }),
    firing: flapping,
    silent: up({ a: flat(0) }),
  },
  {
    shows: "mostly up with restarts is no flapping",
    at: "25m",
    fires: up({ a: everyMinute(0, 0, 1) }),
    firing: flapping,
    silent: up({ a: everyMinute(0, 1, 1) }),
  },
  {
    shows: "down and once briefly up: too few changes",
    at: "25m",
    fires: up({ a: everyMinute(0, 0, 0, 0, 0, 1) }),
    firing: flapping,
    silent: up({ a: everyMinute(...repeated(15, 0), 1) }),
    silentAt: ["25m", "60m", "70m"],
  },
  {
    shows: "an hour of health before does not hide it; the 5 minutes count from when it is seen",
    at: "74m30s",
    fires: up({ a: everyMinute(...repeated(60, 1), ...repeated(10, 0, 0, 0, 1)) }),
    firing: flapping,
    silent: up({ a: everyMinute(...repeated(60, 1), ...repeated(10, 0, 0, 0, 1)) }),
    silentAt: ["70m", "74m15s"],
  },
];

const gone = firing("No instance of ingest is scraped; the booths have no service or nobody can see it.");

const serviceGone: readonly Pair[] = [
  {
    shows: "all instances down fire, one of two does not",
    at: "15m",
    fires: up({ a: flat(0), b: flat(0) }),
    firing: gone,
    silent: up({ a: flat(0), b: flat(1) }),
  },
  {
    shows: "all targets gone fire, one left does not",
    at: "15m",
    fires: { ...OTHER_TARGET, ...up({ a: ending(1, 2), b: ending(1, 2) }) },
    firing: gone,
    silent: { ...OTHER_TARGET, ...up({ a: ending(1, 2), b: flat(1) }) },
  },
  {
    shows: "first down, then gone is one outage; back after 6 minutes is none",
    at: "11m",
    fires: up({ a: ending(0, 6) }),
    firing: gone,
    silent: up({ a: changing(0, 6, 1) }),
  },
  {
    shows: "after 10 minutes, not one evaluation sooner",
    at: "10m",
    fires: up({ a: flat(0) }),
    firing: gone,
    silent: up({ a: flat(0) }),
    silentAt: ["9m45s"],
  },
];

const untold = firing("No notice comes through to the operators' webhook, or one to it is lost.");

/** notifications_total to the operators and to the customer, by how attempts ended. */
function notices(operators: Readonly<Record<string, string>>, customer: Readonly<Record<string, string>> = {}): Series {
  const series = Object.entries({ operators, customer }).flatMap(([audience, ends]) =>
    ["delivered", "failed", "given_up"].map((delivery) =>
      gauge("notifications_total", "a", ends[delivery] ?? flat(0), { audience, delivery }),
    ),
  );
  return Object.assign({}, ...series) as Series;
}

const notificationsFailing: readonly Pair[] = [
  {
    shows: "one that is given up fires, though others come through; the customer's does not",
    at: "40m",
    fires: notices({ given_up: countingAt(25), delivered: growing(1) }),
    firing: untold,
    silent: notices({ delivered: growing(1) }, { given_up: countingAt(25) }),
  },
  {
    shows: "attempts that fail every 10 minutes fire, and do not when one comes through",
    at: "60m",
    fires: notices({ failed: countingEvery(40) }),
    firing: untold,
    silent: notices({ failed: countingEvery(40), delivered: countingAt(45) }),
  },
  {
    shows: "a receiver that is away for five minutes is nobody's matter",
    at: "40m",
    fires: notices({ failed: countingAt(20, 20.25, 20.5, 21, 22, 24, 29) }),
    firing: untold,
    silent: notices({ failed: countingAt(20, 20.25, 20.5, 21, 22, 24), delivered: countingAt(25) }),
    silentAt: ["29m", "32m", "40m", "60m"],
  },
  {
    shows: "ten minutes after one was given up, not one evaluation sooner, and for half an hour",
    at: "35m15s",
    fires: notices({ given_up: countingAt(25) }),
    firing: untold,
    silent: notices({ given_up: countingAt(25) }),
    silentAt: ["34m45s", "55m15s"],
  },
];

const refusedReload = firingOn("a", "a refused its last reload: the secrets in force are those from before.");
const reload = (a: string): Series => ({
  ...gauge("config_last_reload_successful", "a", a),
  ...gauge("config_last_reload_successful", "b", flat(1)),
});

const configReloadFailed: readonly Pair[] = [
  {
    shows: "a reload that was refused fires, one that was taken does not",
    at: "30m",
    fires: reload(changing(1, 10, 0)),
    firing: refusedReload,
    silent: reload(flat(1)),
  },
  {
    shows: "after 10 minutes, not one evaluation sooner",
    at: "20m",
    fires: reload(changing(1, 10, 0)),
    firing: refusedReload,
    silent: reload(changing(1, 10, 0)),
    silentAt: ["19m45s"],
  },
  {
    shows: "goes on for 8 minutes after a good reload, and not longer",
    at: "32m45s",
    fires: reload(changing(0, 25, 1)),
    firing: refusedReload,
    silent: reload(changing(0, 25, 1)),
    silentAt: ["33m"],
  },
  {
    shows: "the process that dies is no end of it; one that never said so has nothing to end",
    at: "32m45s",
    fires: reload(ending(0, 25)),
    firing: refusedReload,
    silent: reload(ending(1, 25)),
  },
];

function repeated(times: number, ...values: readonly number[]): number[] {
  return Array.from({ length: times }, () => values).flat();
}

/** The contract that the rules under test are of. */
export interface RulesContract {
  readonly version: string;
  readonly digest: string;
}

function contractMismatch({ version, digest }: RulesContract): readonly Pair[] {
  const other = "0".repeat(64);
  const labels = { instance: "b", version: "0.0.9", digest: other };
  const mismatch = firing(`b runs contract 0.0.9, these rules are of ${version}.`, labels);
  const ours = info("a", flat(1), version, digest);
  return [
    {
      shows: "a process of another contract fires, one of ours does not",
      at: "90m",
      fires: { ...ours, ...info("b", flat(1), "0.0.9", other) },
      firing: mismatch,
      silent: { ...ours, ...info("b", flat(1), "0.0.9", digest) },
    },
    {
      shows: "after an hour: a roll-out may take its time",
      at: "60m",
      fires: { ...ours, ...info("b", flat(1), "0.0.9", other) },
      firing: mismatch,
      silent: { ...ours, ...info("b", flat(1), "0.0.9", other) },
      silentAt: ["59m45s"],
    },
  ];
}

export function monitoring(contract: RulesContract): Pairs {
  return {
    MetricsDown: metricsDown,
    MetricsMissing: metricsMissing,
    MetricsEmpty: metricsEmpty,
    MetricsFlapping: metricsFlapping,
    ServiceGone: serviceGone,
    NotificationsFailing: notificationsFailing,
    ConfigReloadFailed: configReloadFailed,
    ContractMismatch: contractMismatch(contract),
  };
}

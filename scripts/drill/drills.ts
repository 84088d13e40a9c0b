/** Every drill, one an alert of the contract: those with the real service, then those with a stand-in. */
import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { contract, type Outcome } from "../../generated/contract.ts";
import { type Cure, type Drill, onService, onStandIn } from "./drill.ts";
import { booths } from "./service.ts";
import type { StandIn } from "./stand-in.ts";

/** The blueprint's own alerts. */
export const seed: readonly string[] = ["HighTimeoutRate", "SlowP95", "MediaDiskHigh", "MetricsDown"];

const onServices: readonly Drill[] = [
  onService({
    alert: "HighTimeoutRate",
    timeScale: 60,
    says: "three in ten calls to the provider hang until T",
    cure: "the provider answers again",
    async fault(service) {
      await service.misbehave({ fault: "hang", share: 0.3 });
      service.load(5);
      return () => service.misbehave({});
    },
  }),
  onService({
    alert: "SlowP95",
    timeScale: 60,
    says: "the provider takes most of T, and the booths' line is slow to take the picture",
    cure: "provider and line are quick again",
    async fault(service) {
      await service.misbehave({ delay_ms: 6_500 });
      const end = service.load(0.7, { largePictures: true, readAfterMs: 6_000 });
      return async () => {
        end();
        await service.misbehave({});
        service.load(4);
      };
    },
  }),
  onService({
    alert: "MetricsDown",
    timeScale: 60,
    says: "the service is killed",
    cure: "it is started again",
    async fault(service) {
      await service.kill();
      return service.start;
    },
  }),
  onService({
    alert: "MetricsMissing",
    timeScale: 60,
    says: "the service is missing in the targets of Prometheus",
    cure: "it is among them again",
    async fault({ address }, prometheus) {
      await prometheus.setTargets([]);
      return () => prometheus.setTargets([address]);
    },
  }),
  onService({
    alert: "ServiceGone",
    timeScale: 60,
    says: "the service is killed, and nobody starts it",
    cure: "it is started again",
    async fault(service) {
      await service.kill();
      return service.start;
    },
  }),
  onService({
    alert: "IngestRejectedHigh",
    timeScale: 60,
    says: "more photos come than two permits take",
    cure: "fewer come",
    variables: { INGEST_MAX_PARALLEL: "2" },
    async fault(service) {
      await service.misbehave({ delay_ms: 1_500 });
      const end = service.load(6);
      return async () => {
        end();
        service.load(1);
      };
    },
  }),
  onService({
    alert: "IngestInternalErrors",
    timeScale: 60,
    says: "a file stands where the folder of the pictures was",
    cure: "the folder is back",
    async fault(service) {
      const results = join(service.folder, "media/results");
      await rename(results, `${results}.away`);
      await writeFile(results, "");
      service.load(4);
      return async () => {
        await rename(results, `${results}.file`);
        await rename(`${results}.away`, results);
      };
    },
  }),
  onService({
    alert: "TimeoutsLowTraffic",
    timeScale: 180,
    says: "in an hour with few photos each of them hangs until T",
    cure: "the provider answers again",
    async fault(service) {
      await service.misbehave({ fault: "hang" });
      // Apart, so that the rate over the short window of HighTimeoutRate is not there without a break.
      for (const booth of booths.slice(0, 4)) {
        void service.post(booth);
        await sleep(3_000);
      }
      return () => service.misbehave({});
    },
  }),
  onService({
    alert: "ProviderErrorsHigh",
    timeScale: 180,
    says: "four in ten calls to the provider fail, and are made again",
    cure: "the provider answers again",
    async fault(service) {
      await service.misbehave({ fault: "error", share: 0.4 }, 5);
      service.load(5);
      return () => service.misbehave({});
    },
  }),
  onService({
    alert: "SlotMaintenanceLong",
    timeScale: 1_440,
    says: "every slot is in maintenance",
    cure: "they are in service again",
    async fault(service) {
      await service.change({ state: "maintenance" });
      return () => service.change({ state: "active" });
    },
  }),
  onService({
    alert: "NotificationsFailing",
    timeScale: 60,
    says: "the receiver of the operators' webhook answers 500",
    cure: "it takes what comes",
    async fault(service) {
      service.receiverAnswers(500);
      await service.tellOperators();
      return async () => {
        service.receiverAnswers(204);
        await service.tellOperators();
      };
    },
  }),
  onService({
    alert: "ConfigReloadFailed",
    timeScale: 60,
    says: "the service is told to read a file that is broken",
    cure: "it reads the mended one",
    async fault(service) {
      await service.reload("DRAIN_DELAY_SECONDS=soon\n");
      return () => service.reload("");
    },
  }),
];

const BEYOND_A_DRILL = "its windows take hours of failures, which the breaker and the operators would end";

/** Counts jobs of one booth that end like this, ten times a second until the cure; then good ones. */
function jobsEnd(outcome: Outcome): (standIn: StandIn) => Cure {
  return ({ metrics }) => {
    let ending = outcome;
    const timer = setInterval(() => {
      metrics.ingest_requests_total.with({ slot_id: "slot-001", provider: "local", outcome: ending }).inc(5);
    }, 100);
    timer.unref();
    return async () => {
      ending = "success";
    };
  };
}

/** A burn-rate alert: the windows of its tier take ten seconds. */
function burn(objective: string, tier: keyof typeof TIER_HOURS, outcome: Outcome): Drill {
  return onStandIn({
    alert: `${objective}Burn${tier}`,
    timeScale: TIER_HOURS[tier] * 360,
    standInFor: BEYOND_A_DRILL,
    says: `every job ends as ${outcome}`,
    cure: "the jobs end well",
    fault: jobsEnd(outcome),
  });
}

const TIER_HOURS = { "1h": 1, "6h": 6, "1d": 24, "3d": 72 } as const;
const tiers = ["1h", "6h", "1d", "3d"] as const;

const onStandIns: readonly Drill[] = [
  onStandIn({
    alert: "MediaDiskHigh",
    timeScale: 60,
    standInFor: "a drill fills nobody's disk",
    says: "nine tenths of the media volume are used",
    cure: "half of it is free again",
    fault({ metrics: { media_volume_available_bytes: available } }) {
      available.with({}).set(10e9);
      return async () => available.with({}).set(50e9);
    },
  }),
  onStandIn({
    alert: "MediaDiskUnknown",
    timeScale: 60,
    standInFor: "the mount of the media is the machine's",
    says: "the media volume cannot be read",
    cure: "it can be read again",
    fault({ metrics: { media_volume_available_bytes: available } }) {
      available.with({}).set(Number.NaN);
      return async () => available.with({}).set(50e9);
    },
  }),
  onStandIn({
    alert: "MetricsEmpty",
    timeScale: 60,
    standInFor: "a correct service shows its series from the start",
    says: "/metrics answers with nothing",
    cure: "it shows the series again",
    fault: (standIn) => shows(standIn, () => ""),
  }),
  onStandIn({
    alert: "MetricsFlapping",
    timeScale: 60,
    standInFor: "a correct service does not come and go",
    says: "/metrics is there for one second in four",
    cure: "it stays",
    fault: (standIn) => shows(standIn, (text) => (Math.floor(Date.now() / 1000) % 4 === 0 ? text : undefined)),
  }),
  onStandIn({
    alert: "IngestStuck",
    timeScale: 60,
    standInFor: "the deadline of a correct service ends every job",
    says: "a job is open for twenty seconds longer than T",
    cure: "it has ended",
    fault({ metrics: { ingest_oldest_inflight_age_seconds: age } }) {
      age.with({}).set(68);
      return async () => age.with({}).set(0);
    },
  }),
  onStandIn({
    alert: "CleanupStale",
    timeScale: 60,
    standInFor: "its limit is an age of 45 minutes, which no scale makes shorter",
    says: "the last complete cleanup was an hour ago",
    cure: "there was one just now",
    fault({ metrics: { cleanup_last_success_timestamp_seconds: last } }) {
      last.with({}).set(Date.now() / 1000 - 3_600);
      return async () => last.with({}).set(Date.now() / 1000);
    },
  }),
  onStandIn({
    alert: "ContractMismatch",
    timeScale: 720,
    standInFor: "this checkout has one contract",
    says: "the process is of another contract than the rules",
    cure: "it is of the same one",
    fault: (standIn) => shows(standIn, (text) => text.replaceAll(contract.digest, "0".repeat(64))),
  }),
  ...tiers.map((tier) => burn("IngestAnsweredInTime", tier, "timeout")),
  ...tiers.map((tier) => burn("IngestEdited", tier, "provider_error")),
  onStandIn({
    alert: "IngestAnsweredInTimeAbsent",
    timeScale: 360,
    standInFor: "a correct service shows its series from the start",
    says: "the series that the objectives count are missing",
    cure: "they are there again",
    fault: (standIn) => shows(standIn, (text) => text.replaceAll(/^ingest_requests_total.*\n/gm, "")),
  }),
];

/** Has the exposition go through `change` until the cure. */
function shows(standIn: StandIn, change: StandIn["text"]): Cure {
  standIn.text = change;
  return async () => {
    standIn.text = (text) => text;
  };
}

export const drills: readonly Drill[] = [...onServices, ...onStandIns];

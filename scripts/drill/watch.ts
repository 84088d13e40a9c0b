/** A real Prometheus and a real Alertmanager with a contract's files, and who is told by them. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Model } from "../../codegen/model.ts";
import { type StandingAlert, startAlertmanager } from "../testkit/alertmanager.ts";
import { type RunningPrometheus, startPrometheus } from "../testkit/prometheus.ts";
import { startWebhookReceiver } from "../testkit/webhooks.ts";
import { routes, writePrometheus } from "./compile.ts";

/** What came to a receiver. */
export interface Notice {
  /** As the contract calls the severity. */
  readonly receiver: string;
  readonly status: "firing" | "resolved";
  readonly alerts: readonly {
    readonly status: "firing" | "resolved";
    readonly labels: Readonly<Record<string, string>>;
    readonly annotations: Readonly<Record<string, string>>;
  }[];
}

export interface Watch {
  readonly prometheus: RunningPrometheus;
  /** Every notice so far, in the order of their coming. */
  notices(): readonly Notice[];
  /** Names of the alerts that Alertmanager says it tells nobody of now, because `source` fires. */
  mutedBy(source: string): Promise<string[]>;
  stop(): Promise<void>;
}

export interface Programs {
  readonly prometheus: string;
  readonly alertmanager: string;
}

/** Watches `target`, host:port, by the rules of the model. */
export async function startWatch(model: Model, programs: Programs, target: string): Promise<Watch> {
  const ending: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const end of ending.splice(0).reverse()) await end();
  };
  try {
    const receiver = await startWebhookReceiver();
    ending.push(receiver.stop);
    const alertmanager = await startAlertmanager(programs.alertmanager, routes(model, receiver.url));
    ending.push(alertmanager.stop);
    const folder = await mkdtemp(join(tmpdir(), "phc-drill-rules-"));
    ending.push(() => rm(folder, { recursive: true, force: true }));
    await writePrometheus(model, folder);
    const prometheus = await startPrometheus({
      program: programs.prometheus,
      configDir: folder,
      targets: [target],
      alertmanager: alertmanager.address,
    });
    ending.push(prometheus.stop);
    // The shape is that of Alertmanager's webhooks, version 4.
    const notices = () => receiver.received.map(({ message }) => message as unknown as Notice);
    return { prometheus, notices, mutedBy: async (source) => mutedBy(source, await alertmanager.alerts()), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function mutedBy(source: string, alerts: readonly StandingAlert[]): string[] {
  const sources = new Set(alerts.filter((one) => nameOf(one) === source).map(({ fingerprint }) => fingerprint));
  return alerts.filter(({ inhibitedBy }) => inhibitedBy.some((by) => sources.has(by))).map(nameOf);
}

function nameOf({ labels }: StandingAlert): string {
  return labels["alertname"] ?? "";
}

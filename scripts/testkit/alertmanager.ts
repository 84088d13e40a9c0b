/** A real Alertmanager for tests and drills: with a configuration of theirs, on a free loopback port. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "./ports.ts";
import { startProgram } from "./program.ts";

/** An alert as it is sent to Alertmanager, and as it stands there. */
export interface SentAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface StandingAlert {
  readonly fingerprint: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Fingerprints of the alerts because of which nobody is told of this one. */
  readonly inhibitedBy: readonly string[];
}

export interface RunningAlertmanager {
  readonly url: string;
  /** As host:port. */
  readonly address: string;
  send(alerts: readonly SentAlert[]): Promise<void>;
  alerts(): Promise<StandingAlert[]>;
  /** Ends the process and removes its folder. */
  stop(): Promise<void>;
}

/** `program` is the path from requireTool("alertmanager"); throws with what it wrote when it ends before it is ready. */
export async function startAlertmanager(program: string, config: object): Promise<RunningAlertmanager> {
  const folder = await mkdtemp(join(tmpdir(), "phc-alertmanager-"));
  const file = join(folder, "alertmanager.yml");
  // JSON is YAML, too.
  await writeFile(file, JSON.stringify(config), { mode: 0o600 });
  const address = `127.0.0.1:${await freePort()}`;
  const url = `http://${address}`;
  const args = [
    `--config.file=${file}`,
    `--storage.path=${join(folder, "data")}`,
    `--web.listen-address=${address}`,
    "--cluster.listen-address=",
    "--log.level=warn",
  ];
  const running = await startProgram("Alertmanager", { program, args, readyUrl: `${url}/-/ready` }, () =>
    rm(folder, { recursive: true, force: true }),
  );
  return {
    ...{ url, address, stop: running.stop },
    async send(alerts) {
      const body = JSON.stringify(alerts);
      const headers = { "Content-Type": "application/json" };
      const answer = await fetch(`${url}/api/v2/alerts`, { method: "POST", headers, body });
      if (!answer.ok) throw new Error(`Alertmanager says: ${await answer.text()}`);
    },
    async alerts() {
      // The shapes are those of Alertmanager's stable HTTP API v2.
      const list = (await (await fetch(`${url}/api/v2/alerts`)).json()) as readonly {
        fingerprint: string;
        labels: Record<string, string>;
        status: { inhibitedBy: readonly string[] };
      }[];
      return list.map(({ fingerprint, labels, status }) => ({ fingerprint, labels, inhibitedBy: status.inhibitedBy }));
    },
  };
}

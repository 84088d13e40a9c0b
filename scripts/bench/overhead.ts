/** What the gateway adds to a provider that takes 50 ms: photos of 5 and 20 MiB, one at a time. */
import { readFile } from "node:fs/promises";
import { Agent } from "node:http";
import { join } from "node:path";
import { padded, pictureOf, post, startProvider } from "./camera.ts";
import { type Extent, figure, inTurn, type Measured, percentileOf, ratio } from "./case.ts";
import { startRival, startService, withProcesses } from "./processes.ts";
import { installRivals } from "./rivals.ts";

const ROOT = join(import.meta.dirname, "../..");
/** From the last byte of the photo at the provider to the first of its answer. */
const PROVIDER_MS = 50;
const ROUNDS = 5;
const WARM_UP = 5;
const CELLS = [
  { mib: 5, photos: 40 },
  { mib: 20, photos: 20 },
] as const;
const PERCENTILES = [
  ["p50", 0.5],
  ["p95", 0.95],
  ["p99", 0.99],
] as const;

type Name = "ours" | "relay";

/**
 * Milliseconds of an ingest beyond those of the provider: upload, hash, disk, the way to the provider and back, answer.
 * Ours does durably what it does, and keeps a row; the relay is Node with busboy, and does neither.
 */
export async function overhead({ brief }: Extent): Promise<Measured[]> {
  await installRivals();
  const photo = await readFile(join(ROOT, "scripts/demo/photo.jpg"));
  const { edit, stop } = await startProvider(await pictureOf(photo), PROVIDER_MS);
  try {
    return await withProcesses(async (folder, started) => {
      const [service, relay] = [
        await startService(folder, edit, started),
        await startRival("relay", folder, edit, started),
      ];
      const addresses = { ours: `${service.url}/api/ingest/slot-001`, relay: relay.url };
      const measured: Measured[] = [];
      for (const { mib, photos } of CELLS) {
        const extent = brief ? { photos: photos / 2, rounds: 3 } : { photos, rounds: ROUNDS };
        measured.push(...(await measure(addresses, padded(photo, mib), `${mib} MiB`, extent)));
      }
      return measured;
    });
  } finally {
    stop();
  }
}

async function measure(
  addresses: Readonly<Record<Name, string>>,
  photo: Buffer,
  what: string,
  { photos, rounds: count }: { readonly photos: number; readonly rounds: number },
): Promise<Measured[]> {
  const rounds: Record<Name, number[][]> = { ours: [], relay: [] };
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const round = async (name: Name) => {
    const times = await timesOf(addresses[name], agent, photo, photos);
    rounds[name].push(times);
    return percentileOf(times, 0.5);
  };
  for (const name of ["ours", "relay"] as const) await timesOf(addresses[name], agent, photo, WARM_UP);
  await inTurn({ ours: () => round("ours"), relay: () => round("relay") }, count);
  agent.destroy();
  const each = (name: Name, share: number) => rounds[name].map((times) => percentileOf(times, share));
  const p99 = (name: Name) => percentileOf(rounds[name].flat(), 0.99);
  return [
    ...(["ours", "relay"] as const).flatMap((name) =>
      PERCENTILES.map(([label, share]): Measured => {
        const said = `${what}, ${name}: beyond the provider's ${PROVIDER_MS} ms, ${label}`;
        // Of so few photos a round, the 99th percentile is only of all rounds.
        if (label === "p99") return { name: `${said} of all rounds`, unit: "ms", value: p99(name) };
        return figure(said, "ms", each(name, share));
      }),
    ),
    ...PERCENTILES.slice(0, 2).map(([label, share]) =>
      ratio(`${what}: ${label} of ours over the relay`, each("ours", share), each("relay", share)),
    ),
  ];
}

/** Of each photo, one after the other: how much longer it took than the provider. */
async function timesOf(address: string, agent: Agent, photo: Buffer, photos: number): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < photos; i++) {
    const begun = performance.now();
    await post(address, agent, photo);
    times.push(performance.now() - begun - PROVIDER_MS);
  }
  return times;
}

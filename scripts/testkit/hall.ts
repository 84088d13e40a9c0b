/** A booth hall for tests of many instances: a cluster, the providers that it calls, and the balancer before it. */
import { setTimeout as sleep } from "node:timers/promises";
import { onTestFinished } from "vitest";
import type { SlotId } from "../../generated/contract.ts";
import type { SlotChange } from "../../src/storage/repos/slots.ts";
import { type Balancer, type Entry, startBalancer, statusOf } from "./balancer.ts";
import { type Cluster, startCluster } from "./cluster.ts";
import { type CountingProvider, startCountingProvider } from "./counting-provider.ts";
import { makePhoto, makeUnique } from "./photos.ts";
import { createPostgresDatabase } from "./postgres.ts";

export interface HallOptions {
  readonly names: readonly string[];
  readonly variables?: Readonly<Record<string, string>>;
  /** Without one, slot-001 and slot-002 have the provider `http`. */
  readonly slots?: (provider: CountingProvider) => Readonly<Partial<Record<SlotId, SlotChange>>>;
  /** Without it, a database of its own on the shared server. */
  readonly databaseUrl?: string;
}

export interface Hall {
  readonly provider: CountingProvider;
  readonly cluster: Cluster;
  readonly balancer: Balancer;
  /** A photo that nobody has sent before. */
  photo(): Buffer;
  /**
   * So many clients, each of whom posts its next photo when it has an answer, until the returned function is called,
   * which waits for the last answers.
   */
  load(clients: number, slots: readonly SlotId[]): () => Promise<void>;
}

/** How long a client leaves it after a refusal: less than it is told to, so that much happens in little time. */
const REFUSED_PAUSE_MS = 100;

/** Everything ends with the test. */
export async function startHall(options: HallOptions): Promise<Hall> {
  const { names, variables, slots = onHttp } = options;
  const picture = await makePhoto({ width: 160, height: 120 });
  const provider = await startCountingProvider(picture);
  onTestFinished(provider.stop);
  const databaseUrl = options.databaseUrl ?? (await ownDatabase());
  const cluster = await startCluster({
    ...{ databaseUrl, names, slots: slots(provider) },
    variables: {
      ...{ HTTP_PROVIDER_SECRET: "a secret of the endpoint", PROVIDER_PRIVATE_ADDRESSES: "allow" },
      ...{ OPENAI_API_KEY: "a key of nobody", OPENAI_BASE_URL: provider.url, T_SYNC_RESPONSE_SECONDS: "10" },
      ...{ INGEST_MAX_PARALLEL: "100", UPLOADS_PER_ADDRESS: "1000" },
      ...variables,
    },
  });
  onTestFinished(cluster.remove);
  const balancer = startBalancer(cluster.backends);
  onTestFinished(balancer.stop);
  const photo = () => makeUnique(picture);
  return { ...{ provider, cluster, balancer, photo }, load: (clients, used) => load(balancer, photo, clients, used) };
}

function onHttp(provider: CountingProvider): Readonly<Partial<Record<SlotId, SlotChange>>> {
  return {
    "slot-001": { provider: "http", settings: provider.httpSettings("slot-001") },
    "slot-002": { provider: "http", settings: provider.httpSettings("slot-002") },
  };
}

async function ownDatabase(): Promise<string> {
  const { url, drop } = await createPostgresDatabase();
  onTestFinished(drop);
  return url;
}

function load(balancer: Balancer, photo: () => Buffer, clients: number, slots: readonly SlotId[]): () => Promise<void> {
  let going = true;
  const client = async (number: number) => {
    for (let round = number; going; round += 1) {
      const entry = await balancer.post(slots[round % slots.length] ?? "slot-001", photo());
      if (statusOf(entry) !== 200) await sleep(REFUSED_PAUSE_MS);
    }
  };
  const running = Promise.all(Array.from({ length: clients }, (_, number) => client(number)));
  return async () => {
    going = false;
    await running;
  };
}

/** How often each answer came: `200`, `503 database_unavailable`, `ECONNREFUSED`; last answers only. */
export function tally(journal: readonly Entry[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { tries } of journal) {
    const { came } = tries.at(-1) ?? tries[0];
    const key = "error" in came ? came.error : `${came.status} ${came.reason}`.trim();
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

/** What a service whose secrets are made up lives with: its variables, what was planted, and what was seen. */
import { join } from "node:path";
import type { ProviderServer } from "../provider-server.ts";
import { type ServiceProcess, spawnService } from "../service.ts";
import { type Client, newClient } from "./client.ts";
import { type Canary, newCore, type Place } from "./search.ts";
import type { PlantedSecret } from "./secrets.ts";

export interface LifeOptions {
  /** Empty; everything is made in it. */
  readonly folder: string;
  /** undefined: the embedded database. */
  readonly database?: string | undefined;
  /** Which ways of a provider to answer, and whether commands run and bad starts are tried. */
  readonly quick?: boolean;
}

/** What a life is lived with. */
export interface World extends LifeOptions {
  readonly secrets: readonly PlantedSecret[];
  readonly server: ProviderServer;
  readonly canaries: Canary[];
  readonly places: Place[];
  readonly ends: (number | NodeJS.Signals)[];
  /** Exit codes of the commands that were run, by what was typed. */
  readonly exits: Map<string, number | null>;
  /** Ids of the services. */
  readonly services: number[];
  readonly photo: Buffer;
}

export function fileOf({ folder }: LifeOptions, variable: string): string {
  return join(folder, "secrets", variable.toLowerCase());
}

/** What every service of this life is told that is no secret. */
export function openVariables({ folder, server }: World): Record<string, string> {
  const here = { HOST: "127.0.0.1", PORT: "0", DATA_DIR: join(folder, "data") };
  const strange = { PROVIDER_PRIVATE_ADDRESSES: "allow", REPLAY_WINDOW_SECONDS: "0", T_SYNC_RESPONSE_SECONDS: "10" };
  const bases = ["GEMINI", "OPENAI", "TURBOTEXT"].map((name) => [`${name}_BASE_URL`, server.url]);
  return { NODE_ENV: "production", LOG_LEVEL: "trace", ...here, ...strange, ...Object.fromEntries(bases) };
}

export function secretFiles(world: World): Record<string, string> {
  return Object.fromEntries(world.secrets.map(({ variable }) => [`${variable}_FILE`, fileOf(world, variable)]));
}

export function secretValues({ secrets }: World): Record<string, string> {
  return Object.fromEntries(secrets.map(({ variable, value }) => [variable, value]));
}

/** A secret that somebody types or is given while the service runs. */
export function plant(world: World, name: string, may?: RegExp): string {
  const core = newCore();
  world.canaries.push({ name, core, ...(may === undefined ? {} : { may }) });
  return core;
}

export function plantedValue({ secrets }: World, variable: string): string {
  return secrets.find((secret) => secret.variable === variable)?.value ?? "";
}

export function coreOf({ secrets }: World, variable: string): string {
  return secrets.find((secret) => secret.variable === variable)?.core ?? "";
}

export async function living(
  world: World,
  variables: Readonly<Record<string, string>>,
  live: (client: Client, service: ServiceProcess) => Promise<void>,
): Promise<void> {
  const service = spawnService({ ...openVariables(world), ...variables }, { folder: world.folder });
  world.services.push(service.child.pid ?? 0);
  try {
    const client = newClient(await service.listening);
    await live(client, service);
    world.places.push(...client.places);
  } finally {
    service.child.kill("SIGTERM");
    world.ends.push(await service.ended);
    world.places.push({
      name: `the output of a service, ${service.output().length} bytes`,
      bytes: Buffer.from(service.output()),
    });
  }
}

/** Each of them, a few at a time. */
export async function severalAtOnce<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const left = [...all];
  const lane = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) await work(next);
  };
  await Promise.all([lane(), lane(), lane()]);
}

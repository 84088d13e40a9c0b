/** The whole life of a service whose secrets are made up, at the lowest level of its log, and everything that it leaves. */
import { readFileSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { openDatabase } from "../../../src/storage/database.ts";
import { makePhoto } from "../photos.ts";
import { type Received, startProviderServer } from "../provider-server.ts";
import { refuseStarts, runCommands } from "./commands.ts";
import { changeSlots, makeToken, notify, readEverything, readMetrics, signIn } from "./desk.ts";
import { ingest, ingestWithEveryReply, knockAtDoors, SLOTS } from "./inputs.ts";
import { watchProcesses } from "./processes.ts";
import { replies } from "./replies.ts";
import type { Canary, Place } from "./search.ts";
import { plantSecrets } from "./secrets.ts";
import { fileOf, type LifeOptions, living, secretFiles, secretValues, type World } from "./world.ts";

export interface Life {
  readonly canaries: readonly Canary[];
  readonly places: readonly Place[];
  /** What came to the providers and receivers: that the secrets were in use. */
  readonly received: readonly Received[];
  /** How the services ended. */
  readonly ends: readonly (number | NodeJS.Signals)[];
  /** How the commands ended, by what was typed. */
  readonly exits: ReadonlyMap<string, number | null>;
}

/** Lives it; everything is ended when it resolves or rejects. */
export async function liveThrough(options: LifeOptions): Promise<Life> {
  const server = await startProviderServer();
  const services: number[] = [];
  const watch = watchProcesses(() => services);
  try {
    const secrets = await plantSecrets({ webhooks: `${server.url}/hook`, database: options.database });
    const photo = await makePhoto({ width: 64, height: 48 });
    const world: World = {
      ...options,
      secrets,
      server,
      photo,
      services,
      canaries: [...secrets],
      places: [],
      ends: [],
      exits: new Map(),
    };
    await mkdir(join(options.folder, "secrets"));
    await Promise.all(secrets.map(({ variable, value }) => writeFile(fileOf(world, variable), value, { mode: 0o600 })));
    await liveWithFiles(world);
    if (options.quick !== true) {
      await liveWithVariables(world);
      await refuseStarts(world);
    }
    world.places.push(...(await leftBehind(world)), ...watch.stop());
    return {
      canaries: world.canaries,
      places: world.places,
      received: server.received,
      ends: world.ends,
      exits: world.exits,
    };
  } finally {
    watch.stop();
    await server.stop();
  }
}

async function liveWithFiles(world: World): Promise<void> {
  await living(world, secretFiles(world), async (client, { child }) => {
    const cookie = await signIn(world, client);
    await changeSlots(world, client, cookie);
    await ingestWithEveryReply(world, client);
    await knockAtDoors(world, client);
    const token = await makeToken(world, client, cookie);
    await notify(world, client, cookie);
    for (const headers of [cookie, { authorization: `Bearer ${token}` }, {}]) await readEverything(client, headers);
    await readMetrics(world, client);
    world.places.push({
      name: "the environment of a service that is given files",
      bytes: readFileSync(`/proc/${child.pid}/environ`),
    });
    if (world.quick !== true) await runCommands(world, client);
  });
}

async function liveWithVariables(world: World): Promise<void> {
  await living(world, secretValues(world), async (client) => {
    const reply = replies["an error 401"];
    if (reply !== undefined) world.server.answer(reply);
    await Promise.all(SLOTS.map((slot) => ingest(world, client, slot)));
    await readEverything(client, {});
  });
}

/** Names and contents of every file but those that the secrets were put into, and every row. */
async function leftBehind(world: World): Promise<Place[]> {
  const { folder, database } = world;
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  const kept = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const files = kept.filter((path) => !path.startsWith(join(folder, "secrets")) || path.endsWith(".manifest.json"));
  const contents = files.map(async (path) => ({
    name: `a file: ${path.slice(folder.length + 1)}`,
    bytes: await readFile(path),
  }));
  const names = { name: "the names of files", bytes: Buffer.from(paths.join("\n")) };
  return [names, ...(await Promise.all(contents)), ...(await rows(join(folder, "data"), database ?? ""))];
}

async function rows(dataDir: string, url: string): Promise<Place[]> {
  const db = await openDatabase({ DATA_DIR: dataDir, DATABASE_URL: url, DATABASE_MAX_CONNECTIONS: 2 }, "read-only");
  try {
    const places: Place[] = [];
    for (const { name } of await db.introspection.getTables()) {
      const found = await db.withTables<Record<string, object>>().selectFrom(name).selectAll().execute();
      places.push(...found.map((row) => ({ name: `a row of ${name}`, bytes: Buffer.from(JSON.stringify(row)) })));
    }
    return places;
  } finally {
    await db.destroy();
  }
}

/** One service from its lock to its last closed file: opens what it stands on, listens, drains. Signals are main.ts's. */
import type { Server } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import type { Config } from "../generated/config.ts";
import { type App, createApp } from "./app.ts";
import { type BreakerRules, breakerRules } from "./core/breaker.ts";
import { parseNetworks, parseProxies } from "./core/client-address.ts";
import { systemClock } from "./core/clock.ts";
import { within } from "./core/deadline.ts";
import { type Instance, newInstance } from "./core/instance.ts";
import { createLiveConfig, type LiveConfig, type ReplaceableConfig } from "./core/live-config.ts";
import type { MediaStore } from "./core/media.ts";
import { configuredOf, type ProviderDriver } from "./core/provider.ts";
import { type ScheduledCleanup, startCleanup } from "./features/cleanup/schedule.ts";
import { consoleFolder, readConsole } from "./features/console/files.ts";
import { webhookProblem } from "./features/notify/service.ts";
import { type Account, AccountsRefused, parseAccounts } from "./features/operators/accounts.ts";
import { createSettings, type LiveSettings } from "./features/settings/service.ts";
import { createHttpServer, MAX_CONNECTIONS } from "./http/server.ts";
import { startPresence } from "./presence.ts";
import { providerDrivers } from "./providers/index.ts";
import { startReaper } from "./reaper.ts";
import { cannotReach, DatabaseAway, databasePath, isOnServer, openDatabase } from "./storage/database.ts";
import { isBusy, isUnavailable } from "./storage/dialect.ts";
import { codeOf } from "./storage/folders.ts";
import { openMedia } from "./storage/media/index.ts";
import { livingInstances } from "./storage/repos/instances.ts";
import { saveConfigured } from "./storage/repos/provider-reports.ts";
import { ensureSlots, listSlots } from "./storage/repos/slots.ts";
import { keepReserve } from "./storage/reserve.ts";
import type { Db } from "./storage/schema.ts";
import { acquireServiceLock } from "./storage/service-lock.ts";

/** A service that listens. */
export interface Service {
  readonly url: string;
  readonly port: number;
  readonly app: App;
  readonly live: ReplaceableConfig;
  readonly db: Db;
  readonly media: MediaStore;
  /** Ends it without losing a photo: stops taking requests, waits for those in work, closes everything. */
  drain(): Promise<void>;
}

/** The service cannot start as it is configured; the message says why and what to do. */
export class StartRefused extends Error {
  override readonly name = "StartRefused";
}

const RESERVE_INTERVAL_MS = 60_000;
/** How long after T the drain waits for what is in work. */
const DRAIN_MARGIN_MS = 5_000;

/** Opens everything and listens. Throws StartRefused, and the refusals of lock, database and media. */
export async function startService(
  config: Config,
  log: Logger,
  drivers: readonly ProviderDriver[] = providerDrivers,
  rules: BreakerRules = breakerRules,
  pageFolder: string = consoleFolder(),
): Promise<Service> {
  const live = createLiveConfig(config);
  let accounts = checkSecrets(config);
  live.onChange((now) => {
    accounts = checkSecrets(now);
  });
  const isProxy = listed("TRUSTED_PROXIES", config, parseProxies);
  const isOperatorNetwork = listed("OPERATOR_NETWORKS", config, parseNetworks);
  const closing: (() => void | Promise<void>)[] = [];
  const onClose = (close: () => void | Promise<void>) => void closing.unshift(close);
  const close = async () => {
    for (const step of closing.splice(0)) await step();
  };
  try {
    const lock = acquireServiceLock(config.DATA_DIR);
    onClose(lock.release);
    const db = await openDatabase(config, "service", () => live.current().DATABASE_URL);
    onClose(() => db.destroy());
    if (!isOnServer(config)) onClose(await startReserve(databasePath(config), log));
    await ensureSlots(db);
    await refuseFaultInProduction(db, config);
    onClose(await keepConfigured(db, drivers, live, log));
    const instance = newInstance();
    onClose(await startPresence(db, instance, log));
    await refuseOwnFolder(db, instance, config, log);
    const media = await openMedia(config);
    const settings = await createSettings(db, config, (error) =>
      log.warn({ err: error }, "The settings cannot be read."),
    );
    onClose(settings.stop);
    const app = createApp({
      ...{ config, live, log, db, instance, media, settings, drivers, isProxy, isOperatorNetwork },
      accounts: () => accounts,
      breakerRules: rules,
      // The booths need no page: what is wrong with it keeps nobody's photo out.
      page: await readConsole(pageFolder).catch((error: unknown) => {
        log.warn({ err: error }, "The operators' page cannot be read; the service goes on without it.");
        return undefined;
      }),
    });
    onClose(app.stop);
    settings.onChange(app.permits.limitsChanged);
    onClose(startReaper({ db, log, instance, works: app.works }).stop);
    await app.sample();
    const server = createHttpServer(app.api, { perAddress: config.CONNECTIONS_PER_ADDRESS, isProxy, log });
    const port = await listen(server, config);
    if (accounts.size === 0) log.warn(NOBODY);
    const cleanup = startCleanup({ db, media, settings, clock: systemClock(), log });
    app.space.onPressure(cleanup.hurry);
    const drain = () => drainService({ config, log, app, server, cleanup, settings, close });
    return { url: urlOf(config.HOST, port), port, app, live, db, media, drain };
  } catch (error) {
    await close();
    throw toRefusal(error, config);
  }
}

/**
 * Who can sign in. Throws StartRefused for accounts that cannot be read, and for webhooks that cannot be sent: what the
 * contract's bounds alone do not say of secrets.
 */
export function checkSecrets(config: Config): ReadonlyMap<string, Account> {
  const webhooks = webhookProblem(config);
  if (webhooks !== undefined) throw new StartRefused(webhooks);
  return readAccounts(config);
}

/** Keeps in the database which providers can be used, as the secrets are. Resolves to what waits for the last write. */
async function keepConfigured(
  db: Db,
  drivers: readonly ProviderDriver[],
  live: LiveConfig,
  log: Logger,
): Promise<() => Promise<void>> {
  await saveConfigured(db, configuredOf(drivers, live.current()));
  let saving: Promise<void> = Promise.resolve();
  live.onChange((now) => {
    saving = saving
      .then(() => saveConfigured(db, configuredOf(drivers, now)))
      .catch((error) => log.warn({ err: error }, "Which providers can be used now is not in the database yet."));
  });
  return () => saving;
}

function readAccounts({ OPERATORS, NODE_ENV }: Config): ReadonlyMap<string, Account> {
  try {
    return parseAccounts(OPERATORS, NODE_ENV === "production" || NODE_ENV === "staging");
  } catch (error) {
    throw error instanceof AccountsRefused ? new StartRefused(error.message) : error;
  }
}

const NOBODY =
  'Nobody can sign in: make an account with "npm run ops -- account NAME", name its file in OPERATORS_FILE.';

function listed<T>(
  name: "TRUSTED_PROXIES" | "OPERATOR_NETWORKS",
  config: Config,
  parse: (list: string) => T | undefined,
): T {
  const isListed = parse(config[name]);
  if (isListed !== undefined) return isListed;
  throw new StartRefused(
    `${name}=${config[name]}: must be addresses or networks with commas between, as 10.0.0.5, 192.168.0.0/16.`,
  );
}

/** A folder, file or disk that cannot be used is for the person who started it; what else goes wrong is ours. */
function toRefusal(error: unknown, config: Config): unknown {
  if (isOnServer(config) && isUnavailable(error)) return cannotReach(config, error);
  const { DATA_DIR } = config;
  if (isBusy(error)) {
    const message = `DATA_DIR=${DATA_DIR}: another process holds the database for a write; end it, or wait until it has ended.`;
    return new DatabaseAway(message, { cause: error });
  }
  const outside = isUnavailable(error) || (error instanceof Error && "syscall" in error && codeOf(error) !== undefined);
  if (!outside || !(error instanceof Error)) return error;
  return new StartRefused(
    `DATA_DIR=${DATA_DIR}: the data folder or its database cannot be used (${error.message}); ` +
      "make it a folder on a disk with space that this user can write, or set DATA_DIR to another one.",
    { cause: error },
  );
}

/**
 * Each of several instances with pictures of its own would take those of the others for missing, and say so in the
 * database. On one machine, the other may be this very one before it died.
 */
async function refuseOwnFolder(db: Db, self: Instance, { MEDIA_URL }: Config, log: Logger): Promise<void> {
  if (MEDIA_URL !== "") return;
  const others = (await livingInstances(db)).filter(({ id }) => id !== self.id).map(({ host }) => host);
  const elsewhere = others.filter((host) => host !== self.host);
  const message =
    `MEDIA_URL is empty, and other instances work on this database (on ${[...new Set(others)].join(", ")}): pictures of ` +
    "this one would lie where no other finds them. Set MEDIA_URL to the same s3://BUCKET/PREFIX, or file:///PATH of a " +
    "folder that all share, for each of them.";
  if (elsewhere.length > 0) throw new StartRefused(message);
  if (others.length > 0) log.warn(message);
}

/** A database that comes from a drill must not fail the photos of real people. */
async function refuseFaultInProduction(db: Db, { NODE_ENV }: Config): Promise<void> {
  if (NODE_ENV !== "production" && NODE_ENV !== "staging") return;
  const faulty = (await listSlots(db)).filter((slot) => slot.provider === "fault").map((slot) => slot.id);
  if (faulty.length === 0) return;
  throw new StartRefused(
    `NODE_ENV=${NODE_ENV}: ${faulty.join(", ")} uses the provider fault, which fails on purpose; give it another provider first.`,
  );
}

/** Keeps the database's reserve of disk space, and makes it again after a full disk. Returns how to stop. */
async function startReserve(path: string, log: Logger): Promise<() => Promise<void>> {
  const keep = () => keepReserve(path).catch((error) => log.warn({ err: error }, "There is no reserve of disk space."));
  let running = keep();
  await running;
  const timer = setInterval(() => {
    running = keep();
  }, RESERVE_INTERVAL_MS).unref();
  return () => {
    clearInterval(timer);
    return running;
  };
}

function listen(server: Server, { HOST, PORT }: Config): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === undefined) return reject(error);
      reject(
        new StartRefused(`HOST=${HOST} PORT=${PORT}: cannot listen there (${error.code}); set another PORT or HOST.`),
      );
    });
    // Whoever comes while the process is busy waits in the line of the system, and is not sent away to come again in seconds.
    server.listen({ port: PORT, host: HOST, backlog: MAX_CONNECTIONS }, () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : PORT);
    });
  });
}

/** As a person on this machine would type it. */
function urlOf(host: string, port: number): string {
  const shown = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  return `http://${shown.includes(":") ? `[${shown}]` : shown}:${port}`;
}

interface Draining {
  readonly config: Config;
  readonly log: Logger;
  readonly app: App;
  readonly server: Server;
  readonly cleanup: ScheduledCleanup;
  readonly settings: LiveSettings;
  readonly close: () => Promise<void>;
}

async function drainService({ config, log, app, server, cleanup, settings, close }: Draining): Promise<void> {
  app.drain.announce();
  await sleep(config.DRAIN_DELAY_SECONDS * 1000);
  app.drain.refuse();
  server.close();
  server.closeIdleConnections();
  const patienceMs = settings.current().tSyncResponseSeconds * 1000 + DRAIN_MARGIN_MS;
  const idle = await within(
    app.inflight.idle().then(() => true),
    patienceMs,
  );
  if (idle === undefined) log.error({ inflight: app.inflight.size() }, "Some jobs did not end in time.");
  // server.close() has switched off Node's own check of slow connections: half-sent requests would stay for ever.
  server.closeAllConnections();
  await cleanup.stop();
  await close();
}

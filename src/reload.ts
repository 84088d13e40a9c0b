/** Other secrets for a service that runs: everything is read and checked anew, and taken whole or not at all. */
import type { Logger } from "pino";
import { type Config, variables } from "../generated/config.ts";
import type { SecretName } from "./core/live-config.ts";
import type { readConfig } from "./env.ts";
import { checkSecrets, type Service, StartRefused } from "./service.ts";
import { DatabaseRefused, openDatabase, withoutLogin } from "./storage/database.ts";

/** Secrets that a running service keeps, because what is built on them cannot be exchanged. */
const KEPT: readonly SecretName[] = ["S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"];

/**
 * Gives the function that reloads; calls wait for each other and never reject. `read` reads the environment's layers as
 * at the start. What came of it is one line in the log and two metrics.
 */
export function createReload(
  { app, live }: Pick<Service, "app" | "live">,
  log: Logger,
  read: typeof readConfig,
): () => Promise<void> {
  const reload = async () => {
    const found = await readNext(live.current(), read);
    app.noteReload(found.problems.length === 0);
    if (found.next === undefined) {
      log.error({ problems: found.problems }, "The secrets are not reloaded; those from before stay in force.");
      return;
    }
    const { next, warnings } = found;
    const changed = changedNames(live.current(), next);
    if (changed.length > 0) live.replace(next);
    const what = changed.length > 0 ? "Other secrets are in force from now on." : "The secrets are the same as before.";
    log.info({ changed, ...(warnings.length > 0 && { warnings }) }, what);
  };
  let last: Promise<void> = Promise.resolve();
  return () => {
    last = last.then(reload);
    return last;
  };
}

type Found =
  | { readonly next: Config; readonly warnings: readonly string[]; readonly problems: readonly [] }
  | { readonly next?: undefined; readonly problems: readonly string[] };

async function readNext(before: Config, read: typeof readConfig): Promise<Found> {
  try {
    const result = read();
    if (!("config" in result)) return { problems: result.map(({ message }) => message) };
    const { config, warnings } = result;
    const fixed = needRestart(before, config);
    if (fixed.length > 0) return { problems: fixed.map((name) => `${name} changed: restart the service`) };
    checkSecrets(config);
    if (config.DATABASE_URL !== before.DATABASE_URL) await tryDatabase(config);
    return { next: config, warnings, problems: [] };
  } catch (error) {
    if (error instanceof StartRefused || error instanceof DatabaseRefused) return { problems: [error.message] };
    // Of anything else not even the message is known to be free of secrets.
    return { problems: [`they cannot be read or checked (${error instanceof Error ? error.name : typeof error})`] };
  }
}

/** What has changed and cannot be exchanged in a process that runs: all that is no secret, and where the database is. */
export function needRestart(before: Config, next: Config): string[] {
  const isFixed = (name: string) => {
    if (name === "DATABASE_URL") return withoutLogin(before) !== withoutLogin(next);
    return KEPT.some((kept) => kept === name) || variables.some((known) => known.name === name && !known.secret);
  };
  return changedNames(before, next).filter(isFixed);
}

/** The variables whose values differ. */
export function changedNames(before: Config, next: Config): string[] {
  const values = new Map<string, unknown>(Object.entries(before));
  return Object.entries(next).flatMap(([name, value]) => (values.get(name) === value ? [] : [name]));
}

/** Logs in to it and reads its schema. Throws DatabaseRefused. */
async function tryDatabase(config: Config): Promise<void> {
  const db = await openDatabase({ ...config, DATABASE_MAX_CONNECTIONS: 2 }, "script");
  await db.destroy();
}

/** Tries a set of secrets before a service depends on it: as the start would, and at whoever issued them. */
import type { Config } from "../../../generated/config.ts";
import type { Provider } from "../../../generated/contract.ts";
import { providerDrivers } from "../../../src/providers/index.ts";
import { checkSecrets, StartRefused } from "../../../src/service.ts";
import { DatabaseRefused, openDatabase } from "../../../src/storage/database.ts";
import { CannotRun } from "../../command.ts";

const PING_MS = 10_000;

/** What the tries found, a line each. Throws CannotRun for a set that must not be put into force, and the signal's reason. */
export async function trySet(
  next: Config,
  before: Config,
  names: readonly string[],
  signal: AbortSignal,
): Promise<string[]> {
  try {
    checkSecrets(next);
  } catch (error) {
    throw error instanceof StartRefused ? new CannotRun(error.message) : error;
  }
  const told: string[] = [];
  if (next.DATABASE_URL !== before.DATABASE_URL) {
    await logIn(next);
    told.push("DATABASE_URL: the database lets the new login in.");
  }
  for (const [name, provider] of providersOf(next, names)) {
    const answers = await ping(provider, next, signal);
    signal.throwIfAborted();
    if (!answers) {
      throw new CannotRun(`${name}: ${provider} does not answer with the new one.`);
    }
    told.push(`${name}: ${provider} answers with the new one.`);
  }
  return told;
}

/** Throws DatabaseRefused where the login is refused or the database cannot be used with it. */
async function logIn(config: Config): Promise<void> {
  const db = await openDatabase({ ...config, DATABASE_MAX_CONNECTIONS: 2 }, "script");
  await db.destroy();
}

/** The providers that cannot be used without one of these secrets, with it. */
function providersOf(config: Config, names: readonly string[]): (readonly [string, Provider])[] {
  return names.flatMap((name) =>
    providerDrivers
      .filter((driver) => driver.configured(config) && !driver.configured({ ...config, [name]: "" }))
      .map((driver) => [name, driver.name] as const),
  );
}

async function ping(provider: Provider, config: Config, signal = new AbortController().signal): Promise<boolean> {
  const driver = providerDrivers.find(({ name }) => name === provider);
  const answered = async () => driver?.ping(AbortSignal.any([signal, AbortSignal.timeout(PING_MS)]), config) ?? false;
  return await answered().catch(() => false);
}

/** What becomes of the secrets that were replaced, as far as others decide that; a line each. */
export async function tryOld(before: Config, next: Config, names: readonly string[]): Promise<string[]> {
  const told: string[] = [];
  if (next.DATABASE_URL !== before.DATABASE_URL) {
    const isRefused = await logIn(before).then(() => false, isRefusal);
    told.push(
      isRefused
        ? "DATABASE_URL: the old login is refused."
        : "DATABASE_URL: the old login is still accepted: revoke it at the database.",
    );
  }
  for (const [name, provider] of providersOf(before, names)) {
    told.push(
      (await ping(provider, before))
        ? `${name}: ${provider} is not seen to refuse the old one: revoke it there.`
        : `${name}: ${provider} refuses the old one.`,
    );
  }
  return told;
}

function isRefusal(error: unknown): boolean {
  return error instanceof DatabaseRefused;
}

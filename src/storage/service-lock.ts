/** Makes sure that one service process at a time works on a data folder. Scripts do not take this lock. */
import { chmodSync, closeSync, openSync } from "node:fs";
import { resolve } from "node:path";
import Sqlite from "better-sqlite3";
import { makeDurableFolder } from "./folders.ts";

/** Another service process holds the folder; the message names it. */
export class ServiceLockHeld extends Error {
  override readonly name = "ServiceLockHeld";
}

/** A process that is just going away gets this long. */
const waitMs = 1000;

/** By lock file. Kept here for the life of the process: a handle that is collected drops its lock. */
const held = new Map<string, Sqlite.Database>();

/** Where the lock of a data folder is, once a service has run there. */
export function serviceLockPath(dataDir: string): string {
  return resolve(dataDir, "service.lock");
}

/**
 * Takes the lock of the folder, or throws ServiceLockHeld. The kernel frees it when the process ends, however it ends.
 * No code of this process may open the lock file otherwise: closing it would drop the lock.
 */
export function acquireServiceLock(dataDir: string): { release(): void } {
  const path = serviceLockPath(dataDir);
  if (held.has(path)) throw new ServiceLockHeld(`This process already holds ${path}.`);
  makeDurableFolder(resolve(dataDir));
  closeSync(openSync(path, "a", 0o600));
  chmodSync(path, 0o600);
  const lock = new Sqlite(path, { timeout: waitMs });
  try {
    lock.exec("begin exclusive");
  } catch (error) {
    lock.close();
    if (!isBusy(error)) throw error;
    throw new ServiceLockHeld(
      `Another service process is running on the data folder ${resolve(dataDir)} (it holds service.lock there). ` +
        "Stop it first, or set DATA_DIR to another folder.",
    );
  }
  held.set(path, lock);
  return {
    release() {
      if (held.delete(path)) lock.close();
    },
  };
}

function isBusy(error: unknown): boolean {
  return error instanceof Sqlite.SqliteError && error.code.startsWith("SQLITE_BUSY");
}

/** The database that is moved: held so that nobody writes it meanwhile, and known by its bytes. */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { open } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { Config } from "../../../generated/config.ts";
import { databasePath, isOnServer, openDatabaseFile } from "../../../src/storage/database.ts";
import type { Db } from "../../../src/storage/schema.ts";
import { acquireServiceLock, ServiceLockHeld, serviceLockPath } from "../../../src/storage/service-lock.ts";
import { foldLog } from "../../../src/storage/sqlite.ts";
import { CannotRun } from "../../command.ts";

type Folders = Pick<Config, "DATA_DIR" | "DATABASE_URL">;

export interface Source {
  readonly db: Db;
  /** SHA-256 of the database's file: after any write it is another one. */
  readonly hash: string;
  close(): Promise<void>;
}

/** Absolute path of the embedded database that this configuration means, or meant before it named a server. */
export function embeddedDatabase(config: Folders): string {
  return databasePath(isOnServer(config) ? { ...config, DATABASE_URL: "" } : config);
}

/**
 * Nobody else can open the database until `close`: no service, no command. Throws CannotRun or DatabaseRefused when
 * somebody has it open, and when it has not this version's schema.
 */
export async function openSource(path: string, config: Folders): Promise<Source> {
  const locks = lockFolders(path, config);
  const closing: (() => unknown)[] = locks.map((lock) => () => lock.release());
  const close = async () => {
    for (const step of closing.toReversed()) await step();
  };
  try {
    const db = await openDatabaseFile(path, "move");
    // The system drops every lock that this process has on a file with the first descriptor of it that is closed.
    const file = await open(path, "r");
    closing.push(() => file.close());
    closing.push(() => db.destroy());
    await foldLog(db);
    const hash = createHash("sha256");
    for await (const chunk of file.createReadStream({ start: 0, autoClose: false })) hash.update(chunk);
    return { db, hash: hash.digest("hex"), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Whether a service runs on the database, as far as its data folder tells; with what to do. */
export function serviceOn(path: string, config: Folders): string | undefined {
  try {
    for (const lock of lockFolders(path, config)) lock.release();
    return undefined;
  } catch (error) {
    if (error instanceof CannotRun) return error.message;
    throw error;
  }
}

/** The locks of the data folders that a service of this database uses. One without a lock file never had a service. */
function lockFolders(path: string, config: Folders) {
  const own = path === embeddedDatabase(config) ? [resolve(config.DATA_DIR)] : [];
  const folders = [...new Set([dirname(path), ...own])].filter((folder) => existsSync(serviceLockPath(folder)));
  const locks: { release(): void }[] = [];
  try {
    for (const folder of folders) locks.push(acquireServiceLock(folder));
    return locks;
  } catch (error) {
    for (const lock of locks) lock.release();
    throw error instanceof ServiceLockHeld ? new CannotRun(`--from: ${error.message}`, { cause: error }) : error;
  }
}

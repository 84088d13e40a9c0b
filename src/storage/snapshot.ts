/** A look at the database that leaves no trace in the data folder, for commands that promise to change nothing. */
import { copyFile, mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { databasePath, isOnServer, openDatabase, openDatabaseFile, type StorageConfig } from "./database.ts";
import type { Db } from "./schema.ts";

export interface Snapshot {
  readonly db: Db;
  close(): Promise<void>;
}

/**
 * Opens a copy of SQLite's file; a database on a server is read where it is, and cannot be written. With a file that is
 * not enough: in WAL mode even reading writes -shm, and makes -wal and -shm where a stopped service left none. Where no copy can be had (no space, a service that writes without a pause) the database
 * is read in place after all: its content stays the same, -shm does not.
 *
 * Call it only where this process has no other connection to the database: closing a file drops the process's locks.
 * Throws as openDatabase does.
 */
export async function openSnapshot(config: StorageConfig): Promise<Snapshot> {
  if (isOnServer(config)) {
    const db = await openDatabase(config, "read-only");
    return { db, close: () => db.destroy() };
  }
  const path = databasePath(config);
  const folder = await mkdtemp(join(tmpdir(), "phc-snapshot-")).catch(() => undefined);
  const remove = async () => {
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  };
  try {
    const copy = folder === undefined ? undefined : await copyDatabase(path, join(folder, basename(path)));
    const db = await openDatabaseFile(copy ?? path, "read-only", path);
    return { db, close: () => db.destroy().then(remove) };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** `to`, when it now holds what `from` holds, taken while nobody wrote. */
async function copyDatabase(from: string, to: string): Promise<string | undefined> {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    if (await copyOnce(from, to).catch(() => false)) return to;
  }
  // Half a copy would keep its part of a disk that may be full.
  await rm(to, { force: true });
  await rm(`${to}-wal`, { force: true });
  return undefined;
}

async function copyOnce(from: string, to: string): Promise<boolean> {
  const before = await fingerprint(from);
  await copyFile(from, to);
  await rm(`${to}-wal`, { force: true });
  if (before.hasWal) await copyFile(`${from}-wal`, `${to}-wal`);
  return (await fingerprint(from)).text === before.text;
}

async function fingerprint(path: string): Promise<{ text: string; hasWal: boolean }> {
  const file = await stat(path, { bigint: true });
  const wal = await stat(`${path}-wal`, { bigint: true }).catch(() => undefined);
  const text = [file, wal].map((found) => `${found?.ino} ${found?.size} ${found?.mtimeNs} ${found?.ctimeNs}`).join("/");
  return { text, hasWal: wal !== undefined };
}

/** Disk space that is kept for the database: without it a full disk could not even be cleaned up. */
import { open, rename, rm, stat, statfs, unlink } from "node:fs/promises";
import { dirname } from "node:path";

/** Room for SQLite's log up to its own limit (1,000 pages) and as much again for the database. */
const reserveBytes = 8 * 1024 * 1024;

/** The reserve is not taken from a disk that is nearly full. */
const leaveBytes = 64 * 1024 * 1024;

/** The file that holds the reserve of the database at this path. */
export function reservePath(databasePath: string): string {
  return `${databasePath}-reserve`;
}

/** Makes the reserve when it is not there and the disk has room for it. Rejects with the error of the file system. */
export async function keepReserve(databasePath: string): Promise<void> {
  const path = reservePath(databasePath);
  if ((await stat(path).catch(() => undefined))?.size === reserveBytes) return;
  const { bavail, bsize } = await statfs(dirname(path));
  if (bavail * bsize < reserveBytes + leaveBytes) return;
  const part = `${path}.part`;
  await rm(part, { force: true });
  const file = await open(part, "wx", 0o600);
  try {
    // Written, not only made long: a hole takes no space.
    await file.writeFile(Buffer.alloc(reserveBytes));
  } finally {
    await file.close();
  }
  await rename(part, path);
}

/** Frees the reserve; whether there was one. */
export async function spendReserve(databasePath: string): Promise<boolean> {
  return await unlink(reservePath(databasePath)).then(
    () => true,
    () => false,
  );
}

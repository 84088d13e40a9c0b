/** Where a start of the service is made to fail: on the files that it opens, makes, writes and syncs. */
import { join } from "node:path";
import type { DatabaseKind } from "../fault.ts";
import { ioErrors } from "./points.ts";

export interface StartPoint {
  readonly says: string;
  /** For strace. */
  readonly args: readonly string[];
}

/** The calls of a start by the file that they are on; each fails the first time. */
const files: readonly { readonly path: string; readonly syscalls: readonly string[]; readonly sqliteOnly?: true }[] = [
  { path: ".", syscalls: ["fsync"] },
  { path: "service.lock", syscalls: ["openat", "fchmodat,chmod"] },
  { path: "media", syscalls: ["fsync"] },
  { path: "media/tmp", syscalls: ["chmod,fchmodat", "mkdir"] },
  { path: "phc.sqlite", syscalls: ["openat", "pread64"], sqliteOnly: true },
  { path: "phc.sqlite-wal", syscalls: ["openat", "pwrite64", "fsync,fdatasync"], sqliteOnly: true },
  { path: "phc.sqlite-shm", syscalls: ["openat"], sqliteOnly: true },
];

/** All of them, with each error. `folder` is the data folder. */
export function startPoints(database: DatabaseKind, folder: string): StartPoint[] {
  return files
    .filter(({ sqliteOnly }) => database === "sqlite" || sqliteOnly === undefined)
    .flatMap(({ path, syscalls }) =>
      syscalls.flatMap((names) =>
        ioErrors.map((error) => ({
          says: `${names} of ${path} fails with ${error}`,
          args: ["-P", join(folder, path), "-e", `trace=${names}`, "-e", `inject=${names}:error=${error}:when=1`],
        })),
      ),
    );
}

/** The cleanup as people start it, beside the service of a stage, and what it works on. */
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { openDatabase } from "../../src/storage/database.ts";
import type { Db } from "../../src/storage/schema.ts";
import { type CommandResult, runCommandLine } from "../testkit/commands.ts";
import type { Stage } from "./stage.ts";

/** The variables of `npm run cleanup_media` for the data of a stage. */
export function cleanupVariables({ folder, storage }: Stage): Record<string, string> {
  return { NODE_ENV: "test", DATA_DIR: folder, DATABASE_URL: storage.DATABASE_URL };
}

/** `npm run cleanup_media -- ARGS`. */
export async function runCleanupScript(
  stage: Stage,
  args: readonly string[] = [],
  variables: Readonly<Record<string, string>> = {},
): Promise<CommandResult> {
  return await runCommandLine(stage.folder, { ...cleanupVariables(stage), ...variables }, "cleanup_media", args);
}

/** One hash over the names and contents of all files below the media's root but those of the health check. */
export async function mediaHash({ folder }: Stage): Promise<string> {
  const entries = await readdir(join(folder, "media"), { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const hash = createHash("sha256");
  for (const path of paths.filter((name) => !name.includes("probe-")).sort()) {
    hash.update(`${path}\n`).update(await readFile(path));
  }
  return hash.digest("hex");
}

/** Works on the stage's database beside the service. */
export async function onDatabase<T>({ storage }: Stage, work: (db: Db) => Promise<T>): Promise<T> {
  const db = await openDatabase(storage, "script");
  try {
    return await work(db);
  } finally {
    await db.destroy();
  }
}

/** Lets the jobs with these ids be begun so many hours earlier. */
export async function age(stage: Stage, ids: readonly string[], hours: number): Promise<void> {
  if (ids.length === 0) return;
  const byMs = hours * 3_600_000;
  await onDatabase(stage, (db) =>
    db
      .updateTable("jobs")
      .set((eb) => ({
        created_at: eb("created_at", "-", byMs),
        deadline_at: eb("deadline_at", "-", byMs),
        finished_at: eb("finished_at", "-", byMs),
      }))
      .where("id", "in", ids)
      .execute(),
  );
}

/** The database on a server that another one moves to: who may use it, and what it must hold before. */
import type { Instance } from "../../../src/core/instance.ts";
import { DatabaseRefused, openDatabase, type StorageConfig } from "../../../src/storage/database.ts";
import { emptyTables, lockMigrations } from "../../../src/storage/postgres.ts";
import { livingInstances } from "../../../src/storage/repos/instances.ts";
import type { Db } from "../../../src/storage/schema.ts";
import { inTransaction } from "../../../src/storage/transaction.ts";
import {
  beginMove,
  endMove,
  findMove,
  takeOverMove,
  type UnfinishedMove,
} from "../../../src/storage/unfinished-move.ts";
import { CannotRun } from "../../command.ts";
import { lastKey } from "./rows.ts";
import { movedTables, tablesIn } from "./tables.ts";

/** What stands in the target before anything is changed. */
export interface TargetState {
  /** Services that run on it. */
  readonly living: readonly Instance[];
  /** Of an earlier run that did not end. */
  readonly mark: UnfinishedMove | undefined;
  /** A table that has rows which no migration made. */
  readonly filled: string | undefined;
  /** Whether all tables are there. */
  readonly hasSchema: boolean;
}

/** How to open the target: as it is, with whatever is in it. */
export function targetConfig(url: string): StorageConfig {
  return { DATA_DIR: "", DATABASE_URL: url, DATABASE_MAX_CONNECTIONS: 2 };
}

/** Opens it and changes nothing. Throws DatabaseRefused, as openDatabase does, in words that fit this command. */
export async function openTarget(url: string): Promise<Db> {
  try {
    return await openDatabase(targetConfig(url), "move");
  } catch (error) {
    if (!(error instanceof DatabaseRefused)) throw error;
    throw new DatabaseRefused(error.message.replace(/^DATABASE_URL: /, "The target: "), { cause: error });
  }
}

export async function lookAt(target: Db): Promise<TargetState> {
  const tables = await tablesIn(target);
  let filled: string | undefined;
  for (const moved of movedTables) {
    if (moved.bornFull || !tables.has(moved.table)) continue;
    if ((await lastKey(target, moved)) !== undefined) filled ??= moved.table;
  }
  return {
    living: tables.has("instances") ? await livingInstances(target) : [],
    mark: await findMove(target),
    filled,
    hasSchema: movedTables.every(({ table }) => tables.has(table)),
  };
}

/** Why the target must be left alone now, with what to do. */
export function servicesOn({ living }: TargetState): string | undefined {
  if (living.length === 0) return undefined;
  const names = living.map(({ id, host }) => `${id.slice(0, 8)} on ${host}`).join(", ");
  return `Services run on the target: ${names}. Stop them; one that crashed counts as gone after 10 seconds.`;
}

/** Why nothing can be moved into it, with what to do; `hash` is of the source, undefined when it is not known. */
export function refusalOf(state: TargetState, hash: string | undefined, startOver: boolean): string | undefined {
  const running = servicesOn(state);
  if (running !== undefined) return running;
  if (state.mark === undefined && state.filled !== undefined) {
    return (
      `The target has rows already (in ${state.filled}): name an empty database. If this is the one that was moved ` +
      "before, --verify-only compares the two."
    );
  }
  if (state.mark === undefined || hash === undefined || startOver || state.mark.source === hash) return undefined;
  return (
    "The target holds part of a move from another database, or something wrote to this one since, as a service that " +
    "was started on it: name an empty database, or add --start-over, which takes out what was moved so far."
  );
}

/**
 * Makes the schema and the target this process's own: marked, and empty or as an earlier run of the same move left it.
 * Returns whether it goes on with an earlier one. Throws CannotRun.
 */
export async function claimTarget(
  target: Db,
  url: string,
  { source, run }: Pick<UnfinishedMove, "source" | "run">,
  startOver: boolean,
): Promise<boolean> {
  const state = await lookAllowed(target, source, startOver);
  const goesOn = state.mark !== undefined && !startOver;
  if (state.mark !== undefined && startOver) await inTransaction(target, forgetMove, "read committed");
  if (!goesOn) await (await openDatabase(targetConfig(url), "service")).destroy();
  const claim = async (transaction: Db) => {
    await lockMigrations(transaction);
    const { mark } = await lookAllowed(transaction, source, false);
    if (mark !== undefined) await takeOverMove(transaction, run);
    else await beginMove(transaction, { source, run }, tableNames);
    return mark !== undefined;
  };
  return await inTransaction(target, claim, "read committed");
}

const tableNames = movedTables.map(({ table }) => table);

async function lookAllowed(target: Db, source: string, startOver: boolean): Promise<TargetState> {
  const state = await lookAt(target);
  const refusal = refusalOf(state, source, startOver);
  if (refusal !== undefined) throw new CannotRun(refusal);
  return state;
}

/** What an earlier run moved goes, and nothing else can be in the database. An older schema may lack some tables. */
async function forgetMove(transaction: Db): Promise<void> {
  await lockMigrations(transaction);
  const tables = await tablesIn(transaction);
  await emptyTables(
    transaction,
    tableNames.filter((name) => tables.has(name)),
  );
  await endMove(transaction);
}

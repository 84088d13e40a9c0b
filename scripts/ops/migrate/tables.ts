/** What becomes of each table when the database moves to another server. */
import type { Database, Db } from "../../../src/storage/schema.ts";

/** A table that moves, row by row in the order of its primary key. */
export interface MovedTable {
  readonly table: keyof Database;
  readonly key: readonly string[];
  /** Whether the database gives the key, each one higher than the last. */
  readonly risingKey: boolean;
  /** Whether a migration puts rows in, so that a database which was never used has some. */
  readonly bornFull: boolean;
}

type Moves<T> = {
  readonly key: readonly [keyof T & string, ...(keyof T & string)[]];
  readonly risingKey?: true;
  readonly bornFull?: true;
};
type Fate<T> = Moves<T> | { readonly stays: string };

/** The compiler lists the tables that are missing here; migrate.test.ts compares them and their keys with a database. */
const fates: { readonly [T in keyof Database]: Fate<Database[T]> } = {
  jobs: { key: ["id"] },
  slots: { key: ["id"] },
  settings: { key: ["name"] },
  cleanup_totals: { key: ["scope"] },
  cleanup_state: { key: ["id"], bornFull: true },
  leases: { stays: "held by processes that have ended" },
  instances: { stays: "processes that have ended" },
  permits: { stays: "of photos whose processes have ended" },
  operator_sessions: { key: ["id_hash"] },
  operator_tokens: { key: ["name"] },
  operator_addresses: { key: ["account", "address"] },
  audit: { key: ["id"], risingKey: true },
  outbox: { key: ["seq"], risingKey: true },
  actions: { key: ["id"], risingKey: true },
  notices: { key: ["id"], risingKey: true },
  provider_reports: { key: ["provider"] },
  breaker_calls: { stays: "of instances that have ended, and counted for half an hour only" },
  breaker_slots: { key: ["slot_id"] },
  breaker_cut_offs: { stays: "of instances that have ended" },
  outcome_counts: { key: ["span_minutes", "since", "slot_id", "provider", "outcome", "le"] },
};

/** The tables that move, in the order in which they do. */
export const movedTables: readonly MovedTable[] = tablesOf().flatMap((table): MovedTable[] => {
  const fate = fates[table];
  if ("stays" in fate) return [];
  const { key, risingKey = false, bornFull = false } = fate;
  return [{ table, key, risingKey, bornFull }];
});

/** The tables that do not, with why. */
export const stayingTables: readonly { readonly table: keyof Database; readonly why: string }[] = tablesOf().flatMap(
  (table) => {
    const fate = fates[table];
    return "stays" in fate ? [{ table, why: fate.stays }] : [];
  },
);

function tablesOf(): (keyof Database)[] {
  return Object.keys(fates).filter((name): name is keyof Database => Object.hasOwn(fates, name));
}

/** The names of the tables that are there. */
export async function tablesIn(db: Db): Promise<ReadonlySet<string>> {
  return new Set((await db.introspection.getTables()).map(({ name }) => name));
}

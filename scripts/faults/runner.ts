/** Runs faults, one after the other on each database, and both databases at once. */
import { createDice } from "./dice.ts";
import { type DatabaseKind, databaseKinds, type Fault, type Round } from "./fault.ts";
import { missing } from "./needs.ts";
import { createStage } from "./stage.ts";

/** One fault on one database, when it is over. */
export interface Row {
  readonly fault: string;
  readonly database: DatabaseKind;
  readonly is: "kept" | "broken" | "not tried";
  /** What was done, or why nothing was. */
  readonly did: string;
  readonly broken: readonly string[];
  readonly seconds: number;
}

export interface Plan {
  readonly faults: readonly Fault[];
  readonly databases: readonly DatabaseKind[];
  readonly size: Round["size"];
  readonly seed: number;
  /** Told of each row as soon as it is known. */
  readonly told: (row: Row) => void;
  readonly say: (line: string) => void;
}

/** Makes a database that nobody else uses: its DATABASE_URL, and how to be rid of it. */
export type NewDatabase = () => Promise<{ readonly url: string; drop(): Promise<void> }>;

/** All rows, in the order of their end. */
export async function runFaults(plan: Plan, newDatabase: Readonly<Record<DatabaseKind, NewDatabase>>): Promise<Row[]> {
  const rows: Row[] = [];
  const lane = async (database: DatabaseKind) => {
    for (const fault of plan.faults.filter(({ databases }) => databases.includes(database))) {
      const row = await runOne(plan, fault, database, newDatabase[database]);
      rows.push(row);
      plan.told(row);
    }
  };
  await Promise.all(databaseKinds.filter((kind) => plan.databases.includes(kind)).map(lane));
  return rows;
}

async function runOne(
  { size, seed, say }: Plan,
  fault: Fault,
  database: DatabaseKind,
  newDatabase: NewDatabase,
): Promise<Row> {
  const startedAt = performance.now();
  const row = (is: Row["is"], did: string, broken: readonly string[] = []): Row => {
    return { fault: fault.name, database, is, did, broken, seconds: (performance.now() - startedAt) / 1000 };
  };
  const lacks = missing(fault.needs);
  if (lacks.length > 0) return row("not tried", lacks.join(" "));
  const ends: (() => Promise<void>)[] = [];
  const onEnd = (work: () => Promise<void>) => void ends.unshift(work);
  try {
    const { did, broken } = await fault.run({
      ...{ database, size, dice: createDice(seed, fault.name, database) },
      async stage(options = {}) {
        const made = await newDatabase();
        onEnd(made.drop);
        return await createStage(made.url, options, onEnd);
      },
      say: (line) => say(`${fault.name} on ${database}: ${line}`),
    });
    return row(broken.length === 0 ? "kept" : "broken", did, broken);
  } catch (error) {
    return row("broken", "it ended with an error", [
      error instanceof Error ? (error.stack ?? error.message) : String(error),
    ]);
  } finally {
    for (const end of ends) await end();
  }
}

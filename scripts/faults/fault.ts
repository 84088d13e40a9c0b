/** What a fault is to the runner, and what the runner gives it. */
import type { Dice } from "./dice.ts";
import type { Need } from "./needs.ts";
import type { Stage, StageOptions } from "./stage.ts";

export const databaseKinds = ["sqlite", "postgres"] as const;
export type DatabaseKind = (typeof databaseKinds)[number];

/** Something that goes wrong, brought about on purpose. */
export interface Fault {
  /** As --only takes it. */
  readonly name: string;
  /** What is done to the service, in one line for people. */
  readonly says: string;
  /** What the machine must have; where it does not, the fault is not tried, and in CI that fails. */
  readonly needs: readonly Need[];
  /** Both, unless the database has no part in it. */
  readonly databases: readonly DatabaseKind[];
  run(round: Round): Promise<Outcome>;
}

/** One run of a fault on one database. */
export interface Round {
  readonly database: DatabaseKind;
  /** quick has its part of the six minutes that CI gives all faults; full takes what it needs. */
  readonly size: "quick" | "full";
  /** Of this fault on this database, whatever else runs. */
  readonly dice: Dice;
  /** A service with everything around it; it ends with the round. */
  stage(options?: StageOptions): Promise<Stage>;
  /** How far it is, for people who watch. */
  say(line: string): void;
}

export interface Outcome {
  /** How much was done, for the table: `200 kills, 1,432 photos answered`. */
  readonly did: string;
  /** Each promise that was not kept, in one line; empty when all were. Those of invariants.ts come from Stage.verdict. */
  readonly broken: readonly string[];
}

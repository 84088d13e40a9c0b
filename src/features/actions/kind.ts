/** What a kind of action is: how it is planned, done and taken back, and what it does that with. */
import type { Provider, SlotId } from "../../../generated/contract.ts";
import type { Validator } from "../../../generated/validators.js";
import type { Mandate } from "../../core/audit.ts";
import type { Slot, Standby } from "../../core/slot.ts";
import type { Db } from "../../storage/schema.ts";

/** Why it cannot be done: the values are wrong, the thing is not there, or things are not as they would have to be. */
export interface Problem {
  readonly ok: false;
  readonly why: "invalid" | "missing" | "conflict";
  readonly problem: string;
}

export function problem(why: Problem["why"], text: string): Problem {
  return { ok: false, why, problem: text };
}

/** A setting as actions see it. */
export interface SettingState {
  readonly name: string;
  readonly value: number;
  readonly isSet: boolean;
  readonly version: number;
}

export interface SlotEdit {
  readonly provider?: Provider;
  readonly settings?: unknown;
  readonly standby?: Standby | null;
  readonly maxParallel?: number | null;
  readonly state?:
    | { readonly is: "active" }
    | { readonly is: "maintenance"; readonly untilMs: number | null; readonly reason?: string };
}

/** What a cleanup deleted, or would. */
export interface CleanupResult {
  readonly files: number;
  readonly bytes: number;
}

/** What actions are made of; src/app.ts and the command line give the same functions. All of `db` is one transaction. */
export interface ActionTools {
  readonly changeSlot: (
    db: Db,
    id: SlotId,
    edit: SlotEdit,
    mandate: Mandate,
  ) => Promise<{ readonly ok: true; readonly slot: Slot } | { readonly ok: false; readonly problem: string }>;
  /** undefined when there is no setting of this name. */
  readonly findSetting: (db: Db, name: string) => Promise<SettingState | undefined>;
  /** What is wrong with a value; undefined when it is allowed. */
  readonly settingProblem: (name: string, value: number) => string | undefined;
  readonly changeSetting: (db: Db, name: string, value: number | null, mandate: Mandate) => Promise<SettingState>;
  /** Not in the transaction: it works on files. */
  readonly cleanUp: (options: {
    readonly dryRun: boolean;
    readonly ttlHours?: number;
  }) => Promise<CleanupResult | { readonly problem: string }>;
}

/** What an action would change. */
export interface Plan {
  readonly ok: true;
  /** One sentence for people. */
  readonly effect: string;
  /** What the undo goes back to; null where nothing can be undone. */
  readonly before: unknown;
  /** Changes it, in the transaction; gives what is in force then, for the undo to compare with. */
  readonly apply: (mandate: Mandate) => Promise<{ readonly ok: true; readonly after: unknown } | Problem>;
}

export interface Undone {
  readonly ok: true;
  readonly effect: string;
}

/** What was done, as its undo is given it. */
export interface Done<P> {
  readonly params: P;
  readonly before: unknown;
  readonly after: unknown;
}

/** A kind of action, written down with the type of its params. */
interface Definition<P> {
  readonly validate: Validator<P>;
  /** Planned and done outside a transaction, which files must not hold open. */
  readonly worksOnFiles?: true;
  readonly plan: (tools: ActionTools, db: Db, params: P) => Promise<Plan | Problem>;
  /** Goes back to `before`, unless what is in force is not `after` any more. Absent where nothing can be taken back. */
  readonly undo?: (tools: ActionTools, db: Db, done: Done<P>, mandate: Mandate) => Promise<Undone | Problem>;
}

/** A kind of action that checks its params itself. */
export interface ActionKind {
  readonly worksOnFiles: boolean;
  readonly undoable: boolean;
  plan(tools: ActionTools, db: Db, params: unknown): Promise<Plan | Problem>;
  undo(tools: ActionTools, db: Db, done: Done<unknown>, mandate: Mandate): Promise<Undone | Problem>;
}

export function actionKind<P>({ validate, worksOnFiles, plan, undo }: Definition<P>): ActionKind {
  return {
    worksOnFiles: worksOnFiles === true,
    undoable: undo !== undefined,
    async plan(tools, db, params) {
      return validate(params) ? await plan(tools, db, params) : problem("invalid", faultsOf(validate));
    },
    async undo(tools, db, { params, before, after }, mandate) {
      if (undo === undefined) return problem("conflict", "an action of this type cannot be taken back");
      if (!validate(params)) return problem("conflict", `an older version ran it: ${faultsOf(validate)}`);
      return await undo(tools, db, { params, before, after }, mandate);
    },
  };
}

function faultsOf({ errors }: Validator<unknown>): string {
  return (errors ?? [])
    .map((fault) => `params${fault.instancePath.replaceAll("/", ".")} ${fault.message ?? "is wrong"}`)
    .join("; ");
}

/** Something changed since the action: what was decided then must not be overwritten. */
export function changedSince(what: string): Problem {
  return problem("conflict", `${what} was changed by somebody else since; look at it and decide again`);
}

export function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

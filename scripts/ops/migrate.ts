/** ops migrate: moves the whole database from SQLite to PostgreSQL, compares the two, and goes on where it was cut off. */
import { randomBytes } from "node:crypto";
import { resolve } from "node:path";
import type { Config } from "../../generated/config.ts";
import { isCredentialsFolder, readPrivateFile } from "../../src/private-file.ts";
import { isOnServer } from "../../src/storage/database.ts";
import type { Db } from "../../src/storage/schema.ts";
import { openSnapshot } from "../../src/storage/snapshot.ts";
import { endMove } from "../../src/storage/unfinished-move.ts";
import { CannotRun, exitCodes, UsageError } from "../command.ts";
import { type Desk, readArguments } from "./desk.ts";
import { lookForMisfits } from "./migrate/check.ts";
import { compareAll } from "./migrate/compare.ts";
import { copyAll } from "./migrate/copy.ts";
import { type Compared, comparedLines, differenceLines, dryRunLines, movedLines, timed } from "./migrate/report.ts";
import { countRows } from "./migrate/rows.ts";
import { embeddedDatabase, openSource, type Source, serviceOn } from "./migrate/source.ts";
import { movedTables } from "./migrate/tables.ts";
import { claimTarget, lookAt, openTarget, refusalOf, servicesOn } from "./migrate/target.ts";

type MoveDesk = Pick<Desk, "config" | "print">;

/** The two databases, as the options and the configuration name them. */
interface Both {
  readonly from: string;
  readonly to: string;
}

interface Options {
  /** Undefined for the embedded database of the configuration. */
  readonly from: string | undefined;
  /** Undefined for DATABASE_URL of the configuration. */
  readonly to: string | undefined;
  readonly mode: "move" | "dry-run" | "verify-only";
  readonly startOver: boolean;
}

/** Opens both databases itself: neither need be the one of the configuration. */
export const migrateCommand = {
  verb: "migrate",
  usage: [
    ["migrate --from sqlite:PATH --to postgres://USER@HOST/DATABASE", "move the database; the service must not run"],
    ["  [--to-file FILE] [--start-over]", "the address from a file; empty what an interrupted move left"],
    ["  [--dry-run | --verify-only]", "say what would be moved; compare the two databases and change nothing"],
  ],
  /** Throws UsageError before anything is opened. */
  prepare(args: readonly string[]): (desk: MoveDesk) => Promise<number> {
    const options = readOptions(args);
    return (desk) => {
      const both = {
        from: options.from ?? embeddedDatabase(desk.config),
        to: options.to ?? configuredTarget(desk.config),
      };
      if (options.mode === "verify-only") return verify(desk, both);
      return options.mode === "dry-run" ? dryRun(desk, both, options.startOver) : move(desk, both, options.startOver);
    };
  },
} as const;

function readOptions(args: readonly string[]): Options {
  const { options } = readArguments("migrate", args, 0, {
    from: { type: "string" },
    to: { type: "string" },
    "to-file": { type: "string" },
    "dry-run": { type: "boolean", default: false },
    "verify-only": { type: "boolean", default: false },
    "start-over": { type: "boolean", default: false },
  });
  const file = options["to-file"];
  if (options.to !== undefined && file !== undefined) throw new UsageError("--to and --to-file: give one of them.");
  if (options["dry-run"] && options["verify-only"])
    throw new UsageError("--dry-run and --verify-only: give one of them.");
  if (options["verify-only"] && options["start-over"])
    throw new UsageError("--start-over: --verify-only changes nothing; leave one of them out.");
  return {
    from: options.from === undefined ? undefined : toPath(options.from),
    to: file === undefined ? options.to && withoutPassword(options.to) : fromFile(file),
    mode: options["dry-run"] ? "dry-run" : options["verify-only"] ? "verify-only" : "move",
    startOver: options["start-over"],
  };
}

function toPath(from: string): string {
  const path = /^sqlite:(.+)$/s.exec(from)?.[1];
  if (path !== undefined) return resolve(path);
  // It may be the address of a server with a password in it: it is not repeated.
  throw new UsageError("--from: write sqlite:PATH; a database is moved from SQLite to PostgreSQL only.");
}

/** A command line is seen by everybody on the machine, and kept by shells. No message repeats the address. */
function withoutPassword(to: string): string {
  const url = serverUrl("--to", to);
  if (url.password === "" && !url.searchParams.has("password")) return to;
  throw new UsageError(
    "--to: no password on the command line, where others see it. Put the whole address into a file (chmod 600) and " +
      "name it with --to-file, or set DATABASE_URL_FILE to it and leave --to out; and change this password.",
  );
}

function fromFile(file: string): string {
  const { text, error, faults } = readPrivateFile(file, isCredentialsFolder(file, undefined));
  if (text === undefined) throw new UsageError(`--to-file: ${error}; give the file that holds the address.`);
  for (const fault of faults) process.stderr.write(`--to-file: ${fault}\n`);
  const to = text.replace(/\r?\n$/, "");
  serverUrl(`--to-file ${file}`, to);
  return to;
}

function serverUrl(option: string, text: string): URL {
  const url = isOnServer({ DATABASE_URL: text }) && !/\s/.test(text) ? URL.parse(text) : null;
  if (url !== null && url.pathname.length > 1) return url;
  throw new UsageError(
    `${option}: write postgres://USER@HOST/DATABASE; signs as / and # in a part of it as %2F and %23.`,
  );
}

function configuredTarget(config: Config): string {
  if (isOnServer(config)) return config.DATABASE_URL;
  throw new UsageError("--to is missing: postgres://USER@HOST/DATABASE; or --to-file, or DATABASE_URL_FILE.");
}

/** Beside a service that runs, too: the source is a copy then, and the target is only read. */
async function dryRun({ config, print }: MoveDesk, { from, to }: Both, startOver: boolean): Promise<number> {
  const { db: source, close } = await openSnapshot({ ...config, DATABASE_URL: `sqlite:${from}` });
  try {
    const state = await withTarget(to, lookAt);
    const { misfits, replaced } = await lookForMisfits(source);
    const obstacles = [serviceOn(from, config), refusalOf(state, undefined, startOver), ...misfits].filter(isText);
    const tables: { table: string; rows: number }[] = [];
    for (const { table } of movedTables) tables.push({ table, rows: await countRows(source, table) });
    const begun = state.mark === undefined ? null : new Date(state.mark.began_at).toISOString();
    const found = { tables, obstacles, replaced, begun };
    print(found, dryRunLines(found));
    return obstacles.length > 0 ? exitCodes.found : exitCodes.good;
  } finally {
    await close();
  }
}

function isText(text: string | undefined): text is string {
  return text !== undefined;
}

async function move(desk: MoveDesk, { from, to }: Both, startOver: boolean): Promise<number> {
  return await withSource(from, desk.config, async ({ db: source, hash }) => {
    const { misfits } = await lookForMisfits(source);
    if (misfits.length > 0) throw new CannotRun(["Correct this in the source first:", ...misfits].join("\n"));
    return await withTarget(to, async (target) => {
      const run = randomBytes(16).toString("hex");
      const goesOn = await claimTarget(target, to, { source: hash, run }, startOver);
      if (goesOn) progress("Going on with the move that was cut off.");
      const seconds = await copyAll({ source, target, run, progress });
      const compared = timed(await compareAll(source, target, progress), seconds);
      if (compared.found > 0)
        return tellDifferences(desk, compared, "No service starts on the target. Run this again with --start-over.");
      await refuseServices(target);
      const pending = await countPending(source);
      await endMove(target);
      desk.print({ ...compared, pending }, movedLines(compared, pending, desk.config));
      return exitCodes.good;
    });
  });
}

async function verify(desk: MoveDesk, { from, to }: Both): Promise<number> {
  return await withSource(from, desk.config, ({ db: source }) =>
    withTarget(to, async (target) => {
      await refuseServices(target);
      const { hasSchema } = await lookAt(target);
      if (!hasSchema) throw new CannotRun("The target has not all tables: leave out --verify-only, which makes them.");
      const compared = await compareAll(source, target, progress);
      if (compared.found > 0)
        return tellDifferences(desk, compared, "What a service did on either since the move differs, too.");
      desk.print(compared, comparedLines(compared));
      return exitCodes.good;
    }),
  );
}

function tellDifferences({ print }: MoveDesk, compared: Compared, advice: string): number {
  print(compared, differenceLines(compared, advice));
  return exitCodes.found;
}

async function withSource<T>(from: string, config: Config, work: (source: Source) => Promise<T>): Promise<T> {
  const source = await openSource(from, config);
  try {
    return await work(source);
  } finally {
    await source.close();
  }
}

async function withTarget<T>(to: string, work: (target: Db) => Promise<T>): Promise<T> {
  const target = await openTarget(to);
  try {
    return await work(target);
  } finally {
    await target.destroy();
  }
}

async function refuseServices(target: Db): Promise<void> {
  const running = servicesOn(await lookAt(target));
  if (running !== undefined) throw new CannotRun(running);
}

async function countPending(source: Db): Promise<number> {
  const jobs = source.selectFrom("jobs").select((eb) => eb.fn.countAll<number>().as("pending"));
  return (await jobs.where("outcome", "is", null).executeTakeFirstOrThrow()).pending;
}

/** Not where the result goes: that may be one JSON object. */
function progress(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** What the operators' commands have in common: usage errors, errors that say what to do, and exit codes. */
import { type ParseArgsConfig, parseArgs } from "node:util";
import { MediaUnavailable } from "../src/core/media.ts";
import { DatabaseRefused } from "../src/storage/database.ts";
import { isUnavailable } from "../src/storage/dialect.ts";

/** The command line is wrong; the message says where. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Something that the command needs is not as it must be; the message says all that people need. */
export class CannotRun extends Error {
  override readonly name: string = "CannotRun";
}

/** 1 is left to the command: it ran and found, or could not do, something. */
export const exitCodes = { good: 0, found: 1, usage: 2, couldNotRun: 3 } as const;

/** Runs a command to its exit code. An error ends it with one line for people; a defect of ours keeps its stack. */
export async function runCommand(usage: string, command: (argv: string[]) => Promise<number>): Promise<void> {
  // Whoever reads a pipe may stop, as head does; the command goes on to its end, and tidies up.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
  try {
    const argv = process.argv.slice(2);
    if (argv.includes("--help")) process.stdout.write(`${usage}\n`);
    else process.exitCode = await command(argv);
  } catch (error) {
    process.exitCode = error instanceof UsageError ? exitCodes.usage : exitCodes.couldNotRun;
    process.stderr.write(`${describe(error)}\n`);
    if (error instanceof UsageError) process.stderr.write(`${usage}\n`);
  }
}

/** node's parseArgs, with a UsageError for what it does not take. */
export function parseOptions<T extends ParseArgsConfig>(config: T): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** Without a slash at its end. Whatever else an URL can hold is a mistake or a secret, so no message repeats it. */
export function toAddress(option: string, text: string): string {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) throw new UsageError(`${option}: this is no http address.`);
  if (url.username !== "" || url.password !== "") throw new UsageError(`${option}: no user and no password in it.`);
  if (url.search !== "" || url.hash !== "") throw new UsageError(`${option}: an address ends with its path.`);
  return url.href.replace(/\/+$/, "");
}

/** A text as one word of a shell's command line. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const told = [UsageError, CannotRun, DatabaseRefused, MediaUnavailable];
  if (told.some((kind) => error instanceof kind)) return error.message.trimEnd();
  if (isUnavailable(error)) return `The database cannot be used now: ${error.message}. Try again.`;
  return error.stack ?? error.message;
}

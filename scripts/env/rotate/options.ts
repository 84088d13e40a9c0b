/** The command line of env -- rotate. */
import { readFileSync } from "node:fs";
import type { Mandate } from "../../../src/core/audit.ts";
import { secretNames } from "../../../src/secret-rules.ts";
import { CannotRun, parseOptions, toAddress, UsageError } from "../../command.ts";
import { mandateOf } from "../../ops/desk.ts";
import { madeHere } from "./new-secrets.ts";
import type { Telling } from "./running.ts";

export interface RotateOptions {
  readonly envFile: string;
  /** File of new values. */
  readonly values?: string;
  /** Names of secrets to be made up. */
  readonly generate: readonly string[];
  readonly telling: Telling;
  readonly url?: string;
  readonly withinMs: number;
  readonly dryRun: boolean;
  readonly mandate: Mandate;
}

const withinSeconds = 60;

export const rotateHelp = `Usage: npm run env -- rotate --reason "WHY" [--values FILE] [--generate NAME]… HOW [OPTIONS]

Puts other secrets into force. The new set is checked whole, the database and the providers are tried with it, and only
then the file is replaced, at once, and the service told. When the service is not ready with the new set in time, the old
file comes back and the service is told again. At the end the old secrets are shown to be refused.

New secrets, at least one:
  --values FILE     lines NAME=VALUE or NAME_FILE=PATH in a file of mode 0600
  --generate NAME   make up one; again for more: ${madeHere.join(", ")}

HOW the service is told, one of them:
  --pid N                   SIGHUP to this process: no photo in work is touched
  --sighup-pid-file FILE    the same; the file holds the number
  --restart "COMMAND"       a command of the shell that returns when the service is restarted
  --no-restart              not at all: the old set stays in force until somebody does

  --reason "WHY"    the audit keeps it, with fingerprints
  --url URL         where the service is; its PORT on this machine unless given
  --within SECONDS  how long it may take to be ready with the new set; ${withinSeconds} unless given
  --env-file FILE   .env in this folder unless given
  --dry-run         try everything, and replace nothing
  --help            print this

Where an operator has set the booths' password (npm run ops -- password), INGEST_PASSWORD does not count; it says so. While
that one's overlap lasts, INGEST_PASSWORD still works for booths that have not got the other: it is not rotated then, so
that none of them is refused. Only the file counts, not what this shell has exported.

Exit code: 0 good, rotated or with --dry-run could be; 1 the service did not take the new set and the old one is back, or
somebody has changed the file meanwhile and nothing was put back, or the manifest could not be written: it says which;
2 wrong usage; 3 could not run, and nothing was changed.`;

/** Throws UsageError and CannotRun. */
export function readRotateOptions(args: string[]): RotateOptions {
  refuseTyped(args);
  const { values: given } = parseOptions({
    args,
    options: {
      "env-file": { type: "string", default: ".env" },
      values: { type: "string" },
      generate: { type: "string", multiple: true, default: [] },
      pid: { type: "string" },
      "sighup-pid-file": { type: "string" },
      restart: { type: "string" },
      "no-restart": { type: "boolean", default: false },
      url: { type: "string" },
      within: { type: "string", default: String(withinSeconds) },
      "dry-run": { type: "boolean", default: false },
      reason: { type: "string" },
    },
  });
  const { values, url, generate } = given;
  return {
    envFile: given["env-file"],
    ...(values !== undefined && { values }),
    generate,
    telling: tellingOf(given.pid, given["sighup-pid-file"], given.restart, given["no-restart"]),
    ...(url !== undefined && { url: toAddress("--url", url) }),
    withinMs: wholeNumber("--within", given.within, 3_600) * 1000,
    dryRun: given["dry-run"],
    mandate: mandateOf(given.reason),
  };
}

/** No message repeats them: whoever lists the processes has seen enough. Throws UsageError. */
function refuseTyped(args: readonly string[]): void {
  const name = secretNames.find((secret) =>
    args.some((arg) => arg.replace(/^--(values=)?/, "").startsWith(`${secret}=`)),
  );
  if (name === undefined) return;
  throw new UsageError(
    `${name}: a value on the command line can be seen by others, and is burnt now. Put another one into a file of mode 0600, as ${name}=VALUE, and give --values FILE.`,
  );
}

function tellingOf(
  pid: string | undefined,
  pidFile: string | undefined,
  command: string | undefined,
  none: boolean,
): Telling {
  if ([pid, pidFile, command, none || undefined].filter((way) => way !== undefined).length !== 1) {
    throw new UsageError("Say how the service is told: one of --pid, --sighup-pid-file, --restart, --no-restart.");
  }
  if (none) return { by: "none" };
  if (command !== undefined) return { by: "restart", command };
  const telling = { by: "signal", pid: wholeNumber("--pid", pid ?? readPid(pidFile ?? ""), 4_194_304) } as const;
  try {
    process.kill(telling.pid, 0);
  } catch {
    throw new CannotRun(`Process ${telling.pid} is not there, or is another user's.`);
  }
  if (wouldEnd(telling.pid)) {
    throw new CannotRun(
      `Process ${telling.pid} would be ended by a SIGHUP: it is not the service, but perhaps the npm or shell that started it. The service's own number is "pid" in its log, in the line that it listens.`,
    );
  }
  return telling;
}

/** Whether a process neither catches nor ignores SIGHUP, as Linux tells it; false where nothing tells. */
function wouldEnd(pid: number): boolean {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    const masks = [...status.matchAll(/^Sig(?:Cgt|Ign):\s*([0-9a-f]+)$/gm)].map(([, mask = ""]) => BigInt(`0x${mask}`));
    // SIGHUP is signal 1, the lowest bit.
    return masks.length > 0 && masks.every((mask) => (mask & 1n) === 0n);
  } catch {
    return false;
  }
}

function readPid(path: string): string {
  try {
    return readFileSync(path, "utf8").trim();
  } catch {
    throw new CannotRun(`${path}: cannot be read; --sighup-pid-file names the file with the process's number.`);
  }
}

function wholeNumber(option: string, text: string, most: number): number {
  const value = /^\d{1,7}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= 1 && value <= most) return value;
  throw new UsageError(`${option} ${text}: a whole number from 1 to ${most}.`);
}

/** ops password: the password that the booths send, changed while the service runs. */
import {
  DEFAULT_OVERLAP_MINUTES,
  MAX_OVERLAP_MINUTES,
  PASSWORD_LENGTH,
  type PasswordState,
  passwordState,
  setIngestPassword,
} from "../../src/features/settings/ingest-password.ts";
import { CannotRun, exitCodes, UsageError } from "../command.ts";
import {
  type Desk,
  mandateOf,
  type OpsCommand,
  type Prepared,
  parseCount,
  readArguments,
  reasonOption,
  timeOf,
} from "./desk.ts";
import { readSecret } from "./secret-input.ts";

const overlapOption = {
  ...reasonOption,
  "overlap-minutes": { type: "string", default: String(DEFAULT_OVERLAP_MINUTES) },
} as const;

export const passwordCommand: OpsCommand = {
  verb: "password",
  usage: [
    ["password", "since when an operator's password counts instead of INGEST_PASSWORD"],
    ['password set --reason "WHY"', "give the booths a new one; it is asked for, or read from a pipe"],
    ['password unset --reason "WHY"', "INGEST_PASSWORD counts again"],
    ["  --overlap-minutes N", `how long the one before goes on working; ${DEFAULT_OVERLAP_MINUTES} unless given`],
  ],
  prepare([verb, ...args]) {
    if (verb === undefined) return async (desk) => show(desk, await passwordState(desk.db));
    if (verb !== "set" && verb !== "unset") throw new UsageError(`password ${verb}: say set or unset.`);
    const { options } = readArguments(`password ${verb}`, args, 0, overlapOption);
    const text = options["overlap-minutes"];
    const overlapMinutes = text === "0" ? 0 : parseCount("--overlap-minutes", text, MAX_OVERLAP_MINUTES);
    return change(verb, overlapMinutes, options.reason);
  },
};

function change(verb: "set" | "unset", overlapMinutes: number, reason: string | undefined): Prepared {
  const mandate = mandateOf(reason);
  return async (desk) => {
    const password = verb === "set" ? await readPassword() : null;
    return show(desk, await setIngestPassword(desk.db, { password, overlapMinutes }, mandate));
  };
}

async function readPassword(): Promise<string> {
  const { min, max } = PASSWORD_LENGTH;
  const password = await readSecret(`Password of the booths (at least ${min} characters): `);
  const length = [...password].length;
  if (length >= min && length <= max) return password;
  throw new CannotRun(`The password has ${length} characters; it needs ${min} to ${max}.`);
}

function show({ print }: Desk, state: PasswordState): number {
  const { changedAtMs, oldWorksUntilMs } = state;
  print(state, [
    changedAtMs === null
      ? "The booths send INGEST_PASSWORD."
      : `The booths send the password that was set at ${timeOf(changedAtMs)}; INGEST_PASSWORD does not count.`,
    ...(oldWorksUntilMs === null ? [] : [`The one before works until ${timeOf(oldWorksUntilMs)}.`]),
  ]);
  return exitCodes.good;
}

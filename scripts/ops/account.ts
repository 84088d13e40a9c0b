/** ops account NAME: prints the line of OPERATORS for a new account. The password comes from a prompt or a pipe. */
import { accountLine, isAccountName } from "../../src/features/operators/accounts.ts";
import { CannotRun, exitCodes, UsageError } from "../command.ts";
import { readSecret } from "./secret-input.ts";

export const accountVerb = "account";
export const accountUsage = [
  "account NAME",
  "print a line for OPERATORS_FILE; the password is asked for, or read from a pipe",
] as const;

const MIN_LENGTH = 12;
const MAX_LENGTH = 1024;

/** Writes the line to standard output and everything else to standard error, so that `>> FILE` is all that is needed. */
export async function printAccount([name = "", ...more]: readonly string[]): Promise<number> {
  if (more.length > 0)
    throw new UsageError("account takes 1 argument; the password is asked for, or read from a pipe.");
  if (!isAccountName(name)) throw new UsageError("account NAME: 1 to 63 small letters, digits, dots and dashes.");
  const password = await readSecret(`Password (at least ${MIN_LENGTH} characters): `);
  const length = [...password].length;
  if (length < MIN_LENGTH || length > MAX_LENGTH)
    throw new CannotRun(`The password has ${length} characters; it needs ${MIN_LENGTH} to ${MAX_LENGTH}.`);
  process.stdout.write(`${await accountLine(name, password)}\n`);
  process.stderr.write("Put this line into the file that OPERATORS_FILE names (chmod 600), and restart the service.\n");
  return exitCodes.good;
}

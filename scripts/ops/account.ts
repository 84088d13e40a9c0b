/** ops account NAME: prints the line of OPERATORS for a new account. The password comes from a prompt or a pipe. */
import type { ReadStream } from "node:tty";
import { accountLine, isAccountName } from "../../src/features/operators/accounts.ts";
import { CannotRun, exitCodes, UsageError } from "../command.ts";

export const accountVerb = "account";
export const accountUsage = [
  "account NAME",
  "print a line for OPERATORS_FILE; the password is asked for, or read from a pipe",
] as const;

const MIN_LENGTH = 12;
/** More than sign-in takes: the rest of a pipe that has no end is not read. */
const MAX_BYTES = 4096;
const MAX_LENGTH = 1024;

/** Writes the line to standard output and everything else to standard error, so that `>> FILE` is all that is needed. */
export async function printAccount([name = "", ...more]: readonly string[]): Promise<number> {
  if (more.length > 0)
    throw new UsageError("account takes 1 argument; the password is asked for, or read from a pipe.");
  if (!isAccountName(name)) throw new UsageError("account NAME: 1 to 63 small letters, digits, dots and dashes.");
  const password = process.stdin.isTTY ? await askTwice(process.stdin) : await readPiped();
  const length = [...password].length;
  if (length < MIN_LENGTH || length > MAX_LENGTH)
    throw new CannotRun(`The password has ${length} characters; it needs ${MIN_LENGTH} to ${MAX_LENGTH}.`);
  process.stdout.write(`${await accountLine(name, password)}\n`);
  process.stderr.write("Put this line into the file that OPERATORS_FILE names (chmod 600), and restart the service.\n");
  return exitCodes.good;
}

/** The first line. */
async function readPiped(): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of process.stdin) {
    chunks.push(Buffer.from(chunk));
    size += chunks.at(-1)?.length ?? 0;
    if (size > MAX_BYTES || chunks.at(-1)?.includes("\n")) break;
  }
  return Buffer.concat(chunks).toString("utf8").split(/\r?\n/)[0] ?? "";
}

async function askTwice(terminal: ReadStream): Promise<string> {
  const password = await ask(terminal, `Password (at least ${MIN_LENGTH} characters): `);
  if (password !== (await ask(terminal, "The same again: "))) throw new CannotRun("The two passwords differ.");
  return password;
}

/** A line that the terminal does not show. */
function ask(terminal: ReadStream, prompt: string): Promise<string> {
  process.stderr.write(prompt);
  return new Promise((resolve, reject) => {
    let line = "";
    const end = (settle: () => void) => {
      terminal.off("data", take).setRawMode(false).pause();
      process.stderr.write("\n");
      settle();
    };
    const take = (text: string | Buffer) => {
      for (const key of text.toString()) {
        if (key === "\r" || key === "\n") return end(() => resolve(line));
        if (key === "\u0003" || key === "\u0004") return end(() => reject(new CannotRun("Given up.")));
        line = key === "\u007f" || key === "\b" ? [...line].slice(0, -1).join("") : line + key;
      }
    };
    terminal.setEncoding("utf8").setRawMode(true).on("data", take).resume();
  });
}

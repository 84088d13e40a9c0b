/** The commands of env: one line here and one file beside it for each. */
import { UsageError } from "../command.ts";
import { backupCommand } from "./backup.ts";
import { checkCommand } from "./check.ts";
import type { EnvCommand } from "./command.ts";
import { restoreCommand } from "./restore.ts";
import { verifyCommand } from "./verify.ts";

const commands: readonly EnvCommand[] = [checkCommand, backupCommand, restoreCommand, verifyCommand];

/** The help of a command, or the list of all where there is no such command. */
export function usageOf(verb: string | undefined): string {
  const command = commands.find((known) => known.verb === verb);
  if (command !== undefined) return command.help;
  return `Usage: npm run env -- COMMAND [OPTIONS]

The file of variables (.env) of an installation, and the secrets in it and in the files that it names.

${commands.map((known) => `  ${known.verb.padEnd(8)}  ${known.does}`).join("\n")}

What a command takes: npm run env -- COMMAND --help. None prints a secret; where one must be told from another, it
shows a fingerprint.`;
}

/** Throws UsageError. */
export function chooseCommand(verb: string | undefined): EnvCommand {
  if (verb === undefined) throw new UsageError("A command is missing.");
  const command = commands.find((known) => known.verb === verb);
  if (command === undefined) throw new UsageError(`${verb}: unknown command`);
  return command;
}

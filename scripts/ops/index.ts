/** The commands of ops: one line here and one file beside it for each. */
import { UsageError } from "../command.ts";
import { accountUsage } from "./account.ts";
import { actionCommand, actionsCommand, undoCommand } from "./actions.ts";
import { alertsCommand } from "./alerts.ts";
import { auditCommand } from "./audit.ts";
import type { OpsCommand, Prepared } from "./desk.ts";
import { instancesCommand } from "./instances.ts";
import { jobCommand, jobsCommand } from "./jobs.ts";
import { migrateCommand } from "./migrate.ts";
import { passwordCommand } from "./password.ts";
import { providersCommand } from "./providers.ts";
import { setCommand, settingsCommand, unsetCommand } from "./settings.ts";
import { slotCommand, slotsCommand } from "./slots.ts";
import { statsCommand } from "./stats.ts";
import { statusCommand } from "./status.ts";
import { tokenCommand } from "./tokens.ts";

const commands: readonly OpsCommand[] = [
  slotsCommand,
  slotCommand,
  providersCommand,
  statsCommand,
  jobsCommand,
  jobCommand,
  settingsCommand,
  setCommand,
  unsetCommand,
  actionCommand,
  actionsCommand,
  undoCommand,
  auditCommand,
  statusCommand,
  instancesCommand,
  passwordCommand,
  tokenCommand,
];

const width = 34;

const all: readonly Pick<OpsCommand, "usage">[] = [
  ...commands,
  alertsCommand,
  migrateCommand,
  { usage: [accountUsage] },
];

/** How a command is typed, or all of them where there is no such command. */
export function usageOf(verb: string | undefined): string {
  const known = [...commands, alertsCommand, migrateCommand].find((command) => command.verb === verb);
  return `Usage: npm run ops -- COMMAND [--json]

${(known === undefined ? all : [known])
  .flatMap((command): OpsCommand["usage"] => command.usage)
  .map(usageLine)
  .join("\n")}

Every change is recorded with who made it and why. A running service follows within 2 seconds.
Exit code: 0 good, 1 refused, 2 wrong usage, 3 could not run.${known === undefined ? "" : "\nAll commands: npm run ops -- --help"}`;
}

function usageLine([typed, does]: OpsCommand["usage"][number]): string {
  return `  ${typed.padEnd(width)}${typed.length < width ? "" : `\n${" ".repeat(width + 2)}`}${does}`;
}

/** Chooses the command and checks its arguments. Throws UsageError. */
export function prepareOps([verb, ...args]: readonly string[]): Prepared {
  if (verb === undefined) throw new UsageError("A command is missing.");
  const command = commands.find((known) => known.verb === verb);
  if (command === undefined) throw new UsageError(`${verb}: unknown command`);
  return command.prepare(args);
}

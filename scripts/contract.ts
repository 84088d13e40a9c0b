/** Usage: npm run contract -- diff|check|bump|verify …: what changed in the contract, and whether it may be released. */

import { runCommand, UsageError } from "./command.ts";
import { bump, bumpUsage } from "./contract/bump.ts";
import { check, checkUsage } from "./contract/check.ts";
import { diff, diffUsage } from "./contract/diff.ts";
import { verify, usage as verifyUsage } from "./contract/verify.ts";

const commands = { diff, check, bump, verify };
const usages = { diff: diffUsage, check: checkUsage, bump: bumpUsage, verify: verifyUsage };

const usage = `Usage: npm run contract -- COMMAND …

  diff BASE TARGET  what changed between two contracts, of what class each change is, and whom it breaks
  check             whether the version is high enough after the last release, and said right everywhere
  bump              propose version, summary and changes, and write them after a look
  verify            whether what a running service exposes is what the contract says

npm run contract -- COMMAND --help says more.`;

const [, , name = "", ...rest] = process.argv;
const command = Object.keys(commands).find((known): known is keyof typeof commands => known === name);

await runCommand(command ? usages[command] : usage, async () => {
  if (command) return await commands[command](rest);
  throw new UsageError(name === "" ? "A command is needed." : `There is no command ${name}.`);
});

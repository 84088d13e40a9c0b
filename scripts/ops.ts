/** Usage: npm run ops -- COMMAND [--json]: what an operator does at a terminal; --help lists the commands. */
import { loadConfig } from "../src/env.ts";
import { openDatabase } from "../src/storage/database.ts";
import { runCommand } from "./command.ts";
import { accountVerb, printAccount } from "./ops/account.ts";
import { alertsCommand } from "./ops/alerts.ts";
import type { Desk } from "./ops/desk.ts";
import { prepareOps, usageOf } from "./ops/index.ts";
import { migrateCommand } from "./ops/migrate.ts";

await runCommand(usageOf(process.argv[2]), async (argv) => {
  const [verb, ...args] = argv.filter((word) => word !== "--json");
  const print: Desk["print"] = (value, lines) =>
    void process.stdout.write(`${argv.includes("--json") ? JSON.stringify(value) : lines.join("\n")}\n`);
  // Without a database, or with two: the first account is made before the first start, alerts are asked of the service.
  if (verb === accountVerb) return await printAccount(args);
  if (verb === alertsCommand.verb) return await alertsCommand.prepare(args)({ print });
  if (verb === migrateCommand.verb) {
    const move = migrateCommand.prepare(args);
    return await move({ config: loadConfig({ withoutSecrets: true }), print });
  }
  const run = prepareOps(verb === undefined ? [] : [verb, ...args]);
  const config = loadConfig({ withoutSecrets: true });
  const db = await openDatabase(config, "script");
  try {
    return await run({ db, config, print });
  } finally {
    await db.destroy();
  }
});

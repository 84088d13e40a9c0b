/** env -- restore: a backup opened, written where no file of the service is unless told so, and compared. */
import { access, mkdir, readFile, rm, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { folderFaults } from "../../src/private-file.ts";
import { codeOf } from "../../src/storage/folders.ts";
import { CannotRun, exitCodes, parseOptions, UsageError } from "../command.ts";
import { readIdentities, unseal } from "./age.ts";
import { type BundledFile, unpackBundle } from "./bundle.ts";
import type { EnvCommand } from "./command.ts";
import { manifestPath } from "./manifest.ts";
import { proveSame, replaceTogether } from "./replace.ts";
import { untilWhole } from "./until-whole.ts";

export const restoreCommand: EnvCommand = {
  verb: "restore",
  does: "opens a backup and writes what is in it",
  help: `Usage: npm run env -- restore --from FILE --identity-file FILE --to FOLDER/.env [--force]

Opens a backup and writes, mode 0600: the file of variables as FOLDER/.env, its manifest beside it, and each file of a secret
as FOLDER/.env.secrets/NAME, never where it once was: move it there yourself, to the place that is printed. What was
written is read back and compared to the byte. A backup in which a single bit is wrong is refused as a whole.

  --from FILE           the backup
  --identity-file FILE  what age-keygen made for its recipient, mode 0600
  --to FOLDER/.env      the file of variables to be written
  --force               replace files that are there: all of them, or none
  --help                print this

It refuses a folder in which its group or others may write: they could put a file of theirs in the place of any.
To try a backup, give a folder that is made for it, and delete that afterwards. Then, in the place where the service reads
it: npm run env -- check, and npm run env -- verify.

Exit code: 0 good, 2 wrong usage, 3 could not run; then every file is what it was before. Where one cannot be put back, a
line names it, and the file beside it in which its old bytes are kept.`,
  async run(args) {
    const { from, identityFile, to, force } = readOptions(args);
    const identities = readIdentities(identityFile);
    const sealed = await readFile(from).catch((error: unknown) => {
      throw new CannotRun(`--from ${from}: cannot be read (${codeOf(error) ?? String(error)})`);
    });
    const { madeAt, files } = unpackBundle(from, await unseal(from, sealed, identities));
    const plan = await planFor(resolve(to), files);
    const faults = plan.flatMap(({ target }) => folderFaults(target, false));
    if (faults.length > 0) throw new CannotRun(faults.join("\n"));
    const there = plan.filter(({ exists }) => exists).map(({ target }) => target);
    if (there.length > 0 && !force) {
      throw new CannotRun(`${there.join("\n")}\nis there already: give another --to, or --force to replace it.`);
    }
    await untilWhole(() => writeAll(plan, force));
    const lines = plan.map(({ target, file }) =>
      file.role === "secret" ? `${target}, which ${file.name}_FILE had at ${file.path}` : target,
    );
    process.stdout.write(`${lines.join("\n")}\nRestored as of ${madeAt}, read back, and the same to the byte.\n`);
    return exitCodes.good;
  },
};

function readOptions(args: string[]) {
  const { values } = parseOptions({
    args,
    options: {
      from: { type: "string" },
      "identity-file": { type: "string" },
      to: { type: "string" },
      force: { type: "boolean", default: false },
    },
  });
  const { from, "identity-file": identityFile, to, force } = values;
  if (from === undefined) throw new UsageError("--from FILE is missing.");
  if (identityFile === undefined) throw new UsageError("--identity-file FILE is missing.");
  if (to === undefined) throw new UsageError("--to FOLDER/.env is missing.");
  return { from, identityFile, to, force };
}

interface Planned {
  readonly file: BundledFile;
  readonly target: string;
  readonly exists: boolean;
}

/** The file of variables last: where it is, the others are. */
async function planFor(to: string, files: readonly BundledFile[]): Promise<Planned[]> {
  const found = await stat(to).catch(() => undefined);
  if (found?.isDirectory()) throw new CannotRun(`--to ${to}: is a folder; name the file in it: ${join(to, ".env")}`);
  const order = ["secret", "manifest", "env"];
  const sorted = [...files].sort((a, b) => order.indexOf(a.role) - order.indexOf(b.role));
  const targetOf: Record<BundledFile["role"], (file: BundledFile) => string> = {
    secret: ({ name = "" }) => join(`${to}.secrets`, name),
    manifest: () => manifestPath(to),
    env: () => to,
  };
  return await Promise.all(
    sorted.map(async (file) => {
      const target = targetOf[file.role](file);
      return { file, target, exists: await exists(target) };
    }),
  );
}

async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}

/** All of it; after a failure what was there before is there again, and what was not is gone. */
async function writeAll(plan: readonly Planned[], overwrite: boolean): Promise<void> {
  const made: string[] = [];
  try {
    for (const { target } of plan) {
      const first = await mkdir(dirname(target), { recursive: true, mode: 0o700 });
      if (first !== undefined) made.unshift(first);
    }
    const files = plan.map(({ file: { bytes }, target }) => ({ path: target, bytes }));
    await replaceTogether(files, { overwrite, prove: proveSame });
  } catch (error) {
    for (const path of made) await rm(path, { recursive: true, force: true });
    throw error instanceof CannotRun
      ? error
      : new CannotRun(`--to: nothing can be written (${codeOf(error) ?? String(error)})`);
  }
}

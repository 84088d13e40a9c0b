/** env -- backup: the file of variables and all that belongs to it, encrypted, proven, and outside the work tree. */
import { lstat, mkdir, readdir, readFile, realpath } from "node:fs/promises";
import { dirname, join, resolve, sep } from "node:path";
import { readPrivateFile } from "../../src/private-file.ts";
import { codeOf } from "../../src/storage/folders.ts";
import { CannotRun, exitCodes, parseOptions, UsageError } from "../command.ts";
import { repositoryAbove } from "../git.ts";
import { IDENTITY, readIdentities, readRecipients, seal, unseal } from "./age.ts";
import { type BundledFile, packBundle } from "./bundle.ts";
import type { EnvCommand } from "./command.ts";
import { type EnvContents, readContents } from "./contents.ts";
import { manifestPath } from "./manifest.ts";
import { replaceFile } from "./replace.ts";

export const backupCommand: EnvCommand = {
  verb: "backup",
  does: "an encrypted copy of the file and of all its secrets, outside the work tree",
  help: `Usage: npm run env -- backup --to FOLDER (--recipient age1… | --recipients-file FILE)...
       [--identity-file FILE] [--env-file FILE]

Writes FOLDER/phc-env-TIME.age: the file of variables, its manifest, and every file that its NAME_FILE lines name,
encrypted for each recipient. "age-keygen -o key.txt" makes an identity and prints its recipient; keep key.txt elsewhere,
offline best. The program age opens the file too: age -d -i key.txt FILE prints one JSON document, the files in it as base64.

  --to FOLDER             outside every git work tree and this folder, of mode 0700; made when it is not there
  --recipient age1…       who can open it; more than once for several
  --recipients-file FILE  a recipient a line, # begins a comment
  --identity-file FILE    prove with this identity that it opens
  --env-file FILE         .env in this folder unless given
  --help                  print this

Before the backup gets its name it is read back from the disk, opened and compared to the byte. With --identity-file that
is done with your identity, so it proves that you can open it. Without, it is done with the key of this one file, which
only this run knows: that proves everything but that you still have the identity of the recipient. Prove that from time to
time where the identity is: npm run env -- restore --from FILE --identity-file key.txt --to FOLDER/.env

It refuses a folder in which an identity lies: who takes the folder would have both. Nothing is ever written unencrypted.
age hides a backup and shows every change of it, but does not say who made it: let nobody else write in FOLDER.

Exit code: 0 good, 2 wrong usage, 3 could not run; then no backup was left behind.`,
  async run(args) {
    const options = readOptions(args);
    const recipients = await readRecipients(options.recipients, options.recipientsFile);
    const folder = await prepareFolder(options.to);
    await refuseIdentities(folder);
    const identities = options.identityFile === undefined ? undefined : readIdentities(options.identityFile);
    const files = collect(options.envFile);
    const madeAt = new Date();
    const plain = packBundle({ madeAt: madeAt.toISOString(), files });
    const { bytes, witness } = await seal(plain, recipients);
    const path = join(folder, `phc-env-${madeAt.toISOString().replaceAll(":", "-")}.age`);
    const prove = (written: string) => proveBackup(written, plain, identities ?? [witness]);
    await replaceFile(path, bytes, { overwrite: false, prove });
    process.stdout.write(`${report(path, files, recipients.length, identities !== undefined)}\n`);
    return exitCodes.good;
  },
};

/** Throws CannotRun unless the file opens to these bytes. */
export async function proveBackup(
  file: string,
  plain: Uint8Array,
  identities: Parameters<typeof unseal>[2],
): Promise<void> {
  const opened = await unseal(file, await readFile(file), identities);
  if (!Buffer.from(opened).equals(plain)) throw new CannotRun(`${file}: did not come back as it was written.`);
}

function readOptions(args: string[]) {
  const { values } = parseOptions({
    args,
    options: {
      to: { type: "string" },
      recipient: { type: "string", multiple: true, default: [] },
      "recipients-file": { type: "string" },
      "identity-file": { type: "string" },
      "env-file": { type: "string", default: ".env" },
    },
  });
  if (values.to === undefined) throw new UsageError("--to FOLDER is missing.");
  return {
    to: values.to,
    recipients: values.recipient,
    recipientsFile: values["recipients-file"],
    identityFile: values["identity-file"],
    envFile: values["env-file"],
  };
}

/** The real path of the folder, which is made. Throws CannotRun for one inside a work tree, or open to others. */
async function prepareFolder(to: string): Promise<string> {
  // Without "..", which behind a link leads elsewhere than it says: what is looked at is what is made.
  const wanted = resolve(to);
  await refuseInside(await nearestExisting(wanted), to);
  await mkdir(wanted, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
    throw new CannotRun(`--to ${to}: is no folder, and none can be made of it (${codeOf(error) ?? String(error)})`);
  });
  const folder = await realpath(wanted);
  const found = await lstat(folder);
  if ((found.mode & 0o077) !== 0) throw new CannotRun(`--to ${to}: others can look into it; run: chmod 700 ${folder}`);
  const user = process.geteuid?.();
  if (user !== undefined && found.uid !== user) {
    throw new CannotRun(
      `--to ${to}: belongs to user ${found.uid}, and this runs as ${user}; run: chown ${user} ${folder}`,
    );
  }
  return folder;
}

async function nearestExisting(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (codeOf(error) !== "ENOENT")
      throw new CannotRun(`${path}: cannot be reached (${codeOf(error) ?? String(error)})`);
    return await nearestExisting(dirname(path));
  }
}

async function refuseInside(folder: string, to: string): Promise<void> {
  const repository = await repositoryAbove(folder);
  if (repository !== undefined) {
    throw new CannotRun(`--to ${to}: lies in the git repository ${repository}; choose a folder outside of it.`);
  }
  const installation = await realpath(process.cwd());
  if (`${folder}${sep}`.startsWith(`${installation}${sep}`)) {
    throw new CannotRun(`--to ${to}: lies in the installation ${installation}; choose a folder outside of it.`);
  }
}

/** More than any file of identities, which is text of some lines. */
const MOST_BYTES = 65_536;

async function refuseIdentities(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    const small = entry.isFile() && (await lstat(path)).size <= MOST_BYTES;
    const bytes = small ? await readFile(path).catch(unreadable(path)) : undefined;
    if (bytes?.includes(IDENTITY)) {
      throw new CannotRun(
        `${path}: an identity lies in the folder of the backups: who takes it has both. Move it elsewhere.`,
      );
    }
  }
}

const unreadable = (path: string) => (error: unknown) => {
  throw new CannotRun(
    `${path}: cannot be read (${codeOf(error) ?? String(error)}), and might be an identity. Move it elsewhere.`,
  );
};

function collect(envFile: string): BundledFile[] {
  const { path, bytes, secretFiles } = readContents(envFile);
  const files: BundledFile[] = [{ role: "env", path, bytes }];
  const manifest = readPrivateFile(manifestPath(path), false);
  if (manifest.bytes !== undefined) files.push({ role: "manifest", path: manifestPath(path), bytes: manifest.bytes });
  else if (manifest.missing !== true) throw new CannotRun(manifest.error ?? `${manifestPath(path)}: cannot be read`);
  files.push(...secretFiles.map(secretOf));
  return files;
}

function secretOf({ secret, path, bytes }: EnvContents["secretFiles"][number]): BundledFile {
  return { role: "secret", name: secret, path: resolve(path), bytes };
}

function report(path: string, files: readonly BundledFile[], recipients: number, withIdentity: boolean): string {
  const proof = withIdentity
    ? "It was read back, opened with your identity, and is the same to the byte."
    : "It was read back, opened with the key of this run, and is the same to the byte. That you have the identity of the\nrecipient shows: npm run env -- restore --help";
  const [env, ...others] = files.map((file) => file.path);
  const manifest = files.some(({ role }) => role === "manifest")
    ? ""
    : "\nThere is no manifest: npm run env -- verify --record";
  return `${path}: ${env}${others.map((other) => `, ${other}`).join("")}, for ${recipients} ${recipients === 1 ? "recipient" : "recipients"}.\n${proof}${manifest}`;
}

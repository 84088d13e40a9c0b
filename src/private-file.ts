/** Reads files that hold secrets, and says what is wrong with their modes. */
import { closeSync, constants, fstatSync, lstatSync, openSync, readFileSync, type Stats, statSync } from "node:fs";
import { dirname, resolve } from "node:path";

/** A file that was read, or why it could not be; `faults` are reasons not to trust it, one line each. */
export interface PrivateFile {
  readonly text?: string;
  /** What it was read from, to the byte. */
  readonly bytes?: Buffer;
  readonly error?: string;
  readonly missing?: true;
  readonly faults: readonly string[];
}

/** Where a container or service manager puts secrets: read-only for all is their normal mode there. */
export function isCredentialsFolder(path: string, credentialsDirectory: string | undefined): boolean {
  const folder = dirname(path);
  return folder === "/run/secrets" || (credentialsDirectory !== undefined && folder === credentialsDirectory);
}

/**
 * Why the folder of a file is not to be trusted: whoever may write there can put a file of their own in the place of any,
 * whatever its mode. Its owner may be another user, who installs the program too; folders above it are not looked at.
 */
export function folderFaults(path: string, inCredentialsFolder: boolean): string[] {
  if (inCredentialsFolder) return [];
  const folder = dirname(resolve(path));
  const { mode, uid } = statOf(folder);
  if ((mode & 0o022) === 0) return [];
  const said = `${path}: others may write in its folder (mode ${modeText(mode)})`;
  // With the sticky bit, as /tmp has it, or another's: closed to others it would fail those who share it.
  const isShared = (mode & 0o1000) !== 0 || uid !== process.geteuid?.();
  if (!isShared) return [`${said}; run: chmod go-w ${folder}`];
  return [`${said}, which is shared; move the file into a folder of its own, made by: install -d -m 700 FOLDER`];
}

/** Mode 0 for a folder that is not there or cannot be reached: reading the file in it says so. */
function statOf(folder: string): Pick<Stats, "mode" | "uid"> {
  try {
    return statSync(folder);
  } catch {
    return { mode: 0, uid: -1 };
  }
}

/** Reads `path` once, checks made on the open file, so that nobody can swap it in between. */
export function readPrivateFile(path: string, inCredentialsFolder: boolean): PrivateFile {
  const faults: string[] = [];
  try {
    // A symbolic link is a fault, but outside production it is followed all the same.
    const linked = lstatSync(path).isSymbolicLink();
    if (linked) faults.push(`${path}: is a symbolic link; put the file itself there`);
    // O_NONBLOCK: opening a named pipe must not wait for its writer.
    const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | (linked ? 0 : constants.O_NOFOLLOW));
    try {
      const stats = fstatSync(descriptor);
      if (!stats.isFile()) return { error: `${path}: is not a regular file`, faults };
      faults.push(...modeFaults(path, stats, inCredentialsFolder));
      const bytes = readFileSync(descriptor);
      return { text: bytes.toString("utf8"), bytes, faults };
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    if (code === "ENOENT") return { missing: true, error: `${path}: does not exist`, faults };
    return { error: `${path}: cannot be read (${code})`, faults };
  }
}

function modeFaults(path: string, stats: Stats, inCredentialsFolder: boolean): string[] {
  const faults: string[] = [];
  const allowed = inCredentialsFolder ? 0o444 : 0o700;
  if ((stats.mode & 0o077 & ~allowed) !== 0) {
    faults.push(`${path}: mode ${modeText(stats.mode)} lets others in; run: chmod 600 ${path}`);
  }
  const user = process.geteuid?.();
  const foreign = user !== undefined && stats.uid !== user && !(inCredentialsFolder && stats.uid === 0);
  if (foreign)
    faults.push(
      `${path}: belongs to user ${stats.uid}, and this runs as ${user}; run it as user ${stats.uid} where that is the service's, else: chown ${user} ${path}`,
    );
  return faults;
}

/** As chmod takes it, such as 0644. */
function modeText(mode: number): string {
  return (mode & 0o7777).toString(8).padStart(4, "0");
}

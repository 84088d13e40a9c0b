/** Files that the program age can open, and opens what it made: https://age-encryption.org/v1. No error holds a key. */
import { readFile } from "node:fs/promises";
import { Decrypter, Encrypter, type Identity } from "age-encryption";
import { readPrivateFile } from "../../src/private-file.ts";
import { codeOf } from "../../src/storage/folders.ts";
import { CannotRun, UsageError } from "../command.ts";

export const IDENTITY = "AGE-SECRET-KEY-";

interface Sealed {
  readonly bytes: Uint8Array;
  /**
   * Opens these bytes and no others, as long as this process lives: it has seen the one key that encrypts them, which every
   * recipient's part of the header wraps. So it proves all of the file but that part, and leaves nothing in the file.
   */
  readonly witness: Identity;
}

/** Encrypts for each of the recipients. */
export async function seal(plain: Uint8Array, recipients: readonly string[]): Promise<Sealed> {
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  let key: Uint8Array | undefined;
  encrypter.addRecipient({
    wrapFileKey(fileKey) {
      key = Uint8Array.from(fileKey);
      return [];
    },
  });
  const bytes = await encrypter.encrypt(plain);
  const unwrapFileKey: Identity["unwrapFileKey"] = (stanzas) =>
    stanzas.length === recipients.length && key !== undefined ? key : null;
  return { bytes, witness: { unwrapFileKey } };
}

/** Throws CannotRun for bytes that are damaged, or meant for others; `path` is for the message. */
export async function unseal(
  path: string,
  bytes: Uint8Array,
  identities: readonly (string | Identity)[],
): Promise<Uint8Array> {
  const decrypter = new Decrypter();
  for (const identity of identities) decrypter.addIdentity(identity);
  try {
    return await decrypter.decrypt(bytes);
  } catch {
    throw new CannotRun(
      `${path}: cannot be opened. It is damaged, no file of age, or encrypted for other recipients than this identity's.`,
    );
  }
}

/** Recipients of the command line and of a file of them, each once. Throws UsageError and CannotRun. */
export async function readRecipients(given: readonly string[], file: string | undefined): Promise<string[]> {
  const listed = file === undefined ? [] : linesOf(await readFile(file, "utf8").catch(unreadable(file)));
  const recipients = [...new Set([...given, ...listed])];
  if (recipients.length === 0) {
    throw new UsageError("No recipient: give --recipient age1… or a --recipients-file that lists some.");
  }
  for (const [i, recipient] of recipients.entries()) {
    const where = given.includes(recipient) ? "--recipient" : `${file}, recipient ${i + 1 - given.length}`;
    if (recipient.toUpperCase().startsWith(IDENTITY)) {
      throw new CannotRun(
        `${where}: this is an identity, which must stay secret. Others may have seen it now: make a new one with age-keygen, and give its line that begins with age1.`,
      );
    }
    if (!isRecipient(recipient)) throw new CannotRun(`${where}: is no recipient of age; one begins with age1.`);
  }
  return recipients;
}

function isRecipient(text: string): boolean {
  try {
    new Encrypter().addRecipient(text);
    return true;
  } catch {
    return false;
  }
}

/** The identities of a file, as age-keygen writes it: mode 0600. Throws CannotRun. */
export function readIdentities(file: string): string[] {
  const { text, error, faults } = readPrivateFile(file, false);
  if (text === undefined) throw new CannotRun(`--identity-file: ${error ?? `${file}: cannot be read`}`);
  if (faults.length > 0) throw new CannotRun(`--identity-file: ${faults.join("\n--identity-file: ")}`);
  const identities = linesOf(text);
  // The messages of the library repeat what they were given.
  if (identities.length === 0 || !identities.every(isIdentity)) {
    throw new CannotRun(
      `--identity-file: ${file}: is no identity of age: each line begins with ${IDENTITY}, or with # for a comment. One that has a passphrase itself is opened first: age -d`,
    );
  }
  return identities;
}

function isIdentity(text: string): boolean {
  try {
    new Decrypter().addIdentity(text);
    return true;
  } catch {
    return false;
  }
}

function linesOf(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
}

const unreadable = (path: string) => (error: unknown) => {
  throw new CannotRun(`${path}: cannot be read (${codeOf(error) ?? String(error)})`);
};

/** Reads a bearer token from the file that --token-file names: never from the command line, where others see it. */
import { isCredentialsFolder, readPrivateFile } from "../src/private-file.ts";
import { UsageError } from "./command.ts";

/** The token in a file, never shown. Throws UsageError for a file without one; what lets others in is only told. */
export function readToken(file: string): string {
  const { text, error, faults } = readPrivateFile(file, isCredentialsFolder(file, undefined));
  if (text === undefined) throw new UsageError(`--token-file: ${error}; give the file that holds the token.`);
  for (const fault of faults) process.stderr.write(`--token-file: ${fault}\n`);
  const token = text.replace(/\r?\n$/, "");
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw new UsageError(`--token-file ${file}: a token is one line of visible ASCII characters.`);
}

/** ops account through its real command line: a line that the service takes, and nothing secret beside it. */
import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { text } from "node:stream/consumers";
import { expect, it } from "vitest";
import { isPassword } from "../../src/core/password-hash.ts";
import { parseAccounts } from "../../src/features/operators/accounts.ts";
import { useTempFolder } from "../testkit/folders.ts";

const folder = useTempFolder();

/** Runs it with something piped in, in a folder without a database. */
async function account(args: readonly string[], piped: string) {
  const launcher = resolve(import.meta.dirname, "../run.js");
  const { PATH = "" } = process.env;
  const child = spawn(process.execPath, [launcher, "ops", "account", ...args], { cwd: folder(), env: { PATH } });
  child.stdin.on("error", () => undefined).end(piped);
  const ended = new Promise<number | null>((done) => child.once("close", done));
  const [stdout, stderr, exitCode] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { stdout, stderr, exitCode };
}

it("prints a line that holds the password read from a pipe, good enough for production", async () => {
  const { stdout, stderr, exitCode } = await account(["anna"], "correct horse battery\n");
  expect([exitCode, stdout.split("\n").length]).toEqual([0, 2]);
  const anna = parseAccounts(stdout, true).get("anna");
  expect(anna && (await isPassword("correct horse battery", anna.hash))).toBe(true);
  expect(stdout + stderr).not.toContain("correct horse");
  expect(stderr).toContain("OPERATORS_FILE");
});

it.each([
  [["anna"], "eleven char", 3, "has 11 characters; it needs 12 to 1024"],
  [["anna"], "", 3, "has 0 characters"],
  [["Anna"], "correct horse battery", 2, "small letters"],
  [[], "correct horse battery", 2, "small letters"],
  [["anna", "correct horse battery"], "", 2, "read from a pipe"],
])("%j with %j exits %i", async (args, piped, exitCode, message) => {
  const result = await account(args, piped);
  expect(result).toMatchObject({ exitCode, stdout: "", stderr: expect.stringContaining(message) });
  expect(result.stderr).not.toContain(piped === "" ? "horse" : piped);
});

/** Runs an operators' command as npm does, in a process of its own. */
import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { text } from "node:stream/consumers";

export interface CommandResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** `npm run NAME -- ARGS` with exactly these variables, in a folder that holds no .env files. */
export async function runCommandLine(
  folder: string,
  variables: Readonly<Record<string, string>>,
  name: string,
  args: readonly string[],
): Promise<CommandResult> {
  const launcher = resolve(import.meta.dirname, "../run.js");
  const { PATH = "" } = process.env;
  // Without the dashes node itself looks at an --env-file that is meant for the command.
  const child = spawn(process.execPath, ["--", launcher, name, ...args], {
    cwd: folder,
    env: { PATH, ...variables },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<number | null>((done) => child.once("close", done));
  const [stdout, stderr, exitCode] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { exitCode, stdout, stderr };
}

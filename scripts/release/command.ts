/** Runs the commands that the checklist is made of, and gives what they print. */
import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { StepFailed } from "../steps.ts";

export interface CommandOptions {
  readonly folder: string;
  /** Instead of this process's own environment. */
  readonly environment?: NodeJS.ProcessEnv;
  /** What it reads from its standard input; nothing unless given. */
  readonly input?: string;
}

export interface CommandResult {
  readonly exitCode: number;
  /** Standard output. */
  readonly output: string;
  /** Both outputs, for people. */
  readonly printed: string;
}

/** Runs a program to its end. Throws StepFailed when it cannot be started, or a signal ends it. */
export async function runCommand(
  program: string,
  args: readonly string[],
  { folder, environment = process.env, input = "" }: CommandOptions,
): Promise<CommandResult> {
  const child = spawn(program, args, { cwd: folder, env: environment, stdio: "pipe" });
  const ended = new Promise<number>((resolve, reject) => {
    child.once("error", (cause) => {
      const missing = "code" in cause && cause.code === "ENOENT";
      reject(new StepFailed(missing ? `${program} is not on the PATH` : `${program} cannot be run: ${cause.message}`));
    });
    child.once("close", (code, signal) =>
      code === null ? reject(new StepFailed(`${program} was ended by ${signal}`)) : resolve(code),
    );
  });
  // A program that has ended does not take its input; what it says counts.
  child.stdin.on("error", () => undefined).end(input);
  const [output, errors, exitCode] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return {
    exitCode,
    output,
    printed: [output, errors]
      .map((part) => part.trim())
      .filter(Boolean)
      .join("\n"),
  };
}

/** The last line of what an npm script prints. Throws StepFailed with all of it when it does not exit with 0. */
export async function passingScript(name: string, args: readonly string[], options: CommandOptions): Promise<string> {
  const { exitCode, printed } = await runCommand("npm", ["run", "--silent", name, "--", ...args], options);
  if (exitCode !== 0) throw new StepFailed(`exit ${exitCode}\n${printed}`);
  return printed.split("\n").at(-1) ?? "";
}

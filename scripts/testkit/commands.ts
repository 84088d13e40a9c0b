/** Runs an operators' command as npm does, in a process of its own, or its script in this one. */
import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { text } from "node:stream/consumers";

export interface CommandResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const SCRIPTS = resolve(import.meta.dirname, "..");

/** `npm run NAME -- ARGS` with exactly these variables and this input, in a folder that holds no .env files. */
export async function runCommandLine(
  folder: string,
  variables: Readonly<Record<string, string>>,
  name: string,
  args: readonly string[],
  input = "",
): Promise<CommandResult> {
  const launcher = resolve(SCRIPTS, "run.js");
  const { PATH = "" } = process.env;
  // Without the "--" Node looks for the file of an --env-file that is meant for the command, and ends when there is none.
  const child = spawn(process.execPath, ["--", launcher, name, ...args], {
    cwd: folder,
    env: { PATH, ...variables },
    stdio: ["pipe", "pipe", "pipe"],
  });
  // A command need not read it.
  child.stdin.on("error", () => undefined).end(input);
  const ended = new Promise<number | null>((done) => child.once("close", done));
  const [stdout, stderr, exitCode] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { exitCode, stdout, stderr };
}

let calls = 0;
let last: Promise<unknown> = Promise.resolve();

/**
 * The same command in this process, whose start costs nothing: for what a command says and does. At least one test of
 * each command takes `runCommandLine`, which is what people have. Calls wait for each other, because a process has one
 * working directory, one environment and two outputs.
 */
export function callCommandLine(
  folder: string,
  variables: Readonly<Record<string, string>>,
  name: string,
  args: readonly string[],
): Promise<CommandResult> {
  const called = last.then(() => call(folder, variables, name, args));
  last = called.catch(() => undefined);
  return called;
}

async function call(
  folder: string,
  variables: Readonly<Record<string, string>>,
  name: string,
  args: readonly string[],
): Promise<CommandResult> {
  const { argv, env, exitCode } = process;
  const before = process.cwd();
  const script = resolve(SCRIPTS, `${name}.ts`);
  const outputs = [catchOutput(process.stdout), catchOutput(process.stderr)] as const;
  const { PATH = "" } = env;
  process.env = { PATH, ...variables };
  process.argv = [process.execPath, script, ...args];
  process.exitCode = undefined;
  process.chdir(folder);
  try {
    // A script runs when it is loaded; what it imports is loaded once.
    await import(`${script}?call=${++calls}`);
    const [stdout, stderr] = outputs.map(({ written }) => written());
    return { exitCode: Number(process.exitCode ?? 0), stdout: stdout ?? "", stderr: stderr ?? "" };
  } finally {
    process.chdir(before);
    Object.assign(process, { argv, env, exitCode });
    for (const { release } of outputs) release();
  }
}

/** Keeps what is written to a stream until it is released, which takes off the script's listeners, too. */
function catchOutput(stream: NodeJS.WriteStream) {
  let text = "";
  const { write } = stream;
  const listeners = stream.listeners("error");
  stream.write = (chunk: string | Uint8Array) => {
    text += typeof chunk === "string" ? chunk : Buffer.from(chunk).toString();
    return true;
  };
  return {
    written: () => text,
    release() {
      stream.write = write;
      for (const listener of stream.listeners("error")) {
        if (!listeners.includes(listener)) stream.off("error", listener as (error: Error) => void);
      }
    },
  };
}

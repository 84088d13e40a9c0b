/** Takes a secret from a prompt that shows nothing, or from a pipe: never from the command line, where others see it. */
import type { ReadStream } from "node:tty";
import { CannotRun } from "../command.ts";

/** More than any password: the rest of a pipe that has no end is not read. */
const MAX_BYTES = 4096;

/** What a person types twice at a terminal, or the first line of a pipe. Throws CannotRun when there is none. */
export function readSecret(prompt: string): Promise<string> {
  return process.stdin.isTTY ? askTwice(process.stdin, prompt) : readPiped();
}

/** The first line. */
async function readPiped(): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of process.stdin) {
    chunks.push(Buffer.from(chunk));
    size += chunks.at(-1)?.length ?? 0;
    if (size > MAX_BYTES || chunks.at(-1)?.includes("\n")) break;
  }
  return Buffer.concat(chunks).toString("utf8").split(/\r?\n/)[0] ?? "";
}

async function askTwice(terminal: ReadStream, prompt: string): Promise<string> {
  const password = await ask(terminal, prompt);
  if (password !== (await ask(terminal, "The same again: "))) throw new CannotRun("The two passwords differ.");
  return password;
}

/** A line that the terminal does not show. */
function ask(terminal: ReadStream, prompt: string): Promise<string> {
  process.stderr.write(prompt);
  return new Promise((resolve, reject) => {
    let line = "";
    const end = (settle: () => void) => {
      terminal.off("data", take).setRawMode(false).pause();
      process.stderr.write("\n");
      settle();
    };
    const take = (text: string | Buffer) => {
      for (const key of text.toString()) {
        if (key === "\r" || key === "\n") return end(() => resolve(line));
        if (key === "\u0003" || key === "\u0004") return end(() => reject(new CannotRun("Given up.")));
        line = key === "\u007f" || key === "\b" ? [...line].slice(0, -1).join("") : line + key;
      }
    };
    terminal.setEncoding("utf8").setRawMode(true).on("data", take).resume();
  });
}

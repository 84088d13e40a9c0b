/** Runs every command that README and the blueprint show, to the letter, in a fresh clone beside the running demo. */
import { type ChildProcess, spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { type Clone, freshClone } from "./testkit/clone.ts";
import { documentedCommands } from "./testkit/documents.ts";
import { requireTool } from "./testkit/tools.ts";

const DEMO = "npm ci && npm run demo";
const TESTS = "npm ci && npm test";
/** Commands that are run elsewhere: by a test here in its own way, as they do not end by themselves, or by `npm run check`. */
const ELSEWHERE = [DEMO, TESTS, "npm run check", "npm run drill -- HighTimeoutRate"];

requireTool("promtool");
let clone: Clone;
beforeAll(async () => {
  clone = await freshClone();
});
afterAll(() => clone.remove());

const read = (file: string) => readFile(join(clone.folder, file), "utf8");

/** A command in a process group of its own, so that an interrupt reaches what it started, as Ctrl-C does. */
function start(command: string): { child: ChildProcess; output: () => string; ended: Promise<number | null> } {
  const { CI: _, ...environment } = process.env;
  const child = spawn("bash", ["-c", command], { cwd: clone.folder, env: environment, detached: true });
  let text = "";
  const read = (chunk: Buffer) => {
    text += chunk.toString();
  };
  child.stdout.on("data", read);
  child.stderr.on("data", read);
  return { child, output: () => text, ended: new Promise((resolve) => child.once("close", resolve)) };
}

/** Ends what is still there of a command, so that a test that fails leaves nothing running. */
async function stop({ child, ended }: ReturnType<typeof start>): Promise<void> {
  try {
    process.kill(-(child.pid ?? 0), "SIGKILL");
  } catch {
    // All of it has ended.
  }
  await ended;
}

/** Resolves when the output shows a text; rejects with the output when the command ends first. */
async function shows(running: ReturnType<typeof start>, text: string): Promise<void> {
  const seen = new Promise<void>((resolve) => {
    const look = () => running.output().includes(text) && resolve();
    running.child.stdout?.on("data", look);
    look();
  });
  const ended = running.ended.then((status) => {
    throw new Error(`It ended with ${status} before it showed "${text}":\n${running.output()}`);
  });
  await Promise.race([seen, ended]);
}

describe("README", () => {
  it("has the two commands of a fresh machine, and the second is what CI runs", async () => {
    expect(documentedCommands(await read("README.md"))).toEqual(expect.arrayContaining([DEMO, TESTS]));
    expect((await read(".ci/run")).split("\n")).toContain(TESTS);
  });

  it("demo command once: exit 0 and an edited picture", async () => {
    const once = start(`${DEMO} -- --once`);
    const status = await once.ended;
    expect(once.output()).not.toMatch(/npm warn (?!Unknown|EBADENGINE)/i);
    expect(status, once.output()).toBe(0);
    const [before, after] = await Promise.all(
      ["scripts/demo/photo.jpg", "data/demo/edited.jpg"].map((file) => readFile(join(clone.folder, file))),
    );
    expect(after?.equals(before ?? Buffer.of())).toBe(false);
    expect(after?.subarray(0, 3)).toEqual(Buffer.of(0xff, 0xd8, 0xff));
  });

  it("every command line of README and ops.md runs beside the demo, which Ctrl-C ends tidily", async () => {
    const demo = start("npm run demo");
    onTestFinished(() => stop(demo));
    await shows(demo, "Ctrl-C");
    // Where another process has that port, the demo takes the next one, and the documents would speak to a stranger.
    expect(demo.output()).not.toContain("is in use, so the demo takes");
    const script = [await read("README.md"), await read("spec/docs/blueprints/ops.md")]
      .flatMap(documentedCommands)
      .filter((command) => !ELSEWHERE.includes(command));
    expect(script.length).toBeGreaterThan(15);
    // One shell for all, as an operator has it: variables that a line exports hold for those after it.
    const all = start(
      `set -e -o pipefail\n${script.map((line) => `echo "+ "${JSON.stringify(line).replaceAll("$", "\\$").replaceAll("`", "\\`")}\n${line}`).join("\n")}`,
    );
    expect(await all.ended, all.output()).toBe(0);
    process.kill(-(demo.child.pid ?? 0), "SIGINT");
    // npm itself ends by the signal; what counts is that the demo did not.
    await demo.ended;
    expect(demo.output()).toContain("nothing is left in work");
  });
});

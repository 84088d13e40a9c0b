/** The built service without development packages: it starts, edits a photo, and the operators' commands work. */
import { execFile, spawn } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Clone, freshClone } from "./testkit/clone.ts";
import { jsonOf, photoForm, post } from "./testkit/ingest.ts";
import { freePort } from "./testkit/ports.ts";

const run = promisify(execFile);
const PASSWORD = "a-password-of-the-test";

let clone: Clone;
let port = 0;
/** Production has a Node of its own; here it is the one that runs the tests, not the one of node_modules. */
const environment = (): NodeJS.ProcessEnv => ({
  ...process.env,
  PATH: `${dirname(process.execPath)}${delimiter}${process.env["PATH"] ?? ""}`,
  NODE_ENV: "production",
  PORT: String(port),
  DATA_DIR: join(clone.folder, "data", "production"),
});
const npm = (...args: readonly string[]) =>
  run("npm", args, { cwd: clone.folder, env: environment(), maxBuffer: 1 << 26 });

beforeAll(async () => {
  port = await freePort();
  clone = await freshClone();
  await npm("ci", "--include=dev");
  await npm("run", "build");
  await npm("ci", "--omit=dev");
  await writeFile(join(clone.folder, ".env"), `INGEST_PASSWORD=${PASSWORD}\n`, { mode: 0o600 });
}, 300_000);
afterAll(() => clone.remove());

describe("the built service", () => {
  it("has no development package", async () => {
    await expect(readFile(join(clone.folder, "node_modules/typescript/package.json"))).rejects.toThrow("ENOENT");
  });

  it("edits a photo, and the operators' commands work beside it", async () => {
    const child = spawn("npm", ["start"], { cwd: clone.folder, env: environment(), detached: true });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.stderr.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
    const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
    await new Promise<void>((resolve, reject) => {
      child.stdout.on("data", () => output.includes('"url"') && resolve());
      void ended.then((status) => reject(new Error(`npm start ended with ${status}:\n${output}`)));
    });
    const photo = await readFile(join(clone.folder, "scripts/demo/photo.jpg"));
    const answer = await post(`http://127.0.0.1:${port}/api/ingest/slot-test`, photoForm(photo, PASSWORD));
    expect(answer.status, answer.status === 200 ? "" : JSON.stringify(jsonOf(answer))).toBe(200);
    const page = await (await fetch(`http://127.0.0.1:${port}/console`)).text();
    const [, script = ""] = /src="([^"]+)"/.exec(page) ?? [];
    expect((await fetch(`http://127.0.0.1:${port}${script}`)).headers.get("content-type")).toMatch(/^text\/javascript/);
    expect((await npm("run", "-s", "ops", "--", "slots")).stdout).toContain("slot-015");
    expect((await npm("run", "-s", "cleanup_media", "--", "--dry-run")).stderr).not.toContain("Error");
    const smoke = JSON.parse(
      (await npm("run", "-s", "smoke", "--", "--url", `http://127.0.0.1:${port}`, "--json")).stdout,
    );
    expect(smoke).toMatchObject({ ok: true });
    process.kill(-(child.pid ?? 0), "SIGTERM");
    await ended;
    expect(output).not.toContain(PASSWORD);
  });
});

/** The lock of the data folder, between real processes. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { useTempFolder } from "../../scripts/testkit/folders.ts";
import { acquireServiceLock } from "./service-lock.ts";

const folder = useTempFolder();
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

const program = `
  import { acquireServiceLock } from ${JSON.stringify(join(import.meta.dirname, "service-lock.ts"))};
  try {
    acquireServiceLock(process.argv[1]);
    console.log("held");
    setInterval(() => globalThis.gc?.(), 10);
  } catch (error) {
    console.log(error.message);
  }
`;

/** Starts a process that takes the lock, and gives its first line of output. */
async function contend(): Promise<{ child: ChildProcess; says: string }> {
  const args = ["--expose-gc", "--input-type=module", "--eval", program, folder()];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  children.push(child);
  const [line] = await once(child.stdout, "data");
  return { child, says: String(line).trim() };
}

it("lets one process have the folder and tells the second which folder it is", async () => {
  expect((await contend()).says).toBe("held");
  const second = await contend();
  expect(second.says).toContain(`Another service process is running on the data folder ${folder()} `);
  expect(second.says).toContain("set DATA_DIR to another folder");
  expect(second.says).not.toContain("\n");
  expect(() => acquireServiceLock(folder())).toThrow("Another service process");
});

it("is free again after a kill -9", async () => {
  const first = await contend();
  expect(first.says).toBe("held");
  first.child.kill("SIGKILL");
  await once(first.child, "exit");
  expect((await contend()).says).toBe("held");
});

it("is free again after a release, and private", async () => {
  const lock = acquireServiceLock(folder());
  expect(() => acquireServiceLock(folder())).toThrow("This process already holds");
  expect((await contend()).says).toContain("Another service process");
  lock.release();
  lock.release();
  expect((await contend()).says).toBe("held");
  expect(((await stat(join(folder(), "service.lock"))).mode & 0o777).toString(8)).toBe("600");
});

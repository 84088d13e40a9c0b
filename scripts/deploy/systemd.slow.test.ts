/** Every system call of a service from its start to its end, with photos in between, is one that the unit allows. */
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { expect, it, onTestFinished, vi } from "vitest";
import { useTempFolder } from "../testkit/folders.ts";
import { photoForm, post } from "../testkit/ingest.ts";
import { makePhoto } from "../testkit/photos.ts";
import { serviceVariables, spawnService, testPassword } from "../testkit/service.ts";
import { requireTool } from "../testkit/tools.ts";

const run = promisify(execFile);
const UNIT = resolve(import.meta.dirname, "../../generated/systemd/phc.service");
const analyze = requireTool("systemd-analyze");
const strace = requireTool("strace");
const folder = useTempFolder();

/** The calls of a set of systemd, those of the sets within it too. */
async function callsOf(set: string): Promise<string[]> {
  const { stdout } = await run(analyze ?? "", ["syscall-filter", "--no-pager", set]);
  const members = [...stdout.matchAll(/^ {4}(@?[a-z0-9_-]+)$/gm)].map(([, name = ""]) => name);
  const nested = await Promise.all(members.map((name) => (name.startsWith("@") ? callsOf(name) : [name])));
  return nested.flat();
}

/** What the lines of SystemCallFilter leave, one after the other; those with ~ take away. */
async function allowedCalls(unit: string): Promise<ReadonlySet<string>> {
  const allowed = new Set(await callsOf("@default"));
  for (const [, takesAway, sets = ""] of unit.matchAll(/^SystemCallFilter=(~?)(.+)$/gm)) {
    const calls = (await Promise.all(sets.split(" ").map(callsOf))).flat();
    for (const call of calls) {
      if (takesAway === "~") allowed.delete(call);
      else allowed.add(call);
    }
  }
  return allowed;
}

it.skipIf(analyze === undefined || strace === undefined)(
  "what the service asks of the kernel is let through",
  async () => {
    const file = join(folder(), "calls");
    const under = [strace ?? "", "-D", "-f", "-c", "-U", "name", "-o", file];
    const service = spawnService(serviceVariables(join(folder(), "data")), { folder: folder(), under });
    onTestFinished(() => void service.child.kill("SIGKILL"));
    const url = await service.listening;
    for (const [slot, photo] of [
      ["slot-test", await makePhoto()],
      ["slot-001", await makePhoto()],
    ] as const) {
      const { status } = await post(`${url}/api/ingest/${slot}`, photoForm(photo, testPassword));
      expect(status).toBe(200);
    }
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    process.kill(service.child.pid ?? 0, "SIGHUP");
    await vi.waitFor(() => expect(service.output()).toMatch(/secrets/i), 20_000);
    process.kill(service.child.pid ?? 0, "SIGTERM");
    expect(await service.ended).toBe(0);
    const counted = await vi.waitFor(async () => {
      const text = await readFile(file, "utf8");
      expect(text).toMatch(/^execve$/m);
      return text;
    });
    const calls = [...counted.matchAll(/^([a-z][a-z0-9_]+)$/gm)].map(([, name = ""]) => name);
    expect(calls).toEqual(expect.arrayContaining(["execve", "openat", "futex", "fsync"]));
    const allowed = await allowedCalls(await readFile(UNIT, "utf8"));
    expect(allowed.size).toBeGreaterThan(200);
    expect(allowed).not.toContain("mount");
    expect(allowed).not.toContain("setuid");
    // As root, SQLite gives its files to whoever owns the database; the user of the unit is not root.
    const asRoot = process.geteuid?.() === 0 ? ["fchown"] : [];
    const headings = ["syscall", "total"];
    expect(calls.filter((call) => ![...allowed, ...asRoot, ...headings].includes(call))).toEqual([]);
  },
);

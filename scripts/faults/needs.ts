/** What a machine must have for some of the faults, and how to get it. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { requireTool } from "../testkit/tools.ts";

/** What is missing, and what to do; undefined when it is there. */
const checks = {
  strace: () =>
    requireTool("strace", { PATH: process.env["PATH"] }) === undefined
      ? "strace is not on the PATH; install the package strace."
      : undefined,
  faketime: () =>
    fakeTimeLibrary() === undefined ? "libfaketime is not there; install the package faketime." : undefined,
  tmpfs: () =>
    canMount() ? undefined : "a tmpfs cannot be mounted; run as root, outside a container that forbids it.",
} as const;

export type Need = keyof typeof checks;

/** What of `needs` this machine does not have, one line each. */
export function missing(needs: readonly Need[]): string[] {
  return needs.flatMap((need) => checks[need]() ?? []);
}

/** Path of the library that gives a process another clock when it is preloaded. */
export function fakeTimeLibrary(): string | undefined {
  const folders = ["/usr/lib", "/usr/lib64", `/usr/lib/${process.arch === "arm64" ? "aarch64" : "x86_64"}-linux-gnu`];
  return folders.map((folder) => join(folder, "faketime", "libfaketime.so.1")).find(existsSync);
}

function canMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), "phc-tmpfs-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", folder], { stdio: "ignore" });
    execFileSync("umount", [folder], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  } finally {
    rmdirSync(folder);
  }
}

/** A wall clock that a test sets while a process runs under it; its monotonic clock stays true. */
import { chmod, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fakeTimeLibrary } from "./needs.ts";

export interface FakeClock {
  /** Of the processes whose clock it is. */
  readonly variables: Readonly<Record<string, string>>;
  /** From now on it is so many milliseconds ahead of the true one, or behind it when that is negative. */
  set(aheadMs: number): Promise<void>;
  remove(): Promise<void>;
}

/** Right until it is set. Throws where libfaketime is not there. */
export async function createFakeClock(): Promise<FakeClock> {
  const library = fakeTimeLibrary();
  if (library === undefined) throw new Error("libfaketime is not there.");
  const folder = await mkdtemp(join(tmpdir(), "phc-clock-"));
  await chmod(folder, 0o755);
  const path = join(folder, "ahead");
  const set = async (aheadMs: number) => {
    const seconds = aheadMs / 1000;
    // Read at each look at the clock: a file that is half written would be no clock.
    await writeFile(`${path}.new`, `${seconds < 0 ? "" : "+"}${seconds}\n`);
    await rename(`${path}.new`, path);
  };
  await set(0);
  return {
    variables: {
      ...{ LD_PRELOAD: library, FAKETIME_TIMESTAMP_FILE: path, FAKETIME_NO_CACHE: "1", NO_FAKE_STAT: "1" },
      // The first is the name of newer versions.
      ...{ FAKETIME_DONT_FAKE_MONOTONIC: "1", DONT_FAKE_MONOTONIC: "1" },
    },
    set,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** All files or none. */
import { chmod, mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { treeHash, useTempFolder } from "../testkit/folders.ts";
import { writeFilesWhole } from "./write-files.ts";

const folder = useTempFolder();

describe("files written together", () => {
  it("are all there, in folders that are made, and nothing lies beside them", async () => {
    await writeFile(join(folder(), "a"), "old");
    await writeFilesWhole(
      folder(),
      new Map([
        ["a", "new"],
        ["b/c/d", "ü"],
      ]),
    );
    expect(await readFile(join(folder(), "a"), "utf8")).toBe("new");
    expect(await readFile(join(folder(), "b/c/d"), "utf8")).toBe("ü");
    expect((await readdir(folder(), { recursive: true })).sort()).toEqual(["a", "b", "b/c", "b/c/d"]);
  });

  it("are left alone when they have their text", async () => {
    await writeFile(join(folder(), "a"), "same");
    await chmod(join(folder(), "a"), 0o640);
    const before = await stat(join(folder(), "a"));
    await writeFilesWhole(folder(), new Map([["a", "same"]]));
    expect((await stat(join(folder(), "a"))).ino).toBe(before.ino);
  });

  it("are all as they were when one cannot be read, written or put in its place", async () => {
    await writeFile(join(folder(), "a"), "old");
    await mkdir(join(folder(), "taken/inside"), { recursive: true });
    const before = await treeHash(folder());
    for (const impossible of ["taken", "a/below", "taken/inside/\0"]) {
      const files = new Map([
        ["a", "new"],
        ["fresh", "new"],
        [impossible, "text"],
      ]);
      await expect(writeFilesWhole(folder(), files)).rejects.toThrow();
      expect(await treeHash(folder()), impossible).toBe(before);
    }
  });

  it("are put back when one of them cannot be put in its place after all", async () => {
    await writeFile(join(folder(), "a"), "old");
    // The folder of the last file stands, by then, where the one before it belongs.
    const files = new Map(["a", "fresh", "d", "d/e"].map((name) => [name, "new"]));
    await expect(writeFilesWhole(folder(), files)).rejects.toThrow();
    expect(await readFile(join(folder(), "a"), "utf8")).toBe("old");
    expect((await readdir(folder(), { recursive: true })).sort()).toEqual(["a", "d"]);
  });
});

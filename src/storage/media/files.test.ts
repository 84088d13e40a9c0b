/** The media on a real file system: durable, private, and never beyond their folder. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdir, readdir, rename, rm, stat, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { treeHash, useTempFolder } from "../../../scripts/testkit/folders.ts";
import { listedKeys, publishText } from "../../../scripts/testkit/media.ts";
import { requireTool } from "../../../scripts/testkit/tools.ts";
import { type MediaStore, MediaUnavailable } from "../../core/media.ts";
import { fileMedia, openFileMedia } from "./files.ts";

const folder = useTempFolder();
const root = () => join(folder(), "media");
let media: MediaStore;
beforeEach(async () => {
  media = await openFileMedia(root());
});

const key = (id: string, slot = "slot-001", day = "20261123") => `results/${slot}/${day}/${id.repeat(32)}.jpg`;
const modeOf = async (...path: string[]) => ((await stat(join(root(), ...path))).mode & 0o777).toString(8);

const publish = (name: string, text?: string) => publishText(media, name, text);
const listed = (prefix: "results" | "tmp") => listedKeys(media, prefix);

describe("publish", () => {
  it("makes private files in private folders", async () => {
    await publish(key("a"));
    expect(await modeOf(key("a"))).toBe("600");
    for (let path = dirname(key("a")); path !== "."; path = dirname(path)) expect(await modeOf(path)).toBe("700");
    expect(await modeOf()).toBe("700");
    expect(await modeOf("tmp")).toBe("700");
  });

  it("makes folders again that a cleanup of another process has removed", async () => {
    await publish(key("a"));
    await rm(join(root(), "results", "slot-001"), { recursive: true });
    await publish(key("b"));
    expect(await listed("results")).toEqual([key("b")]);
  });
});

describe("links", () => {
  it("neither opens, nor lists, nor fills, nor empties what a link leads to", async () => {
    const outside = join(folder(), "outside");
    await mkdir(join(outside, "20261123"), { recursive: true });
    await writeFile(join(outside, "20261123", `${"a".repeat(32)}.jpg`), "secret");
    await writeFile(join(outside, "secret"), "secret");
    await symlink(outside, join(root(), "results", "slot-001"));
    await mkdir(join(root(), dirname(key("b", "slot-002"))), { recursive: true });
    await symlink(join(outside, "secret"), join(root(), key("b", "slot-002")));
    await symlink(join(outside, "secret"), media.tempPath("link"));
    const before = await treeHash(outside);
    expect(await listed("results")).toEqual([]);
    expect(await listed("tmp")).toEqual([]);
    expect(await media.open(key("a"))).toBeUndefined();
    expect(await media.open(key("b", "slot-002"))).toBeUndefined();
    expect(await media.has(key("a"))).toBe(false);
    expect(await media.has(key("b", "slot-002"))).toBe(false);
    expect(await media.delete([key("a")])).toEqual([]);
    await expect(publish(key("c"))).rejects.toThrow(MediaUnavailable);
    await expect(media.publish(media.tempPath("link"), key("d", "slot-003"))).rejects.toThrow(MediaUnavailable);
    expect(await treeHash(outside)).toBe(before);
  });
});

describe("delete", () => {
  it("removes empty folders", async () => {
    await publish(key("a"));
    await publish(key("b", "slot-002"));
    await publish(key("c", "slot-002"));
    expect(await media.delete([key("a"), key("b", "slot-002"), key("f")])).toEqual([
      key("a"),
      key("b", "slot-002"),
      key("f"),
    ]);
    expect(await readdir(join(root(), "results"))).toEqual(["slot-002"]);
    expect(await listed("results")).toEqual([key("c", "slot-002")]);
    expect(await media.delete([key("c", "slot-002")])).toHaveLength(1);
    expect(await readdir(root())).toEqual(["results", "tmp"]);
    expect(await media.delete([])).toEqual([]);
  });

  it("does not confirm what it cannot delete", async () => {
    await mkdir(join(root(), key("a")), { recursive: true });
    await publish(key("b"));
    expect(await media.delete([key("a"), key("b")])).toEqual([key("b")]);
  });

  it("confirms nothing while the volume is not there", async () => {
    await rename(join(root(), "results"), join(folder(), "away"));
    await expect(media.delete([key("a")])).rejects.toThrow(MediaUnavailable);
  });
});

describe("list and usage", () => {
  it("lists in the order of the keys, although folders have another", async () => {
    for (const name of ["a", "a-b", "a.txt"]) await mkdir(join(root(), "results", name), { recursive: true });
    for (const name of ["a/x", "a-b/x", "a.txt/x", "a0"]) await writeFile(join(root(), "results", name), "");
    const keys = await listed("results");
    expect(keys).toHaveLength(4);
    expect(keys).toEqual([...keys].sort());
  });

  it("tells how much there is of each kind", async () => {
    await publish(key("a"), "12345");
    await writeFile(media.tempPath("u"), "123");
    expect(await media.usage()).toEqual({ resultBytes: 5, tempBytes: 3 });
  });
});

describe("the volume", () => {
  it("is unavailable for everything once it is gone", async () => {
    await publish(key("a"));
    await rm(root(), { recursive: true });
    const attempts = [
      () => media.open(key("a")),
      () => media.has(key("a")),
      () => media.probe(),
      () => media.volume(),
      () => media.usage(),
      () => listed("results"),
      () => media.publish(media.tempPath("u"), key("b")),
    ];
    for (const attempt of attempts) await expect(attempt()).rejects.toThrow(MediaUnavailable);
  });

  it("takes the probe of one that shares it and has the same process id, as all in containers have", async () => {
    for (let i = 0; i < 100; i += 1) await writeFile(media.tempPath(`probe-${process.pid}-${i}`), "probe\n");
    await media.probe();
    expect((await media.usage()).tempBytes).toBe(600);
  });

  it("is unavailable where a file stands in the place of its folder", async () => {
    await writeFile(join(folder(), "file"), "");
    await expect(openFileMedia(join(folder(), "file"))).rejects.toThrow(MediaUnavailable);
  });
});

describe("the folder", () => {
  it("is not made by a store that only looks", async () => {
    const elsewhere = join(folder(), "elsewhere");
    await expect(fileMedia(elsewhere).usage()).rejects.toThrow(MediaUnavailable);
    expect(await readdir(folder())).toEqual(["media"]);
  });
});

const hasStrace = requireTool("strace") !== undefined;

describe.skipIf(!hasStrace)("durability (needs strace)", () => {
  it("syncs the file, then renames it, then syncs the folder and every new folder above it", async () => {
    const program = `
      import { writeFileSync } from "node:fs";
      import { openFileMedia } from ${JSON.stringify(join(import.meta.dirname, "files.ts"))};
      const media = await openFileMedia(${JSON.stringify(root())});
      writeFileSync(media.tempPath("u"), "picture");
      await media.publish(media.tempPath("u"), ${JSON.stringify(key("a"))});
    `;
    const log = join(folder(), "strace.log");
    const trace = ["-f", "-y", "-o", log, "-e", "trace=fsync,rename,renameat,renameat2"];
    const run = spawnSync("strace", [...trace, process.execPath, "--input-type=module", "--eval", program], {
      encoding: "utf8",
    });
    expect(run.stderr).toBe("");
    const calls = readFileSync(log, "utf8")
      .split("\n")
      .filter((line) => line.includes(root()));
    const at = (text: string, call: string) => calls.findIndex((line) => line.includes(call) && line.includes(text));
    const day = join(root(), dirname(key("a")));
    const renamed = at(key("a"), "rename");
    expect(at(`${root()}/tmp/u>`, "fsync")).toBeGreaterThanOrEqual(0);
    expect(at(`${root()}/tmp/u>`, "fsync")).toBeLessThan(renamed);
    for (const made of [root(), join(root(), "results"), dirname(day)]) {
      expect(at(`${made}>`, "fsync")).toBeGreaterThanOrEqual(0);
      expect(at(`${made}>`, "fsync")).toBeLessThan(renamed);
    }
    expect(at(`${day}>`, "fsync")).toBeGreaterThan(renamed);
  });

  /** Runs the lines with strace, which makes the calls on one path fail; what they print. */
  const failing = (path: string, inject: string, lines: string) => {
    const files = JSON.stringify(join(import.meta.dirname, "files.ts"));
    const trace = ["-f", "-qq", "-o", join(folder(), "strace.log"), "-P", path, "-e", inject];
    const program = `import { writeFileSync, existsSync } from "node:fs"; import { openFileMedia } from ${files}; ${lines}`;
    return spawnSync("strace", [...trace, process.execPath, "--input-type=module", "--eval", program], {
      encoding: "utf8",
      timeout: 20_000,
      // strace counts the calls of each thread for itself.
      env: { ...process.env, UV_THREADPOOL_SIZE: "1" },
    });
  };

  it("makes a folder anew whose name could not be synced, rather than to sync it again", async () => {
    const slot = join(root(), "results", "slot-001");
    const run = failing(
      slot,
      "inject=fsync:error=EIO:when=1",
      `const media = await openFileMedia(${JSON.stringify(root())});
      for (const key of ${JSON.stringify([key("a"), key("b")])}) {
        writeFileSync(media.tempPath("u"), "picture");
        await media.publish(media.tempPath("u"), key).catch((error) => console.log(error.message));
        console.log(existsSync(${JSON.stringify(join(slot, "20261123"))}));
      }`,
    );
    expect(run.stdout.split("\n")).toEqual(["The media cannot be written: EIO: i/o error, fsync", "false", "true", ""]);
    expect(await listed("results")).toEqual([key("b")]);
  });

  it("does not start on a folder whose name could not be synced, and leaves none", async () => {
    const above = join(folder(), "above");
    const run = failing(
      above,
      "inject=fsync:error=EIO:when=1",
      `await openFileMedia(${JSON.stringify(join(above, "media"))}).catch((error) => console.log(error.message));
      console.log(existsSync(${JSON.stringify(join(above, "media"))}));
      await openFileMedia(${JSON.stringify(join(above, "media"))});`,
    );
    expect(run.stdout).toBe("The media cannot be made ready: EIO: i/o error, fsync\nfalse\n");
    expect(run.status).toBe(0);
  });

  it("syncs the name of a folder that is there already: its maker may have died before it did", async () => {
    await mkdir(join(folder(), "made"));
    const run = failing(
      folder(),
      "inject=fsync:error=EIO:when=1",
      `await openFileMedia(${JSON.stringify(join(folder(), "made"))}).catch((error) => console.log(error.message));`,
    );
    expect(run.stdout).toBe("The media cannot be made ready: EIO: i/o error, fsync\n");
  });
});

it("is refused at once where no folder can be made at all", async () => {
  await expect(openFileMedia("/proc/phc/media")).rejects.toThrow("The media cannot be made ready: ENOENT");
});

/** A file that holds secrets is written as a whole, mode 0600, or not at all; no temporary file is left. */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { chmod, chown, lstat, mkdir, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { useTempFolder } from "../testkit/folders.ts";
import { proveSame, replaceFile, replaceTogether } from "./replace.ts";

/** What the disk says to a rename from such a name. */
let refused: { readonly ending: string; readonly code: string } | undefined;
vi.mock("node:fs/promises", async (load) => {
  const real = await load<typeof import("node:fs/promises")>();
  const rename: typeof real.rename = async (from, to) => {
    if (refused === undefined || !String(from).endsWith(refused.ending)) return await real.rename(from, to);
    throw Object.assign(new Error("refused"), { code: refused.code });
  };
  return { ...real, rename };
});

const folder = useTempFolder();
const target = () => join(folder(), "file");
const names = () => readdir(folder());
const modeOf = async (path: string) => (await lstat(path)).mode & 0o777;

it("writes a new file with mode 0600, whatever the umask, and replaces one that others could read", async () => {
  const before = process.umask(0o277);
  try {
    await replaceFile(target(), Buffer.from("one"), { overwrite: false });
  } finally {
    process.umask(before);
  }
  expect([await readFile(target(), "utf8"), await modeOf(target())]).toEqual(["one", 0o600]);
  await chmod(target(), 0o644);
  await replaceFile(target(), Buffer.from("two"), { overwrite: true });
  expect([await readFile(target(), "utf8"), await modeOf(target()), await names()]).toEqual(["two", 0o600, ["file"]]);
});

it("leaves what is there where it must not be replaced, a link to nothing among it", async () => {
  await writeFile(target(), "old");
  const refused = `${target()} is there already, and was left as it was.`;
  await expect(replaceFile(target(), Buffer.from("new"), { overwrite: false })).rejects.toThrow(refused);
  expect([await readFile(target(), "utf8"), await names()]).toEqual(["old", ["file"]]);
  await symlink(join(folder(), "nothing"), join(folder(), "link"));
  await expect(replaceFile(join(folder(), "link"), Buffer.from("new"), { overwrite: false })).rejects.toThrow(
    "is there",
  );
  expect(await names()).toEqual(["file", "link"]);
});

it("replaces a link and not what it leads to", async () => {
  await writeFile(join(folder(), "real"), "old");
  await symlink(join(folder(), "real"), target());
  await replaceFile(target(), Buffer.from("new"), { overwrite: true });
  expect([await readFile(join(folder(), "real"), "utf8"), (await lstat(target())).isFile()]).toEqual(["old", true]);
});

it("gives no name to what does not stand its proof, which sees the whole file under another name", async () => {
  await writeFile(target(), "old");
  let seen = "";
  let name = "";
  const prove = async (path: string) => {
    name = basename(path);
    seen = `${await readFile(path, "utf8")} ${await readFile(target(), "utf8")} ${(await modeOf(path)).toString(8)}`;
    throw new Error("not the same");
  };
  await expect(replaceFile(target(), Buffer.from("new"), { overwrite: true, prove })).rejects.toThrow("not the same");
  expect([seen, await readFile(target(), "utf8"), await names()]).toEqual(["new old 600", "old", ["file"]]);
  // As .env* in .gitignore takes it, should the process be killed here.
  expect(name).toMatch(/^file\..+/);
});

describe("several files", () => {
  const pair = async () => {
    await writeFile(join(folder(), "one"), "old one", { mode: 0o640 });
    return ["one", "two"].map((name) => ({ path: join(folder(), name), bytes: Buffer.from(`new ${name}`) }));
  };
  const texts = async () => Promise.all((await names()).map((name) => readFile(join(folder(), name), "utf8")));

  it("are replaced together, mode 0600", async () => {
    await replaceTogether(await pair(), { overwrite: true });
    expect([await names(), await texts()]).toEqual([
      ["one", "two"],
      ["new one", "new two"],
    ]);
    expect(await modeOf(join(folder(), "one"))).toBe(0o600);
  });

  it("get the old bytes back, or go, when one of them does not get its name after another has", async () => {
    const files = await pair();
    const { ino } = await lstat(join(folder(), "one"));
    await writeFile(join(folder(), "three"), "old three");
    const lost = { path: join(folder(), "three"), bytes: Buffer.from("new three") };
    // Somebody clears up in the folder, just before the names are given.
    const prove = async (path: string) => {
      if (path.includes("three")) await rm(path);
    };
    await expect(replaceTogether([...files, lost], { overwrite: true, prove })).rejects.toThrow(
      "three: cannot be written (ENOENT)",
    );
    expect([await names(), await texts()]).toEqual([
      ["one", "three"],
      ["old one", "old three"],
    ]);
    expect(await lstat(join(folder(), "one"))).toMatchObject({ ino, nlink: 1 });
  });

  it("are named, each with where its old one is kept, when they cannot be put back", async () => {
    refused = { ending: ".old", code: "EIO" };
    onTestFinished(() => {
      refused = undefined;
    });
    const prove = async (path: string) => {
      if (path.includes("two")) await rm(path);
    };
    const error: unknown = await replaceTogether(await pair(), { overwrite: true, prove }).catch((thrown) => thrown);
    const [kept = "", ...others] = (await names()).filter((name) => name !== "one");
    expect(String(error)).toContain(
      `two: cannot be written (ENOENT)\n${join(folder(), "one")} IS THE NEW ONE, and could not be put back (EIO): move ${join(folder(), kept)} there.`,
    );
    expect([others, await readFile(join(folder(), kept), "utf8")]).toEqual([[], "old one"]);
  });

  it("are left as they were when one is there and must not be", async () => {
    const [one, two] = await pair();
    if (one === undefined || two === undefined) throw new Error("no pair");
    await expect(replaceTogether([two, one], { overwrite: false })).rejects.toThrow("one is there already");
    expect([await names(), await texts()]).toEqual([["one"], ["old one"]]);
  });
});

it.each(["SIGINT", "SIGTERM", "SIGHUP"])(
  "is whole before %s ends the process, and leaves nothing beside it",
  (signal) => {
    const program = `import { replaceFile } from ${JSON.stringify(join(import.meta.dirname, "replace.ts"))};
    import { setTimeout as sleep } from "node:timers/promises";
    const prove = async () => { process.kill(process.pid, "${signal}"); await sleep(50); };
    await replaceFile(process.argv[1], Buffer.from("new"), { overwrite: true, prove });
    await sleep(5_000);`;
    const { signal: ended } = spawnSync(process.execPath, ["--input-type=module", "--eval", program, target()]);
    expect([ended, readdirSync(folder()), readFileSync(target(), "utf8")]).toEqual([signal, ["file"], "new"]);
  },
);

it("says in one line that it cannot write, and leaves nothing", async () => {
  await mkdir(target());
  const line = `${target()}: cannot be written (EISDIR)`;
  await expect(replaceFile(target(), Buffer.from("new"), { overwrite: true })).rejects.toThrow(line);
  expect(await names()).toEqual(["file"]);
  const nowhere = join(folder(), "none", "file");
  await expect(replaceFile(nowhere, Buffer.from("new"), { overwrite: true })).rejects.toThrow(
    "cannot be written (ENOENT)",
  );
});

it.runIf(process.geteuid?.() === 0)("keeps the owner of what it replaces, or takes that of its neighbour", async () => {
  const neighbour = join(folder(), ".env");
  await writeFile(neighbour, "");
  await chown(neighbour, 12_345, 12_346);
  await replaceFile(target(), Buffer.from("one"), { overwrite: true, ownerLike: neighbour });
  expect(await lstat(target())).toMatchObject({ uid: 12_345, gid: 12_346 });
  await replaceFile(target(), Buffer.from("two"), { overwrite: true });
  expect(await lstat(target())).toMatchObject({ uid: 12_345, gid: 12_346 });
});

it("is proven by its bytes", async () => {
  await writeFile(target(), "one");
  await proveSame(target(), Buffer.from("one"));
  await expect(proveSame(target(), Buffer.from("onf"))).rejects.toThrow("did not come back as it was written");
});

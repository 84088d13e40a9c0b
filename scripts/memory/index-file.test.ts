/** The index of the contract's files: what is wrong with it, and how it is written. */
import { cp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { toPlain } from "../../codegen/problem.ts";
import { useTempFolder } from "../testkit/folders.ts";
import { smallProject, smallVersion, writeProject } from "../testkit/project.ts";
import { checkIndex, INDEX_FILE, indexText, readIndex, syncIndex } from "./index-file.ts";

const ROOT = join(import.meta.dirname, "../..");
const folder = useTempFolder();
const METRICS = "spec/contracts/schemas/metrics.yaml";

const text = () => readFile(join(folder(), INDEX_FILE), "utf8");
const faults = async () => (await checkIndex(folder())).map(toPlain).map(({ rule, line }) => `${line} ${rule}`);

/** Changes the index, which must have the old text once. */
async function edit(old: string, next: string): Promise<void> {
  const before = await text();
  expect(before.split(old)).toHaveLength(2);
  await writeFile(
    join(folder(), INDEX_FILE),
    before.replace(old, () => next),
  );
}

beforeEach(async () => {
  await smallProject(folder());
  await syncIndex(folder());
});

describe("an index that was just written", () => {
  it("has no fault, and says the version, its day and the files in their order", async () => {
    expect(await checkIndex(folder())).toEqual([]);
    const index = await readIndex(folder());
    expect(index).toMatchObject({ version: smallVersion.version, updated: smallVersion.date });
    expect(index?.artifacts.map(({ path }) => path)).toEqual([
      "spec/contracts/VERSION.json",
      METRICS,
      "spec/docs/blueprints/ops.md",
    ]);
    // sha256sum of "version: 1\n"
    expect(index?.artifacts[1]?.sha256).toBe("09bfcc6a14b83e2192b8673677725c84883ee9cd0c70e45c9ec09daa8f2b2847");
  });
});

describe("the check finds", () => {
  it("that there is none", async () => {
    await rm(join(folder(), INDEX_FILE));
    expect(await readIndex(folder())).toBeUndefined();
    expect(await faults()).toEqual(["1 index/missing"]);
  });

  it("broken YAML, and what is no index, at the line", async () => {
    await edit("artifacts:", "artifacts: [");
    expect(await faults()).toContainEqual(expect.stringMatching(/^\d+ yaml\/syntax$/));
    await expect(readIndex(folder())).rejects.toThrow(INDEX_FILE);
    await writeProject(folder(), { [INDEX_FILE]: "version: 1\nupdated: 2026-03-04\nartifacts:\n  - path: a\n" });
    expect(await faults()).toEqual(["1 index/form", "4 index/form"]);
    await writeProject(folder(), { [INDEX_FILE]: "- a\n" });
    expect(await faults()).toEqual(["1 index/form"]);
  });

  it("another version, another day", async () => {
    await edit("version: 1.2.0", "version: 1.1.0");
    await edit('updated: "2026-03-04"', "updated: 2026-03-05");
    expect(await faults()).toEqual(["1 index/version", "2 index/updated"]);
  });

  it("a digest that is stale, a file that is gone", async () => {
    await writeFile(join(folder(), METRICS), "version: 1\n# a comment\n");
    expect(await faults()).toEqual(["7 index/stale"]);
    await rm(join(folder(), METRICS));
    expect(await faults()).toEqual(["6 index/gone"]);
    await symlink("/etc/hostname", join(folder(), METRICS));
    expect(await faults()).toEqual(["6 index/gone"]);
  });

  it("files of the contract that are not listed, releases too, but none whose name begins with a dot", async () => {
    await writeProject(folder(), {
      "spec/contracts/releases/1.2.0.json": "{}",
      "spec/contracts/.DS_Store": "",
      "spec/docs/blueprints/ops.de.md": "",
      "spec/docs/other.md": "",
    });
    const found = await checkIndex(folder());
    expect(found.map(({ message }) => message)).toEqual([
      "spec/contracts/releases/1.2.0.json belongs to the contract and is not listed.",
      "spec/docs/blueprints/ops.de.md belongs to the contract and is not listed.",
    ]);
    await edit("- path: spec/docs/blueprints/ops.md", "- path: spec/docs/other.md");
    expect((await checkIndex(folder())).map(({ message }) => message)).toContainEqual(
      "spec/docs/blueprints/ops.md belongs to the contract and is not listed.",
    );
  });

  it("a path listed twice", async () => {
    await edit(METRICS, "spec/contracts/VERSION.json");
    expect(await faults()).toContain("6 index/duplicate");
  });

  it.each(["../outside", "/etc/hostname", "spec/../../outside", "a\\\\b", "."])("a path outside: %s", async (path) => {
    await edit(METRICS, `"${path}"`);
    expect(await faults()).toContain("6 index/outside");
  });
});

describe("the sync", () => {
  it("keeps the layout of the project's own index to the letter", async () => {
    await cp(join(ROOT, ".memory"), join(folder(), ".memory"), { recursive: true });
    await cp(join(ROOT, "spec"), join(folder(), "spec"), { recursive: true });
    const before = await text();
    await syncIndex(folder());
    const digests = /sha256: [0-9a-f]{64}/g;
    expect((await text()).replaceAll(digests, "")).toBe(before.replaceAll(digests, ""));
    expect(await checkIndex(folder())).toEqual([]);
  });

  it("mends every fault but broken YAML, and keeps the comment at the head", async () => {
    const head = "# What this is.\n# And why.\n";
    await edit("version: 1.2.0", `${head}version: 0.1.0`);
    await edit(METRICS, "../outside");
    await writeProject(folder(), { "spec/contracts/openapi.yaml": "openapi: 3.1.0\n" });
    await rm(join(folder(), "spec/docs/blueprints/ops.md"));
    await syncIndex(folder());
    expect(await checkIndex(folder())).toEqual([]);
    expect((await text()).startsWith(`${head}version: 1.2.0\nupdated: "2026-03-04"\n`)).toBe(true);
    const again = await text();
    await syncIndex(folder());
    expect(await text()).toBe(again);
    await edit("artifacts:", "artifacts: [");
    await expect(syncIndex(folder())).rejects.toThrow(INDEX_FILE);
  });

  it("takes a file into account that is yet to be written", async () => {
    const path = "spec/contracts/releases/1.2.0.json";
    const next = await indexText(folder(), new Map([[path, "{}"]]));
    await writeProject(folder(), { [path]: "{}", [INDEX_FILE]: next });
    expect(await checkIndex(folder())).toEqual([]);
  });

  it("says what is wrong with VERSION.json", async () => {
    await writeProject(folder(), { "spec/contracts/VERSION.json": '{"version": "1.2"}' });
    await expect(syncIndex(folder())).rejects.toThrow(/VERSION\.json:1:13/);
    await rm(join(folder(), "spec/contracts/VERSION.json"));
    await expect(syncIndex(folder())).rejects.toThrow(/VERSION\.json cannot be read/);
  });
});

/** What a release leaves behind. */
import { createHash } from "node:crypto";
import { cp, mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { parseSnapshot, resolve } from "../../codegen/index.ts";
import { checkIndex, syncIndex } from "../memory/index-file.ts";
import { readVersion } from "../memory/version.ts";
import { treeHash, useTempFolder } from "../testkit/folders.ts";
import { writeProject } from "../testkit/project.ts";
import { freeze, frozenPath } from "./freeze.ts";
import { readModel } from "./release.ts";

const ROOT = join(import.meta.dirname, "../..");
const folder = useTempFolder();

const read = (path: string) => readFile(join(folder(), path), "utf8");
const release = (dryRun = false) => freeze({ root: folder(), dryRun });
let frozen = "";

beforeEach(async () => {
  await cp(join(ROOT, "spec"), join(folder(), "spec"), {
    recursive: true,
    filter: (path) => !path.endsWith("contracts/releases"),
  });
  await writeProject(folder(), { "CHANGELOG.md": "# Changelog\n\n## 0.0.1 – 2020-02-02\n\nThe first.\n" });
  await syncIndex(folder());
  frozen = frozenPath((await readVersion(folder())).version);
});

describe("a release", () => {
  it("freezes the bytes whose sha256 is the contract's digest, and from which the contract can be read", async () => {
    await release();
    const { digest, version } = await readModel(folder());
    const bytes = await readFile(join(folder(), frozen));
    expect(createHash("sha256").update(bytes).digest("hex")).toBe(digest);
    const { contract } = parseSnapshot({ path: frozen, text: bytes.toString() });
    expect(contract && resolve(contract).model).toMatchObject({ digest, version: { version: version.version } });
  });

  it("tells it in the changelog, above the version before, and lists the file in the index", async () => {
    expect(await release()).toMatch(
      /is frozen.*; wrote spec\/contracts\/releases\/.*, CHANGELOG\.md, \.memory\/INDEX\.yaml$/,
    );
    const { version, date } = await readVersion(folder());
    expect((await read("CHANGELOG.md")).indexOf(`## ${version} – ${date}`)).toBe("# Changelog\n\n".length);
    expect(await read(".memory/INDEX.yaml")).toContain(`- path: ${frozen}\n`);
    expect(await checkIndex(folder())).toEqual([]);
  });

  it("changes nothing the second time", async () => {
    await release();
    const before = await treeHash(folder());
    expect(await release()).toContain("everything was there already");
    expect(await treeHash(folder())).toBe(before);
  });

  it("writes nothing in a dry run", async () => {
    const before = await treeHash(folder());
    expect(await release(true)).toMatch(/^nothing written; would write/);
    expect(await treeHash(folder())).toBe(before);
  });

  it.each(["{}", "a line end at its end"])("is refused over another contract of the same version: %s", async (text) => {
    const { snapshot } = await readModel(folder());
    await writeProject(folder(), { [frozen]: text === "{}" ? text : `${snapshot}\n` });
    const before = await treeHash(folder());
    await expect(release()).rejects.toThrow(/holds another contract.*has been released/);
    expect(await treeHash(folder())).toBe(before);
  });

  it("writes nothing at all when one of the files cannot be made or written", async () => {
    const { version } = await readVersion(folder());
    await writeProject(folder(), { "CHANGELOG.md": `## ${version} – 2020-02-02\n` });
    const before = await treeHash(folder());
    await expect(release()).rejects.toThrow("2020-02-02");
    expect(await treeHash(folder())).toBe(before);
    await writeProject(folder(), { "CHANGELOG.md": "", ".memory/INDEX.yaml": "artifacts: [" });
    const broken = await treeHash(folder());
    await expect(release()).rejects.toThrow("INDEX.yaml");
    expect(await treeHash(folder())).toBe(broken);
    await rm(join(folder(), ".memory/INDEX.yaml"));
    await syncIndex(folder());
    await mkdir(join(folder(), frozen), { recursive: true });
    const taken = await treeHash(folder());
    await expect(release()).rejects.toThrow();
    expect(await treeHash(folder())).toBe(taken);
  });
});

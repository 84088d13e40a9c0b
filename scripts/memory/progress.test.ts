/** The line of a version in PROGRESS.md. */
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { toPlain } from "../../codegen/problem.ts";
import { useTempFolder } from "../testkit/folders.ts";
import { smallProject, writeProject } from "../testkit/project.ts";
import { addProgress, checkProgress, PROGRESS_FILE } from "./progress.ts";

const folder = useTempFolder();
const HEAD = "# Progress\n\n- 2026-01-02: 1.1.0, the first queue.\n";

const text = () => readFile(join(folder(), PROGRESS_FILE), "utf8");
const put = (content: string) => writeProject(folder(), { [PROGRESS_FILE]: content });
const faults = async () => (await checkProgress(folder())).map(toPlain).map(({ rule, line }) => `${line} ${rule}`);

beforeEach(() => smallProject(folder()));

describe("PROGRESS.md", () => {
  it("gets the line of the version, once", async () => {
    await put(HEAD);
    expect(await faults()).toEqual(["4 progress/missing"]);
    await addProgress(folder());
    expect(await text()).toBe(`${HEAD}- 2026-03-04: 1.2.0, A second queue.\n`);
    expect(await faults()).toEqual([]);
    await addProgress(folder());
    expect(await text()).toBe(`${HEAD}- 2026-03-04: 1.2.0, A second queue.\n`);
  });

  it("keeps words that somebody wrote, and is given the day of the version", async () => {
    await put(`${HEAD}- 2026-03-01: 1.2.0, my own words.\nAnd more.`);
    expect(await faults()).toEqual(["4 progress/date"]);
    await addProgress(folder());
    expect(await text()).toBe(`${HEAD}- 2026-03-04: 1.2.0, my own words.\nAnd more.`);
    expect(await faults()).toEqual([]);
  });

  it.each([
    "- 2026-03-04: 1.2.0-rc.1, x",
    "- 2026-03-04: 11.2.0, x",
    "2026-03-04: 1.2.0, x",
    "- 2026-03-04: 1.2.01, x",
    "- 2026-03-04: 1.2.0x",
  ])("is not satisfied by %s", async (line) => {
    await put(`${HEAD}${line}\n`);
    expect(await faults()).toEqual(["5 progress/missing"]);
  });

  it("needs no comma", async () => {
    await put(`${HEAD}- 2026-03-04: 1.2.0 my own words\n`);
    expect(await faults()).toEqual([]);
  });

  it("has one line a version", async () => {
    await put(`${HEAD}- 2026-03-04: 1.2.0, one.\n- 2026-03-04: 1.2.0, two.\n`);
    expect(await faults()).toEqual(["5 progress/duplicate"]);
  });

  it("is made when it is missing, and a last line without an end is ended", async () => {
    await rm(join(folder(), PROGRESS_FILE), { force: true });
    expect(await faults()).toEqual(["1 progress/missing"]);
    await addProgress(folder());
    expect(await text()).toBe("# Progress\n\n- 2026-03-04: 1.2.0, A second queue.\n");
    await put(HEAD.trimEnd());
    await addProgress(folder());
    expect(await text()).toBe(`${HEAD}- 2026-03-04: 1.2.0, A second queue.\n`);
  });
});

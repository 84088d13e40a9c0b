/** Which files are dashboards, and what is said of the others. */
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { parse } from "../index.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "dashboards-"));
  await cp(fileURLToPath(new URL("../testdata/worker/spec", import.meta.url)), folder, { recursive: true });
});
afterAll(() => rm(folder, { recursive: true }));

const inFolder = (name: string) => join(folder, "dashboards", name);

it("each NAME.yaml is one, and what an editor leaves behind is none", async () => {
  await writeFile(inFolder(".queue.yaml.swp"), "");
  const { contract, problems } = await parse(folder, "spec");
  expect(problems).toEqual([]);
  expect([...(contract?.dashboards.keys() ?? [])]).toEqual(["queue"]);
});

it("another name is told, as it would be ignored", async () => {
  for (const name of ["tasks.yml", "Tasks.yaml", "README.md"]) {
    await writeFile(inFolder(name), "");
    const { contract, problems } = await parse(folder, "spec");
    await rm(inFolder(name));
    expect(contract).toBeUndefined();
    expect(problems).toMatchObject([
      {
        rule: "contract/dashboard-file",
        message: `spec/dashboards/${name} is named like no dashboard, so nobody would ever see it.`,
      },
    ]);
  }
});

it("one that is no YAML, or no UTF-8, is told at its place", async () => {
  const faults = [
    ["title: [", "yaml/syntax"],
    [Buffer.from([0xff, 0xfe]), "contract/encoding"],
  ] as const;
  for (const [content, rule] of faults) {
    await writeFile(inFolder("tasks.yaml"), content);
    const { problems } = await parse(folder, "spec");
    await rm(inFolder("tasks.yaml"));
    expect(problems).toMatchObject([{ rule, at: { source: { path: "spec/dashboards/tasks.yaml" } } }]);
  }
});

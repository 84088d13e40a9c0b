/** Golden folders: a contract and everything that it generates, compared in both directions. UPDATE_GOLDEN=1 rewrites. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { check, emit, parse, resolve } from "./index.ts";
import type { Model } from "./model.ts";
import { formatProblems } from "./problem.ts";

const TESTDATA = fileURLToPath(new URL("testdata/", import.meta.url));
const UPDATE = process.env["UPDATE_GOLDEN"] === "1";

async function compile(folder: string): Promise<{ model: Model; problems: string }> {
  const { contract, problems } = await parse(folder, "spec");
  if (!contract) throw new Error(formatProblems(problems, "text"));
  const resolved = resolve(contract);
  if (!resolved.model) throw new Error(formatProblems(resolved.problems, "text"));
  return { model: resolved.model, problems: formatProblems(check(resolved.model), "text") };
}

async function readTree(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const pairs = files.map(async (file) => [file.slice(folder.length + 1), await readFile(file, "utf8")] as const);
  return Object.fromEntries((await Promise.all(pairs)).sort(([a], [b]) => (a < b ? -1 : 1)));
}

async function rewrite(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

const cases = (await readdir(TESTDATA, { withFileTypes: true }))
  .filter((entry) => entry.isDirectory() && entry.name !== "errors")
  .map((entry) => entry.name);

describe.each(cases)("the contract %s", (name) => {
  it("generates exactly what is expected, without a finding", async () => {
    const { model, problems } = await compile(join(TESTDATA, name, "spec"));
    expect(problems).toBe("");
    const files = Object.fromEntries((await emit(model)).map((file) => [file.path, file.text]));
    const expected = join(TESTDATA, name, "expected");
    if (UPDATE) await rewrite(expected, files);
    expect(files).toEqual(await readTree(expected));
  });

  it("generates the same bytes a second time, and from its own snapshot the same digest", async () => {
    const [first, second] = await Promise.all([1, 2].map(() => compile(join(TESTDATA, name, "spec"))));
    expect(await emit(first?.model as Model)).toEqual(await emit(second?.model as Model));
  });
});

describe("errors", async () => {
  const folder = join(TESTDATA, "errors");
  const names = (await readdir(folder)).map((file) => file.replace(/\.(yaml|txt)$/, ""));
  const scratch = await mkdtemp(join(tmpdir(), "golden-"));
  afterAll(() => rm(scratch, { recursive: true }));

  it.each([...new Set(names)])("%s", async (name) => {
    const text = await readFile(join(folder, `${name}.yaml`), "utf8");
    const replaced = /^# replaces (\S+)$/m.exec(text)?.[1];
    if (!replaced) throw new Error(`${name}.yaml: the first line must say "# replaces <file of the contract>"`);
    const base = await readTree(
      join(TESTDATA, !/metrics\.yaml|VERSION\.json/.test(replaced) ? "worker" : "minimal", "spec"),
    );
    // JSON has no comments.
    const content = replaced.endsWith(".json") ? text.slice(text.indexOf("\n") + 1) : text;
    await rewrite(join(scratch, name), { ...base, [replaced]: content });
    const printed = await findings(join(scratch, name));
    if (UPDATE) await writeFile(join(folder, `${name}.txt`), printed);
    expect(printed).toBe(await readFile(join(folder, `${name}.txt`), "utf8"));
    expect(printed).not.toBe("");
  });
});

async function findings(folder: string): Promise<string> {
  const { contract, problems } = await parse(folder, "spec");
  if (!contract) return formatProblems(problems, "text");
  const { model, problems: unresolved } = resolve(contract);
  return formatProblems(model ? check(model) : unresolved, "text");
}

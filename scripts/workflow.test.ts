/** The workflow of pull requests runs the gates that every machine runs, and nothing that the project does not have. */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { parse } from "yaml";

const read = (path: string) => readFile(fileURLToPath(new URL(`../${path}`, import.meta.url)), "utf8");

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<
    Record<string, { readonly steps: readonly { readonly run?: string; readonly uses?: string }[] }>
  >;
}

const workflow = parse(await read(".github/workflows/ci.yml")) as Workflow;
const { scripts } = JSON.parse(await read("package.json")) as { scripts: Readonly<Record<string, string>> };
const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);
const commands = steps.flatMap(({ run = "" }) => run.split("\n").map((line) => line.trim())).filter(Boolean);

it("runs on a pull request, reads only, and pins what it uses", () => {
  expect(Object.keys(workflow.on)).toContain("pull_request");
  expect(workflow.permissions).toEqual({ contents: "read" });
  for (const { uses } of steps) if (uses !== undefined) expect(uses).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
});

it("annotates the contract's gates, and then runs all of them as any machine does", () => {
  expect(commands).toContain(".ci/run");
  expect(commands.filter((command) => command.includes("--format github")).length).toBe(2);
  // What is annotated are the very commands that npm test begins with.
  for (const command of commands.filter((line) => line.includes("--format github"))) {
    expect(scripts["test"]).toContain(command.replace(" --silent", "").replace(" --format github", ""));
  }
});

it("names scripts that there are", () => {
  const named = commands.flatMap((command) =>
    [...command.matchAll(/npm run (?:--silent )?([\w:]+)/g)].map(([, name]) => name ?? ""),
  );
  expect(named.length).toBeGreaterThan(1);
  expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
});

/** The command: what it is called with, what it leaves out, and how it tells. The faults of each step: the self-test. */
import { tmpdir } from "node:os";
import { describe, expect, it } from "vitest";
import { stepIds } from "./release/checklist.ts";
import { faults } from "./release/self-test.ts";
import type { StepReport } from "./steps.ts";
import { callCommandLine, runCommandLine } from "./testkit/commands.ts";

const release = (...args: readonly string[]) => callCommandLine(tmpdir(), {}, "release", args);
const npmRunRelease = (...args: readonly string[]) => runCommandLine(tmpdir(), {}, "release", args);
/** `--waive` for every step but some. */
const waiveBut = (...kept: readonly string[]) =>
  stepIds.filter((id) => !kept.includes(id)).flatMap((id) => ["--waive", id]);

describe("npm run release", () => {
  it.each([
    [["--waive", "smok"], "--waive smok: there is no such step; the steps are version, contract"],
    [["--only", "smok"], "--only smok: there is no such step"],
    [["--only", "freeze"], "--only freeze: a contract is frozen when all the other steps have passed"],
    [["--url", "ftp://host"], "--url: this is no http address."],
    [["--metrics-url", "here"], "--metrics-url: this is no http address."],
    [["--url", "http://me:k7Jq2@host"], "--url: no user and no password in it."],
    [["--url", "http://host/?token=k7Jq2"], "--url: an address ends with its path."],
    [["--env-file", "a", "--secrets-dir", "b"], "give one of them"],
    [["--env-file", ""], "need a path"],
    [["--self-test", "--dry-run"], "--self-test takes --json and nothing else"],
    [["--forced"], "--forced"],
    [["0.3.0"], "0.3.0"],
  ])("refuses %j as wrong usage", async (args, message) => {
    const { exitCode, stdout, stderr } = await release(...args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain(message);
    expect(stderr).not.toContain("k7Jq2");
    expect(stderr).toContain("Usage: npm run release");
  });

  it("refuses as its script does, in a process of its own", async () => {
    const { exitCode, stdout, stderr } = await npmRunRelease("--waive", "smok");
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain("--waive smok: there is no such step");
  });

  it.each([
    ["names", "not checked: give --env-file FILE or --secrets-dir DIR of the target, or waive this step by its name"],
    ["secrets", "not checked: give --env-file FILE or --secrets-dir DIR of the target, or waive this step by its name"],
    ["smoke", "not checked: give --url URL of the running service, or waive this step by its name"],
  ])("fails at %s when it cannot be checked", async (id, message) => {
    const { exitCode, stdout } = await release("--dry-run", "--json", ...waiveBut(id, "freeze"));
    expect(exitCode).toBe(1);
    const report: StepReport = JSON.parse(stdout);
    expect(report.ok).toBe(false);
    // Nothing after it was tried.
    expect(report.steps.at(-1)).toMatchObject({ id, ok: false, message });
  });

  it("tells each step in a row, and that it was waived", async () => {
    const { exitCode, stdout } = await npmRunRelease("--dry-run", ...waiveBut("gitignore"));
    expect(stdout).toMatch(/^WAIVED version +0\.00 s waived by name, not checked$/m);
    expect(stdout).toMatch(/^ok {5}gitignore +\d+\.\d\d s \.env\* is ignored/m);
    expect(stdout).toMatch(/^Ready to be released; nothing was written\. Waived: version, contract, .*freeze\.$/m);
    expect(exitCode).toBe(0);
  });

  it("checks a step alone, as the command of its row says, and releases nothing", async () => {
    const { exitCode, stdout } = await release("--only", "gitignore", "--only", "progress");
    expect(stdout).toMatch(
      /^ok {5}progress .*\n +run: npm run release -- --only progress\nok {5}gitignore .*\n +run: git check-ignore/,
    );
    expect(stdout).toContain("Of 16 steps only gitignore, progress passed; nothing is released.");
    expect(exitCode).toBe(0);
  });

  it("gives every step a command, in JSON, too", async () => {
    const { stdout } = await release("--json", "--only", "index");
    const { steps }: StepReport = JSON.parse(stdout);
    expect(steps).toEqual([expect.objectContaining({ id: "index", command: "npm run release -- --only index" })]);
  });

  it("tells the same as one JSON object", async () => {
    const { exitCode, stdout } = await release("--dry-run", "--json", ...waiveBut("gitignore"));
    const { ok, steps }: StepReport = JSON.parse(stdout);
    expect({ ok, exitCode }).toEqual({ ok: true, exitCode: 0 });
    expect(steps.map(({ id }) => id)).toEqual(stepIds);
    expect(steps.filter((step) => step.waived !== true).map(({ id }) => id)).toEqual(["gitignore"]);
  });

  it("says at which step it stopped, and what to type for that step alone", async () => {
    const { exitCode, stdout } = await npmRunRelease(
      "--dry-run",
      "--url",
      "http://127.0.0.1:9",
      ...waiveBut("smoke", "freeze"),
    );
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^FAILED smoke /m);
    expect(stdout).toContain("run: npm run smoke -- --url http://127.0.0.1:9");
    expect(stdout).toContain("Not released: stopped at smoke, step 15 of 16.");
  });
});

describe("the self-test", () => {
  it("has at least 60 faults, each under a name of its own, and every step catches some", () => {
    expect(faults.length).toBeGreaterThanOrEqual(60);
    expect(new Set(faults.map(({ name }) => name)).size).toBe(faults.length);
    expect(stepIds.filter((id) => !faults.some(({ step }) => step === id))).toEqual([]);
  });
});

/** The command line of rules:mutate over a small folder of rules: what it prints and how it ends. Runs the real promtool. */
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, describe, expect, it } from "vitest";
import { requireTool } from "./testkit/tools.ts";

const run = promisify(execFile);
const promtool = requireTool("promtool") ?? "";
const scratch = await mkdtemp(join(tmpdir(), "rules-mutate-"));
afterAll(() => rm(scratch, { recursive: true }));

const RULES = {
  groups: [
    {
      name: "g",
      rules: [
        { alert: "QueueDeep", expr: 'queue_depth{queue="a"} > 100', for: "2m", labels: { severity: "ticket" } },
        { alert: "QueueFull", expr: "queue_full == 1", labels: { severity: "page" } },
      ],
    },
  ],
};

function suite(
  alertname: string,
  series: Readonly<Record<string, string>>,
  times: Readonly<Record<string, object | null>>,
) {
  return {
    interval: "1m",
    input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
    alert_rule_test: Object.entries(times).map(([eval_time, labels]) => ({
      eval_time,
      alertname,
      exp_alerts: labels === null ? [] : [{ exp_labels: labels }],
    })),
  };
}

const DEEP = { severity: "ticket", queue: "a" };
/** Kills every mutant of both. */
const THOROUGH = [
  suite(
    "QueueDeep",
    { 'queue_depth{queue="a"}': "100.5x9", 'queue_depth{queue="b"}': "500x9" },
    { "1m": null, "2m": DEEP },
  ),
  suite("QueueDeep", { 'queue_depth{queue="a"}': "100x9" }, { "5m": null }),
  suite("QueueFull", { queue_full: "1x9" }, { "0m": { severity: "page" } }),
  suite("QueueFull", { queue_full: "0x9" }, { "0m": null }),
  suite("QueueFull", { queue_full: "1.005x9" }, { "0m": null }),
  suite("QueueFull", { queue_full: "0.995x9" }, { "0m": null }),
  suite("QueueFull", { queue_full: "2x9" }, { "0m": null }),
  suite("QueueFull", { queue_full: "1.01x9" }, { "0m": null }),
  suite("QueueFull", { queue_full: "0.99x9" }, { "0m": null }),
];

let folders = 0;

async function folderWith(tests: readonly object[], equivalents = "[]"): Promise<string> {
  const folder = join(scratch, String(folders++));
  await mkdir(folder);
  await writeFile(join(folder, "rules.yml"), JSON.stringify(RULES));
  const content = { rule_files: ["rules.yml"], evaluation_interval: "1m", tests };
  await writeFile(join(folder, "rules_test.yml"), JSON.stringify(content));
  await writeFile(join(folder, "equivalents.yaml"), equivalents);
  return folder;
}

async function mutate(folder: string, ...args: string[]) {
  const script = join(import.meta.dirname, "rules-mutate.ts");
  const options = ["--folder", folder, "--equivalents", join(folder, "equivalents.yaml"), ...args];
  try {
    const { stdout, stderr } = await run(process.execPath, [script, ...options], { cwd: scratch });
    return { status: 0, stdout, stderr };
  } catch (cause) {
    if (!(cause instanceof Error) || !("code" in cause)) throw cause;
    const { code, stdout = "", stderr = "" } = cause as Error & { code: unknown; stdout?: string; stderr?: string };
    return { status: code, stdout, stderr };
  }
}

describe.skipIf(promtool === "")("rules:mutate", () => {
  it("exits 0 with a table when the tests notice every mutant", async () => {
    const { status, stdout } = await mutate(await folderWith(THOROUGH));
    expect(stdout).toMatch(/^QueueDeep +\d+ +\d+ +0 +0 +100 %$/m);
    expect(stdout).toMatch(/^all +\d+ +\d+ +0 +0 +100 %$/m);
    expect(status).toBe(0);
  });

  it("exits 1 and shows the mutants that survive weaker tests", async () => {
    const folder = await folderWith(THOROUGH.filter((_, i) => i !== 1));
    const { status, stdout } = await mutate(folder, "--rule", "QueueDeep");
    expect(status).toBe(1);
    expect(stdout).toContain("QueueDeep survived gt-to-ge");
    expect(stdout).toContain('  + queue_depth{queue="a"} >= 100');
    expect(stdout).not.toContain("QueueFull");
  });

  it("takes a mutant on the list for equivalent, and an entry that is not needed for an error", async () => {
    const entry = (rule: string, mutant: string) => `- {rule: ${rule}, mutant: ${mutant}, reason: Nobody can tell.}\n`;
    const weaker = THOROUGH.filter((_, i) => i !== 1);
    const listed = ["gt-to-ge", "number-100-to-99", "add-bool"].map((mutant) => entry("QueueDeep", mutant)).join("");
    const good = await mutate(await folderWith(weaker, listed), "--rule", "QueueDeep");
    expect(good).toMatchObject({ status: 0, stdout: expect.stringMatching(/^QueueDeep +\d+ +\d+ +3 +0 +100 %$/m) });
    const stale = await mutate(await folderWith(THOROUGH, listed));
    expect(stale).toMatchObject({
      status: 1,
      stdout: expect.stringContaining("equivalent QueueDeep gt-to-ge: a test kills it"),
    });
    const gone = await mutate(await folderWith(THOROUGH, entry("QueueShallow", "gt-to-ge")));
    expect(gone).toMatchObject({ status: 1, stdout: expect.stringContaining("there is no such rule") });
  });

  it("exits 3 when the tests fail already, and 2 for an unknown rule", async () => {
    const [first, ...others] = THOROUGH;
    const wrong = await mutate(
      await folderWith([...others, { ...first, alert_rule_test: [] }, suite("QueueFull", {}, { "0m": DEEP })]),
    );
    expect(wrong).toMatchObject({ status: 3, stderr: expect.stringContaining("fail with the rules as they are") });
    expect(await mutate(await folderWith(THOROUGH), "--rule", "Nothing")).toMatchObject({ status: 2 });
  });

  it("tries what differs from a revision: the rule, or its tests", async () => {
    const folder = await folderWith(THOROUGH);
    const git = (...args: string[]) =>
      run("git", ["-C", folder, "-c", "user.name=a", "-c", "user.email=a@example.org", ...args]);
    await git("init", "-q");
    await git("add", ".");
    await git("commit", "-qm", "first");
    const names = async (...args: string[]) => {
      const { stdout } = await mutate(folder, "--json", ...args);
      return (JSON.parse(stdout) as { rules: { rule: string }[] }).rules.map(({ rule }) => rule);
    };
    expect(await names("--changed", "HEAD")).toEqual([]);
    const fewer = await folderWith(THOROUGH.filter((_, i) => i !== 1));
    await cp(join(fewer, "rules_test.yml"), join(folder, "rules_test.yml"));
    expect(await names("--changed", "HEAD")).toEqual(["QueueDeep"]);
    expect(await names("--changed", "base")).toEqual(["QueueDeep", "QueueFull"]);
    expect(await mutate(folder, "--changed", "nowhere")).toMatchObject({ status: 2 });
  });
});

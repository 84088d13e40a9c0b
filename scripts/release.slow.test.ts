/**
 * The self-test of the release: a fault of each step is planted in a copy of this project, and the step for it catches it.
 * All of them take minutes more: `npm run release -- --self-test`, which `npm run check:full` runs.
 */
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Fault, inFiles } from "./release/self-test/fault.ts";
import { faults, plantAll } from "./release/self-test.ts";
import { requireTool } from "./testkit/tools.ts";

const ROOT = join(import.meta.dirname, "..");
const promtool = requireTool("promtool");

const leftovers = async () =>
  (await readdir(join(ROOT, "data")).catch(() => [])).filter((name) => name.startsWith("self-test-"));

const oneOfEachStep = [...Map.groupBy(faults, ({ step }) => step).values()].flatMap((all) => all.slice(0, 1));

describe.skipIf(promtool === undefined)("the self-test", () => {
  it("catches a fault of each step with that step, and leaves nothing behind", async () => {
    const before = await leftovers();
    const { ok, steps } = await plantAll(ROOT, oneOfEachStep);
    expect(steps.filter((step) => !step.ok)).toEqual([]);
    expect(steps).toHaveLength(oneOfEachStep.length + 1);
    expect(ok).toBe(true);
    expect(await leftovers()).toEqual(before);
  });

  it("says of a fault that no step catches, another one catches, or that is caught for another reason, that it failed", async () => {
    const inReadme = (name: string, step: Fault["step"], says: RegExp, text: string) =>
      inFiles(name, step, says, (copy) => copy.edit("README.md", "# PHC\n", `# PHC\n\n${text}\n`));
    const inDay = (name: string, step: Fault["step"], says: RegExp) =>
      inFiles(name, step, says, (copy) =>
        copy.edit("spec/contracts/VERSION.json", /"date": "[^"]+"/, '"date": "2999-01-01"'),
      );
    const { ok, steps } = await plantAll(ROOT, [
      inReadme("harmless", "index", /./, "A word more."),
      inDay("at another step", "contract", /./),
      inDay("for another reason", "version", /summary/),
    ]);
    expect(ok).toBe(false);
    expect(steps.map((step) => [step.ok, step.message.split("\n")[0]])).toEqual([
      [true, "all 16 steps pass"],
      [false, "no step catches it"],
      [false, "caught by version, not by contract:"],
      [false, "version fails, but does not say /summary/:"],
    ]);
  });
});

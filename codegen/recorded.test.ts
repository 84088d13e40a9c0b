/** Metrics that no code records are found. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { sampleDeprecation, sampleMetric, sampleModel } from "./emitters/sample-model.ts";
import { unrecorded } from "./recorded.ts";

async function sources(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "recorded-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  await mkdir(join(folder, "below"));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}

const metrics = ["by_property", "by_key", "by_binding", "renamed", "in_a_test", "in_a_type", "in_a_comment", "nowhere"];
const model = sampleModel({
  metrics: [
    ...metrics.map((name) => sampleMetric({ name })),
    sampleMetric({ name: "always_one", type: "gauge", unit: "info", initial: 1 }),
    sampleMetric({ name: "an_old_name", deprecated: sampleDeprecation("by_key") }),
  ],
});

test("a handle that is taken counts; a test, a type or a comment does not", async () => {
  const folder = await sources({
    "a.ts": "metrics.by_property.with({}).inc(); metrics['by_key'].with({}); // metrics.in_a_comment",
    "below/b.ts": "const { by_binding, renamed: other } = metrics; type T = Pick<Metrics, 'in_a_type'>;",
    "a.test.ts": "metrics.in_a_test.with({});",
  });
  const problems = await unrecorded(model, folder);
  expect(problems.map(({ message }) => /`(\w+)`/.exec(message)?.[1])).toEqual([
    "in_a_test",
    "in_a_type",
    "in_a_comment",
    "nowhere",
  ]);
});

/** Texts are expanded as the real promtool expands them. */
import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { requireTool } from "../../scripts/testkit/tools.ts";
import { expand, TemplateError } from "./template.ts";

const promtool = requireTool("promtool") ?? "";

const VALUES = [
  ...[
    0,
    1,
    -1,
    0.5,
    0.05,
    0.0501,
    0.123456,
    1 / 3,
    2 / 3,
    0.99995,
    0.00001234,
    999.95,
    1000,
    1023,
    1024,
    1536,
    12_345.678,
  ],
  ...[1e6, 123_456_789, 1e15, 1e18, 1e-5, -0.0005, -1234.5, 59.9, 60, 61, 3599, 3600, 86_400, 90_061.5, 1e9],
  ...[0.045, 1.005, 2.5, 0.20025, 100.125, 4.35, 1e-9, 5e-324],
];

const TEMPLATES = [
  "{{ $value }}",
  "{{ $value | humanize }}",
  "{{ $value | humanize1024 }}",
  "{{ $value | humanizeDuration }}",
  "{{ $value | humanizePercentage }}",
  '{{ printf "%.2f" $value }}',
  '{{ $value | printf "%.3g %%" }}',
  '{{ printf "%f" .Value }} of {{ $labels.queue }}',
  "{{ .Labels.queue | toUpper }}{{- $labels.none -}} !",
];

/** One alert a template, over one series a value: promtool expands what we say it does. */
async function complaint(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "template-"));
  try {
    const rules = TEMPLATES.map((summary, i) => ({ alert: `T${i}`, expr: "x", annotations: { summary } }));
    await writeFile(join(folder, "rules.yml"), JSON.stringify({ groups: [{ name: "g", rules }] }));
    const series = VALUES.map((value, i) => ({ series: `x{queue="q${i}"}`, values: String(value) }));
    const expected = (template: string) =>
      VALUES.map((value, i) => {
        const labels = { queue: `q${i}` };
        return { exp_labels: labels, exp_annotations: { summary: expand(template, { labels, value }) } };
      });
    const tests = TEMPLATES.map((template, i) => ({
      eval_time: "0s",
      alertname: `T${i}`,
      exp_alerts: expected(template),
    }));
    const content = {
      rule_files: ["rules.yml"],
      tests: [{ interval: "1m", input_series: series, alert_rule_test: tests }],
    };
    await writeFile(join(folder, "test.yml"), JSON.stringify(content));
    const { stdout, stderr } = spawnSync(promtool, ["test", "rules", join(folder, "test.yml")], { encoding: "utf8" });
    return stdout.includes("SUCCESS") ? "" : stdout + stderr;
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe("expand", () => {
  it.skipIf(promtool === "")("writes what promtool writes", async () => {
    expect(await complaint()).toBe("");
  });

  it.each([
    '{{ query "up" }}',
    "{{ $value | humanizeTimestamp }}",
    "{{ if $value }}x{{ end }}",
    "{{ $externalLabels.x }}",
  ])("knows not what %s is", (template) => {
    expect(() => expand(template, { labels: {}, value: 1 })).toThrow(TemplateError);
  });
});

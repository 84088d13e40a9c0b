/** Runs promtool on the generated rules: their syntax, and one situation at a time. For tests only. */
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { parse, stringify } from "yaml";
import type { Firing, Pair } from "./pair.ts";
import type { Series } from "./series.ts";

const run = promisify(execFile);
const SCRAPE_INTERVAL = "15s";

/** An alert as rules.yml has it. */
export interface AlertRule {
  readonly alert: string;
  readonly expr: string;
  readonly for: string;
  readonly labels: { readonly severity: string; readonly slo?: string };
  readonly annotations: { readonly summary: string; readonly action: string; readonly playbook: string };
}

interface RecordingRule {
  readonly record: string;
  readonly expr: string;
}

/** The rules of a file, alerts apart from the series that they are computed from. */
export interface RuleSet {
  readonly records: readonly RecordingRule[];
  readonly alerts: readonly AlertRule[];
}

export async function readRules(rulesFile: string): Promise<RuleSet> {
  const { groups } = parse(await readFile(rulesFile, "utf8")) as { groups: { rules: (RecordingRule | AlertRule)[] }[] };
  const rules = groups.flatMap((group) => group.rules);
  return { records: rules.filter((rule) => "record" in rule), alerts: rules.filter((rule) => "alert" in rule) };
}

/** promtool's complete output when it fails, undefined when it is content. */
export async function complaint(promtool: string, ...args: readonly string[]): Promise<string | undefined> {
  try {
    await run(promtool, [...args]);
    return undefined;
  } catch (cause) {
    if (!(cause instanceof Error) || !("stdout" in cause) || !("stderr" in cause)) throw cause;
    return `${String(cause.stdout)}${String(cause.stderr)}`;
  }
}

/**
 * What promtool has against an alert in the two situations of a pair; undefined when it fires and stays silent as said.
 * What the alert does not read is left out of the rules: promtool would evaluate it all at every step, for minutes.
 */
export async function disproof(
  promtool: string,
  records: RuleSet["records"],
  rule: AlertRule,
  pair: Pair,
): Promise<string | undefined> {
  const folder = await mkdtemp(join(tmpdir(), "rules-"));
  try {
    const group = { name: "tested", rules: [...recordsFor(rule, records), rule] };
    await writeFile(join(folder, "rules.yml"), stringify({ groups: [group] }, { lineWidth: 0 }));
    await writeFile(join(folder, "test.yml"), unitTests(rule, pair));
    return await complaint(promtool, "test", "rules", join(folder, "test.yml"));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The recording rules that an expression reads, directly or through others above them, in their order. */
function recordsFor({ expr }: { readonly expr: string }, records: RuleSet["records"]): RuleSet["records"] {
  const read = records.filter(({ record }) => expr.includes(record));
  const above = (rule: RecordingRule) => records.slice(0, records.indexOf(rule));
  const all = new Set(read.flatMap((rule) => [rule, ...recordsFor(rule, above(rule))]));
  return records.filter((rule) => all.has(rule));
}

function unitTests(rule: AlertRule, pair: Pair): string {
  const interval = pair.interval ?? SCRAPE_INTERVAL;
  const alertTest = (time: string, firing: readonly Firing[]) => ({
    eval_time: time,
    alertname: rule.alert,
    exp_alerts: firing.map((one) => expected(rule, one)),
  });
  const situation = (name: string, series: Series, tests: ReturnType<typeof alertTest>[]) => ({
    name,
    interval,
    input_series: Object.entries(series).map(([selector, values]) => ({ series: selector, values })),
    alert_rule_test: tests,
  });
  const silentAt = pair.silentAt ?? [pair.at];
  return stringify(
    {
      rule_files: ["rules.yml"],
      evaluation_interval: interval,
      tests: [
        situation("fires", pair.fires, [alertTest(pair.at, pair.firing)]),
        situation(
          "silent",
          pair.silent,
          silentAt.map((time) => alertTest(time, [])),
        ),
      ],
    },
    { lineWidth: 0, aliasDuplicateObjects: false },
  );
}

/** Action and playbook have no templates, so the rule's own text is what must arrive. */
function expected({ labels, annotations }: AlertRule, firing: Firing) {
  return {
    exp_labels: { job: "ingest", ...labels, ...firing.labels },
    exp_annotations: { ...annotations, summary: firing.summary },
  };
}

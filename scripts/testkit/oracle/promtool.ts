/** Asks the real promtool what expressions evaluate to over given series. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { InputSeries, Labels, Sample } from "../../../codegen/promql/evaluate/index.ts";
import { parseExpr } from "../../../codegen/promql/parse.ts";

export interface Question {
  readonly expr: string;
  readonly timeSeconds: number;
}

/** What promtool got, or the error that it met. */
export type Answer = { readonly samples: readonly Sample[] } | { readonly error: string };

export interface Batch {
  readonly series: readonly InputSeries[];
  readonly intervalSeconds: number;
  readonly questions: readonly Question[];
  /** A file of rules to evaluate over the series every EVALUATION_SECONDS, as Prometheus reads one. */
  readonly rules?: string | undefined;
}

/** The interval of rule evaluation, which is also the step of subqueries that name none. */
export const EVALUATION_SECONDS = 60;
const RULES_FILE = "rules.yml";

/** The answers in the order of the questions. Throws when promtool refuses the file. */
export function askPromtool(promtool: string, batch: Batch): Answer[] {
  const folder = mkdtempSync(join(tmpdir(), "promtool-"));
  try {
    const file = join(folder, "oracle.yml");
    writeFileSync(file, JSON.stringify(testFile(batch)));
    writeFileSync(join(folder, RULES_FILE), batch.rules ?? "");
    const { stdout, stderr } = spawnSync(promtool, ["test", "rules", file], {
      encoding: "utf8",
      maxBuffer: 2 ** 28,
    });
    const answers = readAnswers(stderr + stdout);
    const refusal = `${stderr}${stdout}`.slice(0, 2000);
    if (!answers.has(keyOf(endOf(batch)))) throw new Error(`promtool did not come to the end:\n${refusal}`);
    return batch.questions.map((question) => answers.get(keyOf(question)) ?? { samples: [] });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A last question makes promtool load all samples, and proves by its answer that it came to the end. */
function endOf({ series, intervalSeconds, questions }: Batch): Question {
  const steps = Math.max(...series.map(({ values }) => values.length));
  const last = Math.max(steps * intervalSeconds, ...questions.map(({ timeSeconds }) => timeSeconds));
  return { expr: "vector(0)", timeSeconds: Math.ceil(last / EVALUATION_SECONDS) * EVALUATION_SECONDS };
}

function testFile(batch: Batch): object {
  const { series, intervalSeconds, questions, rules } = batch;
  const once = new Map([...questions, endOf(batch)].map((question) => [keyOf(question), question]));
  return {
    rule_files: rules === undefined ? [] : [RULES_FILE],
    evaluation_interval: `${EVALUATION_SECONDS}s`,
    tests: [
      {
        interval: `${intervalSeconds}s`,
        input_series: series.map(({ labels, values }) => ({ series: seriesText(labels), values: valuesText(values) })),
        promql_expr_test: [...once.values()].map(({ expr, timeSeconds }) => ({
          expr,
          eval_time: `${Math.round(timeSeconds * 1000)}ms`,
          exp_samples: [],
        })),
      },
    ],
  };
}

/** A series as PromQL writes it. */
export function seriesText({ __name__: name = "", ...labels }: Labels): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}=${JSON.stringify(value)}`);
  return `${name}{${pairs.join(",")}}`;
}

/** Values as promtool reads them: `_` is a gap. */
export function valuesText(values: InputSeries["values"]): string {
  return values
    .map((value) => (value === undefined ? "_" : typeof value === "number" ? number(value) : value))
    .join(" ");
}

function number(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  return String(value).replace("Infinity", "Inf");
}

function keyOf({ expr, timeSeconds }: Question): string {
  return `${timeSeconds} ${expr}`;
}

const FAILURE = /^ {4}expr: ("(?:[^"\\]|\\.)*"), time: (\S+?)(?:,\n {8}exp: .*\n {8}got: (.*)|, err: (.*))$/gm;

function readAnswers(output: string): Map<string, Answer> {
  const answers = new Map<string, Answer>();
  for (const [, expr = "", time = "", got, error] of output.matchAll(FAILURE)) {
    const key = keyOf({ expr: JSON.parse(expr), timeSeconds: goSeconds(time) });
    answers.set(key, got === undefined ? { error: error ?? "" } : { samples: readSamples(got) });
  }
  return answers;
}

/** Seconds of a duration as Go prints one: 1h0m30.5s, 500ms. */
function goSeconds(text: string): number {
  const sizes: Readonly<Record<string, number>> = { h: 3600_000, m: 60_000, s: 1000, ms: 1 };
  const parts = text.matchAll(/([\d.]+)(ms|h|m|s)/g);
  return (
    Math.round([...parts].reduce((sum, [, count, unit = ""]) => sum + Number(count) * (sizes[unit] ?? 0), 0)) / 1000
  );
}

function readSamples(text: string): Sample[] {
  const samples = text.matchAll(/\{((?:[^"}]|"(?:[^"\\]|\\.)*")*)\} (\S+?)(?=, \{|$)/g);
  return [...samples].map(([, labels = "", value = ""]) => ({ labels: readLabels(labels), value: readNumber(value) }));
}

function readLabels(text: string): Labels {
  const pairs = text.matchAll(/([A-Za-z_]\w*)=("(?:[^"\\]|\\.)*")/g);
  return Object.fromEntries([...pairs].map(([, name = "", value = '""']) => [name, JSON.parse(value)]));
}

function readNumber(text: string): number {
  return Number(text.replace("+Inf", "Infinity").replace("-Inf", "-Infinity"));
}

/** A series from its selector and its values as promtool reads them, one by one. Throws for what is no selector. */
export function inputSeries(selector: string, values: string): InputSeries {
  const { expr } = parseExpr(selector);
  if (expr?.type !== "selector") throw new Error(`${selector} is no selector`);
  const labels = expr.matchers.map(({ label, value }) => [label.text, value.text]);
  return {
    labels: { __name__: expr.metric?.text ?? "", ...Object.fromEntries(labels) },
    values: values
      .split(" ")
      .map((value) => (value === "_" ? undefined : value === "stale" ? value : readNumber(value))),
  };
}

/** Reads promtool's unit tests as suites that can be run one at a time, with the assertions on some rules only. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { parseDuration } from "../../codegen/duration.ts";
import { CouldNotRun, isNamed, namesIn, type Raw, type Rule } from "./rules.ts";

/** A test group of one of the files. */
export interface Suite {
  /** The file's settings but its rule files and its tests. */
  readonly settings: Raw;
  readonly group: Raw;
  readonly alertTests: readonly Assertion[];
  readonly exprTests: readonly Assertion[];
}

interface Assertion {
  readonly raw: Raw;
  readonly names: ReadonlySet<string>;
  /** Seconds after the start of the suite. */
  readonly at: number;
}

/** Every suite of rules_test*.yml in the folder. @throws CouldNotRun when there are none or a file is no such tests. */
export async function readSuites(folder: string): Promise<Suite[]> {
  const files = (await readdir(folder)).filter((name) => /^rules_test.*\.ya?ml$/.test(name)).sort();
  const suites = await Promise.all(files.map((name) => suitesOf(join(folder, name))));
  if (suites.flat().length === 0) throw new CouldNotRun(`${folder} has no tests (rules_test*.yml).`);
  return suites.flat();
}

async function suitesOf(file: string): Promise<Suite[]> {
  return parseSuites(await readFile(file, "utf8"), file);
}

/** The suites of one file of tests. @throws CouldNotRun when the text is no such tests. */
export function parseSuites(text: string, file: string): Suite[] {
  const content: unknown = parse(text, { maxAliasCount: -1 });
  if (!isRaw(content)) throw new CouldNotRun(`${file} is no file of promtool's unit tests.`);
  const { rule_files: _, tests, ...settings } = content;
  return rawsOf(tests).map((group) => ({
    settings,
    group,
    alertTests: rawsOf(group["alert_rule_test"]).map((raw) => ({
      raw,
      names: new Set([String(raw["alertname"])]),
      at: seconds(raw["eval_time"]),
    })),
    exprTests: rawsOf(group["promql_expr_test"]).map((raw) => ({
      raw,
      names: namesIn(String(raw["expr"])),
      at: seconds(raw["eval_time"]),
    })),
  }));
}

function rawsOf(list: unknown): Raw[] {
  return Array.isArray(list) ? list.filter(isRaw) : [];
}

function isRaw(value: unknown): value is Raw {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function seconds(duration: unknown): number {
  return parseDuration(String(duration)) || 0;
}

/** The suite with only what it asserts of the given rules; undefined when that is nothing. */
export function narrow(suite: Suite, rules: ReadonlySet<Rule>): Suite | undefined {
  const asserted = ({ names }: Assertion) => [...rules].some((rule) => isNamed(rule, names));
  const [alertTests, exprTests] = [suite.alertTests.filter(asserted), suite.exprTests.filter(asserted)];
  return alertTests.length + exprTests.length > 0 ? { ...suite, alertTests, exprTests } : undefined;
}

/** The names that the assertions of a suite read. */
export function namesOf({ alertTests, exprTests }: Suite): ReadonlySet<string> {
  return new Set([...alertTests, ...exprTests].flatMap(({ names }) => [...names]));
}

/** How long a suite takes, compared with others: the evaluations up to its last assertion. */
export function costOf({ settings, alertTests, exprTests }: Suite): number {
  const last = Math.max(...[...alertTests, ...exprTests].map(({ at }) => at));
  return last / (seconds(settings["evaluation_interval"]) || 60);
}

/** A file of promtool's unit tests with one suite. JSON is YAML. */
export function suiteText({ settings, group, alertTests, exprTests }: Suite, rulesFile: string): string {
  const test = {
    ...group,
    alert_rule_test: alertTests.map(({ raw }) => raw),
    promql_expr_test: exprTests.map(({ raw }) => raw),
  };
  return JSON.stringify({ ...settings, rule_files: [rulesFile], tests: [test] });
}

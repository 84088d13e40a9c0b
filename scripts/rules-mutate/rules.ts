/** Reads a file of Prometheus rules, and tells which of them depend on which. */
import { readFile } from "node:fs/promises";
import { isMap, isSeq, LineCounter, parseDocument } from "yaml";
import { type Expr, nodesOf } from "../../codegen/promql/ast.ts";
import { parseExpr } from "../../codegen/promql/parse.ts";

/** The work cannot start or go on; the message says why. */
export class CouldNotRun extends Error {
  override readonly name = "CouldNotRun";
}

/** The mapping of a rule or a group as the file has it. */
export type Raw = Readonly<Record<string, unknown>>;

export interface Rule {
  /** The alert or the recorded series; #2 behind it for a second one of the same name. */
  readonly id: string;
  readonly name: string;
  readonly isAlert: boolean;
  readonly expr: string;
  /** `for` as it is written. */
  readonly holds: string | undefined;
  /** `keep_firing_for` as it is written. */
  readonly keeps: string | undefined;
  readonly raw: Raw;
  /** Position of the group in the file. */
  readonly group: number;
  /** Where the rule begins, counted from 1. */
  readonly line: number;
}

export interface RuleBook {
  /** The groups without their rules. */
  readonly groups: readonly Raw[];
  /** In the order of the file. */
  readonly rules: readonly Rule[];
}

/** @throws CouldNotRun when the file is missing or holds no rules. */
export async function readRules(file: string): Promise<RuleBook> {
  const text = await readFile(file, "utf8").catch(() => {
    throw new CouldNotRun(`${file} cannot be read; "npm run codegen" writes it.`);
  });
  return parseRules(text, file);
}

/** @throws CouldNotRun when the text holds no rules. */
export function parseRules(text: string, file: string): RuleBook {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const list = document.get("groups");
  if (document.errors.length > 0 || !isSeq(list)) throw new CouldNotRun(`${file} is no file of Prometheus rules.`);
  const groups: Raw[] = [];
  const rules: Rule[] = [];
  for (const group of list.items) {
    if (!isMap(group)) throw new CouldNotRun(`${file}: a group is no mapping.`);
    const { rules: _, ...rest } = group.toJS(document);
    const items = group.get("rules");
    for (const item of isSeq(items) ? items.items : []) {
      if (!isMap(item)) throw new CouldNotRun(`${file}: a rule is no mapping.`);
      rules.push(ruleOf(item.toJS(document), rules, groups.length, lines.linePos(item.range?.[0] ?? 0).line));
    }
    groups.push(rest);
  }
  return { groups, rules };
}

function ruleOf(raw: Raw, before: readonly Rule[], group: number, line: number): Rule {
  const { alert, record, expr } = raw;
  const name = String(alert ?? record);
  const count = before.filter((rule) => rule.name === name).length + 1;
  const written = (key: string) => (raw[key] === undefined ? undefined : String(raw[key]));
  const [holds, keeps] = [written("for"), written("keep_firing_for")];
  const id = count === 1 ? name : `${name}#${count}`;
  return { id, name, isAlert: alert !== undefined, expr: String(expr), holds, keeps, raw, group, line };
}

/**
 * The names that an expression reads: metrics and, through ALERTS, alerts. "*" stands for every alert.
 *
 * @throws CouldNotRun when it is no PromQL.
 */
export function namesIn(text: string): ReadonlySet<string> {
  const { expr } = parseExpr(text);
  if (!expr) throw new CouldNotRun(`${text}: this is no PromQL.`);
  return new Set(
    nodesOf(expr, "selector").flatMap(({ metric, matchers }) => {
      if (metric?.text !== "ALERTS" && metric?.text !== "ALERTS_FOR_STATE") return metric ? [metric.text] : ["*"];
      const alert = matchers.find(({ label, op }) => label.text === "alertname" && op === "=");
      return [alert?.value.text ?? "*"];
    }),
  );
}

/** The expressions of the recording rules, by their names. */
export function recordsOf({ rules }: RuleBook): ReadonlyMap<string, Expr> {
  return new Map(
    rules.flatMap(({ name, isAlert, expr: text }) => {
      const { expr } = parseExpr(text);
      return isAlert || !expr ? [] : [[name, expr] as const];
    }),
  );
}

/** Who reads whom, transitively. */
export interface Dependencies {
  /** The rule and everything that it needs. */
  needed(rule: Rule): ReadonlySet<Rule>;
  /** The rule and everything that it can change. */
  affected(rule: Rule): ReadonlySet<Rule>;
}

export function dependencies({ rules }: RuleBook): Dependencies {
  const names = new Map(rules.map((rule) => [rule, namesIn(rule.expr)]));
  const reads = (reader: Rule, read: Rule) => isNamed(read, names.get(reader) ?? new Set());
  return {
    needed: (rule) => closure(rule, (one) => rules.filter((other) => reads(one, other))),
    affected: (rule) => closure(rule, (one) => rules.filter((other) => reads(other, one))),
  };
}

export function isNamed({ name, isAlert }: Rule, names: ReadonlySet<string>): boolean {
  return names.has(name) || (isAlert && names.has("*"));
}

function closure(start: Rule, next: (rule: Rule) => readonly Rule[]): ReadonlySet<Rule> {
  const found = new Set([start]);
  // A set that grows while it is walked is walked to its end.
  for (const rule of found) for (const other of next(rule)) found.add(other);
  return found;
}

/** The text of a rules file with some of the rules, each in its group. JSON is YAML. */
export function rulesText({ groups, rules }: RuleBook, rawOf: (rule: Rule) => Raw | undefined): string {
  const kept = groups.map((group, i) => ({
    ...group,
    rules: rules.filter((rule) => rule.group === i).flatMap((rule) => rawOf(rule) ?? []),
  }));
  return JSON.stringify({ groups: kept.filter((group) => group.rules.length > 0) });
}

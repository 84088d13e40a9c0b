/** The step on the operators' documents: their tables, their anchors, and every name that their words use. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, posix } from "node:path";
import { playbookOf } from "../../codegen/blueprint.ts";
import { alertPlaybook } from "../../codegen/checks/alert-playbook.ts";
import { emit } from "../../codegen/emitters/blueprint.ts";
import type { Blueprint, Model } from "../../codegen/model.ts";
import { error, type Problem, type Source, type Span } from "../../codegen/problem.ts";
import { suggest } from "../../codegen/schema.ts";
import { StepFailed } from "../steps.ts";
import { git, gitPaths } from "./git.ts";
import { type Release, readModel, refuseProblems } from "./release.ts";

/** The blueprint and its translations are of the contract, of package.json and of the files of the repository. */
export async function checkBlueprint({ root }: Release): Promise<string> {
  const model = await readModel(root);
  const { blueprints } = model;
  if (playbookOf(model) === undefined) throw new StepFailed("spec/docs/blueprints/ops.md does not exist. Write it.");
  const words = blueprints.flatMap(({ file, text }) => namesIn({ path: file, text }));
  const scripts = await scriptsOf(root);
  const ofEach = blueprints.flatMap((blueprint) => {
    const source: Source = { path: blueprint.file, text: blueprint.text };
    return [
      ...staleTables(model, blueprint, source),
      ...unknownScripts(source, scripts),
      ...deadLinks(source, blueprint, root),
    ];
  });
  const unknown = [...unknownNames(words, model), ...(await unknownPaths(words, root))];
  refuseProblems([...alertPlaybook.check(model), ...ofEach, ...unknown]);
  const count = (of: (blueprint: Blueprint) => number) => blueprints.reduce((sum, blueprint) => sum + of(blueprint), 0);
  const tables = count(({ marks }) => marks.length / 2);
  return `${tables} tables, ${count(({ anchors }) => anchors.length)} anchors, ${words.length} names in its words`;
}

function staleTables(model: Model, blueprint: Blueprint, source: Source): Problem[] {
  const made = emit(model).find(({ path }) => path === blueprint.file);
  if (made === undefined || made.text === blueprint.text) return [];
  const lines = blueprint.text.split("\n");
  const wanted = made.text.split("\n");
  const index = wanted.findIndex((line, i) => line !== lines[i]);
  const start = lines.slice(0, index).join("\n").length + 1;
  const at: Span = { source, start, end: start + (lines[index]?.length ?? 0) };
  return [error("ops/table", at, "A table is not what the contract gives.", "Run `npm run codegen`.")];
}

interface Word {
  readonly text: string;
  readonly at: Span;
}

const blank = (text: string) => text.replace(/[^\n]/g, " ");

/** Words in backticks, outside blocks of code and tables of the compiler. */
function namesIn(source: Source): Word[] {
  const prose = source.text
    .replace(/^ *(```|~~~)[\s\S]*?^ *\1$/gm, blank)
    .replace(/<!-- generated:([\w-]+) -->[\s\S]*?<!-- \/generated:\1 -->/g, blank);
  return [...prose.matchAll(/`([^`]+)`/g)].flatMap((span) =>
    [...(span[1] ?? "").matchAll(/[\w.:/@*-]+/g)].map((word) => {
      const start = span.index + 1 + word.index;
      return { text: word[0], at: { source, start, end: start + word[0].length } };
    }),
  );
}

const VARIABLE = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/;
/** Metrics, recording rules, labels and their values, objectives: whatever is written with low lines. */
const NAME = /^[a-z][a-z0-9]*(:[a-z0-9_]+)*_[a-z0-9_:]*[a-z0-9]$/;
/** What stands for the name of any secret. */
const ANY_SECRET_FILE = "NAME_FILE";

function unknownNames(words: readonly Word[], model: Model): Problem[] {
  const variables = (model.config ?? []).flatMap(({ name, secret }) => (secret ? [name, `${name}_FILE`] : [name]));
  const names = contractNames(model);
  return words.flatMap(({ text, at }) => {
    if (VARIABLE.test(text) && text !== ANY_SECRET_FILE && !variables.includes(text)) {
      return [error("ops/variable", at, `${text} is no variable of the contract.`, suggest(text, variables))];
    }
    if (!NAME.test(text) || names.has(text)) return [];
    return [error("ops/name", at, `The contract has nothing called ${text}.`, suggest(text, [...names]))];
  });
}

function contractNames(model: Model): ReadonlySet<string> {
  const { metrics, recordingRules, labels, params, slas, slos, config = [], api } = model;
  const series = metrics.flatMap(({ name, type }) =>
    type === "histogram" ? [name, `${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
  );
  return new Set([
    ...series,
    ...recordingRules.map(({ record }) => record),
    ...labels.flatMap(({ name, values }) => [name, ...values]),
    ...[...params, ...slas, ...slos].map(({ name }) => name),
    // As files of secrets are called, and the values of enums.
    ...config.flatMap(({ name, values }) => [name.toLowerCase(), ...values]),
    ...textsOf(api?.document),
  ]);
}

/** Every key and every text within a document. */
function textsOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...textsOf(inner)]);
}

async function scriptsOf(root: string): Promise<string[]> {
  const { scripts = {} }: { scripts?: object } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
  return Object.keys(scripts);
}

/** Also in blocks of code, which people copy. */
function unknownScripts(source: Source, scripts: readonly string[]): Problem[] {
  return [...source.text.matchAll(/\bnpm run (?:--?[\w-]+ )*([\w:-]+)/g)].flatMap((match) => {
    const [whole, name = ""] = match;
    if (scripts.includes(name)) return [];
    const at: Span = { source, start: match.index, end: match.index + whole.length };
    return [error("ops/command", at, `package.json has no script ${name}.`, suggest(name, scripts))];
  });
}

const PATH = /^\.?\w[\w.-]*(\/[\w.*-]+)+\/?$/;
const WITH_EXTENSION = /\.[a-z]{1,5}$/;

/** Paths of the repository that do not exist; what git ignores is made when things run. */
async function unknownPaths(words: readonly Word[], root: string): Promise<Problem[]> {
  const files = await gitPaths(root, ["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
  const top = new Set(files.map((file) => file.split("/")[0]));
  const missing = words
    .filter(({ text }) => PATH.test(text) && (top.has(text.split("/")[0] ?? "") || WITH_EXTENSION.test(text)))
    .filter(({ text }) => !files.some((file) => posix.matchesGlob(file, text) || file.startsWith(withSlash(text))));
  const help = "Write its path from the root of the repository.";
  const found = await Promise.all(
    missing.map(async ({ text, at }) =>
      (await isIgnored(root, text)) ? [] : [error("ops/path", at, `${text} does not exist.`, help)],
    ),
  );
  return found.flat();
}

function withSlash(path: string): string {
  return path.endsWith("/") ? path : `${path}/`;
}

async function isIgnored(root: string, path: string): Promise<boolean> {
  return (await git(root, ["check-ignore", "--no-index", "--", path], { codes: [0, 1] })) !== "";
}

/** Links to a step that is not there, or to a file that is not. */
function deadLinks(source: Source, { anchors, file }: Blueprint, root: string): Problem[] {
  const folder = posix.dirname(file);
  return [...source.text.matchAll(/\]\(([^)\s#]*)(?:#([^)\s]*))?\)/g)].flatMap((match) => {
    const [whole, path = "", anchor] = match;
    if (/^[a-z]+:/.test(path)) return [];
    const at: Span = { source, start: match.index + 2, end: match.index + whole.length - 1 };
    if (path === "") {
      if (anchor === undefined || anchors.includes(anchor)) return [];
      return [error("ops/link", at, `This document has no step #${anchor}.`, suggest(anchor, anchors))];
    }
    if (existsSync(join(root, folder, path))) return [];
    return [error("ops/link", at, `${path} does not exist.`, `Write its path from ${folder}.`)];
  });
}

/** npm run contract -- bump: proposes the next version of the contract, and writes it everywhere after a look. */
import { join } from "node:path";
import { createInterface } from "node:readline/promises";
import { emitOfCompiler } from "../../codegen/emitters/of-compiler.ts";
import { acknowledging, entriesFor, quieterPages, rightEntries } from "../../codegen/evolution/entries.ts";
import { CONTRACT_FILES, check, emit } from "../../codegen/index.ts";
import { readIfExists } from "../../codegen/load.ts";
import type { Change as Entry, Model } from "../../codegen/model.ts";
import { writeOrCheck } from "../../codegen/output.ts";
import { formatProblems } from "../../codegen/problem.ts";
import { isEnough } from "../../codegen/semver.ts";
import { exitCodes, parseOptions, UsageError } from "../command.ts";
import { today } from "../day.ts";
import { syncIndex } from "../memory/index-file.ts";
import { addProgress } from "../memory/progress.ts";
import { writeFilesWhole } from "../memory/write-files.ts";
import { formatJson } from "./format-json.ts";
import { judgeWorking, type Working } from "./judge.ts";
import { compile } from "./sides.ts";
import { repeatedVersions, rootOf, SPEC, shownPath, specFolder } from "./spec.ts";

export const bumpUsage = `Usage: npm run contract -- bump [--summary TEXT] [--acknowledge NAME]… [--yes] [--spec DIR]

Proposes version, date, summary and changes from what changed since the last release, shows them, and after a look writes
VERSION.json, the version in openapi.yaml, package.json and package-lock.json, everything generated, .memory/INDEX.yaml
and .memory/PROGRESS.md. What VERSION.json says already and is right is kept.

  --summary TEXT       what the version is about, in a sentence
  --acknowledge NAME   it is meant that this alert, or those of this objective, wake people later or more rarely
  --yes                write without asking
  --spec DIR           the contract (default: spec/ of this project)
  --help               print this

Exit code: 0 written or nothing to do, 1 not written, 2 wrong usage, 3 could not run.`;

interface Options {
  readonly summary: string | undefined;
  readonly acknowledge: readonly string[];
}

interface Proposal {
  readonly version: string;
  readonly date: string;
  readonly summary: string;
  readonly changes: readonly Omit<Entry, "at">[];
}

/** Proposes and writes; the exit code. */
export async function bump(args: readonly string[]): Promise<number> {
  const { values } = parseOptions({
    args: [...args],
    options: {
      summary: { type: "string" },
      acknowledge: { type: "string", multiple: true, default: [] },
      yes: { type: "boolean", default: false },
      spec: { type: "string", default: SPEC },
    },
  });
  if (values.summary?.trim() === "") throw new UsageError("--summary is empty: say in a sentence what it is about.");
  const spec = specFolder(values.spec);
  const working = await judgeWorking(spec);
  if (!("judgement" in working)) return refuse(formatProblems(working, "text"));
  const { summary, acknowledge, yes } = values;
  const pages = quieterPages(working.judgement.diff.changes);
  const unknown = acknowledge.find((name) => !pages.includes(name));
  if (unknown !== undefined) throw new UsageError(`--acknowledge ${unknown}: ${namesOf(pages)}`);
  const proposal = propose(working, spec, { summary, acknowledge });
  const wrong = check(asProposed(working.model, proposal)).filter(({ severity }) => severity === "error");
  if (wrong.length > 0) return refuse(`${formatProblems(wrong, "text")}\nMend the contract first.\n`);
  process.stdout.write(`${formatJson(proposal)}\n`);
  const acknowledged = proposal.changes.flatMap(({ acknowledges = [] }) => acknowledges);
  const silent = pages.filter((name) => !acknowledged.includes(name));
  if (silent.length > 0) return refuse(`Nothing was written: ${namesOf(silent)}\n`);
  if (!yes && !(await agreed())) return refuse("Nothing was written.\n");
  await write(proposal, spec);
  const released = working.release && working.judgement.rightVersion === undefined;
  const done = released
    ? "is as it was released; its copies and hashes are up to date"
    : "is written; now: npm test, a commit, npm run release";
  process.stderr.write(`${proposal.version} ${done}\n`);
  return exitCodes.good;
}

function namesOf(pages: readonly string[]): string {
  if (pages.length === 0) return "no alert wakes people later or more rarely.";
  const options = pages.map((name) => `--acknowledge ${name}`).join(" ");
  return `people are woken later or more rarely by ${pages.join(", ")}. If that is meant: ${options}`;
}

/** What will be there: a deprecation is of the version that is written with it. */
function asProposed(model: Model, { version, date }: Proposal): Model {
  const { api } = model;
  return { ...model, version: { ...model.version, version, date }, api: api && { ...api, version } };
}

function refuse(text: string): number {
  process.stderr.write(text);
  return exitCodes.found;
}

async function agreed(): Promise<boolean> {
  if (!process.stdin.isTTY) {
    process.stderr.write("Nobody can be asked here: --yes writes it.\n");
    return false;
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await terminal.question("Write this? [y/N] ")).trim());
  } finally {
    terminal.close();
  }
}

function propose({ model, release, judgement }: Working, spec: string, { summary, acknowledge }: Options): Proposal {
  const { version, date, summary: said, changes: entries } = model.version;
  const plain = (entry: Entry): Omit<Entry, "at"> => {
    const { at: _, ...rest } = entry;
    return rest;
  };
  const stated = { version, date, summary: summary ?? said, changes: entries.map(plain) };
  if (!release || judgement.rightVersion === undefined) return stated;
  const { changes } = judgement.diff;
  // A version that was raised by hand far enough is somebody's choice.
  const chosen = isEnough(version, release.version, judgement.needed) ? version : judgement.rightVersion;
  const isOld = version === release.version;
  const fileFor = (artifact: keyof typeof CONTRACT_FILES) => `${shownPathFrom(spec)}/${CONTRACT_FILES[artifact]}`;
  const { kept, left } = isOld ? { kept: [], left: changes } : rightEntries(model.version, changes);
  const found = acknowledging([...kept.map(plain), ...entriesFor(left, fileFor, acknowledge)], acknowledge);
  const proposed = found.length > 0 ? found : unseen(fileFor("version"));
  // The words of an entry are a summary that was proposed earlier, for what was there then.
  const isProposed = isOld || entries.some(({ description }) => description === said);
  return {
    version: chosen,
    date: today(),
    summary: summary ?? (isProposed ? (proposed[0]?.description ?? said) : said),
    changes: proposed,
  };
}

/** From the root of the project. */
function shownPathFrom(spec: string): string {
  return spec.slice(rootOf(spec).length + 1);
}

function unseen(file: string): readonly Omit<Entry, "at">[] {
  const description = "Nothing that a reader of the contract can tell, such as the order of a list.";
  return [{ type: "changed", breaking: false, description, artifacts: [file] }];
}

/** All of it, or nothing of what people write by hand. */
async function write(proposal: Proposal, spec: string): Promise<void> {
  const root = rootOf(spec);
  const folder = shownPathFrom(spec);
  const versionFile = `${folder}/${CONTRACT_FILES.version}`;
  const stated = JSON.parse((await readIfExists(join(root, versionFile))) ?? "{}") as object;
  const texts = new Map([[versionFile, `${formatJson({ ...stated, ...proposal })}\n`]]);
  for (const [file, text] of await versionCopies(spec, proposal.version)) texts.set(file, text);
  await writeFilesWhole(root, texts);
  const model = await compile(spec, shownPath(spec));
  await writeOrCheck([...(await emit(model)), ...emitOfCompiler()], root, false);
  await addProgress(root);
  await syncIndex(root);
}

/** Files that repeat the version, with the new one in its place. INDEX.yaml is written as a whole later. */
async function versionCopies(spec: string, version: string): Promise<(readonly [string, string])[]> {
  const root = rootOf(spec);
  const { api } = await compile(spec, shownPath(spec));
  const replaced = ({ source, start, end }: { source: { text: string }; start: number; end: number }) =>
    source.text.slice(0, start) + version + source.text.slice(end);
  const copies = (await repeatedVersions(root)).filter(({ file }) => file.startsWith("package"));
  const texts = copies.map(({ file, at }) => [file, inLock(replaced(at), version, file)] as const);
  if (!api) return texts;
  const at = api.at("info", "version");
  // The scalar may be quoted.
  const inner = /^["']/.test(at.source.text.slice(at.start, at.end))
    ? { ...at, start: at.start + 1, end: at.end - 1 }
    : at;
  return [...texts, [`${shownPathFrom(spec)}/${CONTRACT_FILES.openapi}`, replaced(inner)] as const];
}

/** A lock names the version of its own package a second time. */
function inLock(text: string, version: string, file: string): string {
  if (file !== "package-lock.json") return text;
  return text.replace(/("packages": \{\s*"": \{[^}]*?"version": ")[^"]*/, (_, before: string) => before + version);
}

/** The command line of the compiler, for the program and for whoever calls it in their own process. */
import { resolve as absolute, dirname, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { emitOfCompiler } from "./emitters/of-compiler.ts";
import { findPages, kindAsText, pageOf, pagesAsText, suggestPage } from "./explain.ts";
import { check, emit, parse, resolve } from "./index.ts";
import { writeOrCheck } from "./output.ts";
import {
  formatProblems,
  PROBLEM_FORMATS,
  type Problem,
  type ProblemFormat,
  sortProblems,
  withoutTwins,
} from "./problem.ts";
import { unrecorded } from "./recorded.ts";

const USAGE = `usage: npm run codegen -- [--check] [--spec DIR] [--out DIR] [--code DIR] [--format text|json|github] [--verbose]
       npm run codegen -- --explain ID

Compiles a contract and writes what it generates.

  --check         write nothing; fail when a generated file is changed, missing or extra
  --spec DIR      folder of the contract, laid out like spec/ (default: spec/ of this project)
  --out DIR       folder to write below (default: the folder that holds the contract's folder)
  --code DIR      folder of the service's sources: warns of metrics that no source file records
  --format KIND   how problems are printed: text (default); json, which has the notes too; github, as annotations
  --verbose       print notes as well
  --explain ID    print what a problem means and how to mend it, by its rule or number: promql/division, P09, M05
  --help          this text

Exit status: 0 clean, 1 errors or drift, 2 wrong usage, 3 could not run.
`;

interface Arguments {
  readonly spec: string;
  readonly out: string;
  readonly code: string | undefined;
  readonly check: boolean;
  readonly format: ProblemFormat;
  readonly verbose: boolean;
}

const PROJECT = dirname(dirname(fileURLToPath(import.meta.url)));

const OPTIONS = {
  check: { type: "boolean", default: false },
  spec: { type: "string" },
  out: { type: "string" },
  code: { type: "string" },
  format: { type: "string", default: "text" },
  verbose: { type: "boolean", default: false },
  explain: { type: "string" },
  help: { type: "boolean", default: false },
} as const;

/** Where texts go: the two outputs of a process, or what stands in for them. */
export interface Outputs {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
}

/** Arguments, or the exit status when there is nothing to compile. */
function readArguments(argv: readonly string[], outputs: Outputs): Arguments | number {
  try {
    const { values } = parseArgs({ args: [...argv], options: OPTIONS });
    if (values.help) {
      outputs.stdout.write(USAGE);
      return 0;
    }
    if (values.explain !== undefined) return explain(values.explain, outputs);
    const { format, check: compareOnly, verbose } = values;
    const known = PROBLEM_FORMATS.find((name) => name === format);
    if (!known) throw new Error(`--format is ${PROBLEM_FORMATS.join(", ")}, not ${format}`);
    for (const option of ["spec", "out", "code"] as const) {
      if (values[option] === "") throw new Error(`--${option} needs the path of a folder`);
    }
    const spec = absolute(values.spec ?? `${PROJECT}/spec`);
    const code = values.code === undefined ? undefined : absolute(values.code);
    return { spec, out: absolute(values.out ?? dirname(spec)), code, check: compareOnly, format: known, verbose };
  } catch (cause) {
    outputs.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n\n${USAGE}`);
    return 2;
  }
}

/** Prints the pages of a rule; the exit status. */
function explain(id: string, outputs: Outputs): number {
  const kind = kindAsText(id);
  const found = findPages(id);
  if (found.length > 0 || kind !== undefined)
    outputs.stdout.write(`${kind ?? ""}${found.length > 0 ? pagesAsText(found) : ""}`);
  else outputs.stderr.write(`No rule is called ${id}. ${suggestPage(id)}\n`);
  return found.length > 0 || kind !== undefined ? 0 : 2;
}

/** Compiles a contract: every problem it has, and afterwards the files written or compared. */
async function compile(args: Arguments): Promise<{ problems: Problem[]; files: number }> {
  const { spec, out, code, check: compareOnly } = args;
  const { contract, problems: parsing } = await parse(spec, shownPath(spec));
  if (!contract) return { problems: [...parsing], files: 0 };
  const { model, problems: resolving } = resolve(contract);
  if (!model) return { problems: [...parsing, ...resolving], files: 0 };
  const problems = [...check(model), ...(code === undefined ? [] : await unrecorded(model, shownPath(code)))];
  if (problems.some((problem) => problem.severity === "error")) return { problems, files: 0 };
  const files = [...(await emit(model)), ...emitOfCompiler()];
  return { problems: [...problems, ...(await writeOrCheck(files, out, compareOnly))], files: files.length };
}

/** Below the working directory a relative path, as people type it; else the absolute one. */
function shownPath(path: string): string {
  const below = relative(process.cwd(), path);
  return (below === "" ? "." : below.startsWith("..") ? path : below).split(sep).join("/");
}

/**
 * Does what the arguments say and tells on the outputs what came of it; paths are of the working directory.
 *
 * @returns the exit status: 0 clean, 1 errors or drift, 2 wrong usage. Rejects when it could not run, which is 3.
 */
export async function commandLine(argv: readonly string[], outputs: Outputs): Promise<number> {
  const args = readArguments(argv, outputs);
  if (typeof args === "number") return args;
  const { problems: found, files } = await compile(args);
  const problems = withoutTwins(found);
  const failed = problems.some((problem) => problem.severity === "error");
  if (args.format !== "text") outputs.stdout.write(formatProblems(problems, args.format));
  else {
    outputs.stderr.write(textReport(problems, args.verbose));
    const done = args.check ? "match the contract" : "written where they differed";
    const wrong = problems.filter(({ severity }) => severity !== "info").length;
    outputs.stderr.write(failed ? `${wrong} problem(s) found\n` : `${files} generated files ${done}\n`);
  }
  return failed ? 1 : 0;
}

/** The problems for people, then how many notes are left out, and the way to a page: of the first error, if there is one. */
function textReport(problems: readonly Problem[], verbose: boolean): string {
  const text = formatProblems(problems, "text", { verbose });
  const notes = verbose ? 0 : problems.filter(({ severity }) => severity === "info").length;
  const shown = sortProblems(problems).filter(({ severity }) => verbose || severity !== "info");
  const errors = shown.filter(({ severity }) => severity === "error");
  const [page] = [...errors, ...shown].flatMap((problem) => pageOf(problem) ?? []);
  return [
    text === "" ? "" : `${text}\n`,
    notes === 0 ? "" : `${notes} ${notes === 1 ? "note" : "notes"}; --verbose shows them\n`,
    page === undefined ? "" : `\`npm run codegen -- --explain ${page}\` says more\n`,
  ].join("");
}

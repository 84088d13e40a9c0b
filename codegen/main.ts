/**
 * usage: npm run codegen -- [--check] [--spec DIR] [--out DIR] [--format text|json]
 *
 * Arguments → load → check → resolve → emit → write, or with --check compare.
 * Exit 0 clean, 1 errors or drift, 2 wrong usage, 3 could not run.
 */
import { resolve as absolute, dirname, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { check, emit, parse, resolve } from "./index.ts";
import { writeOrCheck } from "./output.ts";
import { formatProblems, type Problem, type ProblemFormat } from "./problem.ts";

const USAGE = `usage: npm run codegen -- [--check] [--spec DIR] [--out DIR] [--format text|json]

Compiles a contract and writes what it generates.

  --check         write nothing; fail when a generated file is changed, missing or extra
  --spec DIR      folder of the contract, laid out like spec/ (default: spec/ of this project)
  --out DIR       folder to write below (default: the folder that holds the contract's folder)
  --format KIND   how problems are printed: text (default) or json
  --help          this text

Exit status: 0 clean, 1 errors or drift, 2 wrong usage, 3 could not run.
`;

interface Arguments {
  readonly spec: string;
  readonly out: string;
  readonly check: boolean;
  readonly format: ProblemFormat;
}

const PROJECT = dirname(dirname(fileURLToPath(import.meta.url)));

/** Arguments, or the exit status when there is nothing to run. */
function readArguments(argv: readonly string[]): Arguments | number {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        check: { type: "boolean", default: false },
        spec: { type: "string" },
        out: { type: "string" },
        format: { type: "string", default: "text" },
        help: { type: "boolean", default: false },
      },
    });
    if (values.help) {
      process.stdout.write(USAGE);
      return 0;
    }
    if (values.format !== "text" && values.format !== "json")
      throw new Error(`--format is text or json, not ${values.format}`);
    for (const option of ["spec", "out"] as const) {
      if (values[option] === "") throw new Error(`--${option} needs the path of a folder`);
    }
    const spec = absolute(values.spec ?? `${PROJECT}/spec`);
    return { spec, out: absolute(values.out ?? dirname(spec)), check: values.check, format: values.format };
  } catch (cause) {
    process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n\n${USAGE}`);
    return 2;
  }
}

/** Compiles a contract: every problem it has, and afterwards the files written or compared. */
async function compile({ spec, out, check: compareOnly }: Arguments): Promise<{ problems: Problem[]; files: number }> {
  const { contract, problems: parsing } = await parse(spec, shownPath(spec));
  if (!contract) return { problems: [...parsing], files: 0 };
  const { model, problems: resolving } = resolve(contract);
  if (!model) return { problems: [...parsing, ...resolving], files: 0 };
  const problems = check(model);
  if (problems.some((problem) => problem.severity === "error")) return { problems, files: 0 };
  const files = await emit(model);
  return { problems: [...problems, ...(await writeOrCheck(files, out, compareOnly))], files: files.length };
}

/** Below the working directory a relative path, as people type it; else the absolute one. */
function shownPath(path: string): string {
  const below = relative(process.cwd(), path);
  return (below === "" ? "." : below.startsWith("..") ? path : below).split(sep).join("/");
}

async function main(argv: readonly string[]): Promise<number> {
  const args = readArguments(argv);
  if (typeof args === "number") return args;
  const { problems, files } = await compile(args);
  const failed = problems.some((problem) => problem.severity === "error");
  if (args.format === "json") process.stdout.write(formatProblems(problems, "json"));
  else {
    process.stderr.write(formatProblems(problems, "text"));
    const done = args.check ? "match the contract" : "written where they differed";
    process.stderr.write(failed ? `${problems.length} problem(s) found\n` : `${files} generated files ${done}\n`);
  }
  return failed ? 1 : 0;
}

main(process.argv.slice(2)).then(
  (status) => {
    process.exitCode = status;
  },
  (cause: unknown) => {
    process.stderr.write(`codegen could not run: ${cause instanceof Error ? cause.message : String(cause)}\n`);
    process.exitCode = 3;
  },
);

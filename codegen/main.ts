/**
 * usage: npm run codegen -- [--check] [--spec DIR] [--out DIR] [--code DIR] [--format text|json|github] [--verbose]
 *        npm run codegen -- --explain ID
 *
 * Arguments → load → check → resolve → emit → write, or with --check compare.
 * Exit 0 clean, 1 errors or drift, 2 wrong usage, 3 could not run.
 */
import { commandLine } from "./command-line.ts";

commandLine(process.argv.slice(2), process).then(
  (status) => {
    process.exitCode = status;
  },
  (cause: unknown) => {
    process.stderr.write(`codegen could not run: ${cause instanceof Error ? cause.message : String(cause)}\n`);
    process.exitCode = 3;
  },
);

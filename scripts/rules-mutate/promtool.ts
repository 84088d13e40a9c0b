/** Runs files of unit tests under promtool and tells for each whether it passed. */
import { execFile } from "node:child_process";
import { availableParallelism } from "node:os";
import { CouldNotRun } from "./rules.ts";

/** What promtool printed of the files that failed. */
export interface Verdicts {
  readonly passed: ReadonlySet<string>;
  readonly output: string;
}

/** As many at once as there are processors; the others wait their turn. */
let free = availableParallelism();
const waiting: (() => void)[] = [];

/**
 * One promtool for all files: it tells of each whether it passed.
 *
 * @throws CouldNotRun when there is no promtool, or when it ends otherwise than with a verdict on every file.
 */
export async function testRules(files: readonly string[], promtool = "promtool"): Promise<Verdicts> {
  if (free > 0) free--;
  else await new Promise<void>((resolve) => waiting.push(resolve));
  try {
    return await run(files, promtool);
  } finally {
    const next = waiting.shift();
    if (next) next();
    else free++;
  }
}

function run(files: readonly string[], promtool: string): Promise<Verdicts> {
  return new Promise((resolve, reject) => {
    const options = { maxBuffer: Number.POSITIVE_INFINITY };
    execFile(promtool, ["test", "rules", ...files], options, (error, stdout, stderr) => {
      const output = `${stdout}${stderr}`.trim();
      const passed = passedIn(stdout);
      if (error?.code === "ENOENT")
        reject(new CouldNotRun(`${promtool} is not on the PATH; install the package prometheus.`));
      else if (error && error.code !== 1) reject(new CouldNotRun(`promtool ended with ${error.code}: ${output}`));
      else if (/could not parse expression/.test(stderr)) reject(new CouldNotRun(`No rule for promtool: ${output}`));
      else if (judged(stdout) !== files.length || (!error && passed.size < files.length))
        reject(new CouldNotRun(`promtool passed no verdict on some of ${files.length} files: ${output}`));
      else resolve({ passed, output });
    });
  });
}

const HEADER = "Unit Testing:  ";

/** On stdout the name of a file is followed by SUCCESS, or by nothing: failures go to stderr. */
function passedIn(stdout: string): ReadonlySet<string> {
  const sections = stdout.split(HEADER).slice(1);
  return new Set(
    sections
      .filter((section) => /^ {2}SUCCESS$/m.test(section))
      .map((section) => section.slice(0, section.indexOf("\n"))),
  );
}

function judged(stdout: string): number {
  return stdout.split(HEADER).length - 1;
}

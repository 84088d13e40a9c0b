/** Checks that run one after another and are told as a table or as one JSON object: what verify, smoke and release share. */

/** One check. `run` gives the sentence that says what was seen; it throws StepFailed for what is wrong. */
export interface Step {
  readonly id: string;
  /** What a person types to do the same. */
  readonly command?: string;
  /** It is not run, because somebody said so by its name; the report tells it. */
  readonly waived?: boolean;
  run(): Promise<string>;
}

/** What a step found wrong, with what to do about it; its message is for people. */
export class StepFailed extends Error {
  override readonly name = "StepFailed";
}

export interface StepResult {
  readonly id: string;
  readonly ok: boolean;
  readonly message: string;
  readonly ms: number;
  readonly command?: string;
  /** It was not run. */
  readonly waived?: true;
}

/** What `--json` prints. */
export interface StepReport {
  readonly ok: boolean;
  readonly steps: readonly StepResult[];
}

export interface RunOptions {
  /** Leave out what follows a failure. */
  readonly stopAtFailure?: boolean;
  /** Hears of each result as it comes. */
  readonly onResult?: (result: StepResult) => void;
}

/** Runs steps in their order. An error other than StepFailed is a failure of the step, too: nothing passes by accident. */
export async function runSteps(
  steps: readonly Step[],
  { stopAtFailure = false, onResult }: RunOptions = {},
): Promise<StepReport> {
  const results: StepResult[] = [];
  for (const step of steps) {
    const result = await runStep(step);
    results.push(result);
    onResult?.(result);
    if (!result.ok && stopAtFailure) break;
  }
  return { ok: results.every(({ ok }) => ok), steps: results };
}

async function runStep({ id, command, waived = false, run }: Step): Promise<StepResult> {
  if (waived) return { id, ok: true, message: "waived by name, not checked", ms: 0, waived: true };
  const start = performance.now();
  const told = (ok: boolean, message: string): StepResult => ({
    id,
    ok,
    message,
    ms: Math.round(performance.now() - start),
    ...(command === undefined ? {} : { command }),
  });
  try {
    return told(true, await run());
  } catch (cause) {
    return told(false, cause instanceof Error ? cause.message : String(cause));
  }
}

const ID_WIDTH = 14;

export interface FormatOptions {
  /** Below which rows the command stands: failures, unless all are asked for. */
  readonly commands?: "failures" | "all";
}

/** A result as a row of the table; further lines of its message stand below it, and its command. */
export function formatStep(
  { id, ok, message, ms, command, waived }: StepResult,
  { commands = "failures" }: FormatOptions = {},
): string {
  const [first = "", ...rest] = message.split("\n");
  const indent = " ".repeat(ID_WIDTH + 19);
  const state = ok ? (waived === true ? "WAIVED" : "ok    ") : "FAILED";
  const row = `${state} ${id.padEnd(ID_WIDTH)} ${`${(ms / 1000).toFixed(2)} s`.padStart(10)} ${first}`;
  const shown = command !== undefined && (commands === "all" || !ok);
  return [row, ...[...rest, ...(shown ? [`run: ${command}`] : [])].map((line) => `${indent}${line}`)].join("\n");
}

/** Where the time of a job goes: upload, wait, each attempt, write. Kept on its row, told to its client, summed in metrics. */
import type { LabelValue, Provider, Result } from "../../generated/contract.ts";

/** One call to a provider. Times are whole milliseconds. */
export interface LedgerAttempt {
  readonly provider: Provider;
  readonly result: Result;
  /** From the request's headers to the start of the call. */
  readonly startMs: number;
  readonly ms: number;
  /** Why it gave no picture, in the words of the driver. */
  readonly reason?: string;
}

/** The account of one job, in whole milliseconds. */
export interface JobLedger {
  /** From the request's headers until its photo was checked, without the wait. */
  readonly uploadMs: number;
  /** For a permit. */
  readonly waitMs: number;
  /** In the order in which they were made; the pauses between them show in `startMs`. */
  readonly attempts: readonly LedgerAttempt[];
  /** Hash, publication and commit of the picture, up to the statement that this account is written with; null without. */
  readonly writeMs: number | null;
}

export interface Ledger {
  /** A call to a provider begins; call what it returns when it has ended. */
  attempt(provider: Provider): (result: Result, reason?: string) => void;
  /** The picture is there and is about to be written. */
  writing(): void;
  /** The account as of now. A call that has not ended counts as one whose time is up. */
  close(): JobLedger;
  /** The account as it was last closed, which is the one that the job's row holds; as of now when it never was. */
  closed(): JobLedger;
}

/** Longest reason that is kept. */
const REASON_CHARACTERS = 200;

interface OpenAttempt {
  readonly provider: Provider;
  readonly startedAt: number;
  end?: { readonly at: number; readonly result: Result; readonly reason: string | undefined };
}

/** The ledger of a job whose photo has just been checked. `startedAt` is performance.now() when its headers were in. */
export function createLedger(startedAt: number, waitMs = 0): Ledger {
  const checkedAt = performance.now();
  const attempts: OpenAttempt[] = [];
  let writingAt: number | undefined;
  let last: JobLedger | undefined;

  function close(): JobLedger {
    const now = performance.now();
    last = {
      uploadMs: Math.round(checkedAt - startedAt - waitMs),
      waitMs: Math.round(waitMs),
      attempts: attempts.map((attempt) => toEntry(attempt, startedAt, now)),
      writeMs: writingAt === undefined ? null : Math.round(now - writingAt),
    };
    return last;
  }

  return {
    attempt(provider) {
      const attempt: OpenAttempt = { provider, startedAt: performance.now() };
      attempts.push(attempt);
      return (result, reason) => {
        attempt.end ??= { at: performance.now(), result, reason };
      };
    },
    writing() {
      writingAt = performance.now();
    },
    close,
    closed: () => last ?? close(),
  };
}

function toEntry({ provider, startedAt: at, end }: OpenAttempt, startedAt: number, now: number): LedgerAttempt {
  const entry = { provider, startMs: Math.round(at - startedAt), ms: Math.round((end?.at ?? now) - at) };
  if (end === undefined) return { ...entry, result: "deadline" };
  const { result, reason } = end;
  return { ...entry, result, ...(reason === undefined ? {} : { reason: reason.slice(0, REASON_CHARACTERS) }) };
}

/** The value of the header Server-Timing (W3C): a metric a phase, and one a call, named by its provider. */
export function serverTiming({ uploadMs, waitMs, attempts, writeMs }: JobLedger): string {
  return [
    `upload;dur=${uploadMs}`,
    `wait;dur=${waitMs}`,
    ...attempts.map(({ provider, result, ms }) => `${provider};desc="${result}";dur=${ms}`),
    ...(writeMs === null ? [] : [`write;dur=${writeMs}`]),
  ].join(", ");
}

/** Milliseconds of each phase that the job came to. That of the attempts lasts from the first to the last, pauses included. */
export function phasesOf({ uploadMs, waitMs, attempts, writeMs }: JobLedger): [LabelValue<"phase">, number][] {
  const [first, last] = [attempts[0], attempts.at(-1)];
  return [
    ["upload", uploadMs],
    ["wait", waitMs],
    ...(first && last ? [["attempts", last.startMs + last.ms - first.startMs] as [LabelValue<"phase">, number]] : []),
    ...(writeMs === null ? [] : [["write", writeMs] as [LabelValue<"phase">, number]]),
  ];
}

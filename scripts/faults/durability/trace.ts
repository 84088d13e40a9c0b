/** Reads what strace writes: one system call after the other, each with its begin and its end in the order of the trace. */

/** A system call. */
export interface Call {
  readonly thread: number;
  readonly name: string;
  /** As strace shows them, without the parentheses. */
  readonly args: string;
  /** As strace shows it; `?` for one whose end the trace does not have. */
  readonly result: string;
  readonly succeeded: boolean;
  /** strace made it fail. */
  readonly injected: boolean;
  /** The lines of the trace at which it began and ended: of two calls, the one that ended before the other began came first. */
  readonly began: number;
  readonly ended: number;
}

interface Unfinished {
  readonly name: string;
  readonly args: string;
  readonly began: number;
}

/** All calls, in the order of their ends. `thread` is for a trace of one thread, whose lines have no number. */
export function readTrace(text: string, thread = 0): Call[] {
  const calls: Call[] = [];
  const unfinished = new Map<number, Unfinished>();
  text.split("\n").forEach((whole, line) => {
    const [, number, rest = ""] = /^(?:(\d+) +)?(.*)$/s.exec(whole) ?? [];
    const by = number === undefined ? thread : Number(number);
    // Detached: the tracer went between the call's begin and its end.
    const open = /^(\w+)\((.*) <(?:unfinished|detached) \.\.\.>$/s.exec(rest);
    if (open !== null) {
      unfinished.set(by, { name: open[1] ?? "", args: open[2] ?? "", began: line });
      return;
    }
    const resumed = /^<\.\.\. (\w+) resumed>(.*)$/s.exec(rest);
    const before = resumed === null ? undefined : unfinished.get(by);
    const [, name = "", tail = ""] = resumed ?? /^(\w+)\((.*)$/s.exec(rest) ?? [];
    // The last one: what stands in the texts of the arguments comes before it.
    const [, args, result] = /^(.*)\)\s+= (.*)$/s.exec(tail) ?? [];
    if (name === "" || args === undefined || result === undefined) return;
    if (resumed !== null && before === undefined) return;
    unfinished.delete(by);
    calls.push({
      ...{ thread: by, name, args: (before?.args ?? "") + args, result, began: before?.began ?? line, ended: line },
      ...{ succeeded: !/^(-1|\?)/.test(result), injected: result.includes("(INJECTED)") },
    });
  });
  for (const [by, { name, args, began }] of unfinished) {
    const never = { result: "?", succeeded: false, injected: false, ended: Number.POSITIVE_INFINITY };
    calls.push({ thread: by, name, args, began, ...never });
  }
  return calls;
}

/** What the call's descriptor is: a path, or a socket's addresses. undefined where its first argument is none. */
export function descriptor({ args }: Call): string | undefined {
  // An address is in brackets within the angle ones, and has an arrow: TCP:[127.0.0.1:1->127.0.0.1:2].
  return /^\d+<((?:->|[^>])*)>/.exec(args)?.[1];
}

/** The paths that are arguments themselves, as those of rename, in their order. */
export function pathsIn({ args }: Call): string[] {
  return [...args.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, path = ""]) => path);
}

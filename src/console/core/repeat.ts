/** Does something again and again, never twice at once. */

/** Begins at once; the next time is `everyMs` after the last one has ended. Gives what ends it. */
export function repeat(task: (signal: AbortSignal) => Promise<void>, everyMs: number): () => void {
  const end = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const round = async () => {
    await task(end.signal);
    if (!end.signal.aborted) timer = setTimeout(() => void round(), everyMs);
  };
  void round();
  return () => {
    end.abort();
    clearTimeout(timer);
  };
}

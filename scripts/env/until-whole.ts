/** Keeps a Ctrl-C from ending the process in the middle of what must be whole or not at all. */

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Does the work to its end; a signal that came meanwhile ends the process after it, as it would have before. */
export async function untilWhole<T>(work: () => Promise<T>): Promise<T> {
  const came = new Set<NodeJS.Signals>();
  const hold = (signal: NodeJS.Signals) => void came.add(signal);
  for (const signal of SIGNALS) process.on(signal, hold);
  try {
    return await work();
  } finally {
    for (const signal of SIGNALS) process.off(signal, hold);
    // Where somebody else listens, the signal has been heard.
    for (const signal of came) if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
  }
}

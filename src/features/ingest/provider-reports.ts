/** Keeps what each provider last answered in the database, for the operators: beside the ingests, and never at their cost. */
import type { Logger } from "pino";
import type { Provider } from "../../../generated/contract.ts";
import type { AttemptReport } from "../../core/attempt-report.ts";
import { saveReports } from "../../storage/repos/provider-reports.ts";
import type { Db } from "../../storage/schema.ts";

export interface ProviderReports {
  /** Takes the report of an attempt; returns at once and never throws. */
  note(report: AttemptReport): void;
  /** Writes what is not written yet, and ends. Never rejects. */
  stop(): Promise<void>;
}

/** What is not written yet of a provider: the newest of each kind. */
interface Unwritten {
  ok: AttemptReport | undefined;
  failure: AttemptReport | undefined;
}

/**
 * Writes the newest reports of a provider `delayMs` after the first of them, so at most once in that time: not at once,
 * because the commit of the job that the attempt belongs to comes next, and the client waits for that.
 */
export function createProviderReports(db: Db, log: Logger, delayMs = 1_000): ProviderReports {
  const unwritten = new Map<Provider, Unwritten>();
  const timers = new Map<Provider, NodeJS.Timeout>();
  const writing = new Set<Promise<void>>();

  async function write(provider: Provider): Promise<void> {
    const found = unwritten.get(provider);
    if (found === undefined) return;
    unwritten.delete(provider);
    try {
      await saveReports(db, provider, found);
    } catch (error) {
      log.warn({ provider, err: error }, "What a provider answered cannot be kept.");
    }
  }

  function start(provider: Provider): void {
    clearTimeout(timers.get(provider));
    timers.delete(provider);
    const written = write(provider).finally(() => writing.delete(written));
    writing.add(written);
  }

  return {
    note(report) {
      const { provider, result } = report;
      const found = unwritten.get(provider) ?? { ok: undefined, failure: undefined };
      found[result === "ok" ? "ok" : "failure"] = report;
      unwritten.set(provider, found);
      if (!timers.has(provider)) timers.set(provider, setTimeout(start, delayMs, provider).unref());
    },
    async stop() {
      for (const provider of [...unwritten.keys()]) start(provider);
      await Promise.all(writing);
    },
  };
}

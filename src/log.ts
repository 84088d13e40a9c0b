/** The log: one JSON line an event on standard output, never a header, body, file name or secret. */
import { type DestinationStream, type Logger, type LoggerOptions, pino } from "pino";

/** A logger; `destination` defaults to standard output, written synchronously so that the last line before an exit is there. */
export function createLog(level: string, destination: DestinationStream = pino.destination({ sync: true })): Logger {
  const options: LoggerOptions = {
    level,
    base: null,
    messageKey: "message",
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: describeError },
  };
  return pino(options, destination);
}

/** Named fields only: errors of libraries carry requests, options and values that do not belong into a log. */
function describeError(thrown: unknown): Record<string, unknown> {
  if (!(thrown instanceof Error)) return { type: typeof thrown, message: String(thrown) };
  const code = "code" in thrown ? { code: thrown.code } : {};
  const cause = thrown.cause === undefined ? {} : { cause: describeError(thrown.cause) };
  return { type: thrown.name, message: thrown.message, ...code, stack: thrown.stack, ...cause };
}

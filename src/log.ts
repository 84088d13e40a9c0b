/** The log: one JSON line an event on standard output, never a header, body, file name or secret. */
import { type DestinationStream, type Logger, type LoggerOptions, pino } from "pino";

/** Lines that cannot be written are kept up to this many bytes, for when they can be; further ones are lost. */
const KEPT_BYTES = 1024 * 1024;

/**
 * Lines to a file, or to a file descriptor; written synchronously, so that the last one before an exit is there. A disk
 * that is full takes lines of the log, never the service.
 */
export function logTo(dest: string | number): DestinationStream {
  const destination = pino.destination({ dest, sync: true, maxLength: KEPT_BYTES });
  // An error event that nobody listens to ends the process.
  return destination.on("error", () => undefined);
}

/** A logger; `destination` defaults to standard output. */
export function createLog(level: string, destination: DestinationStream = logTo(1)): Logger {
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

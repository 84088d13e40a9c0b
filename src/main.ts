/** The service's process: checks Node before anything else is loaded, reads the configuration, obeys signals. */
import { closeSync, fstatSync, openSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import type { Logger } from "pino";
import type { Service } from "./service.ts";

/** Cannot run as it is set up: a person has to mend something first. */
const REFUSED = 3;
/** Cannot run now, because of something outside that may be well again at the next try. */
const NOT_NOW = 4;

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 12)) {
  process.stderr.write(`This service needs Node 22.12 or newer; this is Node ${process.versions.node}.\n`);
  process.exit(REFUSED);
}
// Photos pass through buffers outside the heap. By itself V8 begins to look through the whole heap for each 8 MB of them,
// which is a third of what a photo costs; with these, when four fifths are used of what it may use. Both are read at each
// decision, so that they count from now on.
setFlagsFromString("--incremental-marking-soft-trigger=80");
setFlagsFromString("--incremental-marking-hard-trigger=100");
await main();

async function main(): Promise<void> {
  // Only now: with an older Node, the database module would end the process without a word.
  const { loadConfig, readConfig } = await import("./env.ts");
  const { createLog } = await import("./log.ts");
  const { startService } = await import("./service.ts");
  const { createReload } = await import("./reload.ts");
  const reloads = holdHangups();
  const config = loadConfig();
  const log = createLog(config.LOG_LEVEL);
  dieLoudly(log);
  try {
    const service = await startService(config, log);
    // Before the line that others wait for: a signal that comes right after it drains already.
    obeySignals(service, log);
    reloads.obey(createReload(service, log, readConfig));
    log.info(
      { url: service.url, pid: process.pid, node_env: config.NODE_ENV },
      `The service listens on ${service.url}.`,
    );
  } catch (error) {
    await refuseToStart(error, log);
  }
}

/** A defect that nobody caught leaves the process in an unknown state: better a restart than a wrong answer. */
function dieLoudly(log: Logger): void {
  const die = (error: unknown) => {
    log.fatal({ err: error }, "An error that nobody caught ends the process.");
    process.exit(1);
  };
  process.on("uncaughtException", die);
  process.on("unhandledRejection", die);
}

/** Why it cannot start, in one line for the person who started it; the status says whether another try makes sense. */
async function refuseToStart(error: unknown, log: Logger): Promise<never> {
  const { StartRefused } = await import("./service.ts");
  const { ServiceLockHeld } = await import("./storage/service-lock.ts");
  const { DatabaseAway, DatabaseRefused } = await import("./storage/database.ts");
  const { MediaRefused, MediaUnavailable } = await import("./core/media.ts");
  const isOneOf = (kinds: readonly (abstract new (...args: never[]) => Error)[]) =>
    kinds.some((kind) => error instanceof kind);
  const expected = isOneOf([StartRefused, ServiceLockHeld, DatabaseRefused, MediaUnavailable]);
  const passing = isOneOf([ServiceLockHeld, DatabaseAway, MediaUnavailable]) && !isOneOf([MediaRefused]);
  if (expected && error instanceof Error) process.stderr.write(`${error.message}\n`);
  else log.fatal({ err: error }, "The service could not start.");
  process.exit(passing ? NOT_NOW : REFUSED);
}

/** A Ctrl-C reaches a process under npm twice, from the terminal and from npm: within this time it is one signal. */
const SAME_SIGNAL_MS = 500;

/** The first SIGTERM or SIGINT drains, a second one ends the process at once. */
function obeySignals(service: Service, log: Logger): void {
  let drainingSince: number | undefined;
  const obey = (signal: string) => {
    if (drainingSince === undefined) {
      drainingSince = performance.now();
      log.info({ signal }, "Draining: no photo in work is lost; a second signal ends the process at once.");
      void drainAndExit(service, log);
    } else if (performance.now() - drainingSince > SAME_SIGNAL_MS) process.exit(1);
  };
  process.on("SIGTERM", obey);
  process.on("SIGINT", obey);
}

/**
 * From the first moment on: without a listener, a SIGHUP ends the process. One that comes during the start is obeyed after
 * it. One that says that the terminal is gone ends it as before, gently: nobody who reloads secrets takes that away.
 */
function holdHangups(): { obey(reload: () => Promise<void>): void } {
  const isTerminalGone = watchTerminal();
  let held = false;
  let reload = () => {
    held = true;
  };
  process.on("SIGHUP", () => {
    if (isTerminalGone()) process.kill(process.pid, "SIGTERM");
    else reload();
  });
  return {
    obey(obeyed) {
      reload = () => void obeyed();
      if (held) reload();
    },
  };
}

/** Whether the terminal is gone that the process was started in; never where its log goes to a file, as with nohup. */
function watchTerminal(): () => boolean {
  const isThere = () => {
    try {
      closeSync(openSync("/dev/tty", "r"));
      return true;
    } catch {
      return false;
    }
  };
  const hadOne = isThere() && !fstatSync(1).isFile();
  return () => hadOne && !isThere();
}

async function drainAndExit(service: Service, log: Logger): Promise<never> {
  try {
    await service.drain();
    log.info("The service has ended.");
    process.exit(0);
  } catch (error) {
    log.fatal({ err: error }, "The drain failed.");
    process.exit(1);
  }
}

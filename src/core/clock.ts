/** The clocks of this machine, as one value that tests can replace. What follows from a jump is not decided here. */
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { uptime } from "node:os";

/** One look at both clocks, in milliseconds. */
export interface ClockReading {
  /** Wall clock, epoch milliseconds. It can be set, by people and by NTP. */
  readonly wallMs: number;
  /** Time since the start of `epoch`; nobody can set it. */
  readonly steadyMs: number;
  /** What `steadyMs` counts from. Readings of different epochs cannot be compared. */
  readonly epoch: string;
}

export interface Clock {
  read(): ClockReading;
}

/**
 * The clocks of the machine. Where the kernel names its boot (Linux), `steadyMs` is the uptime, the same for every
 * process of the boot and right across a suspend; elsewhere it is the age of this process.
 */
export function systemClock(): Clock {
  const boot = readBootId();
  if (boot !== undefined) {
    return { read: () => ({ wallMs: Date.now(), steadyMs: uptime() * 1000, epoch: `boot:${boot}` }) };
  }
  const epoch = `process:${randomUUID()}`;
  return { read: () => ({ wallMs: Date.now(), steadyMs: performance.now(), epoch }) };
}

function readBootId(): string | undefined {
  try {
    return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
  } catch {
    return undefined;
  }
}

/** Pings the providers in the background, so that nobody who asks for health waits for one or spends its quota. */
import type { Config } from "../../../generated/config.ts";
import type { Provider } from "../../../generated/contract.ts";
import type { Metrics } from "../../../generated/metrics.ts";
import type { LiveConfig } from "../../core/live-config.ts";
import { configuredOf, type ProviderDriver } from "../../core/provider.ts";
import { within } from "./check.ts";

/** A ping starts this often; with its second of patience no state is older than 15 s. */
const pingIntervalMs = 10_000;
const pingLimitMs = 1_000;
/** Failed pings in a row after which a provider is down. */
const failuresUntilDown = 3;

export interface Pings {
  /** Whether the provider is up. One that was not pinged yet is taken to be up, one that is not configured is down. */
  up(name: Provider): boolean;
  /** The providers that are pinged now. */
  names(): readonly Provider[];
  /** Pings all providers once, or waits for the round that is under way; never rejects. */
  round(): Promise<void>;
  stop(): void;
}

export interface PingOptions {
  readonly intervalMs?: number;
  readonly limitMs?: number;
}

/** Starts to ping those of the providers that are configured, the first time at once, and anew with other secrets. */
export function startPings(
  drivers: readonly ProviderDriver[],
  live: LiveConfig,
  gauge: Metrics["provider_up"],
  { intervalMs = pingIntervalMs, limitMs = pingLimitMs }: PingOptions = {},
): Pings {
  const failures = new Map<Provider, number>();
  const pinging = new Set<Provider>();
  const stopped = new AbortController();
  const begin = (config: Config) => {
    const configured = configuredOf(drivers, config);
    const gone = [...failures.keys()].filter((name) => !configured.includes(name));
    for (const name of gone) gauge.with({ provider: name }).remove();
    for (const name of gone) failures.delete(name);
    for (const name of configured) failures.set(name, failures.get(name) ?? 0);
  };

  async function ping(driver: ProviderDriver, config: Config): Promise<void> {
    const { name } = driver;
    const answered = pinging.has(name) ? false : await answers(driver, config);
    // With other secrets by now, it says nothing any more.
    if (stopped.signal.aborted || live.current() !== config) return;
    const inARow = answered ? 0 : (failures.get(name) ?? 0) + 1;
    failures.set(name, inARow);
    if (answered) gauge.with({ provider: name }).set(1);
    else if (inARow >= failuresUntilDown) gauge.with({ provider: name }).set(0);
  }

  async function answers(driver: ProviderDriver, config: Config): Promise<boolean> {
    pinging.add(driver.name);
    const signal = AbortSignal.any([stopped.signal, AbortSignal.timeout(limitMs)]);
    const work = pingOnce(driver, signal, config).finally(() => pinging.delete(driver.name));
    return within(work, limitMs).catch(() => false);
  }

  let current: Promise<void> | undefined;
  function round(): Promise<void> {
    current ??= pingAll();
    return current;
  }
  async function pingAll(): Promise<void> {
    const config = live.current();
    await Promise.all(drivers.filter(({ name }) => failures.has(name)).map((driver) => ping(driver, config)));
    if (live.current() === config) current = undefined;
  }
  begin(live.current());
  live.onChange((config) => {
    begin(config);
    current = undefined;
    if (!stopped.signal.aborted) void round();
  });
  const timer = setInterval(() => void round(), intervalMs).unref();
  void round();

  return {
    names: () => [...failures.keys()],
    up: (name) => (failures.get(name) ?? failuresUntilDown) < failuresUntilDown,
    round,
    stop() {
      clearInterval(timer);
      stopped.abort();
    },
  };
}

/** Also turns what a driver throws before it gives its promise into a rejection. */
async function pingOnce(driver: ProviderDriver, signal: AbortSignal, config: Config): Promise<boolean> {
  return driver.ping(signal, config);
}

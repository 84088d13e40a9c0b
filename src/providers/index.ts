/**
 * Every provider that has a driver: adding one is a file beside this one and a line here. Those of the contract that are
 * missing here have no driver yet.
 */
import type { Provider } from "../../generated/contract.ts";
import type { ProviderDriver } from "../core/provider.ts";
import { fault } from "./fault.ts";
import { local } from "./local.ts";

export const providerDrivers: readonly ProviderDriver[] = [local, fault];

/** What is wrong with settings of a provider, a sentence each; undefined when it has no driver. */
export function checkSettings(provider: Provider, settings: unknown): readonly string[] | undefined {
  return providerDrivers.find((driver) => driver.name === provider)?.checkSettings(settings);
}

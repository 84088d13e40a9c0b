/** Every provider's driver: adding one is a file beside this one and a line here. */
import type { Provider } from "../../generated/contract.ts";
import type { ProviderDriver } from "../core/provider.ts";
import { fault } from "./fault.ts";
import { gemini } from "./gemini.ts";
import { http } from "./http.ts";
import { local } from "./local.ts";
import { openai } from "./openai.ts";
import { turbotext } from "./turbotext.ts";

export const providerDrivers: readonly ProviderDriver[] = [local, http, gemini, openai, turbotext, fault];

/** What is wrong with settings of a provider, a sentence each; undefined when it has no driver. */
export function checkSettings(provider: Provider, settings: unknown): readonly string[] | undefined {
  return providerDrivers.find((driver) => driver.name === provider)?.checkSettings(settings);
}

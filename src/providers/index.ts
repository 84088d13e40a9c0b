/**
 * Every provider that has a driver: adding one is a file beside this one and a line here. Those of the contract that are
 * missing here have no driver yet.
 */
import type { ProviderDriver } from "../core/provider.ts";
import { fault } from "./fault.ts";
import { gemini } from "./gemini.ts";
import { http } from "./http.ts";
import { local } from "./local.ts";
import { openai } from "./openai.ts";
import { turbotext } from "./turbotext.ts";

export const providerDrivers: readonly ProviderDriver[] = [local, http, gemini, openai, turbotext, fault];

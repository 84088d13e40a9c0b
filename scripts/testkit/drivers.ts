/** Calls a provider's driver as an ingest does. For tests only. */
import { type Deadline, startDeadline } from "../../src/core/deadline.ts";
import type { ProviderContext, ProviderDriver, ProviderRequest, ProviderResult } from "../../src/core/provider.ts";
import { testConfig } from "./service.ts";

/** One call under a deadline of 20 s; `context` replaces what the call is given. */
export async function callDriver(
  driver: ProviderDriver,
  request: Omit<ProviderRequest, "jobId"> & { readonly jobId?: string },
  context: Partial<ProviderContext> = {},
): Promise<ProviderResult> {
  const deadline: Deadline = context.deadline ?? startDeadline(20_000);
  const given: ProviderContext = {
    signal: deadline.signal,
    deadline,
    config: testConfig("unused"),
    saveTicket: async () => undefined,
    ...context,
  };
  try {
    return await driver.process({ jobId: "0".repeat(32), ...request }, given);
  } finally {
    if (context.deadline === undefined) deadline.stop();
  }
}

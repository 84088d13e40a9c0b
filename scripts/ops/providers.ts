/** ops providers: what each provider last answered, and what is left of its limits. */
import type { AttemptReport } from "../../src/core/attempt-report.ts";
import { listProviderStatus, type ProviderStatus } from "../../src/storage/repos/provider-reports.ts";
import { exitCodes } from "../command.ts";
import { type Desk, type OpsCommand, readArguments, table, timeOf } from "./desk.ts";

export const providersCommand: OpsCommand = {
  verb: "providers",
  usage: [["providers", "what each provider last answered, and its limits"]],
  prepare(args) {
    readArguments("providers", args, 0, {});
    return showProviders;
  },
};

async function showProviders({ db, print }: Desk): Promise<number> {
  const providers = await listProviderStatus(db);
  const head = ["provider", "configured", "last ok", "last failure", "what"];
  // Limits and reasons are too long for a table.
  print(providers, [...table([head, ...providers.map(toRow)]), ...providers.flatMap(notesOf)]);
  return exitCodes.good;
}

function toRow({ provider, configured, lastOk, lastFailure }: ProviderStatus): string[] {
  return [
    provider,
    configured === null ? "unknown" : configured ? "yes" : "no",
    lastOk === null ? "never" : timeOf(lastOk.atMs),
    lastFailure === null ? "never" : timeOf(lastFailure.atMs),
    lastFailure === null ? "" : failure(lastFailure),
  ];
}

function failure({ result, status, requestId }: AttemptReport): string {
  return [
    result,
    ...(status === undefined ? [] : [`status ${status}`]),
    ...(requestId === undefined ? [] : [`request ${requestId}`]),
  ].join(", ");
}

function notesOf({ provider, lastOk, lastFailure }: ProviderStatus): string[] {
  const newest = [lastOk, lastFailure]
    .flatMap((report) => (report?.limits === undefined ? [] : [report]))
    .toSorted((a, b) => b.atMs - a.atMs)[0];
  const limits = Object.entries(newest?.limits ?? {}).map(([name, value]) => `${name}: ${value}`);
  return [
    ...(lastFailure?.reason === undefined
      ? []
      : [`${provider} failed on ${lastFailure.slotId}: ${lastFailure.reason}`]),
    ...(newest === undefined || limits.length === 0
      ? []
      : [`${provider} limits at ${timeOf(newest.atMs)}: ${limits.join(", ")}`]),
  ];
}

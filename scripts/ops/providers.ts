/** ops providers: what each provider last answered, and what is left of its limits. */
import type { AttemptReport } from "../../src/core/attempt-report.ts";
import { listProviderStatus, type ProviderStatus } from "../../src/storage/repos/provider-reports.ts";
import { exitCodes } from "../command.ts";
import { type OpsCommand, readArguments, table } from "./desk.ts";

export const providersCommand: OpsCommand = {
  verb: "providers",
  usage: [["providers", "the last answer, failure and limits of each provider"]],
  prepare(args) {
    readArguments("providers", args, 0, {});
    return async ({ db, print }) => {
      const providers = await listProviderStatus(db);
      print(providers, [...table(providerRows(providers)), ...providers.flatMap(notesOf)]);
      return exitCodes.good;
    };
  },
};

function providerRows(providers: readonly ProviderStatus[]): string[][] {
  const rows = providers.map(({ provider, configured, lastOk, lastFailure }) => [
    provider,
    configured === null ? "unknown" : configured ? "yes" : "no",
    lastOk === null ? "never" : instant(lastOk),
    lastFailure === null ? "never" : instant(lastFailure),
    lastFailure === null ? "" : failure(lastFailure),
  ]);
  return [["provider", "configured", "last ok", "last failure", "what"], ...rows];
}

function instant({ atMs }: AttemptReport): string {
  return new Date(atMs).toISOString();
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
      : [`${provider} limits at ${instant(newest)}: ${limits.join(", ")}`]),
  ];
}

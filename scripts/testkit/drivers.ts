/** Calls a provider's driver as an ingest does, and stands in for drivers. For tests only. */
import { copyFile } from "node:fs/promises";
import type { Provider } from "../../generated/contract.ts";
import { type Deadline, startDeadline, whenAborted } from "../../src/core/deadline.ts";
import {
  abortFailure,
  type FailureKind,
  type ProviderContext,
  type ProviderDriver,
  type ProviderFailure,
  type ProviderRequest,
  type ProviderResult,
} from "../../src/core/provider.ts";
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

/** A driver whose calls are this function. */
export function standIn(name: Provider, process: ProviderDriver["process"]): ProviderDriver {
  return { name, configured: () => true, checkSettings: () => [], ping: async () => true, process };
}

/** Gives the photo back as the picture. */
export async function givePhoto({ photo, resultPath }: Pick<ProviderRequest, "photo" | "resultPath">) {
  await copyFile(photo.path, resultPath);
  return { ok: true, type: photo.type, sizeBytes: photo.sizeBytes } as const;
}

/** What a scripted driver does at one call: a picture, a failure, a call that ends at its abort only. */
export type ScriptedAnswer = "ok" | "hang" | FailureKind | Omit<ProviderFailure, "ok" | "reason">;

export interface ScriptedCall extends ProviderRequest {
  readonly provider: Provider;
  /** Of the call's own deadline, when it began. */
  readonly remainingMs: number;
}

/** A driver that answers as the slot's settings say, `{answers: ScriptedAnswer[]}`: one a call, the last one for ever. */
export function scriptedDriver(name: Provider): { driver: ProviderDriver; calls: ScriptedCall[] } {
  const calls: ScriptedCall[] = [];
  const driver = standIn(name, async (request, context) => {
    const before = calls.filter(({ jobId }) => jobId === request.jobId).length;
    calls.push({ ...request, provider: name, remainingMs: context.deadline.remainingMs() });
    const { answers } = request.settings as { answers: readonly [ScriptedAnswer, ...ScriptedAnswer[]] };
    const answer = answers[Math.min(before, answers.length - 1)] ?? "ok";
    if (answer === "ok") return await givePhoto(request);
    if (answer === "hang") {
      await whenAborted(context.signal);
      return abortFailure(context);
    }
    const failure = typeof answer === "string" ? { kind: answer } : answer;
    return { ok: false, reason: `call ${before + 1} was told to fail`, ...failure };
  });
  return { driver, calls };
}

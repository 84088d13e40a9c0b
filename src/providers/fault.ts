/** The provider `fault`: fails on purpose, as the slot's settings say. For tests and drills, never for production. */
import { open } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import type { components } from "../../generated/api.ts";
import { validateFaultSettings } from "../../generated/validators.js";
import { whenAborted } from "../core/deadline.ts";
import {
  abortFailure,
  type ProviderContext,
  type ProviderDriver,
  type ProviderRequest,
  type ProviderResult,
} from "../core/provider.ts";
import { editOf, editPhoto } from "./picture-edit.ts";
import { settingsProblems } from "./settings-problems.ts";

type FaultSettings = components["schemas"]["FaultSettings"];
type Fault = NonNullable<FaultSettings["fault"]>;

export const fault: ProviderDriver = {
  name: "fault",
  configured: ({ NODE_ENV }) => NODE_ENV !== "production" && NODE_ENV !== "staging",
  checkSettings: (settings) => (validateFaultSettings(settings) ? [] : settingsProblems(validateFaultSettings.errors)),
  process: (request, context) => {
    const { settings } = request;
    if (validateFaultSettings(settings)) return misbehave(request, settings, context);
    const reason = settingsProblems(validateFaultSettings.errors).join("; ");
    return Promise.resolve({ ok: false, kind: "configuration", reason });
  },
  ping: () => Promise.resolve(true),
};

async function misbehave(request: ProviderRequest, settings: FaultSettings, context: ProviderContext) {
  try {
    await wait(settings.delay_ms ?? 0, undefined, { signal: context.signal });
    const fault = Math.random() < (settings.share ?? 1) ? (settings.fault ?? "none") : "none";
    return await faults[fault](request, context);
  } catch (error) {
    if (context.signal.aborted) return abortFailure(context);
    throw error;
  }
}

const faults: Record<Fault, (request: ProviderRequest, context: ProviderContext) => Promise<ProviderResult>> = {
  none: edited,
  delay: edited,
  error: async () => ({ ok: false, kind: "transient", reason: "the fault provider was told to fail" }),
  hang: (_request, { signal }) => hang(signal),
  no_image: async () => ({ ok: false, kind: "no_image", reason: "the fault provider was told to give no picture" }),
  garbage: ({ resultPath }) => writeGarbage(resultPath),
  reject: async () => ({ ok: false, kind: "rejected", reason: "the fault provider was told to refuse the photo" }),
};

async function edited(
  { photo, resultPath }: ProviderRequest,
  { signal, deadline }: ProviderContext,
): Promise<ProviderResult> {
  return { ok: true, ...(await editPhoto(photo, editOf({}), resultPath, signal, deadline.remainingMs())) };
}

/** Never answers; ends when the signal aborts, with its reason. */
async function hang(signal: AbortSignal): Promise<never> {
  await whenAborted(signal);
  throw signal.reason;
}

/** Claims a JPEG and even begins like one, as a gateway's error page under a wrong type would not. */
async function writeGarbage(resultPath: string): Promise<ProviderResult> {
  const bytes = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from("this is no picture\n".repeat(50))]);
  const file = await open(resultPath, "w", 0o600);
  try {
    await file.writeFile(bytes);
  } finally {
    await file.close();
  }
  return { ok: true, type: "image/jpeg", sizeBytes: bytes.length };
}

/** The provider `local`: edits the photo on this machine, without a key and without the network. */
import type { components } from "../../generated/api.ts";
import { validateLocalSettings } from "../../generated/validators.js";
import { abortFailure, type ProviderContext, type ProviderDriver, type ProviderRequest } from "../core/provider.ts";
import { editOf, editPhoto } from "./picture-edit.ts";
import { settingsProblems } from "./settings-problems.ts";

export const local: ProviderDriver = {
  name: "local",
  configured: () => true,
  checkSettings: (settings) => (validateLocalSettings(settings) ? [] : settingsProblems(validateLocalSettings.errors)),
  process: (request, context) => {
    const { settings } = request;
    if (validateLocalSettings(settings)) return edit(request, settings, context);
    const reason = settingsProblems(validateLocalSettings.errors).join("; ");
    return Promise.resolve({ ok: false, kind: "configuration", reason });
  },
  ping: () => Promise.resolve(true),
};

async function edit(
  { photo, resultPath }: ProviderRequest,
  settings: components["schemas"]["LocalSettings"],
  context: ProviderContext,
): ReturnType<ProviderDriver["process"]> {
  const { signal, deadline } = context;
  try {
    const result = await editPhoto(photo, editOf(settings), resultPath, signal, deadline.remainingMs());
    return { ok: true, ...result };
  } catch (error) {
    if (signal.aborted) return abortFailure(context);
    // A disk that fails is no failure of an edit.
    if (error instanceof Error && "code" in error) throw error;
    return { ok: false, kind: "transient", reason: error instanceof Error ? error.message : String(error) };
  }
}

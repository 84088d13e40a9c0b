/** Settings for tests of what reads them: those of a fresh installation. */
import type { Settings } from "../../src/core/settings.ts";

/** A snapshot with these values changed. */
export function testSettings(changes: Partial<Settings> = {}): Settings {
  return {
    version: 0,
    tSyncResponseSeconds: 48,
    resultTtlHours: 168,
    maxParallel: 30,
    providerMaxParallel: { local: 1000, http: 1000, gemini: 1000, openai: 1000, turbotext: 1000, fault: 1000 },
    ...changes,
  };
}

/** Versions on the wire: ETag and If-Match, so that nobody overwrites a change that they have not seen. */
import { refused } from "./failure.ts";

export function tagOf(version: number): string {
  return `"${version}"`;
}

/** The version that If-Match names. Throws Refused: version_required without it, invalid_request when it is no version. */
export function versionOf(ifMatch: string | undefined): number {
  if (ifMatch === undefined) {
    throw refused(
      "version_required",
      "Send If-Match with the version that you have seen, as ETag or `version` gave it.",
    );
  }
  const digits = /^(?:W\/)?"?(\d{1,15})"?$/.exec(ifMatch.trim())?.[1];
  if (digits === undefined) throw refused("invalid_request", 'If-Match must be one version, as "3".');
  return Number(digits);
}

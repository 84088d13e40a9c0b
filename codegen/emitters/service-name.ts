/** What a contract's service is called where a machine asks for a name: units, resources, folders. */
import type { Model } from "../model.ts";

/** As long as a DNS label may be. */
const LONGEST = 63;

/**
 * The first word of the API's title, or the job that is scraped first, as RFC 1123 has names: small letters, digits and
 * hyphens, a letter or a digit at both ends.
 */
export function serviceName({ api, endpoints }: Pick<Model, "api" | "endpoints">): string {
  const [word = ""] = (api?.title ?? "").trim().split(/\s+/);
  return dnsLabel(word) || dnsLabel(endpoints[0]?.job ?? "") || "service";
}

function dnsLabel(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+/, "")
    .slice(0, LONGEST)
    .replace(/-+$/, "");
}

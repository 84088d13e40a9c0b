/**
 * The headers that tell browsers what they may do with an answer. Helmet's values are asked for once and put on every answer
 * alike, those included that never get as far as a route. They let a browser run nothing: what is a page, or a picture that
 * others may show, says so in headers of its own, which the contract declares.
 */
import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import helmet from "helmet";

/**
 * Every protection is named, on or off, so that a new release of helmet changes nothing by its defaults. HSTS is off: it
 * holds for all ports of a host and for months, which only the place can promise where TLS ends.
 */
const protections = helmet({
  contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
  crossOriginEmbedderPolicy: false,
  crossOriginOpenerPolicy: false,
  crossOriginResourcePolicy: { policy: "same-origin" },
  originAgentCluster: false,
  // The address of a picture is the right to read it.
  referrerPolicy: { policy: "no-referrer" },
  strictTransportSecurity: false,
  xContentTypeOptions: true,
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xFrameOptions: { action: "deny" },
  xPermittedCrossDomainPolicies: false,
  // Express adds the header to nothing here, see mount.ts.
  xPoweredBy: false,
  xXssProtection: false,
});

/** Names in lower case, with their values. */
export const protectiveHeaders: ReadonlyMap<string, string> = ask();

function ask(): Map<string, string> {
  const request = new IncomingMessage(new Socket());
  const response = new ServerResponse(request);
  let failed: unknown = "helmet does not answer at once any more";
  protections(request, response, (error) => {
    failed = error;
  });
  if (failed !== undefined) throw new Error("The protective headers cannot be made.", { cause: failed });
  return new Map(Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)]));
}

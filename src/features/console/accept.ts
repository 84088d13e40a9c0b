/** What a client says that it takes: HTML before JSON, as browsers do, and compressed or not. */
import type { IncomingHttpHeaders } from "node:http";

/** Whether HTML is asked for by its name, and JSON not more than that. */
export function wantsHtml({ accept }: Pick<IncomingHttpHeaders, "accept">): boolean {
  const weights = weightsOf(accept);
  const html = weights.get("text/html") ?? 0;
  return html > 0 && html >= (weights.get("application/json") ?? 0);
}

/** The best of the codings that the client takes; undefined when it is to be sent as it is. */
export function codingFor<C extends string>(header: string | undefined, offered: readonly C[]): C | undefined {
  const weights = weightsOf(header);
  const weightOf = (coding: C) => weights.get(coding) ?? weights.get("*") ?? 0;
  return offered.filter((coding) => weightOf(coding) > 0).toSorted((a, b) => weightOf(b) - weightOf(a))[0];
}

/** Names in lower case, each with its q, which is 1 when nothing is said and 0 when it is no number. */
function weightsOf(header = ""): ReadonlyMap<string, number> {
  return new Map(
    header.split(",").map((part) => {
      const [name = "", ...parameters] = part.split(";").map((text) => text.trim().toLowerCase());
      const [, q = "1"] = parameters.map((text) => /^q\s*=\s*(\S+)$/.exec(text)).find((match) => match !== null) ?? [];
      return [name, /^[01](\.\d{0,3})?$/.test(q) ? Number(q) : 0] as const;
    }),
  );
}

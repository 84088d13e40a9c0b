/** GET /console and the files of that page: the same for everybody, and without any data. */
import type { IncomingHttpHeaders } from "node:http";
import { Readable } from "node:stream";
import type { Handlers, Operations } from "../../../generated/routes.ts";
import type { Context } from "../../http/context.ts";
import { codingFor, wantsHtml } from "./accept.ts";
import type { ConsoleBuild } from "./files.ts";

/** An answer that is the page. */
export type PageReply = Extract<Operations["openConsole"]["reply"], { status: 200 }>;

export interface Console {
  readonly handlers: Pick<Handlers<Context>, "openConsole" | "consoleAsset">;
  /** The page, for who asks for HTML at an address that has something else as well; undefined for others, and without one. */
  pageFor(headers: IncomingHttpHeaders): PageReply | undefined;
}

/** `build` undefined: the page was not built. */
export function createConsole(build: ConsoleBuild | undefined): Console {
  return {
    handlers: {
      openConsole: () => (build === undefined ? notBuilt : pageReply(build)),
      consoleAsset({ path }, { headers }) {
        const file = build?.files.get(path.file);
        if (file === undefined) return { reason: "not_found" };
        const coding = codingFor(headers["accept-encoding"], offered(file));
        const bytes = (coding && file[coding]) ?? file.plain;
        return {
          status: 200,
          contentType: file.type,
          sizeBytes: bytes.length,
          body: Readable.from([bytes]),
          headers: {
            "Cache-Control": "public, max-age=31536000, immutable",
            Vary: "Accept-Encoding",
            ...(coding === undefined ? {} : { "Content-Encoding": coding }),
          },
        };
      },
    },
    pageFor: (headers) => (build !== undefined && wantsHtml(headers) ? pageReply(build) : undefined),
  };
}

const notBuilt = {
  reason: "console_not_built",
  details: "The page was not built: npm run build:console, then start the service again.",
} as const;

/** Those that there are, the smallest first. */
function offered({ br, gzip }: NonNullable<ReturnType<ConsoleBuild["files"]["get"]>>): ("br" | "gzip")[] {
  return [...(br === undefined ? [] : (["br"] as const)), ...(gzip === undefined ? [] : (["gzip"] as const))];
}

function pageReply({ page }: ConsoleBuild): PageReply {
  return {
    status: 200,
    contentType: "text/html; charset=utf-8",
    sizeBytes: page.length,
    body: Readable.from([page]),
    headers: { "Cache-Control": "no-store", "Content-Security-Policy": POLICY },
  };
}

/** What the page may do in a browser; the contract has it word for word. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";

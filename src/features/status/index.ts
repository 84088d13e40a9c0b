/** GET /status: what customers may know, without signing in; for programs, and as a page for people. */
import type { IncomingHttpHeaders } from "node:http";
import type { Bytes, Handlers } from "../../../generated/routes.ts";
import type { Context } from "../../http/context.ts";
import type { Db } from "../../storage/schema.ts";
import { readStatus } from "./service.ts";

export interface StatusDependencies {
  readonly db: Db;
  /** The page that shows it, for who asks for a page; undefined for who does not, and where there is none. */
  readonly pageFor: (headers: IncomingHttpHeaders) => StatusPage | undefined;
}

/** A page, whose own script asks for the status: it comes whatever the database does. */
export interface StatusPage {
  readonly contentType: "text/html; charset=utf-8";
  readonly body: Bytes;
  readonly sizeBytes?: number;
  readonly headers: { readonly "Content-Security-Policy": string };
}

export function createStatusHandlers({ db, pageFor }: StatusDependencies): Pick<Handlers<Context>, "getStatus"> {
  return {
    async getStatus(_request, context) {
      const page = pageFor(context.headers);
      if (page === undefined) {
        const body = await readStatus(db);
        return { status: 200, contentType: "application/json", body, headers: { Vary: "Accept" } };
      }
      const { headers, ...sent } = page;
      const policy = headers["Content-Security-Policy"];
      return { ...sent, status: 200, headers: { Vary: "Accept", "Content-Security-Policy": policy } };
    },
  };
}

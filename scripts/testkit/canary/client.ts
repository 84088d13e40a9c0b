/** A client that keeps every answer whole, for a look at what stands in it. */
import { request } from "node:http";
import type { Place } from "./search.ts";

export interface Heard {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly text: string;
}

export interface Client {
  readonly url: string;
  /** Every answer so far: its headers and its body. */
  readonly places: readonly Place[];
  ask(method: string, path: string, headers?: Readonly<Record<string, string>>, body?: Buffer | string): Promise<Heard>;
}

/** Asks one service. A path stands in the name of the answer without its query. */
export function newClient(url: string): Client {
  const places: Place[] = [];
  return {
    url,
    places,
    ask: (method, path, headers = {}, body = "") =>
      new Promise((resolve, reject) => {
        const length = body.length === 0 ? {} : { "content-length": String(Buffer.byteLength(body)) };
        const sending = request(
          `${url}${path}`,
          { method, headers: { ...length, ...headers }, agent: false },
          async (answer) => {
            const chunks: Buffer[] = [];
            for await (const chunk of answer) {
              chunks.push(chunk);
              if (isEnough(answer.headers["content-type"], chunks)) break;
            }
            const bytes = Buffer.concat([Buffer.from(`${answer.rawHeaders.join("\n")}\n\n`), ...chunks]);
            const status = answer.statusCode ?? 0;
            places.push({ name: `the answer ${status} to ${method} ${path.replace(/\?.*/s, "")}`, bytes });
            resolve({ status, headers: answer.headers, text: Buffer.concat(chunks).toString("latin1") });
          },
        );
        sending.on("error", reject);
        sending.end(body);
      }),
  };
}

/** A stream of events goes on for as long as somebody listens: the first one that holds something is as good as all. */
function isEnough(type: string | undefined, chunks: readonly Buffer[]): boolean {
  return type === "text/event-stream" && /^data: .*\n\n/m.test(Buffer.concat(chunks).toString());
}

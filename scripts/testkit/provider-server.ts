/** A real HTTP server on loopback that stands in for a provider's: it records requests and answers well or badly. */
import { createServer, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeEach } from "vitest";

/** A request as it came. */
export interface Received {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** How one request is answered; what it does to the response is up to it. */
export type Reply = (response: ServerResponse) => void | Promise<void>;

export interface ProviderServer {
  readonly url: string;
  /** Every request whose body came whole. */
  readonly received: readonly Received[];
  /** Connections opened so far, and those that are open now. */
  connections(): { readonly opened: number; readonly open: number };
  /** How each request is answered from now on; its number counts from 1. */
  answer(choose: (received: Received, number: number) => Reply): void;
  /** Ends it and every connection, also those in the middle of an answer. */
  stop(): Promise<void>;
}

/** A server for every test of the file or describe block; call the returned function inside the test. */
export function useProviderServer(): () => ProviderServer {
  let server: ProviderServer | undefined;
  beforeEach(async () => {
    server = await startProviderServer();
  });
  afterEach(() => server?.stop());
  return () => {
    if (server === undefined) throw new Error("The provider's server runs inside tests only.");
    return server;
  };
}

/** Starts a server that answers 404 until it is told what to answer. */
export async function startProviderServer(): Promise<ProviderServer> {
  const received: Received[] = [];
  let choose: (received: Received, number: number) => Reply = () => text(404, "nobody said what to answer");
  let opened = 0;
  let open = 0;
  const server = createServer((request, response) => {
    void (async () => {
      const { method = "", url: path = "" } = request;
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
      received.push({ method, path, headers, body: await buffer(request) });
      const last = received.at(-1);
      if (last !== undefined) await choose(last, received.length)(response);
    })().catch(() => response.destroy());
  });
  server.on("connection", (socket) => {
    opened += 1;
    open += 1;
    socket.once("close", () => {
      open -= 1;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The system gave a listener without a port.");
  return {
    url: `http://127.0.0.1:${address.port}`,
    received,
    connections: () => ({ opened, open }),
    answer(reply) {
      choose = reply;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

type Headers = Readonly<Record<string, string | number>>;

/** JSON with its length. */
export function json(status: number, body: unknown, headers: Headers = {}): Reply {
  return bytes(status, Buffer.from(JSON.stringify(body)), {
    "content-type": "application/json; charset=UTF-8",
    ...headers,
  });
}

export function text(status: number, body: string, headers: Headers = {}): Reply {
  return bytes(status, Buffer.from(body), { "content-type": "text/plain", ...headers });
}

/** Bytes with their length; a larger `content-length` among the headers is a lie that ends with the connection. */
export function bytes(status: number, body: Buffer, headers: Headers = {}): Reply {
  return (response) => {
    const all = { "content-length": body.length, ...headers };
    response.writeHead(status, all);
    response.write(body);
    if (Number(all["content-length"]) === body.length) response.end();
    else setImmediate(() => response.destroy());
  };
}

/** The head of an answer and the first bytes of its body, then nothing for as long as the connection lives. */
export function hangAfterHeaders(status = 200, headers: Headers = {}, first: Buffer = Buffer.alloc(0)): Reply {
  return (response) => {
    response.writeHead(status, headers);
    response.flushHeaders();
    if (first.length > 0) response.write(first);
  };
}

/** Nothing at all for as long as the connection lives. */
export const hang: Reply = () => undefined;

/** The body in pieces of `pieceBytes`, one every `everyMs`. */
export function drip(status: number, body: Buffer, headers: Headers, everyMs: number, pieceBytes = 1): Reply {
  return async (response) => {
    response.writeHead(status, headers);
    for (let at = 0; at < body.length && !response.destroyed; at += pieceBytes) {
      response.write(body.subarray(at, at + pieceBytes));
      if (everyMs > 0) await wait(everyMs);
    }
    response.end();
  };
}

/** The connection is reset instead of an answer. */
export const reset: Reply = (response) => {
  const { socket } = response;
  if (socket !== null && "resetAndDestroy" in socket) socket.resetAndDestroy();
};

/** `first`, then `more` again and again until the client has had enough. */
export function endless(status: number, first: Buffer, more: Buffer, headers: Headers = {}): Reply {
  return async (response) => {
    response.writeHead(status, headers);
    response.write(first);
    while (!response.destroyed) {
      // Also lets the client's part of this process run.
      if (!response.write(more)) await writable(response);
      else await new Promise((resolve) => setImmediate(resolve));
    }
  };
}

function writable(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      response.off("drain", done).off("close", done);
      resolve();
    };
    response.on("drain", done).on("close", done);
  });
}

/** What is no HTTP at all. */
export const noHttp: Reply = (response) => {
  response.socket?.end("220 mail.example ESMTP\r\n");
};

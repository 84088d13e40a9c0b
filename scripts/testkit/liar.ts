/** A proxy on loopback before a real service, which passes on everything but what the test makes it lie about. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";

/** A request as it came. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface Said {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What is answered. `truth` passes the request on, whole or changed, and gives what the service says. */
export type Lie = (asked: Asked, truth: (changes?: Partial<Asked>) => Promise<Said>) => Said | Promise<Said>;

export interface Liar {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts a proxy before `target`. An error of the lie is answered as a 599, which no test expects. */
export async function startLiar(target: string, lie: Lie): Promise<Liar> {
  const server = createServer((request, response) => {
    void answer(target, lie, request, response).catch((error: unknown) => {
      response.writeHead(599);
      response.end(String(error));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The system gave a listener without a port.");
  return {
    url: `http://127.0.0.1:${address.port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const ofConnection = ["connection", "host", "content-length", "transfer-encoding", "keep-alive", "date"];

async function answer(target: string, lie: Lie, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const asked: Asked = {
    method: request.method ?? "",
    path: request.url ?? "",
    headers: plain(request.headers),
    body: await buffer(request),
  };
  const said = await lie(asked, (changes = {}) => passOn(target, { ...asked, ...changes }));
  response.writeHead(said.status, said.headers);
  response.end(said.body);
}

async function passOn(target: string, { method, path, headers, body }: Asked): Promise<Said> {
  const sent = method === "GET" ? {} : { body: new Uint8Array(body) };
  const reply = await fetch(target + path, { method, headers, ...sent, redirect: "manual" });
  const bytes = Buffer.from(await reply.arrayBuffer());
  return { status: reply.status, headers: plain(Object.fromEntries(reply.headers)), body: bytes };
}

function plain(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const kept = Object.entries(headers).filter(([name]) => !ofConnection.includes(name));
  return Object.fromEntries(kept.flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])));
}

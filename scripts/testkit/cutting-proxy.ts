/** A TCP proxy on loopback before a PostgreSQL server, which loses the connection at a moment of a test's choice. */
import { connect, createServer, type Socket } from "node:net";

/** What is lost of the next transaction, or single statement, whose text has `text`. */
export interface Cut {
  readonly text: string;
  /** The statement itself, or the commit of its transaction. */
  readonly at: "statement" | "commit";
  /** The request, so that nothing is done; or the answer, so that it is done and nobody knows. */
  readonly lost: "request" | "answer";
  /** Whether nobody gets through after that until `open`. */
  readonly closes: boolean;
}

export interface CuttingProxy {
  /** The server's URL with the proxy in its place. */
  readonly url: string;
  /** Makes the next cut. Resolves when it has happened. */
  cut(cut: Cut): Promise<void>;
  /** Lets everybody through again. */
  open(): void;
  stop(): Promise<void>;
}

export async function startCuttingProxy(serverUrl: string): Promise<CuttingProxy> {
  const target = new URL(serverUrl);
  const sockets = new Set<Socket>();
  let next: (Cut & { readonly done: () => void }) | undefined;
  let isOpen = true;

  /** Ends the connection as the cut says; its message is `chunk`. */
  function cutOff(cut: Cut & { readonly done: () => void }, chunk: Buffer, client: Socket, server: Socket): void {
    next = undefined;
    isOpen = !cut.closes;
    const end = () => {
      for (const socket of cut.closes ? [...sockets] : [client, server]) socket.destroy();
      cut.done();
    };
    if (cut.lost === "request") end();
    else {
      server.unpipe(client);
      server.once("data", end).resume();
      server.write(chunk);
    }
  }

  const proxy = createServer((client) => {
    if (isOpen) pass(client);
    else client.destroy();
  });

  function pass(client: Socket): void {
    const server = connect(Number(target.port || 5432), target.hostname);
    for (const socket of [client, server]) {
      sockets.add(socket);
      socket.on("error", () => undefined);
    }
    client.once("close", () => server.destroy());
    server.once("close", () => client.destroy());
    server.pipe(client);
    let isMeant = false;
    client.on("data", (chunk: Buffer) => {
      const text = chunk.toString("latin1");
      if (text.includes("begin isolation")) isMeant = false;
      if (next !== undefined && text.includes(next.text)) isMeant = true;
      const isMoment = next?.at === "statement" ? next !== undefined && text.includes(next.text) : isCommit(chunk);
      if (next !== undefined && isMeant && isMoment) cutOff(next, chunk, client, server);
      else server.write(chunk);
    });
  }
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  const address = proxy.address();
  if (address === null || typeof address === "string") throw new Error("The system gave a listener without a port.");
  const url = new URL(serverUrl);
  url.hostname = "127.0.0.1";
  url.port = String(address.port);
  return {
    url: url.href,
    cut: (cut) =>
      new Promise((done) => {
        next = { ...cut, done };
      }),
    open() {
      isOpen = true;
    },
    async stop() {
      const closed = new Promise((resolve) => proxy.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function isCommit(chunk: Buffer): boolean {
  return chunk.includes("commit\0");
}

/** A line between a client and a server on loopback that a test can cut, freeze and open again. */
import { connect, createServer, type Socket } from "node:net";

export interface Line {
  /** The server's URL by way of this line. */
  readonly url: string;
  /** Ends what is open, and lets nobody through. */
  cut(): void;
  /** Passes nothing on and ends nothing: as when a phone has left the Wi-Fi. */
  freeze(): void;
  open(): void;
  stop(): Promise<void>;
}

export async function startLine(serverUrl: string): Promise<Line> {
  const target = new URL(serverUrl);
  const sockets = new Set<Socket>();
  let state: "open" | "cut" | "frozen" = "open";
  const endAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  const server = createServer((client) => {
    if (state === "cut") {
      client.destroy();
      return;
    }
    const away = connect(Number(target.port), target.hostname);
    for (const [from, to] of [
      [client, away],
      [away, client],
    ] as const) {
      sockets.add(from);
      from.on("error", () => undefined);
      from.on("close", () => {
        sockets.delete(from);
        to.destroy();
      });
      from.on("data", (chunk) => {
        // What was frozen in is lost: the connections that were open then stay dead.
        if (state === "open") to.write(chunk);
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The line has no port.");
  return {
    url: `http://127.0.0.1:${address.port}`,
    cut() {
      state = "cut";
      endAll();
    },
    freeze() {
      state = "frozen";
    },
    open() {
      state = "open";
    },
    async stop() {
      endAll();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

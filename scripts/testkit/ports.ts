/** Free ports, for programs that cannot be told to take one themselves. */
import { createServer } from "node:net";

/** A TCP port of 127.0.0.1 that was free a moment ago. A server of our own listens on port 0 instead. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("The system gave a listener without a port.");
  return address.port;
}

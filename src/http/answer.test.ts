/** Tests of what an answer leaves behind when its client has gone before it. */
import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { connect } from "node:net";
import { expect, it, onTestFinished, vi } from "vitest";
import { closeWhenStalled } from "./answer.ts";

it("nobody watches over an answer to a client that has gone already", async () => {
  const server = createServer();
  onTestFinished(() => void server.close());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const client = connect(typeof address === "object" && address !== null ? address.port : 0, "127.0.0.1");
  client.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  const response = await new Promise<ServerResponse>((resolve) => server.once("request", (_, given) => resolve(given)));
  client.destroy();
  await once(response, "close");
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  closeWhenStalled(response, 30_000);
  expect(vi.getTimerCount()).toBe(0);
});

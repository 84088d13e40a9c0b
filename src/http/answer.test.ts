/** Tests of what an answer leaves behind when its client has gone before it. */
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { connect, type Socket } from "node:net";
import { expect, it, onTestFinished, vi } from "vitest";
import { closeWhenStalled, sendEarly } from "./answer.ts";

/** A client that has sent this, and what the server has of it. */
async function exchange(bytes: string) {
  const server = createServer();
  onTestFinished(() => void server.close());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const client = connect(typeof address === "object" && address !== null ? address.port : 0, "127.0.0.1");
  client.write(bytes);
  return await new Promise<{ client: Socket; request: IncomingMessage; response: ServerResponse }>((resolve) =>
    server.once("request", (request, response) => resolve({ client, request, response })),
  );
}

it("a body that was too slow is not waited for once more, however it goes on", { timeout: 5_000 }, async () => {
  const { client, request, response } = await exchange("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n");
  client.on("error", () => undefined).resume();
  const dripping = setInterval(() => client.write("x"), 100);
  onTestFinished(() => clearInterval(dripping));
  sendEarly(request, response, 408, "text/plain", "too slow");
  await once(client, "close");
});

it("nobody watches over an answer to a client that has gone already", async () => {
  const { client, response } = await exchange("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  client.destroy();
  await once(response, "close");
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  closeWhenStalled(response, 30_000);
  expect(vi.getTimerCount()).toBe(0);
});

it("an answer that waits behind another on its connection is watched over as well", { timeout: 5_000 }, async () => {
  const server = createServer();
  onTestFinished(() => void server.close());
  const answers: ServerResponse[] = [];
  server.on("request", (_request, response) => {
    answers.push(response);
    closeWhenStalled(response, 300);
    if (answers.length < 2) return;
    answers[0]?.end("first");
    response.end(Buffer.alloc(50_000_000));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const client = connect(typeof address === "object" && address !== null ? address.port : 0, "127.0.0.1");
  onTestFinished(() => void client.destroy());
  client.on("error", () => undefined).pause();
  client.write("GET /1 HTTP/1.1\r\nHost: x\r\n\r\nGET /2 HTTP/1.1\r\nHost: x\r\n\r\n");
  await vi.waitFor(() => expect(answers.map(({ closed }) => closed)).toEqual([true, true]), { timeout: 4_000 });
  expect(answers.map(({ writableFinished }) => writableFinished)).toEqual([true, false]);
});

it.each([
  ["a few bytes before each time that it would have stalled is cut off", 50, true, false],
  ["little, but more than a kilobyte a second, goes on", 40_000, false, false],
  ["a few bytes as it waits for what happens, goes on", 50, false, true],
])("an answer that brings %s", async (_name, bytes, isCut, waits) => {
  const { client, response } = await exchange("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  onTestFinished(() => void client.destroy());
  client.on("error", () => undefined);
  // The clock of the limits alone: the sockets are real.
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "performance"] });
  onTestFinished(() => void vi.useRealTimers());
  closeWhenStalled(response, 30_000, waits);
  let got = 0;
  client.on("data", (chunk) => {
    got += chunk.filter((byte) => byte === 126).length;
  });
  for (let written = bytes; written <= 20 * bytes && !response.destroyed; written += bytes) {
    response.write(Buffer.alloc(bytes, "~"));
    await vi.waitFor(() => expect(got).toBe(written), { interval: 1 });
    vi.advanceTimersByTime(29_000);
  }
  expect(response.destroyed).toBe(isCut);
});

it("an answer that waits for what happens is cut off all the same when its client reads nothing", async () => {
  const { client, response } = await exchange("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  onTestFinished(() => void client.destroy());
  client.on("error", () => undefined).pause();
  closeWhenStalled(response, 300, true);
  response.on("error", () => undefined);
  // More than the system keeps for a connection.
  response.write(Buffer.alloc(50_000_000));
  await once(response, "close");
  expect(response.writableFinished).toBe(false);
});

/** No request makes a series: whatever slots, paths and methods strangers make up, /metrics has the same lines. */
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestService, type TestService } from "../../../scripts/testkit/service.ts";

const REQUESTS = 10_000;
/** On one connection, which a server may end after so many. */
const PER_CONNECTION = 250;

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.stop());

/** Names and labels of every series of a scrape. */
async function series(): Promise<string[]> {
  const scrape = await (await fetch(`${service.url}/metrics`)).text();
  return scrape
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => line.replace(/ \S+$/, ""));
}

const word = () => randomBytes(4).toString("hex");
const made: readonly (() => string)[] = [
  () => `POST /api/ingest/slot-${word()} HTTP/1.1\r\nContent-Length: 0`,
  () => `GET /api/results/${word()}${word()}${word()}${word()} HTTP/1.1`,
  () => `GET /${word()}/${word()}?${word()}=${word()} HTTP/1.1`,
  () => "PROPFIND /api/slots HTTP/1.1",
  () => `DELETE /api/tokens/${word()} HTTP/1.1`,
  () => `GET /metrics/%22%7D%0A${word()} HTTP/1.1`,
  () => `GET /api/slots/${word()} HTTP/1.1\r\nX-Request-Id: ${word()}${word()}\r\nCookie: a="${word()}`,
];

/** Sends them in one go and reads until the connection ends; resolves with how many were answered. */
async function pipeline(count: number): Promise<number> {
  const { hostname, port } = new URL(service.url);
  const requests = Array.from({ length: count }, (_, i) => made[i % made.length]?.() ?? "");
  const last = "GET /livez HTTP/1.1\r\nConnection: close";
  const socket = connect(Number(port), hostname);
  socket.end([...requests, last].map((head) => `${head}\r\nHost: h\r\n\r\n`).join(""));
  let answered = 0;
  socket.on("data", (chunk: Buffer) => {
    answered += chunk.toString("latin1").split("HTTP/1.1 ").length - 1;
  });
  await once(socket, "close");
  return answered - 1;
}

it(`${REQUESTS} requests that nobody has thought of leave every series as it was, and none more`, async () => {
  const before = await series();
  let answered = 0;
  for (let sent = 0; sent < REQUESTS; sent += PER_CONNECTION) answered += await pipeline(PER_CONNECTION);
  expect(answered).toBeGreaterThan(REQUESTS * 0.99);
  expect(await series()).toEqual(before);
  expect(before.length).toBeGreaterThan(100);
});

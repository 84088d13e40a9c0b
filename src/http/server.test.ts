/** The server under what is no HTTP, or comes too slowly. */
import { once } from "node:events";
import { Agent, get, type RequestListener, type Server, type ServerResponse } from "node:http";
import { connect, type Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createHttpServer } from "./server.ts";

let server: Server;
let port = 0;

const PER_ADDRESS = 20;
const said: string[] = [];
/** The paths of the requests that came to the app, and the answers that it leaves to the test. */
const begun: string[] = [];
const held: ServerResponse[] = [];

beforeEach(async () => {
  said.length = 0;
  begun.length = 0;
  held.length = 0;
  const app: RequestListener = (request, response) => {
    begun.push(request.url ?? "");
    if (request.url === "/refuse") response.end("refused");
    else if (request.url?.startsWith("/hold")) held.push(response);
    else request.resume().on("end", () => response.end("fine"));
  };
  // Among the addresses of this machine, which a service takes for its own proxies.
  const isProxy = (peer: string) => peer === "127.0.0.9";
  const log = { warn: (_fields: unknown, text?: string) => void said.push(text ?? "") };
  server = createHttpServer(app, { perAddress: PER_ADDRESS, isProxy, log });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  port = typeof address === "object" && address !== null ? address.port : 0;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

/** What comes back until the server closes the connection. */
async function exchange(bytes: string | Buffer): Promise<string> {
  const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
  socket.write(bytes);
  let answer = "";
  socket.on("data", (chunk) => {
    answer += chunk.toString();
  });
  socket.on("error", () => undefined);
  await Promise.race([once(socket, "end"), once(socket, "close")]);
  socket.destroy();
  return answer;
}

describe("the server", () => {
  it.each([
    ["garbage", "\0\x01\x02 no http\r\n\r\n"],
    ["headers over 16 KiB", `GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${"x".repeat(17_000)}\r\n\r\n`],
    ["a broken chunk", "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"],
  ])("answers %s in the shape of every refusal", async (_name, bytes) => {
    const [head = "", body = ""] = (await exchange(bytes)).split("\r\n\r\n");
    expect(head).toMatch(/^HTTP\/1\.1 400 /);
    const { failure_reason, request_id, status } = JSON.parse(body);
    expect([status, failure_reason]).toEqual([400, "invalid_request"]);
    expect(head).toContain(`X-Request-Id: ${request_id}`);
  });

  it("names a request whose body is broken as its log line does", async () => {
    server.prependListener("request", (_request, response) => response.setHeader("X-Request-Id", "booth-7.photo_12"));
    const answer = await exchange("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n");
    expect(answer).toContain("X-Request-Id: booth-7.photo_12");
    expect(JSON.parse(answer.split("\r\n\r\n")[1] ?? "")).toMatchObject({ request_id: "booth-7.photo_12" });
  });

  it("passes over expectations that it does not know", async () => {
    const head = "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nExpect: tea\r\n\r\n";
    expect(await exchange(head)).toMatch(/^HTTP\/1\.1 200 OK.*fine/s);
  });

  it("still answers a client that has closed its sending side", async () => {
    const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
    socket.end("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nok");
    const chunks: Buffer[] = [];
    for await (const chunk of socket) chunks.push(chunk);
    expect(Buffer.concat(chunks).toString()).toContain("fine");
  });

  it("asks a client that waits for it to go on only when its body is read", async () => {
    const head = "Host: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n";
    const socket = connect({ port, host: "127.0.0.1" });
    socket.write(`POST /refuse HTTP/1.1\r\n${head}`);
    expect(String(await once(socket, "data"))).toMatch(/^HTTP\/1\.1 200 OK.*refused/s);
    socket.destroy();
    const other = connect({ port, host: "127.0.0.1" });
    other.write(`POST / HTTP/1.1\r\n${head}`);
    expect(String(await once(other, "data"))).toBe("HTTP/1.1 100 Continue\r\n\r\n");
    other.write("ok");
    expect(String(await once(other, "data"))).toContain("fine");
    other.destroy();
  });

  it("lets one address have some of the connections, so that others are served, and a proxy as many as it likes", async () => {
    const sockets: Socket[] = [];
    const open = async (count: number, localAddress: string) => {
      const opened = Array.from({ length: count }, () => connect({ port, host: "127.0.0.1", localAddress }));
      sockets.push(...opened);
      const left: Socket[] = [];
      for (const socket of opened) socket.on("error", () => undefined).once("close", () => left.push(socket));
      await Promise.all(opened.map((socket) => once(socket, "connect").catch(() => undefined)));
      return left;
    };
    const ask = async (localAddress: string) => {
      const socket = connect({ port, host: "127.0.0.1", localAddress });
      socket.on("error", () => undefined);
      socket.write("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
      const chunks: Buffer[] = [];
      socket.on("data", (chunk) => chunks.push(chunk));
      await once(socket, "close");
      return Buffer.concat(chunks).toString().slice(0, 15);
    };
    const lost = await open(200, "127.0.0.7");
    await vi.waitFor(() => expect(lost).toHaveLength(200 - PER_ADDRESS));
    expect(await ask("127.0.0.7")).toBe("");
    expect(await ask("127.0.0.8")).toBe("HTTP/1.1 200 OK");
    expect(await open(2 * PER_ADDRESS, "127.0.0.9")).toEqual([]);
    expect(await ask("127.0.0.9")).toBe("HTTP/1.1 200 OK");
    expect(said).toEqual([`Connections are refused: an address has its ${PER_ADDRESS} of CONNECTIONS_PER_ADDRESS.`]);
    for (const socket of sockets) socket.destroy();
    await vi.waitFor(async () => expect(await ask("127.0.0.7")).toBe("HTTP/1.1 200 OK"));
  });

  it("ends a connection with its thousandth answer", async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const kept: (string | undefined)[] = [];
    for (let i = 0; i < 1001; i++) {
      const [answer] = await once(get({ port, host: "127.0.0.1", agent }), "response");
      answer.resume();
      await once(answer, "end");
      kept.push(answer.headers.connection);
    }
    agent.destroy();
    expect(kept.map((how, i) => (how === "close" ? i + 1 : 0)).filter((i) => i > 0)).toEqual([1000]);
  });

  it("has limits for slow clients that are checked twice a second", () => {
    expect(server.headersTimeout).toBe(10_000);
    expect(server.requestTimeout).toBeGreaterThan(60_000);
    expect(server.keepAliveTimeout).toBe(65_000);
    expect(server.maxConnections).toBeGreaterThan(0);
  });
});

describe("garbage behind a request", () => {
  const garbage = "\0\x01 no http\r\n\r\n";
  const post = "POST /hold HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nok";
  const ask = (path: string) => `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`;

  /** A client that has sent this, when the server has seen that the end of it is no HTTP. */
  async function sendGarbage(bytes: string) {
    const noticed = once(server, "clientError");
    const client = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
    let heard = "";
    client.setEncoding("latin1").on("data", (text) => {
      heard += text;
    });
    client.on("error", () => undefined);
    const over = Promise.race([once(client, "end"), once(client, "close")]);
    client.write(bytes, "latin1");
    await noticed;
    const wholeAnswer = async () => {
      await over;
      client.destroy();
      return heard;
    };
    return { client, wholeAnswer };
  }
  const expectNoConnection = () =>
    vi.waitFor(async () => {
      const count = await new Promise((resolve) => server.getConnections((_error, open) => resolve(open)));
      expect(count).toBe(0);
    });

  it.each([
    ["in work", post + garbage],
    [
      "in work, as a broken body of the next one",
      `${post}POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n`,
    ],
  ])("%s leaves it its own answer, with which the connection ends", async (_name, bytes) => {
    const { client, wholeAnswer } = await sendGarbage(bytes);
    const again = once(server, "clientError");
    client.write(garbage);
    await again;
    expect(held.map(({ closed, socket }) => [closed, socket?.destroyed])).toEqual([[false, false]]);
    held[0]?.end("done");
    expect(await wholeAnswer()).toMatch(/^HTTP\/1\.1 200 OK\r\nConnection: close\r\n(?:[^\r]+\r\n)+\r\ndone$/);
    expect(begun).toEqual(["/hold"]);
    await expectNoConnection();
  });

  it("is not answered inside the answer that is going out, nor are the requests between them", async () => {
    const first = connect({ port, host: "127.0.0.1" });
    first.on("error", () => undefined).write(ask("/hold/long"));
    let heard = "";
    first.setEncoding("latin1").on("data", (text) => {
      heard += text;
    });
    await vi.waitFor(() => expect(held).toHaveLength(1));
    held[0]?.writeHead(200, { "Content-Length": 8 }).write("half");
    await vi.waitFor(() => expect(heard).toMatch(/half$/));
    const noticed = once(server, "clientError");
    first.write(ask("/hold/queued") + garbage);
    await noticed;
    held[0]?.end("half");
    await once(first, "close");
    expect(heard).toMatch(/^HTTP\/1\.1 200 OK\r\n(?:[^\r]+\r\n)+\r\nhalfhalf$/);
    expect(begun).toEqual(["/hold/long"]);
    await expectNoConnection();
  });

  it("in a body whose answer has begun breaks the connection off", async () => {
    const client = connect({ port, host: "127.0.0.1" });
    client.on("error", () => undefined).write("POST /hold HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
    let heard = "";
    client.setEncoding("latin1").on("data", (text) => {
      heard += text;
    });
    await vi.waitFor(() => expect(held).toHaveLength(1));
    held[0]?.writeHead(200, { "Content-Length": 8 }).write("half");
    await vi.waitFor(() => expect(heard).toMatch(/half$/));
    client.write("zz\r\n");
    await once(client, "close");
    expect(heard).toMatch(/\r\n\r\nhalf$/);
  });
});

describe("requests that come one behind the other on a connection", () => {
  it("are worked on one at a time, and answered in their order", async () => {
    let most = 0;
    const paths = Array.from({ length: 500 }, (_, i) => `/hold/${i}`);
    const client = connect({ port, host: "127.0.0.1" });
    let heard = "";
    client.setEncoding("latin1").on("data", (text) => {
      heard += text;
    });
    client.write(paths.map((path) => `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`).join(""));
    for (const path of paths) {
      await vi.waitFor(() => expect(held.length).toBeGreaterThan(0), { interval: 1 });
      most = Math.max(most, held.length);
      held.shift()?.end(`<${path}>`);
    }
    await vi.waitFor(() => expect(heard).toContain("</hold/499>"));
    expect(most).toBe(1);
    expect([...heard.matchAll(/<(.*?)>/g)].map(([, path]) => path)).toEqual(paths);
    client.destroy();
  });

  it("wait with their bodies, and are asked for them in their turn", async () => {
    const client = connect({ port, host: "127.0.0.1" });
    let heard = "";
    client.setEncoding("latin1").on("data", (text) => {
      heard += text;
    });
    const head = (more: string) => `POST /post HTTP/1.1\r\nHost: x\r\n${more}\r\n\r\n`;
    client.write("GET /hold HTTP/1.1\r\nHost: x\r\n\r\n");
    client.write(head("Content-Length: 1000000") + "x".repeat(1_000_000));
    client.write(head("Expect: 100-continue\r\nContent-Length: 2"));
    await vi.waitFor(() => expect(held).toHaveLength(1));
    held[0]?.end("held");
    await vi.waitFor(() => expect(heard).toMatch(/100 Continue\r\n\r\n$/));
    client.write("ok");
    await vi.waitFor(() => expect(heard).toMatch(/held.*fine.*100 Continue.*fine$/s));
    client.destroy();
  });

  it("are not begun when the client has left before their turn", async () => {
    const client = connect({ port, host: "127.0.0.1" });
    client.write("GET /hold/1 HTTP/1.1\r\nHost: x\r\n\r\nGET /hold/2 HTTP/1.1\r\nHost: x\r\n\r\n");
    await vi.waitFor(() => expect(held.length).toBeGreaterThan(0));
    client.resetAndDestroy();
    await vi.waitFor(() => expect(held[0]?.closed).toBe(true));
    expect(begun).toEqual(["/hold/1"]);
  });
});

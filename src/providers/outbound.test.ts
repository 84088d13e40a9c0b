/** Tests of calls to providers' servers against a server on loopback that answers well and badly. */
import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { createReadStream } from "node:fs";
import { createServer as createHttpServer } from "node:http";
import { createServer, type Socket } from "node:net";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { useTempFolder } from "../../scripts/testkit/folders.ts";
import { saveFile } from "../../scripts/testkit/photos.ts";
import { freePort } from "../../scripts/testkit/ports.ts";
import {
  bytes,
  drip,
  endless,
  hang,
  hangAfterHeaders,
  json,
  noHttp,
  reset,
  text,
  useProviderServer,
} from "../../scripts/testkit/provider-server.ts";
import { callServer, OutboundFailure, readJson, readText, type ServerCall } from "./outbound.ts";

const server = useProviderServer();
const folder = useTempFolder();
const secretPath = "/secret-path?key=secret-key";

function call(changes: Partial<ServerCall> = {}): ServerCall {
  return {
    method: "GET",
    url: server().url + secretPath,
    signal: new AbortController().signal,
    maxResponseBytes: 1000,
    access: { kind: "fixed", baseUrl: server().url },
    ...changes,
  };
}

/** What the call fails with, be it before or after the head of the answer; checks that it tells no secret. */
async function failure(changes: Partial<ServerCall> = {}): Promise<OutboundFailure> {
  const error: unknown = await callServer(call(changes))
    .then(({ body }) => buffer(body))
    .then(() => expect.fail("the call succeeded"))
    .catch((reason: unknown) => reason);
  if (!(error instanceof OutboundFailure)) throw error;
  expect(error.reason).not.toMatch(/secret/);
  return error;
}

describe("a call", () => {
  it("sends what it is given, asks for no encoding, and reads JSON", async () => {
    server().answer(() => json(200, { fine: true }, { "X-Request-Id": "r-1" }));
    const answer = await callServer(call({ method: "POST", headers: { "x-key": "k" }, body: Buffer.from("hello") }));
    expect(answer).toMatchObject({ status: 200, headers: { "x-request-id": "r-1" } });
    expect(await readJson(answer, 100)).toEqual({ fine: true });
    expect(server().received).toEqual([
      {
        method: "POST",
        path: secretPath,
        headers: expect.objectContaining({ "x-key": "k", "accept-encoding": "identity", "content-length": "5" }),
        body: Buffer.from("hello"),
      },
    ]);
  });

  it("streams a file with its length, and closes the file", async () => {
    server().answer(() => text(200, "ok"));
    const content = Buffer.alloc(300_000, "x");
    const body = createReadStream(await saveFile(folder(), "photo", content));
    await readText(await callServer(call({ method: "POST", body, contentLength: content.length })), 100);
    expect(server().received[0]?.headers).toMatchObject({ "content-length": "300000" });
    expect(server().received[0]?.body.equals(content)).toBe(true);
    await expect.poll(() => body.closed).toBe(true);
  });

  it("is not answered with what a server sends once more after the call before", async () => {
    const answer = (words: string) => `HTTP/1.1 200 OK\r\nContent-Length: ${words.length}\r\n\r\n${words}`;
    let calls = 0;
    server().answer(() => async ({ socket }) => {
      calls += 1;
      socket?.write(answer(`call ${calls}`));
      // The other one begins now, on this connection if it could.
      await expect.poll(() => socket?.destroyed === true || calls > 1, { interval: 1 }).toBe(true);
      socket?.write(answer(`call ${calls}, again`));
    });
    expect(await readText(await callServer(call()), 100)).toBe("call 1");
    expect(await readText(await callServer(call()), 100)).toBe("call 2");
    expect(server().connections().opened).toBe(2);
  });

  it.each([301, 302, 303, 307, 308])("takes a %d for an answer and follows it nowhere", async (status) => {
    server().answer(() => text(status, "moved", { location: `${server().url}/elsewhere` }));
    expect(await callServer(call())).toMatchObject({ status, headers: { location: `${server().url}/elsewhere` } });
    expect(server().received).toHaveLength(1);
  });
});

describe("a bad answer", () => {
  it.each([
    ["has more bytes than allowed", () => bytes(200, Buffer.alloc(1001)), /HTTP 200 .* more than 1000 bytes/],
    ["never ends", () => endless(200, Buffer.alloc(1), Buffer.alloc(400)), /HTTP 200 .* more than 1000 bytes/],
    [
      "has fewer bytes than it announced",
      () => bytes(200, Buffer.alloc(9), { "content-length": 10 }),
      /broke off after 9/,
    ],
    [
      "is a gzip bomb",
      () => bytes(200, gzipSync(Buffer.alloc(10_000_000)), { "content-encoding": "gzip" }),
      /encoded as gzip/,
    ],
    ["is none", () => reset, /failed \(ECONNRESET\)/],
    ["is no HTTP", () => noHttp, /failed \(HPE_/],
  ] as const)("that %s is transient, and its connection is closed", async (_what, reply, reason) => {
    server().answer(reply);
    const failed = await failure();
    expect({ kind: failed.kind, reason: failed.reason }).toEqual({
      kind: "transient",
      reason: expect.stringMatching(reason),
    });
    await expect.poll(() => server().connections().open).toBe(0);
  });

  it("that is encoded still shows its status", async () => {
    server().answer(() => bytes(503, gzipSync("{}"), { "content-encoding": "gzip" }));
    const answer = await callServer(call());
    expect(answer.status).toBe(503);
    await expect(readText(answer, 100)).rejects.toThrow("encoded as gzip");
  });

  it("that is no JSON says which type it has, and JSON has a limit of its own", async () => {
    server().answer(() => text(200, "<html>secret</html>", { "content-type": "text/html" }));
    await expect(readJson(await callServer(call()), 100)).rejects.toThrow(/^HTTP 200 .* no JSON \(text\/html\)$/);
    server().answer(() => json(200, "x".repeat(100)));
    await expect(readJson(await callServer(call()), 100)).rejects.toThrow("more than 100 bytes");
  });

  it("that is left half read closes its connection at once, though its server goes on to hang", async () => {
    server().answer(() => hangAfterHeaders(200, {}, Buffer.from("begun")));
    const answer = await callServer(call());
    for await (const chunk of answer.body) {
      expect(String(chunk)).toBe("begun");
      break;
    }
    await expect.poll(() => server().connections().open).toBe(0);
    server().answer(() => hangAfterHeaders(503));
    const { body } = await callServer(call());
    const reading = buffer(body).catch(() => undefined);
    await new Promise((resolve) => setImmediate(resolve));
    body.destroy();
    await expect.poll(() => server().connections().open).toBe(0);
    await reading;
  });

  it("is transient when nobody listens", async () => {
    const url = `http://127.0.0.1:${await freePort()}`;
    expect(await failure({ url, access: { kind: "fixed", baseUrl: url } })).toMatchObject({
      kind: "transient",
      reason: expect.stringContaining("ECONNREFUSED"),
    });
  });

  it("is configuration when the server speaks no TLS or the request cannot be sent", async () => {
    const url = server().url.replace("http:", "https:");
    expect(await failure({ url, access: { kind: "fixed", baseUrl: url } })).toMatchObject({ kind: "configuration" });
    expect(await failure({ headers: { "x-key": "secret\nkey" } })).toMatchObject({
      kind: "configuration",
      reason: expect.stringContaining("ERR_INVALID_CHAR"),
    });
  });
});

describe("a signal", () => {
  it.each([
    ["before anything", () => hang, true],
    ["before the head", () => hang, false],
    ["after the head", () => hangAfterHeaders(), false],
    ["in the middle of the body", () => hangAfterHeaders(200, {}, Buffer.alloc(500)), false],
    ["while the body drips", () => drip(200, Buffer.alloc(900), {}, 5), false],
  ] as const)("ends the call %s, with its reason", async (_when, reply, before) => {
    const stop = new AbortController();
    server().answer(reply);
    if (before) stop.abort(new Error("enough"));
    const running = callServer(call({ signal: stop.signal })).then(({ body }) => buffer(body));
    const failed = expect(running).rejects.toThrow("enough");
    if (!before) await expect.poll(() => server().received.length).toBe(1);
    if (!before) stop.abort(new Error("enough"));
    await failed;
    await expect.poll(() => server().connections().open).toBe(0);
  });

  it("ends a call whose answer nobody reads, without an unhandled error", async () => {
    const stop = new AbortController();
    server().answer(() => hangAfterHeaders());
    const { body } = await callServer(call({ signal: stop.signal }));
    stop.abort(new Error("enough"));
    await expect.poll(() => body.destroyed).toBe(true);
    await expect(buffer(body)).rejects.toThrow();
    await expect.poll(() => server().connections().open).toBe(0);
  });

  it("ends an upload that the server does not take, and destroys its source", async () => {
    const stop = new AbortController();
    const source = new Readable({ read: () => undefined });
    source.push(Buffer.alloc(100));
    const running = callServer(call({ method: "POST", body: source, signal: stop.signal }));
    await expect.poll(() => server().connections().open).toBe(1);
    stop.abort(new Error("enough"));
    await expect(running).rejects.toThrow("enough");
    expect(source.destroyed).toBe(true);
    await expect.poll(() => server().connections().open).toBe(0);
  });
});

describe("a request's body", () => {
  it.each([
    [5, /not the 5 bytes/],
    [3, /not the 3 bytes/],
  ])("of 4 bytes is not sent as %d", async (contentLength, reason) => {
    const failed = await failure({ method: "POST", body: Readable.from([Buffer.from("four")]), contentLength });
    expect(failed.reason).toMatch(reason);
    expect(server().received).toEqual([]);
    await expect.poll(() => server().connections().open).toBe(0);
  });

  it("with more bytes than announced never becomes a whole request", async () => {
    server().answer(() => text(200, "ok"));
    const source = async function* () {
      yield Buffer.from("fo");
      await expect.poll(() => server().connections().open).toBe(1);
      yield Buffer.from("ur");
      await new Promise((resolve) => setImmediate(resolve));
    };
    expect((await failure({ method: "POST", body: source(), contentLength: 3 })).kind).toBe("transient");
    await expect.poll(() => server().connections().open).toBe(0);
    expect(server().received).toEqual([]);
  });

  it("whose source fails fails the call with that error", async () => {
    const body = createReadStream(`${folder()}/nothing`);
    await expect(callServer(call({ method: "POST", body, contentLength: 9 }))).rejects.toMatchObject({
      code: "ENOENT",
    });
    await expect.poll(() => server().connections().open).toBe(0);
  });

  it("is given up when the answer comes first, and the answer counts", async () => {
    const hasty = createHttpServer((_request, response) => response.writeHead(401).end("no")).listen(0, "127.0.0.1");
    await once(hasty, "listening");
    const url = `http://127.0.0.1:${Object(hasty.address()).port}`;
    const body = Readable.from(Array.from({ length: 100 }, () => Buffer.alloc(100_000)));
    const access = { kind: "fixed", baseUrl: url } as const;
    const answer = await callServer(call({ method: "POST", url, access, body, contentLength: 10_000_000 }));
    expect([answer.status, await readText(answer, 100)]).toEqual([401, "no"]);
    await expect.poll(() => body.destroyed).toBe(true);
    // Ends only when the connection is closed, for its request is not whole.
    await new Promise((resolve) => hasty.close(resolve));
  });

  it("arrives as it was given, though all its chunks are in one buffer and the server is slow to read", async () => {
    const hash = createHash("sha256");
    const slow = createHttpServer((request, response) => {
      request.on("data", (chunk: Buffer) => {
        hash.update(chunk);
        request.pause();
        setImmediate(() => request.resume());
      });
      request.once("end", () => response.end("ok"));
    }).listen(0, "127.0.0.1");
    await once(slow, "listening");
    const url = `http://127.0.0.1:${Object(slow.address()).port}`;
    const bytes = randomBytes(32_000_000);
    const source = async function* () {
      const buffer = Buffer.alloc(300_000);
      for (let at = 0; at < bytes.length; at += buffer.length) {
        yield buffer.subarray(0, bytes.copy(buffer, 0, at));
        buffer.fill(0);
      }
    };
    const access = { kind: "fixed", baseUrl: url } as const;
    const answer = await callServer(call({ method: "POST", url, access, body: source(), contentLength: bytes.length }));
    expect(await readText(answer, 100)).toBe("ok");
    expect(hash.digest("hex")).toBe(createHash("sha256").update(bytes).digest("hex"));
    slow.close();
  });

  it("is read no faster than the server takes it", async () => {
    const sockets: Socket[] = [];
    const deaf = createServer((socket) => void sockets.push(socket.pause())).listen(0, "127.0.0.1");
    await once(deaf, "listening");
    const stop = new AbortController();
    const total = 400;
    let produced = 0;
    const source = async function* () {
      for (; produced < total; produced += 1) yield Buffer.alloc(1_000_000);
    };
    const url = `http://127.0.0.1:${Object(deaf.address()).port}`;
    const access = { kind: "fixed", baseUrl: url } as const;
    const running = callServer(call({ method: "POST", url, access, body: source(), signal: stop.signal }));
    await expect.poll(() => produced).toBeGreaterThan(0);
    for (let before = -1; before !== produced; ) {
      before = produced;
      for (let turns = 0; turns < 30; turns += 1) await new Promise((resolve) => setImmediate(resolve));
    }
    expect(produced).toBeLessThan(total / 4);
    stop.abort(new Error("enough"));
    await expect(running).rejects.toThrow("enough");
    for (const socket of sockets) socket.destroy();
    deaf.close();
  });

  it("is destroyed when the call is refused before it begins", async () => {
    const body = Readable.from([Buffer.from("four")]);
    await failure({ method: "POST", body, url: "ftp://example.com" });
    expect(body.destroyed).toBe(true);
  });
});

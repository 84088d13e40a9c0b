/** The mounting of the contract's routes, with handlers of the test's own, over real sockets. */
import { once } from "node:events";
import { createReadStream, type ReadStream } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type Handlers, type OperationId, routes } from "../../generated/routes.ts";
import { validateFailure } from "../../generated/validators.js";
import { isLoopback } from "../core/client-address.ts";
import { refused } from "../core/failure.ts";
import { pictureHeaders } from "../core/picture-headers.ts";
import { createLog } from "../log.ts";
import type { Context } from "./context.ts";
import { errorTable } from "./errors.ts";
import { type ApiOptions, createApi } from "./mount.ts";
import { createHttpServer } from "./server.ts";

const jobId = "0123456789abcdef0123456789abcdef";
const headersOf = {
  "X-Job-Id": jobId,
  ...pictureHeaders("slot-001", jobId, "image/png"),
  "Cross-Origin-Resource-Policy": "cross-origin",
} as const;
const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

/** Nobody has credentials. */
const nobody: ApiOptions["security"] = {
  ...{ ingestPassword: "by_handler", metricsToken: "by_handler" },
  ...{ operatorSession: async () => undefined, operatorToken: async () => undefined },
};

/** An API whose handlers are defects unless the test gives them. */
async function serve(handlers: Partial<Handlers<Context>>, options: Partial<ApiOptions> = {}) {
  const broken = (): never => {
    throw new Error("No handler.");
  };
  const logged: Record<string, unknown>[] = [];
  const log = createLog("info", { write: (line) => void logged.push(JSON.parse(line)) });
  const refusals: [OperationId, string, boolean][] = [];
  const api = createApi({
    // One for each operation of the contract, whichever there are.
    handlers: {
      ...(Object.fromEntries(routes.map(({ operationId }) => [operationId, broken])) as Record<
        OperationId,
        () => never
      >),
      ...handlers,
    },
    log,
    mayOperate: () => true,
    security: nobody,
    errors: errorTable([{ is: (thrown) => thrown instanceof RangeError, reason: "database_unavailable" }]),
    isProxy: isLoopback,
    checkReplies: true,
    closing: () => false,
    track: () => undefined,
    onRefusal: (...refusal) => void refusals.push(refusal),
    ...options,
  });
  const server = createHttpServer(api, { perAddress: 9, isProxy: () => true, log });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  stops.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${port}`, port, logged, refusals };
}

describe("a request", () => {
  it("gets an id, its own when it is sane", async () => {
    const { url } = await serve({
      getLiveness: () => ({ status: 200, contentType: "application/json", body: { status: "ok" } }),
    });
    const idOf = async (headers: Record<string, string>) =>
      (await fetch(`${url}/livez`, { headers })).headers.get("x-request-id");
    expect(await idOf({ "X-Request-Id": "booth-7.photo_12" })).toBe("booth-7.photo_12");
    for (const bad of ["short", "with space in it", "x".repeat(65), `"quoted"123`]) {
      expect(await idOf({ "X-Request-Id": bad })).toMatch(/^[0-9a-f]{32}$/);
    }
  });

  it("for no route, a wrong method, a malformed URL or a bad parameter is refused in the one shape", async () => {
    const { url, refusals } = await serve({});
    const ask = async (path: string, method = "GET") => {
      const answer = await fetch(`${url}${path}`, { method });
      const body: unknown = await answer.json();
      if (!validateFailure(body)) throw new Error(`No failure: ${JSON.stringify(body)}`);
      expect(body.status).toBe(answer.status);
      expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
      return [answer.status, body.failure_reason, answer.headers.get("allow")];
    };
    expect(await ask("/nowhere")).toEqual([404, "route_not_found", null]);
    expect(await ask("/LIVEZ")).toEqual([404, "route_not_found", null]);
    expect(await ask("/livez/")).toEqual([404, "route_not_found", null]);
    expect(await ask("/livez", "POST")).toEqual([405, "method_not_allowed", "GET, HEAD"]);
    expect(await ask(`/api/results/${jobId}`, "PUT")).toEqual([405, "method_not_allowed", "GET, DELETE, HEAD"]);
    expect(await ask("/api/ingest/slot-001", "OPTIONS")).toEqual([405, "method_not_allowed", "POST"]);
    expect(await ask("/api/results/%zz")).toEqual([400, "invalid_request", null]);
    expect(refusals).toEqual([]);
    expect(await ask("/api/results/none")).toEqual([404, "result_not_found", null]);
    expect(refusals).toEqual([["getResult", "result_not_found", false]]);
  });
});

describe("every answer", () => {
  it("has the protective headers, whatever it is: what is found, refused, broken or no HTTP at all", async () => {
    const { url, port } = await serve({
      getLiveness: () => ({ status: 200, contentType: "application/json", body: { status: "ok" } }),
    });
    const expected = {
      "cache-control": "no-store",
      "content-security-policy": "default-src 'none';frame-ancestors 'none'",
      "cross-origin-resource-policy": "same-origin",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
    };
    for (const path of ["/livez", "/nowhere", "/api/results/%zz", "/api/slots"]) {
      const { headers } = await fetch(`${url}${path}`);
      expect(Object.fromEntries(headers)).toMatchObject(expected);
      for (const none of ["x-powered-by", "server", "strict-transport-security", "etag"])
        expect(headers.get(none)).toBeNull();
    }
    const garbage = String(await answerTo(port, "no http\r\n\r\n"));
    for (const [name, value] of Object.entries(expected))
      expect(garbage.toLowerCase()).toContain(`${name}: ${value}`.toLowerCase());
  });

  it("is a refusal for more than 100 headers, of which none is dropped in silence", async () => {
    const seen: unknown[] = [];
    const { port } = await serve({
      getLiveness(_request, { headers, clientAddress }) {
        seen.push([headers["x-forwarded-for"], clientAddress]);
        return { status: 200, contentType: "application/json", body: { status: "ok" } };
      },
    });
    const withHeaders = (count: number) =>
      answerTo(
        port,
        `GET /livez HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${"a:\r\n".repeat(count - 3)}X-Forwarded-For: 192.0.2.1\r\n\r\n`,
      );
    expect(String(await withHeaders(100))).toMatch(/^HTTP\/1\.1 200 /);
    expect(seen).toEqual([["192.0.2.1", "192.0.2.1"]]);
    for (const count of [101, 900]) expect(String(await withHeaders(count))).toMatch(/^HTTP\/1\.1 400 .*100 headers/s);
    // Some releases of Node refuse these themselves, others drop all behind the thousandth.
    expect(String(await withHeaders(1500))).toMatch(/^HTTP\/1\.1 400 .*invalid_request.*headers/s);
    expect(seen).toHaveLength(1);
  });
});

/** All that comes back on a connection of its own until it ends. */
async function answerTo(port: number, bytes: string): Promise<Buffer> {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => undefined);
  const chunks: Buffer[] = [];
  socket.on("data", (chunk) => chunks.push(chunk));
  socket.write(bytes);
  await once(socket, "close");
  return Buffer.concat(chunks);
}

describe("a handler", () => {
  it("that throws Refused is answered with its reason, and tells whether there was a job", async () => {
    const { url, refusals } = await serve({
      getResult(_request, context) {
        context.setJob(jobId);
        throw refused("media_unavailable", "Away.", 1.2);
      },
    });
    const answer = await fetch(`${url}/api/results/${jobId}`);
    expect(answer.status).toBe(503);
    expect(answer.headers.get("retry-after")).toBe("2");
    expect(answer.headers.get("x-job-id")).toBe(jobId);
    expect(await answer.json()).toMatchObject({
      failure_reason: "media_unavailable",
      details: "Away.",
      retry_after: 2,
    });
    expect(refusals).toEqual([["getResult", "media_unavailable", true]]);
  });

  it("that meets an infrastructure error is answered with its reason", async () => {
    const { url } = await serve({ listSlots: () => Promise.reject(new RangeError("secret-detail")) });
    const answer = await fetch(`${url}/api/slots`);
    const text = await answer.text();
    expect([answer.status, JSON.parse(text).failure_reason]).toEqual([503, "database_unavailable"]);
    expect(text).not.toContain("secret-detail");
  });

  it("with a defect is an internal error: its stack in the log, nothing of it in the answer", async () => {
    const { url, logged } = await serve({ listSlots: () => Promise.reject(new Error("secret-detail")) });
    const answer = await fetch(`${url}/api/slots`);
    const text = await answer.text();
    expect([answer.status, JSON.parse(text).failure_reason]).toEqual([500, "internal_error"]);
    expect(text).not.toMatch(/secret-detail|mount|\.ts/);
    expect(JSON.stringify(logged)).toContain("secret-detail");
  });

  it("whose JSON breaks the contract is an internal error in development and test, and goes out in production", async () => {
    const wrong = { slots: [{ slot_id: "slot-001" }] };
    // What a compiler would not let through: a reply built from a row that has changed.
    const listSlots = (() => ({ status: 200, contentType: "application/json", body: wrong })) as never;
    const checked = await serve({ listSlots });
    expect((await fetch(`${checked.url}/api/slots`)).status).toBe(500);
    expect(JSON.stringify(checked.logged)).toContain("must have required property");
    const trusting = await serve({ listSlots }, { checkReplies: false });
    expect((await fetch(`${trusting.url}/api/slots`)).status).toBe(200);
  });

  it("never answers with a reason that its operation does not declare", async () => {
    const { url } = await serve({ listSlots: () => Promise.reject(refused("busy")) });
    expect((await fetch(`${url}/api/slots`)).status).toBe(500);
  });

  it("may give bytes: with their length, of any kind of source, none to HEAD", async () => {
    const reply = (body: AsyncIterable<Uint8Array | string>, sizeBytes?: number) => ({
      ...{ status: 200 as const, contentType: "image/png" as const, body },
      ...(sizeBytes === undefined ? {} : { sizeBytes }),
      headers: headersOf,
    });
    const { url } = await serve({ getResult: () => reply(Readable.from([Buffer.from("ab"), Buffer.from("c")]), 3) });
    const answer = await fetch(`${url}/api/results/${jobId}`);
    expect([answer.headers.get("content-length"), answer.headers.get("content-type")]).toEqual(["3", "image/png"]);
    expect(await answer.text()).toBe("abc");
    const head = await fetch(`${url}/api/results/${jobId}`, { method: "HEAD" });
    expect([head.status, head.headers.get("content-length"), await head.text()]).toEqual([200, "3", ""]);
  });

  it("whose bytes would never end is not read for HEAD", async () => {
    let begun = false;
    async function* endless() {
      for (;;) {
        begun = true;
        yield "event: hall\n\n";
        await sleep(20);
      }
    }
    const headers = { "Cache-Control": "no-store", "X-Accel-Buffering": "no" } as const;
    const { url } = await serve(
      { watchHall: () => ({ status: 200, contentType: "text/event-stream", body: endless(), headers }) },
      { security: { ...nobody, operatorToken: async () => ({ name: "anna", via: "token" }) } },
    );
    const answer = await fetch(`${url}/api/live`, { method: "HEAD" });
    expect([answer.status, answer.headers.get("content-type"), begun]).toEqual([200, "text/event-stream", false]);
  });

  it("that sends events may bring little for long, and one that sends anything else may not", async () => {
    async function* dripping() {
      for (let i = 0; i < 18; i++) {
        yield ":\n";
        await sleep(100);
      }
    }
    const live = { "Cache-Control": "no-store", "X-Accel-Buffering": "no" } as const;
    const { url } = await serve(
      {
        watchHall: () => ({ status: 200, contentType: "text/event-stream", body: dripping(), headers: live }),
        getResult: () => ({ status: 200, contentType: "image/png", body: dripping(), headers: headersOf }),
      },
      { security: { ...nobody, operatorToken: async () => ({ name: "anna", via: "token" }) }, stallMs: 700 },
    );
    const textOf = (path: string) => fetch(`${url}${path}`).then((answer) => answer.text());
    const [events, picture] = await Promise.allSettled([textOf("/api/live"), textOf(`/api/results/${jobId}`)]);
    expect(events).toEqual({ status: "fulfilled", value: ":\n".repeat(18) });
    expect(picture.status).toBe("rejected");
  });

  it("whose bytes fail midway breaks the connection off", async () => {
    async function* half() {
      yield Buffer.alloc(10);
      throw new Error("disk");
    }
    const { url } = await serve({
      getResult: () => ({
        ...{ status: 200, contentType: "image/png", sizeBytes: 20, body: half() },
        headers: headersOf,
      }),
    });
    await expect(fetch(`${url}/api/results/${jobId}`).then((answer) => answer.arrayBuffer())).rejects.toThrow();
  });
});

describe("bytes for a client that has gone", () => {
  it("are let go of, even when they come after it went", async () => {
    let tell = () => {};
    const told = new Promise<void>((resolve) => {
      tell = resolve;
    });
    const source = Readable.from([Buffer.alloc(10)]);
    let gone = false;
    const { port } = await serve({
      async getResult(_request, context) {
        context.clientGone.addEventListener("abort", () => {
          gone = true;
        });
        await told;
        return {
          ...{ status: 200, contentType: "image/png", body: source },
          headers: headersOf,
        };
      },
    });
    const socket = connect(port, "127.0.0.1");
    socket.write(`GET /api/results/${jobId} HTTP/1.1\r\nHost: x\r\n\r\n`);
    await once(socket, "connect");
    socket.resetAndDestroy();
    await vi.waitFor(() => expect(gone).toBe(true));
    tell();
    await vi.waitFor(() => expect(source.destroyed).toBe(true));
  });

  it("or that reads nothing are let go of when the answer has stalled", async () => {
    let ended = false;
    async function* endless() {
      try {
        for (;;) yield Buffer.alloc(65536);
      } finally {
        ended = true;
      }
    }
    const { port, logged } = await serve(
      {
        getResult: () => ({
          ...{ status: 200, contentType: "image/png", body: endless() },
          headers: headersOf,
        }),
      },
      { stallMs: 300 },
    );
    const socket = connect(port, "127.0.0.1");
    socket.on("error", () => undefined);
    socket.pause();
    socket.write(`GET /api/results/${jobId} HTTP/1.1\r\nHost: x\r\n\r\n`);
    await vi.waitFor(() => expect(ended).toBe(true), { timeout: 5_000 });
    expect(logged.at(-1)).toMatchObject({ route: "/api/results/:job_id", client_gone: true });
    socket.destroy();
  });
});

it("a picture's file is closed when its client reads nothing more of it", async () => {
  const folder = await mkdtemp(join(tmpdir(), "phc-stall-"));
  stops.push(() => rm(folder, { recursive: true }));
  const path = join(folder, "picture");
  await writeFile(path, Buffer.alloc(16_000_000));
  const opened: ReadStream[] = [];
  const { port } = await serve(
    {
      getResult() {
        const body = createReadStream(path);
        opened.push(body);
        return { status: 200, contentType: "image/png", sizeBytes: 16_000_000, body, headers: headersOf };
      },
    },
    { stallMs: 300 },
  );
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => undefined);
  socket.pause();
  socket.write(`GET /api/results/${jobId} HTTP/1.1\r\nHost: x\r\n\r\n`);
  await vi.waitFor(() => expect(opened.map(({ closed }) => closed)).toEqual([true]), { timeout: 5_000 });
  // Not because it was at its end.
  expect(opened[0]?.bytesRead).toBeLessThan(16_000_000);
  socket.destroy();
});

describe("a refusal while the client still sends", () => {
  const length = 50_000_000;
  const begin = async (port: number): Promise<Socket> => {
    const socket = connect(port, "127.0.0.1");
    socket.on("error", () => undefined);
    await once(socket, "connect");
    socket.write(`POST /api/ingest/slot-001 HTTP/1.1\r\nHost: x\r\nContent-Length: ${length}\r\n\r\n`);
    return socket;
  };

  it("is seen by it, at once and whole, before the connection ends", async () => {
    const { port } = await serve({ ingestPhoto: () => ({ reason: "draining", retryAfterSeconds: 5 }) });
    const socket = await begin(port);
    let answer = "";
    socket.on("data", (chunk) => {
      answer += chunk.toString();
    });
    const closed = once(socket, "close");
    let sent = 0;
    const writing = setInterval(() => {
      if (!socket.writableNeedDrain) socket.write(Buffer.alloc(65536));
      sent += 65536;
    }, 1);
    await vi.waitFor(() =>
      expect(answer).toMatch(/^HTTP\/1\.1 503 .*connection: close.*"failure_reason":"draining".*\}$/is),
    );
    await closed;
    clearInterval(writing);
    expect(sent).toBeLessThan(length);
  });

  it("is seen by a client that looks for it only when its whole photo is written", async () => {
    const { port } = await serve({ ingestPhoto: () => ({ reason: "invalid_password" }) });
    const socket = connect(port, "127.0.0.1");
    const broken = new Promise((_resolve, reject) => void socket.on("error", reject));
    const photo = Buffer.alloc(25_000_000);
    socket.pause();
    socket.write(`POST /api/ingest/slot-001 HTTP/1.1\r\nHost: x\r\nContent-Length: ${photo.length}\r\n\r\n`);
    await Promise.race([broken, new Promise((resolve) => socket.write(photo, resolve))]);
    socket.resume();
    const [answer] = await Promise.race([broken.then(() => []), once(socket, "data")]);
    expect(String(answer)).toMatch(/^HTTP\/1\.1 401 .*invalid_password/s);
    socket.destroy();
  });

  it("ends after a second when it sends nothing more", async () => {
    const { port } = await serve({ ingestPhoto: () => ({ reason: "draining" }) });
    const socket = await begin(port);
    const startedAt = performance.now();
    socket.resume();
    await once(socket, "close");
    expect(performance.now() - startedAt).toBeGreaterThan(800);
  });
});

/** The addresses of operations, and refusals of every kind, read as what they are. */
import { createServer, type Server } from "node:http";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { addressOf, call, LIMIT_SECONDS, onSignedOut, send, troubleOf } from "./api.ts";

describe("the address of an operation", () => {
  it("has its parameters filled in, and only those of the query that are there", () => {
    const path = { slot_id: "slot 003/x" };
    expect(addressOf("/api/slots/{slot_id}", { path })).toBe("/api/slots/slot%20003%2Fx");
    expect(addressOf("/api/jobs", { query: { limit: 5, pending: true, before: undefined } })).toBe(
      "/api/jobs?limit=5&pending=true",
    );
  });
});

describe("a refusal", () => {
  it("is read as the contract has it", () => {
    const body = { status: 429, failure_reason: "busy", details: "Wait.", retry_after: 2, request_id: "r1" };
    expect(troubleOf(body)).toEqual({ reason: "busy", details: "Wait.", retryAfterSeconds: 2, requestId: "r1" });
  });

  it("that is no refusal of the contract is unreadable", () => {
    for (const body of [undefined, null, "<html>", { error: "bad gateway" }])
      expect(troubleOf(body)).toEqual({ reason: "unreadable" });
  });
});

describe("a request", () => {
  let server: Server;
  let origin: string;
  let answer: readonly [status: number, body: string] = [200, "{}"];

  beforeEach(async () => {
    server = createServer((_, response) => response.writeHead(answer[0]).end(answer[1]));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    origin = typeof address === "object" && address !== null ? `http://127.0.0.1:${address.port}` : "";
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  it("that finds nobody is offline, and throws nothing", async () => {
    expect(await send("http://127.0.0.1:9/", {})).toMatchObject({ ok: false, trouble: { reason: "offline" } });
  });

  it("tells when nobody is signed in any more", async () => {
    let told = 0;
    onSignedOut(() => told++);
    answer = [401, JSON.stringify({ status: 401, failure_reason: "not_signed_in", request_id: "r" })];
    expect(await send(origin, {})).toMatchObject({ ok: false, trouble: { reason: "not_signed_in" } });
    answer = [502, "<html>"];
    expect(await send(origin, {})).toMatchObject({ ok: false, trouble: { reason: "unreadable" } });
    expect(told).toBe(1);
  });
});

describe("a service that does not answer", () => {
  let server: Server;
  let asked: PromiseWithResolvers<void>;
  /** What comes before nothing more does. */
  let beginning = "";

  beforeEach(async () => {
    asked = Promise.withResolvers();
    server = createServer((_, response) => {
      if (beginning !== "") response.writeHead(200, { "Content-Type": "application/json" }).write(beginning);
      asked.resolve();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const origin = typeof address === "object" && address !== null ? `http://127.0.0.1:${address.port}` : "";
    const real = fetch;
    // In a browser the address of the page is the beginning of the others.
    vi.stubGlobal("fetch", (path: string, init: RequestInit) => real(origin + path, init));
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  });
  afterEach(async () => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it.each(["", '{"session":'])("is given up after 15 s, whatever it had begun to say: %j", async (begun) => {
    beginning = begun;
    let isOver = false;
    const answer = call("get", "/api/session", {}).finally(() => {
      isOver = true;
    });
    await asked.promise;
    await vi.advanceTimersByTimeAsync(LIMIT_SECONDS * 1000 - 1);
    expect(isOver).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await answer).toEqual({ ok: false, trouble: { reason: "no_answer" } });
  });

  it("leaves it open whether a change was made", async () => {
    beginning = "";
    const answer = call("delete", "/api/session", {});
    await asked.promise;
    await vi.advanceTimersByTimeAsync(LIMIT_SECONDS * 1000);
    expect(await answer).toEqual({ ok: false, trouble: { reason: "no_answer", unsure: true } });
  });

  it("is left at once when whoever asked does not want to know any more", async () => {
    beginning = "";
    const given = new AbortController();
    const answer = call("get", "/api/session", { signal: given.signal });
    await asked.promise;
    given.abort();
    expect(await answer).toEqual({ ok: false, trouble: { reason: "offline" } });
    expect(vi.getTimerCount()).toBe(0);
  });
});

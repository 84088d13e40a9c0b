/** The addresses of operations, and refusals of every kind, read as what they are. */
import { createServer, type Server } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { addressOf, onSignedOut, send, troubleOf } from "./api.ts";

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

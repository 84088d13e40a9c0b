/** JSON bodies over real sockets: good ones, and every kind of bad one. */
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { connect } from "node:net";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Route } from "../../generated/routes.ts";
import type { Fault, Validator } from "../../generated/validators.js";
import { Refused } from "../core/failure.ts";
import { readJsonBody } from "./json-body.ts";

let server: Server;
let url = "";
/** What reading each request's body came to: its value, or reason and details. */
let results: unknown[] = [];
let fault: Partial<Fault> | undefined;
let bodyRequired = true;

function validator(): Validator<unknown> {
  const errors = [{ instancePath: "", keyword: "type", params: {}, ...fault }];
  return Object.assign((_value: unknown): _value is unknown => fault === undefined, { errors });
}

beforeEach(async () => {
  results = [];
  fault = undefined;
  bodyRequired = true;
  server = createServer(async (request, response) => {
    const route: Route = {
      ...{ operationId: "listSlots", method: "post", path: "/", parameters: [], streamedBody: false },
      ...{ security: [[]], statuses: [], checkBody: validator(), bodyRequired },
    };
    try {
      results.push(await readJsonBody(request, route, { bytes: 1000, ms: 200 }));
    } catch (error) {
      results.push(error instanceof Refused ? [error.refusal.reason, error.refusal.details] : error);
    }
    response.end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

async function send(body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}): Promise<unknown> {
  const json = { "Content-Type": "application/json" };
  await fetch(url, { method: "POST", body, headers: { ...json, ...headers } }).then((answer) => answer.text());
  return results.at(-1);
}

describe("a JSON body", () => {
  it("is read, whatever it holds and however its type is written", async () => {
    const value = { a: [1, { b: '[[["\\{{{' }], reason: "ß" };
    expect(await send(JSON.stringify(value))).toEqual(value);
    for (const type of ["application/json;charset=utf-8", 'APPLICATION/JSON ; charset="UTF-8"'])
      expect(await send("{}", { "Content-Type": type })).toEqual({});
  });

  it.each([
    ["broken", "{", ["invalid_request", "The body is no valid JSON."]],
    ["broken around a secret", '{"password": hunter2}', ["invalid_request", "The body is no valid JSON."]],
    ["empty", "", ["invalid_request", "The body is missing: send a JSON object."]],
    ["two values", "{}{}", ["invalid_request", "The body is no valid JSON."]],
    ["no UTF-8", Uint8Array.of(0x22, 0xff, 0x22), ["invalid_request", "The body is no valid UTF-8."]],
    ["33 levels deep", "[".repeat(33), ["invalid_request", "The body is nested deeper than 32 levels."]],
    ["with a prototype", '{"a":{"__proto__":{"b":1}}}', ["invalid_request", "No field may be called __proto__."]],
    ["with half a character", '{"a":["\\ud83d"]}', ["invalid_request", expect.stringContaining("no character")]],
    ["with half a name", '{"\\udc00":1}', ["invalid_request", expect.stringContaining("no character")]],
    ["with U+0000", '{"a":"b\\u0000c"}', ["invalid_request", expect.stringContaining("no character")]],
    ["too large", `"${"x".repeat(999)}"`, ["payload_too_large", "The body has more than 1000 bytes."]],
  ] as const)("that is %s is refused", async (_what, body, expected) => {
    expect(await send(body)).toEqual(expected);
  });

  it.each(["", "text/plain", "application/x-www-form-urlencoded", "application/json; charset=latin1"])(
    "is refused as %j",
    async (type) => {
      expect(await send("{}", { "Content-Type": type })).toMatchObject(["unsupported_media_type", /./]);
    },
  );

  it("is refused when it is compressed", async () => {
    expect(await send("{}", { "Content-Encoding": "gzip" })).toMatchObject(["unsupported_media_type", /./]);
  });

  it.each([
    [{ keyword: "required", params: { missingProperty: "reason" } }, "/reason is missing."],
    [
      { keyword: "additionalProperties", params: { additionalProperty: "raeson" } },
      "/raeson is no field that is known here.",
    ],
    [{ instancePath: "/a/0", keyword: "maximum", message: "must be <= 5" }, "/a/0 must be <= 5."],
    [{ instancePath: "/a", keyword: "const", params: { allowedValue: "x" } }, '/a must be "x".'],
    [{ message: "must be object" }, "The body must be object."],
  ])("that breaks the contract is told where: %j", async (found, details) => {
    fault = found;
    expect(await send('"hunter2"')).toEqual(["invalid_request", details]);
  });

  it("may be left out where the contract says so", async () => {
    bodyRequired = false;
    expect(await send("")).toBeUndefined();
    expect(await send("{}")).toEqual({});
  });

  const raw = (head: string) => {
    const socket = connect(Number(new URL(url).port), "127.0.0.1").on("error", () => undefined);
    socket.write(`POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n${head}`);
    return socket;
  };

  it("without a stated length is cut off where it is too large", async () => {
    const socket = raw(`Transfer-Encoding: chunked\r\n\r\n3ea\r\n${"1".repeat(0x3ea)}\r\n`);
    await vi.waitFor(() => expect(results).toEqual([["payload_too_large", expect.any(String)]]));
    socket.destroy();
  });

  it("that drips is given up when its time is over, and one that breaks off at once", async () => {
    const slow = raw("Content-Length: 100\r\n\r\n");
    const dripping = setInterval(() => slow.write(" "), 20);
    await vi.waitFor(() => expect(results).toEqual([["upload_timeout", expect.any(String)]]));
    clearInterval(dripping);
    slow.destroy();
    const broken = raw("Content-Length: 100\r\n\r\n{");
    await once(broken, "connect");
    await vi.waitFor(async () => expect(await connections()).toBeGreaterThan(0));
    broken.destroy();
    await vi.waitFor(() => expect(results[1]).toEqual(["invalid_request", expect.any(String)]));
  });

  const connections = () =>
    new Promise<number>((resolve, reject) => server.getConnections((error, n) => (error ? reject(error) : resolve(n))));
});

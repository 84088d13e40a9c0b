/** A test run that was given up shows nothing; what is shown is of the photo that was chosen last. */
import { resolveObjectURL } from "node:buffer";
import { createServer, type Server, type ServerResponse } from "node:http";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createTestRuns, type TestOrder, type TestRunState } from "./test-runs.ts";

describe("test runs", () => {
  let server: Server;
  /** Requests that wait for their answer, in the order in which they came. */
  let waiting: ServerResponse[];
  let states: TestRunState[];
  const runs = () => createTestRuns((state) => states.push(state));
  const orderOf = (name: string): TestOrder => ({
    ...{ slotId: "slot-003", overrides: undefined, limitMs: 48_000 },
    photo: new File([name], name, { type: "image/jpeg" }),
  });
  const answer = (response: ServerResponse | undefined, picture: string) =>
    response?.writeHead(200, { "Content-Type": "image/webp", "Server-Timing": "upload;dur=5" }).end(picture);
  const textOf = async (address: string | undefined) => await resolveObjectURL(address ?? "")?.text();

  beforeEach(async () => {
    [waiting, states] = [[], []];
    server = createServer((request, response) => {
      request.resume().on("end", () => waiting.push(response));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const origin = typeof address === "object" && address !== null ? `http://127.0.0.1:${address.port}` : "";
    const real = fetch;
    vi.stubGlobal("fetch", (path: string, init: RequestInit) => real(origin + path, init));
  });
  afterEach(async () => {
    vi.unstubAllGlobals();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it("show the picture and where the time went, until they are forgotten", async () => {
    const own = runs();
    const over = own.run(orderOf("a"));
    await expect.poll(() => waiting.length).toBe(1);
    expect(states.at(-1)).toEqual({ startedMs: expect.any(Number) });
    answer(waiting[0], "edited a");
    await over;
    const { ended } = states.at(-1) ?? {};
    expect(ended?.bar?.totalMs).toBe(5);
    expect(await textOf(ended?.picture)).toBe("edited a");
    own.forget();
    expect(states.at(-1)).toEqual({});
    expect(resolveObjectURL(ended?.picture ?? "")).toBeUndefined();
  });

  it("end on the service when another photo is chosen, and nothing of them is shown", async () => {
    const own = runs();
    const first = own.run(orderOf("a"));
    await expect.poll(() => waiting.length).toBe(1);
    const left = new Promise((resolve) => waiting[0]?.once("close", resolve));
    own.forget();
    await Promise.all([first, left]);
    expect(states.at(-1)).toEqual({});
    const second = own.run(orderOf("b"));
    await expect.poll(() => waiting.length).toBe(2);
    answer(waiting[1], "edited b");
    await second;
    expect(states.flatMap(({ ended }) => (ended === undefined ? [] : [ended]))).toHaveLength(1);
    expect(await textOf(states.at(-1)?.ended?.picture)).toBe("edited b");
    own.forget();
  });

  it("are given up when the answer has come and is not yet read", async () => {
    const made = vi.spyOn(URL, "createObjectURL");
    const own = runs();
    const over = own.run(orderOf("a"));
    await expect.poll(() => waiting.length).toBe(1);
    waiting[0]?.writeHead(200, { "Content-Type": "image/webp" }).write("half a pic");
    own.forget();
    await over;
    expect(states.at(-1)).toEqual({});
    expect(made).not.toHaveBeenCalled();
    made.mockRestore();
  });

  it("tell what the service refused", async () => {
    const own = runs();
    const over = own.run(orderOf("a"));
    await expect.poll(() => waiting.length).toBe(1);
    waiting[0]?.writeHead(429).end(JSON.stringify({ status: 429, failure_reason: "busy", request_id: "r" }));
    await over;
    expect(states.at(-1)).toEqual({ ended: { trouble: { reason: "busy", requestId: "r" } } });
  });
});

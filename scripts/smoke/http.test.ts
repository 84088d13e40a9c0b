/** A request of the smoke test always ends: with a whole answer, or with a sentence that says why there is none. */
import { createServer, type RequestListener, type Server } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { addressOf, ask } from "./http.ts";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
}

describe("ask", () => {
  it("waits no longer than its limit, for the first byte and for the last", async () => {
    const silent = await serve(() => undefined);
    await expect(ask(silent, { limitMs: 50 })).rejects.toThrow(`GET ${silent}: no whole answer within 0.05 s`);
    const stalled = await serve((_request, response) => void response.writeHead(200).write("a"));
    await expect(ask(stalled, { limitMs: 50 })).rejects.toThrow(`GET ${stalled}: no whole answer within 0.05 s`);
  });

  it("says why a connection gave no answer", async () => {
    const cut = await serve((request) => request.socket.destroy());
    await expect(ask(cut)).rejects.toThrow(/^GET .*: no answer \(.+\)$/);
  });

  it("does not follow a redirect, to whatever place", async () => {
    let followed = false;
    const url = await serve((request, response) => {
      followed ||= request.url === "/other";
      response.writeHead(307, { Location: "/other" }).end();
    });
    await expect(ask(url)).rejects.toThrow("307 sends it to /other; give the address of the service itself");
    expect(followed).toBe(false);
  });
});

describe("addressOf", () => {
  it("gives the paths of the contract", () => {
    expect(addressOf("http://a", "getHealth")).toBe("http://a/healthz");
    expect(addressOf("http://a/b", "getResult", { job_id: "0/1" })).toBe("http://a/b/api/results/0%2F1");
  });
});

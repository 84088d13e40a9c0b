/** What providers say leads to no server that they are not given: a listener beside them is connected to by nobody. */
import dns from "node:dns";
import { syncBuiltinESMExports } from "node:module";
import { createServer, type Server } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { callDriver } from "../../scripts/testkit/drivers.ts";
import { useTempFolder } from "../../scripts/testkit/folders.ts";
import { makePhoto, saveFile } from "../../scripts/testkit/photos.ts";
import { json, text, useProviderServer } from "../../scripts/testkit/provider-server.ts";
import { testConfig } from "../../scripts/testkit/service.ts";
import type { ProviderDriver } from "../core/provider.ts";
import { gemini } from "./gemini.ts";
import { http } from "./http.ts";
import { openai } from "./openai.ts";
import { callServer } from "./outbound.ts";
import { turbotext } from "./turbotext.ts";

const folder = useTempFolder();
const server = useProviderServer();

/** Stands for whatever listens inside the network; on every address of this machine. */
let inside: Server;
let port = 0;
let connections = 0;

beforeEach(async () => {
  connections = 0;
  inside = createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => inside.listen(0, "::", resolve));
  const address = inside.address();
  port = typeof address === "object" && address !== null ? address.port : 0;
});
afterEach(() => new Promise((resolve) => inside.close(resolve)));

const hosts = [
  "127.0.0.1",
  "[::ffff:127.0.0.1]",
  "2130706433",
  "0x7f.1",
  "0177.0.0.1",
  "[::1]",
  "localhost",
  "0.0.0.0",
];

async function edit(driver: ProviderDriver, settings: object) {
  const config = testConfig("unused", {
    PROVIDER_PRIVATE_ADDRESSES: "refuse",
    HTTP_PROVIDER_SECRET: "a-secret-of-the-test",
    ...{ GEMINI_API_KEY: "a-key", OPENAI_API_KEY: "a-key", TURBOTEXT_API_KEY: "a-key" },
    ...{ GEMINI_BASE_URL: server().url, OPENAI_BASE_URL: server().url, TURBOTEXT_BASE_URL: server().url },
  });
  const path = await saveFile(folder(), "photo", await makePhoto());
  const photo = { path, type: "image/jpeg", width: 640, height: 480, sizeBytes: 1 } as const;
  return await callDriver(driver, { photo, settings, resultPath: `${folder()}/result` }, { config });
}

it("the listener counts", async () => {
  await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined);
  expect(connections).toBe(1);
});

it.each(hosts)("a slot whose endpoint is at %s is not called", async (host) => {
  // Over https as well: plain http is refused for another reason wherever it leads to.
  for (const scheme of ["http", "https"]) {
    const called = await edit(http, { url: `${scheme}://${host}:${port}/` });
    expect(called).toMatchObject({ ok: false, kind: "configuration" });
  }
  expect(connections).toBe(0);
});

describe.each([
  ["gemini", gemini, { prompt: "x" }],
  ["openai", openai, { prompt: "x" }],
  ["turbotext", turbotext, { operation: "image2image", content: "x", poll_ms: 500 }],
] as const)("what %s answers", (_name, driver, settings) => {
  it.each(["127.0.0.1", "169.254.169.254", "[::ffff:127.0.0.1]"])("is not followed to %s", async (host) => {
    const elsewhere = `https://${host}:${port}/latest/meta-data`;
    server().answer(() => text(302, "", { location: elsewhere }));
    expect(await edit(driver, settings)).toMatchObject({ ok: false });
    server().answer(() =>
      json(200, {
        success: true,
        data: [{ url: elsewhere }],
        url: elsewhere,
        result: elsewhere,
        uploaded_image: elsewhere,
      }),
    );
    expect(await edit(driver, settings)).toMatchObject({ ok: false });
    expect(connections).toBe(0);
  });
});

type Lookup = (name: string, options: unknown, tell: (error: null, addresses: dns.LookupAddress[]) => void) => void;

/** While the names of this process lead where this says. */
async function withLookup(other: Lookup, work: () => Promise<void>): Promise<void> {
  const { lookup } = dns;
  Object.assign(dns, { lookup: other });
  syncBuiltinESMExports();
  try {
    await work();
  } finally {
    Object.assign(dns, { lookup });
    syncBuiltinESMExports();
  }
}

function callByName(setting: "refuse" | "allow", signal = new AbortController().signal) {
  const access = { kind: "given", config: { PROVIDER_PRIVATE_ADDRESSES: setting } } as const;
  return callServer({ method: "GET", url: `http://flip.example:${port}/`, signal, maxResponseBytes: 100, access });
}

it("a name that leads outside at one look and inside at the next is connected to by neither", async () => {
  const answers = ["8.8.8.8", "127.0.0.1"];
  const looked: string[] = [];
  const gone = new AbortController();
  const flipping: Lookup = (_name, _options, tell) => {
    const address = answers[Math.min(looked.length, 1)] ?? "";
    looked.push(address);
    // What comes back is what is connected to: nobody looks again. The connection to the outside is not waited for.
    tell(null, [{ address, family: 4 }]);
    if (looked.length === 1) gone.abort(new Error("enough"));
  };
  await withLookup(flipping, async () => {
    await expect(callByName("refuse", gone.signal)).rejects.toThrow();
    expect(looked).toEqual(["8.8.8.8"]);
    await expect(callByName("refuse")).rejects.toMatchObject({
      reason: expect.stringMatching(/^flip\.example leads to a private address/),
    });
    expect(looked).toEqual(["8.8.8.8", "127.0.0.1"]);
    expect(connections).toBe(0);
  });
});

it("a name that leads to a link-local address is connected to by nobody, although private ones are allowed", async () => {
  const both: Lookup = (_name, _options, tell) =>
    tell(null, [
      { address: "127.0.0.1", family: 4 },
      { address: "::ffff:169.254.169.254", family: 6 },
    ]);
  await withLookup(both, async () => {
    await expect(callByName("allow")).rejects.toMatchObject({
      reason: expect.stringMatching(/^flip\.example leads to an address where clouds/),
    });
    expect(connections).toBe(0);
  });
});

/** The search for made-up secrets finds them in every form; and the essence of scripts/canary.slow.test.ts, in seconds. */
import { describe, expect, it } from "vitest";
import { variables } from "../generated/config.ts";
import { liveThrough } from "./testkit/canary/life.ts";
import { leaks, newCore } from "./testkit/canary/search.ts";
import { plantSecrets } from "./testkit/canary/secrets.ts";
import { useTempFolder } from "./testkit/folders.ts";

const folder = useTempFolder();
const core = newCore();

/** In a place, as it stands between other bytes. */
const found = (text: string) => leaks([{ name: "a key", core }], [{ name: "a log", bytes: Buffer.from(`…${text}\n`) }]);

describe("a made-up secret", () => {
  it.each<[string, string]>([
    ["as it is", core],
    ["cut off in the middle", core.slice(0, 16)],
    ["in lower case", core.toLowerCase()],
    ["in hex", Buffer.from(core).toString("hex")],
    ["URL-encoded, letter by letter", [...Buffer.from(core)].map((byte) => `%${byte.toString(16)}`).join("")],
    ["inside JSON inside JSON", JSON.stringify(JSON.stringify({ key: core }))],
    ["in base64", Buffer.from(core).toString("base64")],
    ["in base64 behind one byte", Buffer.from(`:${core}`).toString("base64")],
    ["in base64 behind two, with something after it", Buffer.from(`me${core}@host`).toString("base64")],
    ["in base64url", Buffer.from(`name:${core}`).toString("base64url")],
    ["in an address", new URL(`http://h/?a=1&key=${core}#x`).href],
    ["in UTF-16", Buffer.from(core, "utf16le").toString("latin1")],
  ])("is found %s", (_how, text) => {
    expect(found(text)).toEqual([expect.stringMatching(/^a key \(.*\) in a log$/)]);
    expect(found(text).join()).not.toContain(core.slice(0, 14));
  });

  it("is not found where it may be, nor where it is not", () => {
    const place = { name: "the answer 200 to GET /api/slots", bytes: Buffer.from(core) };
    expect(leaks([{ name: "a key", core, may: /GET \/api\/slots$/ }], [place])).toEqual([]);
    expect(found(newCore())).toEqual([]);
  });

  it("stands in every secret variable of the contract", async () => {
    const planted = await plantSecrets({ webhooks: "http://127.0.0.1:1/hook", database: "postgres://me@h/db" });
    const secret = variables.filter((variable) => variable.secret).map(({ name }) => name);
    expect(planted.map(({ variable }) => variable)).toEqual(secret);
    for (const { variable, value, core: planned } of planted)
      if (variable !== "OPERATORS") expect(value).toContain(planned);
  });
});

it("a service that is given its secrets in files shows none of them", async () => {
  const { canaries, places, received, ends } = await liveThrough({ folder: folder(), quick: true });
  expect(leaks(canaries, places)).toEqual([]);
  expect(ends).toEqual([0]);
  // They were in use, or nothing would be shown by this.
  const came = JSON.stringify(received);
  const sent = ["GEMINI_API_KEY", "OPENAI_API_KEY", "OPERATOR_WEBHOOK_URL"];
  for (const { name, core: planted } of canaries) if (sent.includes(name)) expect(came).toContain(planted);
}, 120_000);

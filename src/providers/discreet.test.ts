/** Secrets in what drivers report: whole, more than once, cut, and what only looks like one. */
import { expect, it } from "vitest";
import { standIn } from "../../scripts/testkit/drivers.ts";
import { testConfig } from "../../scripts/testkit/service.ts";
import { startDeadline } from "../core/deadline.ts";
import type { ProviderResult } from "../core/provider.ts";
import { discreet } from "./discreet.ts";

const key = "pk-0123456789-abcdefghijkl";
const config = testConfig("unused", { OPENAI_API_KEY: key, GEMINI_API_KEY: "short" });

async function told(result: ProviderResult, settings: object = {}): Promise<ProviderResult> {
  const deadline = startDeadline(1_000);
  const { signal } = deadline;
  const photo = { path: "photo", type: "image/jpeg", width: 1, height: 1, sizeBytes: 1 } as const;
  const request = { jobId: "1", photo, settings, resultPath: "result" };
  const driver = discreet(standIn("openai", async () => result));
  const seen = await driver.process(request, { signal, deadline, config, saveTicket: async () => undefined });
  deadline.stop();
  return seen;
}

it.each([
  [`it is ${key}, ${key}`, "it is [key], [key]"],
  [`cut ${key.slice(0, 20)}`, "cut [key]"],
  [key.slice(0, 9), "[key]"],
  [`${key}${key.slice(0, 12)}x`, "[key][key]x"],
  ["pk-0123 is the beginning of many", "pk-0123 is the beginning of many"],
  ["in short", "in [key]"],
  ["nothing", "nothing"],
])("%j is told as %j", async (said, expected) => {
  const report = { requestId: said, limits: { [`x-${said}`]: said } };
  const clean = { requestId: expected, limits: { [`x-${expected}`]: expected } };
  const failure = { ok: false, kind: "overload", status: 429, retryAfterMs: 5, ticketGone: true } as const;
  expect(await told({ ...failure, ...report, reason: said })).toEqual({ ...failure, ...clean, reason: expected });
  const picture = { ok: true, type: "image/png", sizeBytes: 3 } as const;
  expect(await told({ ...picture, ...report })).toEqual({ ...picture, ...clean });
  expect(await told(picture)).toEqual(picture);
});

it.each([
  ["POST /edit?key=0123456789abc: no such key", "POST /edit?key=[key]: no such key"],
  ["the key 'a b/c+d e' is wrong, %61 b%2Fc+d%20e", "the key '[key]' is wrong, %61 b%2Fc+d%20e"],
  ["as it was written: a%20b%2Fc%2Bd%20e", "as it was written: [key]"],
  ["Cannot POST /hooks/TZYXWVUTSRQPONMLKJIHG/edit", "Cannot POST /hooks/[key]/edit"],
  ["no size 1024 at /hooks", "no size 1024 at /hooks"],
])("a key in an address of the settings: %j is told as %j", async (said, expected) => {
  const query = "key=0123456789abc&size=1024&other=a%20b%2Fc%2Bd%20e";
  const settings = {
    url: `https://h/hooks/TZYXWVUTSRQPONMLKJIHG/edit?${query}`,
    prompt: "no address",
    params: { a: 1 },
  };
  const failure = { ok: false, kind: "overload", reason: said } as const;
  expect(await told(failure, settings)).toEqual({ ...failure, reason: expected });
});

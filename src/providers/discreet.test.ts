/** Secrets in what drivers report: whole, more than once, cut, and what only looks like one. */
import { expect, it } from "vitest";
import { standIn } from "../../scripts/testkit/drivers.ts";
import { testConfig } from "../../scripts/testkit/service.ts";
import { startDeadline } from "../core/deadline.ts";
import type { ProviderResult } from "../core/provider.ts";
import { discreet } from "./discreet.ts";

const key = "pk-0123456789-abcdefghijkl";
const config = testConfig("unused", { OPENAI_API_KEY: key, GEMINI_API_KEY: "short" });

async function told(result: ProviderResult): Promise<ProviderResult> {
  const deadline = startDeadline(1_000);
  const { signal } = deadline;
  const photo = { path: "photo", type: "image/jpeg", width: 1, height: 1, sizeBytes: 1 } as const;
  const request = { jobId: "1", photo, settings: {}, resultPath: "result" };
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

/** Passwords are hashed beside the event loop: whoever tries many at once keeps nobody else waiting. */
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { startTestService, type TestService } from "../../../scripts/testkit/service.ts";
import { accountLine } from "./accounts.ts";

let service: TestService;
beforeAll(async () => {
  const cost = { N: 32768, r: 8, p: 1 };
  const OPERATORS = await accountLine("anna", "correct horse battery", cost);
  service = await startTestService({ OPERATORS, OPERATOR_NETWORKS: "*" });
  await vi.waitFor(async () => expect((await fetch(`${service.url}/healthz`)).status).toBe(200), 10_000);
});
afterAll(() => service.stop());

it("20 wrong passwords at once leave /healthz its turn before they are all told", async () => {
  let told = 0;
  const attempts = Array.from({ length: 20 }, async (_, i) => {
    const answer = await fetch(`${service.url}/api/session`, {
      method: "POST",
      // Each from an address of its own, so that none is refused before its password is hashed.
      headers: {
        "content-type": "application/json",
        "sec-fetch-site": "same-origin",
        "x-forwarded-for": `203.0.113.${i}`,
      },
      body: JSON.stringify({ name: `name-${i}`, password: "wrong" }),
    });
    told += 1;
    return answer.status;
  });
  const seen: number[] = [];
  for (let look = 0; look < 5; look += 1) {
    expect((await fetch(`${service.url}/healthz`)).status).toBe(200);
    seen.push(told);
  }
  // Were the loop blocked, every attempt would be over by the first answer.
  expect(seen[0]).toBeLessThan(20);
  const statuses = await Promise.all(attempts);
  expect(statuses.filter((status) => status === 401).length).toBeGreaterThan(1);
  // Of many at once only some wait for their turn.
  expect(statuses.filter((status) => status !== 401 && status !== 429)).toEqual([]);
});

/** The limit of ingests in work. */
import { describe, expect, it } from "vitest";
import { startDeadline } from "./deadline.ts";
import { createPermits } from "./permits.ts";

const deadline = startDeadline(0);
const request = { slot: "slot-001", provider: "local", deadline } as const;

describe("permits", () => {
  it("are as many as the limit of the moment, and each can be given back once", async () => {
    let limit = 2;
    const permits = createPermits(() => limit);
    const [first, second] = [await permits.acquire(request), await permits.acquire(request)];
    expect(await permits.acquire(request)).toEqual({ retryAfterMs: 2000 });
    if (!("fence" in first) || !("fence" in second)) throw new Error("Both were to be given.");
    expect(second.fence).toBeGreaterThan(first.fence);
    first.release();
    first.release();
    expect(permits.inUse()).toBe(1);
    limit = 1;
    expect(await permits.acquire(request)).toEqual({ retryAfterMs: 2000 });
    second.release();
    expect(await permits.acquire(request)).toMatchObject({ fence: second.fence + 1 });
  });
});

/** A picture that one instance has made is read from another one at once. */
import { describe, expect, it } from "vitest";
import { answerOf, sha256 } from "../testkit/balancer.ts";
import { startHall, tally } from "../testkit/hall.ts";

const PHOTOS = 500;
const AT_ONCE = 8;

describe("500 photos posted to one instance", () => {
  it("are read from the other one at once, the same bytes, in a folder that both share", async () => {
    const { cluster, balancer, photo } = await startHall({ names: ["a", "b"], slots: () => ({}) });
    const different: unknown[] = [];
    let left = PHOTOS;
    const client = async () => {
      while (left-- > 0) {
        const came = answerOf(await balancer.postTo("a", "slot-001", photo()));
        if ("error" in came || came.status !== 200) continue;
        const read = await cluster.result("b", came.jobId ?? "");
        if (read === undefined || sha256(read) !== came.sha256) different.push(came.jobId);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, client));
    expect(tally(balancer.journal)).toEqual({ "200": PHOTOS });
    expect(different).toEqual([]);
  });
});

/** A picture that one instance has made is read from another one at once, wherever both keep their pictures. */
import { describe, expect, it, onTestFinished } from "vitest";
import { answerOf, sha256 } from "../testkit/balancer.ts";
import { startHall, tally } from "../testkit/hall.ts";
import { startS3Server } from "../testkit/s3-server.ts";

const PHOTOS = 500;
const AT_ONCE = 8;

/** The variables of each kind of media; the server of the second one refuses a wrong signature. */
const kinds: Readonly<Record<string, () => Promise<Readonly<Record<string, string>>>>> = {
  "in a folder that both share": async () => ({}),
  "on S3": async () => {
    const server = await startS3Server();
    onTestFinished(server.remove);
    return server.variables("booths/hall-7");
  },
};

describe("500 photos posted to one instance", () => {
  it.each(Object.entries(kinds))("are read from the other one at once, the same bytes, %s", async (_, variablesOf) => {
    const variables = await variablesOf();
    const { cluster, balancer, photo } = await startHall({ names: ["a", "b"], slots: () => ({}), variables });
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

/** What it costs to look at the hall: so many queries, however many slots and jobs there are. */

import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { pino } from "pino";
import { expect, it } from "vitest";
import { describeWithDatabase } from "../scripts/testkit/databases.ts";
import { testSettings } from "../scripts/testkit/settings.ts";
import { createDrain } from "./core/drain.ts";
import { newJobId } from "./core/job.ts";
import type { Context } from "./http/context.ts";
import { createLiveHall } from "./live-hall.ts";
import { finishJob, insertJob } from "./storage/repos/jobs.ts";
import { ensureSlots } from "./storage/repos/slots.ts";
import type { Db } from "./storage/schema.ts";

/** The queries that one look comes to. */
async function queriesOfALook(db: Db): Promise<number> {
  let queries = 0;
  const counted = db.withPlugin({
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => {
      queries += 1;
      return result;
    },
  });
  const settings = { current: () => testSettings() };
  const { handlers } = createLiveHall(
    { db: counted, log: pino({ level: "silent" }), settings },
    {
      drain: createDrain(),
      operators: { isStill: async () => true },
      alerts: async () => ({
        list: { watching_since: "", evaluated_at: "", alerts: [] },
        kpis: [],
        volumeUsedRatio: null,
      }),
    },
  );
  const rawRequest = new IncomingMessage(new Socket());
  const context = { rawRequest, answered: Promise.resolve(0) } as Pick<Context, "rawRequest" | "answered"> as Context;
  const reply = await handlers.watchHall({ path: {}, query: {}, headers: {}, body: undefined }, context);
  expect(reply).toMatchObject({ status: 200 });
  return queries;
}

describeWithDatabase("a look at the hall", (db) => {
  it("costs six queries, with no job and with many", async () => {
    await ensureSlots(db());
    expect(await queriesOfALook(db())).toBe(6);
    for (let i = 0; i < 40; i++) {
      const slotId = i % 2 === 0 ? "slot-001" : "slot-002";
      const job = { id: newJobId(), slotId, provider: "local", fence: 1, sha256: "00" } as const;
      await insertJob(db(), { ...job, deadlineInMs: 48_000, uploadBytes: 1, slotVersion: 1 });
      const picture = { key: job.id, type: "image/png", sizeBytes: 1, sha256: "00" } as const;
      await finishJob(db(), job.id, 1, { outcome: "success", picture, elapsedMs: 900 });
    }
    expect(await queriesOfALook(db())).toBe(6);
  });
});

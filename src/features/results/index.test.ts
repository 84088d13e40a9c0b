/** GET and DELETE of a result, answer by answer. */

import { rename } from "node:fs/promises";
import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { join } from "node:path";
import { pino } from "pino";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { describeWithDatabase } from "../../../scripts/testkit/databases.ts";
import { useTempFolder } from "../../../scripts/testkit/folders.ts";
import { testSettings } from "../../../scripts/testkit/settings.ts";
import { storePicture } from "../../../scripts/testkit/stored-pictures.ts";
import { newJobId } from "../../core/job.ts";
import type { MediaStore } from "../../core/media.ts";
import type { Operator } from "../../core/operator.ts";
import type { Context } from "../../http/context.ts";
import { openFileMedia } from "../../storage/media/files.ts";
import { listAudit } from "../../storage/repos/audit.ts";
import { findJob, finishJob, insertJob, markRemoved } from "../../storage/repos/jobs.ts";
import { createResultHandlers } from "./index.ts";

const folder = useTempFolder();
let media: MediaStore;
beforeEach(async () => {
  media = await openFileMedia(folder());
});

const password = "correct horse";
const named: string[] = [];

function context(headers: Context["headers"] = {}, operator?: Operator): Context {
  return {
    requestId: "r",
    log: pino({ level: "silent" }),
    remoteAddress: "127.0.0.1",
    clientAddress: "127.0.0.1",
    headers,
    operator,
    startedAt: 0,
    rawRequest: new IncomingMessage(new Socket()),
    clientGone: new AbortController().signal,
    answered: Promise.resolve(0),
    setJob: (jobId) => named.push(jobId),
  };
}

describeWithDatabase("results", (db) => {
  function handlers(resultTtlHours = 168, store: Pick<MediaStore, "open" | "delete"> = media) {
    const settings = testSettings({ resultTtlHours });
    return createResultHandlers({
      db: db(),
      media: store,
      settings: { current: () => settings },
      passwords: { matches: async (given) => given === password, requireOpen: () => undefined },
    });
  }

  const ask = (id: string, by = handlers()) =>
    by.getResult({ path: { job_id: id }, query: {}, headers: {}, body: undefined }, context());

  /** The reply with its body read, as whoever asks has to. */
  async function get(id: string, by = handlers()) {
    const reply = await ask(id, by);
    if ("reason" in reply) return reply;
    const chunks = [];
    for await (const chunk of reply.body) chunks.push(Buffer.from(chunk));
    return { ...reply, body: String(Buffer.concat(chunks)) };
  }

  const remove = (id: string, headers: Context["headers"] = { "x-ingest-password": password }, by = handlers()) =>
    by.deleteResult({ path: { job_id: id }, query: {}, headers: {}, body: undefined }, context(headers));

  describe("GET", () => {
    it("gives the picture, which no cache keeps, and names the job", async () => {
      const { id } = await storePicture(db(), media, 1, { text: "the picture" });
      expect(await get(id)).toEqual({
        status: 200,
        contentType: "image/jpeg",
        sizeBytes: 11,
        body: "the picture",
        headers: {
          "X-Job-Id": id,
          "Cache-Control": "no-store",
          "Content-Disposition": `inline; filename="slot-001-${id.slice(0, 8)}.jpg"`,
          "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
          "X-Content-Type-Options": "nosniff",
          "Cross-Origin-Resource-Policy": "cross-origin",
        },
      });
      expect(named).toContain(id);
    });

    it("finds nothing for an unknown job, a pending one and one without a picture", async () => {
      const job = {
        slotId: "slot-001",
        provider: "local",
        fence: 1,
        deadlineInMs: 1000,
        sha256: "",
        uploadBytes: 1,
        slotVersion: 1,
      } as const;
      const [pending, failed] = [newJobId(), newJobId()];
      for (const id of [pending, failed]) await insertJob(db(), { id, ...job });
      await finishJob(db(), failed, 1, { outcome: "provider_error", failureReason: "provider_error" });
      for (const id of [newJobId(), pending, failed]) expect(await get(id)).toEqual({ reason: "result_not_found" });
    });

    it("gives an expired picture to nobody, though its file is still there", async () => {
      const { id } = await storePicture(db(), media, 3);
      expect(await get(id, handlers(2))).toEqual({ reason: "result_expired" });
      expect(await get(id, handlers(4))).toMatchObject({ status: 200 });
      // The time is the database's: each instance gives the same answer, whatever its own clock says.
      const wrong = vi.spyOn(Date, "now").mockReturnValue(Date.now() + 7_200_000);
      expect(await get(id, handlers(4))).toMatchObject({ status: 200 });
      wrong.mockRestore();
    });

    it("says that a removed or lost picture is gone", async () => {
      const removed = await storePicture(db(), media, 1);
      await markRemoved(db(), [removed.id], "deleted");
      expect(await get(removed.id)).toEqual({ reason: "result_expired" });
      const lost = await storePicture(db(), media, 1);
      await media.delete([lost.key]);
      expect(await get(lost.id)).toEqual({ reason: "result_expired" });
    });

    it("does not take an absent volume for a lost picture", async () => {
      const { id } = await storePicture(db(), media, 1);
      await rename(join(folder(), "results"), join(folder(), "away"));
      await expect(get(id)).rejects.toThrow("The media cannot be read");
    });
  });

  describe("DELETE", () => {
    it("removes a picture of slot-test for good", async () => {
      const { id, key } = await storePicture(db(), media, 1, { slotId: "slot-test" });
      expect(await remove(id)).toEqual({ status: 204 });
      expect(await media.open(key)).toBeUndefined();
      expect(await findJob(db(), id)).toMatchObject({ picture: null, removed: { because: "deleted" } });
      expect(await get(id)).toEqual({ reason: "result_expired" });
      expect(await remove(id)).toEqual({ reason: "result_expired" });
    });

    it("asks for the password before it tells anything", async () => {
      const { id } = await storePicture(db(), media, 1, { slotId: "slot-test" });
      for (const headers of [{}, { "x-ingest-password": "wrong" }, { "x-ingest-password": [password] }]) {
        expect(await remove(id, headers)).toMatchObject({ reason: "invalid_password" });
        expect(await remove(newJobId(), headers)).toMatchObject({ reason: "invalid_password" });
      }
      expect(await get(id)).toMatchObject({ status: 200 });
    });

    it("leaves the pictures of the booths to operators", async () => {
      const { id } = await storePicture(db(), media, 1);
      expect(await remove(id)).toMatchObject({ reason: "operators_only" });
      expect(await get(id)).toMatchObject({ status: 200 });
      expect(await remove(newJobId())).toEqual({ reason: "result_not_found" });
    });

    it("needs no password of an operator, whatever slot it is of", async () => {
      const { id } = await storePicture(db(), media, 1);
      const request = { path: { job_id: id }, query: {}, headers: {}, body: undefined };
      const operator = { name: "anna", via: "session" } as const;
      expect(await handlers().deleteResult(request, context({}, operator))).toEqual({ status: 204 });
      expect(await get(id)).toEqual({ reason: "result_expired" });
      expect(await listAudit(db(), { subject: `job:${id}`, limit: 9 })).toMatchObject([
        { actor: "operator:anna", action: "result.removed", after: { slot_id: "slot-001" } },
      ]);
    });

    it("is done once, however many ask", async () => {
      const { id } = await storePicture(db(), media, 1, { slotId: "slot-test" });
      const replies = await Promise.all([remove(id), remove(id), remove(id)]);
      expect(replies.filter((reply) => "status" in reply)).toHaveLength(1);
    });

    it("says so when the file stays, serves it no more, and leaves it to cleanup", async () => {
      const { id, key } = await storePicture(db(), media, 1, { slotId: "slot-test" });
      const stubborn = { ...media, delete: async () => [] };
      expect(await remove(id, undefined, handlers(168, stubborn))).toMatchObject({ reason: "media_unavailable" });
      expect(await get(id)).toEqual({ reason: "result_expired" });
      expect((await findJob(db(), id))?.picture?.key).toBe(key);
    });
  });
});

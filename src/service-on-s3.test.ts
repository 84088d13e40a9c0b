/** The whole service with its pictures on S3, from the upload to the cleanup; and one that never loads the client of it. */
import { execFile } from "node:child_process";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it, onTestFinished, vi } from "vitest";
import { useTempFolder } from "../scripts/testkit/folders.ts";
import { photoForm, post } from "../scripts/testkit/ingest.ts";
import { listedKeys } from "../scripts/testkit/media.ts";
import { operatorHeaders } from "../scripts/testkit/operator-token.ts";
import { makePhoto } from "../scripts/testkit/photos.ts";
import { startS3Server } from "../scripts/testkit/s3-server.ts";
import { startTestService, testPassword } from "../scripts/testkit/service.ts";
import { testSettings } from "../scripts/testkit/settings.ts";
import { systemClock } from "./core/clock.ts";
import { runCleanup } from "./features/cleanup/service.ts";

const folder = useTempFolder();

it("stores a picture before it answers, reads it from another instance, and cleans it away", async () => {
  const server = await startS3Server();
  onTestFinished(server.remove);
  const config = server.config("hall");
  const [service, other] = await Promise.all([startTestService(config), startTestService(config)]);
  onTestFinished(async () => void (await Promise.all([service.stop(), other.stop()])));
  await vi.waitFor(() => expect(service.logged.map(({ message }) => message)).toContain("The cleanup is done."));

  const answer = await post(`${service.url}/api/ingest/slot-001`, photoForm(await makePhoto(), testPassword));
  expect(answer.status).toBe(200);
  const [key = "", ...more] = await listedKeys(other.media, "results");
  expect(more).toEqual([]);
  expect(await service.tempFiles()).toEqual([]);
  expect(await readdir(join(service.config.DATA_DIR, "media", "results"))).toEqual([]);
  const id = /([0-9a-f]{32})/.exec(key)?.[1];
  const read = await fetch(`${service.url}/api/results/${id}`);
  expect(read.status).toBe(200);
  expect(Buffer.from(await read.arrayBuffer()).equals(answer.body)).toBe(true);
  const headers = await operatorHeaders(service.db);
  const small = await fetch(`${service.url}/api/jobs/${id}/thumbnail`, { headers });
  expect([small.status, small.headers.get("content-type")]).toEqual([200, "image/webp"]);

  await server.stop();
  expect((await fetch(`${service.url}/api/results/${id}`)).status).toBe(503);
  const refused = await post(`${service.url}/api/ingest/slot-001`, photoForm(await makePhoto(), testPassword));
  expect([refused.status, refused.body.toString()]).toEqual([503, expect.stringContaining("media_unavailable")]);
  await vi.waitFor(async () => expect((await fetch(`${service.url}/healthz`)).status).toBe(503));
  await server.start();
  await vi.waitFor(async () => expect((await fetch(`${service.url}/healthz`)).status).toBe(200), 10_000);
  expect((await fetch(`${service.url}/api/results/${id}`)).status).toBe(200);

  await service.db.updateTable("jobs").set({ created_at: 1 }).where("id", "=", String(id)).execute();
  const settings = { current: () => testSettings({ resultTtlHours: 168 }) };
  const { db, media } = service;
  const outcome = await runCleanup({ db, media, settings, clock: systemClock() });
  expect(outcome).toMatchObject({ ran: true, report: { items: [{ key, reason: "expired" }], failed: [] } });
  expect(await listedKeys(media, "results")).toEqual([]);
  await service.app.sample();
  expect(await service.metric('media_storage_bytes{scope="result"}')).toBe(0);
  expect(await service.metric('media_storage_bytes{scope="orphan"}')).toBe(0);
});

it("loads the client of S3 only when pictures are there", async () => {
  const program = (url: string) => `
    import { registerHooks } from "node:module";
    let loaded = 0;
    registerHooks({ load(url, context, next) { if (/@aws-sdk|@smithy/.test(url)) loaded += 1; return next(url, context); } });
    await import(${JSON.stringify(join(import.meta.dirname, "service.ts"))});
    const { mediaAsItIs } = await import(${JSON.stringify(join(import.meta.dirname, "storage/media/index.ts"))});
    await mediaAsItIs({ DATA_DIR: ${JSON.stringify(folder())}, MEDIA_URL: ${JSON.stringify(url)}, S3_ENDPOINT: "",
      S3_REGION: "us-east-1", S3_PATH_STYLE: false, S3_ACCESS_KEY_ID: "", S3_SECRET_ACCESS_KEY: "" });
    console.log(loaded > 0);
  `;
  const loads = async (url: string) => {
    const run = await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", program(url)]);
    return run.stdout.trim();
  };
  expect(await Promise.all([loads(""), loads(`file://${folder()}`), loads("s3://bucket/x")])).toEqual([
    "false",
    "false",
    "true",
  ]);
});

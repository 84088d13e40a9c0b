/** GET /api/jobs/{job_id}/thumbnail through the whole service: for operators, and never longer than the picture itself. */
import { rename } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, expect, it } from "vitest";
import { photoForm, post } from "../../../scripts/testkit/ingest.ts";
import { operatorHeaders } from "../../../scripts/testkit/operator-token.ts";
import { makePhoto, makeUnique } from "../../../scripts/testkit/photos.ts";
import { startTestService, type TestService, testPassword } from "../../../scripts/testkit/service.ts";
import { storePicture } from "../../../scripts/testkit/stored-pictures.ts";
import { newJobId } from "../../core/job.ts";
import { markRemoved } from "../../storage/repos/jobs.ts";

let service: TestService;
let headers: Record<string, string>;
let photo: Buffer;
beforeAll(async () => {
  service = await startTestService();
  headers = { ...(await operatorHeaders(service.db)) };
  photo = await makePhoto({ width: 800, height: 600, orientation: 6, gps: true });
});
afterAll(() => service.stop());

const urlOf = (id: string) => `${service.url}/api/jobs/${id}/thumbnail`;
const ask = (id: string, sent: Record<string, string> = headers) => fetch(urlOf(id), { headers: sent });

async function made(): Promise<string> {
  const answer = await post(`${service.url}/api/ingest/slot-test`, photoForm(makeUnique(photo), testPassword));
  expect(answer.status).toBe(200);
  return String(answer.headers["x-job-id"]);
}

async function refusal(id: string, sent?: Record<string, string>) {
  const answer = await ask(id, sent);
  const { status, failure_reason: reason } = (await answer.json()) as Record<string, unknown>;
  expect(answer.headers.get("cache-control")).toBe("no-store");
  return [status, reason];
}

it("is a small WebP, upright and without metadata, that only the browser which asked may keep", async () => {
  const id = await made();
  const answer = await ask(id);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    "content-type": "image/webp",
    "cache-control": "private, no-cache",
    etag: `W/"${id}"`,
    "content-disposition": `inline; filename="slot-test-${id.slice(0, 8)}.webp"`,
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "cross-origin-resource-policy": "same-origin",
    "x-job-id": id,
  });
  const { format, width, height, exif } = await sharp(Buffer.from(await answer.arrayBuffer())).metadata();
  expect([format, width, height, exif]).toEqual(["webp", 180, 240, undefined]);
  const head = await fetch(urlOf(id), { method: "HEAD", headers });
  expect([head.status, head.headers.get("content-length")]).toEqual([200, answer.headers.get("content-length")]);
});

it("tells strangers nothing: of a job that there is and one that there is not they are told the same", async () => {
  const id = await made();
  expect((await ask(id)).status).toBe(200);
  for (const one of [id, newJobId(), "none"]) expect(await refusal(one, {})).toEqual([401, "not_signed_in"]);
  const far = { ...headers, "X-Forwarded-For": "203.0.113.9" };
  for (const one of [id, newJobId()]) expect(await refusal(one, far)).toEqual([403, "network_not_allowed"]);
});

it("is refused like the picture, whether it was made before or not", async () => {
  const [expired, deleted, removed] = [await made(), await made(), await made()];
  for (const id of [expired, deleted, removed]) expect((await ask(id)).status).toBe(200);
  const long = Date.now() - 169 * 3_600_000;
  await service.db.updateTable("jobs").set({ created_at: long }).where("id", "=", expired).execute();
  await markRemoved(service.db, [deleted], "deleted");
  const removal = await fetch(`${service.url}/api/results/${removed}`, { method: "DELETE", headers });
  expect(removal.status).toBe(204);
  for (const id of [expired, deleted, removed]) {
    expect(await refusal(id)).toEqual([410, "result_expired"]);
    expect((await fetch(`${service.url}/api/results/${id}`)).status).toBe(410);
  }
  for (const id of [newJobId(), "none"]) expect(await refusal(id)).toEqual([404, "result_not_found"]);
});

it("that a browser has kept is asked for before it is shown again: it still may be, or not any more", async () => {
  const [kept, deleted] = [await made(), await made()];
  const again = async (id: string, tag: string, sent = headers) => await ask(id, { ...sent, "If-None-Match": tag });
  for (const id of [kept, deleted]) {
    const tag = (await ask(id)).headers.get("etag") ?? "";
    const answer = await again(id, `"another", ${tag}`);
    expect([answer.status, await answer.text()]).toEqual([304, ""]);
    expect(Object.fromEntries(answer.headers)).toMatchObject({ "cache-control": "private, no-cache", etag: tag });
    expect((await again(id, '"another"')).status).toBe(200);
  }
  await markRemoved(service.db, [deleted], "deleted");
  expect((await again(deleted, `W/"${deleted}"`)).status).toBe(410);
  expect((await again(kept, `W/"${kept}"`, {})).status).toBe(401);
});

it("of a file that is damaged, gone or away says which of these it is", async () => {
  const { id } = await storePicture(service.db, service.media, 1, { text: "no picture" });
  expect(await refusal(id)).toEqual([422, "invalid_image"]);
  const gone = await storePicture(service.db, service.media, 1);
  await service.media.delete([gone.key]);
  expect(await refusal(gone.id)).toEqual([410, "result_expired"]);
  const media = join(service.config.DATA_DIR, "media");
  const other = await made();
  await rename(join(media, "results"), join(media, "away"));
  try {
    expect(await refusal(other)).toEqual([503, "media_unavailable"]);
  } finally {
    await rename(join(media, "away"), join(media, "results"));
  }
  expect((await ask(other)).status).toBe(200);
});

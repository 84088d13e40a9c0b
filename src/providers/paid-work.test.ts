/** Paid work through the whole service: a photo that is sent again comes back to it, whatever became of the first call. */
import { expect, it } from "vitest";
import { jsonOf, photoForm, post } from "../../scripts/testkit/ingest.ts";
import { makePhoto } from "../../scripts/testkit/photos.ts";
import { bytes, json, useProviderServer } from "../../scripts/testkit/provider-server.ts";
import { startTestService, testPassword } from "../../scripts/testkit/service.ts";

const server = useProviderServer();

it("turbotext queues a photo once, though its first call failed and it was sent again", async () => {
  const photo = await makePhoto();
  let ready = false;
  server().answer(({ method, body }) => {
    if (method === "GET") return bytes(200, photo);
    if (!body.includes("get_result")) return json(200, { success: true, queueid: 17 });
    return ready ? json(200, { success: true, uploaded_image: "/x.jpg" }) : json(500, {});
  });
  const service = await startTestService({
    TURBOTEXT_API_KEY: "key-of-the-test",
    TURBOTEXT_BASE_URL: server().url,
  });
  const settings = { operation: "image2image", content: "as a superman", poll_ms: 500 };
  await service.setSlot("slot-001", { provider: "turbotext", settings, maxAttempts: 1 });
  const send = () => post(`${service.url}/api/ingest/slot-001`, photoForm(photo, testPassword));
  const failed = await send();
  expect([failed.status, jsonOf(failed)["failure_reason"]]).toEqual([502, "provider_error"]);
  ready = true;
  expect((await send()).status).toBe(200);
  expect(server().received.filter(({ body }) => body.includes("create_queue")).length).toBe(1);
  await service.stop();
});

it("http is signed, called under the job's id, and its picture is the answer", async () => {
  const photo = await makePhoto({ type: "image/png" });
  server().answer(() => bytes(200, photo, { "content-type": "image/png" }));
  const service = await startTestService({
    HTTP_PROVIDER_SECRET: "secret-of-the-test",
    PROVIDER_PRIVATE_ADDRESSES: "allow",
  });
  await service.setSlot("slot-001", { provider: "http", settings: { url: `${server().url}/edit` } });
  const answer = await post(`${service.url}/api/ingest/slot-001`, photoForm(photo, testPassword));
  expect([answer.status, answer.headers["content-type"]]).toEqual([200, "image/png"]);
  expect(server().received.map(({ headers }) => headers["x-job-id"])).toEqual([answer.headers["x-job-id"]]);
  expect(await service.tempFiles()).toEqual([]);
  await service.stop();
});

/** Test runs through the whole service: what is tried, what is counted, and that nothing is left behind. */
import sharp from "sharp";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import type { Part } from "../../../scripts/testkit/ingest.ts";
import { dump, type SignedIn, startDesk } from "../../../scripts/testkit/operator.ts";
import { makePhoto } from "../../../scripts/testkit/photos.ts";
import type { TestService } from "../../../scripts/testkit/service.ts";

let service: TestService;
let anna: SignedIn;
let photo: Buffer;
beforeAll(async () => {
  ({ service, anna } = await startDesk({ T_SYNC_RESPONSE_SECONDS: 3 }));
  photo = await makePhoto();
});
afterAll(() => service.stop());
/** Whatever a test has tried. */
afterEach(async () => {
  await expect.poll(() => service.app.permits.inUse(), { timeout: 10_000 }).toBe(0);
  await expect.poll(() => service.tempFiles(), { timeout: 10_000 }).toEqual([]);
  expect(await service.resultFiles()).toEqual([]);
  expect(await service.metric("media_reserved_bytes")).toBe(0);
  expect(await service.db.selectFrom("jobs").selectAll().execute()).toEqual([]);
});

const file = (bytes = photo): Part => ({ name: "fileToUpload", bytes });
const tryOut = (overrides?: unknown, slot = "slot-001") =>
  anna.upload(
    `/api/slots/${slot}/test-run`,
    file(),
    ...(overrides === undefined ? [] : [{ name: "overrides", text: JSON.stringify(overrides) }]),
  );

it("edits as the slot would, although it is in maintenance, and counts for slot-test alone", async () => {
  await service.setSlot("slot-001", { settings: { edit: "frame" }, state: "maintenance", stateReason: "lens" });
  const before = await dump(service.db);
  const attempts = (slot: string) =>
    service.metric(`provider_attempts_total{slot_id="${slot}",provider="local",result="ok"}`);
  const counted = await attempts("slot-test");
  const answer = await tryOut();
  expect([answer.status, answer.headers["content-type"], answer.headers["cache-control"]]).toEqual([
    ...[200, "image/jpeg", "no-store"],
  ]);
  expect(answer.headers["server-timing"]).toMatch(/^upload;dur=\d+, wait;dur=\d+, local;desc="ok";dur=\d+$/);
  expect(answer.headers).not.toHaveProperty("x-job-id");
  expect((await sharp(answer.bytes).metadata()).format).toBe("jpeg");
  expect(answer.bytes.equals(photo)).toBe(false);
  expect(await attempts("slot-test")).toBe((counted ?? 0) + 1);
  expect(await attempts("slot-001")).toBe(0);
  const ended = { slot_id: "slot-001", provider: "local", outcome: "success" };
  const labels = Object.entries(ended).map(([name, value]) => `${name}="${value}"`);
  expect(await service.metric(`ingest_requests_total{${labels.join(",")}}`)).toBe(0);
  const { provider_reports: _, ...after } = await dump(service.db);
  expect(before).toMatchObject(after);
});

it("tries other settings, and another provider, without saving them", async () => {
  const [framed, plain] = [await tryOut({ settings: { edit: "frame" } }), await tryOut({ settings: {} })];
  expect([framed.status, plain.status]).toEqual([200, 200]);
  expect(framed.bytes.equals(plain.bytes)).toBe(false);
  const failed = await tryOut({ provider: "fault", settings: { fault: "reject" } });
  expect([failed.status, failed.body.failure_reason]).toEqual([422, "photo_rejected"]);
  expect(failed.headers["server-timing"]).toContain('fault;desc="rejected"');
  expect((await tryOut({ provider: "fault", settings: { fault: "garbage" } })).body.failure_reason).toBe(
    "provider_error",
  );
  expect((await anna.get("/api/slots/slot-001")).body).toMatchObject({
    provider: "local",
    settings: { edit: "frame" },
  });
});

it("ends at T_sync_response, whatever the provider does", async () => {
  const answer = await tryOut({ provider: "fault", settings: { fault: "hang" } }, "slot-002");
  expect([answer.status, answer.body.failure_reason]).toEqual([504, "deadline_exceeded"]);
  expect(answer.headers["server-timing"]).toContain("fault;desc=");
});

it("takes a permit like a photo of a booth", async () => {
  await service.setSlot("slot-003", { maxParallel: 1 });
  const slow = tryOut({ provider: "fault", settings: { fault: "hang" } }, "slot-003");
  await expect.poll(() => service.app.permits.inUse()).toBe(1);
  expect((await tryOut(undefined, "slot-003")).body.failure_reason).toBe("busy");
  await slow;
});

it.each([
  ["no JSON", () => [file(), { name: "overrides", text: "{" }], "invalid_request"],
  ["an unknown field", () => [file(), { name: "overrides", text: '{"slot":1}' }], "invalid_request"],
  ["no such provider", () => [file(), { name: "overrides", text: '{"provider":"magic"}' }], "invalid_request"],
  [
    "settings that cannot be used",
    () => [file(), { name: "overrides", text: '{"settings":{"edit":"x"}}' }],
    "invalid_settings",
  ],
  [
    "overrides twice",
    () => [{ name: "overrides", text: "{}" }, { name: "overrides", text: "{}" }, file()],
    "invalid_request",
  ],
  [
    "too long",
    () => [{ name: "overrides", text: `{"settings":{"x":"${"x".repeat(61_440)}"}}` }, file()],
    "invalid_request",
  ],
  ["no photo", () => [{ name: "overrides", text: "{}" }], "invalid_request"],
  ["an empty photo", () => [file(Buffer.alloc(0))], "invalid_request"],
  ["a photo that is none", () => [file(Buffer.from("hello"))], "unsupported_media_type"],
] satisfies [string, () => Part[], string][])("refuses %s", async (_what, parts, reason) => {
  const answer = await anna.upload("/api/slots/slot-002/test-run", ...parts());
  expect(answer.body.failure_reason).toBe(reason);
});

it("is for operators, of slots that exist", async () => {
  const stranger = await fetch(`${service.url}/api/slots/slot-001/test-run`, { method: "POST", body: new FormData() });
  expect(stranger.status).toBe(401);
  expect((await tryOut(undefined, "slot-099")).body.failure_reason).toBe("slot_not_found");
});

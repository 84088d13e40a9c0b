/** A picture that is stored and cannot be opened: its client and its row agree on what became of it. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { givePhoto, standIn } from "../../../scripts/testkit/drivers.ts";
import { jsonOf, photoForm, post } from "../../../scripts/testkit/ingest.ts";
import { makePhoto, makeUnique } from "../../../scripts/testkit/photos.ts";
import { startTestService, type TestService, testPassword } from "../../../scripts/testkit/service.ts";
import { type MediaStore, MediaUnavailable, type OpenPicture } from "../../core/media.ts";
import { finishJob, listJobs } from "../../storage/repos/jobs.ts";

let service: TestService;
let photo: Buffer;
let duringCall: (jobId: string) => Promise<unknown> = async () => undefined;
const driver = standIn("local", async (request) => {
  await duringCall(request.jobId);
  return await givePhoto(request);
});

beforeAll(async () => {
  service = await startTestService({ T_SYNC_RESPONSE_SECONDS: 2 }, [driver]);
});
afterAll(() => service.stop());
beforeEach(async () => {
  photo = makeUnique(await makePhoto());
  duringCall = async () => undefined;
});
afterEach(() => vi.restoreAllMocks());

const send = () => post(`${service.url}/api/ingest/slot-001`, photoForm(photo, testPassword));

/** The pictures that the service opens from now on, each after `first` was asked, which may throw. */
function watchOpen(first: () => void = () => undefined): OpenPicture[] {
  const opened: OpenPicture[] = [];
  const open: MediaStore["open"] = service.media.open.bind(service.media);
  vi.spyOn(service.media, "open").mockImplementation(async (key) => {
    first();
    const picture = await open(key);
    if (picture !== undefined) opened.push(picture);
    return picture;
  });
  return opened;
}

async function newestJob() {
  await service.app.inflight.idle();
  const [job] = await listJobs(service.db, {}, 1);
  return job;
}

it("is opened once more when the media fail for a moment, and given", async () => {
  let asked = 0;
  watchOpen(() => {
    asked += 1;
    if (asked === 1) throw new MediaUnavailable("for a moment");
  });
  expect((await send()).status).toBe(200);
  expect(asked).toBe(2);
  expect(await newestJob()).toMatchObject({ outcome: "success" });
});

it("is no success when it cannot be opened for as long as there is time, and its file goes", async () => {
  watchOpen(() => {
    throw new MediaUnavailable("for ever", { cause: Object.assign(new Error("read"), { code: "EIO" }) });
  });
  const files = await service.resultFiles();
  const answer = await send();
  expect(jsonOf(answer)).toMatchObject({ status: 503, failure_reason: "media_unavailable", retry_after: 5 });
  expect(await newestJob()).toMatchObject({ outcome: "internal_error", failureReason: "media_unavailable" });
  expect(await service.resultFiles()).toEqual(files);
});

it("is closed when it belongs to nobody after all", async () => {
  const opened = watchOpen();
  duringCall = async (id) => {
    const { fence } = await service.db
      .selectFrom("jobs")
      .select("fence")
      .where("id", "=", id)
      .executeTakeFirstOrThrow();
    await finishJob(service.db, id, fence, { outcome: "timeout", failureReason: "deadline_exceeded" });
  };
  expect((await send()).status).toBe(500);
  expect(opened.map(({ stream }) => stream.destroyed)).toEqual([true]);
  expect(await newestJob()).toMatchObject({ outcome: "timeout" });
});

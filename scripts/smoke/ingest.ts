/** The steps that send photos: a wrong password is refused, a right one gives a picture, which is kept and then removed. */
import { createHash, randomBytes } from "node:crypto";
import sharp from "sharp";
import type { SlotId } from "../../generated/contract.ts";
import { validateJobId } from "../../generated/validators.js";
import { imageTypeOf } from "../../src/core/image-type.ts";
import { StepFailed } from "../steps.ts";
import { addressOf, ask, type Reply, refusalOf, told } from "./http.ts";
import { makePhoto } from "./photo.ts";

/** Where photos go, and how long an answer may take. */
export interface IngestTarget {
  readonly url: string;
  readonly slot: SlotId;
  readonly limitMs: number;
  /** Told of each job that comes into being, as soon as its id is known. */
  readonly onJob: (jobId: string) => void;
}

/** A job with the picture that it answered. */
export interface Edited {
  readonly jobId: string;
  readonly picture: Buffer;
  readonly type: string;
}

/** The same each time: many different wrong ones from one network are guesses to the service. */
const WRONG_PASSWORD = "the smoke test's password that nobody has";

/** A photo with a wrong password is refused. */
export async function checkWrongPassword(target: IngestTarget): Promise<string> {
  const { reply } = await postPhoto(target, await makePhoto(64, 64), WRONG_PASSWORD);
  if (refusalOf(reply) !== "invalid_password") {
    throw new StepFailed(`${told(reply)}; a wrong password must be 401 invalid_password`);
  }
  return "401 invalid_password";
}

/** Posts the photo and takes nothing for a picture that cannot be decoded to its last line. */
export async function ingest(target: IngestTarget, photo: Buffer, password: string): Promise<Edited> {
  const { reply, requestId } = await postPhoto(target, photo, password);
  if (reply.status !== 200) throw new StepFailed(`${told(reply)}; in the log as request ${requestId}`);
  const jobId = jobIdOf(reply.headers);
  if (jobId === undefined)
    throw new StepFailed(`${told(reply)} without an X-Job-Id; in the log as request ${requestId}`);
  if (reply.headers.has("idempotent-replayed")) {
    throw new StepFailed(`job ${jobId} is a replay, though no photo like this one was ever sent`);
  }
  const type = reply.headers.get("content-type") ?? "none";
  await requirePicture(reply.body, type, jobId);
  return { jobId, picture: reply.body, type };
}

async function postPhoto(
  { url, slot, limitMs, onJob }: IngestTarget,
  photo: Buffer,
  password: string,
): Promise<{ reply: Reply; requestId: string }> {
  const requestId = `smoke-${randomBytes(8).toString("hex")}`;
  const body = new FormData();
  body.set("password", password);
  body.set("hash", createHash("sha256").update(photo).digest("hex"));
  body.set("fileToUpload", new Blob([new Uint8Array(photo)]), "smoke.jpg");
  const headers = { "X-Request-Id": requestId };
  const address = addressOf(url, "ingestPhoto", { slot_id: slot });
  const onHead = (answered: Headers) => {
    const jobId = jobIdOf(answered);
    if (jobId !== undefined) onJob(jobId);
  };
  const reply = await ask(address, { method: "POST", headers, body, limitMs, onHead }).catch((error: unknown) => {
    // Without an answer the job, if there is one, can be found by this alone.
    throw new StepFailed(
      `${error instanceof Error ? error.message : String(error)}; in the log as request ${requestId}`,
    );
  });
  return { reply, requestId };
}

function jobIdOf(headers: Headers): string | undefined {
  const jobId = headers.get("x-job-id");
  return validateJobId(jobId) ? jobId : undefined;
}

async function requirePicture(bytes: Buffer, type: string, jobId: string): Promise<void> {
  const is = imageTypeOf(bytes);
  if (is === undefined || is !== type) {
    throw new StepFailed(`job ${jobId}: the answer says ${type} and begins as ${is ?? "no picture"}`);
  }
  await sharp(bytes, { failOn: "error" })
    .stats()
    .catch((error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      throw new StepFailed(`job ${jobId}: the picture of ${bytes.length} bytes cannot be decoded (${why})`);
    });
}

/** Another request for the picture gets the very bytes that the ingest answered. */
export async function checkResult(url: string, { jobId, picture, type }: Edited): Promise<string> {
  const reply = await ask(addressOf(url, "getResult", { job_id: jobId }));
  if (reply.status !== 200) throw new StepFailed(`${told(reply)}; the ingest had answered 200`);
  const kept = reply.headers.get("content-type");
  if (kept !== type) throw new StepFailed(`${reply.asked}: the Content-Type is ${kept}, the ingest answered ${type}`);
  if (!reply.body.equals(picture)) {
    throw new StepFailed(
      `${reply.asked}: other bytes (sha256 ${digest(reply.body)}) than the ingest answered (${digest(picture)})`,
    );
  }
  return `the same ${picture.length} bytes, sha256 ${digest(picture)}`;
}

function digest(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex").slice(0, 12);
}

/** Removes the picture of a job and sees that nobody gets it any more. Throws StepFailed with what stays behind. */
export async function remove(url: string, jobId: string, password: string): Promise<void> {
  const address = addressOf(url, "deleteResult", { job_id: jobId });
  const reply = await ask(address, { method: "DELETE", headers: { "X-Ingest-Password": password } });
  const refusal = refusalOf(reply);
  if (refusal === "result_not_found" || refusal === "result_expired") {
    throw new StepFailed(`${told(reply)}; there was no picture to remove`);
  }
  if (reply.status !== 204) throw new StepFailed(`${told(reply)}; the picture stays until it expires`);
  const after = await ask(addressOf(url, "getResult", { job_id: jobId }));
  if (refusalOf(after) !== "result_expired") {
    throw new StepFailed(`${told(after)} after DELETE had answered 204; it must be 410 result_expired`);
  }
}

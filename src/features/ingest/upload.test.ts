/** What an upload that is refused leaves on the disk, and one that falls silent. The other refusals are bad-input.test.ts's. */

import { rmSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { join } from "node:path";
import { expect, it, onTestFinished, vi } from "vitest";
import { useTempFolder } from "../../../scripts/testkit/folders.ts";
import { formHeaders, photoForm } from "../../../scripts/testkit/ingest.ts";
import { receivePhoto } from "./upload.ts";

const folder = useTempFolder();
const passwords = { matches: async (given: string) => given === "right" };

it("makes no temp file any more once it is refused", async () => {
  const { signal } = new AbortController();
  for (let upload = 0; upload < 100; upload += 1) {
    const request = new IncomingMessage(new Socket());
    Object.assign(request.headers, { "content-type": formHeaders["Content-Type"] });
    // The rest of the photo is still on its way.
    request.push(photoForm(Buffer.alloc(5000), "wrong").subarray(0, 2000));
    const path = join(folder(), String(upload));
    const rules = { path, maxBytes: 10_000, passwords, signal, authenticated: () => undefined };
    await expect(receivePhoto(request, rules)).rejects.toMatchObject({ refusal: { reason: "invalid_password" } });
    // At once: nothing that is still under way gets ahead of it.
    rmSync(path, { force: true });
  }
  expect(await readdir(folder())).toEqual([]);
});

/** An upload under a clock that the test moves. */
function slowUpload() {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  onTestFinished(() => void vi.useRealTimers());
  const { signal } = new AbortController();
  const request = new IncomingMessage(new Socket());
  Object.assign(request.headers, { "content-type": formHeaders["Content-Type"] });
  const authenticated = vi.fn();
  const rules = { path: join(folder(), "photo"), maxBytes: 10_000, passwords, signal, authenticated };
  const refusals: unknown[] = [];
  const upload = receivePhoto(request, rules);
  upload.catch((error) => refusals.push(error));
  /** What has come so far is worked off. */
  const settle = async () => {
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  };
  const pass = async (ms: number) => {
    await settle();
    vi.advanceTimersByTime(ms);
    await settle();
  };
  return { request, refusals, upload, pass, authenticated };
}

it("ends an upload that brings nothing for 10 s, however long it has taken before", async () => {
  const { request, refusals, upload, pass } = slowUpload();
  const form = photoForm(Buffer.alloc(5000), "right");
  for (let at = 0; at < 400; at += 100) {
    request.push(form.subarray(at, at + 100));
    await pass(9_999);
  }
  expect(refusals).toEqual([]);
  await pass(1);
  const refusal = { reason: "upload_timeout", details: expect.stringContaining("10 s") };
  await expect(upload).rejects.toMatchObject({ refusal });
});

it("watches no upload that is complete", async () => {
  const { request, upload, pass } = slowUpload();
  request.push(photoForm(Buffer.alloc(5000, 1), "right"));
  request.complete = true;
  request.push(null);
  await pass(0);
  expect(await upload).toMatchObject({ sizeBytes: 5000 });
  expect(vi.getTimerCount()).toBe(0);
});

it("tells of the right password as soon as it is there, and of no wrong one", async () => {
  const right = slowUpload();
  right.request.push(photoForm(Buffer.alloc(5000), "right").subarray(0, 1000));
  await right.pass(0);
  expect(right.authenticated).toHaveBeenCalledTimes(1);
  const wrong = slowUpload();
  wrong.request.push(photoForm(Buffer.alloc(5000), "wrong").subarray(0, 1000));
  await wrong.pass(0);
  expect(wrong.refusals).toMatchObject([{ refusal: { reason: "invalid_password" } }]);
  expect(wrong.authenticated).not.toHaveBeenCalled();
  right.request.destroy();
});

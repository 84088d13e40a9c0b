/** What an upload that is refused leaves on the disk. How uploads are refused is bad-input.test.ts's. */

import { rmSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { join } from "node:path";
import { expect, it } from "vitest";
import { useTempFolder } from "../../../scripts/testkit/folders.ts";
import { formHeaders, photoForm } from "../../../scripts/testkit/ingest.ts";
import { receivePhoto } from "./upload.ts";

const folder = useTempFolder();

it("makes no temp file any more once it is refused", async () => {
  const { signal } = new AbortController();
  for (let upload = 0; upload < 100; upload += 1) {
    const request = new IncomingMessage(new Socket());
    Object.assign(request.headers, { "content-type": formHeaders["Content-Type"] });
    // The rest of the photo is still on its way.
    request.push(photoForm(Buffer.alloc(5000), "wrong").subarray(0, 2000));
    const path = join(folder(), String(upload));
    const rules = { path, maxBytes: 10_000, password: "right", signal, authenticated: () => undefined };
    await expect(receivePhoto(request, rules)).rejects.toMatchObject({ refusal: { reason: "invalid_password" } });
    // At once: nothing that is still under way gets ahead of it.
    rmSync(path, { force: true });
  }
  expect(await readdir(folder())).toEqual([]);
});

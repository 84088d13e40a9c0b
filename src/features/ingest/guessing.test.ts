/** Somebody who guesses the password of the booths, over real sockets: what that costs, and whom it holds up. */
import { watch } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { formBody, formHeaders, jsonOf, photoForm, post } from "../../../scripts/testkit/ingest.ts";
import { dump } from "../../../scripts/testkit/operator.ts";
import { makePhoto } from "../../../scripts/testkit/photos.ts";
import { startTestService, type TestService, testPassword } from "../../../scripts/testkit/service.ts";

let service: TestService;
let url: string;
let photo: Buffer;
beforeAll(async () => {
  service = await startTestService();
  url = `${service.url}/api/ingest/slot-test`;
  photo = await makePhoto({ width: 64, height: 64 });
});
afterAll(() => service.stop());

/** As a proxy on this machine passes it on. */
const send = (password: string, client: string) =>
  post(url, photoForm(photo, password), { ...formHeaders, "X-Forwarded-For": client });

/** Collects the names of the photos that are written; the health check writes beside them. */
const watchUploads = (written: string[]) =>
  watch(join(service.config.DATA_DIR, "media", "tmp"), (_event, name) => {
    if (name?.endsWith(".photo")) written.push(name);
  });

async function bytesOnDisk(): Promise<number> {
  const media = join(service.config.DATA_DIR, "media");
  const files = await readdir(media, { recursive: true, withFileTypes: true });
  const sizes = files.filter((file) => file.isFile()).map((file) => stat(join(file.parentPath, file.name)));
  return (await Promise.all(sizes)).reduce((sum, { size }) => sum + size, 0);
}

it("a thousand guesses write nothing, call nobody and hold up nobody", async () => {
  const [hall, guesser] = ["192.0.2.1", "203.0.113.9"];
  expect((await send(testPassword, hall)).status).toBe(200);
  const reported = async () => JSON.stringify((await dump(service.db))["provider_reports"]);
  await expect.poll(reported, { timeout: 10_000 }).toContain("slot-test");
  const written: string[] = [];
  const watching = watchUploads(written);
  onTestFinished(() => watching.close());
  const before = [await dump(service.db), await bytesOnDisk(), await service.metric("ingest_attempts_total")];
  const statuses = new Map<number, number>();
  let left = 1_000;
  const guess = async (from: string) => {
    while (left > 0) {
      const { status, headers, body } = await send(`guess ${left--}`, from);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (status === 429)
        expect([headers["retry-after"], jsonOf({ body })["failure_reason"]]).toEqual([
          expect.stringMatching(/^[12]$/),
          "too_many_attempts",
        ]);
    }
  };
  const healths: number[] = [];
  const watchHealth = async () => {
    while (left > 0) {
      healths.push((await fetch(`${service.url}/healthz`)).status);
      await sleep(50);
    }
  };
  // The hall's own network is one of those that guess.
  await Promise.all([...Array.from({ length: 8 }, (_, i) => guess(i < 4 ? guesser : hall)), watchHealth()]);
  const allowed = statuses.get(401) ?? 0;
  expect(allowed).toBeGreaterThanOrEqual(40);
  expect(allowed).toBeLessThan(500);
  expect(statuses).toEqual(
    new Map([
      [401, allowed],
      [429, 1_000 - allowed],
    ]),
  );
  // What they say of a machine that others keep busy is another matter.
  expect(healths.length).toBeGreaterThan(0);
  expect(healths.filter((status) => status !== 200 && status !== 503)).toEqual([]);
  expect([await dump(service.db), await bytesOnDisk(), await service.metric("ingest_attempts_total")]).toEqual(before);
  expect(written).toEqual([]);
  expect(service.app.permits.inUse()).toBe(0);
  for (const client of [hall, "192.0.2.77"]) expect((await send(testPassword, client)).status).toBe(200);
  expect(await service.metric('ingest_rejected_total{reason="too_many_attempts"}')).toBe(1_000 - allowed);
});

it("a guesser's own right password is let in again when its time is up, and never counts before", async () => {
  const guesser = "203.0.113.10";
  while ((await send(`guess ${Math.random()}`, guesser)).status === 401);
  const early = await send(testPassword, guesser);
  expect([early.status, early.headers["retry-after"]]).toEqual([429, expect.stringMatching(/^[12]$/)]);
  const removal = (password: string) =>
    fetch(`${service.url}/api/results/${"0".repeat(32)}`, {
      method: "DELETE",
      headers: { "X-Ingest-Password": password, "X-Forwarded-For": guesser },
    });
  expect((await removal(testPassword)).status).toBe(429);
  await expect.poll(async () => (await send(testPassword, guesser)).status, { timeout: 5_000 }).toBe(200);
  expect((await removal(testPassword)).status).toBe(404);
});

it("a file behind a wrong password is never written, however much of it has come", async () => {
  const written: string[] = [];
  const watching = watchUploads(written);
  onTestFinished(() => watching.close());
  const parts = [
    { name: "password", text: "wrong" },
    { name: "fileToUpload", bytes: Buffer.alloc(3_000_000, 1) },
  ];
  expect((await post(url, formBody(parts))).status).toBe(401);
  expect(written).toEqual([]);
  // The watch does see what is written: a file that comes before its password is.
  expect((await post(url, formBody(parts.toReversed()))).status).toBe(401);
  await expect.poll(() => written).not.toEqual([]);
  expect(await service.tempFiles()).toEqual([]);
});

/** Thousands of damaged forms: each is answered, none ends the process or leaves anything behind. */
import { readdir } from "node:fs/promises";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { failureReasons } from "../../../generated/routes.ts";
import { formHeaders, photoForm, post } from "../../../scripts/testkit/ingest.ts";
import { makePhoto } from "../../../scripts/testkit/photos.ts";
import { startTestService, type TestService, testPassword } from "../../../scripts/testkit/service.ts";

const BODIES = 4_000;
const PARALLEL = 16;

let service: TestService;
beforeAll(async () => {
  service = await startTestService({ T_SYNC_RESPONSE_SECONDS: 20 });
});
afterAll(() => service.stop());

/** Reproducible numbers below `bound`: mulberry32. */
function dice(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
  };
}

/** Flips, cuts, doubles or moves some of the bytes, mostly where the form's own structure is. */
function damage(form: Buffer, roll: (bound: number) => number): Buffer {
  const structure = [0, form.length - 200];
  const place = () => Math.min(form.length - 1, (structure[roll(2)] ?? 0) + roll(roll(4) === 0 ? form.length : 350));
  let bytes = Buffer.from(form);
  for (let times = 1 + roll(6); times > 0; times -= 1) {
    const [from, to] = [place(), place()].sort((a, b) => a - b);
    const slice = bytes.subarray(from, to);
    const damages = [
      () => Buffer.concat([bytes.subarray(0, from), Buffer.from([roll(256)]), bytes.subarray((from ?? 0) + 1)]),
      () => bytes.subarray(0, to),
      () => Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]),
      () => Buffer.concat([bytes.subarray(0, to), slice, bytes.subarray(to)]),
      () => Buffer.concat([bytes, slice]),
    ];
    bytes = Buffer.from(damages[roll(damages.length)]?.() ?? bytes);
  }
  return bytes;
}

it(`${BODIES} damaged forms`, async () => {
  const photo = await makePhoto({ width: 64, height: 48 });
  const whole = photoForm(photo, testPassword, { name: "hash", text: "0".repeat(32) }, { name: "more", text: "text" });
  const allowed = new Set([200, ...Object.values(failureReasons).map(({ status }) => status)]);
  const seen = new Map<number, number>();
  const openFiles = () =>
    readdir("/proc/self/fd").then(
      (names) => names.length,
      () => 0,
    );
  const before = await openFiles();
  let next = 1;
  const work = async () => {
    while (next <= BODIES) {
      const seed = next++;
      const { status } = await post(`${service.url}/api/ingest/slot-001`, damage(whole, dice(seed)), formHeaders);
      expect(allowed.has(status) && status !== 500, `seed ${seed}: ${status}`).toBe(true);
      seen.set(status, (seen.get(status) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, work));
  // The dice reached more than the first check.
  expect([...seen.keys()]).toEqual(expect.arrayContaining([400, 401]));
  await vi.waitFor(async () => {
    expect(await service.tempFiles()).toEqual([]);
    expect(service.app.permits.inUse()).toBe(0);
    expect(service.app.inflight.size()).toBe(0);
    expect(await openFiles()).toBeLessThan(before + 20);
  });
});

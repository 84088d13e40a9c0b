/** Waits until a service has come to rest, and says what it still holds if it does not. */
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Stage } from "./stage.ts";

/** What a photo holds is given back this soon after its answer; the end of its row is tried again after 250 ms. */
const SETTLED_WITHIN_MS = 8_000;
const LOOK_MS = 20;

/** Asks again and again, for a while: the last answer, which is undefined where it was never given. */
export async function soon<T>(ask: () => Promise<T | undefined>): Promise<T | undefined> {
  const giveUpAt = performance.now() + SETTLED_WITHIN_MS;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined || performance.now() > giveUpAt) return answer;
    await sleep(LOOK_MS);
  }
}

/** What is still held some time after the last answer, one line each; empty as soon as nothing is. */
export async function unsettled({ url, folder }: Stage): Promise<string[]> {
  let all: string[] = [];
  await soon(async () => {
    const scrape = await (await fetch(`${url}/metrics`)).text();
    const held = scrape.match(/^(ingest_inflight|ingest_permits_in_use\{.*\}|media_reserved_bytes) (?!0$).*$/gm) ?? [];
    const files = (await readdir(join(folder, "media/tmp"))).filter((name) => !name.startsWith("probe-"));
    all = [...held, ...files.map((name) => `media/tmp/${name} is left`)];
    return all.length === 0 ? true : undefined;
  });
  return all;
}

/** Whether /healthz soon gives this status: what it has seen counts for a second. */
export async function becomes({ url }: Stage, status: 200 | 503): Promise<boolean> {
  const found = await soon(async () => {
    const answer = await fetch(`${url}/healthz`);
    await answer.arrayBuffer();
    return answer.status === status ? true : undefined;
  });
  return found ?? false;
}

/** The temp file of the photo that is at the provider, and its job. Throws when none comes there. */
export async function atProvider({ folder, provider }: Stage): Promise<{ jobId: string; photo: string }> {
  const found = await soon(async () => {
    const [jobId] = provider.openJobs();
    const photo = (await readdir(join(folder, "media/tmp"))).find((name) => name.endsWith(".photo"));
    return jobId !== undefined && photo !== undefined ? { jobId, photo: join(folder, "media/tmp", photo) } : undefined;
  });
  if (found === undefined) throw new Error("No photo came to the provider.");
  return found;
}

/** How smoothly the console draws: frame times while a day's jobs of a slot come in and are drawn, in real Chromium. */
import { randomBytes } from "node:crypto";
import type { InsertObject } from "kysely";
import { newJobId } from "../../src/core/job.ts";
import type { Database, Db } from "../../src/storage/schema.ts";
import { signIn, startStage, visit } from "../testkit/console.ts";
import { requireTool } from "../testkit/tools.ts";
import type { Measured } from "./case.ts";

const SLOT = "slot-003" as const;
/** One every twenty seconds. */
const JOBS = 4_320;
const DAY_MS = 86_400_000;
const T_MS = 48_000;

/** Keeps the time of every frame until `frames` is read. */
const RECORD = `(() => {
  const times = [];
  let last = performance.now();
  const next = (now) => { times.push(now - last); last = now; requestAnimationFrame(next); };
  requestAnimationFrame(next);
  window.frames_ = times;
})()`;

/** Frame times in milliseconds. A frame of 16.7 is one that came in time. Throws when there is no Chromium. */
export async function consoleFrames(): Promise<Measured[]> {
  const chromium = requireTool("chromium");
  if (chromium === undefined) throw new Error("chromium is not on the PATH; install the package chromium.");
  const stage = await startStage(chromium);
  try {
    await plant(stage.service.db);
    const page = await stage.open();
    await signIn(page);
    await page.locator(".tile").first().waitFor();
    await page.evaluate(RECORD);
    await visit(page, `#/slots/${SLOT}`);
    await page.getByText(/^4,\d+ pictures/).waitFor();
    await page.waitForTimeout(500);
    const found = await page.evaluate("window.frames_");
    const times = Array.isArray(found) ? found.map(Number).sort((a, b) => a - b) : [];
    const at = (share: number) => times[Math.floor(share * (times.length - 1))] ?? Number.NaN;
    const what = `frames while ${JOBS.toLocaleString("en")} jobs are drawn`;
    return [
      { name: `${what}: p50`, value: at(0.5), unit: "ms" },
      { name: `${what}: p95`, value: at(0.95), unit: "ms" },
      { name: `${what}: p99`, value: at(0.99), unit: "ms" },
      { name: `${what}: the longest of ${times.length}`, value: at(1), unit: "ms" },
    ];
  } finally {
    await stage.stop();
  }
}

/** A day of jobs, most of them good. */
async function plant(db: Db): Promise<void> {
  const from = Date.now() - DAY_MS + 60_000;
  const rows = Array.from({ length: JOBS }, (_, i) => {
    const createdAt = from + Math.floor((i * (DAY_MS - 120_000)) / JOBS);
    const isLate = i % 97 === 0;
    const planted: InsertObject<Database, "jobs"> = {
      ...{ id: newJobId(), slot_id: SLOT, provider: "local", fence: i + 1, slot_version: 1 },
      ...{ created_at: createdAt, deadline_at: createdAt + T_MS },
      finished_at: createdAt + (isLate ? T_MS : 2_000 + ((i * 7_919) % 20_000)),
      outcome: isLate ? "timeout" : "success",
      failure_reason: isLate ? "deadline_exceeded" : null,
      ...{ sha256: randomBytes(32).toString("hex"), upload_bytes: 1, recovered: 0 },
    };
    return planted;
  });
  for (let i = 0; i < rows.length; i += 500)
    await db
      .insertInto("jobs")
      .values(rows.slice(i, i + 500))
      .execute();
}

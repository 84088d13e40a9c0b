/** Another process holds SQLite's one writing lock, as a tool does that forgot its transaction. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { SlotId } from "../../generated/contract.ts";
import { databasePath } from "../../src/storage/database.ts";
import type { Sent } from "./evidence.ts";
import type { Fault } from "./fault.ts";
import type { Stage } from "./stage.ts";

const HELD_MS = { quick: 3_000, full: 30_000 };
/** The service waits 200 ms for a lock; a busy machine takes its time beside that. */
const REFUSED_WITHIN_MS = 2_000;
const BACK_WITHIN_MS = 10_000;
const BETWEEN_MS = 100;
const SLOT: SlotId = "slot-001";
const ROOT = resolve(import.meta.dirname, "../..");

export const locked: Fault = {
  name: "locked",
  says: "another process holds the lock of SQLite for 30 s",
  needs: [],
  databases: ["sqlite"],
  async run({ size, stage: createStage }) {
    const stage = await createStage();
    await stage.start();
    const broken: string[] = [];
    const first = await stage.post(SLOT, stage.photo());
    const holder = await holdLock(stage);
    const released = once(holder, "exit");
    const { refused, wrong } = await whileLocked(stage, HELD_MS[size], idOf(first)).finally(() => {
      holder.kill("SIGKILL");
    });
    await released;
    broken.push(...wrong);
    if (refused === 0) broken.push("no photo was posted while the database was locked");
    const backBy = performance.now() + BACK_WITHIN_MS;
    while (!(await isTaken(stage)) && performance.now() < backBy) await sleep(BETWEEN_MS);
    if (!(await isTaken(stage))) broken.push(`no photo is taken ${BACK_WITHIN_MS} ms after the lock`);
    broken.push(...(await stage.verdict()));
    return { did: `held for ${HELD_MS[size] / 1000} s, ${refused} photos refused`, broken: [...new Set(broken)] };
  },
};

/** Photos are refused soon, and pictures are given, for so long. */
async function whileLocked(stage: Stage, heldMs: number, jobId: string): Promise<{ refused: number; wrong: string[] }> {
  const wrong: string[] = [];
  const giveUpAt = performance.now() + heldMs;
  let refused = 0;
  while (performance.now() < giveUpAt) {
    const startedAt = performance.now();
    const { came } = await stage.post(SLOT, stage.photo());
    const tookMs = Math.round(performance.now() - startedAt);
    const status = "error" in came ? came.error : came.status;
    if (status !== 503) wrong.push(`a photo is answered with ${status} while the database is locked`);
    if (tookMs > REFUSED_WITHIN_MS) wrong.push(`a photo is refused after ${tookMs} ms`);
    const read = await fetch(`${stage.url}/api/results/${jobId}`);
    await read.arrayBuffer();
    if (read.status !== 200) wrong.push(`a picture is answered with ${read.status} while the database is locked`);
    refused += 1;
    await sleep(BETWEEN_MS);
  }
  return { refused, wrong };
}

/** A process that has the lock until it is killed. */
async function holdLock({ storage }: Stage): Promise<ChildProcess> {
  const program = `
    import Sqlite from "better-sqlite3";
    const database = new Sqlite(process.argv[1]);
    database.exec("begin immediate");
    process.stdout.write("held");
    setInterval(() => database, 1_000_000);`;
  const args = ["--input-type=module", "--eval", program, databasePath(storage)];
  const holder = spawn(process.execPath, args, { cwd: ROOT, stdio: ["ignore", "pipe", "inherit"] });
  await once(holder.stdout, "data");
  return holder;
}

async function isTaken(stage: Stage): Promise<boolean> {
  const { came } = await stage.post(SLOT, stage.photo());
  return "status" in came && came.status === 200;
}

function idOf({ came }: Sent): string {
  return "status" in came ? (came.jobId ?? "") : "";
}

/** The wall clock is set by a day and by ten years, and back, under a running service with photos in work. */
import { setTimeout as sleep } from "node:timers/promises";
import type { SlotId } from "../../generated/contract.ts";
import { makeClockSettable } from "../testkit/server-clock.ts";
import { age, mediaHash, onDatabase, runCleanupScript } from "./cleanup-script.ts";
import type { Sent } from "./evidence.ts";
import { createFakeClock, type FakeClock } from "./fake-clock.ts";
import { databaseKinds, type Fault, type Round } from "./fault.ts";
import type { Stage } from "./stage.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const TEN_YEARS_MS = 3_653 * DAY_MS;
/** Photos in work while the clock is set. */
const IN_WORK = 3;
/** They stay in work for so long after it: the service looks for jobs that were left over every 2 s. */
const HELD_MS = 2_200;
const SLOT: SlotId = "slot-001";

export const clock: Fault = {
  name: "clock",
  says: "the wall clock set by a day and by ten years, and back, with photos in work",
  needs: ["faketime"],
  databases: databaseKinds,
  async run(round) {
    const machine = await createFakeClock();
    try {
      const broken = await setOfMachine(round, machine);
      if (round.database === "postgres") broken.push(...(await setOfServer(round, machine)));
      const steps = round.database === "postgres" ? "the clocks of machine and server" : "the clock";
      return { did: `${steps} set by a day, by ten years and back`, broken };
    } finally {
      await machine.remove();
    }
  },
};

/** Of the machine that the service is on; a PostgreSQL server is on another one. */
async function setOfMachine({ stage: createStage, say }: Round, machine: FakeClock): Promise<string[]> {
  const stage = await createStage();
  const run = createRun(stage, (aheadMs) => machine.set(aheadMs));
  const lowered = { ...machine.variables, RESULT_TTL_HOURS: "24" };
  await stage.start({ variables: machine.variables });
  const old = await run.answered(3);
  await age(stage, old.slice(1).map(idOf), 30);
  await run.set(-3 * HOUR_MS);
  await run.answered(1);
  await machine.set(0);
  await stage.end("SIGTERM");

  await stage.start({ variables: lowered });
  await run.expect("a TTL lowered from 168 to 24 hours: the service deletes what is 30 hours old", async () => {
    await until(async () => (await removedOf(stage)) === 2);
    return !/No cleanup/.test(stage.service().output());
  });
  await run.set(DAY_MS);
  await run.refused(machine, ["--dry-run"]);
  await machine.set(0);
  await run.set(TEN_YEARS_MS);
  await run.refused(machine, []);
  await stage.end("SIGTERM");
  say("ten years ahead");

  await stage.start({ variables: lowered });
  await run.expect("ten years ahead, the cleanup of a service that starts refuses", async () => {
    await until(async () => /No cleanup/.test(stage.service().output()));
    return (await removedOf(stage)) === 2;
  });
  await run.answered(2);
  await run.again(old[0]);
  await run.set(0);
  await run.cleans();
  return [...run.broken, ...(await stage.verdict())];
}

/** Of the database server alone, where that has its own. */
async function setOfServer({ stage: createStage }: Round, machine: FakeClock): Promise<string[]> {
  const stage = await createStage();
  const run = createRun(stage, await makeClockSettable(stage.storage.DATABASE_URL));
  await stage.start();
  await run.answered(2);
  await run.set(TEN_YEARS_MS);
  await run.refused(machine, []);
  await run.set(0);
  await run.answered(1);
  await run.cleans();
  // Others may have taken the places of photos that were in work: by the server's clock their leases were over.
  return [...run.broken, ...(await stage.verdict()).filter((line) => !line.includes("ingest_permits_expired_total"))];
}

/** What is done again and again, and what of it went wrong. */
function createRun(stage: Stage, setClock: (aheadMs: number) => Promise<void>) {
  const broken: string[] = [];
  const post = async (doing: string, photo = stage.photo()) => {
    const sent = await stage.post(SLOT, photo);
    const { came } = sent;
    if ("error" in came) broken.push(`${doing}: ${came.error}`);
    else if (came.status !== 200) broken.push(`${doing}: ${came.status} ${came.reason}`);
    return { ...sent, photo };
  };
  return {
    broken,
    /** Sets the clock while photos are in work, each of which is answered all the same. */
    async set(aheadMs: number): Promise<void> {
      const release = stage.provider.hold(SLOT);
      const posts = Array.from({ length: IN_WORK }, () => post(`in work while the clock was set to ${aheadMs} ms`));
      await until(async () => stage.provider.open(SLOT) === IN_WORK);
      const inWork = stage.provider.open(SLOT);
      if (inWork !== IN_WORK)
        broken.push(`only ${inWork} photos were in work while the clock was set to ${aheadMs} ms`);
      await setClock(aheadMs);
      await sleep(HELD_MS);
      release();
      await Promise.all(posts);
    },
    /** So many new photos. */
    answered: (photos: number) => Promise.all(Array.from({ length: photos }, () => post("a new photo"))),
    /** The same photo once more. */
    again: async (one: Posted | undefined) => void (await post("the same photo again", one?.photo)),
    /** The script refuses, whatever it is asked for, and touches nothing. */
    async refused(machine: FakeClock, args: readonly string[]): Promise<void> {
      const before = await mediaHash(stage);
      const { exitCode, stdout, stderr } = await runCleanupScript(stage, args, machine.variables);
      if (exitCode !== 3 || !stderr.includes("--force")) broken.push(`a cleanup did not refuse: ${stdout}${stderr}`);
      if ((await mediaHash(stage)) !== before) broken.push("a cleanup with a wrong clock changed the media");
    },
    /** The clock is right again: the script works without --force, deletes nothing, and says when it did. */
    async cleans(): Promise<void> {
      const before = await mediaHash(stage);
      const { exitCode, stdout, stderr } = await runCleanupScript(stage);
      if (exitCode !== 0) broken.push(`no cleanup once the clock was right again: ${stdout}${stderr}`);
      if ((await mediaHash(stage)) !== before) broken.push(`the cleanup deleted what was answered: ${stdout}`);
      const { at } = await onDatabase(stage, (db) =>
        db.selectFrom("cleanup_state").select("last_success_at as at").executeTakeFirstOrThrow(),
      );
      if (Math.abs(at - Date.now()) > HOUR_MS)
        broken.push(`the last cleanup is told to be ${new Date(at).toISOString()}`);
    },
    async expect(what: string, holds: () => Promise<boolean>): Promise<void> {
      if (!(await holds())) broken.push(`${what}: that is not so`);
    },
  };
}

type Posted = Sent & { readonly photo: Buffer };

function idOf({ came }: Sent): string {
  return "status" in came ? (came.jobId ?? "") : "";
}

/** How many pictures were removed. */
async function removedOf(stage: Stage): Promise<number> {
  const rows = await onDatabase(stage, (db) =>
    db.selectFrom("jobs").select("id").where("removed_at", "is not", null).execute(),
  );
  return rows.length;
}

/** Gives up after a while: what does not hold then is found to be so. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  const giveUpAt = performance.now() + 10_000;
  while (!(await holds()) && performance.now() < giveUpAt) await sleep(50);
}

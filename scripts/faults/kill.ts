/** kill -9 in every phase of the service's life, again and again: what a client was given is there at every start. */
import { createHash } from "node:crypto";
import { join } from "node:path";
import { createDice } from "./dice.ts";
import type { Evidence } from "./evidence.ts";
import { databaseKinds, type Fault } from "./fault.ts";
import { violations } from "./invariants.ts";
import { type Crowd, createCrowd } from "./kill/crowd.ts";
import { chooseMoment, moments } from "./kill/moments.ts";
import { pass } from "./pause.ts";
import type { Stage } from "./stage.ts";
import { until } from "./until.ts";

const KILLS = { quick: 100, full: 2_500 };
/** After so many kills everything new is looked at; at the end, everything. */
const LOOK_EVERY = { quick: 25, full: 100 };
/** From the photo's arrival to the picture, at most. */
const PROVIDER_MS = 150;
/** Of a hundred starts, those that come minutes after the kill; the others come at once. */
const PAUSES = { sqlite: 25, postgres: 50 };
/** After some of these minutes, so many pictures are a week old and go in the next cleanup. */
const EXPIRED = { every: 6, pictures: 6 };
/** A photo is the same however late it comes again; places that dead instances have taken do not keep the load down. */
const VARIABLES = {
  ...{ REPLAY_WINDOW_SECONDS: "86400", HTTP_MAX_PARALLEL: "100" },
  // What Node has compiled is there for the next start: without it a start costs nearly twice as much.
  NODE_COMPILE_CACHE: join(import.meta.dirname, "../../node_modules/.cache/faults"),
};
/** Of a few thousand pictures, on a busy machine. */
const CLEANUP_MS = 60_000;

export const kill: Fault = {
  name: "kill",
  says: "kill -9 in the start, in recovery, in cleanup, and at every moment of a photo",
  needs: [],
  databases: databaseKinds,
  async run(round) {
    const { size, dice, say } = round;
    const stage = await round.stage({ variables: VARIABLES });
    stage.provider.answerAfter(() => dice(PROVIDER_MS));
    const crowd = createCrowd(stage, createDice(dice(2 ** 31), "crowd"));
    const broken: string[] = [];
    const told = new Set<string>();
    const killed = new Map(moments.map(({ name }) => [name, 0]));
    // Its orderly end keeps what Node has compiled, which makes every start after it quick.
    let startMs = await timeOf(stage.start());
    await stage.end("SIGTERM");
    for (let kills = 1; kills <= KILLS[size]; kills += 1) {
      if (dice(100) < PAUSES[round.database]) {
        await pass(stage.storage, dice(EXPIRED.every) === 0 ? crowd.forgotten(EXPIRED.pictures) : []);
      }
      const moment = chooseMoment(dice);
      await moment.come({ stage, crowd, dice, startMs });
      broken.push(...(await killNow(stage, crowd)));
      killed.set(moment.name, (killed.get(moment.name) ?? 0) + 1);
      const isLast = kills === KILLS[size];
      if (kills % LOOK_EVERY[size] !== 0 && !isLast) continue;
      startMs = await look(stage, crowd, isLast ? "all" : "new", broken);
      const { given } = crowd.counts();
      say(`${kills} kills, ${given} photos answered, a start takes ${Math.round(startMs)} ms`);
      // A run of an hour is not waited for to hear of them.
      for (const line of new Set([...broken, ...crowd.broken]).difference(told)) {
        told.add(line);
        say(`broken: ${line}`);
      }
    }
    const { given, afterAll } = crowd.counts();
    const phases = [...killed].map(([name, times]) => `${times} ${name}`).join(", ");
    const did = `${KILLS[size]} kills (${phases}), ${given} photos answered, ${afterAll} of them after a kill`;
    if (given === 0 || afterAll === 0) broken.push("no photo was answered after a kill: this shows nothing");
    return { did, broken: [...new Set([...broken, ...crowd.broken])] };
  },
};

/** Kills it, and says what is wrong if it had ended before. */
async function killNow(stage: Stage, crowd: Crowd): Promise<string[]> {
  crowd.expectEnd();
  const ended = await stage.end("SIGKILL");
  await crowd.leave();
  return ended === "SIGKILL" ? [] : [`the service ended by itself with ${ended}: ${stage.service().output()}`];
}

/**
 * Lets it recover, gives every client its picture, and looks; then kills it when nothing is in work and looks once more:
 * two starts in a row leave the same. Returns how long a start took, and leaves the service ended.
 */
async function look(stage: Stage, crowd: Crowd, what: "all" | "new", broken: string[]): Promise<number> {
  await pass(stage.storage, []);
  await stage.start();
  await crowd.settle();
  broken.push(...(await afterCleanup(stage)));
  const first = await stage.evidence(what);
  broken.push(...violations(first), ...pendingIn(first), ...paidTwice(first));
  await stage.end("SIGKILL");
  const startMs = await timeOf(stage.start());
  broken.push(...(await afterCleanup(stage)));
  const second = await stage.evidence("new");
  broken.push(...violations(second), ...changed(first, second));
  await stage.end("SIGKILL");
  return startMs;
}

/** What a killed cleanup has left, the next one does. */
async function afterCleanup(stage: Stage): Promise<string[]> {
  const isOver = () => stage.service().output().includes('"The cleanup is done."');
  return (await until(isOver, CLEANUP_MS)) ? [] : [`no cleanup ended within ${CLEANUP_MS} ms of a start`];
}

/** The deadline of every job has passed, and nobody works any more. */
function pendingIn({ jobs }: Evidence): string[] {
  return jobs.filter(({ outcome }) => outcome === null).map(({ id }) => `job ${id}: pending when all is over`);
}

/** However often a photo was posted and cut off, one picture of it was made to be kept. */
function paidTwice({ jobs }: Evidence): string[] {
  const made = jobs.filter(({ outcome }) => outcome === "success").map(({ slot, sha256 }) => `${slot} ${sha256}`);
  return made.length === new Set(made).size ? [] : [`${made.length - new Set(made).size} photos have two pictures`];
}

function changed(first: Evidence, second: Evidence): string[] {
  return stateOf(first) === stateOf(second) ? [] : ["two starts in a row do not leave the same jobs and files"];
}

function stateOf({ jobs, files }: Evidence): string {
  // A file that no job knows goes in the cleanup by which it is old enough.
  const known = new Set(jobs.map(({ mediaKey }) => mediaKey));
  const pictures = files.filter(({ path }) => known.has(path));
  const lines = [...jobs, ...pictures].map((fact) => JSON.stringify(fact)).sort();
  return createHash("sha256").update(lines.join("\n")).digest("hex");
}

async function timeOf(work: Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work;
  return performance.now() - startedAt;
}

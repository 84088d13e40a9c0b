/** Every system call that brings a photo to the disk fails once: the client is told the truth, and nothing is left behind. */
import { existsSync } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { labelValues, type SlotId } from "../../generated/contract.ts";
import type { CountingProvider } from "../testkit/counting-provider.ts";
import { readTrace, type Call as TracedCall } from "./durability/trace.ts";
import { expire, freeCleanup, leftOfPicture, pictureState } from "./expire.ts";
import { databaseKinds, type Fault, type Round } from "./fault.ts";
import { type Call, callsOf, ioErrors, type Place, type Point, somePoints } from "./io-errors/points.ts";
import { startPoints } from "./io-errors/starts.ts";
import { atProvider, becomes, soon, unsettled } from "./settled.ts";
import type { Stage } from "./stage.ts";
import { attach, startedUnder, threadsNamed } from "./strace.ts";

const QUICK_POINTS = 25;
const QUICK_STARTS = 2;
/** A call that never comes for the n-th time ends its loop; one that came this often is no loop of ours. */
const MOST_TIMES = 200;
const warm: SlotId = "slot-001";
/** Each is used for one point: only its first photo makes its folders. */
const fresh = labelValues.slot_id.filter((id) => id !== "slot-test" && id !== warm);
/** What a client can act on; an internal_error says nothing of a disk. */
const CLEAR = ["media_unavailable", "storage_pressure", "database_unavailable"];

/** With which a start ends: as it is set up it cannot run; what it needs is away, and may come back. */
const [CANNOT_RUN, MAY_COME_BACK] = [3, 4];

export const ioErrorsFault: Fault = {
  name: "io-errors",
  says: "each fsync, rename, write, unlink, mkdir and open of a photo's way fails once, with EIO and with ENOSPC",
  needs: ["strace"],
  databases: databaseKinds,
  async run({ database, size, dice, stage: createStage, say }) {
    const stage = await createStage({ slots: allOnHttp, picture: { gps: true } });
    const broken: string[] = [];
    await start(stage);
    const calls = callsOf(database);
    const points = size === "quick" ? somePoints(calls, QUICK_POINTS, dice) : undefined;
    const hits =
      points === undefined ? await everyPoint(stage, calls, broken, say) : await thesePoints(stage, points, broken);
    broken.push(...(await brokenDisk(stage)));
    broken.push(...(await pendingRows(stage)));
    broken.push(...(await failedDeletion(stage)));
    const starts = startPoints(database, stage.folder);
    const tried = size === "quick" ? Array.from({ length: QUICK_STARTS }, () => dice(starts.length)) : starts.keys();
    for (const at of new Set(tried)) broken.push(...(await failedStart(stage, starts[at] ?? { says: "", args: [] })));
    broken.push(...(await stage.verdict()));
    return { did: `${hits} calls failed`, broken: [...new Set(broken)] };
  },
};

function allOnHttp(provider: CountingProvider) {
  const change = (slot: SlotId) => [
    slot,
    { provider: "http" as const, settings: provider.httpSettings(slot), maxAttempts: 1 },
  ];
  return Object.fromEntries([warm, ...fresh].map(change));
}

/** With one thread for files, so that their order is one; a photo has been there, so that its slot has its folders. */
async function start(stage: Stage): Promise<void> {
  await stage.start({ variables: { UV_THREADPOOL_SIZE: "1" } });
  await stage.post(warm, stage.photo());
}

async function thesePoints(stage: Stage, points: readonly Point[], broken: string[]): Promise<number> {
  let [hits, used] = [0, 0];
  for (const point of points) {
    const slot = point.call.newFolder ? (fresh[used++] ?? warm) : warm;
    const { hit, found } = await tryPoint(stage, point, slot);
    hits += hit ? 1 : 0;
    broken.push(...found);
    // A commit has fewer pages at one time than at another; everything else is always there.
    if (!hit && point.call.times === undefined) broken.push(`${tell(point)}: this call was not made`);
  }
  return hits;
}

/** Each call for the first, the second, the next time, until one photo is through without a failure. */
async function everyPoint(stage: Stage, calls: readonly Call[], broken: string[], say: Round["say"]): Promise<number> {
  let [hits, used] = [0, 0];
  for (const call of calls) {
    for (const error of ioErrors) {
      for (let nth = 1; nth <= MOST_TIMES; nth += 1) {
        if (call.newFolder && nth > 1) break;
        const { hit, found } = await tryPoint(
          stage,
          { call, error, nth },
          call.newFolder ? (fresh[used++] ?? warm) : warm,
        );
        broken.push(...found);
        if (!hit && nth === 1) broken.push(`${tell({ call, error, nth })}: this call was not made`);
        if (!hit) break;
        hits += 1;
      }
    }
    say(`${call.says}: done`);
  }
  return hits;
}

/** Of a process that has died: they would wait for a cleanup, and are no fault of what comes next. */
async function removeTemp({ folder }: Stage): Promise<void> {
  const root = join(folder, "media/tmp");
  for (const name of await readdir(root)) await rm(join(root, name));
}

function tell({ call, error, nth }: Point): string {
  return `${error} as ${call.says}${nth === 1 ? "" : `, call ${nth}`}`;
}

/** One photo meets the failure, the next one does not. */
async function tryPoint(stage: Stage, point: Point, slot: SlotId): Promise<{ hit: boolean; found: string[] }> {
  const before = stage.service();
  const { sent, trace } = await (point.call.since === "upload" ? fromUpload : fromPicture)(stage, point, slot);
  const calls = readTrace(trace);
  const injected = calls.find((call) => call.injected);
  if (injected?.args.includes("eventfd") === true) {
    // No file at all: two threads of one process could not talk. What the service does then is nobody's promise.
    await before.ended;
    await removeTemp(stage);
    await start(stage);
    return { hit: true, found: [] };
  }
  const found: string[] = [];
  const { came } = sent;
  if ("error" in came) found.push(`no answer (${came.error})`);
  else if (came.status !== 200 && !CLEAR.includes(came.reason)) found.push(`answered ${came.status} ${came.reason}`);
  else if (came.status === 200 && injected !== undefined && !mayGive(point, calls))
    found.push("a 200 after an fsync that failed");
  found.push(...(await unsettled(stage)));
  const next = (await stage.post(slot, stage.photo())).came;
  if ("error" in next || next.status !== 200) found.push(`the next photo was answered ${JSON.stringify(next)}`);
  if (!(await becomes(stage, 200))) found.push("the service is not ready afterwards");
  return { hit: injected !== undefined, found: found.map((text) => `${tell(point)}: ${text}`) };
}

/**
 * Whether a picture may be given although this call failed. After a failed fsync of its own file or folder, never. The log
 * of the database is another writer's, too, and a commit is tried again on a full disk: then as many syncs of it must have
 * succeeded as the photo has commits. That they are in their order is shown by the fault durability.
 */
function mayGive({ call }: Point, calls: readonly TracedCall[]): boolean {
  if (!call.syscall.includes("sync")) return true;
  const commits = call.since === "upload" ? 2 : 1;
  return call.sharedFile === true && calls.filter(({ succeeded }) => succeeded).length >= commits;
}

type Tried = Promise<{ readonly sent: Awaited<ReturnType<Stage["post"]>>; readonly trace: string }>;

/** The calls count from before the photo is sent. */
async function fromUpload(stage: Stage, point: Point, slot: SlotId): Tried {
  const place = { folder: stage.folder, slot, photo: "", picture: "" };
  const tracer = await inject(stage, point, place);
  const sent = await stage.post(slot, stage.photo());
  return { sent, trace: await tracer.end() };
}

/** The calls count from when the photo is at the provider, and what its files are called is known. */
async function fromPicture(stage: Stage, point: Point, slot: SlotId): Tried {
  const letGo = stage.provider.hold(slot);
  const posting = stage.post(slot, stage.photo());
  try {
    const place = await placeOf(stage, slot);
    const tracer = await inject(stage, point, place);
    letGo();
    const sent = await posting;
    await unsettled(stage);
    return { sent, trace: await tracer.end() };
  } finally {
    letGo();
  }
}

async function placeOf(stage: Stage, slot: SlotId): Promise<Place> {
  const { jobId, photo } = await atProvider(stage);
  const day = new Date().toISOString().slice(0, 10).replaceAll("-", "");
  const { folder } = stage;
  return { folder, slot, photo, picture: join(folder, "media/results", slot, day, `${jobId}.jpg`) };
}

async function inject(stage: Stage, { call, error, nth }: Point, place: Place) {
  const pid = stage.service().child.pid ?? 0;
  const on = call.on(place);
  const fail = (when: number) => [
    "-e",
    `trace=${call.syscall}`,
    "-e",
    `inject=${call.syscall}:error=${error}:when=${when}`,
  ];
  if (typeof on === "string") return await attach(pid, { threads: "all", args: ["-P", on, ...fail(nth)] });
  const [thread] = await threadsNamed(pid, "libuv-worker");
  if (thread === undefined) throw new Error("The service has no thread libuv-worker.");
  return await attach(thread, { threads: "this one", args: fail(on.skip + nth) });
}

/** A disk on which no fsync succeeds any more is said by /healthz, and comes back by itself. */
async function brokenDisk(stage: Stage): Promise<string[]> {
  const pid = stage.service().child.pid ?? 0;
  const args = ["-e", "trace=fsync,fdatasync", "-e", "inject=fsync,fdatasync:error=EIO"];
  const tracer = await attach(pid, { threads: "all", args });
  const found: string[] = [];
  const { came } = await stage.post(warm, stage.photo());
  if ("error" in came || !CLEAR.includes(came.reason)) found.push(`a photo was answered ${JSON.stringify(came)}`);
  if (!(await becomes(stage, 503))) found.push("/healthz calls the service ready");
  await tracer.end();
  if (!(await becomes(stage, 200))) found.push("/healthz does not call the service ready when it is over");
  found.push(...(await unsettled(stage)));
  const next = (await stage.post(warm, stage.photo())).came;
  if ("error" in next || next.status !== 200) found.push(`the next photo was answered ${JSON.stringify(next)}`);
  return found.map((text) => `while every fsync fails: ${text}`);
}

async function pendingRows(stage: Stage): Promise<string[]> {
  const { jobs } = await stage.evidence();
  return jobs
    .filter(({ outcome }) => outcome === null)
    .map(({ id }) => `job ${id}: still pending with nothing in work`);
}

/** An expired picture whose file cannot be removed is not given, and goes with the next cleanup. */
async function failedDeletion(stage: Stage): Promise<string[]> {
  const { came } = await stage.post(warm, stage.photo());
  if ("error" in came || came.jobId === undefined) return [`no 200 before the deletion: ${JSON.stringify(came)}`];
  const { jobId } = came;
  await stage.end("SIGTERM");
  const key = await expire(stage.storage, jobId);
  const path = join(stage.folder, "media", key);
  await freeCleanup(stage.storage);
  const args = ["-P", path, "-e", "trace=unlink", "-e", "inject=unlink:error=EIO:when=1"];
  await stage.start({ under: startedUnder(args) });
  await soon(async () => stage.service().output().includes("could not delete") || undefined);
  const found: string[] = [];
  const state = await pictureState(stage.storage, jobId);
  if (!existsSync(path)) found.push("its file is gone, though it could not be removed");
  if (state.key === null) found.push("its row has forgotten a file that is still there");
  const answer = await fetch(`${stage.url}/api/results/${jobId}`);
  await answer.arrayBuffer();
  if (answer.status === 200) found.push("it is still given");
  await stage.end("SIGTERM");
  await start(stage);
  found.push(...(await leftOfPicture(stage, jobId, key)));
  return found.map((text) => `an expired picture that could not be removed: ${text}`);
}

/** A start that meets a failure either gets over it, or ends with one clear line; the next one works. */
async function failedStart(stage: Stage, { says, args }: { says: string; args: readonly string[] }): Promise<string[]> {
  await stage.end("SIGTERM");
  await freeCleanup(stage.storage);
  const found: string[] = [];
  const isReady = await stage.start({ under: startedUnder(args) }).then(
    () => true,
    () => false,
  );
  const { ended, output, child } = stage.service();
  if (isReady) {
    child.kill("SIGTERM");
    await ended;
  } else {
    const code = await ended;
    if (code !== CANNOT_RUN && code !== MAY_COME_BACK) found.push(`it ended with ${code}`);
    const lines = output().trim().split("\n");
    const told = lines.filter((line) => !line.startsWith("{"));
    if (told.length !== 1) found.push(`it said ${told.length} lines: ${output()}`);
    if (lines.some((line) => line.includes('"level":"fatal"'))) found.push(`it ended as by a defect: ${output()}`);
  }
  await start(stage);
  return found.map((text) => `a start on which ${says}: ${text}`);
}

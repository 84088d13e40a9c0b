/** In which order a photo's picture and row must reach the disk before its client is answered: judged by a trace. */
import { dirname } from "node:path";
import { type Call, descriptor, pathsIn } from "./trace.ts";

/** A 200 that was traced. */
export interface Answered {
  readonly jobId: string;
  /** How the database makes a commit durable: by this file's fsync, or it says so itself on a connection to this port. */
  readonly database: { readonly log: string } | { readonly port: string };
}

const WRITES = ["write", "writev", "pwrite64", "pwritev", "pwritev2", "sendto", "sendmsg"];
const SYNCS = ["fsync", "fdatasync"];
const RENAMES = ["rename", "renameat", "renameat2"];
const MAKES = ["mkdir", "mkdirat"];
const TURNED_OFF = /synchronous_commit\s*(=|to)\s*'?off|set_config\('synchronous_commit', 'off'/i;

/** What is out of order, each in one line; empty when the 200 was earned. Of a trace that begins before the request. */
export function outOfOrder(calls: readonly Call[], { jobId, database }: Answered): string[] {
  const answer = calls.find(
    (call) => isAnswer(call) && call.args.includes("HTTP/1.1 200") && call.args.includes(jobId),
  );
  const move = calls.find((call) => RENAMES.includes(call.name) && pathsIn(call)[1]?.includes(jobId));
  const [temp = "", final = ""] = move === undefined ? [] : pathsIn(move);
  if (answer === undefined) return [`job ${jobId}: the trace has no 200 of it`];
  if (move === undefined || !move.succeeded) return [`job ${jobId}: its file was never renamed to its place`];
  const told = (problem: string | undefined) => (problem === undefined ? [] : [`job ${jobId}: ${problem}`]);
  const folder = dirname(final);
  const stored = firstAfter(move, calls, (call) => isSync(call, folder));
  const storedBy = stored === undefined || stored.ended > answer.began ? move : stored;
  return [
    ...told(contentProblem(calls, temp, move)),
    ...told(storedBy === stored ? undefined : `its folder ${folder} was not synced between the rename and the 200`),
    ...folderProblems(calls, final, answer).flatMap(told),
    ...told("log" in database ? logProblem(calls, database.log, storedBy, answer) : undefined),
    ...told("port" in database ? commitProblem(calls, database.port, storedBy, answer) : undefined),
  ];
}

/** The bytes are on the disk before they have their name. */
function contentProblem(calls: readonly Call[], temp: string, move: Call): string | undefined {
  const written = calls.filter((call) => isWrite(call) && descriptor(call) === temp && call.began < move.began).at(-1);
  if (written === undefined) return `nothing was written to ${temp} before it was renamed`;
  const synced = firstAfter(written, calls, (call) => isSync(call, temp));
  if (synced !== undefined && synced.ended < move.began) return undefined;
  return `${temp} was not synced between its last write and the rename`;
}

/** A folder that was made on the way is as durable as the file in it. */
function folderProblems(calls: readonly Call[], final: string, answer: Call): string[] {
  const made = calls.filter((call) => MAKES.includes(call.name) && call.succeeded && call.ended < answer.began);
  return made.flatMap((call) => {
    const [path = ""] = pathsIn(call);
    if (!final.startsWith(`${path}/`)) return [];
    const synced = firstAfter(call, calls, (one) => isSync(one, dirname(path)));
    return synced !== undefined && synced.ended < answer.began ? [] : [`the new folder ${path} was not synced`];
  });
}

/** The row is written to the log after the file is durable, and synced before the answer. */
function logProblem(calls: readonly Call[], log: string, stored: Call, answer: Call): string | undefined {
  const written = calls
    .filter((call) => isWrite(call) && descriptor(call) === log)
    .filter((call) => call.began > stored.ended && call.ended < answer.began)
    .at(-1);
  if (written === undefined) return "its row was not written between the picture and the 200";
  const synced = firstAfter(written, calls, (call) => isSync(call, log));
  if (synced !== undefined && synced.ended < answer.began) return undefined;
  return "the database was not synced between the row and the 200";
}

/** The server has said that it has committed, after the file was durable, and nobody told it to say so early. */
function commitProblem(calls: readonly Call[], port: string, stored: Call, answer: Call): string | undefined {
  const isServer = (call: Call) => descriptor(call)?.endsWith(`:${port}]`) ?? false;
  if (calls.some((call) => isServer(call) && TURNED_OFF.test(call.args))) {
    return "the session sets synchronous_commit to off";
  }
  const asked = firstAfter(stored, calls, (call) => isServer(call) && isWrite(call) && /commit/.test(call.args));
  const here = asked && descriptor(asked);
  const said = firstAfter(
    asked,
    calls,
    (call) => call.name === "read" && descriptor(call) === here && /COMMIT/.test(call.args),
  );
  if (said !== undefined && said.ended < answer.began) return undefined;
  return "the server had not said that it had committed when the 200 went out";
}

function firstAfter(call: Call | undefined, calls: readonly Call[], is: (call: Call) => boolean): Call | undefined {
  return call && calls.find((one) => one.began > call.ended && is(one));
}

/** Its client may have it before the trace has its end. */
function isAnswer(call: Call): boolean {
  return isWrite(call) || (WRITES.includes(call.name) && call.result === "?");
}

function isWrite({ name, succeeded }: Call): boolean {
  return WRITES.includes(name) && succeeded;
}

function isSync(call: Call, path: string): boolean {
  return SYNCS.includes(call.name) && call.succeeded && descriptor(call) === path;
}

/** What a service's process holds when nobody asks it for anything: memory, open files, connections, temp files, jobs. */
import { readdir, readFile, readlink } from "node:fs/promises";
import { request } from "node:http";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import type { Stage } from "./stage.ts";
import { until } from "./until.ts";

export interface Footprint {
  /** Resident memory: with what the engine has not given back, and may never. */
  readonly rssBytes: number;
  /** What is really kept: objects and buffers after a garbage collection. */
  readonly keptBytes: number;
  /** Everything open that is no TCP socket. */
  readonly handles: readonly string[];
  /** TCP connections of which nobody knows any more: the other end is closed, or was a provider's that is idle. */
  readonly strays: readonly string[];
  /** Names of the files in the media's temp folder. */
  readonly tempFiles: readonly string[];
  /** Jobs that have not ended. */
  readonly inflight: number;
}

/** Variables of a service that says at a signal what it keeps in memory. */
export const telling = {
  NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(`
    import v8 from "node:v8";
    import vm from "node:vm";
    v8.setFlagsFromString("--expose-gc");
    const collect = vm.runInNewContext("gc");
    process.on("SIGUSR2", () => {
      collect();
      const { heapUsed, external } = process.memoryUsage();
      process.stderr.write("kept " + (heapUsed + external) + "\\n");
    });
  `)}`,
};

/** Of a service that was started with the variables `telling`. */
export async function footprintOf(stage: Stage): Promise<Footprint> {
  const pid = stage.service().child.pid ?? 0;
  const scrape = await readMetrics(stage.url);
  const [open, own, connections] = await Promise.all([openOf(pid), openOf("self"), tcpConnections()]);
  const tcp = new Set(connections.map(({ inode }) => inode));
  const mine = new Set(
    connections.filter(({ inode }) => own.includes(inode)).map(({ local, peer }) => `${peer} ${local}`),
  );
  return {
    rssBytes: await residentBytes(pid),
    keptBytes: await keptBytes(stage),
    handles: open.filter((name) => !tcp.has(name)),
    strays: connections
      .filter(({ inode, isListener }) => open.includes(inode) && !isListener)
      .filter(({ local, peer }) => !mine.has(`${local} ${peer}`) && portOf(peer) !== databasePort(stage))
      .map(({ local, peer, state }) => `${portOf(local)} to ${portOf(peer)} (state ${state})`),
    tempFiles: await readdir(join(stage.folder, "media", "tmp")),
    inflight: [...scrape.matchAll(/^ingest_inflight\{.*\} (\d+)$/gm)].reduce(
      (sum, [, count]) => sum + Number(count),
      0,
    ),
  };
}

/** Whether the service still has the connection whose other end has this port. */
export async function hasConnection(stage: Stage, peerPort: number): Promise<boolean> {
  const open = await openOf(stage.service().child.pid ?? 0);
  return (await tcpConnections()).some(({ inode, peer }) => portOf(peer) === peerPort && open.includes(inode));
}

/** How long after the last answer something may still be closing: T, the grace of a call that ignores its abort, a margin. */
const SETTLED_WITHIN_MS = 20_000;

/**
 * What may be kept more, for caches of the engine and the libraries that were not full yet: a tenth of what a thousand
 * requests of 20 KB each would be, and a request that is kept takes more.
 */
const MORE_KEPT_BYTES = 8 * 1024 ** 2;
/**
 * What the process may grow by, beside: heaps of all threads that had their peak, and what malloc has not given back. It
 * is far less than what passes through it in any fault.
 */
const MORE_RSS_BYTES = 256 * 1024 ** 2;

/** Waits until the service holds no more than `before`. Each thing that it still holds is a line; empty when all is well. */
export async function leftSince(stage: Stage, before: Footprint): Promise<string[]> {
  const giveUpAt = performance.now() + SETTLED_WITHIN_MS;
  for (;;) {
    const found = judge(before, await footprintOf(stage));
    if (found.length === 0 || performance.now() > giveUpAt) return found;
    await sleep(100);
  }
}

function judge(before: Footprint, now: Footprint): string[] {
  const { rssBytes, keptBytes: kept, handles, strays, tempFiles, inflight } = now;
  const [more, keptMore] = [rssBytes - before.rssBytes, kept - before.keptBytes];
  const added = handles.length - before.handles.length;
  return [
    ...strays.map((stray) => `a connection is left open: ${stray}`),
    ...(added > 0 ? [`${added} more open files than before: ${handles.join(", ")}`] : []),
    ...tempFiles.map((name) => `a temp file is left: ${name}`),
    ...(inflight > 0 ? [`${inflight} jobs are still in work`] : []),
    ...(keptMore > MORE_KEPT_BYTES ? [`${inMebibytes(keptMore)} MiB more are kept in memory than before`] : []),
    ...(more > MORE_RSS_BYTES ? [`the process has grown by ${inMebibytes(more)} MiB`] : []),
  ];
}

function inMebibytes(bytes: number): number {
  return Math.round(bytes / 1024 ** 2);
}

/** On a connection that ends with it. */
function readMetrics(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const asking = request(`${url}/metrics`, { agent: false }, (answer) => text(answer).then(resolve, reject));
    asking.on("error", reject).end();
  });
}

const SAID_WITHIN_MS = 30_000;

async function keptBytes(stage: Stage): Promise<number> {
  const { child, output } = stage.service();
  const said = () => [...output().matchAll(/^kept (\d+)$/gm)];
  const before = said().length;
  child.kill("SIGUSR2");
  if (
    !(await until(() => said().length > before || child.exitCode !== null, SAID_WITHIN_MS)) ||
    child.exitCode !== null
  )
    throw new Error(`The service does not say what it keeps:\n${output()}`);
  return Number(said().at(-1)?.[1]);
}

async function residentBytes(pid: number): Promise<number> {
  const kib = /^VmRSS:\s+(\d+) kB$/m.exec(await readFile(`/proc/${pid}/status`, "utf8"))?.[1];
  return Number(kib) * 1024;
}

/** What each descriptor leads to, as /proc names it; of a socket its inode. */
async function openOf(pid: number | "self"): Promise<string[]> {
  const folder = `/proc/${pid}/fd`;
  const targets = (await readdir(folder)).map((name) => readlink(join(folder, name)).catch(() => undefined));
  return (await Promise.all(targets)).filter((target) => target !== undefined);
}

interface Connection {
  /** As in /proc: address and port in hexadecimal. */
  readonly local: string;
  readonly peer: string;
  readonly state: string;
  readonly isListener: boolean;
  /** As a descriptor leads to it. */
  readonly inode: string;
}

async function tcpConnections(): Promise<Connection[]> {
  const lines = (await readFile("/proc/self/net/tcp", "utf8")).trim().split("\n").slice(1);
  return lines.map((line) => {
    const [, local = "", peer = "", state = "", , , , , , inode = ""] = line.trim().split(/\s+/);
    return { local, peer, state, isListener: state === "0A", inode: `socket:[${inode}]` };
  });
}

function portOf(address: string): number {
  return Number.parseInt(address.slice(address.indexOf(":") + 1), 16);
}

/** undefined without a database server. */
function databasePort({ storage }: Stage): number | undefined {
  return storage.DATABASE_URL === "" ? undefined : Number(URL.parse(storage.DATABASE_URL)?.port || 5432);
}

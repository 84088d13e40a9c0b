/** What a service's process holds when nobody asks it for anything: memory, open files, connections, temp files, jobs. */
import { readdir, readFile, readlink } from "node:fs/promises";
import { request } from "node:http";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import type { Stage } from "./stage.ts";

export interface Footprint {
  /** Resident memory. */
  readonly rssBytes: number;
  /** Everything open that is no TCP socket. */
  readonly handles: readonly string[];
  /** TCP connections of which nobody knows any more: the other end is closed, or was a provider's that is idle. */
  readonly strays: readonly string[];
  /** Names of the files in the media's temp folder. */
  readonly tempFiles: readonly string[];
  /** Jobs that have not ended. */
  readonly inflight: number;
}

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
 * Waits until the service holds no more than `before`, but for memory, of which it may hold `moreBytes` more. Each thing
 * that it still holds is a line; empty when all is well.
 */
export async function leftSince(stage: Stage, before: Footprint, moreBytes: number): Promise<string[]> {
  const giveUpAt = performance.now() + SETTLED_WITHIN_MS;
  for (;;) {
    const found = judge(before, await footprintOf(stage), moreBytes);
    if (found.length === 0 || performance.now() > giveUpAt) return found;
    await sleep(100);
  }
}

function judge(before: Footprint, now: Footprint, moreBytes: number): string[] {
  const { rssBytes, handles, strays, tempFiles, inflight } = now;
  const more = rssBytes - before.rssBytes;
  const added = handles.length - before.handles.length;
  return [
    ...strays.map((stray) => `a connection is left open: ${stray}`),
    ...(added > 0 ? [`${added} more open files than before: ${handles.join(", ")}`] : []),
    ...tempFiles.map((name) => `a temp file is left: ${name}`),
    ...(inflight > 0 ? [`${inflight} jobs are still in work`] : []),
    ...(more > moreBytes
      ? [`the process has ${inMebibytes(more)} MiB more memory, of ${inMebibytes(moreBytes)} allowed`]
      : []),
  ];
}

/** Of a number of bytes, for people. */
export function inMebibytes(bytes: number): number {
  return Math.round(bytes / 1024 ** 2);
}

/** On a connection that ends with it. */
function readMetrics(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const asking = request(`${url}/metrics`, { agent: false }, (answer) => text(answer).then(resolve, reject));
    asking.on("error", reject).end();
  });
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

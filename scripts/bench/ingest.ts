/** Ingests of 5 and 20 MiB beside servers as one usually writes them: throughput, times, processor, memory, fairness. */
import type { ChildProcess } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { Agent } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { padded, pictureOf, post, startProvider } from "./camera.ts";
import { type Extent, figure, inTurn, type Measured, ratio } from "./case.ts";
import { cpuMsOf, forgetPeak, memoryOf, type Process, startProgram, startService } from "./processes.ts";
import { installRivals } from "./rivals.ts";

const ROOT = join(import.meta.dirname, "../..");
/** Photos a round are enough for every connection to have some, and few enough for ten minutes. */
const CELLS: readonly Cell[] = [
  { mib: 5, connections: 1, photos: 12, rounds: 5, briefly: 3 },
  { mib: 5, connections: 8, photos: 48, rounds: 5, briefly: 3 },
  { mib: 5, connections: 32, photos: 64, rounds: 3, briefly: 1 },
  { mib: 20, connections: 1, photos: 4, rounds: 5, briefly: 3 },
  { mib: 20, connections: 8, photos: 16, rounds: 3, briefly: 1 },
  { mib: 20, connections: 32, photos: 32, rounds: 3, briefly: 1 },
];

/** Before a cell: the code is compiled, and what was left of the cell before is gone. */
const WARM_UP = 8;

interface Cell {
  readonly mib: number;
  readonly connections: number;
  readonly photos: number;
  readonly rounds: number;
  /** Rounds when all cases are run together. */
  readonly briefly: number;
}

/**
 * What each does: ours writes the photo, hashes it, checks that it is a picture, keeps a row of it, sends it to the
 * provider, syncs picture and row to the disk and answers. The usual ones write it, hash it, send it, write the picture and answer, none of
 * it synced, and keep no row. The floor takes the form apart and hashes it: no disk, no provider.
 */
const USUAL = ["express-busboy", "express-multer", "fastify-multipart"] as const;
const NAMES = ["ours", ...USUAL, "floor"] as const;
type Name = (typeof NAMES)[number];

/** What a round came to. */
interface Round {
  readonly mbPerSecond: number;
  readonly cpuMs: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly peakMb: number;
  /** Photos of the connection with the most over those of the one with the fewest. */
  readonly fairness: number;
}

/** Every server takes its turn in every round of a cell; each has a process, and the client is this one. */
export async function ingest({ brief }: Extent): Promise<Measured[]> {
  await installRivals();
  const photo = await readFile(join(ROOT, "scripts/demo/photo.jpg"));
  const folder = await mkdtemp(join(tmpdir(), "bench-ingest-"));
  const started: ChildProcess[] = [];
  const { edit, stop } = await startProvider(await pictureOf(photo));
  try {
    const note = (child: ChildProcess) => void started.push(child);
    const servers = { ours: await startService(await mkdtemp(join(folder, "ours-")), edit, note) } as Record<
      Name,
      Process
    >;
    for (const name of NAMES.slice(1)) {
      const own = await mkdtemp(join(folder, `${name}-`));
      const program = join(import.meta.dirname, "rivals/server.mjs");
      servers[name] = await startProgram([program, name, own, edit], { cwd: own, env: { PATH: "" } }, note);
    }
    const measured: Measured[] = [];
    for (const cell of CELLS) {
      measured.push(...(await measure(servers, brief ? { ...cell, rounds: cell.briefly } : cell, photo)));
    }
    return measured;
  } finally {
    for (const child of started) child.kill("SIGKILL");
    stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function measure(servers: Readonly<Record<Name, Process>>, cell: Cell, photo: Buffer): Promise<Measured[]> {
  const large = padded(photo, cell.mib);
  const rounds = Object.fromEntries(NAMES.map((name): [Name, Round[]] => [name, []])) as Record<Name, Round[]>;
  const addressOf = (name: Name) => (name === "ours" ? `${servers.ours.url}/api/ingest/slot-001` : servers[name].url);
  const warmUp = { ...cell, photos: Math.min(cell.connections, WARM_UP) };
  for (const name of NAMES) await round(servers[name], addressOf(name), warmUp, large);
  const works = Object.fromEntries(
    NAMES.map((name) => [
      name,
      async () => {
        const made = await round(servers[name], addressOf(name), cell, large);
        rounds[name].push(made);
        return made.mbPerSecond;
      },
    ]),
  ) as Record<Name, () => Promise<number>>;
  const speeds = await inTurn(works, cell.rounds);
  const what = `${cell.mib} MiB, ${cell.connections} at once`;
  const each = (name: Name, key: keyof Round) => rounds[name].map((made) => made[key]);
  return [
    ...NAMES.flatMap((name) => [
      figure(`${what}, ${name}: throughput`, "MB/s", speeds[name]),
      figure(`${what}, ${name}: processor a photo`, "ms", each(name, "cpuMs")),
      figure(`${what}, ${name}: p50`, "ms", each(name, "p50Ms")),
      figure(`${what}, ${name}: p95`, "ms", each(name, "p95Ms")),
      figure(`${what}, ${name}: memory at its most`, "MB", each(name, "peakMb")),
      figure(`${what}, ${name}: fastest connection over slowest`, "×", each(name, "fairness")),
    ]),
    ...USUAL.map((name) => ratio(`${what}: throughput of ours over ${name}`, speeds.ours, speeds[name])),
    ...USUAL.map((name) => ratio(`${what}: p95 of ours over ${name}`, each("ours", "p95Ms"), each(name, "p95Ms"))),
    ratio(`${what}: processor of ours over the floor`, each("ours", "cpuMs"), each("floor", "cpuMs")),
  ];
}

/** Each connection posts one photo after the other until all are gone. */
async function round(server: Process, address: string, cell: Pick<Cell, "connections" | "photos">, photo: Buffer) {
  const agent = new Agent({ keepAlive: true, maxSockets: cell.connections });
  const times: number[] = [];
  let left = cell.photos;
  await forgetPeak(server);
  const cpuBefore = await cpuMsOf(server);
  const start = performance.now();
  const counts = await Promise.all(
    Array.from({ length: cell.connections }, async () => {
      let count = 0;
      for (; left > 0; count++) {
        left--;
        const begun = performance.now();
        await post(address, agent, photo);
        times.push(performance.now() - begun);
      }
      return count;
    }),
  );
  const seconds = (performance.now() - start) / 1000;
  agent.destroy();
  times.sort((a, b) => a - b);
  return {
    mbPerSecond: (cell.photos * photo.length) / 1e6 / seconds,
    cpuMs: ((await cpuMsOf(server)) - cpuBefore) / cell.photos,
    p50Ms: times[Math.floor(times.length * 0.5)] ?? Number.NaN,
    p95Ms: times[Math.floor(times.length * 0.95)] ?? Number.NaN,
    peakMb: (await memoryOf(server, "VmHWM")) / 1e6,
    fairness: Math.max(...counts) / Math.max(1, Math.min(...counts)),
  };
}

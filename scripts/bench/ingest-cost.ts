/** What one ingest costs a service process: processor time and memory, at a provider that waits and at one that edits. */
import type { ChildProcess } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeUnique } from "../smoke/photo.ts";
import { padded, pictureOf, startProvider } from "./camera.ts";
import { type Extent, type Measured, medianOf } from "./case.ts";
import { cpuMsOf, forgetPeak, memoryOf, PASSWORD, type Process, startService } from "./processes.ts";

const ROOT = join(import.meta.dirname, "../..");
const PARALLEL = 16;
const ROUNDS = 3;
/** How long the provider keeps a photo: long enough for all of a round to be there at once. */
const HOLD_MS = 3_000;
const MB = 1_000_000;
const LARGEST_MIB = 20;

/** Processor time of a round, and the memory of the process before it and at its most. */
interface Cost {
  readonly cpuMs: number;
  readonly restBytes: number;
  readonly peakBytes: number;
}

type Case = "waiting" | "large" | "turned" | "edited";

/**
 * Linux only: processor time and memory are read from /proc. Each round has a process of its own, because one that has
 * had much memory keeps it.
 */
export async function ingestCost({ brief }: Extent): Promise<Measured[]> {
  const photo = await readFile(join(ROOT, "scripts/demo/photo.jpg"));
  const largest = padded(photo, LARGEST_MIB);
  const plain = await startProvider(await pictureOf(photo), HOLD_MS);
  const turned = await startProvider(photo, HOLD_MS);
  const cases: Readonly<Record<Case, readonly [edit: string, slot: string, photo: Buffer]>> = {
    waiting: [plain.edit, "slot-001", photo],
    large: [plain.edit, "slot-001", largest],
    turned: [turned.edit, "slot-001", photo],
    edited: [plain.edit, "slot-002", photo],
  };
  const costs: Record<Case, Cost[]> = { waiting: [], large: [], turned: [], edited: [] };
  try {
    for (let at = 0; at < (brief ? 1 : ROUNDS); at++) {
      for (const name of ["waiting", "large", "turned", "edited"] as const) {
        const [edit, slot, bytes] = cases[name];
        costs[name].push(await inNewProcess(edit, (bench) => measure(bench, slot, bytes)));
      }
    }
  } finally {
    plain.stop();
    turned.stop();
  }
  return report(costs, photo.length);
}

/** One photo to warm up, then a round. */
async function measure(bench: Process, slot: string, photo: Buffer): Promise<Cost> {
  await round(bench, slot, photo, 1);
  return await round(bench, slot, photo, PARALLEL);
}

/** Gives a service process to `work`, and ends it whatever happens. */
async function inNewProcess<T>(edit: string, work: (bench: Process) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "bench-ingest-"));
  const started: ChildProcess[] = [];
  try {
    return await work(await startService(folder, edit, (child) => started.push(child)));
  } finally {
    for (const child of started) child.kill("SIGKILL");
    await rm(folder, { recursive: true, force: true });
  }
}

function report(costs: Readonly<Record<Case, readonly Cost[]>>, sizeBytes: number): Measured[] {
  const cpu = (name: Case) => medianOf(costs[name].map(({ cpuMs }) => cpuMs)) / PARALLEL;
  const peak = (name: Case) => medianOf(costs[name].map(({ peakBytes }) => peakBytes)) / MB;
  const each = (name: Case) => medianOf(costs[name].map((cost) => cost.peakBytes - cost.restBytes)) / PARALLEL / MB;
  const rest = medianOf(costs.waiting.map(({ restBytes }) => restBytes)) / MB;
  const size = `a photo of ${(sizeBytes / MB).toFixed(1)} MB`;
  return [
    { name: `processor time, ${size} at a provider that waits`, value: cpu("waiting"), unit: "ms" },
    { name: "processor time, padded to 20 MiB", value: cpu("large"), unit: "ms" },
    { name: "processor time, of a picture of 12 megapixels that its EXIF turns", value: cpu("turned"), unit: "ms" },
    { name: "processor time, edited here (local)", value: cpu("edited"), unit: "ms" },
    { name: "processor time, edited here over waited for", value: cpu("edited") / cpu("waiting"), unit: "×" },
    { name: "memory before a round", value: rest, unit: "MB" },
    { name: `memory, ${PARALLEL} in flight at a provider, at its most`, value: peak("waiting"), unit: "MB" },
    { name: `memory an ingest in flight, ${size}`, value: each("waiting"), unit: "MB" },
    { name: "memory an ingest in flight, padded to 20 MiB", value: each("large"), unit: "MB" },
    { name: "memory an ingest in flight, of a picture that is turned", value: each("turned"), unit: "MB" },
    { name: "memory an ingest in flight, edited here", value: each("edited"), unit: "MB" },
  ];
}

/** Posts `count` photos at once and waits for all of them. Throws when one is not answered with its picture. */
async function round(service: Process, slot: string, photo: Buffer, count: number): Promise<Cost> {
  await forgetPeak(service);
  const before = await cpuMsOf(service);
  const restBytes = await memoryOf(service, "VmRSS");
  await Promise.all(
    Array.from({ length: count }, async () => {
      const form = new FormData();
      form.set("password", PASSWORD);
      form.set("fileToUpload", new Blob([new Uint8Array(makeUnique(photo))]), "photo.jpg");
      const answer = await fetch(`${service.url}/api/ingest/${slot}`, { method: "POST", body: form });
      if (answer.status !== 200) throw new Error(`An ingest ended with ${answer.status}: ${await answer.text()}`);
      await answer.arrayBuffer();
    }),
  );
  return { cpuMs: (await cpuMsOf(service)) - before, restBytes, peakBytes: await memoryOf(service, "VmHWM") };
}

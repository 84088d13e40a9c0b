/** Whether scrapes hold up ingests, and whether a scrape costs more the more jobs and files there are. */
import { mkdirSync, writeFileSync } from "node:fs";
import { mkdir, mkdtemp, readFile } from "node:fs/promises";
import { Agent } from "node:http";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { padded, pictureOf, post, startProvider } from "./camera.ts";
import { type Extent, figure, inTurn, type Measured, percentileOf, ratio } from "./case.ts";
import { plantJobs } from "./history.ts";
import { type Process, startBareService, startService, withProcesses } from "./processes.ts";

const ROOT = join(import.meta.dirname, "../..");
const MIB = 5;
const CONNECTIONS = 4;
const SCRAPE_EVERY_MS = 1_000;
const ROUNDS = 5;
const BRIEF_ROUNDS = 3;
/** So many that a round takes several scrapes. */
const PHOTOS = 200;
const BRIEF_PHOTOS = 60;

const FEW = 1_000;
const MANY_JOBS = 1_000_000;
/** Not a million: to make them would take longer than all that is measured. */
const MANY_FILES = 100_000;
const SCRAPES = 401;

export async function scrapeUnderLoad({ brief, rows = MANY_JOBS }: Extent): Promise<Measured[]> {
  return [...(await ingests(brief)), ...(await scrapes(rows))];
}

/** The provider answers at once, so that the service itself has no rest; rounds with and without scrapes take turns. */
async function ingests(brief: boolean): Promise<Measured[]> {
  const photo = await readFile(join(ROOT, "scripts/demo/photo.jpg"));
  const { edit, stop } = await startProvider(await pictureOf(photo));
  try {
    return await withProcesses(async (folder, started) => {
      const service = await startService(folder, edit, started);
      const large = padded(photo, MIB);
      await round(service, large, CONNECTIONS * 4);
      const p50: Record<"without" | "scraped", number[]> = { without: [], scraped: [] };
      const scrapeMs: number[] = [];
      const work = async (name: "without" | "scraped") => {
        const over = new AbortController();
        const scraping = name === "scraped" ? scrapeEvery(service, over.signal) : Promise.resolve([]);
        const times = await round(service, large, brief ? BRIEF_PHOTOS : PHOTOS);
        over.abort();
        scrapeMs.push(...(await scraping));
        p50[name].push(percentileOf(times, 0.5));
        return percentileOf(times, 0.99);
      };
      const p99 = await inTurn(
        { without: () => work("without"), scraped: () => work("scraped") },
        brief ? BRIEF_ROUNDS : ROUNDS,
      );
      const what = `ingest, ${MIB} MiB, ${CONNECTIONS} at once`;
      return [
        figure(`${what}, no scrape: p50`, "ms", p50.without),
        figure(`${what}, a scrape each second: p50`, "ms", p50.scraped),
        figure(`${what}, no scrape: p99`, "ms", p99.without),
        figure(`${what}, a scrape each second: p99`, "ms", p99.scraped),
        ratio(`${what}: p99 with scrapes over without`, p99.scraped, p99.without),
        figure(`GET /metrics meanwhile, ${scrapeMs.length} scrapes`, "ms", scrapeMs),
      ];
    });
  } finally {
    stop();
  }
}

/** The times of all photos in milliseconds. */
async function round(service: Process, photo: Buffer, photos: number): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const times: number[] = [];
  let left = photos;
  const camera = async () => {
    while (left > 0) {
      left--;
      const begun = performance.now();
      await post(`${service.url}/api/ingest/slot-001`, agent, photo);
      times.push(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, camera));
  agent.destroy();
  return times;
}

/** Begins with one at once; their times in milliseconds when it is over. */
async function scrapeEvery(service: Process, over: AbortSignal): Promise<number[]> {
  const times: number[] = [];
  while (!over.aborted) {
    times.push(await scrape(service));
    await sleep(SCRAPE_EVERY_MS, undefined, { signal: over }).catch(() => undefined);
  }
  return times;
}

async function scrape({ url }: Process): Promise<number> {
  const begun = performance.now();
  const answer = await fetch(`${url}/metrics`);
  await answer.arrayBuffer();
  if (answer.status !== 200) throw new Error(`A scrape was answered with ${answer.status}.`);
  return performance.now() - begun;
}

/** Services that do nothing but be scraped, in turn. */
async function scrapes(rows: number): Promise<Measured[]> {
  return await withProcesses(async (scratch, started) => {
    const start = async (plant: (folder: string) => unknown) => {
      const folder = await mkdtemp(join(scratch, "service-"));
      await plant(folder);
      return await startBareService(folder, started);
    };
    const jobs = (older: number) => start((folder) => plantJobs(folder, { recent: 0, older }));
    const files = (count: number) => start((folder) => plantFiles(folder, count));
    const services = {
      fewJobs: await jobs(FEW),
      manyJobs: await jobs(rows),
      fewFiles: await files(FEW),
      manyFiles: await files(MANY_FILES),
    };
    for (const service of Object.values(services)) for (let i = 0; i < 10; i++) await scrape(service);
    const times = await inTurn(
      {
        fewJobs: () => scrape(services.fewJobs),
        manyJobs: () => scrape(services.manyJobs),
        fewFiles: () => scrape(services.fewFiles),
        manyFiles: () => scrape(services.manyFiles),
      },
      SCRAPES,
    );
    const name = (count: number, what: string) => `GET /metrics, ${count.toLocaleString("en")} ${what}`;
    return [
      figure(name(FEW, "ended jobs"), "ms", times.fewJobs),
      figure(name(rows, "ended jobs"), "ms", times.manyJobs),
      ofMedians("GET /metrics: many jobs over few", times.manyJobs, times.fewJobs),
      figure(name(FEW, "files"), "ms", times.fewFiles),
      figure(name(MANY_FILES, "files (a million takes too long to make)"), "ms", times.manyFiles),
      ofMedians("GET /metrics: many files over few", times.manyFiles, times.fewFiles),
    ];
  });
}

/** One scrape is so short that a ratio of two of them says nothing; that of the medians does. */
function ofMedians(name: string, over: readonly number[], under: readonly number[]): Measured {
  return { name, unit: "×", value: percentileOf(over, 0.5) / percentileOf(under, 0.5) };
}

/** Files that no job knows, too young to be cleaned up: a walk through the media meets them all. */
async function plantFiles(folder: string, count: number): Promise<void> {
  await mkdir(join(folder, "media"), { mode: 0o700 });
  for (let i = 0; i < count; i++) {
    const day = join(folder, "media/results/slot-001", String(20_260_101 + Math.floor(i / 1_000)));
    if (i % 1_000 === 0) mkdirSync(day, { recursive: true, mode: 0o700 });
    writeFileSync(join(day, `${i.toString(16).padStart(32, "0")}.jpg`), "a picture of the bench", { mode: 0o600 });
  }
}

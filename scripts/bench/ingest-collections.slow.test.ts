/** How often the garbage collector looks through the whole heap for a photo, counted in a real service. */
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { Agent } from "node:http";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { useTempFolder } from "../testkit/folders.ts";
import { padded, pictureOf, post, startProvider } from "./camera.ts";
import { startService, withProcesses } from "./processes.ts";

const folder = useTempFolder();
const PHOTOS = 40;

/** Writes, when the process ends, how many major collections it has had. */
const counting = (path: string) => `
import { writeFileSync } from "node:fs";
import { constants, PerformanceObserver } from "node:perf_hooks";
let major = 0;
const count = ({ detail }) => { if (detail.kind === constants.NODE_PERFORMANCE_GC_MAJOR) major++; };
new PerformanceObserver((list) => list.getEntries().forEach(count)).observe({ type: "gc" });
process.on("exit", () => writeFileSync(${JSON.stringify(path)}, String(major)));
`;

it("a photo of 5 MiB costs the service less than half a look through its heap", async () => {
  const [program, counted] = [join(folder(), "count.mjs"), join(folder(), "count.txt")];
  await writeFile(program, counting(counted));
  const photo = await readFile(join(import.meta.dirname, "../demo/photo.jpg"));
  const { edit, stop } = await startProvider(await pictureOf(photo));
  onTestFinished(stop);
  await withProcesses(async (data, started) => {
    const { child, url } = await startService(data, edit, started, ["--import", program]);
    const agent = new Agent({ keepAlive: true });
    for (let i = 0; i < PHOTOS; i++) await post(`${url}/api/ingest/slot-001`, agent, padded(photo, 5));
    agent.destroy();
    child.kill("SIGTERM");
    await once(child, "close");
  });
  const collections = Number(await readFile(counted, "utf8"));
  expect(collections).toBeGreaterThan(0);
  expect(collections).toBeLessThan(PHOTOS / 2);
});

/** How many times an ingest waits for the disk: fsync and fdatasync by the system calls of a real service. */
import { expect, it } from "vitest";
import { descriptor, readTrace } from "../faults/durability/trace.ts";
import { attach } from "../faults/strace.ts";
import { useTempFolder } from "../testkit/folders.ts";
import { photoForm, post } from "../testkit/ingest.ts";
import { makePhoto, makeUnique } from "../testkit/photos.ts";
import { serviceVariables, spawnService, testPassword } from "../testkit/service.ts";
import { requireTool } from "../testkit/tools.ts";

const folder = useTempFolder();
const hasStrace = requireTool("strace") !== undefined;
const PHOTOS = 8;

/** What was synced, each path without what is of one photo only. */
async function syncsOf(pid: number, work: () => Promise<void>): Promise<string[]> {
  const tracer = await attach(pid, { threads: "all", args: ["-e", "trace=fsync,fdatasync"] });
  await work();
  return readTrace(await tracer.end()).map((call) => kindOf(descriptor(call) ?? ""));
}

function kindOf(path: string): string {
  if (path.endsWith(".sqlite-wal")) return "database";
  if (path.includes("/media/tmp/")) return "picture";
  return path.includes("/media/results/") ? "folder" : path;
}

it.skipIf(!hasStrace)("an ingest syncs its picture and its folder once, and the database twice", async () => {
  const service = spawnService(serviceVariables(folder()), { folder: folder() });
  try {
    const url = await service.listening;
    const photo = await makePhoto();
    const ingest = async () => {
      const { status } = await post(`${url}/api/ingest/slot-test`, photoForm(makeUnique(photo), testPassword));
      expect(status).toBe(200);
    };
    // The first one makes its folders.
    await ingest();
    const found: string[][] = [];
    for (let i = 0; i < PHOTOS; i++) found.push((await syncsOf(service.child.pid ?? 0, ingest)).sort());
    // What the service writes by itself may fall into one ingest, and adds to it; not into each of them.
    const [least] = found.sort((a, b) => a.length - b.length);
    expect(least).toEqual(["database", "database", "folder", "picture"]);
  } finally {
    service.child.kill("SIGKILL");
    await service.ended;
  }
});

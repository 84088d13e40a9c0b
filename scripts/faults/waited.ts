/** How long a service waited for a processor: on a busy machine that is no slowness of its own. */
import { readFile } from "node:fs/promises";
import type { ServiceProcess } from "../testkit/service.ts";

/** For so long since its start its main thread could have run and another one did, in milliseconds; 0 where nobody counts it. */
export async function waitedMs({ child }: ServiceProcess): Promise<number> {
  const counted = await readFile(`/proc/${child.pid}/schedstat`, "utf8").catch(() => "");
  return Number(counted.split(" ")[1] ?? 0) / 1e6;
}

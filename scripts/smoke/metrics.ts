/** The step metrics: each instance exposes every metric of this build's contract. */
import { Registry } from "prom-client";
import { contract, endpoints } from "../../generated/contract.ts";
import { createMetrics, exposition, metricNames } from "../../generated/metrics.ts";
import { StepFailed } from "../steps.ts";
import { readExposition, type Scrape, samplesOf } from "./exposition.ts";
import { ask, told } from "./http.ts";

/** What `url` exposes now; `token` is "" where none is asked for. Throws StepFailed when it is no exposition. */
export async function scrape(url: string, token: string): Promise<Scrape> {
  const reply = await ask(url, token === "" ? {} : { headers: { Authorization: `Bearer ${token}` } });
  if (reply.status !== 200) throw new StepFailed(told(reply));
  const type = reply.headers.get("content-type");
  const { format } = endpoints[0];
  if (type !== format) throw new StepFailed(`${reply.asked}: the Content-Type is ${type}, not ${format}`);
  try {
    return readExposition(reply.body.toString());
  } catch (error) {
    throw error instanceof StepFailed ? new StepFailed(`${reply.asked}: ${error.message}`) : error;
  }
}

/** What the contract of this build has and the scrape has not. */
export async function scrapeFaults(found: Scrape): Promise<string[]> {
  const fresh = await freshExposition();
  const faults = metricNames.flatMap((name) => {
    const [wanted, is] = [fresh.types.get(name), found.types.get(name)];
    if (is === undefined) return `${name} is missing`;
    if (is !== wanted) return `${name} is a ${is}, not a ${wanted}`;
    return samplesOf(fresh, name).length > 0 && samplesOf(found, name).length === 0 ? `${name} has no sample` : [];
  });
  return [...faults, ...infoFaults(found)];
}

/** What a process of this build exposes before anything has happened: some metrics have no sample then, and may not later. */
async function freshExposition(): Promise<Scrape> {
  const registry = new Registry();
  createMetrics(registry);
  let text = "";
  for await (const part of exposition(registry)) text += part;
  return readExposition(text);
}

function infoFaults(found: Scrape): string[] {
  const all = samplesOf(found, "contract_info");
  const [info] = all;
  if (info === undefined) return [];
  const { version, digest } = info.labels;
  const same = all.length === 1 && version === contract.version && digest === contract.digest && info.value === 1;
  if (same) return [];
  return [
    `contract_info names ${version}, digest ${digest?.slice(0, 12)}; this build is of ${contract.version}, digest ${contract.digest.slice(0, 12)}`,
  ];
}

/** Lies of a running service, each told over HTTP and found by the command; and no finding on the service itself. */

import { writeFile } from "node:fs/promises";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join, resolve } from "node:path";
import { Registry } from "prom-client";
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { findingIds } from "../../codegen/exposition/finding.ts";
import { parse, resolve as resolveContract } from "../../codegen/index.ts";
import type { Model } from "../../codegen/model.ts";
import { createMetrics, exposition } from "../../codegen/testdata/worker/expected/generated/metrics.ts";
import { metricNames } from "../../generated/metrics.ts";
import { UsageError } from "../command.ts";
import type { StepReport } from "../steps.ts";
import { useTempFolder } from "../testkit/folders.ts";
import { photoForm, post } from "../testkit/ingest.ts";
import { makePhoto, makeUnique } from "../testkit/photos.ts";
import { freePort } from "../testkit/ports.ts";
import { startTestService, type TestService, testPassword } from "../testkit/service.ts";
import { scrape } from "./scrape.ts";
import { checkService, usage, verify } from "./verify.ts";

const TOKEN = "a-token-of-the-test";
const contentType = "text/plain; version=0.0.4; charset=utf-8";
const folder = useTempFolder();

let ours: Model;
let service: TestService;
/** What the service shows after some photos. */
let honest = "";
beforeAll(async () => {
  const { contract } = await parse(resolve(import.meta.dirname, "../../spec"));
  const model = contract && resolveContract(contract).model;
  if (!model) throw new Error("The contract does not compile.");
  ours = model;
  service = await startTestService({ METRICS_TOKEN: TOKEN });
  const photo = await makePhoto();
  for (const slot of ["slot-001", "slot-001", "slot-002", "slot-test"]) {
    expect((await post(`${service.url}/api/ingest/${slot}`, photoForm(makeUnique(photo), testPassword))).status).toBe(
      200,
    );
  }
  honest = await (await fetch(`${service.url}/metrics`)).text();
}, 60_000);
afterAll(() => service.stop());
afterEach(() => vi.restoreAllMocks());

/** A server on loopback for one test; gives the URL of its metrics. */
async function listen(answer: RequestListener): Promise<string> {
  const server: Server = createServer(answer);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/metrics`;
}

/** Answers one scrape after the other with these texts, the last one for ever. */
function tellTexts(texts: readonly string[], type: string = contentType): Promise<string> {
  let told = 0;
  return listen((_request, response) => {
    if (type !== "") response.setHeader("Content-Type", type);
    response.end(texts[Math.min(told++, texts.length - 1)]);
  });
}

/** What the command prints and ends with. */
async function run(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  const written = { out: "", err: "" };
  const listenTo = (stream: NodeJS.WriteStream, key: "out" | "err") =>
    vi.spyOn(stream, "write").mockImplementation((chunk) => {
      written[key] += chunk.toString();
      return true;
    });
  const spies = [listenTo(process.stdout, "out"), listenTo(process.stderr, "err")];
  try {
    return { code: await verify(argv), ...written };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

/** The command with --json. */
async function report(url: string, ...argv: string[]): Promise<StepReport & { code: number }> {
  const { code, out } = await run("--url", url, "--interval", "0", "--json", ...argv);
  return { code, ...(JSON.parse(out) as StepReport) };
}

/** The same by our own contract, without reading its files again for each lie. */
async function reportByOurs(url: string): Promise<StepReport> {
  const target = { url: new URL(url), token: undefined };
  return (await checkService(ours, { target, intervalMs: 0, most: Number.POSITIVE_INFINITY })).report;
}

const STEPS = ["fetch", "format", "families", "series", "values", "counters", "budget", "version"];

/** The findings of a report as `step id line`, second scrapes marked. */
function findingsOf({ steps }: StepReport): string[] {
  return steps.flatMap(({ id: step, ok, message }) => {
    const lines = message.split("\n");
    // Below the findings stands what to do about each kind of them.
    const told = lines.flatMap((line) => {
      const [, second = "", number = "0", id] =
        /^(second scrape, )?(?:line (\d+): )?.* \(([a-z-]+)\)$/.exec(line) ?? [];
      return id === undefined
        ? []
        : [{ text: `${second === "" ? "" : "2nd "}${step} ${id}`, line: Number(number), id }];
    });
    if (ok) return [];
    for (const { id } of told) expect(lines.filter((line) => line.startsWith(`${id}: `))).toHaveLength(1);
    return told.map(({ text, line }) => `${text} ${line}`);
  });
}

type Change = (text: string) => string;

/** Replaces what must be there. */
const swap =
  (what: string | RegExp, by: string): Change =>
  (text) => {
    const changed = text.replace(what, by);
    if (changed === text) throw new Error(`The exposition holds no ${what}.`);
    return changed;
  };
const swapAll =
  (what: string, by: string): Change =>
  (text) =>
    text.split(what).join(by);
const drop = (line: string) => swap(new RegExp(`^${escapeRegExp(line)}.*\n`, "m"), "");
const after = (line: string, added: string) => swap(new RegExp(`^${escapeRegExp(line)}.*\n`, "m"), `$&${added}\n`);
const append =
  (...lines: string[]): Change =>
  (text) =>
    text + lines.map((line) => `${line}\n`).join("");
const escapeRegExp = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
const all =
  (...changes: readonly Change[]): Change =>
  (text) =>
    changes.reduce((told, change) => change(told), text);

const IDLE = 'ingest_requests_total{slot_id="slot-003",provider="http",outcome="refused"}';
const LAST = 'ingest_requests_total{slot_id="slot-test",provider="fault",outcome="internal_error"}';
const bucket = (le: string, slot = "slot-003") => `ingest_duration_seconds_bucket{le="${le}",slot_id="${slot}"}`;
const part = (name: string, slot = "slot-003") => `ingest_duration_seconds_${name}{slot_id="${slot}"}`;
const gone =
  (slot: string): Change =>
  (text) =>
    text
      .split("\n")
      .filter((line) => !(line.startsWith("ingest_duration_seconds") && line.includes(slot)))
      .join("\n");

interface Lie {
  readonly lie: string;
  readonly change: Change;
  /** Step, id, and the beginning of the line that the finding points at; "" for none. */
  readonly found: readonly (readonly [step: string, id: string, line: string])[];
  readonly type?: string;
}

const families: readonly Lie[] = [
  {
    lie: "a metric is gone",
    change: all(drop("# HELP ingest_oldest"), drop("# TYPE ingest_oldest"), drop("ingest_oldest")),
    found: [["families", "family-missing", ""]],
  },
  {
    lie: "metrics that a default exporter adds",
    change: append(
      "# HELP nodejs_active_handles_total Handles.",
      "# TYPE nodejs_active_handles_total gauge",
      "nodejs_active_handles_total 3",
    ),
    found: [["families", "family-undeclared", "# HELP nodejs_active"]],
  },
  {
    lie: "a gauge is a counter",
    change: swap("# TYPE ingest_inflight gauge", "# TYPE ingest_inflight counter"),
    found: [["families", "type-differs", "# TYPE ingest_inflight"]],
  },
  {
    lie: "a histogram is a gauge",
    change: swap("# TYPE ingest_duration_seconds histogram", "# TYPE ingest_duration_seconds gauge"),
    found: [
      ["format", "sample-name", "ingest_duration_seconds_bucket"],
      ["families", "type-differs", "# TYPE ingest_duration"],
    ],
  },
  {
    lie: "another help",
    change: swap("# HELP ingest_inflight Ingest jobs", "# HELP ingest_inflight Jobs"),
    found: [["families", "help-differs", "# HELP ingest_inflight"]],
  },
];

const series: readonly Lie[] = [
  {
    lie: "a label too many",
    change: swap(IDLE, IDLE.replace("}", ',pod="a"}')),
    found: [["series", "labels-differ", IDLE.slice(0, -1)]],
  },
  {
    lie: "a label too few",
    change: swap(IDLE, IDLE.replace('provider="http",', "")),
    found: [["series", "labels-differ", 'ingest_requests_total{slot_id="slot-003",outcome="refused"}']],
  },
  {
    lie: "a label of another name",
    change: swapAll("ingest_inflight{slot_id=", "ingest_inflight{slot="),
    found: [["series", "labels-differ", "ingest_inflight{"]],
  },
  {
    lie: "other buckets",
    change: swap(bucket("48"), bucket("50")),
    found: [["series", "buckets-differ", bucket("0.25")]],
  },
  { lie: "a bucket too few", change: drop(bucket("48")), found: [["series", "buckets-differ", bucket("0.25")]] },
  {
    lie: "a counter that begins with its first event",
    change: drop(IDLE),
    found: [["series", "series-missing", "# HELP ingest_requests_total"]],
  },
  {
    lie: "a histogram that begins with its first event",
    change: gone("slot-003"),
    found: [["series", "series-missing", "# HELP ingest_duration_seconds"]],
  },
  {
    lie: "a gauge without one of its series",
    change: drop('slot_state{slot_id="slot-003",state="tripped"}'),
    found: [["series", "series-missing", "# HELP slot_state"]],
  },
  {
    lie: "a gauge without any",
    change: drop("ingest_sync_response_seconds"),
    found: [["series", "series-missing", "# HELP ingest_sync"]],
  },
];

const values: readonly Lie[] = [
  {
    lie: "a label value outside its domain",
    change: after(LAST, `${LAST.replace("slot-test", "slot-016")} 0`),
    found: [["values", "label-value", LAST.replace("slot-test", "slot-016")]],
  },
  {
    lie: "a label whose values do not end",
    change: after(
      LAST,
      Array.from({ length: 521 }, (_, i) => `${LAST.replace("slot-test", `slot-${i + 100}`)} 0`).join("\n"),
    ),
    found: [
      ["values", "label-value", LAST.replace("slot-test", "slot-100")],
      ["budget", "over-budget", "# HELP ingest_requests_total"],
    ],
  },
  {
    lie: "neither yes nor no",
    change: swap(/^(slot_state\{slot_id="slot-003",state="tripped"\}) 0$/m, "$1 2"),
    found: [["values", "value-range", 'slot_state{slot_id="slot-003",state="tripped"}']],
  },
  {
    lie: "a setting outside its bounds",
    change: swap("ingest_sync_response_seconds 48", "ingest_sync_response_seconds 480"),
    found: [["values", "value-range", "ingest_sync_response_seconds 480"]],
  },
  {
    lie: "NaN where the rules do not think of it",
    change: swap('ingest_inflight{slot_id="slot-003"} 0', 'ingest_inflight{slot_id="slot-003"} NaN'),
    found: [["values", "value-range", 'ingest_inflight{slot_id="slot-003"}']],
  },
  {
    lie: "a contract that is not there",
    change: swap(/^(contract_info\{.*\}) 1$/m, "$1 0"),
    found: [["values", "value-range", "contract_info"]],
  },
  {
    lie: "a counter below 0",
    change: swap(`${IDLE} 0`, `${IDLE} -1`),
    found: [["counters", "counter-negative", IDLE]],
  },
  {
    lie: "a counter that is NaN",
    change: swap(`${IDLE} 0`, `${IDLE} NaN`),
    found: [["counters", "counter-not-finite", IDLE]],
  },
  {
    lie: "an infinite sum",
    change: swap(`${part("sum")} 0`, `${part("sum")} +Inf`),
    found: [["counters", "counter-not-finite", part("sum")]],
  },
  {
    lie: "another version of the contract",
    change: swap(/(contract_info\{version=")[^"]*/, "$19.9.9"),
    found: [["version", "other-version", "contract_info"]],
  },
  {
    lie: "the same version with another content",
    change: swap(/(contract_info\{.*digest=")[^"]*/, `$1${"0".repeat(64)}`),
    found: [["version", "other-digest", "contract_info"]],
  },
];

const format: readonly Lie[] = [
  { lie: "no Content-Type", change: (text) => text, type: "", found: [["format", "content-type", ""]] },
  { lie: "HTML", change: (text) => text, type: "text/html; charset=utf-8", found: [["format", "content-type", ""]] },
  {
    lie: "OpenMetrics",
    change: append("# EOF"),
    type: "application/openmetrics-text; version=1.0.0; charset=utf-8",
    found: [["format", "content-type", ""]],
  },
  {
    lie: "a Content-Type that the contract does not state",
    change: (text) => text,
    type: `${contentType}; escaping=values`,
    found: [["format", "content-type-differs", ""]],
  },
  { lie: "nothing", change: () => "", found: [["format", "empty", ""]] },
  {
    lie: "an answer cut off",
    change: (text) => text.slice(0, -1),
    found: [["format", "final-newline", "contract_info"]],
  },
  {
    lie: "the line ends of Windows",
    change: swapAll("\n", "\r\n"),
    found: [["format", "carriage-return", "# HELP ingest_requests_total"]],
  },
  {
    lie: "a page",
    change: () => "<p>502</p>\n".repeat(2000),
    found: [...Array(1000).fill(["format", "metric-name", "<p>"]), ["format", "too-many", "<p>"]],
  },
  { lie: "no value", change: swap(`${IDLE} 0`, IDLE), found: [["format", "syntax", IDLE]] },
  { lie: "a name that is none", change: append("1st_total 1"), found: [["format", "metric-name", "1st_total"]] },
  {
    lie: "a label that is none",
    change: swap(IDLE, IDLE.replace("slot_id", "slot-id")),
    found: [["format", "label-name", "ingest_requests_total{slot-id"]],
  },
  {
    lie: "a label twice",
    change: swap(IDLE, IDLE.replace("}", ',slot_id="slot-003"}')),
    found: [["format", "label-repeated", IDLE.slice(0, -1)]],
  },
  { lie: "a value that is none", change: swap(`${IDLE} 0`, `${IDLE} 0x0`), found: [["format", "value-syntax", IDLE]] },
  {
    lie: "a time with a fraction",
    change: swap(`${IDLE} 0`, `${IDLE} 0 1.5`),
    found: [["format", "timestamp-syntax", IDLE]],
  },
  {
    lie: "an escape in HELP",
    change: swap("# HELP ingest_inflight I", "# HELP ingest_inflight \\I"),
    found: [["format", "escape", "# HELP ingest_inflight"]],
  },
  {
    lie: "an escape in a label",
    change: swap(IDLE, IDLE.replace("http", "\\http")),
    found: [["format", "escape", 'ingest_requests_total{slot_id="slot-003",provider="\\http']],
  },
  {
    lie: "a type that is none",
    change: swap("inflight gauge", "inflight gage"),
    found: [["format", "type-unknown", "# TYPE ingest_inflight"]],
  },
  {
    lie: "no TYPE",
    change: drop("# TYPE ingest_duration_seconds"),
    found: [["format", "type-missing", "# HELP ingest_duration_seconds"]],
  },
  {
    lie: "no HELP",
    change: drop("# HELP ingest_inflight"),
    found: [["format", "help-missing", "# TYPE ingest_inflight"]],
  },
  {
    lie: "TYPE twice",
    change: after("# TYPE ingest_inflight", "# TYPE ingest_inflight gauge"),
    found: [["format", "type-repeated", "# TYPE ingest_inflight"]],
  },
  {
    lie: "HELP twice",
    change: after("# HELP ingest_inflight", "# HELP ingest_inflight Jobs."),
    found: [["format", "help-repeated", "# HELP ingest_inflight Jobs."]],
  },
  {
    lie: "TYPE last",
    change: all(drop("# TYPE contract_info"), append("# TYPE contract_info gauge")),
    found: [["format", "type-late", "# TYPE contract_info"]],
  },
  {
    lie: "HELP last",
    change: (text) => `${drop("# HELP contract_info")(text)}${/^# HELP contract_info.*\n/m.exec(text)?.[0]}`,
    found: [["format", "help-late", "# HELP contract_info"]],
  },
  {
    lie: "a family in two pieces",
    change: all(drop(IDLE), append(`${IDLE} 0`)),
    found: [["format", "family-split", IDLE]],
  },
  { lie: "a series twice", change: after(IDLE, `${IDLE} 0`), found: [["format", "series-repeated", IDLE]] },
  {
    lie: "a series twice, its labels in another order",
    change: after(IDLE, 'ingest_requests_total{provider="http",outcome="refused",slot_id="slot-003"} 0'),
    found: [["format", "series-repeated", 'ingest_requests_total{provider="http"']],
  },
  {
    lie: "a part of a histogram that there is not",
    change: after(part("count"), `${part("max").replace("_max", "")} 0`),
    found: [["format", "sample-name", "ingest_duration_seconds{"]],
  },
  {
    lie: "le on a counter",
    change: swap(IDLE, IDLE.replace("}", ',le="1"}')),
    found: [["format", "le-misplaced", IDLE.slice(0, -1)]],
  },
  {
    lie: "a bucket without le",
    change: swap(bucket("48"), part("bucket")),
    found: [["format", "le-missing", part("bucket")]],
  },
  {
    lie: "a bucket up to no number",
    change: swap(bucket("48"), bucket("T")),
    found: [["format", "le-syntax", bucket("T")]],
  },
  {
    lie: "buckets out of order",
    change: all(drop(bucket("48")), after(bucket("60"), `${bucket("48")} 0`)),
    found: [["format", "buckets-order", bucket("48")]],
  },
  {
    lie: "a bucket that counts its own",
    change: swap(`${bucket("48")} 0`, `${bucket("48")} 1`),
    found: [["format", "buckets-cumulative", bucket("60")]],
  },
  { lie: "no bucket for everything", change: drop(bucket("+Inf")), found: [["format", "inf-missing", bucket("0.25")]] },
  {
    lie: "a bucket for everything that misses some",
    change: swap(`${part("count")} 0`, `${part("count")} 7`),
    found: [["format", "inf-differs", bucket("+Inf")]],
  },
  { lie: "no sum", change: drop(part("sum")), found: [["format", "sum-missing", bucket("0.25")]] },
  { lie: "no count", change: drop(part("count")), found: [["format", "count-missing", bucket("0.25")]] },
];

const LIES = [...families, ...series, ...values, ...format];

describe("a lie of a service", () => {
  it.each(LIES)("is found: $lie", async ({ change, found, type = contentType }) => {
    const text = change(honest);
    const told = await reportByOurs(await tellTexts([text], type));
    expect(told.ok).toBe(false);
    const lines = text.split("\n");
    const findings = findingsOf(told).map((finding) => {
      const [, step, id, line] = /^(\S+) (\S+) (\d+)$/.exec(finding) ?? [];
      return [step, id, line === "0" ? "" : lines[Number(line) - 1]];
    });
    expect(findings).toEqual(
      found.map(([step, id, line]) => [step, id, line && expect.stringMatching(new RegExp(`^${escapeRegExp(line)}`))]),
    );
    expect(told.steps.map((step) => step.id)).toEqual(
      ["empty", "too-many"].some((id) => found.some((one) => one[1] === id)) ? STEPS.slice(0, 2) : STEPS,
    );
  });

  it("in the second scrape alone is found there", async () => {
    const url = await tellTexts([honest, drop(IDLE)(honest)]);
    expect(findingsOf(await reportByOurs(url))).toEqual([expect.stringMatching(/^2nd series series-missing \d+$/)]);
  });

  it("in both is told once", async () => {
    const told = await report(await tellTexts([drop(IDLE)(honest)]));
    expect(told.code).toBe(1);
    expect(findingsOf(told)).toHaveLength(1);
  });

  const success = 'ingest_requests_total{slot_id="slot-001",provider="local",outcome="success"}';
  const one = (name: string) => swap(`${part(name)} 0`, `${part(name)} 1`);
  const first = all(one("count"), swap(`${bucket("+Inf")} 0`, `${bucket("+Inf")} 1`));
  it.each([
    ["a counter", (text: string) => text, swap(`${success} 2`, `${success} 1`), success],
    ["a count and its bucket", first, (text: string) => text, bucket("+Inf")],
    ["a sum", one("sum"), (text: string) => text, part("sum")],
  ])("is found: %s falls between two scrapes", async (_what, before, then, line) => {
    const texts = [before(honest), then(honest)];
    const findings = findingsOf(await reportByOurs(await tellTexts(texts)));
    const number = (texts[1] ?? "").split("\n").findIndex((told) => told.startsWith(line)) + 1;
    expect(findings).toEqual([`2nd counters counter-fell ${number}`]);
  });

  it("has a row here, whichever it is", () => {
    const ids = new Set(LIES.flatMap(({ found }) => found.map(([, id]) => id)));
    expect(findingIds.filter((id) => !ids.has(id))).toEqual(["counter-fell"]);
  });
});

describe("our own service", () => {
  it("has no finding, fresh", async () => {
    const fresh = await startTestService();
    onTestFinished(() => fresh.stop());
    const told = await report(`${fresh.url}/metrics`);
    expect(findingsOf(told)).toEqual([]);
    expect(told).toMatchObject({ ok: true, code: 0 });
    expect(told.steps.map(({ id }) => id)).toEqual(STEPS);
    for (const step of told.steps) {
      expect(step).toEqual({ id: step.id, ok: true, message: expect.any(String), ms: expect.any(Number) });
    }
  });

  it("has none after photos, refusals and the reader's token", async () => {
    await post(`${service.url}/api/ingest/slot-001`, photoForm(await makePhoto(), "wrong"));
    await writeFile(join(folder(), "token"), `${TOKEN}\n`, { mode: 0o600 });
    const { code, out, err } = await run(
      "--url",
      `${service.url}/metrics`,
      "--token-file",
      join(folder(), "token"),
      "--interval",
      "0.01",
    );
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(
      out
        .trimEnd()
        .split("\n")
        .map((row) => row.split(/ +/).slice(0, 2)),
    ).toEqual(STEPS.map((id) => ["ok", id]));
  });

  it("has none on the text that the lies are made of", async () => {
    expect(findingsOf(await report(await tellTexts([honest])))).toEqual([]);
  });
});

describe("another service with a contract of this form", () => {
  const spec = resolve(import.meta.dirname, "../../codegen/testdata/worker/spec");

  async function workerText(): Promise<string> {
    const registry = new Registry();
    const metrics = createMetrics(registry);
    metrics.worker_task_duration_seconds.with({ queue: "night|batch" }).observe(3);
    metrics.worker_lease_seconds.with({}).set(30);
    let text = "";
    for await (const chunk of exposition(registry)) text += chunk;
    return text;
  }

  it("has no finding while it keeps it", async () => {
    const told = await report(await tellTexts([await workerText()]), "--spec", spec);
    expect(findingsOf(told)).toEqual([]);
    expect(told.code).toBe(0);
    expect(told.steps.find(({ id }) => id === "version")?.message).toMatch(
      /^worker_contract_info names version 2\.3\.1, /,
    );
  });

  it("may leave out a gauge that is absent at first, but not another", async () => {
    const text = (await workerText()).replace(/^.*worker_queue_depth.*\n/gm, "");
    expect(findingsOf(await report(await tellTexts([text]), "--spec", spec))).toEqual([]);
    const less = text.replace(/^.*worker_heap_bytes.*\n/gm, "");
    expect(findingsOf(await report(await tellTexts([less]), "--spec", spec))).toEqual(["families family-missing 0"]);
  });

  it("shows one value under both names of a label", async () => {
    const text = (await workerText()).replace(/pool="small",size="small"/, 'pool="small",size="large"');
    const told = await report(await tellTexts([text]), "--spec", spec);
    expect(findingsOf(told).map((finding) => finding.replace(/ \d+$/, ""))).toContain("values label-value");
  });

  it("has all that ours shows as findings, and none of ours is left unsaid", async () => {
    const findings = findingsOf(await report(await tellTexts([honest]), "--spec", spec));
    expect(findings.filter((finding) => finding.includes("family-undeclared"))).toHaveLength(metricNames.length);
    expect(findings.filter((finding) => finding.includes("family-missing"))).toHaveLength(8);
    const { out } = await run("--url", await tellTexts([honest]), "--interval", "0", "--spec", spec);
    expect(out).toMatch(/and \d+ more; --json lists them/);
    expect(out).toContain("nothing that is shown names the version or the digest");
  });

  it.each([
    ["", "--spec needs the path of a folder"],
    ["nowhere", "nowhere/contracts/VERSION.json does not exist"],
    ["package.json", "--spec package.json: "],
  ])("needs its contract: --spec %j is none", async (dir, why) => {
    const running = run("--url", "http://127.0.0.1:9/metrics", "--spec", dir);
    if (dir === "") return await expect(running).rejects.toThrow(why);
    const { code, err } = await running;
    expect(code).toBe(3);
    expect(err).toContain(why);
  });
});

describe("a service that cannot be scraped", () => {
  it.each([
    [500, {}, "answered 500: only 200 holds metrics"],
    [401, {}, "answered 401: give a file that holds its token with --token-file"],
    [403, {}, "answered 403: give a file that holds its token with --token-file"],
    [404, {}, "answered 404: see whether the path is that of the metrics"],
    [302, { Location: "http://example.org/elsewhere" }, "it redirects to http://example.org/elsewhere; give that URL"],
    [204, {}, "answered 204: only 200 holds metrics"],
  ])("with %i is said so, with what to do, and exit 3", async (status, headers, message) => {
    const { code, ok, steps } = await report(
      await listen((_request, response) => response.writeHead(status, headers).end(status === 204 ? undefined : "no")),
    );
    expect({ code, ok, ids: steps.map(({ id }) => id) }).toEqual({ code: 3, ok: false, ids: ["fetch"] });
    expect(steps[0]?.message).toContain(message);
  });

  it("because nothing listens, or the second time", async () => {
    const url = `http://127.0.0.1:${await freePort()}/metrics`;
    expect((await report(url)).steps[0]?.message).toMatch(
      /cannot be read \(ECONNREFUSED: .*see whether the service runs/,
    );
    let asked = 0;
    const once = await listen((_request, response) => {
      if (asked++ > 0) response.destroy();
      else response.setHeader("Content-Type", contentType).end(honest);
    });
    expect(await report(once)).toMatchObject({
      code: 3,
      steps: [{ ok: false, message: expect.stringMatching(/cannot be read/) }],
    });
  });

  const target = async (answer: RequestListener) => ({ url: new URL(await listen(answer)), token: undefined });

  it("because it hangs, before its headers or after", async () => {
    const limits = { timeoutMs: 150, bytes: 1000 };
    const message = /gave no whole answer within 0.15 s: see whether the service hangs/;
    await expect(scrape(await target(() => undefined), limits)).rejects.toThrow(message);
    await expect(scrape(await target((_request, response) => void response.write("x")), limits)).rejects.toThrow(
      message,
    );
  });

  it("because it never ends, breaks off or speaks no UTF-8", async () => {
    const flood = await target((_request, response) => {
      const more = () => {
        while (!response.destroyed && response.write("x 1\n".repeat(10_000)));
        response.once("drain", more);
      };
      more();
    });
    await expect(scrape(flood)).rejects.toThrow(/sends more than 64 MiB/);
    const broken = await target((_request, response) => {
      response.writeHead(200, { "Content-Length": 100 }).write("x 1\n", () => response.destroy());
    });
    await expect(scrape(broken)).rejects.toThrow(/cannot be read/);
    const latin = await target((_request, response) => void response.end(Buffer.from([0x78, 0xe9])));
    await expect(scrape(latin)).rejects.toThrow(/does not answer in UTF-8/);
  });

  it("hears the token, and no one it redirects to does", async () => {
    const heard: (string | undefined)[] = [];
    const other = await listen((request, response) => {
      heard.push(`other ${request.headers.authorization}`);
      response.end();
    });
    const url = await listen((request, response) => {
      heard.push(request.headers.authorization);
      response.writeHead(307, { Location: other }).end();
    });
    await writeFile(join(folder(), "token"), "secret-of-the-test\n", { mode: 0o600 });
    const { steps } = await report(url, "--token-file", join(folder(), "token"));
    expect(heard).toEqual(["Bearer secret-of-the-test"]);
    expect(JSON.stringify(steps)).not.toContain("secret-of-the-test");
  });
});

describe("wrong usage", () => {
  const URL_GIVEN = ["--url", "http://127.0.0.1:9/metrics"];
  it.each([
    [[], "--url is missing"],
    [["--url", "127.0.0.1:9/metrics"], "whole URL of http or https"],
    [["--url", "file:///metrics"], "whole URL of http or https"],
    [["--url", "http://secret@127.0.0.1/metrics"], "put no password into it"],
    [["--url", "http://user:secret@127.0.0.1/metrics"], "put no password into it"],
    [[...URL_GIVEN, "--interval=-1"], "--interval -1: give seconds from 0 to 3600"],
    [[...URL_GIVEN, "--interval="], "give seconds"],
    [[...URL_GIVEN, "--interval", "soon"], "give seconds"],
    [[...URL_GIVEN, "--token-file", "nowhere"], "nowhere: does not exist"],
    [[...URL_GIVEN, "--what"], "--what"],
    [["extra", ...URL_GIVEN], "extra"],
  ])("%j is told", async (argv, message) => {
    const refused = verify(argv);
    await expect(refused).rejects.toThrow(UsageError);
    await expect(refused).rejects.toThrow(message);
    await expect(refused).rejects.not.toThrow("secret");
  });

  it("is told with the options that there are", () => {
    const options = [...usage.matchAll(/^ {2}(--[a-z-]+)/gm)].map((match) => match[1]);
    expect(options).toEqual(["--url", "--token-file", "--interval", "--spec", "--json"]);
  });

  it("a token that no header can carry is refused, unseen", async () => {
    for (const text of ["", "\n", "two\nlines", "with space", "umläut"]) {
      await writeFile(join(folder(), "token"), text, { mode: 0o600 });
      const refused = verify([...URL_GIVEN, "--token-file", join(folder(), "token")]);
      await expect(refused).rejects.toThrow("a token is one line of visible ASCII characters");
      if (text.trim() !== "") await expect(refused).rejects.not.toThrow(text);
    }
  });

  it("a token that others may read is said so", async () => {
    await writeFile(join(folder(), "token"), "secret-of-the-test", { mode: 0o644 });
    const { err } = await run(
      "--url",
      await tellTexts([honest]),
      "--interval",
      "0",
      "--token-file",
      join(folder(), "token"),
    );
    expect(err).toMatch(/^--token-file: .*mode 0644 lets others in/);
  });
});

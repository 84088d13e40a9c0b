/** Placeholders, time scale, digest and snapshot. */
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { panelsOf } from "./dashboards/panels.ts";
import { type Contract, emit, parse, parseSnapshot, resolve } from "./index.ts";
import { parseText } from "./load.ts";
import type { Model } from "./model.ts";

const WORKER = fileURLToPath(new URL("testdata/worker/spec", import.meta.url));

/** The worker's contract with a text replaced in its dashboard. */
async function withDashboard(from: string, to: string): Promise<Contract> {
  const contract = await contractOf();
  const { source } = contract.dashboards.get("queue") ?? { source: undefined };
  if (!source?.text.includes(from)) throw new Error(`The dashboard has no ${from}.`);
  const { document } = parseText({ path: source.path, text: source.text.replaceAll(from, to) });
  if (!document) throw new Error("The dashboard is no YAML any more.");
  return { ...contract, dashboards: new Map([["queue", document]]) };
}

async function contractOf(change: (files: Record<string, string>) => void = () => {}): Promise<Contract> {
  const { contract } = await parse(WORKER, "spec");
  if (!contract) throw new Error("the worker's contract does not parse");
  const files = { metrics: contract.metrics.source.text, version: contract.version.source.text };
  change(files);
  const document = (path: string, text: string) => {
    const loaded = parseText({ path, text }).document;
    if (!loaded) throw new Error(text);
    return loaded;
  };
  return {
    ...contract,
    metrics: document("metrics.yaml", files.metrics),
    version: document("VERSION.json", files.version),
  };
}

function modelOf(contract: Contract, timeScale = 1): Model {
  const { model, problems } = resolve(contract, { timeScale });
  if (!model) throw new Error(JSON.stringify(problems.map(({ message }) => message)));
  return model;
}

describe("the digest", () => {
  it("does not change with comments, layout, order of keys or the story of the version", async () => {
    const { digest } = modelOf(await contractOf());
    const changes: ((files: Record<string, string>) => void)[] = [
      (files) => (files["metrics"] = `# a comment\n${files["metrics"]}`),
      (files) =>
        (files["metrics"] =
          files["metrics"]?.replace("exporter: prometheus\n", "").concat("exporter:   prometheus\n") ?? ""),
      (files) =>
        (files["version"] = files["version"]?.replace("2026-02-28", "2026-03-01").replace("Retried", "Repeated") ?? ""),
    ];
    for (const change of changes) expect(modelOf(await contractOf(change)).digest).toBe(digest);
  });

  it("changes with a bucket, a threshold, a help text and the version", async () => {
    const digests = new Set([modelOf(await contractOf()).digest]);
    const swaps = [
      ["metrics", "180]", "190]"],
      ["metrics", "< 0.01", "< 0.02"],
      ["metrics", "Bytes of the heap", "Heap"],
      ["version", "2.3.1", "2.3.2"],
    ] as const;
    for (const [file, from, to] of swaps) {
      const contract = await contractOf((files) => (files[file] = files[file]?.replace(from, to) ?? ""));
      digests.add(modelOf(contract).digest);
    }
    expect(digests.size).toBe(swaps.length + 1);
  });

  it("does not change with a dashboard, which the snapshot does not hold", async () => {
    const model = modelOf(await contractOf());
    for (const contract of [
      await withDashboard("[10m]", "[20m]"),
      await withDashboard("Time of a task", "Times"),
      { ...(await contractOf()), dashboards: new Map() },
    ]) {
      const changed = modelOf(contract);
      expect(changed.dashboards).not.toEqual(model.dashboards);
      expect([changed.digest, changed.snapshot]).toEqual([model.digest, model.snapshot]);
    }
    expect(model.snapshot).not.toContain("Time of a task");
    expect(panelsOf(modelOf(parseSnapshotOf(model)))).toEqual([]);
  });
});

function parseSnapshotOf({ snapshot }: Model): Contract {
  const { contract } = parseSnapshot({ path: "2.3.1.json", text: snapshot });
  if (!contract) throw new Error("the snapshot does not parse");
  return contract;
}

describe("the snapshot", () => {
  it("has no key for what is not deprecated", async () => {
    const { contract } = await parse(WORKER.replace("worker", "minimal"), "spec");
    expect(modelOf(contract as Contract).snapshot).not.toContain("deprecated");
  });

  it("is a contract again, with the same digest and the same rules", async () => {
    const model = modelOf(await contractOf());
    const { contract, problems } = parseSnapshot({ path: "2.3.1.json", text: model.snapshot });
    expect(problems).toEqual([]);
    const again = modelOf(contract as Contract);
    expect(again.digest).toBe(model.digest);
    const rules = async (of: Model) => (await emit(of)).find((file) => file.path.endsWith("rules.yml"))?.text;
    expect(await rules(again)).toBe(await rules(model));
    expect(await rules(model)).toContain("WorkerSlow");
    const gone = ({ labels, metrics, alerts, config = [] }: Model) =>
      [...labels, ...metrics, ...alerts, ...config].flatMap(({ deprecated: one }) =>
        one ? [[one.renamedTo, one.since, one.sunset]] : [],
      );
    expect(gone(again)).toEqual(gone(model));
    expect(gone(model)).toContainEqual(["CONCURRENCY", "2.3.1", "2026-12-31"]);
    expect(new Set(gone(model).map(([successor]) => successor))).toEqual(
      new Set(["pool", undefined, "worker_restarts_total", "WorkerRestarting", "CONCURRENCY", "API_TOKEN"]),
    );
  });
});

describe("the time scale", () => {
  it("divides windows, for and scrape interval, and leaves thresholds", async () => {
    const model = modelOf(await contractOf(), 60);
    const slow = model.alerts.find((alert) => alert.name === "WorkerSlow");
    expect(slow?.forSeconds).toBe(90);
    expect(slow?.expr.text).toContain("[10s]");
    expect(model.endpoints[0]?.scrapeIntervalSeconds).toBe(0.5);
    expect(model.alerts[0]?.expr.text).toBe("job:worker_tasks:rate10m < 0.01");
    expect(model.slas[0]?.windowSeconds).toBe(10);
  });

  it("divides the windows of panels, too", async () => {
    const texts = (model: Model) => panelsOf(model).flatMap(({ queries }) => queries.map(({ expr }) => expr.text));
    expect(texts(modelOf(await contractOf(), 60))).toContain("sum by (queue) (rate(worker_tasks_total[10s]))");
    expect(texts(modelOf(await contractOf()))).toContain("sum by (queue) (rate(worker_tasks_total[10m]))");
  });
});

describe("a dashboard", () => {
  it("has the numbers of the promises in it, and finds alerts that are made of objectives", async () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the compiler's own placeholder.
    const model = modelOf(await withDashboard("1 - job:tasks_done", "${slas.failures.threshold} - job:tasks_done"));
    const budget = panelsOf(model).find(({ title }) => title === "Budget");
    expect(budget?.queries[0]?.expr.text).toBe("0.01 - job:tasks_done:error_ratio_1h / (1 - 0.99)");
    expect(budget?.alerts.map(({ name }) => name)).toEqual(["TasksDoneBurn1h"]);
    expect(model.dashboards[0]?.title).toBe("Queues of 2.3.1");
  });

  it("takes expression and alert from its SLA, and the expression only where it has none of its own", async () => {
    const tasks = (model: Model) => panelsOf(model).find(({ title }) => title === "Tasks");
    const model = modelOf(await contractOf());
    expect(tasks(model)?.queries.map(({ expr }) => expr)).toEqual([model.slas[0]?.expr]);
    expect(tasks(model)?.alerts).toEqual([model.alerts[0]]);
    const own = modelOf(await withDashboard("sla: failures}", "sla: failures, queries: [{expr: up}]}"));
    expect(tasks(own)?.queries.map(({ expr }) => expr.text)).toEqual(["up"]);
    expect(tasks(own)?.alerts).toEqual([own.alerts[0]]);
  });
});

it("freezes the model", async () => {
  const model = modelOf(await contractOf());
  expect(() => (model.metrics as unknown[]).push({})).toThrow(TypeError);
  expect(Object.isFrozen(model.api?.operations[0]?.responses)).toBe(true);
});

/** Placeholders, time scale, digest and snapshot. */
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { type Contract, emit, parse, parseSnapshot, resolve } from "./index.ts";
import { parseText } from "./load.ts";
import type { Model } from "./model.ts";

const WORKER = fileURLToPath(new URL("testdata/worker/spec", import.meta.url));

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
});

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
});

it("freezes the model", async () => {
  const model = modelOf(await contractOf());
  expect(() => (model.metrics as unknown[]).push({})).toThrow(TypeError);
  expect(Object.isFrozen(model.api?.operations[0]?.responses)).toBe(true);
});

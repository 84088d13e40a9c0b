/** The whole line with its real consumer: contract → generated files → service → Prometheus and promtool. */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { parse, resolve } from "../codegen/index.ts";
import type { Metric, Model } from "../codegen/model.ts";
import { nodesOf } from "../codegen/promql/ast.ts";
import { parsedExpressionsOf } from "../codegen/promql/expressions.ts";
import { catalogOf } from "../codegen/promql/series.ts";
import { photoForm, post } from "./testkit/ingest.ts";
import { makePhoto } from "./testkit/photos.ts";
import { startPrometheus } from "./testkit/prometheus.ts";
import { startTestService, type TestService, testPassword } from "./testkit/service.ts";
import { requireTool } from "./testkit/tools.ts";

const prometheusProgram = requireTool("prometheus");
const promtool = requireTool("promtool");
const root = fileURLToPath(new URL("..", import.meta.url));

let service: TestService;
beforeAll(async () => {
  service = await startTestService({ METRICS_TOKEN: "a-token-of-the-test" });
});
afterAll(() => service.stop());

async function compiledContract(): Promise<Model> {
  const { contract } = await parse(`${root}spec`);
  const model = contract && resolve(contract).model;
  if (!model) throw new Error("The contract does not compile.");
  return model;
}

/** Every series of a metric as the text format writes it. */
function declaredSeries({ name, type, labels, buckets }: Metric): string[] {
  const combinations = labels.reduce<string[][]>(
    (rows, label) => rows.flatMap((row) => label.values.map((value) => [...row, `${label.name}="${value}"`])),
    [[]],
  );
  const series = (suffix: string, pairs: readonly string[]) =>
    name + suffix + (pairs.length > 0 ? `{${pairs.join(",")}}` : "");
  if (type !== "histogram") return combinations.map((pairs) => series("", pairs));
  const bounds = [...buckets.map(String), "+Inf"];
  return combinations.flatMap((pairs) => [
    ...bounds.map((bound) => series("_bucket", [`le="${bound}"`, ...pairs])),
    series("_sum", pairs),
    series("_count", pairs),
  ]);
}

const scrape = async () => (await fetch(`${service.url}/metrics`)).text();

/** Runs promtool on what is written to its standard input. */
function check(input: string, ...args: readonly string[]): Promise<{ status: number | null; output: string }> {
  return new Promise((tell) => {
    const child = spawn(promtool ?? "", args, { cwd: root });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.stderr.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.once("close", (status) => tell({ status, output }));
    child.stdin.end(input);
  });
}

describe("the first scrape", () => {
  it.skipIf(promtool === undefined)("passes promtool's lint, and the rules pass its check", async () => {
    expect(await check(await scrape(), "check", "metrics")).toEqual({ status: 0, output: "" });
    expect(await check("", "check", "rules", "generated/prometheus/rules.yml")).toMatchObject({ status: 0 });
    // The lint sees what it should: a counter without _total.
    expect(await check("# HELP x X.\n# TYPE x counter\nx 1\n", "check", "metrics")).toMatchObject({ status: 3 });
  });

  it("holds exactly the series that the contract declares", async () => {
    const { metrics } = await compiledContract();
    const text = await scrape();
    const shown = text.split("\n").flatMap((line) => /^([a-z]\w*(?:\{.*\})?) \S+$/.exec(line)?.[1] ?? []);
    const optional = new Set(metrics.filter(({ initial }) => initial === "absent").flatMap(declaredSeries));
    const wanted = metrics.filter(({ initial }) => initial !== "absent").flatMap(declaredSeries);
    expect(wanted.length).toBeGreaterThan(1500);
    expect(shown.filter((series) => !optional.has(series)).sort()).toEqual(wanted.sort());
    expect(optional.size).toBeGreaterThan(0);
  });

  it("holds every series that a rule names", async () => {
    const text = await scrape();
    const model = await compiledContract();
    const catalog = catalogOf(model);
    const named = parsedExpressionsOf(model).flatMap(({ top }) =>
      nodesOf(top, "selector").map(({ metric }) => metric?.text),
    );
    const scraped = [...new Set(named)].filter((name) => name !== undefined && catalog.get(name)?.metric !== undefined);
    expect(scraped.length).toBeGreaterThan(8);
    expect(scraped.filter((name) => !text.includes(`\n${name}{`) && !text.includes(`\n${name} `))).toEqual([]);
  });
});

describe.skipIf(prometheusProgram === undefined)("a real Prometheus with the generated files", () => {
  it("has the target up, takes every rule and sees ingest_requests_total rise", async () => {
    const prometheus = await startPrometheus({
      program: prometheusProgram ?? "",
      configDir: `${root}generated/prometheus`,
      targets: [new URL(service.url).host],
      metricsToken: "a-token-of-the-test",
      intervalSeconds: 1,
    });
    onTestFinished(prometheus.stop);
    const poll = (read: () => Promise<unknown>) => expect.poll(read, { timeout: 20_000, interval: 200 });
    await poll(() => prometheus.targets()).toMatchObject([{ job: "ingest", health: "up", lastError: "" }]);
    const successes = async () => {
      const [sample] = await prometheus.query('sum(ingest_requests_total{slot_id="slot-001",outcome="success"})');
      return sample?.value;
    };
    await poll(successes).toBe(0);

    const answer = await post(`${service.url}/api/ingest/slot-001`, photoForm(await makePhoto(), testPassword));
    expect(answer.status).toBe(200);
    await poll(successes).toBe(1);

    const rules = async () => {
      const body = (await (await fetch(`${prometheus.url}/api/v1/rules`)).json()) as {
        data: { groups: { rules: { name: string; health: string; state?: string }[] }[] };
      };
      return body.data.groups.flatMap((group) => group.rules);
    };
    await poll(async () => (await rules()).filter((rule) => rule.health !== "ok")).toEqual([]);
    expect((await rules()).map(({ name }) => name)).toEqual(
      expect.arrayContaining(["HighTimeoutRate", "SlowP95", "MediaDiskHigh", "MetricsDown"]),
    );
    expect((await rules()).filter((rule) => rule.state === "firing")).toEqual([]);
  });
});

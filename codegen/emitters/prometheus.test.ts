/** The scrape configuration of contracts with and without an API, a token, a second endpoint. */
import { expect, test } from "vitest";
import { parse } from "yaml";
import type { Model } from "../model.ts";
import { emit } from "./prometheus.ts";
import { sampleApi, sampleModel } from "./sample-model.ts";

const TOKEN = { type: "http", scheme: "bearer", description: "WORKER_TOKEN." };

function emitted(parts: Partial<Model>): Map<string, string> {
  return new Map(emit(sampleModel(parts)).map(({ path, text }) => [path, text]));
}

function config(parts: Partial<Model>): Record<string, unknown> {
  return parse(emitted(parts).get("generated/prometheus/prometheus.yml") ?? "") as Record<string, unknown>;
}

function secured(security: unknown, schemes: unknown): Partial<Model> {
  const document = { paths: { "/metrics": { get: { security } } }, components: { securitySchemes: schemes } };
  return { api: sampleApi({ servers: ["http://10.0.0.1:9100"], document }) };
}

test("without an API the target is localhost:8080 and nothing asks for a token", () => {
  expect(config({})).toEqual({
    global: { scrape_interval: "30s", evaluation_interval: "30s" },
    rule_files: ["rules.yml"],
    alerting: { alertmanagers: [{ file_sd_configs: [{ files: ["alertmanagers.yml"] }] }] },
    scrape_configs: [
      { job_name: "worker", metrics_path: "/metrics", file_sd_configs: [{ files: ["targets/worker.yml"] }] },
    ],
  });
  expect(parse(emitted({}).get("generated/prometheus/targets/worker.yml") ?? "")).toEqual([
    { targets: ["localhost:8080"] },
  ]);
});

test("the first server is the target; a scheme other than http is said", () => {
  const target = (server: string) => {
    const files = emitted({ api: sampleApi({ servers: [server] }) });
    return parse(files.get("generated/prometheus/targets/worker.yml") ?? "") as unknown;
  };
  expect(target("http://127.0.0.1:8080")).toEqual([{ targets: ["127.0.0.1:8080"] }]);
  expect(target("https://api.example/v1")).toEqual([{ targets: ["api.example:443"] }]);
  expect(target("/relative")).toEqual([{ targets: ["localhost:8080"] }]);
  expect(config({ api: sampleApi({ servers: ["https://api.example"] }) })).toMatchObject({
    scrape_configs: [{ scheme: "https" }],
  });
});

test("a bearer scheme on the path becomes a credentials file named after it", () => {
  const parts = secured([{}, { workerToken: [] }], { workerToken: TOKEN });
  const authorization = { type: "Bearer", credentials_file: "secrets/worker_token" };
  expect(config(parts)).toMatchObject({ scrape_configs: [{ authorization }] });
  expect(emitted(parts).get("generated/prometheus/prometheus.yml")).toContain(
    "# secrets/worker_token, beside this file, holds the bearer token of the security scheme workerToken: WORKER_TOKEN.",
  );
});

test.each([
  ["another kind of scheme", secured([{ key: [] }], { key: { type: "apiKey", in: "header", name: "X-Key" } })],
  ["no security on the path", secured(undefined, { workerToken: TOKEN })],
  ["an empty requirement", secured([{}], { workerToken: TOKEN })],
])("%s gives no authorization", (_, parts) => {
  expect(JSON.stringify(config(parts))).not.toContain("authorization");
});

test("a second endpoint has its own job, targets and interval", () => {
  const [first] = sampleModel().endpoints;
  const endpoints = first === undefined ? [] : [first, { ...first, job: "batch", scrapeIntervalSeconds: 90 }];
  expect(config({ endpoints })).toMatchObject({
    scrape_configs: [{ job_name: "worker" }, { job_name: "batch", scrape_interval: "1m30s" }],
  });
  expect([...emitted({ endpoints }).keys()].at(-1)).toBe("generated/prometheus/targets/batch.yml");
});

test("alerts go where a file of its own says, and there is none without alerts", () => {
  expect(parse(emitted({}).get("generated/prometheus/alertmanagers.yml") ?? "")).toEqual([]);
  expect(emitted({ alerts: [] }).has("generated/prometheus/alertmanagers.yml")).toBe(false);
  expect(config({ alerts: [] })).not.toHaveProperty("alerting");
});

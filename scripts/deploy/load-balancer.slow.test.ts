/** The real load balancer with the configuration of the deployment, before two real service processes. */
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { validateFailure } from "../../generated/validators.js";
import { runCommandLine } from "../testkit/commands.ts";
import { useTempFolder } from "../testkit/folders.ts";
import { type Answer, formHeaders, jsonOf, photoForm, post, startPost } from "../testkit/ingest.ts";
import { type LoadBalancer, startLoadBalancer } from "../testkit/load-balancer.ts";
import { makePhoto, makeUnique } from "../testkit/photos.ts";
import { freePort } from "../testkit/ports.ts";
import { bytes, hang, type ProviderServer, startProviderServer } from "../testkit/provider-server.ts";
import { type ServiceProcess, serviceVariables, spawnService, testPassword } from "../testkit/service.ts";
import { requireTool } from "../testkit/tools.ts";

const haproxy = requireTool("haproxy");
const MAX_BYTES = 20 * 1024 * 1024;

const folder = useTempFolder();
let photo: Buffer;
let provider: ProviderServer;
beforeAll(async () => {
  photo = await makePhoto();
  provider = await startProviderServer();
});
afterAll(() => provider.stop());

interface Instance {
  readonly process: ServiceProcess;
  readonly address: string;
  readonly variables: Readonly<Record<string, string>>;
  /** Whether its log holds this request. */
  saw(requestId: string): boolean;
}

let instances: readonly [Instance, Instance];
let balancer: LoadBalancer;
beforeEach(async () => {
  instances = [await startInstance("a"), await startInstance("b")];
  balancer = await startLoadBalancer(haproxy ?? "", [instances[0].address, instances[1].address]);
  await both();
});
afterEach(async () => {
  await balancer.stop();
  for (const { process: running } of instances) running.child.kill("SIGKILL");
  await Promise.all(instances.map(({ process: running }) => running.ended));
});

/** An instance whose slot-001 is edited by the provider's stand-in. */
async function startInstance(name: string): Promise<Instance> {
  const dataDir = await mkdtemp(join(folder(), `${name}-`));
  const port = await freePort();
  const variables = {
    ...serviceVariables(dataDir),
    ...{ PORT: String(port), DRAIN_DELAY_SECONDS: "5", HTTP_PROVIDER_SECRET: "0123456789abcdef" },
    ...{ PROVIDER_PRIVATE_ADDRESSES: "allow", INGEST_MAX_BYTES: String(MAX_BYTES), OPERATOR_NETWORKS: "127.0.0.1" },
  };
  const running = spawnService(variables);
  await running.listening;
  const settings = JSON.stringify({ url: `${provider.url}/edit` });
  const args = ["slot", "slot-001", "--provider", "http", "--settings", settings, "--reason", "test"];
  const changed = await runCommandLine(tmpdir(), variables, "ops", args);
  if (changed.exitCode !== 0) throw new Error(changed.stderr);
  return {
    process: running,
    address: `127.0.0.1:${port}`,
    variables,
    saw: (id) => running.output().includes(`"${id}"`),
  };
}

/** Resolves when both instances have been found healthy, which is when both have answered something. */
async function both(): Promise<void> {
  const servers = new Set<unknown>();
  for (let tries = 0; tries < 200; tries++) {
    await fetch(`${balancer.url}/livez`);
    for (const { server } of balancer.requests().slice(-1)) servers.add(server);
    if (servers.size > 1) return;
    await wait(50);
  }
  throw new Error(`Only ${[...servers].join(", ")} answered.`);
}

const ingest = (slot: string, body: Buffer, id?: string) =>
  post(`${balancer.url}/api/ingest/${slot}`, photoForm(body, testPassword), {
    ...formHeaders,
    ...(id === undefined ? {} : { "X-Request-Id": id }),
  });

const shown = ({ status, body }: Answer) => (status === 200 ? "200" : `${status} ${body.toString().slice(0, 300)}`);

async function until(what: string, holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    if (holds()) return;
    await wait(50);
  }
  throw new Error(`It did not come to it: ${what}`);
}

describe.skipIf(haproxy === undefined)("the load balancer", () => {
  it("passes photos on to both, with the caller's id or one of its own, which the log of the instance has", async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, async (_, i) => ingest("slot-test", makeUnique(photo), `caller-of-photo-${i}`)),
    );
    expect(answers.map(shown)).toEqual(answers.map(() => "200"));
    expect(answers.map(({ headers }) => headers["x-request-id"])).toEqual(
      answers.map((_, i) => `caller-of-photo-${i}`),
    );
    for (const instance of instances) expect(answers.some((_, i) => instance.saw(`caller-of-photo-${i}`))).toBe(true);
    const own = await ingest("slot-test", makeUnique(photo), 'a "wicked" id');
    const id = String(own.headers["x-request-id"]);
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    expect(instances.some((instance) => instance.saw(id))).toBe(true);
    const logged = () => balancer.requests().find(({ request_id }) => request_id === id);
    await until("the load balancer logs the request", () => logged() !== undefined);
    expect(logged()).toMatchObject({ method: "POST", status: 200, retries: 0 });
    expect(JSON.stringify(balancer.requests())).not.toContain(String(own.headers["x-job-id"]));
  });

  it("waits for a slow answer, and takes the largest photo; what is larger gets the instance's own JSON", async () => {
    provider.answer(() => async (response) => {
      await wait(4_000);
      await bytes(200, photo, { "content-type": "image/jpeg" })(response);
    });
    const before = provider.received.length;
    expect(shown(await ingest("slot-001", makeUnique(photo)))).toBe("200");
    expect(provider.received.length).toBe(before + 1);
    const padded = (size: number) => Buffer.concat([photo, Buffer.alloc(size - photo.length)]);
    expect(shown(await ingest("slot-test", padded(MAX_BYTES)))).toBe("200");
    const tooLarge = await ingest("slot-test", padded(MAX_BYTES + 1));
    expect(jsonOf(tooLarge)).toMatchObject({ status: 413, failure_reason: "payload_too_large" });
    const far = await ingest("slot-test", padded(2 * MAX_BYTES));
    expect(jsonOf(far)).toMatchObject({ status: 413, failure_reason: "payload_too_large" });
  });

  it("goes to the other instance when one is gone, and no request notices", async () => {
    instances[0].process.child.kill("SIGKILL");
    await instances[0].process.ended;
    for (let i = 0; i < 12; i++) expect(shown(await ingest("slot-test", makeUnique(photo)))).toBe("200");
  });

  it("never sends a photo again that an instance had: the client is told, in JSON", async () => {
    provider.answer(() => hang);
    const id = "the-one-that-was-sent";
    const before = provider.received.length;
    const answer = ingest("slot-001", makeUnique(photo), id);
    await until("the provider has the photo", () => provider.received.length > before);
    const sentTo = await holderOf();
    sentTo.process.child.kill("SIGKILL");
    const failed = await answer;
    expect(failed.status).toBe(502);
    const body = jsonOf(failed);
    expect(validateFailure(body), JSON.stringify(body)).toBe(true);
    expect(body).toMatchObject({ failure_reason: "internal_error", retry_after: 5, request_id: id });
    expect(failed.headers["x-request-id"]).toBe(id);
    const other = instances.find((instance) => instance !== sentTo);
    expect(other?.saw(id)).toBe(false);
    expect(provider.received.length).toBe(before + 1);
  });

  it("sends nothing more to one that drains, and no photo is lost meanwhile", async () => {
    const [leaving, staying] = instances;
    let ended = false;
    const statuses: string[] = [];
    void leaving.process.ended.then(() => {
      ended = true;
    });
    leaving.process.child.kill("SIGTERM");
    while (!ended) statuses.push(shown(await ingest("slot-test", makeUnique(photo))));
    expect(await leaving.process.ended).toBe(0);
    expect(statuses.length).toBeGreaterThan(5);
    expect(statuses.filter((status) => status !== "200")).toEqual([]);
    const posts = balancer.requests().filter(({ method }) => method === "POST");
    expect(new Set(posts.slice(-3).map(({ server }) => server))).toEqual(new Set(["instance-2"]));
    // Not because they failed there first: none was tried twice after the first seconds.
    expect(posts.slice(-3).map(({ retries }) => retries)).toEqual([0, 0, 0]);
    expect(staying.process.child.exitCode).toBeNull();
  });

  it("serves on when every instance says that it is not ready, and refuses in JSON when none is there", async () => {
    for (const { process: running } of instances) running.child.kill("SIGTERM");
    await until("both are out", () => instances.every(({ process: { output } }) => output().includes("Draining")));
    // By now both answer /healthz with 503, and go on with photos until DRAIN_DELAY_SECONDS have passed.
    await wait(3_500);
    const answers = await Promise.all([0, 1, 2, 3].map(() => ingest("slot-test", makeUnique(photo))));
    expect(answers.map(shown)).toEqual(["200", "200", "200", "200"]);
    const health = await fetch(`${balancer.url}/healthz`);
    expect(health.status).toBe(503);
    expect(await health.json()).toMatchObject({ status: "unavailable" });
    await Promise.all(instances.map(({ process: { ended } }) => ended));
    const nobody = await ingest("slot-test", makeUnique(photo), "nobody-is-there");
    const body = jsonOf(nobody);
    expect(validateFailure(body), JSON.stringify(body)).toBe(true);
    expect(body).toMatchObject({ status: 503, failure_reason: "draining", request_id: "nobody-is-there" });
    expect(nobody.headers["retry-after"]).toBe("5");
  });

  it("lets each event of the hall through as it comes, signs of life among them", async () => {
    // Each has a database of its own, and so tokens of its own: one of them answers.
    instances[1].process.child.kill("SIGKILL");
    await instances[1].process.ended;
    const order = ["token", "create", "watcher", "--days", "1", "--reason", "test"];
    const { exitCode, stdout, stderr } = await runCommandLine(tmpdir(), instances[0].variables, "ops", order);
    if (exitCode !== 0) throw new Error(stderr);
    const leaving = new AbortController();
    const headers = { Authorization: `Bearer ${stdout.trim()}` };
    const answer = await fetch(`${balancer.url}/api/live`, { headers, signal: leaving.signal });
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "text/event-stream"]);
    let text = "";
    const reading = (async () => {
      for await (const chunk of answer.body ?? []) text += Buffer.from(chunk).toString();
    })();
    await until("the hall comes at once", () => text.includes("event: hall\ndata: {"));
    await until("a sign of life comes", () => text.includes("event: beat\ndata: {"));
    leaving.abort();
    await expect(reading).rejects.toThrow();
  });

  it("shows no metrics of whichever instance, and says so in JSON", async () => {
    const metrics = await fetch(`${balancer.url}/metrics`);
    expect(metrics.status).toBe(404);
    expect(await metrics.json()).toMatchObject({ failure_reason: "route_not_found" });
  });

  it("lets a slow upload through as it comes, and the instance ends one that is silent", async () => {
    const form = photoForm(makeUnique(photo), testPassword);
    const { sending, answer } = startPost(`${balancer.url}/api/ingest/slot-test`, {
      ...formHeaders,
      "Content-Length": String(form.length),
    });
    for (const at of [0, 1, 2, 3]) {
      sending.write(form.subarray((at * form.length) / 4, ((at + 1) * form.length) / 4));
      await wait(700);
    }
    sending.end();
    expect(shown(await answer)).toBe("200");
    const silent = startPost(`${balancer.url}/api/ingest/slot-test`, { ...formHeaders, "Content-Length": "100000" });
    silent.sending.write(form.subarray(0, 200));
    expect(jsonOf(await silent.answer)).toMatchObject({ status: 408, failure_reason: "upload_timeout" });
  });
});

/** The instance that has an ingest in flight. */
async function holderOf(): Promise<Instance> {
  for (const instance of instances) {
    const scrape = await (await fetch(`http://${instance.address}/metrics`)).text();
    if (/^ingest_inflight\{slot_id="slot-001"\} 1$/m.test(scrape)) return instance;
  }
  throw new Error("No instance has the photo.");
}

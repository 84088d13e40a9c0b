/** The whole way of a change: refused, bumped, released, rolled out, until the alert on another contract goes quiet. */
import { execFile } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { emit as emitRules } from "../codegen/emitters/rules.ts";
import { parse, resolve } from "../codegen/index.ts";
import type { Model } from "../codegen/model.ts";
import { type Copy, copyProject } from "./release/self-test/copy.ts";
import { writeVariables } from "./release/self-test/service.ts";
import { freePort } from "./testkit/ports.ts";
import { startPrometheus } from "./testkit/prometheus.ts";
import { type ServiceProcess, spawnService } from "./testkit/service.ts";
import { requireTool } from "./testkit/tools.ts";

const ROOT = join(import.meta.dirname, "..");
const prometheus = requireTool("prometheus");
const METRICS = "spec/contracts/schemas/metrics.yaml";
/** One that stands nowhere in the repository, or the release refuses it. */
const password = randomBytes(16).toString("hex");
/** An hour of the rules is five seconds here. */
const TIME_SCALE = 720;

let folder = "";
let copy: Copy;
beforeAll(async () => {
  // Below the project, so that node finds its packages by walking up; git ignores it.
  await mkdir(join(ROOT, "data"), { recursive: true });
  folder = await mkdtemp(join(ROOT, "data", "story-"));
  copy = await copyProject(ROOT, folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Result {
  readonly exitCode: number;
  readonly printed: string;
}

/** `npm run …` in the copy. */
function npm(...args: readonly string[]): Promise<Result> {
  return new Promise((tell) => {
    execFile("npm", ["run", "--silent", ...args], { cwd: copy.root, maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      tell({ exitCode: typeof error?.code === "number" ? error.code : error ? -1 : 0, printed: stdout + stderr });
    });
  });
}

async function release(...args: readonly string[]): Promise<Result> {
  // Rule tests take minutes, and have a test of their own. The registry of advisories may be out of reach.
  return npm("release", "--", "--waive", "rules", "--waive", "audit", ...args);
}

async function modelOf(root: string, timeScale = 1): Promise<Model> {
  const { contract } = await parse(`${root}/spec`);
  const model = contract && resolve(contract, { timeScale }).model;
  if (!model) throw new Error("The contract does not compile.");
  return model;
}

/** The configuration of Prometheus with the rules of a contract, in which an hour takes seconds. */
async function scaledConfig(root: string): Promise<string> {
  const config = join(folder, "prometheus");
  await cp(join(root, "generated/prometheus"), config, { recursive: true });
  const [rules] = emitRules(await modelOf(root, TIME_SCALE));
  await writeFile(join(config, "rules.yml"), rules?.text ?? "");
  return config;
}

async function stopped({ child, ended }: ServiceProcess): Promise<void> {
  child.kill();
  await ended;
}

it.skipIf(prometheus === undefined)("a change of a metric goes all the way", async () => {
  const before = await modelOf(copy.root);
  const { version: old } = before.version;
  // The contract as it is becomes a release.
  const first = await release("--waive", "smoke", "--waive", "names", "--waive", "secrets");
  expect(first).toMatchObject({ exitCode: 0, printed: expect.stringContaining("freeze") });
  const port = await freePort();
  const variables = {
    NODE_ENV: "test",
    PORT: String(port),
    DATA_DIR: join(folder, "service"),
    INGEST_PASSWORD: password,
  };
  let service = spawnService(variables, { folder, project: copy.root });
  const url = await service.listening;

  // A bucket goes: refused, with the kind, the line and the version that would be right.
  await copy.edit(METRICS, "buckets: [0.1, 0.25, 0.5, 1,", "buckets: [0.1, 0.5, 1,");
  const [major = 0, minor = 0] = old.split(".").map(Number);
  const next = major === 0 ? `0.${minor + 1}.0` : `${major + 1}.0.0`;
  const refused = await npm("contract", "--", "check");
  expect(refused.exitCode).toBe(1);
  expect(refused.printed).toContain(`the right version is ${next}`);
  expect(refused.printed).toMatch(new RegExp(`${METRICS}:\\d+:\\d+ error change/major \\(B02\\)`));

  const bumped = await npm(
    "contract",
    "--",
    "bump",
    "--yes",
    "--summary",
    "Quarter seconds are not told apart any more.",
  );
  expect(bumped).toMatchObject({ exitCode: 0, printed: expect.stringContaining(`${next} is written`) });
  expect((await npm("contract", "--", "check")).exitCode).toBe(0);
  await copy.git("commit", "-qam", next);

  // The rules are rolled out first: the process of the old contract is told.
  const watching = await startPrometheus({
    program: prometheus ?? "",
    configDir: await scaledConfig(copy.root),
    targets: [new URL(url).host],
    intervalSeconds: 1,
  });
  try {
    const firing = () => watching.query('ALERTS{alertname="ContractMismatch", alertstate="firing"}');
    const poll = (read: () => Promise<unknown>) => expect.poll(read, { timeout: 60_000, interval: 500 });
    await poll(firing).toMatchObject([{ labels: { version: old } }]);

    // A release needs a service of its own contract.
    const environment = join(folder, "target.env");
    await writeVariables(environment, { INGEST_PASSWORD: password, DATA_DIR: variables.DATA_DIR });
    const early = await release("--url", url, "--env-file", environment);
    expect(early).toMatchObject({ exitCode: 1, printed: expect.stringMatching(/FAILED smoke/) });

    // The same data, the same address, the new contract.
    await stopped(service);
    service = spawnService(variables, { folder, project: copy.root });
    await service.listening;
    const released = await release("--url", url, "--env-file", environment);
    expect({
      exitCode: released.exitCode,
      printed: released.printed.split("\n").filter((line) => /^FAILED/.test(line)),
    }).toEqual({ exitCode: 0, printed: [] });
    await poll(firing).toEqual([]);
    expect(await watching.query(`contract_info{version="${next}"}`)).toHaveLength(1);
  } finally {
    await watching.stop();
    await stopped(service);
  }

  // What is left of it.
  const after = await modelOf(copy.root);
  const frozen = await copy.read(`spec/contracts/releases/${next}.json`);
  expect(createHash("sha256").update(frozen).digest("hex")).toBe(after.digest);
  expect(await copy.read("CHANGELOG.md")).toMatch(
    new RegExp(`^## ${next} – \\d{4}-\\d\\d-\\d\\d\n\nQuarter seconds[\\s\\S]*\\*\\*Breaking:\\*\\*`, "m"),
  );
  expect(await copy.read(".memory/INDEX.yaml")).toMatch(
    new RegExp(`^version: ${next}$[\\s\\S]*releases/${next}\\.json`, "m"),
  );
  expect(await copy.read(".memory/PROGRESS.md")).toContain(`: ${next}, Quarter seconds`);
  expect(await npm("contract", "--", "check")).toMatchObject({
    exitCode: 0,
    printed: expect.stringContaining(`${next} is as it was released`),
  });
  expect((await npm("contract", "--", "diff", old, next)).printed).toContain(`1 change from ${old} to ${next}: major.`);
});

/** What strangers are told by a service with everything that it must not tell: whole bodies, well and broken. */
import { rename } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { contract } from "../generated/contract.ts";
import { standIn } from "../scripts/testkit/drivers.ts";
import { photoForm, post } from "../scripts/testkit/ingest.ts";
import { makePhoto } from "../scripts/testkit/photos.ts";
import { startTestService, type TestService } from "../scripts/testkit/service.ts";
import { setReadOnly } from "../scripts/testkit/service-database.ts";
import { storePicture } from "../scripts/testkit/stored-pictures.ts";
import { accountLine } from "./features/operators/accounts.ts";

const canary = (name: string) => `canary-${name}-0123456789abcdef`;
let service: TestService;

beforeAll(async () => {
  const OPERATORS = await accountLine("anna", canary("operator"), { N: 16, r: 8, p: 1 });
  const broken = standIn("local", async (_request, { config }) => {
    throw new Error(`ENOENT: open '${config.DATA_DIR}/x' with ${config.GEMINI_API_KEY}`);
  });
  service = await startTestService(
    {
      OPERATORS,
      INGEST_PASSWORD: canary("ingest"),
      METRICS_TOKEN: canary("metrics"),
      GEMINI_API_KEY: canary("gemini"),
      WEBHOOK_SECRET: canary("webhook"),
      OPERATOR_WEBHOOK_URL: `https://127.0.0.1:1/${canary("webhook-path")}`,
    },
    [broken],
  );
});
afterAll(() => service.stop());

/** The answer, after a look at whether it tells anything that is nobody's business. */
async function ask(path: string, init?: RequestInit): Promise<{ status: number; text: string }> {
  const answer = await fetch(`${service.url}${path}`, init);
  const text = await answer.text();
  expectDiscreet(text + JSON.stringify(Object.fromEntries(answer.headers)));
  return { status: answer.status, text };
}

function expectDiscreet(text: string): void {
  const { DATA_DIR, DATABASE_URL } = service.config;
  for (const secret of ["canary", DATA_DIR, hostname(), process.cwd(), process.version])
    expect(text).not.toContain(secret);
  if (DATABASE_URL !== "") expect(text).not.toContain(DATABASE_URL);
  expect(text).not.toMatch(/node_modules|\.ts\b|\.js\b|\n +at |ENOENT|EACCES|sqlite|postgres|Error:/i);
}

/** A refusal as it is sent, but for its id. */
const refusalOf = ({ status, text }: { status: number; text: string }) => {
  const { request_id: id, ...rest } = JSON.parse(text);
  expect(id).toMatch(/^[0-9a-f]{32}$/);
  return { sent: status, ...rest };
};

it("tells whoever asks of health and life this and no more", async () => {
  await expect.poll(async () => (await ask("/healthz")).status).toBe(200);
  const { text } = await ask("/healthz");
  const ok = (name: string) => ({ name, status: "ok" });
  expect(JSON.parse(text)).toEqual({
    status: "ok",
    contract_version: contract.version,
    checks: ["database", "media", "slots", "drain", "provider:local"].map(ok),
  });
  expect(await ask("/livez")).toEqual({ status: 200, text: '{"status":"ok"}' });
  expect((await ask("/status")).text).toBe('{"status":"ok","notice":null}');
  expect((await ask("/api/slots")).status).toBe(200);
});

it("tells in its metrics names, numbers and the contract's words", async () => {
  const { status, text } = await ask("/metrics");
  expect(status).toBe(200);
  const values = [...text.matchAll(/="((?:[^"\\]|\\.)*)"/g)].map(([, value = ""]) => value);
  expect(values.length).toBeGreaterThan(500);
  // Of the contract's labels none needs more than this; a path, an address or a key would.
  expect(values.filter((value) => !/^[\w.:+-]{1,64}$/.test(value))).toEqual([]);
});

it("tells nothing of what has failed inside it, of the service nor of a provider", async () => {
  const photo = await makePhoto({ width: 64, height: 64 });
  const ingest = await post(`${service.url}/api/ingest/slot-001`, photoForm(photo, canary("ingest")));
  expect(ingest.status).toBeGreaterThanOrEqual(500);
  expectDiscreet(ingest.body.toString() + JSON.stringify(ingest.headers));
  const { id } = await storePicture(service.db, service.media, 1);
  const ofTest = await storePicture(service.db, service.media, 1, { slotId: "slot-test" });
  const media = join(service.config.DATA_DIR, "media");
  await rename(join(media, "results"), join(media, "away"));
  try {
    expect(refusalOf(await ask(`/api/results/${id}`))).toEqual({
      ...{ sent: 503, status: 503, failure_reason: "media_unavailable", retry_after: 5 },
    });
  } finally {
    await rename(join(media, "away"), join(media, "results"));
  }
  await setReadOnly(service, true);
  try {
    const removal = { method: "DELETE", headers: { "X-Ingest-Password": canary("ingest") } };
    expect(refusalOf(await ask(`/api/results/${ofTest.id}`, removal))).toEqual({
      ...{ sent: 503, status: 503, failure_reason: "database_unavailable", retry_after: 5 },
    });
    await expect.poll(async () => (await ask("/healthz")).status, { timeout: 5_000 }).toBe(503);
  } finally {
    await setReadOnly(service, false);
  }
});

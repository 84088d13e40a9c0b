/** Tests of the health report and its handlers, one broken part at a time. */
import { Registry } from "prom-client";
import { describe, expect, it, onTestFinished } from "vitest";
import { parseConfig } from "../../../generated/config.ts";
import { contract, type Provider } from "../../../generated/contract.ts";
import { createMetrics } from "../../../generated/metrics.ts";
import { validateHealth, validateLiveness } from "../../../generated/validators.js";
import { createLiveConfig } from "../../core/live-config.ts";
import { providerDrivers } from "../../providers/index.ts";
import { createHealth } from "./index.ts";
import { createHealthService, type HealthParts, type HealthReport, type HealthSlot } from "./service.ts";

const slot = (
  id: HealthSlot["id"],
  provider: Provider = "local",
  state: HealthSlot["state"] = "active",
): HealthSlot => ({
  id,
  provider,
  state,
});

interface Setting extends Partial<HealthParts> {
  readonly upProviders?: readonly Provider[];
  readonly pinged?: readonly Provider[];
  readonly holds?: readonly HealthSlot[];
}

/** Everything is well but for what the test says. */
function report(setting: Setting = {}): Promise<HealthReport> {
  const { upProviders = ["local"], pinged = ["local"], holds = [slot("slot-001"), slot("slot-test")] } = setting;
  return createHealthService({
    database: async () => {},
    media: async () => {},
    slots: async () => holds,
    pings: { names: () => pinged, up: (name) => upProviders.includes(name) },
    draining: () => false,
    failed: () => {},
    ...setting,
  })();
}

const failing = () => Promise.reject(new Error("EACCES: permission denied, open '/srv/secret/place'"));
const hanging = () => new Promise<never>(() => {});

function statusOf({ checks }: HealthReport, name: string): string | undefined {
  return checks.find((check) => check.name === name)?.status;
}

describe("the health report", () => {
  it("is ok when all is well, and of the contract's shape", async () => {
    const health = await report();
    expect(health).toMatchObject({ status: "ok", contract_version: contract.version });
    expect(health.checks.map(({ name }) => name)).toEqual(["database", "media", "slots", "drain", "provider:local"]);
    expect(validateHealth(health)).toBe(true);
  });

  it.each([
    ["database", { database: failing }],
    ["media", { media: failing }],
    ["slots", { slots: failing }],
    ["database", { database: hanging }],
    ["media", { media: hanging }],
    ["slots", { slots: hanging }],
    ["drain", { draining: () => true }],
  ])("is unavailable for %s alone, also when it hangs, and gives nothing away", async (name, setting) => {
    const health = await report(setting);
    expect(health.status).toBe("unavailable");
    expect(health.checks.filter(({ status }) => status !== "ok").map((check) => check.name)).toEqual([name]);
    expect(JSON.stringify(health)).not.toMatch(/secret|EACCES|\//);
    expect(validateHealth(health)).toBe(true);
  });

  it("answers when everything hangs", async () => {
    const health = await report({ database: hanging, media: hanging, slots: hanging });
    expect(health.status).toBe("unavailable");
  });

  it("tells the log why a check failed", async () => {
    const failures: string[] = [];
    await report({ media: failing, failed: (check, error) => failures.push(`${check}: ${error}`) });
    expect(failures).toEqual([expect.stringContaining("media: Error: EACCES")]);
  });

  it("is degraded while one provider of several is down", async () => {
    const holds = [slot("slot-001"), slot("slot-002", "http")];
    const health = await report({ holds, pinged: ["local", "http"] });
    expect(health.status).toBe("degraded");
    expect(statusOf(health, "provider:http")).toBe("unavailable");
    expect(statusOf(health, "slots")).toBe("ok");
  });

  it("is degraded when a slot wants a provider that is not configured", async () => {
    const health = await report({ holds: [slot("slot-001"), slot("slot-002", "gemini")] });
    expect(health.status).toBe("degraded");
    expect(statusOf(health, "provider:gemini")).toBe("unavailable");
  });

  it("is unavailable when no provider of any active slot is up, whatever slot-test has", async () => {
    const holds = [slot("slot-001", "http"), slot("slot-002", "local", "maintenance"), slot("slot-test", "local")];
    const health = await report({ holds, pinged: ["local", "http"] });
    expect(health.status).toBe("unavailable");
    expect(statusOf(health, "slots")).toBe("unavailable");
  });

  it.each(["maintenance", "tripped"] as const)("is degraded when every slot is in %s", async (state) => {
    const health = await report({
      holds: [slot("slot-001", "local", state), slot("slot-test")],
      upProviders: ["local"],
    });
    expect(health.status).toBe("degraded");
    expect(statusOf(health, "slots")).toBe("degraded");
  });

  it.each(["active", "degraded", "probing"] as const)("counts a slot in %s as one that takes photos", async (state) => {
    expect((await report({ holds: [slot("slot-001", "local", state)] })).status).toBe("ok");
  });

  it("asks each part once for 200 at the same time", async () => {
    const asked: string[] = [];
    const ask = async (name: string) => void asked.push(name);
    const service = createHealthService({
      database: () => ask("database"),
      media: () => ask("media"),
      slots: async () => {
        await ask("slots");
        return [slot("slot-001")];
      },
      pings: { names: () => ["local"], up: () => true },
      draining: () => false,
      failed: () => {},
    });
    const reports = await Promise.all(Array.from({ length: 200 }, service));
    expect(reports.every(({ status }) => status === "ok")).toBe(true);
    expect(asked).toEqual(["database", "media", "slots"]);
  });
});

describe("createHealth", () => {
  function start(database: () => Promise<void>, nodeEnv: string) {
    const config = parseConfig({ NODE_ENV: nodeEnv, INGEST_PASSWORD: "correct horse battery" });
    if (Array.isArray(config)) throw new Error(JSON.stringify(config));
    const registry = new Registry();
    const health = createHealth({
      database,
      media: async () => {},
      slots: async () => [slot("slot-001")],
      draining: () => false,
      failed: () => {},
      drivers: providerDrivers,
      live: createLiveConfig(config),
      metrics: createMetrics(registry),
    });
    onTestFinished(health.stop);
    return { health, registry };
  }
  const request = { path: {}, query: {}, headers: {}, body: undefined };
  /** These handlers take nothing from their context. */
  const context = {} as Parameters<ReturnType<typeof createHealth>["handlers"]["getHealth"]>[1];

  it("answers 200 or 503 with the report", async () => {
    const good = start(async () => {}, "test").health.handlers;
    expect(await good.getHealth(request, context)).toMatchObject({ status: 200, body: { status: "ok" } });
    const bad = start(failing, "test").health.handlers;
    expect(await bad.getHealth(request, context)).toMatchObject({ status: 503, body: { status: "unavailable" } });
  });

  it("pings the providers that the environment allows and no others", async () => {
    const names = async (registry: Registry) => (await registry.metrics()).match(/^provider_up\{.*$/gm) ?? [];
    const { registry } = start(async () => {}, "test");
    await expect
      .poll(() => names(registry))
      .toEqual(['provider_up{provider="local"} 1', 'provider_up{provider="fault"} 1']);
    const production = start(async () => {}, "production");
    await expect.poll(() => names(production.registry)).toEqual(['provider_up{provider="local"} 1']);
  });

  it("is alive whatever else is broken", async () => {
    const { getLiveness } = start(hanging, "test").health.handlers;
    const answer = await getLiveness(request, context);
    expect(answer).toMatchObject({ status: 200, contentType: "application/json" });
    expect("body" in answer && validateLiveness(answer.body)).toBe(true);
  });
});

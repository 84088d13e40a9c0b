/** Tests of the /metrics handler on a registry of its own. */
import { Registry } from "prom-client";
import { describe, expect, it } from "vitest";
import { contract } from "../../../generated/contract.ts";
import { createMetrics, metricNames } from "../../../generated/metrics.ts";
import { testSettings } from "../../../scripts/testkit/settings.ts";
import type { PoolUsage } from "../../core/permit-pools.ts";
import type { Context } from "../../http/context.ts";
import { createMetricsHandler, gaugesOfNow } from "./index.ts";

const request = { path: {}, query: {}, headers: {}, body: undefined };

function start(token = "") {
  const registry = new Registry();
  const state = { ageSeconds: 0, tSyncResponseSeconds: 48, pools: [] as PoolUsage[] };
  const handler = createMetricsHandler({
    registry,
    secrets: () => ({ METRICS_TOKEN: token }),
    refresh: gaugesOfNow({
      metrics: createMetrics(registry),
      settings: { current: () => testSettings({ tSyncResponseSeconds: state.tSyncResponseSeconds }) },
      oldestInflightSeconds: () => state.ageSeconds,
      permits: { usage: () => state.pools },
    }),
  });
  const get = async (remoteAddress = "127.0.0.1", headers: Record<string, string> = {}) => {
    // The handler asks its context for nothing else.
    const reply = await handler(request, { remoteAddress, headers } as Context);
    if ("reason" in reply) return { refused: reply.reason };
    let text = "";
    for await (const part of reply.body) text += part.toString();
    return { status: reply.status, contentType: reply.contentType, text };
  };
  return { state, get };
}

describe("GET /metrics", () => {
  it("answers with the contract's content type and every declared metric", async () => {
    const { status, contentType, text = "" } = await start().get();
    expect({ status, contentType }).toEqual({ status: 200, contentType: "text/plain; version=0.0.4; charset=utf-8" });
    expect(text.match(/^# TYPE \S+/gm)?.map((line) => line.slice(7))).toEqual([...metricNames]);
    expect(text).toContain(`contract_info{version="${contract.version}",digest="${contract.digest}"} 1\n`);
  });

  it("shows the permits of this very moment, and no limit before it is known", async () => {
    const { state, get } = start();
    expect((await get()).text).toMatch(/^ingest_permits_limit\{pool="gemini"\} nan$/im);
    state.pools = [{ pool: "gemini", inUse: 3, limit: 2 }];
    const { text } = await get();
    expect(text).toContain('ingest_permits_in_use{pool="gemini"} 3\n');
    expect(text).toContain('ingest_permits_limit{pool="gemini"} 2\n');
  });

  it("shows T_sync_response and the oldest ingest of this very moment", async () => {
    const { state, get } = start();
    expect((await get()).text).toMatch(/^ingest_sync_response_seconds 48$/m);
    Object.assign(state, { ageSeconds: 12.5, tSyncResponseSeconds: 30 });
    const { text } = await get();
    expect(text).toMatch(/^ingest_oldest_inflight_age_seconds 12.5$/m);
    expect(text).toMatch(/^ingest_sync_response_seconds 30$/m);
  });

  it("refuses who may not read", async () => {
    expect(await start().get("10.0.0.1")).toEqual({ refused: "loopback_only" });
    expect(await start("token").get("10.0.0.1")).toEqual({ refused: "invalid_token" });
    expect(await start("token").get("10.0.0.1", { authorization: "Bearer token" })).toMatchObject({ status: 200 });
  });
});

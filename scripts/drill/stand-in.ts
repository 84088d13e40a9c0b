/**
 * An exposition that says what a correct service never does: a server with the contract's own metrics, all of them quiet
 * until a drill changes them.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Registry } from "prom-client";
import { contract, endpoints, labelValues } from "../../generated/contract.ts";
import { createMetrics, exposition, type Metrics } from "../../generated/metrics.ts";

export interface StandIn {
  /** host:port. */
  readonly address: string;
  readonly metrics: Metrics;
  /** What becomes of the text before it is sent; undefined: no answer at all. */
  text: (exposition: string) => string | undefined;
  stop(): Promise<void>;
}

export async function startStandIn(): Promise<StandIn> {
  const registry = new Registry();
  const metrics = createMetrics(registry);
  beQuiet(metrics);
  const server = createServer(async (_request, response) => {
    let text = "";
    for await (const part of exposition(registry)) text += part;
    const said = standIn.text(text);
    if (said === undefined) return void response.destroy();
    response.writeHead(200, { "Content-Type": endpoints[0]?.format ?? "text/plain" }).end(said);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const standIn: StandIn = {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    metrics,
    text: (exposition) => exposition,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
  return standIn;
}

/** As a service in an empty hall. */
function beQuiet(metrics: Metrics): void {
  metrics.contract_info.with({ version: contract.version, digest: contract.digest }).set(1);
  metrics.ingest_sync_response_seconds.with({}).set(48);
  metrics.media_volume_size_bytes.with({}).set(100e9);
  metrics.media_volume_available_bytes.with({}).set(60e9);
  metrics.cleanup_last_success_timestamp_seconds.with({}).set(Date.now() / 1000);
  for (const slot_id of labelValues.slot_id) {
    for (const outcome of labelValues.outcome)
      metrics.ingest_requests_total.with({ slot_id, provider: "local", outcome });
  }
}

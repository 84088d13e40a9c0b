/** Keeps one address from taking all connections: further ones of it end at once, before a byte of them is read. */
import type { Server } from "node:net";
import type { Logger } from "pino";
import type { IsProxy } from "../core/client-address.ts";
import { networkOf } from "../core/network.ts";

export interface ConnectionLimits {
  /** Of one address, or one /64 network of IPv6. */
  readonly perAddress: number;
  /** Proxies speak for many, and are not limited here. */
  readonly isProxy: IsProxy;
  readonly log: Pick<Logger, "warn">;
}

/** Between two log lines about refused connections: who opens thousands is not to fill the log as well. */
const LOG_INTERVAL_MS = 60_000;

export function limitConnections(server: Server, { perAddress, isProxy, log }: ConnectionLimits): void {
  const open = new Map<string, number>();
  let refused = { count: 0, saidAt: Number.NEGATIVE_INFINITY };
  const refuse = (address: string, limit: string) => {
    refused.count += 1;
    if (performance.now() - refused.saidAt < LOG_INTERVAL_MS) return;
    log.warn({ address, refused: refused.count }, `Connections are refused: ${limit}.`);
    refused = { count: 0, saidAt: performance.now() };
  };
  server.on("connection", (socket) => {
    const { remoteAddress: address = "" } = socket;
    if (isProxy(address)) return;
    const network = networkOf(address);
    const others = open.get(network) ?? 0;
    if (others >= perAddress) {
      refuse(address, `an address has its ${perAddress} of CONNECTIONS_PER_ADDRESS`);
      socket.destroy();
      return;
    }
    open.set(network, others + 1);
    socket.once("close", () => {
      const left = (open.get(network) ?? 1) - 1;
      if (left > 0) open.set(network, left);
      else open.delete(network);
    });
  });
  server.on("drop", (dropped) => refuse(dropped?.remoteAddress ?? "", "as many are open as this process takes"));
}

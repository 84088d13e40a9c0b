/** A server on loopback that takes webhooks, as operators' and customers' systems do. For tests only. */
import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface ReceivedWebhook {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** The body, parsed. */
  readonly message: Record<string, unknown> & { readonly data: Record<string, unknown> };
}

export interface WebhookReceiver {
  readonly url: string;
  readonly port: number;
  readonly received: ReceivedWebhook[];
  stop(): Promise<void>;
}

/** `answer` ends each response, with a 204 when none is given; on `port`, or a free one. */
export async function startWebhookReceiver(
  answer: (response: ServerResponse, count: number) => void = (response) => response.writeHead(204).end(),
  port = 0,
): Promise<WebhookReceiver> {
  const received: ReceivedWebhook[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    received.push({ headers: request.headers, body, message: JSON.parse(body) });
    answer(response, received.length);
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const address = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${address.port}/hook`,
    port: address.port,
    received,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Whether the signature is what its documentation says, worked out here and not by the service's own code. */
export function isSigned({ headers, body }: ReceivedWebhook, secret: string): boolean {
  const [, time = "", mac = ""] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers["x-signature"])) ?? [];
  const right = createHmac("sha256", secret).update(`${time}.${body}`).digest("hex");
  return mac === right && Math.abs(Number(time) - Date.now() / 1000) < 60;
}

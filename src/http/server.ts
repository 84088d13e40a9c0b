/** The HTTP server: its limits, the order on a connection, and the answer to what is no HTTP. Routes are mount.ts's. */
import { createServer, type RequestListener, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { params } from "../../generated/contract.ts";
import { type ConnectionLimits, limitConnections } from "./connections.ts";
import { failureAnswer } from "./errors.ts";
import { protectiveHeaders } from "./headers.ts";
import { requestIdFrom } from "./request-id.ts";

/** How often Node looks for connections past their time limits; its own default of 30 s would leave them open for long. */
const CHECK_INTERVAL_MS = 500;
const HEADERS_TIMEOUT_MS = 10_000;
/** Above the largest T, so that it is the ingest's own deadline that ends a slow upload. */
const REQUEST_TIMEOUT_MS = (params.t_sync_response.max + 15) * 1000;
/** Above the idle time of the load balancers in front (60 s mostly), so that they close first. */
const KEEP_ALIVE_TIMEOUT_MS = 65_000;
const MAX_HEADER_BYTES = 16 * 1024;
/** Twice the largest INGEST_MAX_PARALLEL: refusing needs connections too. */
export const MAX_CONNECTIONS = 2_000;
/** Then the connection ends with its answer, and the next one may go to another instance. */
const MAX_REQUESTS_PER_CONNECTION = 1_000;

/** A server that does not listen yet. Node reads most of its limits at construction only. */
export function createHttpServer(app: RequestListener, limits: ConnectionLimits): Server {
  const server = createServer({
    connectionsCheckingInterval: CHECK_INTERVAL_MS,
    headersTimeout: HEADERS_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
    maxHeaderSize: MAX_HEADER_BYTES,
    noDelay: true,
  });
  server.maxConnections = MAX_CONNECTIONS;
  limitConnections(server, limits);
  server.maxRequestsPerSocket = MAX_REQUESTS_PER_CONNECTION;
  // A client that closes its sending side after the body still waits for its answer. Not in Node's documentation, but
  // its own name for it; without it the server hangs up on such a client.
  Object.assign(server, { httpAllowHalfOpen: true });
  const lines = new WeakMap<Socket, Line>();
  const serve: RequestListener = (request, response) => {
    const { socket } = request;
    const line = lines.get(socket) ?? { open: new Set(), isBroken: false };
    lines.set(socket, line);
    stand(line, response, () => app(request, response));
  };
  server.on("request", serve);
  server.on("checkContinue", (request, response) => {
    // Asked to go on only when its body is wanted: a client that is refused need not send its photo.
    request.once("resume", () => {
      if (!response.headersSent) response.writeContinue();
    });
    serve(request, response);
  });
  // Whatever else a client expects is passed over, as HTTP allows; Node's own 417 has neither our shape nor a log line.
  server.on("checkExpectation", serve);
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    // The type says Duplex; a server of node:http hands its own sockets.
    answerGarbage(error, socket as Socket, lines.get(socket as Socket));
  });
  return server;
}

const details: Readonly<Record<string, string>> = {
  ERR_HTTP_REQUEST_TIMEOUT: "The request was not complete in time.",
  HPE_HEADER_OVERFLOW: `The headers are too many, or larger than ${MAX_HEADER_BYTES} bytes.`,
};

/** The requests of one connection. */
interface Line {
  /** Answers that are not out, in the order in which they will be. */
  readonly open: Set<ServerResponse>;
  /** Whether something that is no HTTP came behind the first of them, with which the connection ends. */
  isBroken: boolean;
}

/**
 * One request of a connection is in work at a time: the next one begins when its answer may go out. A client may send
 * many in one packet, and each in work holds a file or a permit.
 */
function stand(line: Line, response: ServerResponse, begin: () => void): void {
  line.open.add(response);
  // One that closes without it has taken its connection with it.
  response.once("finish", () => line.open.delete(response));
  if (response.socket !== null) begin();
  else {
    // Node is not ready with the handing over when it says so.
    response.once("socket", (socket) =>
      process.nextTick(() => {
        if (!line.isBroken && !socket.destroyed) begin();
      }),
    );
  }
}

/** Bytes that are no HTTP get the contract's failure, unless they would speak for a request that is in work. */
function answerGarbage(error: NodeJS.ErrnoException, socket: Socket, line: Line | undefined): void {
  const [response] = line?.open ?? [];
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  if (line !== undefined && response?.req.complete) {
    endWith(response, line, socket);
    return;
  }
  if (response?.headersSent) {
    socket.destroy();
    return;
  }
  // A request whose body broke off has an id already, which its log line carries.
  const begun = response?.headersSent === false ? response.getHeader("X-Request-Id") : undefined;
  const requestId = typeof begun === "string" ? begun : requestIdFrom(undefined);
  const { status, body } = failureAnswer(
    { reason: "invalid_request", details: details[error.code ?? ""] ?? "The request is no valid HTTP." },
    requestId,
  );
  const head = [
    `HTTP/1.1 ${status} Bad Request`,
    "Connection: close",
    "Content-Type: application/json",
    `Content-Length: ${Buffer.byteLength(body)}`,
    "Cache-Control: no-store",
    ...Array.from(protectiveHeaders, ([name, value]) => `${name}: ${value}`),
    `X-Request-Id: ${requestId}`,
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`, () => socket.destroy());
}

/** Lets a connection end with the answer to a request that was whole. Node says so again of each further packet. */
function endWith(response: ServerResponse, line: Line, socket: Socket): void {
  if (line.isBroken) return;
  line.isBroken = true;
  if (!response.headersSent) response.setHeader("Connection", "close");
  response.once("finish", () => socket.destroySoon());
}

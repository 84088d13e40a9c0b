/** HTTP by hand: a client that sends any bytes over a connection of its own, and takes apart what comes back. */
import { connect, type Socket } from "node:net";

export interface RawAnswer {
  readonly status: number;
  /** By name in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  /** Empty after HEAD. */
  readonly body: Buffer;
}

/** What came over one connection: its answers in their order, without those that only say to go on, and what is none. */
export interface Heard {
  readonly answers: readonly RawAnswer[];
  readonly rest: Buffer;
}

export interface RawClient {
  readonly socket: Socket;
  heard(): Heard;
  /** Resolves when the connection is over, with the code of its error if it had one; never rejects. */
  readonly closed: Promise<string | undefined>;
}

/** What `closed` tells of a connection on which nothing came or went for so long. */
export const LEFT_OPEN = "left open";
const LEFT_OPEN_MS = 120_000;

/** Connects, from another loopback address when one is given. What the server ends, this side has not ended yet. */
export function openClient(url: string, localAddress = "127.0.0.1"): RawClient {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), localAddress, allowHalfOpen: true });
  const chunks: Buffer[] = [];
  socket.on("data", (chunk: Buffer) => chunks.push(chunk));
  let error: string | undefined;
  socket.on("error", (failed: NodeJS.ErrnoException) => {
    error = failed.code ?? failed.message;
  });
  socket.setTimeout(LEFT_OPEN_MS, () => {
    error = LEFT_OPEN;
    socket.destroy();
  });
  // A server that says no more has closed: nobody waits for more.
  socket.once("end", () => socket.end());
  const closed = new Promise<string | undefined>((resolve) => socket.once("close", () => resolve(error)));
  return { socket, closed, heard: () => parseAnswers(Buffer.concat(chunks)) };
}

/** The head of a request, without the empty line behind it where `more` goes on. */
export function requestHead(line: string, headers: Readonly<Record<string, string | number>>): string {
  const lines = Object.entries({ Host: "phc", ...headers }).map(([name, value]) => `${name}: ${value}`);
  return [`${line} HTTP/1.1`, ...lines, "", ""].join("\r\n");
}

const HEAD_END = "\r\n\r\n";

/** Takes apart whole answers, one behind the other. */
export function parseAnswers(bytes: Buffer): Heard {
  const answers: RawAnswer[] = [];
  let rest = bytes;
  for (;;) {
    const end = rest.indexOf(HEAD_END);
    const status = /^HTTP\/1\.1 (\d{3})/.exec(rest.subarray(0, 12).toString("latin1"))?.[1];
    if (end < 0 || status === undefined) return { answers, rest };
    const headers = headersOf(rest.subarray(0, end).toString("latin1"));
    const behind = rest.subarray(end + HEAD_END.length);
    const body = bodyOf(Number(status), headers, behind);
    if (body === undefined) return { answers, rest };
    if (Number(status) >= 200) answers.push({ status: Number(status), headers, body: body.bytes });
    rest = behind.subarray(body.length);
  }
}

function headersOf(head: string): Map<string, string> {
  return new Map(
    head
      .split("\r\n")
      .slice(1)
      .map((line) => {
        const colon = line.indexOf(":");
        return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
      }),
  );
}

/** The body at the start of these bytes and how many of them it takes; undefined when it is not whole. */
function bodyOf(
  status: number,
  headers: ReadonlyMap<string, string>,
  behind: Buffer,
): { readonly bytes: Buffer; readonly length: number } | undefined {
  if (headers.get("transfer-encoding") === "chunked") return chunkedBody(behind);
  const length = Number(headers.get("content-length") ?? 0);
  // After HEAD the next answer, or nothing, comes at once.
  const isAbsent = behind.length === 0 || behind.subarray(0, 9).toString("latin1") === "HTTP/1.1 ";
  if (status < 200 || status === 204 || status === 304 || isAbsent) return { bytes: Buffer.alloc(0), length: 0 };
  // To a client before HTTP/1.1, whose connection ends with the body.
  const isEndless = !headers.has("content-length") && headers.get("connection") === "close";
  if (isEndless) return { bytes: behind, length: behind.length };
  return behind.length < length ? undefined : { bytes: behind.subarray(0, length), length };
}

function chunkedBody(bytes: Buffer): { readonly bytes: Buffer; readonly length: number } | undefined {
  const chunks: Buffer[] = [];
  for (let at = 0; ; ) {
    const lineEnd = bytes.indexOf("\r\n", at);
    if (lineEnd < 0) return undefined;
    const size = Number.parseInt(bytes.subarray(at, lineEnd).toString("latin1"), 16);
    const [from, to] = [lineEnd + 2, lineEnd + 2 + size];
    if (!Number.isInteger(size) || bytes.length < to + 2) return undefined;
    if (size === 0) return { bytes: Buffer.concat(chunks), length: to + 2 };
    chunks.push(bytes.subarray(from, to));
    at = to + 2;
  }
}

/** A provider's server that answers each photo as badly as it was told to, and what a client must be told then. */
import { createServer, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { sha256 } from "../testkit/balancer.ts";
import { makePhoto, makePixelBomb, truncated } from "../testkit/photos.ts";
import {
  bytes,
  drip,
  endless,
  hang,
  hangAfterHeaders,
  type ProviderServer,
  type Reply,
  reset,
  startProviderServer,
  text,
} from "../testkit/provider-server.ts";
import type { Dice } from "./dice.ts";

/** One way to answer. `picture` is made for the photo, `others` for nobody; `remainingMs` is what the service says it has. */
export interface Mode {
  readonly name: string;
  /** What its client may be answered. */
  readonly statuses: readonly number[];
  reply(asked: Asked): Reply;
}

interface Asked {
  readonly picture: Buffer;
  readonly other: Buffer;
  readonly remainingMs: number;
  readonly dice: Dice;
  /** A server that nobody may be led to. */
  readonly forbiddenUrl: string;
}

const jpeg = { "content-type": "image/jpeg" };
const failed = [502];
const late = [504];
/** So many bytes that a machine which is busy may not read to the limit in time. */
const endlessly = [502, 504];
const html = Buffer.from("<!doctype html><title>502 Bad Gateway</title><p>nginx</p>");
const noise = Buffer.from(Array.from({ length: 5_000 }, (_, at) => (at * 167) % 256));
const TEN_GB = 10_000_000_000;
const MORE = Buffer.alloc(1024 ** 2);
const gzipBomb = gzipSync(Buffer.alloc(20_000_000, " "));
const pixelBomb = makePixelBomb();

function mode(name: string, statuses: readonly number[], reply: Mode["reply"]): Mode {
  return { name, statuses, reply };
}

export const modes: readonly Mode[] = [
  mode("silence", late, () => hang),
  mode("headers, then silence", late, ({ picture }) => hangAfterHeaders(200, jpeg, picture.subarray(0, 100))),
  mode("a byte a second", late, ({ picture }) => drip(200, picture, jpeg, 1_000)),
  mode("103 for ever", late, () => async (response) => {
    for (; !response.destroyed; await sleep(5))
      response.socket?.write("HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n");
  }),
  mode("garbage for a picture", failed, () => bytes(200, noise, jpeg)),
  mode("garbage for HTTP", failed, () => raw(noise)),
  mode("headers without an end", failed, () => async (response) => {
    response.socket?.write("HTTP/1.1 200 OK\r\n");
    for (; !response.destroyed; await sleep(1)) response.socket?.write(`x-more: ${"x".repeat(4_000)}\r\n`);
  }),
  mode("HTML", failed, () => bytes(200, html, { "content-type": "text/html" })),
  mode("HTML for a picture", failed, () => bytes(200, html, jpeg)),
  mode("half of a picture", failed, ({ picture }) => bytes(200, truncated(picture), jpeg)),
  mode("a longer content-length", failed, ({ picture }) =>
    bytes(200, picture, { ...jpeg, "content-length": picture.length + 1 }),
  ),
  mode("a shorter content-length", failed, ({ picture }) => raw(answer(picture, picture.length / 2))),
  mode("10 GB that are announced", failed, ({ picture }) =>
    endless(200, picture, MORE, { ...jpeg, "content-length": TEN_GB }),
  ),
  mode("an endless picture", endlessly, ({ picture }) => endless(200, picture, MORE, jpeg)),
  mode("endless JSON", endlessly, () =>
    endless(200, Buffer.from('{"words":"'), Buffer.alloc(MORE.length, "a"), { "content-type": "application/json" }),
  ),
  mode("a gzip bomb", failed, () => bytes(200, gzipBomb, { ...jpeg, "content-encoding": "gzip" })),
  mode("a pixel bomb", failed, () => bytes(200, pixelBomb, { "content-type": "image/png" })),
  mode("a redirect to where clouds keep their keys", failed, () =>
    text(307, "", { location: "http://169.254.169.254/latest/meta-data/" }),
  ),
  mode("a redirect inside", failed, ({ forbiddenUrl }) => text(302, "", { location: forbiddenUrl })),
  mode("429", failed, () => text(429, "slower", { "retry-after": "1" })),
  mode("500", failed, () => text(500, "oh")),
  mode("503", failed, () => text(503, "later", { "retry-after": "99999" })),
  mode("a reset instead of an answer", failed, () => reset),
  mode("a reset in the picture", failed, ({ picture }) => async (response) => {
    response.writeHead(200, { ...jpeg, "content-length": picture.length });
    response.write(picture.subarray(0, 500));
    await sleep(20);
    await reset(response);
  }),
  mode("two answers at once", [200], ({ picture, other }) => raw(Buffer.concat([answer(picture), answer(other)]))),
  mode("two answers one after the other", [200], ({ picture, other, dice }) => async ({ socket }) => {
    socket?.write(answer(picture));
    await sleep(dice(10));
    socket?.write(answer(other));
  }),
  // Between the provider's answer and the service's lie the look at the picture and the commit.
  mode("a picture at the deadline", [200, 504], ({ picture, remainingMs, dice }) => async (response) => {
    await sleep(remainingMs - 45 + dice(50));
    await bytes(200, picture, jpeg)(response);
  }),
  mode("a picture within 5 ms of the deadline", [200, 504], ({ picture, remainingMs, dice }) => async (response) => {
    await sleep(remainingMs - 5 + dice(11));
    await bytes(200, picture, jpeg)(response);
  }),
];

function raw(all: Buffer): Reply {
  return ({ socket }) => void socket?.write(all);
}

function answer(picture: Buffer, length = picture.length): Buffer {
  const head = `HTTP/1.1 200 OK\r\ncontent-type: image/jpeg\r\ncontent-length: ${Math.floor(length)}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), picture]);
}

export interface BadProvider {
  /** Settings of a slot with the provider `http` whose photos are answered as `tell` says. */
  readonly settings: { readonly url: string; readonly encoding: "json" };
  /** The same where nobody reads what is sent. */
  readonly deafSettings: { readonly url: string; readonly encoding: "json" };
  /** Base of a provider whose pings are never answered. */
  readonly pingedUrl: string;
  /** How a photo is answered that is posted from now on. Returns what only the right picture holds. */
  tell(photo: Buffer, mode: Mode): Buffer;
  /** Pings so far. */
  pings(): number;
  /** How often somebody went where an answer led to, and nobody may go. */
  led(): number;
  stop(): Promise<void>;
}

/** Everything of it listens on loopback. */
export async function startBadProvider(dice: Dice): Promise<BadProvider> {
  const picture = await makePhoto({ width: 320, height: 240 });
  const [server, forbidden, deaf] = await Promise.all([startProviderServer(), startProviderServer(), startDeaf()]);
  const told = new Map<string, { readonly mode: Mode; readonly picture: Buffer }>();
  let pings = 0;
  server.answer(({ method, headers, body }) => {
    if (method === "GET") {
      pings += 1;
      return hang;
    }
    const { image_b64: photo }: { image_b64: string } = JSON.parse(body.toString());
    const known = told.get(sha256(Buffer.from(photo, "base64")));
    if (known === undefined) throw new Error("A photo came that nobody spoke of.");
    const remainingMs = Number(headers["x-deadline-ms"]);
    const other = commented(picture, Buffer.from("for nobody"));
    return known.mode.reply({ picture: known.picture, other, remainingMs, dice, forbiddenUrl: forbidden.url });
  });
  const parts: readonly Pick<ProviderServer, "stop">[] = [server, forbidden, deaf];
  return {
    settings: { url: `${server.url}/edit`, encoding: "json" },
    deafSettings: { url: `${deaf.url}/edit`, encoding: "json" },
    pingedUrl: server.url,
    tell(photo, one) {
      const mark = Buffer.from(`for ${sha256(photo)}`);
      told.set(sha256(photo), { mode: one, picture: commented(picture, mark) });
      return mark;
    },
    pings: () => pings,
    led: () => forbidden.connections().opened,
    stop: async () => void (await Promise.all(parts.map(({ stop }) => stop()))),
  };
}

/** The JPEG with a comment, which the service leaves alone. */
function commented(picture: Buffer, comment: Buffer): Buffer {
  const head = Buffer.from([0xff, 0xfe, 0, comment.length + 2]);
  return Buffer.concat([picture.subarray(0, 2), head, comment, picture.subarray(2)]);
}

/** Takes connections and reads nothing. */
async function startDeaf(): Promise<Pick<ProviderServer, "url" | "stop">> {
  const sockets: Socket[] = [];
  const server = createServer(
    { pauseOnConnect: true },
    (socket) => void sockets.push(socket.on("error", () => undefined)),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The system gave a listener without a port.");
  return {
    url: `http://127.0.0.1:${address.port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/**
 * A real S3 server for tests, on a folder: it can be stopped and started again on its port with its data, any number of
 * processes can use it, and as AWS it refuses a wrong signature and a body that is not the one that was signed.
 */
import crypto, { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import S3rver, { type S3rverContext } from "@20minutes/s3rver";
import { afterAll, beforeAll } from "vitest";
import type { MediaConfig } from "../../src/storage/media/index.ts";

export interface S3Server {
  readonly endpoint: string;
  /** What a service in this process is configured with to keep its pictures below the prefix. */
  config(prefix?: string): Omit<MediaConfig, "DATA_DIR">;
  /** The same as environment variables, for a process. */
  variables(prefix?: string): Record<string, string>;
  /** Puts an object into the bucket that nobody sent; last written `ageMinutes` ago. */
  plant(key: string, text?: string, ageMinutes?: number): Promise<void>;
  /** Ends it and every connection, also those in the middle of an answer. Its data stays. */
  stop(): Promise<void>;
  /** Starts it again on the same port. */
  start(): Promise<void>;
  /** Ends it for good and removes its data. */
  remove(): Promise<void>;
}

export const s3Bucket = "photos";

/** What the program knows, and cannot be told otherwise. */
const credentials = { S3_ACCESS_KEY_ID: "S3RVER", S3_SECRET_ACCESS_KEY: "S3RVER" };

/** A server with the bucket `photos` for all tests of the file or describe block; call the returned function inside one. */
export function useS3Server(): () => S3Server {
  let server: S3Server | undefined;
  beforeAll(async () => {
    server = await startS3Server();
  });
  afterAll(() => server?.remove());
  return () => {
    if (server === undefined) throw new Error("The S3 server runs inside tests only.");
    return server;
  };
}

/** Starts a server with the empty bucket `photos` on a free port of 127.0.0.1. */
export async function startS3Server(): Promise<S3Server> {
  const directory = await mkdtemp(join(tmpdir(), "phc-s3-"));
  let running = await run(directory, 0);
  const address = running.httpServer.address();
  if (address === null || typeof address === "string") throw new Error("The S3 server has no port.");
  const { port } = address;
  const endpoint = `http://127.0.0.1:${port}`;
  const stop = async () => {
    const closed = new Promise((resolve) => running.httpServer.close(resolve));
    running.httpServer.closeAllConnections();
    await closed;
  };
  const config = (prefix = "") => {
    const where = { MEDIA_URL: `s3://${s3Bucket}/${prefix}`, S3_ENDPOINT: endpoint, S3_REGION: "us-east-1" };
    return { ...where, S3_PATH_STYLE: true, ...credentials };
  };
  return {
    ...{ endpoint, config, stop },
    variables: (prefix) =>
      Object.fromEntries(Object.entries(config(prefix)).map(([name, value]) => [name, `${value}`])),
    async plant(key, text = "loose", ageMinutes = 0) {
      const path = join(directory, s3Bucket, `${key}._S3rver_object`);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text);
      const seconds = Date.now() / 1000 - ageMinutes * 60;
      await utimes(path, seconds, seconds);
    },
    async start() {
      running = await run(directory, port);
    },
    async remove() {
      await stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

type MakeCipher = (algorithm: string, key: Buffer, iv: Buffer, ...rest: unknown[]) => unknown;

/** The program hides in DES where a page of a listing ended, and the OpenSSL of today has none. */
function withDes(make: MakeCipher): MakeCipher {
  return (algorithm, key, iv, ...rest) =>
    algorithm === "des"
      ? make("aes-128-cbc", Buffer.concat([key, key]), Buffer.concat([iv, iv]))
      : make(algorithm, key, iv, ...rest);
}

for (const name of ["createCipheriv", "createDecipheriv"] as const) {
  const make: MakeCipher = (...given) => Reflect.apply(original, crypto, given);
  const original = crypto[name];
  Object.defineProperty(crypto, name, { value: withDes(make) });
}

async function run(directory: string, port: number): Promise<S3rver> {
  const server = new S3rver({
    ...{ address: "127.0.0.1", port, directory, silent: true, vhostBuckets: false },
    configureBuckets: [{ name: s3Bucket, configs: [] }],
  });
  // Before the one that answers.
  server.middleware.splice(-1, 0, refuseAnonymous, signAsSent, (context, next) => checkBody(server, context, next));
  await server.run();
  return server;
}

/** The program lets in whoever signs nothing. */
async function refuseAnonymous(context: S3rverContext, next: () => Promise<void>): Promise<void> {
  if (context.headers["authorization"] !== undefined) return await next();
  refuse(context, 403, "AccessDenied");
}

/**
 * The SDK asks for `/bucket/` and signs that, as AWS wants it; the program checks the signature of `/bucket`. Said to be
 * a bucket in the host's name, mounted at `/`, it puts the slash back.
 */
async function signAsSent(context: S3rverContext, next: () => Promise<void>): Promise<void> {
  if (/^\/[^/]+\/$/.test(context.path)) {
    context.state.vhost = true;
    context.mountPath = "/";
  }
  await next();
}

/** The program stores what it gets, and half of it when the connection breaks. */
async function checkBody(server: S3rver, context: S3rverContext, next: () => Promise<void>): Promise<void> {
  const key = decodeURIComponent(context.path).split("/").slice(2).join("/");
  if (context.method !== "PUT" || key === "") return await next();
  try {
    await next();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ERR_STREAM_PREMATURE_CLOSE") {
      await server.store.deleteObject(s3Bucket, key);
    }
    throw error;
  }
  const signed = context.headers["x-amz-content-sha256"];
  if (context.status !== 200 || signed === undefined || signed === "UNSIGNED-PAYLOAD") return;
  const hash = createHash("sha256");
  const stored = await server.store.getObject(s3Bucket, key);
  if (stored !== null) await pipeline(stored.content, hash);
  if (hash.digest("hex") === signed) return;
  await server.store.deleteObject(s3Bucket, key);
  refuse(context, 400, "XAmzContentSHA256Mismatch");
}

function refuse(context: S3rverContext, status: number, code: string): void {
  context.status = status;
  context.type = "application/xml";
  context.body = `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>no</Message></Error>`;
}

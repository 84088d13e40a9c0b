/** How S3 is spoken to: the client's set-up, how long a request may take, and what becomes of its failures. */
import { S3Client, type S3ClientConfig } from "@aws-sdk/client-s3";
import { MediaRefused, MediaUnavailable } from "../../core/media.ts";
import type { MediaConfig } from "./index.ts";
import { placeOf, type S3Place, s3Failure } from "./s3-problem.ts";

/** How long something may take, in milliseconds. */
export interface S3Limits {
  /** To make a connection. */
  readonly connectMs: number;
  /** One question or one page; a second try included. */
  readonly askMs: number;
  /** To send a picture until the server has confirmed it; a second try included. The deadline of its job may be sooner. */
  readonly putMs: number;
  /** Without a byte on a connection. More than a client of ours may take, whom a picture is streamed to (STALL_MS). */
  readonly idleMs: number;
}

/** The client, bound to one bucket. */
export interface S3 {
  readonly client: S3Client;
  readonly place: S3Place;
  readonly limits: S3Limits;
  /**
   * Runs one piece of work within a limit; its signal aborts at the limit, and not after the work has ended. Throws
   * MediaUnavailable.
   */
  guarded<T>(what: string, limitMs: number, work: (signal: AbortSignal) => Promise<T>): Promise<T>;
  /** A write was confirmed. */
  proven(): void;
  /** How long ago that was; infinite when something has failed since. */
  sinceProvenMs(): number;
}

export const s3Limits: S3Limits = { connectMs: 2_000, askMs: 6_000, putMs: 15_000, idleMs: 40_000 };

/** Opens no connection yet. Throws MediaRefused for a configuration that cannot work. */
export function createS3(config: MediaConfig, limits: S3Limits): S3 {
  const place = readPlace(config);
  const client = new S3Client(clientConfig(config, limits));
  let provenMs = Number.NEGATIVE_INFINITY;
  return {
    ...{ client, place, limits },
    async guarded(what, limitMs, work) {
      const limit = new AbortController();
      const timer = setTimeout(() => limit.abort(), limitMs);
      try {
        return await work(limit.signal);
      } catch (error) {
        provenMs = Number.NEGATIVE_INFINITY;
        throw unavailable(what, s3Failure(error, place));
      } finally {
        clearTimeout(timer);
      }
    },
    proven() {
      provenMs = performance.now();
    },
    sinceProvenMs: () => performance.now() - provenMs,
  };
}

function readPlace(config: MediaConfig): S3Place {
  const { S3_ACCESS_KEY_ID: id, S3_SECRET_ACCESS_KEY: secret } = config;
  if ((id === "") !== (secret === "")) {
    const missing = id === "" ? "S3_ACCESS_KEY_ID" : "S3_SECRET_ACCESS_KEY";
    throw new MediaRefused(`${missing} is not set, but its other half is: set both, or none of them.`);
  }
  try {
    return placeOf(config);
  } catch (error) {
    throw new MediaRefused(error instanceof Error ? `${error.message}.` : String(error));
  }
}

function unavailable(what: string, cause: Error): MediaUnavailable {
  return new MediaUnavailable(`The media ${what}: ${cause.message}`, { cause });
}

function clientConfig(config: MediaConfig, { connectMs, askMs, idleMs }: S3Limits): S3ClientConfig {
  const { S3_ENDPOINT, S3_REGION, S3_PATH_STYLE, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = config;
  return {
    region: S3_REGION,
    forcePathStyle: S3_PATH_STYLE,
    ...(S3_ENDPOINT === "" ? {} : { endpoint: S3_ENDPOINT }),
    ...(S3_ACCESS_KEY_ID === ""
      ? {}
      : { credentials: { accessKeyId: S3_ACCESS_KEY_ID, secretAccessKey: S3_SECRET_ACCESS_KEY } }),
    // The body of a PUT is a stream, which the SDK never sends twice: publish does that itself.
    retryMode: "standard",
    maxAttempts: 2,
    // Checksums in headers and trailers of AWS alone, which other servers refuse. The signature holds the hash instead.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    // Without an answer to it, the SDK would wait 6 s before it sends a picture of 2 MB or more.
    expectContinueHeader: false,
    requestHandler: {
      connectionTimeout: connectMs,
      // Half, so that a second try on another connection fits within the limit.
      requestTimeout: askMs / 2,
      throwOnRequestTimeout: true,
      socketTimeout: idleMs,
      // A picture holds its connection while a slow client reads it; that must not keep others from being stored.
      httpAgent: { keepAlive: true, maxSockets: MAX_SOCKETS },
      httpsAgent: { keepAlive: true, maxSockets: MAX_SOCKETS },
    },
    logger: silent,
  };
}

const MAX_SOCKETS = 2_000;

/** What fails is thrown; the SDK would write some of it to the console as well. */
const silent = { trace: ignore, debug: ignore, info: ignore, warn: ignore, error: ignore };

function ignore(): void {}

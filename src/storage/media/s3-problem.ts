/** What a failure of S3 means to the person who runs the service, without anything secret in it. */
import { codeOf } from "../folders.ts";
import type { MediaConfig } from "./index.ts";

/** A bucket and where in it the keys begin. */
export interface S3Place {
  readonly bucket: string;
  /** Empty, or with a slash at its end. */
  readonly prefix: string;
  /** Where the server is, for messages. */
  readonly server: string;
}

/** Why S3 could not be used. Made anew: an error of the SDK holds the access key and the whole answer. */
class S3Failure extends Error {
  override readonly name = "S3Failure";
  /** The server's word for it, as NoSuchBucket, or that of a failed system call, as ECONNREFUSED. */
  readonly code: string;
  constructor(message: string, code: string) {
    super(message);
    this.code = code;
  }
}

/** Throws Error for a prefix whose keys one server would take for others, and a server another way. */
export function placeOf({ MEDIA_URL, S3_ENDPOINT, S3_REGION }: MediaConfig): S3Place {
  const [, bucket = "", path = ""] = /^s3:\/\/([^/]+)\/?(.*?)\/?$/.exec(MEDIA_URL) ?? [];
  const parts = path === "" ? [] : path.split("/");
  if (bucket === "" || parts.some((part) => part === "" || part === "." || part === "..")) {
    throw new Error(`MEDIA_URL=${MEDIA_URL}: write s3://BUCKET/PREFIX, a prefix without empty parts, "." and ".."`);
  }
  const server = S3_ENDPOINT === "" ? `AWS in ${S3_REGION}` : S3_ENDPOINT;
  return { bucket, prefix: parts.map((part) => `${part}/`).join(""), server };
}

type Explain = (place: S3Place) => string;

const region: Explain = ({ bucket }) => `the bucket ${bucket} is in another region; set S3_REGION to that one`;
const expired: Explain = () => "the access key is not valid any more; give the service a new one";
const damaged: Explain = () => "the bytes did not arrive as they were sent";
const denied: Explain = ({ bucket, prefix }) =>
  `access to the bucket ${bucket} is denied; allow s3:ListBucket on ${bucket} and s3:GetObject, s3:PutObject, ` +
  `s3:DeleteObject on ${bucket}/${prefix}*`;
const full: Explain = () => "the storage is full";
const unreachable: Explain = ({ server }) => `${server} cannot be reached; check S3_ENDPOINT and the network`;

/** By the codes of S3 and of system calls. */
const byCode: Readonly<Record<string, Explain>> = {
  NoSuchBucket: ({ bucket }) => `there is no bucket ${bucket}; create it, or name another one in MEDIA_URL`,
  InvalidBucketName: ({ bucket }) => `${bucket} is no name of a bucket; name another one in MEDIA_URL`,
  AccessDenied: denied,
  Forbidden: denied,
  SignatureDoesNotMatch: () =>
    "the signature is wrong; S3_SECRET_ACCESS_KEY must be the secret of S3_ACCESS_KEY_ID, and no proxy may change requests",
  InvalidAccessKeyId: () => "S3_ACCESS_KEY_ID is not known there; check it and S3_ENDPOINT",
  CredentialsProviderError: () => "there are no credentials; set S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY",
  ExpiredToken: expired,
  TokenRefreshRequired: expired,
  PermanentRedirect: region,
  TemporaryRedirect: region,
  AuthorizationHeaderMalformed: region,
  IllegalLocationConstraintException: region,
  RequestTimeTooSkewed: () => "the clocks of this machine and of the server differ; set this one right",
  XAmzContentSHA256Mismatch: damaged,
  BadDigest: damaged,
  IncompleteBody: damaged,
  EDQUOT: full,
  TimeoutError: ({ server }) => `${server} does not answer in time`,
  AbortError: ({ server }) => `${server} does not answer in time`,
  ECONNREFUSED: unreachable,
  ECONNRESET: ({ server }) => `${server} has broken off the connection`,
  EPIPE: ({ server }) => `${server} has broken off the connection`,
  ENOTFOUND: unreachable,
  EAI_AGAIN: unreachable,
  EHOSTUNREACH: unreachable,
  ENETUNREACH: unreachable,
  ETIMEDOUT: unreachable,
};

/** By the status of an answer that says no more, as that of a HEAD. */
const byStatus: Readonly<Record<number, Explain>> = { 301: region, 403: denied, 507: full };

/** What failed, in words; an error of the local disk as it is. */
export function s3Failure(error: unknown, place: S3Place): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  if ("syscall" in error && "path" in error) return error;
  const status = statusOf(error);
  const code = wordFor(error, status);
  const explain = byCode[code] ?? (status === undefined ? undefined : byStatus[status]);
  const text = explain?.(place) ?? `${place.server} answers as no S3 server should`;
  return new S3Failure(`${text} (${code}${status === undefined ? "" : `, status ${status}`})`, code);
}

/** Whether the same request may succeed a moment later: not when the server has understood and refused it. */
export function isPassing(error: unknown): boolean {
  const status = statusOf(error);
  if (status === undefined || status >= 500 || status === 408 || status === 429) return true;
  return error instanceof Error && passing.has(error.name);
}

const passing: ReadonlySet<string> = new Set(["RequestTimeTooSkewed", "RequestTimeout"]);

/** Whether the answer says that this object is not there; without its bucket, nothing is known of it. */
export function isNoSuchKey(error: unknown): boolean {
  return error instanceof Error && (error.name === "NoSuchKey" || error.name === "NotFound");
}

/** The status of the answer that the SDK made this error of. */
function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !("$metadata" in error)) return undefined;
  const metadata = error.$metadata;
  if (typeof metadata !== "object" || metadata === null || !("httpStatusCode" in metadata)) return undefined;
  return typeof metadata.httpStatusCode === "number" ? metadata.httpStatusCode : undefined;
}

/** The one word that tells most: a code of S3, that of a system call, or the name of the error. */
function wordFor(error: Error, status: number | undefined): string {
  if (status === 507 || /StorageFull|QuotaExceeded/.test(error.name)) return "EDQUOT";
  return (status === undefined ? (codeOf(error) ?? codeOf(error.cause)) : undefined) ?? error.name;
}

/** The MediaStore on storage that speaks S3. Temp files and their volume are the local file store's. */
import { createHash, randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { open, stat, unlink } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import {
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandOutput,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { type MediaFile, type MediaStore, MediaUnavailable, type OpenPicture } from "../../core/media.ts";
import type { MediaConfig } from "./index.ts";
import { isPlain, listedParts, resultParts, typeOfKey } from "./keys.ts";
import { createS3, type S3, type S3Limits, s3Limits } from "./s3-client.ts";
import { isNoSuchKey, isPassing } from "./s3-problem.ts";

/** S3 takes no more keys in one request. */
const DELETE_BATCH = 1_000;
/** A server may need long to list or delete a thousand: that many times as long as for one question. */
const BULK = 5;
/** A write that was confirmed this long ago proves as much as a probe. */
const FRESH_MS = 10_000;

/** Tries everything that the service will do there, then gives the store. Throws MediaUnavailable. */
export async function openS3Media(config: MediaConfig, local: MediaStore): Promise<MediaStore> {
  const s3 = createS3(config, s3Limits);
  await listPage(s3, "results/", { MaxKeys: 1 });
  await probe(s3);
  return storeOn(s3, local);
}

/** The store as it is; nothing is tried. Throws MediaUnavailable for a configuration that cannot work. */
export function s3Media(config: MediaConfig, local: MediaStore, limits: S3Limits = s3Limits): MediaStore {
  return storeOn(createS3(config, limits), local);
}

function storeOn(s3: S3, local: MediaStore): MediaStore {
  return {
    tempPath: local.tempPath,
    publish: async (tempPath, key) => await publish(s3, tempPath, resultParts(key).join("/")),
    has: async (key) => await hasObject(s3, resultParts(key).join("/")),
    open: async (key) => await openPicture(s3, resultParts(key).join("/")),
    delete: (keys) => deleteAll(s3, local, keys),
    list: (prefix) => (prefix === "tmp" ? local.list(prefix) : listResults(s3)),
    usage: async () => ({ resultBytes: undefined, tempBytes: (await local.usage()).tempBytes }),
    volume: local.volume,
    async probe() {
      await local.probe();
      if (s3.sinceProvenMs() > FRESH_MS) await probe(s3);
    },
    readClock: (prefix) => (prefix === "tmp" ? local.readClock(prefix) : probe(s3)),
  };
}

function named(s3: S3, key: string): { Bucket: string; Key: string } {
  return { Bucket: s3.place.bucket, Key: s3.place.prefix + key };
}

async function publish(s3: S3, tempPath: string, key: string): Promise<void> {
  await s3.guarded("cannot be written", s3.limits.putMs, (signal) => putTwice(s3, tempPath, key, signal));
  s3.proven();
  // The picture is stored whatever becomes of this; cleanup takes what is left.
  await unlink(tempPath).catch(() => undefined);
}

/** The same bytes under the same key: a second PUT does no harm, whatever the first one came to. */
async function putTwice(s3: S3, tempPath: string, key: string, signal: AbortSignal): Promise<void> {
  const sha256 = createHash("sha256");
  await pipeline(await readFrom(tempPath), sha256);
  const hash = sha256.digest("hex");
  try {
    await put(s3, tempPath, key, hash, signal);
  } catch (error) {
    if (signal.aborted || !isPassing(error)) throw error;
    await put(s3, tempPath, key, hash, signal);
  }
}

async function readFrom(path: string): Promise<Readable> {
  return (await open(path, constants.O_RDONLY | constants.O_NOFOLLOW)).createReadStream();
}

/** The hash of the body is signed, so a server that confirms this has every byte of it. */
async function put(s3: S3, tempPath: string, key: string, sha256: string, signal: AbortSignal): Promise<void> {
  const { size: ContentLength } = await stat(tempPath);
  const ContentType = typeOfKey(key) ?? "application/octet-stream";
  const body = await readFrom(tempPath);
  const command = new PutObjectCommand({ ...named(s3, key), Body: body, ContentLength, ContentType });
  command.middlewareStack.add(
    (next) => (args) => {
      if (hasHeaders(args.request)) args.request.headers["x-amz-content-sha256"] = sha256;
      return next(args);
    },
    { step: "build" },
  );
  try {
    await s3.client.send(command, { abortSignal: signal, requestTimeout: s3.limits.putMs });
  } finally {
    body.destroy();
  }
}

function hasHeaders(request: unknown): request is { headers: Record<string, string> } {
  return typeof request === "object" && request !== null && "headers" in request;
}

async function hasObject(s3: S3, key: string): Promise<boolean> {
  return await s3.guarded("cannot be read", s3.limits.askMs, async (abortSignal) => {
    try {
      await s3.client.send(new HeadObjectCommand(named(s3, key)), { abortSignal });
      return true;
    } catch (error) {
      if (isNoSuchKey(error)) return false;
      throw error;
    }
  });
}

async function openPicture(s3: S3, key: string): Promise<OpenPicture | undefined> {
  const type = typeOfKey(key);
  const found = await s3.guarded("cannot be read", s3.limits.askMs, (signal) => getObject(s3, key, signal));
  if (found === undefined || type === undefined) return undefined;
  return { ...found, type };
}

async function getObject(s3: S3, key: string, abortSignal: AbortSignal) {
  try {
    const { Body, ContentLength } = await s3.client.send(new GetObjectCommand(named(s3, key)), { abortSignal });
    if (!(Body instanceof Readable) || ContentLength === undefined) throw new Error("The answer has no length.");
    return { stream: Body, sizeBytes: ContentLength };
  } catch (error) {
    if (isNoSuchKey(error)) return undefined;
    throw error;
  }
}

async function deleteAll(s3: S3, local: MediaStore, keys: readonly string[]): Promise<string[]> {
  const isTemp = new Map(keys.map((key) => [key, listedParts(key)[0] === "tmp"]));
  const results = keys.filter((key) => !isTemp.get(key));
  const temp = keys.filter((key) => isTemp.get(key));
  const gone = temp.length > 0 ? await local.delete(temp) : [];
  for (let at = 0; at < results.length; at += DELETE_BATCH) {
    gone.push(...(await deleteBatch(s3, results.slice(at, at + DELETE_BATCH))));
  }
  return gone;
}

/** What the server names as deleted, which for it is also what was never there. */
async function deleteBatch(s3: S3, keys: readonly string[]): Promise<string[]> {
  const { bucket: Bucket, prefix } = s3.place;
  const Objects = keys.map((key) => ({ Key: prefix + key }));
  return await s3.guarded("cannot be changed", BULK * s3.limits.askMs, async (abortSignal) => {
    const command = new DeleteObjectsCommand({ Bucket, Delete: { Objects } });
    const requestTimeout = (BULK * s3.limits.askMs) / 2;
    const { Deleted = [], Errors = [] } = await s3.client.send(command, { abortSignal, requestTimeout });
    const confirmed = new Set(Deleted.map(({ Key }) => Key));
    for (const { Key, Code } of Errors) if (Code === "NoSuchKey") confirmed.add(Key);
    return keys.filter((key) => confirmed.has(prefix + key));
  });
}

async function* listResults(s3: S3): AsyncIterable<MediaFile> {
  let token: string | undefined;
  do {
    const page = await listPage(s3, "results/", token === undefined ? {} : { ContinuationToken: token });
    for (const object of page.Contents ?? []) {
      const key = keyOf(s3, object.Key ?? "", page.EncodingType === "url");
      if (key === undefined) continue;
      yield { key, sizeBytes: object.Size ?? 0, modifiedMs: object.LastModified?.getTime() ?? Date.now() };
    }
    token = page.IsTruncated === true ? page.NextContinuationToken : undefined;
  } while (token !== undefined);
}

/** The key as the rest of the service has it; undefined for what stands for a folder, and what no file can be called. */
function keyOf(s3: S3, found: string, encoded: boolean): string | undefined {
  const name = encoded ? decodeURIComponent(found.replaceAll("+", " ")) : found;
  const key = name.slice(s3.place.prefix.length);
  return key.split("/").every((part) => isPlain(part)) ? key : undefined;
}

async function listPage(
  s3: S3,
  below: string,
  more: { readonly ContinuationToken?: string; readonly MaxKeys?: number },
): Promise<ListObjectsV2CommandOutput> {
  const { bucket: Bucket, prefix } = s3.place;
  // A name may hold characters that XML cannot.
  const command = new ListObjectsV2Command({ Bucket, Prefix: prefix + below, EncodingType: "url", ...more });
  const requestTimeout = (BULK * s3.limits.askMs) / 2;
  return await s3.guarded("cannot be listed", BULK * s3.limits.askMs, (abortSignal) =>
    s3.client.send(command, { abortSignal, requestTimeout }),
  );
}

/**
 * Writes, reads and deletes a small object among the pictures, where the cleanup finds one that a dead process left. Returns
 * when the server says that it was, to the second.
 */
async function probe(s3: S3): Promise<number> {
  const key = `results/probe-${randomBytes(8).toString("hex")}`;
  const { bucket, server } = s3.place;
  let modifiedMs: number;
  try {
    await s3.guarded("cannot be written", s3.limits.askMs, async (abortSignal) => {
      await s3.client.send(new PutObjectCommand({ ...named(s3, key), Body: key }), { abortSignal });
    });
    const found = await s3.guarded("cannot be read", s3.limits.askMs, async (abortSignal) => {
      const { Body, LastModified } = await s3.client.send(new GetObjectCommand(named(s3, key)), { abortSignal });
      return { text: await Body?.transformToString(), modifiedMs: LastModified?.getTime() ?? Date.now() };
    });
    if (found.text !== key)
      throw new MediaUnavailable(`The media cannot be read: ${server} gives other bytes than it got.`);
    modifiedMs = found.modifiedMs;
  } catch (error) {
    // It may be there all the same.
    await deleteBatch(s3, [key]).catch(() => undefined);
    throw error;
  }
  if ((await deleteBatch(s3, [key])).length === 0) {
    throw new MediaUnavailable(`The media cannot be changed: allow s3:DeleteObject in the bucket ${bucket}.`);
  }
  s3.proven();
  return modifiedMs;
}

/** Where the configuration says that pictures are kept: the one place that turns MEDIA_URL into a store. */
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Config } from "../../../generated/config.ts";
import type { MediaStore } from "../../core/media.ts";
import { fileMedia, openFileMedia } from "./files.ts";

/** What a store is made from. */
export type MediaConfig = Pick<
  Config,
  "DATA_DIR" | "MEDIA_URL" | "S3_ENDPOINT" | "S3_REGION" | "S3_PATH_STYLE" | "S3_ACCESS_KEY_ID" | "S3_SECRET_ACCESS_KEY"
>;

/** The service's own store: makes what is missing and tries it. Throws MediaUnavailable, which says what to do. */
export async function openMedia(config: MediaConfig): Promise<MediaStore> {
  const folder = localFolder(config);
  if (!isOnS3(config)) return await openFileMedia(folder);
  const { openS3Media } = await loadS3();
  return await openS3Media(config, await openFileMedia(folder));
}

/** The same store for a script that only looks: neither makes nor tries anything. Throws MediaUnavailable. */
export async function mediaAsItIs(config: MediaConfig): Promise<MediaStore> {
  const local = fileMedia(localFolder(config));
  return isOnS3(config) ? (await loadS3()).s3Media(config, local) : local;
}

/** Absolute path of the folder of the temp files, and of the pictures too unless they are on S3. */
export function localFolder({ DATA_DIR, MEDIA_URL }: Pick<MediaConfig, "DATA_DIR" | "MEDIA_URL">): string {
  return MEDIA_URL.startsWith("file:") ? fileURLToPath(MEDIA_URL) : resolve(DATA_DIR, "media");
}

function isOnS3({ MEDIA_URL }: MediaConfig): boolean {
  return MEDIA_URL.startsWith("s3:");
}

/** Only when it is needed: the client of S3 takes memory and a good part of a second to load. */
function loadS3() {
  return import("./s3.ts");
}

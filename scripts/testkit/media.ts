/** Real media for tests: what every kind of store must do is tested on each kind that the service can use. */
import { randomBytes } from "node:crypto";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe } from "vitest";
import type { MediaStore } from "../../src/core/media.ts";
import { openFileMedia } from "../../src/storage/media/files.ts";
import { openMedia } from "../../src/storage/media/index.ts";
import { useS3Server } from "./s3-server.ts";
import { plantFile } from "./stored-pictures.ts";

/** Empty media for one test. */
export interface TestMedia {
  readonly store: MediaStore;
  /** Puts a file there past the store, last written `ageMinutes` ago. */
  plant(key: string, ageMinutes: number, text?: string): Promise<void>;
  /** Names of the files in the temp folder. */
  tempFiles(): Promise<string[]>;
}

/** The block once for each kind of media; `media()` is new and empty in every test. */
export function describeOnMedia(name: string, block: (media: () => TestMedia) => void): void {
  describe(`${name} on the file system`, () => block(useMedia((folder) => onFiles(folder))));
  describe(`${name} on S3`, () => {
    const server = useS3Server();
    block(
      useMedia(async (folder) => {
        const prefix = `test-${randomBytes(4).toString("hex")}/pre.fix_1`;
        const store = await openMedia({ DATA_DIR: folder, ...server().config(`${prefix}/`) });
        const plant = (key: string, ageMinutes: number, text?: string) =>
          key.startsWith("tmp/")
            ? plantFile(join(folder, "media"), key, ageMinutes, text)
            : server().plant(`${prefix}/${key}`, text, ageMinutes);
        return { store, plant, tempFiles: () => readdir(join(folder, "media", "tmp")) };
      }),
    );
  });
}

async function onFiles(folder: string): Promise<TestMedia> {
  const root = join(folder, "media");
  return {
    store: await openFileMedia(root),
    plant: (key, ageMinutes, text) => plantFile(root, key, ageMinutes, text),
    tempFiles: () => readdir(join(root, "tmp")),
  };
}

function useMedia(open: (folder: string) => Promise<TestMedia>): () => TestMedia {
  let folder = "";
  let media: TestMedia;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "phc-test-"));
    media = await open(folder);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  return () => media;
}

/** Publishes a picture with this text. */
export async function publishText(store: MediaStore, key: string, text = "picture"): Promise<void> {
  const path = store.tempPath(randomBytes(8).toString("hex"));
  await writeFile(path, text, { mode: 0o644 });
  await store.publish(path, key);
}

/** All keys of a kind, in the order of the listing. */
export async function listedKeys(store: MediaStore, prefix: "results" | "tmp"): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of store.list(prefix)) keys.push(key);
  return keys;
}

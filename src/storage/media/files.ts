/** The MediaStore on a local file system: folders 0700, files 0600, no symbolic link is ever followed. */
import { randomBytes } from "node:crypto";
import { constants, type Dirent, type StatsFs } from "node:fs";
import { chmod, type FileHandle, lstat, open, readdir, rename, rmdir, statfs, unlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { ImageType } from "../../core/image-type.ts";
import { type MediaFile, type MediaStore, MediaUnavailable, type OpenPicture } from "../../core/media.ts";
import { codeOf, makeDurableFolder, requireFolder, requireFolders, syncFolder } from "../folders.ts";
import { createFolders, type Folders } from "./folders.ts";
import { listedParts, plainName, resultParts, typeOfKey } from "./keys.ts";

/** Makes the folders, then gives the store. Throws MediaUnavailable. */
export async function openFileMedia(root: string): Promise<MediaStore> {
  await guarded("cannot be made ready", async () => {
    makeDurableFolder(root);
    for (const name of ["results", "tmp"]) {
      const folder = join(root, name);
      makeDurableFolder(folder);
      await requireFolder(folder);
      await chmod(folder, 0o700);
    }
  });
  return fileMedia(root);
}

/** The store on folders that exist already; makes none before something is published. */
export function fileMedia(root: string): MediaStore {
  const folders = createFolders(root);
  return {
    tempPath: (name) => join(root, "tmp", plainName(name)),
    publish: (tempPath, key) => guarded("cannot be written", () => publish(folders, tempPath, resultParts(key))),
    open: (key) => guarded("cannot be read", () => openPicture(root, resultParts(key))),
    has: (key) => guarded("cannot be read", () => hasFile(root, resultParts(key))),
    delete: (keys) => guarded("cannot be changed", () => deleteFiles(folders, keys)),
    list: (prefix) => listFiles(root, prefix),
    usage: async () => ({ resultBytes: await sumBytes(root, "results"), tempBytes: await sumBytes(root, "tmp") }),
    volume: () => guarded("cannot be measured", () => readVolume(root)),
    probe: async () => void (await guarded("cannot be written", () => probe(join(root, "tmp")))),
    readClock: () => guarded("cannot be written", () => probe(join(root, "tmp"))),
  };
}

async function publish(folders: Folders, tempPath: string, parts: readonly string[]): Promise<void> {
  await syncFile(tempPath);
  const target = join(folders.root, ...parts);
  await moveInto(folders, tempPath, parts);
  try {
    await syncFolder(dirname(target));
  } catch (error) {
    // Not known to be durable, and after a failed fsync never will be: no job may own it.
    await unlink(target).catch(() => undefined);
    throw error;
  }
}

async function moveInto(folders: Folders, tempPath: string, parts: readonly string[]): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await folders.ensure(parts.slice(0, -1));
      return await rename(tempPath, join(folders.root, ...parts));
    } catch (error) {
      // Cleanup removes folders that are empty, and may have done so between the two lines.
      if (codeOf(error) !== "ENOENT" || attempt === 3) throw error;
      folders.forget();
    }
  }
}

async function syncFile(path: string): Promise<void> {
  const file = await open(path, constants.O_RDWR | constants.O_NOFOLLOW);
  try {
    await file.chmod(0o600);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function openPicture(root: string, parts: readonly string[]): Promise<OpenPicture | undefined> {
  await requireFolder(join(root, "results"));
  const file = await openPlainFile(root, parts);
  if (file === undefined) return undefined;
  return await describe(file, typeOfKey(parts.at(-1) ?? ""));
}

async function describe(file: FileHandle, type: ImageType | undefined): Promise<OpenPicture | undefined> {
  try {
    const found = await file.stat();
    if (found.isFile() && type !== undefined) {
      return { stream: file.createReadStream(), sizeBytes: found.size, type };
    }
  } catch (error) {
    await file.close();
    throw error;
  }
  await file.close();
  return undefined;
}

async function hasFile(root: string, parts: readonly string[]): Promise<boolean> {
  await requireFolder(join(root, "results"));
  try {
    await requireFolders(root, parts.slice(0, -1));
    return (await lstat(join(root, ...parts))).isFile();
  } catch (error) {
    if (isAbsence(error)) return false;
    throw error;
  }
}

/** undefined when there is no such file, or when a part of its path is a link. */
async function openPlainFile(root: string, parts: readonly string[]): Promise<FileHandle | undefined> {
  try {
    await requireFolders(root, parts.slice(0, -1));
    // O_NONBLOCK: opening a pipe that somebody has put here must not wait for a writer.
    return await open(join(root, ...parts), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    if (isAbsence(error)) return undefined;
    throw error;
  }
}

async function deleteFiles(folders: Folders, keys: readonly string[]): Promise<string[]> {
  const all = keys.map((key) => ({ key, parts: listedParts(key) }));
  // Without this, a volume that is not mounted would confirm everything.
  for (const { parts } of all.slice(0, 1)) await requireFolders(folders.root, parts.slice(0, 1));
  const gone: string[] = [];
  for (const { key, parts } of all) {
    if (await deleteFile(folders.root, parts)) gone.push(key);
  }
  const emptied = new Set(gone.map((key) => dirname(key)));
  for (const folder of emptied) await removeEmpty(folders, folder);
  return gone;
}

/** Whether the file is known to be gone. */
async function deleteFile(root: string, parts: readonly string[]): Promise<boolean> {
  try {
    await requireFolders(root, parts.slice(0, -1));
    await unlink(join(root, ...parts));
    return true;
  } catch (error) {
    return codeOf(error) === "ENOENT";
  }
}

/** Removes the folder of a day that has become empty, and that of its slot; never `results` or `tmp` themselves. */
async function removeEmpty(folders: Folders, folder: string): Promise<void> {
  for (let parts = folder.split("/"); parts.length > 1; parts = parts.slice(0, -1)) {
    try {
      await rmdir(join(folders.root, ...parts));
      folders.forget();
    } catch {
      return;
    }
  }
}

async function* listFiles(root: string, folder: string): AsyncIterable<MediaFile> {
  const entries = await guarded("cannot be listed", () => readEntries(root, folder));
  for (const entry of entries) {
    const key = `${folder}/${entry.name}`;
    if (entry.isDirectory()) yield* listFiles(root, key);
    else if (entry.isFile()) {
      const found = await guarded("cannot be listed", () => fileAt(root, key));
      if (found) yield found;
    }
  }
}

/** Sorted so that a walk meets all keys in their order: "a-b" comes before "a/c", so a folder counts with its slash. */
async function readEntries(root: string, folder: string): Promise<Dirent[]> {
  const top = !folder.includes("/");
  if (top) await requireFolder(join(root, folder));
  const entries = await readdir(join(root, folder), { withFileTypes: true }).catch((error: unknown) => {
    if (!top && isAbsence(error)) return [];
    throw error;
  });
  const sortKey = (entry: Dirent) => (entry.isDirectory() ? `${entry.name}/` : entry.name);
  return entries.sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
}

async function fileAt(root: string, key: string): Promise<MediaFile | undefined> {
  try {
    const found = await lstat(join(root, key));
    return found.isFile() ? { key, sizeBytes: found.size, modifiedMs: found.mtimeMs } : undefined;
  } catch (error) {
    if (isAbsence(error)) return undefined;
    throw error;
  }
}

async function sumBytes(root: string, prefix: string): Promise<number> {
  let bytes = 0;
  for await (const file of listFiles(root, prefix)) bytes += file.sizeBytes;
  return bytes;
}

/** Files that can still be made below which a volume counts as full: an ingest makes two, and folders. */
const spareFiles = 256;

async function readVolume(root: string): Promise<{ sizeBytes: number; availableBytes: number }> {
  return volumeOf(await statfs(root));
}

/**
 * What is reserved for root counts as taken: this process cannot fill it. Bytes are of no use without inodes for files;
 * a file system that has no fixed number of them says that it has 0 in all.
 */
export function volumeOf(found: Pick<StatsFs, "bsize" | "blocks" | "bavail" | "files" | "ffree">): {
  sizeBytes: number;
  availableBytes: number;
} {
  const { bsize, blocks, bavail, files, ffree } = found;
  const canMakeFiles = files === 0 || ffree >= spareFiles;
  return { sizeBytes: blocks * bsize, availableBytes: canMakeFiles ? bavail * bsize : 0 };
}

/** Returns when the folder's file system says that it was. */
async function probe(folder: string): Promise<number> {
  // Several instances may share the folder, and in containers all of them are process 1.
  const path = join(folder, `probe-${randomBytes(8).toString("hex")}`);
  const file = await open(path, "wx", 0o600);
  try {
    await file.writeFile("probe\n");
    await file.sync();
    return (await file.stat()).mtimeMs;
  } finally {
    try {
      await file.close();
    } finally {
      await unlink(path);
    }
  }
}

function isAbsence(error: unknown): boolean {
  return ["ENOENT", "ELOOP", "ENOTDIR", "ENXIO"].includes(codeOf(error) ?? "");
}

async function guarded<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof TypeError) throw cause;
    throw new MediaUnavailable(`The media ${what}: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
}

/** Where one system call of the service is made to fail: which, on which file, for which time since when. */
import { join } from "node:path";
import type { SlotId } from "../../../generated/contract.ts";
import type { Dice } from "../dice.ts";
import type { DatabaseKind } from "../fault.ts";

export const ioErrors = ["EIO", "ENOSPC"] as const;
export type IoError = (typeof ioErrors)[number];

/** A call of a photo's way. */
export interface Call {
  readonly says: string;
  /** `upload`: counted from before the photo is sent; `picture`: from when it is at the provider. */
  readonly since: "upload" | "picture";
  /** As strace knows it. */
  readonly syscall: string;
  /**
   * The file that the call is on. `pool`: of all calls of the thread that works on files, when nobody can know the name yet;
   * the first `skip` of them are others.
   */
  readonly on: (place: Place) => string | { readonly pool: true; readonly skip: number };
  /** Others write to that file, too. */
  readonly sharedFile?: true;
  /** Only a photo that is the first of its slot does it. */
  readonly newFolder?: true;
  /** How often it comes, at least; each time is a point of its own. */
  readonly times?: number;
}

/** What is known while a photo is at the provider. */
export interface Place {
  readonly folder: string;
  readonly slot: SlotId;
  /** Path of the temp file of the photo; its picture's has the same beginning. */
  readonly photo: string;
  /** Path that the picture will have. */
  readonly picture: string;
}

export interface Point {
  readonly call: Call;
  readonly error: IoError;
  /** The n-th time fails. */
  readonly nth: number;
}

const resultOf = ({ photo }: Place) => photo.replace(/\.photo$/, ".result-1");
/** Without its metadata. */
const cleanOf = (place: Place) => `${resultOf(place)}.part`;
const slotFolder = ({ folder, slot }: Place) => join(folder, "media", "results", slot);

const onMedia: readonly Call[] = [
  { says: "the photo's file is made", since: "upload", syscall: "openat", on: () => ({ pool: true, skip: 0 }) },
  // The first write of this thread tells the main one that the file is open.
  { says: "the photo is written", since: "upload", syscall: "write", on: () => ({ pool: true, skip: 1 }) },
  { says: "the picture's file is made", since: "picture", syscall: "openat", on: resultOf },
  { says: "the picture is written", since: "picture", syscall: "write", on: resultOf },
  { says: "the clean picture's file is made", since: "picture", syscall: "openat", on: cleanOf },
  { says: "the clean picture is written", since: "picture", syscall: "write", on: cleanOf },
  { says: "the clean picture takes the other's place", since: "picture", syscall: "rename", on: cleanOf },
  { says: "the picture is synced", since: "picture", syscall: "fsync", on: resultOf },
  { says: "the slot's folder is made", since: "picture", syscall: "mkdir", on: slotFolder, newFolder: true },
  {
    says: "the slot's folder's name is synced",
    since: "picture",
    syscall: "fsync",
    on: ({ folder }) => join(folder, "media", "results"),
    newFolder: true,
  },
  {
    says: "the day's folder is made",
    since: "picture",
    syscall: "mkdir",
    on: ({ picture }) => join(picture, ".."),
    newFolder: true,
  },
  { says: "the day's folder's name is synced", since: "picture", syscall: "fsync", on: slotFolder, newFolder: true },
  // strace looks at the first of the two paths.
  { says: "the picture gets its name", since: "picture", syscall: "rename", on: resultOf },
  {
    says: "the picture's name is synced",
    since: "picture",
    syscall: "fsync",
    on: ({ picture }) => join(picture, ".."),
  },
  { says: "the photo is removed", since: "picture", syscall: "unlink", on: ({ photo }) => photo },
];

const log = ({ folder }: Place) => join(folder, "phc.sqlite-wal");

/** Each page is written by two calls, and a commit has at least five pages. */
const onLog: readonly Call[] = [
  { says: "the new row is written", since: "upload", syscall: "pwrite64", on: log, times: 20 },
  { says: "the new row is synced", since: "upload", syscall: "fsync,fdatasync", on: log, sharedFile: true },
  { says: "the row's end is written", since: "picture", syscall: "pwrite64", on: log, times: 10 },
  { says: "the row's end is synced", since: "picture", syscall: "fsync,fdatasync", on: log, sharedFile: true },
];

/** Every call that is tried on this database: its file is the service's own, a server's is not. */
export function callsOf(database: DatabaseKind): readonly Call[] {
  return database === "sqlite" ? [...onMedia, ...onLog] : onMedia;
}

/** Each call once, at a random time of it and with a random error, then random points up to `count`. */
export function somePoints(calls: readonly Call[], count: number, dice: Dice): Point[] {
  const pointOf = (call: Call): Point => {
    const error = ioErrors[dice(ioErrors.length)] ?? "EIO";
    return { call, error, nth: 1 + dice(call.times ?? 1) };
  };
  const old = calls.filter(({ newFolder }) => newFolder === undefined);
  const more = Array.from({ length: Math.max(0, count - calls.length) }, () => old[dice(old.length)]);
  return [...calls, ...more].flatMap((call) => (call === undefined ? [] : [pointOf(call)]));
}

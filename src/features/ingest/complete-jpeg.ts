/** Tells a JPEG that is all there from its markers, without decoding its pixels. */
import { fileChunks } from "../../core/file-chunks.ts";

const MARKER = 0xff;
const START_OF_IMAGE = 0xd8;
const END_OF_IMAGE = 0xd9;
const START_OF_SCAN = 0xda;
/** Huffman coded and not progressive: baseline, and extended. */
const SEQUENTIAL_FRAMES: ReadonlySet<number> = new Set([0xc0, 0xc1]);
/**
 * What may stand before the scan besides the frame: DHT, DQT, APPn, COM. Not DRI: of a scan in intervals a decoder counts those
 * that are damaged, and refuses a picture with a hundred of them.
 */
const TABLES: ReadonlySet<number> = new Set([0xc4, 0xdb, ...range(0xe0, 0xef), 0xfe]);
/** Behind a byte of a scan that is 0xff itself. */
const STUFFED = 0x00;

/**
 * Whether the file is a JPEG with one sequential scan of all its components, without restarts, that is there to its end. A
 * decoder that has begun with such a file finds nothing more to refuse: what is wrong within the scan, it passes over. False
 * for every other file, also a good one: then only decoding it tells. Rejects with the error of the file system.
 */
export async function isCompleteJpeg(path: string): Promise<boolean> {
  let inScan = false;
  /** Whether the chunk before ended within a marker. */
  let split = false;
  for await (const chunk of fileChunks(path)) {
    let from = 0;
    if (!inScan) {
      const scan = startOfScan(chunk);
      if (scan === undefined) return false;
      from = scan;
      inScan = true;
    }
    for (;;) {
      // Where many follow each other, looking at the next byte first saves a call for each.
      const next = chunk[from] === MARKER ? from : chunk.indexOf(MARKER, from);
      const at: number = split ? -1 : next;
      if (at === -1 && !split) break;
      const code: number | undefined = chunk[at + 1];
      split = code === undefined;
      if (code === undefined) break;
      if (code === END_OF_IMAGE) return true;
      if (code !== STUFFED) return false;
      from = at + 2;
    }
  }
  return false;
}

/** Where the data of the scan begins; undefined when the head is not all in `chunk` or is not of the kind above. */
function startOfScan(chunk: Buffer): number | undefined {
  if (chunk[0] !== MARKER || chunk[1] !== START_OF_IMAGE) return undefined;
  let components = 0;
  for (let at = 2; at + 5 <= chunk.length; ) {
    const code = chunk[at + 1] ?? 0;
    const next = at + 2 + chunk.readUInt16BE(at + 2);
    if (chunk[at] !== MARKER || next > chunk.length) return undefined;
    if (code === START_OF_SCAN) return components > 0 && chunk[at + 4] === components ? next : undefined;
    if (SEQUENTIAL_FRAMES.has(code)) components = chunk[at + 9] ?? 0;
    else if (!TABLES.has(code)) return undefined;
    at = next;
  }
  return undefined;
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}

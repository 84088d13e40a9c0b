/** Pictures in JSON as base64, in pieces: out of an answer that is never held whole, and into a request. */
import { OutboundFailure } from "./outbound.ts";

/** Whether the string under this key, in the object under `parentKey`, is a picture. */
export type IsPicture = (key: string, parentKey: string | undefined) => boolean;

/** Decoded bytes of one picture, in order; `picture` counts from 1. */
export interface PicturePiece {
  readonly picture: number;
  readonly bytes: Buffer;
}

/** Everything of an answer but its pictures and its white space; more than that is no answer to a photo. */
const maxTextBytes = 64 * 1024;
/** Longer strings that are no picture are cut: signatures of what a model thought can be as large as its picture. */
const maxStringBytes = 2048;
const maxDepth = 64;

const quote = 0x22;
const backslash = 0x5c;
const letterU = 0x75;
/** After a backslash: the next byte says how long the escape is. */
const unknownYet = -1;

/** Reads JSON piece by piece, wherever it is cut. Holds at most its small text and three characters of base64. */
export class PictureScanner {
  readonly #isPicture: IsPicture;
  readonly #text = Buffer.allocUnsafe(maxTextBytes);
  #textBytes = 0;
  /** One entry a container that is open: of an object with the key that was read last. */
  readonly #open: { readonly isObject: boolean; key: string | undefined }[] = [];
  #expectsKey = false;
  #within: "nothing" | "string" | "picture" = "nothing";
  #stringFrom = 0;
  /** Bytes that are still to come of an escape in a string that is kept. */
  #escapeLeft = 0;
  /** The part that has come of an escape in a picture. */
  #escape = "";
  #cutting = false;
  #pictures = 0;
  #carry = "";
  #padded = false;

  constructor(isPicture: IsPicture) {
    this.#isPicture = isPicture;
  }

  /** The picture bytes in the next chunk. Throws an OutboundFailure for what cannot be an answer with a picture. */
  push(chunk: Buffer): PicturePiece[] {
    const found: PicturePiece[] = [];
    let at = 0;
    while (at < chunk.length) {
      if (this.#within === "nothing") at = this.#readStructure(chunk, at);
      else if (this.#within === "string") at = this.#readString(chunk, at);
      else at = this.#readPicture(chunk, at, found);
    }
    return joined(found);
  }

  /** The answer without its pictures: in the place of each stands its number. Throws when it is no whole JSON. */
  end(): { readonly json: unknown; readonly pictures: number } {
    try {
      return { json: JSON.parse(this.#text.toString("utf8", 0, this.#textBytes)), pictures: this.#pictures };
    } catch {
      throw new OutboundFailure("transient", "the answer is no JSON, or not all of it");
    }
  }

  #keep(byte: number): void {
    if (this.#textBytes === maxTextBytes) {
      throw new OutboundFailure("transient", `the answer has more than ${maxTextBytes} bytes beside its pictures`);
    }
    this.#text[this.#textBytes] = byte;
    this.#textBytes += 1;
  }

  #readStructure(chunk: Buffer, from: number): number {
    for (let at = from; at < chunk.length; at += 1) {
      const byte = chunk[at] ?? 0;
      if (byte > 0x20) this.#keep(byte);
      if (byte === quote) {
        this.#beginString();
        return at + 1;
      }
      this.#noteStructure(String.fromCharCode(byte));
    }
    return chunk.length;
  }

  #noteStructure(char: string): void {
    if (char === "{" || char === "[") {
      this.#open.push({ isObject: char === "{", key: undefined });
      this.#expectsKey = char === "{";
      if (this.#open.length > maxDepth) throw new OutboundFailure("transient", "the answer is nested too deeply");
    } else if (char === "}" || char === "]") {
      this.#open.pop();
      this.#expectsKey = false;
    } else if (char === ",") {
      this.#expectsKey = this.#open.at(-1)?.isObject ?? false;
    } else if (char === ":") {
      this.#expectsKey = false;
    }
  }

  #beginString(): void {
    const key = this.#open.at(-1)?.key;
    const isPicture = !this.#expectsKey && key !== undefined && this.#isPicture(key, this.#open.at(-2)?.key);
    this.#within = isPicture ? "picture" : "string";
    this.#stringFrom = this.#textBytes;
    this.#cutting = false;
    if (!isPicture) return;
    this.#pictures += 1;
    this.#carry = "";
    this.#padded = false;
    for (const digit of String(this.#pictures)) this.#keep(digit.charCodeAt(0));
  }

  #readString(chunk: Buffer, from: number): number {
    for (let at = from; at < chunk.length; at += 1) {
      const byte = chunk[at] ?? 0;
      if (this.#escapeLeft === unknownYet) this.#escapeLeft = byte === letterU ? 4 : 0;
      else if (this.#escapeLeft > 0) this.#escapeLeft -= 1;
      else if (byte === quote) {
        this.#endString();
        return at + 1;
      } else {
        // Cut before a character, never within one or within an escape.
        const startsCharacter = (byte & 0xc0) !== 0x80;
        if (startsCharacter && this.#textBytes - this.#stringFrom >= maxStringBytes) this.#cutting = true;
        if (byte === backslash) this.#escapeLeft = unknownYet;
      }
      if (!this.#cutting) this.#keep(byte);
    }
    return chunk.length;
  }

  #endString(): void {
    const top = this.#open.at(-1);
    if (this.#expectsKey && top !== undefined) top.key = this.#text.toString("utf8", this.#stringFrom, this.#textBytes);
    this.#keep(quote);
    this.#within = "nothing";
  }

  #readPicture(chunk: Buffer, from: number, found: PicturePiece[]): number {
    let at = from;
    if (this.#escape !== "") {
      this.#readEscape(chunk[at] ?? 0, found);
      return at + 1;
    }
    while (at < chunk.length && chunk[at] !== quote && chunk[at] !== backslash) at += 1;
    this.#decode(chunk.toString("latin1", from, at), found);
    if (chunk[at] === quote) this.#endPicture(found);
    else if (chunk[at] === backslash) this.#escape = "\\";
    return at + 1;
  }

  /** Some encoders write `\/`, `\u003d` or line breaks into base64. */
  #readEscape(byte: number, found: PicturePiece[]): void {
    this.#escape += String.fromCharCode(byte);
    if (this.#escape[1] === "u" && this.#escape.length < 6) return;
    const whole = this.#escape;
    this.#escape = "";
    if (whole === "\\n" || whole === "\\r" || whole === "\\t") return;
    const char = whole[1] === "u" ? String.fromCharCode(Number.parseInt(whole.slice(2), 16)) : whole.slice(1);
    this.#decode(char, found);
  }

  #decode(base64: string, found: PicturePiece[]): void {
    const padding = this.#padded ? 0 : base64.indexOf("=");
    const data = padding === -1 ? base64 : base64.slice(0, padding);
    if (padding !== -1 && base64 !== "") {
      this.#padded = true;
      if (/[^=]/.test(base64.slice(padding))) throw notBase64();
    }
    const all = this.#carry + data;
    const whole = all.length - (all.length % 4);
    this.#carry = all.slice(whole);
    found.push({ picture: this.#pictures, bytes: decoded(all.slice(0, whole)) });
  }

  #endPicture(found: PicturePiece[]): void {
    if (this.#carry.length === 1) throw notBase64();
    found.push({ picture: this.#pictures, bytes: decoded(this.#carry) });
    this.#carry = "";
    this.#keep(quote);
    this.#within = "nothing";
  }
}

/** Node's decoder skips what is no base64, so that fewer bytes come out. */
function decoded(base64: string): Buffer {
  const bytes = Buffer.from(base64, "base64");
  if (bytes.length !== Math.floor((base64.length * 3) / 4)) throw notBase64();
  return bytes;
}

function notBase64(): OutboundFailure {
  return new OutboundFailure("transient", "the picture in the answer is damaged: it is no base64");
}

/** The pieces with those of one picture put together and the empty ones left out. */
function joined(pieces: readonly PicturePiece[]): PicturePiece[] {
  const numbers = [...new Set(pieces.map(({ picture }) => picture))];
  return numbers
    .map((picture) => ({
      picture,
      bytes: Buffer.concat(pieces.filter((piece) => piece.picture === picture).map(({ bytes }) => bytes)),
    }))
    .filter(({ bytes }) => bytes.length > 0);
}

/** Length in characters of so many bytes as base64. */
export function base64Length(bytes: number): number {
  return Math.ceil(bytes / 3) * 4;
}

/** Bytes as base64, a chunk out for a chunk in. */
export async function* toBase64(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let carry = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const all = Buffer.concat([carry, chunk]);
    const whole = all.length - (all.length % 3);
    carry = all.subarray(whole);
    if (whole > 0) yield Buffer.from(all.toString("base64", 0, whole), "latin1");
  }
  if (carry.length > 0) yield Buffer.from(carry.toString("base64"), "latin1");
}

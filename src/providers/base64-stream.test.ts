/** Tests of pictures in JSON, cut at every byte. */
import { randomBytes } from "node:crypto";
import { buffer } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { base64Length, PictureScanner, toBase64 } from "./base64-stream.ts";
import { OutboundFailure } from "./outbound.ts";

const isInline = (key: string, parent: string | undefined) =>
  key === "data" && (parent === "inlineData" || parent === "inline_data");

/** What a scanner makes of these chunks: the pictures, and the JSON about them. */
function scan(chunks: readonly (Buffer | string)[]) {
  const scanner = new PictureScanner(isInline);
  const pictures: Buffer[] = [];
  for (const chunk of chunks) {
    for (const { picture, bytes } of scanner.push(Buffer.from(chunk))) {
      pictures[picture - 1] = Buffer.concat([pictures[picture - 1] ?? Buffer.alloc(0), bytes]);
    }
  }
  return { ...scanner.end(), found: pictures };
}

const everyCut = (text: string) => Array.from({ length: text.length + 1 }, (_, at) => at);
const first = Buffer.from("first picture, 23 bytes");
const second = randomBytes(50);
const answer = {
  candidates: [
    {
      content: { parts: [{ text: 'says "data": \\ { [ ü 😀' }, { inlineData: { mimeType: "image/png", data: "A" } }] },
    },
    { data: "no picture", inline_data: { data: "B", list: ["inlineData", { data: "neither" }] }, 'a"key\\': null },
  ],
  data: [1, true, { x: -1.5e3 }],
};
const asText = (indent: number) =>
  JSON.stringify(answer, null, indent)
    .replace('"A"', `"${first.toString("base64")}"`)
    .replace('"B"', `"${second.toString("base64")}"`);
const expected = JSON.parse(JSON.stringify(answer).replace('"A"', '"1"').replace('"B"', '"2"'));

describe("PictureScanner", () => {
  it.each([0, 2])("finds the pictures and leaves the rest, cut at any byte, indented by %d", (indent) => {
    const bytes = Buffer.from(asText(indent));
    for (let at = 0; at <= bytes.length; at += 1) {
      const { json, pictures, found } = scan([bytes.subarray(0, at), bytes.subarray(at)]);
      expect({ json, pictures, found }).toEqual({ json: expected, pictures: 2, found: [first, second] });
    }
    const single = scan([...bytes].map((byte) => Buffer.of(byte)));
    expect(single).toEqual({ json: expected, pictures: 2, found: [first, second] });
  });

  it.each([
    ["escaped slashes", (text: string) => text.replaceAll("/", "\\/")],
    ["escaped padding", (text: string) => text.replaceAll("=", "\\u003d")],
    ["line breaks", (text: string) => text.replace(/.{7}/g, "$&\\r\\n")],
    ["the URL alphabet", (text: string) => text.replaceAll("+", "-").replaceAll("/", "_")],
    ["no padding", (text: string) => text.replaceAll("=", "")],
  ])("reads base64 with %s, cut at any byte", (_what, write) => {
    for (const picture of [Buffer.from([0xfb, 0xff, 0xbf, 0xff]), Buffer.from([0xff, 0xff]), second]) {
      const text = `{"inlineData":{"data":"${write(picture.toString("base64"))}"}}`;
      for (const at of everyCut(text)) expect(scan([text.slice(0, at), text.slice(at)]).found).toEqual([picture]);
    }
  });

  it.each(["AAA*", "A", "AAAAA", "AA=A", "AA==AA", "AA\\\\A", "AA\\u00e9A", "AA A", "ÄAAA"])(
    "refuses %s as base64, cut at any byte",
    (base64) => {
      const bytes = Buffer.from(`{"inlineData":{"data":"${base64}"}}`);
      for (let at = 0; at <= bytes.length; at += 1) {
        const read = () => scan([bytes.subarray(0, at), bytes.subarray(at)]);
        expect(read, `cut at ${at}`).toThrow(/no base64/);
      }
    },
  );

  it("refuses every answer that is not whole, and what is no JSON", () => {
    const text = `{"inlineData":{"data":"${first.toString("base64")}"}}`;
    for (const at of everyCut(text).slice(0, -1)) expect(() => scan([text.slice(0, at)])).toThrow(OutboundFailure);
    for (const other of ["<html>\"data\": 'x'</html>", "", "{}{}", "]", '{"a"}', "nul"]) {
      expect(() => scan([other])).toThrow(/no JSON/);
    }
  });

  it("takes an empty picture for none of its bytes, and the last of two under one key", () => {
    expect(scan(['{"inlineData":{"data":""}}'])).toMatchObject({ pictures: 1, found: [] });
    expect(scan(['{"inlineData":{"data":"AAAA","data":"AQAA"}}'])).toMatchObject({ pictures: 2 });
  });

  it("cuts long texts between characters and keeps the JSON whole", () => {
    const long = 'é\\"\\u20ac😀'.repeat(2000);
    for (let lead = 0; lead < 12; lead += 1) {
      const text = `{"${"a".repeat(lead)}":"${"b".repeat(lead)}${long}","inlineData":{"data":"AAAA"}}`;
      const { json, found } = scan([text]);
      expect(found).toEqual([Buffer.alloc(3)]);
      const kept = String(Object.values(Object(json))[0]);
      expect(kept.length).toBeGreaterThan(500);
      expect(JSON.parse(`"${"b".repeat(lead)}${long}"`).startsWith(kept)).toBe(true);
    }
  });

  it("holds next to nothing of a picture of 20 MB, and refuses as much text", () => {
    const scanner = new PictureScanner(isInline);
    expect(scanner.push(Buffer.from('{"inlineData":{"data":"'))).toEqual([]);
    const chunk = Buffer.alloc(64 * 1024 - 1, "A");
    let given = 0;
    let got = 0;
    while (got < 20_000_000) {
      given += chunk.length;
      for (const { bytes } of scanner.push(chunk)) got += bytes.length;
      expect((given * 3) / 4 - got).toBeLessThan(3);
    }
    const many = new PictureScanner(isInline);
    many.push(Buffer.from("["));
    expect(() => {
      for (let i = 0; i < 400; i += 1) many.push(Buffer.from(`"${"x".repeat(1000)}",`));
    }).toThrow(/more than 65536 bytes beside/);
    expect(() => new PictureScanner(isInline).push(Buffer.alloc(1000, "["))).toThrow(/nested too deeply/);
  });
});

describe("toBase64", () => {
  it("gives the same as all at once, however the bytes are cut, and as many as it says", async () => {
    for (const size of [0, 1, 2, 3, 4, 100, 101]) {
      const bytes = randomBytes(size);
      for (const step of [1, 2, 3, 5, 64]) {
        const chunks = async function* () {
          for (let at = 0; at < size; at += step) yield bytes.subarray(at, at + step);
        };
        const encoded = await buffer(toBase64(chunks()));
        expect(encoded.toString()).toBe(bytes.toString("base64"));
        expect(encoded.length).toBe(base64Length(size));
      }
    }
  });
});

/** Tests of the stroke alphabet by what is drawn. */
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { letterLine } from "./lettering.ts";

const line = { centreX: 400, baseY: 80, heightPx: 50, maxWidth: 760, colour: "#fff" };

/** Bounding box of the letters, in pixels, and how many pixels they cover. */
async function ink(
  text: string,
): Promise<{ left: number; right: number; top: number; bottom: number; pixels: number }> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="800" height="100">${letterLine({ ...line, text })}</svg>`;
  const alpha = await sharp(Buffer.from(svg)).extractChannel("alpha").raw().toBuffer();
  const covered = [...alpha.keys()].filter((at) => (alpha[at] ?? 0) > 128);
  const columns = covered.map((at) => at % 800);
  const rows = covered.map((at) => Math.floor(at / 800));
  const bounds = (values: number[]) => [
    values.reduce((a, b) => Math.min(a, b)),
    values.reduce((a, b) => Math.max(a, b)),
  ];
  const [[left = 0, right = 0], [top = 0, bottom = 0]] = [bounds(columns), bounds(rows)] as [number[], number[]];
  return { left, right, top, bottom, pixels: covered.length };
}

describe("letterLine", () => {
  it("draws capitals of the asked height on the base line, centred", async () => {
    const box = await ink("HELLO");
    expect(box.bottom - box.top).toBeGreaterThan(48);
    expect(box.bottom - box.top).toBeLessThan(64);
    expect(Math.abs(box.bottom - line.baseY)).toBeLessThan(8);
    expect(Math.abs((box.left + box.right) / 2 - line.centreX)).toBeLessThan(4);
  });

  it("shrinks a line that would be too wide", async () => {
    const box = await ink("W".repeat(80));
    expect(box.right - box.left).toBeLessThan(line.maxWidth + 8);
    expect(box.right - box.left).toBeGreaterThan(line.maxWidth - 30);
  });

  it.each([
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ",
    "0123456789.,:;!?'\"-–—_/\\|()[]<>«»+=*#%&@№♥",
  ])("knows every letter of %s", (letters) => {
    const box = letterLine({ ...line, text: "漢" });
    const unknown = /d="([^"]+)"/.exec(box)?.[1];
    for (const text of letters) {
      const drawn = letterLine({ ...line, text });
      expect(drawn, text).toContain("<path");
      expect(drawn, text).not.toContain(`d="${unknown}"`);
    }
  });

  it("draws small letters as small capitals, and an accent's letter without the accent", async () => {
    expect((await ink("o")).pixels).toBeLessThan((await ink("O")).pixels);
    expect(letterLine({ ...line, text: "É" })).toBe(letterLine({ ...line, text: "E" }));
    expect(letterLine({ ...line, text: "И\u0306" })).toBe(letterLine({ ...line, text: "Й" }));
    expect(letterLine({ ...line, text: "ß" })).toContain("<path");
  });

  it("lets no markup through, whatever the text", () => {
    const svg = letterLine({ ...line, text: `"/><script href='x'>&amp;]]>` });
    expect(svg.replace(/<\/?g[^<>]*>|<path transform="[^"<>]*" d="[^"<>]*"\/>/g, "")).toBe("");
  });

  it("draws nothing for a text without letters", () => {
    expect(letterLine({ ...line, text: "  \n\t" })).toBe("");
    expect(letterLine({ ...line, text: "" })).toBe("");
  });
});

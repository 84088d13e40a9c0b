/**
 * Draws a line of text as SVG strokes with an alphabet of our own: Latin, Cyrillic, digits and punctuation. Text in SVG
 * needs the fonts of the machine, and a bare server has none; these letters look the same everywhere.
 */

/** Width and path of a letter; capitals stand between y = 0 and the base line y = 10. */
type Glyph = readonly [width: number, path: string];

const latin: Readonly<Record<string, Glyph>> = {
  A: [8, "M0 10 4 0 8 10M1.6 6.5H6.4"],
  B: [6, "M0 0V10H3.5A2.75 2.75 0 0 0 3.5 4.5H0M0 0H3A2.25 2.25 0 0 1 3 4.5"],
  C: [9, "M9 2A5 5 0 1 0 9 8"],
  D: [8, "M0 0V10H3A5 5 0 0 0 3 0Z"],
  E: [6, "M6 0H0V10H6M0 5H5"],
  F: [6, "M6 0H0V10M0 5H5"],
  G: [9, "M9 2A5 5 0 1 0 9 8V5.5H5.5"],
  H: [7.5, "M0 0V10M7.5 0V10M0 5H7.5"],
  I: [0.1, "M0 0V10"],
  J: [5, "M5 0V7A2.5 3 0 0 1 0 7"],
  K: [7, "M0 0V10M7 0 0 6M2.5 4 7 10"],
  L: [5.5, "M0 0V10H5.5"],
  M: [9, "M0 10V0L4.5 7 9 0V10"],
  N: [7.5, "M0 10V0L7.5 10V0"],
  O: [10, "M5 0A5 5 0 1 0 5 10A5 5 0 1 0 5 0Z"],
  P: [6, "M0 10V0H3.2A2.8 2.8 0 0 1 3.2 5.6H0"],
  Q: [10, "M5 0A5 5 0 1 0 5 10A5 5 0 1 0 5 0ZM6.5 7 10 10.5"],
  R: [6.3, "M0 10V0H3.2A2.8 2.8 0 0 1 3.2 5.6H0M3 5.6 6.3 10"],
  S: [6, "M5.8 1.8C5 .4 4 0 3 0C1.2 0 .3 1.1 .3 2.5C.3 5.6 6 4.3 6 7.4C6 9 4.9 10 3 10C1.6 10 .5 9.3 0 8"],
  T: [7, "M0 0H7M3.5 0V10"],
  U: [7, "M0 0V6.5A3.5 3.5 0 0 0 7 6.5V0"],
  V: [8, "M0 0 4 10 8 0"],
  W: [11, "M0 0 2.75 10 5.5 1.5 8.25 10 11 0"],
  X: [7, "M0 0 7 10M7 0 0 10"],
  Y: [7, "M0 0 3.5 5V10M7 0 3.5 5"],
  Z: [7, "M0 0H7L0 10H7"],
};

const cyrillic: Readonly<Record<string, Glyph>> = {
  Б: [6, "M5.5 0H0V10H3.2A2.75 2.75 0 0 0 3.2 4.5H0"],
  Г: [5.5, "M5.5 0H0V10"],
  Д: [9, "M0 12V10H9V12M1.2 10Q2.5 6 2.6 0H7.8V10"],
  Ё: [6, "M6 0H0V10H6M0 5H5M1.8 -2.5h.01M4.4 -2.5h.01"],
  Ж: [10, "M5 0V10M0 0 5 5 10 0M0 10 5 5 10 10"],
  И: [7.5, "M0 0V10L7.5 0V10"],
  Й: [7.5, "M0 0V10L7.5 0V10M2 -3Q3.75 -1.2 5.5 -3"],
  Л: [7.5, "M0 10Q1.6 6 1.7 0H7.5V10"],
  П: [7.5, "M0 10V0H7.5V10"],
  У: [7, "M0 0 3.7 6.5M7 0 3.2 8.5Q2.5 10 .8 10"],
  Ф: [10, "M5 -.5V10.5M5 1.7A5 3.3 0 1 0 5 8.3A5 3.3 0 1 0 5 1.7Z"],
  Ц: [8.5, "M0 0V10H8.5V12M7 0V10"],
  Ч: [6.5, "M0 0V3.5A2.5 2.5 0 0 0 2.5 6H6.5M6.5 0V10"],
  Ш: [10, "M0 0V10H10V0M5 0V10"],
  Щ: [11.5, "M0 0V10H11.5V12M10 0V10M5 0V10"],
  Ъ: [8, "M0 0H2V10H5.2A2.75 2.75 0 0 0 5.2 4.5H2"],
  Ы: [9, "M0 0V10H3A2.75 2.75 0 0 0 3 4.5H0M9 0V10"],
  Ь: [6, "M0 0V10H3.2A2.75 2.75 0 0 0 3.2 4.5H0"],
  Э: [9, "M0 2A5 5 0 1 1 0 8M9 5H4"],
  Ю: [13, "M0 0V10M0 5H3M8 0A5 5 0 1 0 8 10A5 5 0 1 0 8 0Z"],
  Я: [6.5, "M6.5 10V0H3.3A2.8 2.8 0 0 0 3.3 5.6H6.5M3.5 5.6 0 10"],
};

const signs: Readonly<Record<string, Glyph>> = {
  "0": [6.6, "M3.3 0C1.2 0 0 2 0 5S1.2 10 3.3 10 6.6 8 6.6 5 5.4 0 3.3 0Z"],
  "1": [3, "M0 2 3 0V10"],
  "2": [6.2, "M.2 2.5C.4 1 1.5 0 3.1 0C4.8 0 5.9 1.1 5.9 2.7C5.9 5 3 6.5 0 10H6.2"],
  "3": [
    6,
    "M.2 1.6C.8 .6 1.8 0 3 0C4.6 0 5.6 1 5.6 2.4C5.6 3.9 4.5 4.7 2.6 4.7C4.8 4.7 6 5.7 6 7.3C6 9 4.8 10 3 10C1.6 10 .5 9.3 0 8",
  ],
  "4": [7, "M5 10V0L0 7H7"],
  "5": [6, "M5.5 0H1L.5 4.6C1.2 4 2 3.7 3 3.7C4.8 3.7 6 5 6 6.8C6 8.8 4.8 10 3 10C1.6 10 .5 9.3 0 8.2"],
  "6": [
    6,
    "M5.4 1C4.8 .3 4.1 0 3.3 0C1.2 0 0 2.4 0 6C0 8.6 1.2 10 3 10C4.8 10 6 8.7 6 6.8C6 5 4.8 3.8 3.1 3.8C1.6 3.8 .4 4.8 0 6.4",
  ],
  "7": [6, "M0 0H6L2.2 10"],
  "8": [
    6,
    "M3 4.7C1.4 4.7 .5 3.7 .5 2.35S1.5 0 3 0 5.5 1 5.5 2.35 4.6 4.7 3 4.7C1.2 4.7 0 5.8 0 7.35S1.2 10 3 10 6 8.9 6 7.35 4.8 4.7 3 4.7Z",
  ],
  "9": [
    6,
    "M.6 9C1.2 9.7 1.9 10 2.7 10C4.8 10 6 7.6 6 4C6 1.4 4.8 0 3 0C1.2 0 0 1.3 0 3.2C0 5 1.2 6.2 2.9 6.2C4.4 6.2 5.6 5.2 6 3.6",
  ],
  " ": [3, ""],
  ".": [0.1, "M0 10h.01"],
  ",": [0.8, "M.8 9.8 0 12"],
  ":": [0.1, "M0 4h.01M0 10h.01"],
  ";": [0.8, "M.8 4h.01M.8 9.8 0 12"],
  "!": [0.1, "M0 0V6.5M0 10h.01"],
  "?": [5, "M0 2.3C.2 1 1.2 0 2.6 0C4 0 5 1 5 2.4C5 4.4 2.5 4.6 2.5 6.8M2.5 10h.01"],
  "'": [0.1, "M0 0V2.5"],
  '"': [2, "M0 0V2.5M2 0V2.5"],
  "-": [3.5, "M0 5.5H3.5"],
  "–": [6, "M0 5.5H6"],
  "—": [9, "M0 5.5H9"],
  _: [6, "M0 11.5H6"],
  "/": [4.5, "M0 11 4.5 -1"],
  "\\": [4.5, "M0 -1 4.5 11"],
  "|": [0.1, "M0 -1V11"],
  "(": [2, "M2 -1Q-1.6 5 2 11"],
  ")": [2, "M0 -1Q3.6 5 0 11"],
  "[": [2, "M2 -1H0V11H2"],
  "]": [2, "M0 -1H2V11H0"],
  "<": [6, "M6 1.5 0 5.5 6 9.5"],
  ">": [6, "M0 1.5 6 5.5 0 9.5"],
  "«": [5.5, "M2.5 3.5 0 6 2.5 8.5M5.5 3.5 3 6 5.5 8.5"],
  "»": [5.5, "M0 3.5 2.5 6 0 8.5M3 3.5 5.5 6 3 8.5"],
  "+": [6, "M0 5.5H6M3 2.5V8.5"],
  "=": [6, "M0 4H6M0 7H6"],
  "*": [4, "M2 0V4M.2 1 3.8 3M3.8 1 .2 3"],
  "#": [7, "M2.2 0 1.2 10M5.8 0 4.8 10M0 3.3H7M0 6.7H7"],
  "%": [8, "M7.5 0 .5 10M1.7 .3A1.6 1.6 0 1 0 1.71 .3ZM6.3 6.6A1.6 1.6 0 1 0 6.31 6.6Z"],
  "&": [8, "M8 10 1.6 3.2C.6 2 1.2 0 3 0C4.8 0 5.3 2 4.2 3.2C3 4.4 0 5 0 7.4C0 9 1.2 10 3 10C5.4 10 7 8 7.4 5.5"],
  "@": [10, "M7.3 3.2V6C7.3 8 10 7.6 10 5A5 5 0 1 0 7.5 9.4M7.3 5A2.3 2.3 0 1 0 2.7 5A2.3 2.3 0 1 0 7.3 5Z"],
  "№": [12, "M0 10V0L6 10V0M10 3.2A1.9 1.9 0 1 0 10.01 3.2ZM8.2 9.8H11.8"],
  "♥": [9, "M4.5 10C-3 4.5 .5 -1.5 4.5 2.3C8.5 -1.5 12 4.5 4.5 10Z"],
};

/** Letters that look alike are drawn once: each of the first row as the one below it. */
const alike = new Map(zip("АВЕЗКМНОРСТХІ’‘“”„−×", `ABE3KMHOPCTXI''"""–X`));

/** Stands for what the alphabet does not know, so that its absence is seen. */
const unknown: Glyph = [6, "M0 0H6V10H0Z"];

const letterGap = 2.8;
/** Small letters are drawn as small capitals. */
const smallScale = 0.8;

/** A line of text as SVG: a group whose letters are strokes in the colour, `heightPx` high, centred on `centreX`. */
export interface Line {
  readonly text: string;
  readonly centreX: number;
  readonly baseY: number;
  /** Height of a capital in pixels; made smaller when the line would be wider than `maxWidth`. */
  readonly heightPx: number;
  readonly maxWidth: number;
  readonly colour: string;
}

/** The SVG of a line; "" for a text without any visible letter. */
export function letterLine(line: Line): string {
  const { paths, width } = layOut(line.text);
  if (paths.length === 0) return "";
  const scale = Math.min(line.heightPx / 10, line.maxWidth / width);
  const left = line.centreX - (width * scale) / 2;
  return [
    `<g transform="translate(${left} ${line.baseY}) scale(${scale}) translate(0 -10)" fill="none" stroke="${line.colour}"`,
    ` stroke-width="1.25" stroke-linecap="round" stroke-linejoin="round">${paths.join("")}</g>`,
  ].join("");
}

function layOut(text: string): { paths: string[]; width: number } {
  const paths: string[] = [];
  let x = 0;
  for (const letter of text.normalize("NFC").trim().replace(/\s+/gu, " ")) {
    const capital = letter.toLocaleUpperCase("en");
    const scale = capital === letter ? 1 : smallScale;
    for (const [width, path] of glyphsOf(capital)) {
      if (path !== "") paths.push(`<path transform="translate(${x} ${10 - 10 * scale}) scale(${scale})" d="${path}"/>`);
      x += width * scale + letterGap;
    }
  }
  return { paths, width: x - letterGap };
}

/** Usually one; two where the capital of a letter is two letters, as of ß. An accent that we cannot draw is left out. */
function glyphsOf(capital: string): Glyph[] {
  const known = glyphOf(capital);
  if (known !== undefined) return [known];
  const plain = capital.normalize("NFKD").replace(/\p{M}/gu, "");
  return [...plain].map((letter) => glyphOf(letter) ?? unknown);
}

function glyphOf(letter: string): Glyph | undefined {
  const drawn = alike.get(letter) ?? letter;
  return latin[drawn] ?? cyrillic[drawn] ?? signs[drawn];
}

function zip(keys: string, values: string): [string, string][] {
  return [...keys].map((key, index) => [key, values.charAt(index)]);
}

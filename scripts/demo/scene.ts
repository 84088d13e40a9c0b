/** The scene of the demo photo: hot-air balloons over a mountain lake at sunrise, pixel by pixel and as drawn shapes. */
import sharp from "sharp";
import { fractal, hash, mix, noise, ramp } from "./noise.ts";
import { foreground, height, midground, waterline, width } from "./shapes.ts";

type Colour = readonly [number, number, number];

/** Red, green and blue bytes, row by row. */
interface Picture {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

const sun = { x: 2080, y: 1930 };

/** Draws the picture upright; a matter of some ten seconds. */
export async function drawScene(): Promise<Picture> {
  const data = new Uint8ClampedArray(width * height * 3);
  paintSky(data);
  for (const range of ranges) paintRange(data, range);
  const above = await overlay(data, midground());
  paintWater(above);
  const whole = await overlay(above, foreground());
  develop(whole);
  return { data: whole, width, height };
}

async function overlay(data: Uint8ClampedArray, svg: string): Promise<Uint8ClampedArray> {
  const drawn = await sharp(data, { raw: { width, height, channels: 3 } })
    .composite([{ input: Buffer.from(svg), blend: "over" }])
    .removeAlpha()
    .raw()
    .toBuffer();
  return new Uint8ClampedArray(drawn);
}

function put(data: Uint8ClampedArray, x: number, y: number, [r, g, b]: Colour): void {
  const at = (y * width + x) * 3;
  data[at] = r;
  data[at + 1] = g;
  data[at + 2] = b;
}

function blend(a: Colour, b: Colour, share: number): Colour {
  return [mix(a[0], b[0], share), mix(a[1], b[1], share), mix(a[2], b[2], share)];
}

/** Colours of the sky from the zenith to the horizon. */
const skyStops: readonly (readonly [number, Colour])[] = [
  [0, [38, 72, 132]],
  [0.35, [92, 134, 186]],
  [0.6, [186, 190, 206]],
  [0.8, [250, 208, 168]],
  [1, [255, 190, 120]],
];

function skyColour(share: number): Colour {
  let [fromShare, from] = skyStops[0] ?? [0, [0, 0, 0]];
  for (const [toShare, to] of skyStops) {
    if (share <= toShare) return blend(from, to, (share - fromShare) / Math.max(1e-9, toShare - fromShare));
    [fromShare, from] = [toShare, to];
  }
  return from;
}

const sunlight: Colour = [255, 244, 214];
const cloudLit: Colour = [255, 226, 196];
const cloudShade: Colour = [146, 142, 170];

function paintSky(data: Uint8ClampedArray): void {
  for (let y = 0; y < waterline; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const distance = Math.hypot(x - sun.x, (y - sun.y) * 1.15);
      const glow = 0.9 * Math.exp(-distance / 150) + 0.55 * Math.exp(-distance / 800);
      const sky = blend(skyColour(Math.min(1, y / 2250)), sunlight, Math.min(1, glow));
      put(data, x, y, addClouds(sky, x, y, distance));
    }
  }
}

/** Long streaks, denser in the upper half, lit from below where they are near the sun. */
function addClouds(sky: Colour, x: number, y: number, distance: number): Colour {
  const bend = 0.6 * noise(x / 900, y / 500, 71);
  const density = fractal(x / 950 + bend, y / 210 + bend * 2, 41, 6);
  const height = ramp(100, 500, y) * (1 - ramp(1250, 1900, y));
  const cover = ramp(0.5, 0.74, density) * height;
  const below = fractal(x / 950 + bend, (y + 34) / 210 + bend * 2, 41, 4);
  const lit = Math.min(1, Math.max(0, 0.45 + (density - below) * 3.2 + 0.5 * Math.exp(-distance / 900)));
  return blend(sky, blend(cloudShade, cloudLit, lit), cover * 0.85);
}

interface Range {
  readonly seed: number;
  /** Row around which the ridge lies, and how far it rises and falls. */
  readonly ridge: number;
  readonly relief: number;
  /** Pixels from one peak to the next. */
  readonly span: number;
  readonly rock: Colour;
  /** Share of light that the air between swallows. */
  readonly haze: number;
  /** How far below its ridge snow lies, in pixels. */
  readonly snow: number;
}

const ranges: readonly Range[] = [
  { seed: 3, ridge: 1860, relief: 950, span: 1500, rock: [92, 100, 136], haze: 0.5, snow: 520 },
  { seed: 14, ridge: 2090, relief: 720, span: 1150, rock: [70, 78, 104], haze: 0.3, snow: 230 },
  { seed: 27, ridge: 2330, relief: 330, span: 900, rock: [44, 66, 68], haze: 0.16, snow: 0 },
];

const hazeColour: Colour = [246, 204, 172];
const snowColour: Colour = [244, 240, 244];

function paintRange(data: Uint8ClampedArray, range: Range): void {
  for (let x = 0; x < width; x += 1) {
    const ridge = ridgeAt(range, x);
    for (let y = Math.max(0, Math.floor(ridge)); y < waterline; y += 1) {
      put(data, x, y, rockColour(range, x, y, y - ridge));
    }
  }
}

function ridgeAt({ seed, ridge, relief, span }: Range, x: number): number {
  return ridge - relief * (crests(x / span, seed, seed) - 0.5) - 26 * (fractal(x / 60, seed, seed + 9, 4) - 0.5);
}

/** Noise folded at its middle in every octave: sharp crests instead of hills. Around 0.5. */
function crests(x: number, y: number, seed: number): number {
  let sum = 0;
  let weight = 0.58;
  for (let octave = 0; octave < 5; octave += 1) {
    const scale = 2.1 ** octave;
    sum += weight * (1 - Math.abs(2 * noise(x * scale + 0.37 * octave, y * scale, seed + 20 * octave) - 1));
    weight *= 0.42;
  }
  return sum;
}

function rockColour(range: Range, x: number, y: number, depth: number): Colour {
  const { seed, rock, haze, snow } = range;
  const bend = 0.55 * noise(x / 300, y / 300, seed + 31);
  const u = x / 300 + bend;
  const v = depth / 330 - x / 500 + bend;
  const slope = crests(u + 0.03, v, seed + 50) - crests(u - 0.03, v, seed + 50);
  // The sun stands to the right, so slopes that fall to the right are lit.
  const light = Math.min(1.35, Math.max(0.3, 0.8 - slope * 5.5));
  const limit = snow * (0.5 + fractal(x / 130, y / 130, seed + 77, 4) + 0.5 * (light - 0.8));
  const white = snow === 0 ? 0 : 1 - ramp(limit * 0.6, limit, depth);
  const stone = blend(rock, snowColour, white);
  const shaded: Colour = [stone[0] * light, stone[1] * mix(1, light, 0.96), stone[2] * mix(1, light, 0.78)];
  const near = Math.exp(-Math.hypot(x - sun.x, y - sun.y) / 620);
  const mist = 0.5 * ramp(waterline - 420, waterline, y);
  return blend(shaded, hazeColour, Math.min(0.95, haze + 0.25 * near + mist * (1 - haze)));
}

const deepWater: Colour = [24, 52, 74];

/** The lake mirrors what stands above it, broken by waves that grow towards the viewer. */
function paintWater(data: Uint8ClampedArray): void {
  const source = data.slice(0, waterline * width * 3);
  for (let y = waterline; y < height; y += 1) {
    const near = (y - waterline) / (height - waterline);
    const waveHeight = 3 + 90 * near;
    const waveLength = 6 + 70 * near;
    for (let x = 0; x < width; x += 1) {
      const wave = fractal(x / (waveLength * 5), y / waveLength, 91, 4) - 0.5;
      const ripple = noise(x / (waveLength * 1.6), y / (waveLength * 0.4), 97) - 0.5;
      const tilt = wave * 2 + ripple * 0.5;
      const mirroredY = Math.round(waterline - 1 - (y - waterline) * 1.25 - tilt * waveHeight);
      const mirroredX = Math.round(x + ripple * waveHeight * 0.35);
      const sky = pixel(source, mirroredX, Math.min(waterline - 1, Math.max(0, mirroredY)));
      const depth = Math.min(0.85, 0.16 + 0.42 * near + Math.max(0, tilt) * 0.5);
      put(data, x, y, blend(blend(sky, deepWater, depth), sunlight, glitter(x, y, near, tilt)));
    }
  }
}

/** The path of light below the sun: single sparks, closer together in the middle. */
function glitter(x: number, y: number, near: number, tilt: number): number {
  const reach = 90 + 330 * near;
  const middle = Math.exp(-(((x - sun.x) / reach) ** 2));
  const spark = ramp(0.62, 0.8, noise(x / (10 + 34 * near), y / (2.5 + 9 * near), 113));
  return Math.min(0.9, middle * (0.16 + 0.95 * spark) * (0.75 - tilt * 0.5) * (1 - 0.55 * near));
}

function pixel(data: Uint8ClampedArray, x: number, y: number): Colour {
  const at = (y * width + Math.min(width - 1, Math.max(0, x))) * 3;
  return [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
}

/** What lens and sensor add: darker corners and grain. */
function develop(data: Uint8ClampedArray): void {
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const fromMiddle = Math.hypot((x - width / 2) / width, (y - height / 2) / height);
      const light = 1 - 0.5 * ramp(0.4, 0.85, fromMiddle);
      const grain = (hash(x, y, 5) + hash(x, y, 6) + hash(x, y, 7) - 1.5) * 7;
      const [r, g, b] = pixel(data, x, y);
      put(data, x, y, [r * light + grain, g * light + grain, b * light + grain]);
    }
  }
}

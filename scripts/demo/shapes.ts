/** The drawn things of the demo photo as SVG: balloons, trees, a jetty and a boat. */
import { fractal, hash, noise } from "./noise.ts";

/** Of the whole picture, in pixels. */
export const width = 3000;
export const height = 4000;
/** Row where the lake begins. */
export const waterline = 2500;

/** What stands behind the water's edge and is mirrored: balloons and the wood on the far shore. */
export function midground(): string {
  return svg(
    gradients +
      balloon({ x: 930, y: 980, radius: 330, stripes: ["#c8372d", "#f2b33d", "#f6ead2"], turn: -4 }) +
      balloon({ x: 2230, y: 640, radius: 170, stripes: ["#1f7a8c", "#f4f1de", "#e07a5f"], turn: 3 }) +
      balloon({ x: 1620, y: 1420, radius: 88, stripes: ["#5b3f8c", "#f2cc8f"], turn: -2 }) +
      farWood(),
  );
}

/** What stands at the viewer's side of the lake. */
export function foreground(): string {
  return svg(gradients + boat(1990, 3130, 1) + nearTrees() + bank());
}

function svg(content: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${content}</svg>`;
}

const gradients = `
<linearGradient id="round" x1="0" x2="1"><stop offset="0" stop-color="#1a1430" stop-opacity=".62"/>
 <stop offset=".45" stop-color="#1a1430" stop-opacity=".06"/><stop offset=".8" stop-color="#fff2d0" stop-opacity=".3"/>
 <stop offset="1" stop-color="#ffdf9e" stop-opacity=".12"/></linearGradient>
<linearGradient id="under" x1="0" y1="0" x2="0" y2="1"><stop offset=".55" stop-color="#120c24" stop-opacity="0"/>
 <stop offset="1" stop-color="#120c24" stop-opacity=".55"/></linearGradient>
<linearGradient id="wood" x1="0" x2="0" y1="0" y2="1"><stop offset="0" stop-color="#9c4a2c"/>
 <stop offset="1" stop-color="#4c2016"/></linearGradient>
<filter id="soft"><feGaussianBlur stdDeviation="14 5"/></filter>
<filter id="lens"><feGaussianBlur stdDeviation="1.6"/></filter>`;

interface Balloon {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly stripes: readonly string[];
  /** Degrees that it hangs askew. */
  readonly turn: number;
}

const gores = 12;

function balloon({ x, y, radius, stripes, turn }: Balloon): string {
  const envelope = goreOutline(1);
  // Each gore is the outline squeezed to its share of the half circle, painted from the rim to the middle.
  const painted = Array.from({ length: gores }, (_, gore) => {
    const angle = (Math.PI * gore) / gores;
    const nextAngle = (Math.PI * (gore + 1)) / gores;
    const path = gorePath(-Math.cos(angle), -Math.cos(nextAngle));
    return `<path d="${path}" fill="${stripes[gore % stripes.length]}"/>`;
  });
  return (
    `<g filter="url(#lens)"><g transform="translate(${x} ${y}) rotate(${turn}) scale(${radius})">${basket()}` +
    `${painted.join("")}<path d="${envelope}" fill="url(#round)"/><path d="${envelope}" fill="url(#under)"/></g></g>`
  );
}

/** The edge of a balloon of radius 1 at `side` of its width (-1 left, 1 right), from the crown down to the mouth. */
function edge(side: number): string {
  const w = side;
  return `C${0.56 * w} -1 ${w} -.6 ${w} -.02C${w} .5 ${0.5 * w} .82 ${0.2 * w} 1.28`;
}

function backEdge(side: number): string {
  const w = side;
  return `L${0.2 * w} 1.28C${0.5 * w} .82 ${w} .5 ${w} -.02C${w} -.6 ${0.56 * w} -1 0 -1Z`;
}

function gorePath(left: number, right: number): string {
  return `M0 -1${edge(left)}${backEdge(right)}`;
}

function goreOutline(w: number): string {
  return gorePath(-w, w);
}

function basket(): string {
  return (
    `<path d="M-.19 1.27-.1 1.62M.19 1.27.1 1.62M-.07 1.28-.04 1.62M.07 1.28.04 1.62" stroke="#2b2118" stroke-width=".012"/>` +
    `<rect x="-.13" y="1.6" width=".26" height=".19" rx=".03" fill="#6e4526"/>` +
    `<rect x="-.14" y="1.585" width=".28" height=".035" rx=".015" fill="#3c2413"/>`
  );
}

/** A spruce of this height, standing on (x, y), as one path: a thin stem and branches that hang and differ. */
function spruce(x: number, y: number, size: number, seed: number): string {
  const branches = Math.max(12, Math.min(90, Math.round(size / 11)));
  const stem = size * 0.012;
  const path = [`M${x} ${y - size}L${x - stem} ${y}H${x + stem}Z`];
  for (let branch = 0; branch < branches * 2; branch += 1) {
    const side = branch % 2 === 0 ? -1 : 1;
    const share = (branch / 2 + hash(branch, 1, seed)) / branches;
    const gap = 0.72 + 0.5 * hash(Math.floor(share * 9), side, seed + 5);
    const reach = size * (0.012 + 0.19 * share ** 0.9) * gap * (0.7 + 0.45 * hash(branch, 2, seed));
    const level = y - size * (0.985 - share * 0.9);
    const droop = reach * (0.2 + 0.35 * hash(branch, 3, seed));
    const thick = size * 0.005 + reach * 0.085;
    const tip = `${x + side * reach} ${level + droop}`;
    path.push(
      `M${x} ${level - thick}Q${x + side * reach * 0.45} ${level} ${tip}Q${x + side * reach * 0.5} ${level + thick + droop} ${x} ${level + thick * 1.8}Z`,
    );
  }
  return path.join("");
}

/** Rows of small trees on the far shore; the rear one stands in the mist. */
function farWood(): string {
  const rows = [
    { colour: "#5d7a74", low: 70, high: 150, step: 17, sink: -18, seed: 200 },
    { colour: "#2c4a46", low: 60, high: 170, step: 21, sink: 2, seed: 300 },
  ];
  return rows
    .map(({ colour, low, high, step, sink, seed }) => {
      const count = Math.ceil(width / step) + 1;
      const trees = Array.from({ length: count }, (_, n) => {
        const x = n * step + step * hash(n, 1, seed);
        const wood = noise(x / 420, 3, seed);
        const size = low + (high - low) * wood + 40 * hash(n, 2, seed);
        return spruce(x, waterline + sink, size, seed + n);
      });
      return `<path d="${trees.join("")}" fill="${colour}" filter="url(#lens)"/>`;
    })
    .join("");
}

function boat(x: number, y: number, scale: number): string {
  return (
    `<g transform="translate(${x} ${y}) scale(${scale})">` +
    `<ellipse cx="0" cy="66" rx="330" ry="30" fill="#0a1a26" fill-opacity=".55" filter="url(#soft)"/>` +
    `<path d="M-330 -34Q-300 60-190 70H180Q290 60 330 -50Q180 -6 0 -4T-330 -34Z" fill="url(#wood)"/>` +
    `<path d="M-330 -34Q-170 -4 0 -4T330 -50Q180 14 0 16T-330 -34Z" fill="#f0d9b4"/>` +
    `<path d="M-318 -22Q-170 14 0 15T318 -36Q180 26 0 28T-318 -22Z" fill="#3d1a12" fill-opacity=".7"/>` +
    `<path d="M-120 -2V22M90 -2V22" stroke="#c99a62" stroke-width="16"/>` +
    `<path d="M-40 10 250 120" stroke="#d9b98c" stroke-width="10" stroke-linecap="round"/></g>`
  );
}

/** The near bank with its grass, in layers from dark at the root to dry tips in the sun. */
function bank(): string {
  const level = (x: number) => 3790 - 170 * Math.exp(-(((x - 200) / 620) ** 2)) - 110 * fractal(x / 500, 7, 61, 4);
  const points = Array.from({ length: 151 }, (_, n) => `L${n * 20} ${level(n * 20)}`);
  const layers = [
    { colour: "#24391f", strokeWidth: 7, count: 2600, seed: 400 },
    { colour: "#3a5128", strokeWidth: 4, count: 2400, seed: 410 },
    { colour: "#716a35", strokeWidth: 2.6, count: 1100, seed: 420 },
    { colour: "#c7a45c", strokeWidth: 2, count: 260, seed: 430 },
  ];
  const grass = layers.map(({ colour, strokeWidth, count, seed }) => {
    const blades = Array.from({ length: count }, (_, n) => blade(level, n, seed));
    return `<path d="${blades.join("")}" stroke="${colour}" stroke-width="${strokeWidth}" fill="none" stroke-linecap="round"/>`;
  });
  return `<path d="M0 ${height}${points.join("")}L${width} ${height}Z" fill="#142015"/>${grass.join("")}`;
}

function blade(level: (x: number) => number, n: number, seed: number): string {
  const x = width * hash(n, 1, seed);
  const root = level(x) + 330 * hash(n, 2, seed) ** 1.6;
  const tuft = 0.45 + noise(x / 110, 2, 77);
  const size = (45 + 105 * hash(n, 3, seed)) * tuft;
  const lean = (hash(n, 4, seed) - 0.38) * size * 0.9;
  return `M${x} ${root + 12}Q${x + lean * 0.2} ${root - size * 0.6} ${x + lean} ${root - size}`;
}

/** Tall spruces that close the picture at its left and right edge. */
function nearTrees(): string {
  const trees = [
    { x: 610, y: 3800, size: 860, colour: "#25403a" },
    { x: 340, y: 3820, size: 1480, colour: "#1c322d" },
    { x: 40, y: 3930, size: 2250, colour: "#12211e" },
    { x: 2960, y: 3950, size: 1800, colour: "#13231f" },
  ];
  return trees
    .map(
      ({ x, y, size, colour }, n) => `<path d="${spruce(x, y, size, 500 + n)}" fill="${colour}" filter="url(#lens)"/>`,
    )
    .join("");
}

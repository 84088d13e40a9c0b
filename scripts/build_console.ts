/**
 * Usage: npm run build:console [-- FOLDER]: builds the operators' page from src/console into dist/console, where the
 * service finds it, or into another folder, which is emptied; each file of it compressed beside it. `npm run build`,
 * `npm run demo` and `npm run dev` do so, too.
 */
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { extname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { build } from "vite";

const ROOT = join(import.meta.dirname, "..");
const SOURCE = join(ROOT, "src/console");
const TARGET = resolve(process.argv[2] ?? join(ROOT, "dist/console"));
/** The service serves no other names, and lets browsers keep them for ever. */
const HASHED = /-[A-Za-z0-9_-]{8}\.(js|css|svg|woff2)$/;

await mkdir(TARGET, { recursive: true });
await build({
  root: SOURCE,
  configFile: join(SOURCE, "vite.config.ts"),
  logLevel: "warn",
  base: "/console/",
  // Its files would have names without a hash.
  publicDir: false,
  build: {
    outDir: TARGET,
    emptyOutDir: true,
    assetsDir: "",
    // The policy of the page lets no script run that stands in it, and style sheets no font.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        entryFileNames: "[name]-[hash].js",
        chunkFileNames: "[name]-[hash].js",
        assetFileNames: "[name]-[hash][extname]",
      },
    },
  },
});

const compress = {
  ".br": (bytes: Buffer) =>
    promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } }),
  ".gz": (bytes: Buffer) => promisify(gzip)(bytes, { level: constants.Z_BEST_COMPRESSION }),
};
const page = await readFile(join(TARGET, "index.html"), "utf8");
let firstLoad = 0;
for (const name of (await readdir(TARGET)).filter((file) => file !== "index.html")) {
  if (!HASHED.test(name)) throw new Error(`${name}: the service would not serve it; give it a hash and a known type.`);
  const bytes = await readFile(join(TARGET, name));
  let smallest = bytes.length;
  for (const [ending, variant] of extname(name) === ".woff2" ? [] : Object.entries(compress)) {
    const small = await variant(bytes);
    if (small.length < bytes.length) await writeFile(join(TARGET, `${name}${ending}`), small);
    smallest = Math.min(smallest, small.length);
  }
  if (page.includes(`"/console/${name}"`)) firstLoad += smallest;
}
process.stdout.write(
  `The operators' page is in ${TARGET}; its first load is ${Math.ceil(firstLoad / 1000)} kB compressed.\n`,
);

/**
 * Usage: npm run build:console [-- FOLDER]: builds the operators' page from src/console into dist/console, where the
 * service finds it, or into another folder, whose place it takes; each file of it compressed beside it. `npm run build`,
 * `npm run demo` and `npm run dev` do so, too. A page that cannot be built leaves the one before it.
 */
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, extname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { build } from "vite";

const ROOT = join(import.meta.dirname, "..");
const SOURCE = join(ROOT, "src/console");
const TARGET = resolve(process.argv[2] ?? join(ROOT, "dist/console"));
/** The service serves no other names, and lets browsers keep them for ever. */
const HASHED = /-[A-Za-z0-9_-]{8}\.(js|css|svg|woff2)$/;

await mkdir(dirname(TARGET), { recursive: true });
const part = await mkdtemp(`${TARGET}-`);
try {
  await bundle(part);
  const firstLoad = await compressFiles(part);
  // Whoever runs the service is seldom who built it.
  await chmod(part, 0o755);
  for (const name of await readdir(part)) await chmod(join(part, name), 0o644);
  await rm(TARGET, { recursive: true, force: true });
  await rename(part, TARGET);
  const kilobytes = Math.ceil(firstLoad / 1000);
  process.stdout.write(`The operators' page is in ${TARGET}; its first load is ${kilobytes} kB compressed.\n`);
} finally {
  await rm(part, { recursive: true, force: true });
}

async function bundle(folder: string): Promise<void> {
  await build({
    root: SOURCE,
    configFile: join(SOURCE, "vite.config.ts"),
    logLevel: "warn",
    base: "/console/",
    // Its files would have names without a hash.
    publicDir: false,
    build: {
      outDir: folder,
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
}

/** Returns the bytes of what the page names itself, as browsers get it. */
async function compressFiles(folder: string): Promise<number> {
  const page = await readFile(join(folder, "index.html"), "utf8");
  let firstLoad = 0;
  for (const name of (await readdir(folder)).filter((file) => file !== "index.html")) {
    if (!HASHED.test(name))
      throw new Error(`${name}: the service would not serve it; give it a hash and a known type.`);
    const bytes = await readFile(join(folder, name));
    let smallest = bytes.length;
    for (const [ending, small] of extname(name) === ".woff2" ? [] : await variantsOf(bytes)) {
      if (small.length < bytes.length) await writeFile(join(folder, `${name}${ending}`), small);
      smallest = Math.min(smallest, small.length);
    }
    if (page.includes(`"/console/${name}"`)) firstLoad += smallest;
  }
  return firstLoad;
}

async function variantsOf(bytes: Buffer): Promise<[ending: string, variant: Buffer][]> {
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  return [
    [".br", await promisify(brotliCompress)(bytes, { params })],
    [".gz", await promisify(gzip)(bytes, { level: constants.Z_BEST_COMPRESSION })],
  ];
}

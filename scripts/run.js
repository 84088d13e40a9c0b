// Usage: node scripts/run.js NAME [ARGUMENTS]: runs scripts/NAME.ts of a checkout, or dist/scripts/NAME.js where only
// the production packages are installed. Plain JavaScript, because it runs before anybody can read TypeScript.
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const root = join(import.meta.dirname, "..");
const [name = "", ...rest] = process.argv.slice(2);
const source = join(root, "scripts", `${name}.ts`);
const built = join(root, "dist", "scripts", `${name}.js`);

if (!/^[a-z][a-z_]*$/.test(name) || !(existsSync(source) || existsSync(built))) {
  refuse(`There is no script ${JSON.stringify(name)}.`, 2);
} else if (existsSync(source) && hasTsx()) {
  const { register } = await import("tsx/esm/api");
  register();
  await start(source);
} else if (existsSync(built)) {
  await start(built);
} else {
  refuse(`${name} is not built: run "npm ci" for a checkout, or "npm run build" before "npm ci --omit=dev".`, 3);
}

/** In this process, so that arguments, signals and the exit code need no passing on. */
async function start(path) {
  process.argv = [process.execPath, path, ...rest];
  await import(pathToFileURL(path).href);
}

function hasTsx() {
  try {
    createRequire(import.meta.url).resolve("tsx/esm/api");
    return true;
  } catch {
    return false;
  }
}

function refuse(message, exitCode) {
  process.stderr.write(`${message}\n`);
  process.exitCode = exitCode;
}

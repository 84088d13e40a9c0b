/** The build of the operators' page: what the service asks of its files, and when it is made. */
import { execFile } from "node:child_process";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { readConsole } from "../src/features/console/files.ts";
import { useTempFolder } from "./testkit/folders.ts";

const run = promisify(execFile);
const ROOT = resolve(import.meta.dirname, "..");
const folder = useTempFolder();

it("makes a page of which the service knows every file, compressed, and in which no script stands", async () => {
  const target = join(folder(), "console");
  await mkdir(target);
  await writeFile(join(target, "of-before.js"), "");
  await run(process.execPath, [join(ROOT, "scripts/run.js"), "build_console", target], { cwd: ROOT });
  expect(await readdir(folder())).toEqual(["console"]);
  const built = await readConsole(target);
  if (built === undefined) throw new Error("There is no page.");
  const { files } = built;
  const page = String(built.page);
  const named = [...page.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, path = ""]) => path);
  expect(named.length).toBeGreaterThan(0);
  for (const path of named) expect(files.has(path.replace(/^\/console\//, "")), path).toBe(true);
  const firstLoad = named.map((path) => files.get(path.replace(/^\/console\//, ""))?.br?.length ?? 0);
  expect(firstLoad.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThan(100_000);
  // The policy of the page would let none of these have its effect.
  expect(page).not.toMatch(/<script(?![^>]* src=)|<style|style="|\son\w+=|<base/i);
  const others = (await readdir(target)).filter((name) => !files.has(name.replace(/\.(br|gz)$/, "")));
  expect(others).toEqual(["index.html"]);
  for (const { plain, br, gzip } of files.values()) {
    if (plain.length < 1000) continue;
    expect(brotliDecompressSync(br ?? Buffer.of()).equals(plain)).toBe(true);
    expect(gunzipSync(gzip ?? Buffer.of()).equals(plain)).toBe(true);
  }
});

it("is made where people start from sources, and by the build; npm runs nothing by itself", async () => {
  const { scripts } = JSON.parse(await readFile(join(ROOT, "package.json"), "utf8"));
  for (const name of ["predev", "predemo", "build"]) expect(scripts[name]).toMatch(/\bnpm run (-s )?build:console$/);
});

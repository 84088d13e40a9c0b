/** The demo as a newcomer runs it, in a folder of the test's own. */
import { execFile } from "node:child_process";
import { readFile, stat } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import sharp from "sharp";
import { expect, it } from "vitest";
import { isPassword } from "../src/core/password-hash.ts";
import { parseAccounts } from "../src/features/operators/accounts.ts";
import { useTempFolder } from "./testkit/folders.ts";

const folder = useTempFolder();
const run = promisify(execFile);
const demo = join(import.meta.dirname, "demo.ts");

const once = async () => (await run(process.execPath, [demo, "--once"], { cwd: folder() })).stdout;

it("edits the photo, shows what came of it, ends by itself, and goes on with its secrets the next time", async () => {
  const first = await once();
  for (const shown of [
    "/console as demo",
    "data/demo/operator_password",
    "200 in",
    'outcome="success"} 1',
    "/healthz",
    "/metrics",
    "/api/results/",
    "/api/slots",
  ]) {
    expect(first).toContain(shown);
  }
  const edited = await readFile(join(folder(), "data/demo/edited.jpg"));
  const { format, exif, width = 0, height = 0 } = await sharp(edited).metadata();
  expect({ format, exif }).toEqual({ format: "jpeg", exif: undefined });
  expect(height).toBeGreaterThan(width);

  const secret = join(folder(), "data/demo/secrets/ingest_password");
  expect((await stat(secret)).mode & 0o777).toBe(0o600);
  const password = await readFile(secret, "utf8");
  expect(first).not.toContain(password.trim());
  const [ofOperator, operators] = await Promise.all(
    ["operator_password", "secrets/operators"].map((name) => readFile(join(folder(), "data/demo", name), "utf8")),
  );
  const account = parseAccounts(operators ?? "", true).get("demo");
  expect(account && (await isPassword(ofOperator ?? "", account.hash))).toBe(true);
  expect(first).not.toContain(ofOperator);

  const second = await once();
  expect(second).not.toContain("made data/demo");
  expect(second).toContain('outcome="success"} 1');
  expect(await readFile(secret, "utf8")).toBe(password);
});

it("takes the next port when 8080 is in use, and says so", async () => {
  const other = createServer();
  // Somebody else may hold it already; then it is in use just as well.
  await new Promise<void>((resolve) => other.once("error", () => resolve()).listen(8080, "127.0.0.1", () => resolve()));
  expect(await once()).toMatch(/8080 is in use, so the demo takes 80[0-9]{2}/);
  await new Promise((resolve) => other.close(resolve));
});

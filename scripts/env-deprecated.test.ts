/** src/env.ts over a configuration that gives names up: the reader of this service with the variables of another contract. */
import { chmod, copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { beforeEach, describe, expect, it } from "vitest";
import type * as env from "../src/env.ts";
import { useTempFolder } from "./testkit/folders.ts";

const ROOT = join(import.meta.dirname, "..");
/** Has PARALLEL → CONCURRENCY, the secret API_KEY → API_TOKEN, and NICE, which nothing follows. */
const CONFIG = "codegen/testdata/worker/expected/generated/config.ts";
const FILE = "spec/contracts/schemas/config.yaml";
const SINCE = "is deprecated since 2.3.1 and gone after 2026-12-31";

const folder = useTempFolder();
let reader: typeof env;

/** Puts the reader beside the other contract's variables, as `change` leaves them. */
async function install(change: (config: string) => string = (config) => config): Promise<void> {
  for (const name of ["src", "generated", "run"]) await mkdir(join(folder(), name));
  await mkdir(join(folder(), "scripts/smoke"), { recursive: true });
  for (const name of [
    "src/env.ts",
    "src/private-file.ts",
    "src/secret-rules.ts",
    "scripts/steps.ts",
    "scripts/smoke/environment.ts",
  ])
    await copyFile(join(ROOT, name), join(folder(), name));
  await writeFile(join(folder(), "generated/config.ts"), change(await readFile(join(ROOT, CONFIG), "utf8")));
  await writeFile(join(folder(), "package.json"), '{"type": "module"}');
  reader = (await import(pathToFileURL(join(folder(), "src/env.ts")).href)) as typeof env;
}

async function file(name: string, text: string): Promise<string> {
  const path = join(folder(), "run", name);
  await writeFile(path, text);
  await chmod(path, 0o600);
  return path;
}

/** The configuration as plain values and its warnings, or the messages of its problems. */
function read(variables: Readonly<Record<string, string>>, options: env.ConfigOptions = {}) {
  const source = { env: { QUEUE_URL: "amqp://localhost", ...variables }, folder: join(folder(), "run") };
  const result = reader.readConfig({ ...source, ...options });
  if (!("config" in result)) return { problems: result.map(({ message }) => message) };
  return { config: { ...result.config } as Readonly<Record<string, unknown>>, warnings: result.warnings };
}

const SECRET = "0123456789abcdef";

describe("a variable under its old name alone", () => {
  beforeEach(() => install());

  it("is read as the new one, with a warning that names it and the last day", () => {
    const { config, warnings } = read({ PARALLEL: "9" });
    expect(config).toMatchObject({ CONCURRENCY: 9 });
    expect(config).not.toHaveProperty("PARALLEL");
    expect(warnings).toEqual([
      expect.stringMatching(`^PARALLEL ${SINCE}: set CONCURRENCY instead \\(${FILE}:\\d+\\)$`),
    ]);
  });

  it("is read from .env, and a secret from its file, whose content is in no warning", async () => {
    await file(".env", `PARALLEL=7\nAPI_KEY_FILE=${await file("key", `${SECRET}\n`)}\nNICE=3\n`);
    const { config, warnings } = read({});
    expect(config).toMatchObject({ CONCURRENCY: 7, API_TOKEN: SECRET, NICE: 3 });
    expect(warnings).toEqual([
      expect.stringContaining(`PARALLEL ${SINCE}: set CONCURRENCY instead`),
      expect.stringContaining(`API_KEY ${SINCE}: set API_TOKEN instead`),
      expect.stringMatching(`^NICE ${SINCE} \\(`),
    ]);
    expect(warnings?.join()).not.toContain(SECRET);
  });

  it("gives nothing to warn of where only new names are set", () => {
    expect(read({ CONCURRENCY: "9", PARALLEL: "" })).toMatchObject({ config: { CONCURRENCY: 9 }, warnings: [] });
  });
});

describe("the smoke test of a service whose secret was renamed", () => {
  beforeEach(() => install());

  it.each(["API_KEY", "API_KEY_FILE", "API_TOKEN", "API_TOKEN_FILE"])("takes it from %s", async (name) => {
    const { readEnvironment } = await import(pathToFileURL(join(folder(), "scripts/smoke/environment.ts")).href);
    const text = name.endsWith("_FILE") ? await file("secret", SECRET) : SECRET;
    const source = { env: { QUEUE_URL: "amqp://localhost", [name]: text }, folder: join(folder(), "run") };
    expect(readEnvironment(source).secret("API_TOKEN")).toBe(SECRET);
  });

  it("does not take it from a file that is not in order, whatever its name", async () => {
    const { readEnvironment } = await import(pathToFileURL(join(folder(), "scripts/smoke/environment.ts")).href);
    const source = { env: { API_KEY_FILE: join(folder(), "none") }, folder: join(folder(), "run") };
    expect(() => readEnvironment(source).secret("API_TOKEN")).toThrow("API_KEY_FILE=");
  });
});

describe("a variable under both its names", () => {
  beforeEach(() => install());

  const refusal = (old: string, lasting: string, spare: string) =>
    expect.stringMatching(`^${old}: is an old name of ${lasting}, and ${lasting} is set as well; remove ${spare} \\(`);

  it("is refused within a layer and across layers", async () => {
    expect(read({ PARALLEL: "9", CONCURRENCY: "9" }).problems).toEqual([
      refusal("PARALLEL", "CONCURRENCY", "PARALLEL"),
    ]);
    await file(".env", "PARALLEL=7\n");
    expect(read({ CONCURRENCY: "9" }).problems).toEqual([refusal("PARALLEL", "CONCURRENCY", "PARALLEL")]);
  });

  it.each([
    ["API_KEY", "API_TOKEN_FILE"],
    ["API_KEY_FILE", "API_TOKEN"],
    ["API_KEY_FILE", "API_TOKEN_FILE"],
  ])("is refused as %s beside %s", async (old, lasting) => {
    const path = await file("secret", SECRET);
    const value = (name: string) => ({ [name]: name.endsWith("_FILE") ? path : SECRET });
    const { problems } = read({ ...value(old), ...value(lasting) });
    expect(problems).toEqual([refusal("API_KEY", "API_TOKEN", "API_KEY or API_KEY_FILE")]);
  });
});

describe("a required secret under its old name", () => {
  const OPTIONAL = /(name: "API_(?:KEY|TOKEN)",\s+type: "string",\s+secret: true,\s+required: )false/g;
  beforeEach(() => install((config) => config.replaceAll(OPTIONAL, "$1true")));

  it("must be set under one of the two", () => {
    expect(read({}).problems).toEqual([expect.stringMatching(/^API_TOKEN: must be set/)]);
    expect(read({ API_KEY: SECRET }).config).toMatchObject({ API_TOKEN: SECRET });
  });

  it("is told once when its file is at fault", () => {
    const { problems } = read({ API_KEY_FILE: join(folder(), "none") });
    expect(problems).toEqual([expect.stringMatching(/^API_KEY_FILE=.*none: does not exist$/)]);
  });

  it("needs no value where no secret is used", () => {
    const { config } = read({ API_KEY: SECRET }, { withoutSecrets: true });
    expect(config?.["API_TOKEN"]).toMatch(/^[0-9a-f]{64}$/);
  });
});
